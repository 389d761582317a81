"""Whether `file-metadata.csv` says of each loose file and folder what `metadata.csv` and the files themselves say."""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from review_site.archive.verify.csv_table import read_rows
from review_site.archive.verify.tdr_rules import TdrRules
from review_site.archive.verify.tree import Fixity
from review_site.problems import Problems

NAME = "file-metadata.csv"
_PATH, _FOLDER = "clientside_original_filepath", "data/transfer"
_SAME = {
    "rights_copyright": "copyright",
    "closure_type": "closure status",
    "description": "description",
    "language": "language",
    "former_reference_department": "former reference",
    "note": "note",
    "copyright_details": "copyright details",
}
_AGAIN = "make the bundle again"


def verify_export(
    bag: Path,
    files: Mapping[str, Fixity],
    rows: Mapping[str, Mapping[str, str]],
    dates: Mapping[str, str],
    rules: TdrRules,
    problems: Problems,
) -> None:
    """Hold `file-metadata.csv` against the loose files and `metadata.csv`, both ways.

    Args:
        bag: the bag's folder.
        files: the fixity of each of its files.
        rows: those of `metadata.csv`, by the path of their file in the bag.
        dates: when each loose file was recorded, by its path (`2023-05-01T11:30:00Z`).
        rules: the archive's.
        problems: gathers what is wrong.
    """
    if NAME not in files:
        problems.add(NAME, "file", "is missing", _AGAIN)
        return
    expected = _expected_rows(files, rows, dates)
    before = ""
    for line, found in read_rows(bag / NAME, NAME, rules.export, problems):
        path = found.pop(_PATH)
        if path <= before:
            problems.add(NAME, _PATH, "is not after the one above it", "name each file once", line=line)
        before = path
        told = expected.pop(path, None)
        if told is None:
            problems.add(NAME, _PATH, f"{path[:200]} is no file or folder of the transfer", _AGAIN, line=line)
            continue
        for column in (column for column in found if found[column] != told.get(column, "")):
            what = f"is “{found[column][:100]}” for {path}"
            problems.add(NAME, column, what, f"it should be “{told.get(column, '')[:100]}”", line=line)
    for path in sorted(expected):
        problems.add(NAME, _PATH, f"{path} is not listed", _AGAIN)


def _expected_rows(
    files: Mapping[str, Fixity], rows: Mapping[str, Mapping[str, str]], dates: Mapping[str, str]
) -> dict[str, dict[str, str]]:
    """Return what should stand in the row of each loose file and of each folder above one, by its path."""
    expected: dict[str, dict[str, str]] = {}
    for path in rows.keys() & files.keys():
        for folder in PurePosixPath(path).parents:
            if folder.is_relative_to(f"{_FOLDER}/content"):
                expected[str(folder)] = {"file_name": folder.name, "file_type": "Folder"}
        expected[path] = _expected_file(rows[path], files[path].size, dates.get(path, ""))
    return expected


def _expected_file(row: Mapping[str, str], size: int, date: str) -> dict[str, str]:
    day = row["date of the record"]
    return {
        "file_name": row["filename"],
        "file_type": "File",
        "file_size": str(size),
        "date_last_modified": date.removesuffix("Z"),
        "title_closed": "false",
        "description_closed": "false",
        "end_date": f"{day}T00:00:00" if day else "",
        **{column: row[header] for column, header in _SAME.items()},
    }
