"""Verifies a bundle as a whole: the bag, what it holds, and the tar beside it."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from review_site.archive.verify.bag import verify_bag
from review_site.archive.verify.cdxj import verify_cdxj
from review_site.archive.verify.fault import FaultError
from review_site.archive.verify.transport import unpack, verify_sha256, verify_tar_of
from review_site.archive.verify.tree import Fixity
from review_site.archive.verify.urls import verify_urls
from review_site.archive.verify.wacz import verify_wacz
from review_site.archive.verify.wacz_alone import verify_wacz_alone
from review_site.archive.verify.warc import Recorded, verify_warc
from review_site.problems import Problem, Problems

_INDEX, _URLS = "data/web/index.cdxj", "data/crawl/urls.csv"
_AGAIN = "make the bundle again, or fetch a whole copy"
_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much was read: files of the bag and their bytes, records of the WARC, addresses with an answer, pages."""

    files: int = 0
    bytes: int = 0
    records: int = 0
    addresses: int = 0
    pages: int = 0


def verify_bundle(path: Path) -> list[Problem]:
    """Read every byte of a bundle and return every problem, in order; none means that it is sound.

    Args:
        path: the bag's folder, its `.tar`, or a `.wacz` alone. Beside the folder the tar and its `.sha256` are read
            where they are there; beside the tar its `.sha256` must be.
    """
    return verify_and_count(path)[0]


def verify_and_count(path: Path) -> tuple[list[Problem], Counts]:
    """Verify a bundle as `verify_bundle` does, and tell how much was read."""
    problems = Problems()
    place = Path(os.path.realpath(path))
    counts = _attempt(place.name, problems, lambda: _verify(place, problems)) or Counts()
    found = sorted(problems, key=lambda problem: (problem.path, problem.line or 0, problem.field, problem.what))
    return found, counts


def _verify(path: Path, problems: Problems) -> Counts:
    if path.is_dir() and not (path / "bagit.txt").exists() and not (path / "data").exists():
        inside = sorted(file.parent.name for file in path.glob("*/bagit.txt"))
        mend = f"name a bag inside it: {', '.join(inside)}" if inside else "name a bag's folder, its .tar, or a .wacz"
        problems.add(path.name, "bundle", "is not a bundle", mend)
        return Counts()
    if path.is_dir():
        counts, files = _verify_folder(path, problems)
        _verify_beside(path, files, problems)
        return counts
    if path.is_file():
        return _verify_wacz_alone(path, problems) if path.suffix == ".wacz" else _verify_tar(path, problems)
    problems.add(path.name, "bundle", "is not there, or is neither a folder nor a file", "name a bundle")
    return Counts()


def _verify_wacz_alone(wacz: Path, problems: Problems) -> Counts:
    recorded, pages = verify_wacz_alone(wacz, problems)
    return Counts(
        files=1,
        bytes=wacz.stat().st_size,
        records=recorded.records,
        addresses=len(recorded.responses),
        pages=pages,
    )


def _verify_tar(tar: Path, problems: Problems) -> Counts:
    if tar.suffix != ".tar":
        problems.add(tar.name, "bundle", "is not a bundle", "name a bag's folder, its .tar, or a .wacz")
        return Counts()
    _attempt(tar.name, problems, lambda: verify_sha256(tar, problems))
    with TemporaryDirectory(prefix="bundle-") as place:
        bag = _attempt(tar.name, problems, lambda: unpack(tar, Path(place), problems))
        return _verify_folder(bag, problems)[0] if bag else Counts()


def _verify_beside(bag: Path, files: dict[str, Fixity], problems: Problems) -> None:
    tar = bag.with_name(f"{bag.name}.tar")
    beside = bag.with_name(f"{tar.name}.sha256")
    if tar.is_file():
        _attempt(tar.name, problems, lambda: verify_sha256(tar, problems))
        _attempt(tar.name, problems, lambda: verify_tar_of(tar, bag.name, files, problems))
    elif tar.exists() or beside.exists():
        problems.add(tar.name, "file", f"is missing, and {beside.name} is there", "put it back, or remove both")


def _verify_folder(bag: Path, problems: Problems) -> tuple[Counts, dict[str, Fixity]]:
    files = verify_bag(bag, problems)
    warc = _the_one(files, ".warc.gz", problems)
    wacz = _the_one(files, ".wacz", problems)
    for name in (_INDEX, _URLS):
        if name not in files:
            problems.add(name, "file", "is missing", _AGAIN)
    recorded, pages = Recorded(), 0
    if warc:
        recorded = _attempt(warc, problems, lambda: verify_warc(bag / warc, warc, problems)) or recorded
        _verify_against(bag, warc, files, recorded, problems)
        if wacz:
            beside = {f"archive/{Path(warc).name}": files[warc]}
            if _INDEX in files:
                beside["indexes/index.cdx"] = files[_INDEX]
            responses = recorded.responses
            pages = _attempt(wacz, problems, lambda: verify_wacz(bag / wacz, wacz, beside, responses, problems)) or 0
    counts = Counts(
        files=len(files),
        bytes=sum(fixity.size for fixity in files.values()),
        records=recorded.records,
        addresses=len(recorded.responses),
        pages=pages,
    )
    return counts, files


def _verify_against(bag: Path, warc: str, files: dict[str, Fixity], recorded: Recorded, problems: Problems) -> None:
    responses = recorded.responses
    if _INDEX in files:
        name = Path(warc).name
        _attempt(_INDEX, problems, lambda: verify_cdxj(bag / _INDEX, _INDEX, name, responses, problems))
    if _URLS in files:
        _attempt(_URLS, problems, lambda: verify_urls(bag / _URLS, _URLS, responses, problems))


def _the_one(files: dict[str, Fixity], suffix: str, problems: Problems) -> str | None:
    """Return the one file of the bag's web archive that ends so; none and several are problems."""
    found = sorted(name for name in files if name.startswith("data/web/") and name.endswith(suffix))
    if len(found) != 1:
        shown = ", ".join(found) or "none"
        problems.add("data/web", suffix, f"there should be one, and there is {shown}", _AGAIN)
    return found[0] if found else None


def _attempt(name: str, problems: Problems, check: Callable[[], _Found]) -> _Found | None:
    """Run one check; what stops it is a problem of its file, and the other checks go on."""
    try:
        return check()
    except FaultError as fault:
        problems.add(name, fault.field, fault.what, fault.mend)
    except OSError as error:
        problems.add(name, "file", f"cannot be read: {error.strerror or error}", "fetch a whole copy")
    except (ValueError, RecursionError) as error:
        problems.add(name, "file", f"cannot be understood: {error}", _AGAIN)
    return None
