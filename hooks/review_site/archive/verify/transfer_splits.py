"""Whether the plan for several transfers deals out each loose file once, and each transfer's own table fits it."""

import re
import sys
from bisect import bisect_left
from collections.abc import Mapping
from pathlib import Path

from review_site.archive.verify.csv_table import read_rows
from review_site.archive.verify.tdr_rules import TdrRules
from review_site.archive.verify.tree import Fixity
from review_site.problems import Problems

_FOLDER = "data/transfer/"
_SPLITS = f"{_FOLDER}splits.csv"
_COLUMNS = ("transfer", "path", "records", "bytes")
_PART = re.compile(rf"{re.escape(_FOLDER)}metadata-([0-9]{{2,}})\.csv")
_AGAIN = "make the bundle again"


def verify_splits(
    bag: Path,
    files: Mapping[str, Fixity],
    rows: Mapping[str, Mapping[str, str]],
    rules: TdrRules,
    problems: Problems,
) -> None:
    """Hold `splits.csv` and the tables of single transfers against the loose files and `metadata.csv`.

    Args:
        bag: the bag's folder.
        files: the fixity of each of its files.
        rows: those of `metadata.csv`, by the path of their file in the bag.
        rules: the archive's.
        problems: gathers what is wrong.
    """
    parts = {name: int(match[1]) for name in files if (match := _PART.fullmatch(name))}
    _verify_places(files, parts, problems)
    if _SPLITS not in files:
        for name in sorted(parts):
            problems.add(name, "file", "belongs to a plan that is not there", "put splits.csv back, or remove it")
        return
    dealt = _read_splits(bag, files, rows, problems)
    numbers = sorted(set(dealt.values()))
    if numbers != list(range(1, len(numbers) + 1)) or len(numbers) < 2:
        problems.add(_SPLITS, "transfer", "does not count from 1 to two or more", _AGAIN)
    for path in sorted(rows.keys() - dealt.keys()):
        problems.add(_SPLITS, "path", f"{path} goes into no transfer", _AGAIN)
    columns = [column.header for column in rules.columns]
    for number in numbers:
        name = f"{_FOLDER}metadata-{number:02}.csv"
        if name not in files:
            problems.add(name, "file", "is missing", _AGAIN)
            continue
        expected = [dict(rows[path]) for path in rows if dealt.get(path) == number]
        found = [row for _, row in read_rows(bag / name, name, columns, problems)]
        if found != expected:
            problems.add(name, "rows", "are not those that metadata.csv has for this transfer", _AGAIN)
    for name in sorted(name for name, number in parts.items() if number not in numbers):
        problems.add(name, "file", "is of a transfer that splits.csv does not plan", "remove it")


def _verify_places(files: Mapping[str, Fixity], parts: Mapping[str, int], problems: Problems) -> None:
    known = {_SPLITS, f"{_FOLDER}metadata.csv", f"{_FOLDER}left-out.csv"} | parts.keys()
    for name in sorted(files):
        if name.startswith(_FOLDER) and not name.startswith(f"{_FOLDER}content/") and name not in known:
            problems.add(name, "file", "has no place in a transfer folder", "remove it")


def _read_splits(
    bag: Path, files: Mapping[str, Fixity], rows: Mapping[str, Mapping[str, str]], problems: Problems
) -> dict[str, int]:
    """Return the number of the transfer into which each file goes, by its path in the bag."""
    dealt: dict[str, int] = {}
    paths = sorted(rows)
    for line, row in read_rows(bag / _SPLITS, _SPLITS, _COLUMNS, problems):
        path = f"{_FOLDER}{row['path']}"
        # What lies in a folder follows it, and comes before what would follow its last possible name.
        last = path + chr(sys.maxunicode) if path.endswith("/") else path + "\0"
        share = paths[bisect_left(paths, path) : bisect_left(paths, last)]
        size = sum(files[each].size for each in share if each in files)
        if not share or (row["records"], row["bytes"]) != (str(len(share)), str(size)):
            what = f"are {row['records'][:20]} and {row['bytes'][:20]} for {row['path'][:200]}"
            problems.add(_SPLITS, "records and bytes", what, f"it has {len(share)} of {size} bytes", line=line)
        for each in share:
            if each in dealt:
                problems.add(_SPLITS, "path", f"{each} goes into two transfers", _AGAIN, line=line)
            dealt[each] = int(row["transfer"]) if row["transfer"].isdecimal() else 0
    return dealt
