"""The bundle: a finished folder as a bag with WARC, WACZ, index and inventory, and the bag as one tar.

It is made in a hidden folder beside its place and moved there when it is whole: nobody ever finds half a bundle.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from review_site.addresses import slugify
from review_site.archive.assembly import Say, Surveyed, survey, write_parts
from review_site.archive.bag import write_bag
from review_site.archive.compare.reading import read_snapshot
from review_site.archive.compare.snapshot import Snapshot
from review_site.archive.inventory import read_inventory
from review_site.archive.options import Options
from review_site.archive.placing import building_place, place
from review_site.archive.provenance.sbom import SBOM_ENDING, write_sbom
from review_site.archive.signature import write_signature
from review_site.archive.software import SOFTWARE
from review_site.archive.tar import write_sha256, write_tar
from review_site.clock import LONDON
from review_site.problems import Problem

_SIGNED = "tagmanifest-sha512.txt"
Tell = Callable[[Problem], object]
"""Called with what people should know or do, which stops nothing."""


def write_bundle(
    folder: Path,
    url: str,
    output: Path,
    instant: datetime,
    options: Options | None = None,
    *,
    progress: Callable[[int, int], None] | None = None,
    say: Say = lambda _: None,
    tell: Tell = lambda _: None,
) -> Path:
    """Make the bundle of a finished folder and return the bag: `<output>/<site>[-<stage>]-<date>/`.

    Beside the bag stand `<name>.tar` and `<name>.tar.sha256`, `<name>.sig` with a key, `<name>.cdx.json` with a lock.
    A bundle of the same name is replaced once the new one is whole. The same folder, address, instant and options give
    the same bytes.

    Args:
        folder: the finished site.
        url: the public address of its root.
        output: where bundles are kept; made if it is not there. Not inside `folder`.
        instant: the instant of the capture, with its time zone; the name tells its London date.
        options: what else the bundle holds.
        progress: called after each captured address with how many are done and how many there are.
        say: told what is done next.
        tell: told what people should know or do, which stops nothing.

    Raises:
        ValueError: when `url` or `instant` is not of its form, or the output lies inside the folder.
        ProblemsError: naming every file that cannot be archived, every place at which a blocking rule does not hold,
            and what else makes a bundle impossible.
        OSError: when reading or writing fails.
    """
    options = options or Options()
    if instant.tzinfo is None:
        raise ValueError("the instant of the capture has no time zone")
    if output.resolve().is_relative_to(folder.resolve()):
        raise ValueError(f"“{output}” lies inside the folder that is archived: choose a place outside it")
    say("Reading files")
    inventory = read_inventory(folder, url)
    previous = read_snapshot(options.previous) if options.previous else None
    known = survey(inventory, instant, previous, options, say)
    site = slugify(inventory.url.partition("//")[2].replace("/", " ").replace(".", " ").replace(":", " "))
    date = instant.astimezone(LONDON).date().isoformat()
    interim = "interim" if known.earlier is not None else ""
    name = "-".join(filter(None, (site, slugify(inventory.stage or ""), interim, date)))
    with building_place(output) as building:
        bag = building / "whole" / name
        told = write_parts(known, bag, site, options, progress, say)
        say("Sealing")
        write_bag(bag, _bag_info(known, name, date))
        _set_modes(bag)
        told += _put_beside(bag, instant, options)
        told += _unsign(output, bag)
        (output / f"{name}{SBOM_ENDING}").unlink(missing_ok=True)  # the one of the bundle that is replaced
        place(bag.parent, output)
    for problem in told:
        tell(problem)
    return output / name


def _unsign(output: Path, bag: Path) -> tuple[Problem, ...]:
    """Remove the signature and the time stamp of a bundle that another one replaces; the same one keeps them."""
    before = output / bag.name / _SIGNED
    if before.is_file() and before.read_bytes() == (bag / _SIGNED).read_bytes():
        return ()
    signed = [output / f"{bag.name}{ending}" for ending in (".sig", ".tsr")]
    gone = [file.name for file in signed if file.exists()]
    for file in signed:
        file.unlink(missing_ok=True)
    if not gone:
        return ()
    what = f"was of another bundle of this name, and is removed: {' and '.join(gone)}"
    mend = f"sign this one: review-site sign {bag.name} --key FILE"
    return (Problem(path=bag.name, field="signature", what=what, mend=mend, level="to do"),)


def _put_beside(bag: Path, instant: datetime, options: Options) -> tuple[Problem, ...]:
    """Write the bag as one file, its SHA-256, its signature and the bill of materials; return what is to be told."""
    tar = bag.with_name(f"{bag.name}.tar")
    write_tar(bag, tar, instant)
    beside = [tar, write_sha256(tar)]
    if options.key:
        beside.append(write_signature(bag, options.key))
    sbom = bag.with_name(f"{bag.name}{SBOM_ENDING}")
    told = write_sbom(options.lock, sbom) if options.lock else ()
    if sbom.exists():
        beside.append(sbom)
    for file in beside:
        file.chmod(0o644)
    return told


def _bag_info(known: Surveyed, name: str, date: str) -> dict[str, str]:
    inventory = known.inventory
    stage = f", at the stage “{inventory.stage}”" if inventory.stage else ""
    count = len(inventory.resources)
    what = f"The website {inventory.name}, {inventory.url}{stage}: {count} addresses as WARC, WACZ and inventory."
    interim = _interim_note(known.previous) if known.earlier is not None else ""
    how = "Captured from the finished folder of the site on the machine that built it, not from the public host."
    dates = "Dates are those of the state of the site, so that the same site gives the same bytes."
    return {
        "Source-Organization": inventory.maintainer or inventory.name,
        "External-Description": " ".join(filter(None, (what, interim, inventory.statement, how, dates))),
        "External-Identifier": name,
        "Bagging-Date": date,
        "Bag-Software-Agent": SOFTWARE,
    }


def _interim_note(previous: Snapshot | None) -> str:
    """Say what an interim bundle leans on."""
    before = f" of {previous.instant.astimezone(LONDON).date().isoformat()}" if previous and previous.instant else ""
    return f"An interim snapshot: what has not changed is in the one before it{before}, and is not held again."


def _set_modes(folder: Path) -> None:
    """Give every file and folder its mode, whatever the machine's umask made of it."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
