"""The tables of a transfer, as CSV in UTF-8 (RFC 4180): for TDR, and beside the bag under the names of TDR's export."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import PurePosixPath

from review_site.archive.formats import Identified
from review_site.archive.formats.signatures import read_signatures
from review_site.archive.software import SOFTWARE
from review_site.archive.transfer.choice import LeftOut
from review_site.archive.transfer.limits import Part
from review_site.archive.transfer.record import Record
from review_site.archive.transfer.rules import read_rules

LEFT_OUT_COLUMNS = ("file", "url", "reason", "why")
SPLIT_COLUMNS = ("transfer", "path", "records", "bytes")
IN_BAG = "data/transfer/"


def render_metadata(records: Iterable[Record]) -> bytes:
    """Render `metadata.csv`: TDR's columns, a row for each loose file in order of paths."""
    columns = read_rules().columns
    rows = ([record.metadata[column] for column in columns] for record in records)
    return _render(columns, rows)


def render_left_out(left_out: Iterable[LeftOut]) -> bytes:
    """Render `left-out.csv`: what of the site is not transferred, and why."""
    return _render(LEFT_OUT_COLUMNS, ([one.file, one.url, one.reason, one.why] for one in left_out))


def render_splits(parts: Iterable[Part]) -> bytes:
    """Render `splits.csv`: which folders and files go into which transfer."""
    rows = ([part.number, share.path, share.records, share.bytes] for part in parts for share in part.shares)
    return _render(SPLIT_COLUMNS, rows)


def render_ffid(records: Iterable[Record]) -> bytes:
    """Render `file-ffid.csv`, the formats of the loose files, with the columns of TDR's export."""
    rows = (_ffid_row(record) for record in records)
    return _render(read_rules().export_ffid, rows)


def render_file_metadata(records: Sequence[Record], instant: datetime) -> bytes:
    """Render `file-metadata.csv`, the loose files and their folders, with the columns of TDR's export.

    What TDR itself gives out (references, identifiers) and what only the archive can say (legal status, who holds the
    record) is left empty.
    """
    columns = read_rules().export
    rows = []
    for path in sorted({folder for record in records for folder in _folders(record.path)}):
        folder = {"file_name": PurePosixPath(path).name, "file_type": "Folder"}
        rows.append({**folder, "clientside_original_filepath": f"{IN_BAG}{path}"})
    rows += [_file_row(record, instant) for record in records]
    rows.sort(key=lambda row: row["clientside_original_filepath"])
    return _render(columns, ([row.get(column, "") for column in columns] for row in rows))


def _file_row(record: Record, instant: datetime) -> dict[str, str]:
    told = record.metadata
    day = told["date of the record"]
    return {
        "file_name": told["filename"],
        "file_type": "File",
        "file_size": str(record.size),
        "clientside_original_filepath": f"{IN_BAG}{record.path}",
        "rights_copyright": told["copyright"],
        "date_last_modified": instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S"),
        "closure_type": told["closure status"],
        "title_closed": "false",
        "description": told["description"],
        "description_closed": "false",
        "language": told["language"],
        "end_date": f"{day}T00:00:00" if day else "",
        "former_reference_department": told["former reference"],
        "note": told["note"],
        "copyright_details": told["copyright details"],
    }


def _ffid_row(record: Record) -> list[str]:
    one = record.identified
    software, version, signatures = _told_by(one)
    return [
        f"{IN_BAG}{record.path}",
        PurePosixPath(record.path).suffix.removeprefix("."),
        one.puid,
        " ".join(filter(None, (one.name, one.version))),
        str(one.mismatch).lower(),
        software,
        version,
        signatures,
        "",  # fido's container signatures are not used
    ]


def _told_by(one: Identified) -> tuple[str, str, str]:
    """Return the software, its version and the version of its signatures that an identification comes from."""
    if one.basis == "table":
        software, _, version = SOFTWARE.partition(" ")
        return f"{software} (reviewed table)", version, ""
    signatures = read_signatures()
    software, _, version = signatures.software.partition(" ")
    return software, version, signatures.version


def _folders(path: str) -> list[str]:
    return [parent.as_posix() for parent in PurePosixPath(path).parents if parent.name]


def _render(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue().encode()
