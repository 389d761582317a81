"""Source text → plain values that remember their lines.

YAML is read as nodes of plain strings (no type is guessed: 12:30 stays 12:30 and No stays No). A key that stands twice,
an alias, a tag, a text that is not UTF-8 are problems, not surprises.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from review_site.content.yaml_hints import explain_yaml
from review_site.problems import Problems

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_OPENING = re.compile(r"---[ \t]*(?:\n|$)")
_FENCE = re.compile(r"^---[ \t]*(?:\n|\Z)", re.MULTILINE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
MAX_BYTES = 2_000_000
MAX_DEPTH = 20

_PLAIN_TAGS = {f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map")}

Key = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """One file of content.

    `path` is relative to the project; `data` the front matter (or the whole file of a YAML register) as strings, lists
    and mappings; `lines` the line of each key, by its path; `body` the Markdown, starting on line `body_line`.
    """

    path: str
    data: dict[str, Any]
    lines: dict[Key, int]
    body: str = ""
    body_line: int = 1

    def line(self, key: Key) -> int:
        """Return the line of a key, or of the nearest key around it; 1 for the file itself."""
        while key and key not in self.lines:
            key = key[:-1]
        return self.lines.get(key, 1)


def read_text(file: Path, path: str, problems: Problems) -> str | None:
    """Read a file of UTF-8 text, its line ends made those of Unix; None, with a problem, when it is not one.

    A byte order mark is passed over.
    """
    size = file.stat().st_size
    if size > MAX_BYTES:
        problems.add(path, "file", f"is {size:,} bytes long", f"keep it under {MAX_BYTES:,}", line=1)
        return None
    raw = file.read_bytes()
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        problems.add(path, "file", "is not UTF-8 text", "save it again as UTF-8", line=line)
        return None
    bad = _CONTROL.search(text)
    if bad:
        line = text.count("\n", 0, bad.start()) + 1
        problems.add(path, "file", f"holds the control character U+{ord(bad[0]):04X}", "delete it", line=line)
        return None
    return text


def read_source(file: Path, path: str, problems: Problems) -> Source | None:
    """Read a Markdown file with front matter; None, with problems, when it cannot be read."""
    text = read_text(file, path, problems)
    if text is None:
        return None
    if not _OPENING.match(text):
        problems.add(path, "front matter", "is missing", "start the file with a line of three hyphens: ---", line=1)
        return None
    start = text.find("\n") + 1
    end = _FENCE.search(text, start) if start else None
    if end is None:
        problems.add(path, "front matter", "has no end", "close it with a line of three hyphens: ---", line=1)
        return None
    read = _read_yaml(text[start : end.start()], path, 2, problems)
    if read is None:
        return None
    return Source(path, *read, body=text[end.end() :], body_line=text.count("\n", 0, end.end()) + 1)


def read_register(file: Path, path: str, problems: Problems) -> Source | None:
    """Read a whole file of YAML, a mapping; None, with problems, when it cannot be read."""
    text = read_text(file, path, problems)
    read = None if text is None else _read_yaml(text, path, 1, problems)
    return None if read is None else Source(path, *read)


def _read_yaml(text: str, path: str, first: int, problems: Problems) -> tuple[dict[str, Any], dict[Key, int]] | None:
    """Read a mapping whose text starts on line `first` of its file."""
    try:
        deep = _too_deep(text)
        node = yaml.compose(text, Loader=_LOADER) if deep is None else None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line, what, mend = explain_yaml(text, mark.line if mark else 0)
        problems.add(path, "front matter" if first > 1 else "file", what, mend, line=first + line)
        return None
    if deep is not None:
        problems.add(path, "front matter", "is nested too deeply", "keep it flat", line=first + deep)
        return None
    if node is None:
        return {}, {}
    if not isinstance(node, yaml.MappingNode):
        problems.add(path, "front matter", "is not a list of fields", "write one `field: value` a line", line=first)
        return None
    reader = _Reader(path, first, problems, text.splitlines() if first > 1 else [])
    return reader.mapping(node, ()), reader.lines


def _too_deep(text: str) -> int | None:
    """Return the line, from 0, on which lists and mappings pass MAX_DEPTH: composing them would overrun the C stack."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            return event.start_mark.line if event.start_mark else 0
    return None


class _Reader:
    """Turns YAML nodes into strings, lists and mappings, noting lines; what is refused becomes an empty string."""

    def __init__(self, path: str, first: int, problems: Problems, rows: list[str]) -> None:
        self.path, self.first, self.problems, self.rows = path, first, problems, rows
        self.lines: dict[Key, int] = {}
        self.seen: set[int] = set()

    def plain(self, node: yaml.Node, key: Key) -> Any:
        if id(node) in self.seen:
            self.tell(node, str(key[0]), "uses an alias (*)", "write the value out")
            return ""
        if node.tag not in _PLAIN_TAGS:
            self.tell(node, str(key[0]), f"carries the tag {node.tag}", "delete the tag")
            return ""
        self.seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, key)
        if isinstance(node, yaml.SequenceNode):
            for index, item in enumerate(node.value):
                self.lines[*key, index] = self.line(item)
            return [self.plain(item, (*key, index)) for index, item in enumerate(node.value)]
        if self.cut_short(node):
            self.tell(node, str(key[-1]), "loses what stands after #", "put the whole text in quotation marks")
        return node.value

    def cut_short(self, node: yaml.Node) -> bool:
        """Tell whether a text without quotation marks is followed by a `#`, which would hide the rest of its line."""
        line, column = node.end_mark.line, node.end_mark.column
        return line < len(self.rows) and re.match(r"\s+#", self.rows[line][column:]) is not None

    def mapping(self, node: yaml.MappingNode, key: Key) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for name, value in node.value:
            if not isinstance(name, yaml.ScalarNode):
                self.tell(name, "front matter", "has a key that is not a word", "write `field: value`")
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
        self.problems.add(self.path, field, what, mend, line=self.line(node))
