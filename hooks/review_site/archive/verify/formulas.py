"""Whether a table of a bundle has a cell that a spreadsheet program takes for a formula, and runs."""

import csv
import io
from collections.abc import Iterable, Mapping, Set
from pathlib import Path
from urllib.parse import quote

from review_site.archive.verify.csv_table import read_rows
from review_site.archive.verify.tree import Fixity
from review_site.archive.verify.urls import COLUMNS
from review_site.archive.verify.warc import Response
from review_site.problems import Problems

RUN = ("=", "+", "-", "@", "\t", "\r")
"""With what a cell begins that is run."""
_WORDS = {"\t": "a tab", "\r": "a carriage return"}
_URLS, _LIST = "data/crawl/urls.csv", "data/reading-copy/reading-copy.csv"
_OF_THE_SITE = ("data/transfer/content/", "data/reading-copy/")
_TWINS = (".gz", ".br")


def verify_formulas(bag: Path, files: Mapping[str, Fixity], responses: Iterable[Response], problems: Problems) -> None:
    """Tell each cell of the tables that a bundle itself brings which spreadsheet programs would run.

    The name of a file that is recorded at its own address says what it must, whatever it begins with. Tables of the
    site itself are as they were published.

    Args:
        bag: the bag's folder.
        files: the fixity of each of its files.
        responses: what the WARC was found to hold.
        problems: gathers what is wrong.

    Raises:
        OSError: when a table cannot be read.
    """
    tables = [name for name in files if name.endswith(".csv") and (name == _LIST or not name.startswith(_OF_THE_SITE))]
    names: Set[str] | None = None
    for name in sorted(tables):
        for line, column, cell in _cells(bag / name):
            if names is None:
                names = _names_of(bag, {response.url for response in responses}) if _URLS in files else set()
            if cell in names or (cell.endswith(_TWINS) and cell[:-3] in names):
                continue
            what = f"begins with {_WORDS.get(cell[0], f'“{cell[0]}”')}, and spreadsheet programs run it: {cell[:100]}"
            problems.add(name, column, what, "make the bundle again: it sets such words in “”", line=line)


def _cells(path: Path) -> Iterable[tuple[int, str, str]]:
    """Give each cell of a table that is run, with its line and its column; what is no table is told elsewhere."""
    with path.open("rb") as raw, io.TextIOWrapper(raw, encoding="utf-8", errors="replace", newline="") as stream:
        rows = csv.reader(stream)
        try:
            head = next(rows, [])
            for row in (head, *rows):
                for number, cell in enumerate(row):
                    if cell.startswith(RUN):
                        yield rows.line_num, head[number] if number < len(head) else "cell", cell
        except csv.Error:
            return


def _names_of(bag: Path, recorded: Set[str]) -> set[str]:
    """Return the name of each file that is recorded at its own address."""
    names = set()
    for _, row in read_rows(bag / _URLS, _URLS, COLUMNS, Problems()):
        folder, _, name = f"/{row['file']}".rpartition("/")
        ending = quote(f"{folder}/{'' if name == 'index.html' else name}", safe="/~!$&'()*+,;=:@")
        if row["url"] in recorded and row["address"] == ending:
            names.add(row["file"])
    return names
