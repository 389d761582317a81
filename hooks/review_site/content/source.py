"""Source text → plain values that remember their lines, and the Markdown below them."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from review_site.content.dense import too_dense
from review_site.content.text_files import MAX_BYTES, read_text
from review_site.content.yaml_reader import MAX_DEPTH, Key, read_yaml
from review_site.problems import Problems

__all__ = ["MAX_BYTES", "MAX_DEPTH", "Key", "Source", "read_register", "read_source", "read_text"]

_LEFT_OUT = "…"  # in place of a body that is told of
_FENCE = re.compile(r"^---[ \t]*(?:\n|\Z)", re.MULTILINE)
_FENCE_LIKE = re.compile(r"^[ \t]*(?:[-–—]{2,}|[–—])[ \t]*(?:\n|\Z)", re.MULTILINE)
_BLANK = re.compile(r"^[ \t]*\n", re.MULTILINE)
_PROSE = re.compile(r"^[^\s#\-:\]}][^:\n]*$", re.MULTILINE)
_FIELD = re.compile(r"^[a-z_]+:(?= |$)", re.MULTILINE)
_BELOW_BLANK = re.compile(r"(?:[ \t]*\n)+(?=---[ \t]*\n)---[ \t]*\n")


@dataclass(frozen=True, slots=True)
class Source:
    """One file of content.

    `path` is relative to the project; `data` the front matter (or the whole file of a YAML register) as strings, lists
    and mappings; `lines` the line of each key, by its path; `body` the Markdown, starting on line `body_line`; `unread`
    the keys whose value is not what was written, which has been told; `to_do` the lines that still say TODO.
    """

    path: str
    data: dict[str, Any]
    lines: dict[Key, int]
    body: str = ""
    body_line: int = 1
    unread: frozenset[Key] = frozenset()
    to_do: frozenset[int] = frozenset()

    @property
    def is_draft(self) -> bool:
        """Whether it was written as a draft."""
        return self.data.get("status") == "draft"

    def line(self, key: Key) -> int:
        """Return the line of a key, or of the nearest key around it; 1 for the file itself."""
        while key and key not in self.lines:
            key = key[:-1]
        return self.lines.get(key, 1)

    def is_unread(self, key: Key) -> bool:
        """Tell whether a key's value, or one around it, is not what was written."""
        return any(key[:length] in self.unread for length in range(1, len(key) + 1))

    def is_lost(self, name: str | int) -> bool:
        """Tell whether a field of this name stands on a row that could not be read."""
        return ("", name) in self.unread


def read_source(file: Path, path: str, problems: Problems) -> Source | None:
    """Read a Markdown file with front matter; None, with problems, when it cannot be read.

    A body that no page can be made of in a reasonable time is told, and left out.
    """
    text = read_text(file, path, problems)
    fences = None if text is None else _find_fences(text, path, problems)
    if text is None or fences is None:
        return None
    (_, start), (end, below) = fences
    read = read_yaml(text[start:end], path, text.count("\n", 0, start) + 1, problems)
    if read is None:
        return None
    body, body_line = text[below:], text.count("\n", 0, below) + 1
    if dense := too_dense(body):
        row, what, mend = dense
        problems.add(path, "text", what, mend, line=body_line + row)
        body = _LEFT_OUT
    return Source(path, read.data, read.lines, body, body_line, read.unread, _lines_to_do(text))


def _find_fences(text: str, path: str, problems: Problems) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Return where the two lines around front matter begin and end; one that is nearly right is told and taken for it.

    None, with a problem, when there are no two such lines.
    """
    opening = _FENCE_LIKE.match(text)
    if not opening:
        below = _BELOW_BLANK.match(text)
        mend = "delete the empty lines above it" if below else "start the file with a line of three hyphens: ---"
        what = "does not begin on the first line" if below else "is missing"
        problems.add(path, "front matter", what, mend, line=1)
        opening = below
    elif not _FENCE.match(text):
        problems.add(path, "front matter", "does not begin with three hyphens", "write --- alone on the line", line=1)
    if not opening:
        return None
    closing = _FENCE.search(text, opening.end()) or _FENCE_LIKE.search(text, opening.end())
    last = len(text) if closing is None else closing.start()
    ended = _end_of_fields(text, opening.end(), last, fenced=closing is not None)
    if ended or closing is None:
        line = text.count("\n", 0, ended.start()) + 1 if ended else 1
        mend = "close it with a line of three hyphens below its last field: ---"
        problems.add(path, "front matter", "has no end", mend, line=line)
        return (opening.span(), ended.span()) if ended else None
    if not _FENCE.match(closing[0]):
        line = text.count("\n", 0, closing.start()) + 1
        problems.add(path, "front matter", "does not end with three hyphens", "write --- alone on the line", line=line)
    return opening.span(), closing.span()


def _end_of_fields(text: str, start: int, end: int, *, fenced: bool) -> re.Match[str] | None:
    """Return the empty line below the last field in a part of a text; None where the fields go on to its end.

    Between fences what follows must be words, and not comments alone.
    """
    fields = [field.end() for field in _FIELD.finditer(text, start, end)]
    blank = _BLANK.search(text, fields[-1] if fields else start, end)
    return blank if blank and (not fenced or _PROSE.search(text, blank.end(), end)) else None


def read_register(file: Path, path: str, problems: Problems) -> Source | None:
    """Read a whole file of YAML, a mapping; None, with problems, when it cannot be read."""
    text = read_text(file, path, problems)
    read = None if text is None else read_yaml(text, path, 1, problems)
    if text is None or read is None:
        return None
    return Source(path, read.data, read.lines, unread=read.unread, to_do=_lines_to_do(text))


def _lines_to_do(text: str) -> frozenset[int]:
    return frozenset(line for line, row in enumerate(text.split("\n"), 1) if "TODO" in row)
