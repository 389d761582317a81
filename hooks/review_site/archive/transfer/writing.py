"""Writes the transfer folder: loose files in `content/`, and the tables that go with them."""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from review_site.archive.formats import Identified
from review_site.archive.inventory import Inventory
from review_site.archive.transfer.choice import LeftOut, choose
from review_site.archive.transfer.facts import Facts
from review_site.archive.transfer.limits import Limits, Part, split
from review_site.archive.transfer.names import CONTENT, safe_paths
from review_site.archive.transfer.record import Record, make_record
from review_site.archive.transfer.tables import render_left_out, render_metadata, render_splits
from review_site.problems import Problem, ProblemsError
from review_site.workers import spread

_CHUNK = 1 << 20
_WHERE = "data/transfer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """What was written: records in order of paths, what was left out, and the transfers that they make, one or more.

    `told` is what people should know or do, each at the level “to do” or “advice”.
    """

    records: tuple[Record, ...]
    left_out: tuple[LeftOut, ...]
    parts: tuple[Part, ...]
    told: tuple[Problem, ...]


def write_transfer(
    inventory: Inventory,
    identified: Mapping[str, Identified],
    folder: Path,
    limits: Limits,
    *,
    instant: datetime,
    facts: Facts,
) -> Transfer:
    """Write the transfer folder of a site and return what it holds.

    It holds `content/` with one loose file for each file of the site that is a record and that TDR takes,
    `metadata.csv` for them, and `left-out.csv` for all others. Past the limits of one transfer there are also
    `splits.csv`, which says what goes into which, and a `metadata-01.csv`, … for each.

    Args:
        inventory: the finished folder.
        identified: what each of its files is, by name.
        folder: where the transfer goes; made if it is not there.
        limits: how much one transfer may hold.
        instant: the instant of the capture, with its time zone, which the loose files bear as their time.
        facts: what is said of every file.

    Raises:
        ProblemsError: naming a file that changed since the inventory was taken.
        OSError: when reading or writing fails.
    """
    chosen, left_out = choose(inventory, identified, limits)
    paths = safe_paths(resource.file for resource in chosen)
    records = sorted(
        (make_record(inventory, one, identified[one.file], paths[one.file], instant, facts) for one in chosen),
        key=lambda record: record.path,
    )
    parts = split({record.path: record.size for record in records}, limits)
    (folder / CONTENT).mkdir(parents=True)
    spread(records, lambda one: _copy(inventory.root / one.file, folder / one.path, one, instant))
    (folder / "metadata.csv").write_bytes(render_metadata(records))
    (folder / "left-out.csv").write_bytes(render_left_out(left_out))
    if len(parts) > 1:
        (folder / "splits.csv").write_bytes(render_splits(parts))
        for part in parts:
            (folder / f"metadata-{part.number:02}.csv").write_bytes(render_metadata(_records_of(part, records)))
    told = _told(records, left_out, parts, limits)
    return Transfer(records=tuple(records), left_out=tuple(left_out), parts=parts, told=tuple(told))


def _copy(source: Path, target: Path, record: Record, instant: datetime) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with source.open("rb") as read, target.open("xb") as written:
        while chunk := read.read(_CHUNK):
            digest.update(chunk)
            written.write(chunk)
    if digest.hexdigest() != record.sha256:
        what = "changed while the site was being archived"
        raise ProblemsError([Problem(path=record.file, field="sha256", what=what, mend="archive the site again")])
    seconds = int(instant.timestamp())
    os.utime(target, (seconds, seconds))


def _records_of(part: Part, records: list[Record]) -> list[Record]:
    files = {share.path for share in part.shares}
    folders = tuple(path for path in files if path.endswith("/"))
    return [one for one in records if one.path in files or one.path.startswith(folders)]


def _told(records: list[Record], left_out: list[LeftOut], parts: tuple[Part, ...], limits: Limits) -> list[Problem]:
    told = []
    if len(parts) > 1:
        size = sum(record.size for record in records)
        what = f"{len(records)} records of {size} bytes are more than one transfer may hold"
        most = f"{limits.records} records and {limits.transfer_bytes} bytes"
        mend = f"make {len(parts)} transfers, as {_WHERE}/splits.csv says, or agree on more than {most}"
        told.append(Problem(path=_WHERE, field="limits", what=what, mend=mend, level="to do"))
    for one in left_out:
        if one.reason == "too large":
            mend = "agree on a higher limit with the archive, or hand it over in another way"
            told.append(Problem(path=one.file, field="limits", what=one.why, mend=mend, level="to do"))
    if any(not record.metadata["language"] for record in records):
        mend = "say in which language the site is, in the archive's words, and make the bundle again"
        what = "is not known, or is none of those that the archive lists"
        told.append(Problem(path=f"{_WHERE}/metadata.csv", field="language", what=what, mend=mend, level="to do"))
    if any(record.metadata["copyright"] == "Unknown" for record in records):
        what = "is told as “Unknown”, since nobody said whose it is"
        mend = "say who holds it, so that the archive need not ask"
        told.append(Problem(path=f"{_WHERE}/metadata.csv", field="copyright", what=what, mend=mend, level="advice"))
    return told
