"""The rows of a collection of submissions, from a CSV file that lies in the open.

No message repeats a cell: it may hold the name of somebody who must not be named, also where it stands in the wrong
column, and messages are read and kept in public as the file is.
"""

import re
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from functools import partial
from typing import get_args
from urllib.parse import urlsplit

from review_site.addresses import FILE_NAME, deceit_in, is_slug
from review_site.content.csv_rows import Told, read_cells
from review_site.content.fields import URL
from review_site.content.source import Source
from review_site.content.submissions import Column, Identity, Submission, plain_words
from review_site.content.when import DateError, When, parse_when
from review_site.problems import Problems, did_you_mean

MOST_ROWS = 100_000
COLUMNS: tuple[Column, ...] = get_args(Column)
Cells = dict[Column, str]
Tell = Callable[[Column, str, str | Callable[[], str]], None]
_IDENTITIES: tuple[Identity, ...] = get_args(Identity)
_GONE = ("withheld", "withdrawn")
_NEEDED: tuple[Column, ...] = ("id", "identity")
_LONGEST: Mapping[Column, int] = {"text": 100_000, "url": 2_000, "archived": 2_000}
_LONG = 300  # characters of any other cell
_CONTENT: tuple[Column, ...] = ("title", "text", "file", "url", "archived")
_ONE_LINE: tuple[Column, ...] = ("contributor", "kind", "title", "reason")
_KEEP_OUT = "empty the cell; the file is public, and so is its history in git: look there for it as well"


@dataclass(frozen=True, slots=True)
class Headings:
    """What a register says of a table: its topics by id, and what columns are called that are called otherwise."""

    topics: Mapping[str, str]
    columns: Mapping[Column, str]


def read_headings(source: Source) -> Headings:
    """Return what a register says of its table, as far as it can be read, whatever else is wrong with it."""
    topics, columns = source.data.get("topics"), source.data.get("columns")
    return Headings(
        {name: words for name, words in topics.items() if isinstance(words, str)} if isinstance(topics, dict) else {},
        {name: columns[name] for name in COLUMNS if isinstance(columns.get(name), str)}
        if isinstance(columns, dict)
        else {},
    )


def read_rows(
    text: str, path: str, headings: Headings, attachments: Set[str], problems: Problems
) -> tuple[tuple[Submission, ...], Set[str] | None]:
    """Return the valid rows of a CSV file in its order, and the ids of all its rows; tell every mistake in it.

    `headings` are what its register says of topics and columns, `attachments` the names of the files that rows may
    name. The ids are None where some could not be read.
    """
    told, advised = Told(path, problems), Told(path, problems, "advice")
    rows = read_cells(text, told)
    first = next(rows, None)
    header = _read_header(first, headings.columns, told) if first else None
    if first is None:
        told(1, "row", "has no rows", "write the names of the columns in its first line, and a submission in each row")
    found: list[Submission] = []
    ids: Set[str] = frozenset()
    if header is not None:
        reader = RowReader(headings.topics, attachments, told, advised)
        number = 0
        for number, (line, cells) in enumerate(rows, 1):
            if number > MOST_ROWS:
                told(line, "row", f"comes after {MOST_ROWS:,} others", "make a second collection of the rest")
                break
            row = reader.read(line, header, cells, len(first[1]) if first else 0)
            if row is not None:
                found.append(row)
        ids = reader.lines.keys()
        if not number:
            told(1, "row", "has columns, and no row below them", "write a row for each submission")
    told.close()
    advised.close()
    return tuple(found), None if told.fields & {"row", "columns", "id"} else ids


def _read_header(first: tuple[int, list[str]], own: Mapping[Column, str], told: Told) -> list[Column] | None:
    """Return the columns in their order; None, which is told, when they are not known.

    What a line says is repeated only when it is certain that it names columns.
    """
    line, cells = first
    while not cells[-1].strip():
        cells = cells[:-1]
    other: dict[Column, str] = {name: plain_words(heading) for name, heading in own.items()}
    known: dict[str, Column] = {other.get(name, name): name for name in COLUMNS}
    names = [known.get(plain_words(cell)) for cell in cells]
    missing = [other.get(name, name) for name in _NEEDED if name not in names]
    if len(cells) == 1 and re.search(r"[;\t]", cells[0]):
        told(line, "columns", "are not parted by commas", "save the table again as CSV with commas")
        return None
    if missing:
        mend = "name the columns in the first line, as in id,identity,contributor,topic,date,text,reason"
        told(line, "columns", f"there is no column {' and no column '.join(missing)}", mend)
        return None
    columns: list[Column] = []
    for cell, name in zip(cells, names, strict=True):
        heading = cell.strip() or "a column without a name"
        if name is None:
            mend = f"{did_you_mean(plain_words(cell), known)}; or take it out of the file, which is public"
            told(line, "columns", f"“{heading}” is not read", mend)
        elif name in columns:
            told(line, "columns", f"“{heading}” stands twice", "keep one of the two")
        else:
            columns.append(name)
    absent = [heading for name, heading in own.items() if name not in columns]
    for heading in absent:
        what = f"there is no column “{heading}”, which the file beside it tells of under columns:"
        told(line, "columns", what, "write the heading there as it stands here")
    return columns if len(columns) == len(cells) and not absent else None


class RowReader:
    """Reads the rows of one file; `lines` are those on which ids were found, by the id."""

    def __init__(self, topics: Mapping[str, str], attachments: Set[str], told: Told, advised: Told) -> None:
        self.lines: dict[str, int] = {}
        self._attachments, self._told, self._advised = attachments, told, advised
        self._topics = {plain_words(word): name for name, title in topics.items() for word in (name, title)}
        self._names = tuple(topics.values())
        self._dates: dict[str, When] = {}

    def read(self, line: int, header: list[Column], values: list[str], width: int) -> Submission | None:
        """Return the submission of a row; None, which is told, when anything is wrong with it.

        `width` is how many cells a row has, with those of columns without a name at the end.
        """
        if len(values) != width:
            what = f"has {len(values)} cells where the first line has {width}"
            self._told(line, "row", what, "put a cell with a comma in it into quotation marks")
            return None
        if any(value.strip() for value in values[len(header) :]):
            what = "has a cell in a column without a name"
            self._told(line, "row", what, "empty it, or name the column in the first line")
            return None
        faulty: set[Column] = set()

        def tell(name: Column, what: str, mend: str | Callable[[], str]) -> None:
            faulty.add(name)
            self._told(line, name, what, mend)

        cells: Cells = dict.fromkeys(COLUMNS, "") | {
            name: " ".join(value.split()) if name in _ONE_LINE else value.strip()
            for name, value in zip(header, values, strict=False)
        }
        _check_lengths(cells, tell)
        self._check_id(line, cells["id"], tell)
        identity = _read_identity(cells["identity"], tell)
        topics = self._read_topics(cells["topic"], tell)
        date, withdrawn = (
            self._read_date("date", cells["date"], tell),
            self._read_date("withdrawn", cells["withdrawn"], tell),
        )
        self._check_places(cells, identity, tell)
        if identity is not None:
            _check_identity(cells, identity, tell)
            self._advise(line, cells, identity)
        if faulty or identity is None:
            return None
        if identity in _GONE:  # what kind of person wrote when, and on what, may say who it was
            return Submission(id=cells["id"], identity=identity, reason=cells["reason"], withdrawn=withdrawn)
        return Submission(
            id=cells["id"],
            identity=identity,
            contributor=cells["contributor"],
            kind=cells["kind"],
            topics=topics,
            date=date,
            title=cells["title"],
            text=cells["text"],
            file=cells["file"],
            url=cells["url"],
            archived=cells["archived"],
            reason=cells["reason"],
        )

    def _check_id(self, line: int, cell: str, tell: Tell) -> None:
        mend = "give each submission an id of its own that stays, such as 0001"
        if not is_slug(cell):
            tell("id", "is not in lower-case letters, digits and hyphens" if cell else "is empty", mend)
        elif cell in self.lines:
            tell("id", f"is that of line {self.lines[cell]} as well", mend)
        self.lines.setdefault(cell, line)

    def _read_topics(self, cell: str, tell: Tell) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for word in filter(None, map(plain_words, cell.split(";"))):
            if word in self._topics:
                found[self._topics[word]] = None
            elif self._names:
                tell("topic", "is not one of those of the collection", partial(did_you_mean, word, self._names))
            else:
                mend = "write them under topics: in the file beside it"
                tell("topic", "is given, and the collection lists no topics", mend)
        return tuple(found)

    def _read_date(self, name: Column, cell: str, tell: Tell) -> When | None:
        if not cell:
            return None
        if cell not in self._dates:
            try:
                self._dates[cell] = parse_when(cell)
            except DateError as error:
                tell(name, "is not a date as it is written here", error.mend)
                return None
        when = self._dates[cell]
        if name == "withdrawn" and not when.exact:
            tell(name, "is not one day", "write the day, such as 2021-11-26")
        return when

    def _check_places(self, cells: Cells, identity: Identity | None, tell: Tell) -> None:
        """Tell a file and addresses that cannot be led to, and a file whose name could say who it is from."""
        name, _, ending = cells["file"].rpartition(".")
        if cells["file"] and not FILE_NAME.fullmatch(cells["file"]):
            tell("file", "is not a plain name", "use lower-case letters, digits and hyphens: 0001.pdf")
        elif cells["file"] and cells["file"] not in self._attachments:
            tell("file", "is not in content/attachments/", "put it there, or correct the name")
        elif cells["file"] and identity == "anonymous" and is_slug(cells["id"]) and name != cells["id"]:
            what = "is called otherwise than the submission, which could say who it is from"
            tell("file", what, f"give the file the name {cells['id']}.{ending}")
        for place in ("url", "archived"):
            deceit = deceit_in(cells[place])
            if cells[place] and not _is_url(cells[place]):
                tell(place, "is not a full address", "write it as https://example.org/page")
            elif deceit:
                tell(place, *deceit)
        if cells["archived"] and not cells["url"]:
            tell("archived", "is the copy of an address that is not given", "write the address under url")

    def _advise(self, line: int, cells: Cells, identity: Identity) -> None:
        """Tell as advice what may say more of a person than they agreed to."""
        if identity == "anonymous" and cells["url"]:
            what = "leads from an anonymous submission to another site, which may say who it is from"
            self._advised(line, "url", what, "look there; if it names anybody, take the address out")


def _is_url(text: str) -> bool:
    try:
        return URL.fullmatch(text) is not None and bool(urlsplit(text).hostname)
    except ValueError:
        return False


def _check_lengths(cells: Cells, tell: Tell) -> None:
    for name, cell in cells.items():
        longest = _LONGEST.get(name, _LONG)
        if len(cell) > longest:
            tell(name, f"is longer than {longest:,} characters", "shorten it, or publish it as a file")


def _read_identity(cell: str, tell: Tell) -> Identity | None:
    found = next((one for one in _IDENTITIES if one == cell.casefold()), None)
    if found is None:
        what = "is no word that is known here" if cell else "is empty"
        tell("identity", what, partial(did_you_mean, cell.casefold(), _IDENTITIES))
    return found


def _check_identity(cells: Cells, identity: Identity, tell: Tell) -> None:
    """Tell where a row says more than its identity allows, or less than it needs."""
    if identity != "named" and cells["contributor"]:
        tell("contributor", f"stands in a row that is {identity}", _KEEP_OUT)
    if identity == "named" and not cells["contributor"]:
        tell("contributor", "is empty in a row that is named", "write who it is from, or set identity to anonymous")
    gone = identity in _GONE
    for name in _CONTENT if gone else ():
        if cells[name]:
            tell(name, f"stands in a row that is {identity}", _KEEP_OUT)
    if not cells["reason"] and (gone or not (cells["text"] or cells["file"] or cells["url"])):
        mend = "say in one sentence why nothing of it is published" + ("" if gone else ", or give text, file or url")
        tell("reason", "is empty", mend)
    if identity == "withdrawn" and not cells["withdrawn"]:
        tell("withdrawn", "is empty", "write the day on which it was taken out")
    if identity != "withdrawn" and cells["withdrawn"]:
        tell("withdrawn", f"has a day in a row that is {identity}", "set identity to withdrawn, or empty the cell")
