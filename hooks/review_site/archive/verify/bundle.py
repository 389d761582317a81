"""Verifies a bundle as a whole: the bag, what it holds, and the tar beside it."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from review_site.archive.verify.apart import each_apart
from review_site.archive.verify.attempt import AGAIN, attempt
from review_site.archive.verify.bag import verify_bag
from review_site.archive.verify.cdxj import verify_cdxj
from review_site.archive.verify.contents import Opened, verify_contents
from review_site.archive.verify.signature import verify_signature
from review_site.archive.verify.transport import unpack, verify_sha256, verify_tar_of
from review_site.archive.verify.tree import NOT_PLAIN, Fixity
from review_site.archive.verify.wacz import verify_wacz
from review_site.archive.verify.wacz_alone import verify_wacz_alone
from review_site.archive.verify.warc import Recorded, verify_warc
from review_site.problems import Problem, Problems, in_order

_INDEX = "data/web/index.cdxj"
_LARGE = 1 << 25  # bytes of a tar that is worth reading on two cores


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much was read: files of the bag and their bytes, records of the WARC, addresses with an answer, pages.

    `told` are sentences for people: by whom it is signed, what an interim bundle leans on.
    """

    files: int = 0
    bytes: int = 0
    records: int = 0
    addresses: int = 0
    pages: int = 0
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Trust:
    """Whose word counts: the signer's public key and time-stamping authorities, as PEM files."""

    public_key: Path | None
    tsa_roots: Sequence[Path]


def verify_bundle(path: Path, *, public_key: Path | None = None, tsa_roots: Sequence[Path] = ()) -> list[Problem]:
    """Read every byte of a bundle and return every problem, in order; none means that it is sound.

    Args:
        path: the bag's folder, its `.tar`, or a `.wacz` alone. Beside the folder the tar and its `.sha256` are read
            where they are there; beside the tar its `.sha256` must be. A signature beside either is read, too.
        public_key: a PEM file with the key by which it must be signed.
        tsa_roots: PEM files with the certificates of time-stamping authorities that are trusted.
    """
    return verify_and_count(path, public_key=public_key, tsa_roots=tsa_roots)[0]


def verify_and_count(
    path: Path, *, public_key: Path | None = None, tsa_roots: Sequence[Path] = ()
) -> tuple[list[Problem], Counts]:
    """Verify a bundle as `verify_bundle` does, and tell how much was read."""
    problems = Problems()
    place, trust = Path(os.path.realpath(path)), _Trust(public_key, tsa_roots)
    counts = attempt(place.name, problems, lambda: _verify(place, trust, problems)) or Counts()
    found = in_order(problems)
    return found, counts


def _verify(path: Path, trust: _Trust, problems: Problems) -> Counts:
    if path.is_dir() and not (path / "bagit.txt").exists() and not (path / "data").exists():
        inside = sorted(file.parent.name for file in path.glob("*/bagit.txt"))
        mend = f"name a bag inside it: {', '.join(inside)}" if inside else "name a bag's folder, its .tar, or a .wacz"
        problems.add(path.name, "bundle", "is not a bundle", mend)
        return Counts()
    if path.is_dir():
        counts, files = _verify_folder(path, path.parent, trust, problems)
        _verify_beside(path, files, problems)
        return counts
    if not path.is_file():
        problems.add(path.name, "bundle", "is not there, or is neither a folder nor a file", "name a bundle")
        return Counts()
    if path.suffix != ".wacz":
        return _verify_tar(path, trust, problems)
    if trust.public_key:
        problems.add(path.name, "signature", "is of a whole bundle, and this is a WACZ alone", "name the bundle")
    return _verify_wacz_alone(path, problems)


def _verify_wacz_alone(wacz: Path, problems: Problems) -> Counts:
    recorded, pages = verify_wacz_alone(wacz, problems)
    return Counts(
        files=1,
        bytes=wacz.stat().st_size,
        records=recorded.records,
        addresses=len(recorded.responses),
        pages=pages,
    )


def _verify_tar(tar: Path, trust: _Trust, problems: Problems) -> Counts:
    if tar.suffix != ".tar":
        problems.add(tar.name, "bundle", "is not a bundle", "name a bag's folder, its .tar, or a .wacz")
        return Counts()
    attempt(tar.name, problems, lambda: verify_sha256(tar, problems))
    with TemporaryDirectory(prefix="bundle-") as place:
        bag = attempt(tar.name, problems, lambda: unpack(tar, Path(place), problems))
        return _verify_folder(bag, tar.parent, trust, problems)[0] if bag else Counts()


def _verify_beside(bag: Path, files: dict[str, Fixity], problems: Problems) -> None:
    tar = bag.with_name(f"{bag.name}.tar")
    beside = bag.with_name(f"{tar.name}.sha256")
    if tar.is_file():
        checks: tuple[Callable[[Problems], None], ...] = (
            lambda found: verify_sha256(tar, found),
            lambda found: verify_tar_of(tar, bag.name, files, found),
        )

        def run(check: Callable[[Problems], None], found: Problems) -> None:
            attempt(tar.name, found, lambda: check(found))

        large = tar.stat().st_size > _LARGE
        list(each_apart(checks, run, problems, least=len(checks) if large else len(checks) + 1))
    elif tar.exists() or beside.exists():
        problems.add(tar.name, "file", f"is missing, and {beside.name} is there", "put it back, or remove both")


def _verify_folder(bag: Path, beside: Path, trust: _Trust, problems: Problems) -> tuple[Counts, dict[str, Fixity]]:
    """Verify a bag; `beside` is the folder where its signature lies."""
    files = verify_bag(bag, problems)
    if any(problem.what == NOT_PLAIN for problem in problems):
        return Counts(files=len(files), bytes=sum(fixity.size for fixity in files.values())), files
    signed = verify_signature(beside, bag.name, files, problems, public_key=trust.public_key, tsa_roots=trust.tsa_roots)
    warc = _the_one(files, ".warc.gz", problems)
    if _INDEX not in files:
        problems.add(_INDEX, "file", "is missing", AGAIN)
    recorded = (
        attempt(warc, problems, lambda: verify_warc(bag / warc, warc, problems)) if warc else None
    ) or Recorded()
    pages = _verify_web(bag, files, warc, recorded, problems)
    if warc:
        verify_contents(Opened(bag=bag, files=files, warc=warc, recorded=recorded), problems)
    counts = Counts(
        files=len(files),
        bytes=sum(fixity.size for fixity in files.values()),
        records=recorded.records,
        addresses=len(recorded.responses),
        pages=pages,
        told=tuple(filter(None, (str(signed) if signed else "", _interim_note(recorded)))),
    )
    return counts, files


def _verify_web(bag: Path, files: dict[str, Fixity], warc: str | None, recorded: Recorded, problems: Problems) -> int:
    """Verify the index and the WACZ against the WARC, and return how many pages the WACZ lists."""
    wacz = _the_one(files, ".wacz", problems)
    if warc is None:
        return 0
    responses = recorded.responses
    beside = {f"archive/{Path(warc).name}": files[warc]}
    if _INDEX in files:
        name = Path(warc).name
        attempt(_INDEX, problems, lambda: verify_cdxj(bag / _INDEX, _INDEX, name, responses, problems))
        beside["indexes/index.cdx"] = files[_INDEX]
    if wacz is None:
        return 0
    return attempt(wacz, problems, lambda: verify_wacz(bag / wacz, wacz, beside, responses, problems)) or 0


def _interim_note(recorded: Recorded) -> str:
    """Return what a reader of an interim bundle must know."""
    revisits = sum(response.revisit for response in recorded.responses)
    if not revisits:
        return ""
    return (
        f"Interim: {revisits} of {len(recorded.responses)} addresses are as in the snapshot before and lie there. "
        "Keep that one too: this bundle cannot be replayed without it. Links in what lies there and readiness "
        "were not checked."
    )


def _the_one(files: dict[str, Fixity], suffix: str, problems: Problems) -> str | None:
    """Return the one file of the bag's web archive that ends so; none and several are problems."""
    web = sorted(name for name in files if name.startswith("data/web/"))
    found = [name for name in web if name.endswith(suffix)]
    if not found:
        # The two bear one name: where one of them is there, it tells how the other was called.
        stem = next((name.partition(".")[0] for name in web if name.endswith((".wacz", ".warc.gz"))), "data/web/")
        problems.add(f"{stem}{suffix}", "file", "is missing", AGAIN)
    elif len(found) > 1:
        problems.add("data/web", suffix, f"there should be one, and there is {', '.join(found)}", AGAIN)
    return found[0] if len(found) == 1 else None
