"""YAML → strings, lists and mappings that remember their lines.

No type is guessed: 12:30 stays 12:30 and No stays No. A row that cannot be read is told and left out, so that it hides
no other; a key that stands twice, a mark that turns a text into something else, are problems, not surprises.
"""

import re
from dataclasses import dataclass
from itertools import islice
from typing import Any

import yaml

from review_site.content.text_files import UNSEEN
from review_site.content.yaml_hints import NO_TEXT, QUOTE, explain_row, name_in, stand_in, suspects
from review_site.problems import Problems

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
MAX_DEPTH = 20
_MOST_ROWS = 20  # that are left out of one text
_MOST_SUSPECTS = 10  # that are tried for each
_LONGEST = 100_000  # characters of a text in which any are tried
_PLAIN_TAGS = {f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map")}

Key = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Values:
    """What a text of YAML says.

    `data` are strings, lists and mappings; `lines` the line of each key, by its path; `unread` the keys whose value is
    not what was written, for a reason that has been told: ("", name) for the name on a row that was left out.
    """

    data: dict[str, Any]
    lines: dict[Key, int]
    unread: frozenset[Key] = frozenset()


def read_yaml(text: str, path: str, first: int, problems: Problems) -> Values | None:
    """Read a mapping whose text starts on line `first` of its file; None, with problems, when it is none.

    From the second line on it is front matter, in which a comment at the end of a line is taken for a mistake.
    """
    field = "front matter" if first > 1 else "file"
    rows = text.split("\n")
    lost: set[Key] = set()
    stood_for: set[int] = set()
    scan, left_out = _scan(rows), 0
    while scan.broken is not None:
        row = _culprit(rows, scan.broken)
        what, mend = explain_row(rows, scan.broken if row is None else row)
        problems.add(path, field, what, mend, line=first + (scan.broken if row is None else row))
        left_out += 1
        if row is None or len(text) > _LONGEST or left_out > _MOST_ROWS:
            return None
        instead = "" if row in stood_for else stand_in(rows, row)
        if not instead:
            lost.add(("", name_in(rows[row]) or row))
        stood_for.add(row)
        rows[row] = instead
        scan = _scan(rows)
    if scan.deep is not None:
        problems.add(path, field, "is nested too deeply", "keep it flat", line=first + scan.deep)
        return None
    node = yaml.compose("\n".join(_without_aliases(rows, scan.marks)), Loader=_LOADER)
    if node is None:
        return Values({}, {}, frozenset(lost))
    if not isinstance(node, yaml.MappingNode):
        problems.add(path, field, "is not a list of fields", "write one `field: value` a line", line=first)
        return None
    reader = _Reader(path, first, problems, rows, scan.marks)
    return Values(reader.mapping(node, ()), reader.lines, frozenset(reader.unread | lost))


@dataclass(frozen=True, slots=True)
class _Mark:
    """A name that YAML gives to a value (&) or takes for one (*), on a row and from a column on, both from 0."""

    row: int
    column: int
    end: int
    sign: str


@dataclass(frozen=True, slots=True)
class _Scan:
    """What a first reading found: the row, from 0, that it stopped at, or on which nesting passes MAX_DEPTH."""

    marks: tuple[_Mark, ...]
    broken: int | None = None
    deep: int | None = None


def _scan(rows: list[str]) -> _Scan:
    """Go through a text without composing it, which would overrun the C stack where it is nested without end."""
    marks: list[_Mark] = []
    names: set[str] = set()
    depth = documents = row = 0
    try:
        for event in yaml.parse("\n".join(rows), Loader=_LOADER):
            start, anchor = event.start_mark, getattr(event, "anchor", None)
            row = start.line if start else row
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            documents += isinstance(event, yaml.DocumentStartEvent)
            if depth > MAX_DEPTH:
                return _Scan(tuple(marks), deep=row)
            is_name = anchor is not None and not isinstance(event, yaml.AliasEvent)
            if documents > 1 or (is_name and anchor in names):
                return _Scan(tuple(marks), broken=row)
            if anchor is not None and start and event.end_mark:
                names.add(anchor)
                marks.append(_Mark(row, start.column, event.end_mark.column, "&" if is_name else "*"))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        return _Scan(tuple(marks), broken=min(mark.line if mark else row, len(rows) - 1))
    return _Scan(tuple(marks))


def _culprit(rows: list[str], broken: int) -> int | None:
    """Return the row, from 0, without which a text can be read further than to the row at which reading stopped."""
    near = list(islice(suspects(rows, broken), _MOST_SUSPECTS))
    if sum(map(len, rows)) > _LONGEST:
        return next(iter(near), None)
    for row in (*near, broken, broken - 1):
        after = _scan([*rows[:row], "", *rows[row + 1 :]]).broken if row >= 0 and rows[row] else broken
        if after is None or after > broken or (row in near and row < after < broken):
            return row
    return None


def _without_aliases(rows: list[str], marks: tuple[_Mark, ...]) -> list[str]:
    """Return the rows with an empty text for each `*name`, which may be the name of nothing."""
    plain = list(rows)
    for mark in sorted(marks, key=lambda mark: -mark.column):
        if mark.sign == "*":
            row = plain[mark.row]
            plain[mark.row] = row[: mark.column] + '""' + row[mark.end :]
    return plain


class _Reader:
    """Turns YAML nodes into strings, lists and mappings, noting lines and what could not be taken as it was written."""

    def __init__(self, path: str, first: int, problems: Problems, rows: list[str], marks: tuple[_Mark, ...]) -> None:
        self.path, self.first, self.problems, self.rows = path, first, problems, rows
        self.marks = {(mark.row, mark.column): mark.sign for mark in marks}
        self.comment = re.compile(r"\s+#" if first > 1 else r"\s+#\S")
        self.lines: dict[Key, int] = {}
        self.unread: set[Key] = set()
        self.told: set[tuple[int, str, str]] = set()

    def plain(self, node: yaml.Node, key: Key) -> Any:
        fault = self.fault(node)
        if fault:
            self.unread.add(key)
            self.tell(node, str(next(part for part in reversed(key) if isinstance(part, str))), *fault)
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, key)
        if isinstance(node, yaml.SequenceNode):
            for index, item in enumerate(node.value):
                self.lines[*key, index] = self.line(item)
            return [self.plain(item, (*key, index)) for index, item in enumerate(node.value)]
        return UNSEEN.sub("", node.value)

    def fault(self, node: yaml.Node) -> tuple[str, str] | None:
        """Return what makes a value another than the text that was written, and what would be right."""
        mark = self.marks.get((node.start_mark.line, node.start_mark.column))
        if mark or node.tag not in _PLAIN_TAGS:
            return NO_TEXT.format(mark or "!"), QUOTE
        if not isinstance(node, yaml.ScalarNode):
            return None
        if self.comment.match(self.rest(node)):
            return "loses what stands after #", QUOTE
        unseen = UNSEEN.search(node.value)
        if unseen:
            return f"holds a character that nobody sees, U+{ord(unseen[0]):04X}", "delete it, or type the line again"
        return None

    def rest(self, node: yaml.Node) -> str:
        """Return what stands behind a value on the last of its rows."""
        row, column = node.end_mark.line, node.end_mark.column
        return self.rows[row][column:] if row < len(self.rows) else ""

    def mapping(self, node: yaml.MappingNode, key: Key) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for name, value in node.value:
            if not isinstance(name, yaml.ScalarNode) or (name.start_mark.line, name.start_mark.column) in self.marks:
                self.tell(name, "front matter", "has a field whose name is not a word", "write `field: value`")
            elif name.value in result:
                first = self.lines[*key, name.value]
                self.tell(name, name.value, f"stands twice, first on line {first}", "keep one of them")
            else:
                self.lines[*key, name.value] = self.line(name)
                result[name.value] = self.plain(value, (*key, name.value))
        return result

    def line(self, node: yaml.Node) -> int:
        return int(node.start_mark.line) + self.first

    def tell(self, node: yaml.Node, field: str, what: str, mend: str) -> None:
        if (once := (self.line(node), field, what)) not in self.told:
            self.told.add(once)
            self.problems.add(self.path, field, what, mend, line=once[0])
