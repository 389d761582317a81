"""State blocks: parts of a text that stand there only while a call, the stage or the date is as they say.

The fences are those of pymdownx.blocks: `/// call | call-for-ideas: open`, and `///` alone to close. Blocks that stand
directly one below another on the same matter are one set: of it, one block is shown at a time.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from review_site.content.register import STAGES
from review_site.content.when import DateError, When, parse_when
from review_site.problems import did_you_mean

KINDS = ("call", "stage", "dates", "from", "otherwise")
STATES = ("upcoming", "open", "closed", "reported")
_REMEMBERED = 4096
_FENCE = re.compile(r"/{3,}[ \t]*(?:([\w-]+)[ \t]*(?:\|[ \t]*(.*?))?)?[ \t]*$")
_MEANT = re.compile(r"[ \t>]*/{3}|[ \t>]*(?:/{2}|:{3,}|-{3,})[ \t]*(?:call|stage|dates|from)\b[^|]*\|")
_MAY_HOLD = re.compile(r"^[ \t>]*(?:/{2}|:{3}|-{3})", re.MULTILINE)
_CODE = re.compile(r" {0,3}(`{3,}|~{3,})")
_FOOTNOTE = re.compile(r"\[\^([^\]\s]+)\]:")
_MARK = re.compile(r"\[\^([^\]\s]+)\](?!:)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One state block: the rows of its fences, from 0, and when it is shown.

    `states` are those of the call `subject`, or stages; `begins` and `ends` bound a block of dates: from the first, up
    to but without the second. A block is never shown when it is `otherwise` and another of its set is.
    """

    row: int
    end: int
    kind: str
    subject: str = ""
    states: frozenset[str] = frozenset()
    begins: When | None = None
    ends: When | None = None

    @property
    def matter(self) -> tuple[str, str]:
        """What the block depends on: blocks of one matter that stand together are a set."""
        return self.kind, self.subject


@dataclass(frozen=True, slots=True)
class Blocks:
    """The state blocks of a text in their sets, and what is wrong with them: row, what, and what would be right."""

    sets: tuple[tuple[Block, ...], ...] = ()
    faults: tuple[tuple[int, str, str], ...] = ()
    rows: frozenset[int] = field(default_factory=frozenset)


@lru_cache(maxsize=_REMEMBERED)
def read_blocks(body: str) -> Blocks:
    """Return the state blocks of a Markdown body."""
    if not _MAY_HOLD.search(body):
        return Blocks()
    reader = _Reader()
    rows = body.split("\n")
    for row, line in enumerate(rows):
        reader.read(row, line)
    if reader.opened:
        reader.fault(reader.opened[0], "the block has no end", "close it with a line of three slashes: ///")
    return Blocks(tuple(_sets(reader.blocks, rows)), tuple(reader.faults), frozenset(reader.fences))


def without_fences(body: str) -> str:
    """Return a body with an empty line for each fence: the words of all states, each on its line."""
    fences = read_blocks(body).rows
    if not fences:
        return body
    return "\n".join("" if row in fences else line for row, line in enumerate(body.split("\n")))


def without_blocks(body: str, hidden: Iterable[Block]) -> str:
    """Return a body without the words of some blocks and without fences; every other line keeps its number.

    Footnotes that nothing refers to any more go with them.
    """
    blocks = read_blocks(body)
    if not blocks.rows:
        return body
    away = set(blocks.rows)
    for block in hidden:
        away.update(range(block.row, block.end + 1))
    rows = ["" if row in away else line for row, line in enumerate(body.split("\n"))]
    used = {name for row in rows for name in _MARK.findall(row)}
    dropping = False
    for row, line in enumerate(rows):
        note = _FOOTNOTE.match(line)
        dropping = note[1] not in used if note else dropping and (not line.strip() or line.startswith("    "))
        if dropping:
            rows[row] = ""
    return "\n".join(rows)


class _Reader:
    """Goes down a body and notes fences; those within code are words."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.faults: list[tuple[int, str, str]] = []
        self.fences: list[int] = []
        self.opened: tuple[int, str, str] | None = None
        self.code = ""
        self.comment = False
        self.lost = False  # whether a fence above was meant to open a block and could not be read

    def fault(self, row: int, what: str, mend: str) -> None:
        self.faults.append((row, what, mend))

    def read(self, row: int, line: str) -> None:
        if self.is_no_text(line):
            return
        fence = _FENCE.match(line.strip())
        if not fence:
            if _MEANT.match(line):
                self.fault(row, "is not the fence of a block", _right(line))
                self.lost = True
            return
        self.fences.append(row)
        if line[:1] in (" ", "\t"):
            self.fault(row, "the fence of a block is indented", "begin it at the start of the line")
        if fence[1]:
            self.open(row, fence[1], fence[2] or "")
        elif self.opened:
            self.close(row, *self.opened)
        elif self.lost:
            self.lost = False
        else:
            self.fault(row, "closes a block that was not opened", "take the line out, or open the block above it")

    def is_no_text(self, line: str) -> bool:
        """Tell whether a line belongs to code or to a comment, in which fences are words."""
        code = _CODE.match(line)
        if self.code:
            if code and code[1].startswith(self.code) and not line.strip().strip("`~"):
                self.code = ""
            return True
        if self.comment or ("<!--" in line and not _MEANT.match(line)):
            begun, ended = line.rfind("<!--"), line.rfind("-->")
            self.comment = begun > ended or (self.comment and ended < 0)
            return True
        self.code = code[1] if code else ""
        return bool(code)

    def open(self, row: int, kind: str, argument: str) -> None:
        if self.opened:
            self.fault(row, "a block begins within another", "close the one above it first, with ///")
            self.close(row - 1, *self.opened)
        self.opened = (row, kind, argument)

    def close(self, end: int, row: int, kind: str, argument: str) -> None:
        self.opened = None
        try:
            self.blocks.append(_block(row, end, kind, argument))
        except DateError as error:
            self.fault(row, str(error), error.mend)


def _right(line: str) -> str:
    """Return what would be right in place of a line that was meant for a fence."""
    if ">" in line:
        return "write it at the start of the line, outside the quotation"
    said = re.match(r"\s*[/:-]{2,}\s*(call|stage|dates|from)\b[\s|]*(.+)$", line)
    return f"write /// {said[1]} | {said[2].strip()}" if said else "write /// call | call-for-ideas: open"


def _block(row: int, end: int, kind: str, argument: str) -> Block:
    """Return the block of an opening fence.

    Raises:
        DateError: when its first line cannot be read.
    """
    if kind == "call":
        subject, colon, states = argument.partition(":")
        if not colon or not subject.strip():
            raise DateError("names no call and no state", "write /// call | call-for-ideas: open")
        return Block(row=row, end=end, kind=kind, subject=subject.strip(), states=_named(states, STATES, "state"))
    if kind == "stage":
        return Block(row=row, end=end, kind=kind, states=_named(argument, STAGES, "stage"))
    if kind == "from":
        return Block(row=row, end=end, kind=kind, subject=str(row), begins=parse_when(argument))
    if kind == "dates":
        begins, ends = _span(argument)
        return Block(row=row, end=end, kind=kind, begins=begins, ends=ends)
    if kind == "otherwise":
        if argument:
            raise DateError("otherwise has no more to say on its line", "write /// otherwise")
        return Block(row=row, end=end, kind=kind)
    raise DateError(f"there is no block “{kind}”", did_you_mean(kind, KINDS))


def _named(text: str, known: tuple[str, ...], noun: str) -> frozenset[str]:
    """Return the states or stages that a fence names: a list, or `from` one of them on."""
    onward = re.fullmatch(r"\s*from\s+(\S+)\s*", text)
    names = [onward[1]] if onward else [name.strip() for name in text.split(",")]
    for name in names:
        if name not in known:
            raise DateError(f"there is no {noun} “{name}”", did_you_mean(name, known))
    return frozenset(known[known.index(names[0]) :] if onward else names)


def _span(text: str) -> tuple[When | None, When | None]:
    found = re.fullmatch(r"(?:from\s+)?(\S+)(?:\s+until\s+(\S+))?|until\s+(\S+)", text.strip())
    if not found:
        raise DateError(f"“{text}” is no span of dates", "write 2021-06-17 until 2021-08-13, or from 2021-08-13")
    begins, ends = (parse_when(part) if part else None for part in (found[1], found[2] or found[3]))
    if begins and ends and ends.due.timestamp() <= begins.due.timestamp():
        raise DateError(f"“{text}” ends before it begins", "write the earlier date first")
    return begins, ends


def _sets(blocks: list[Block], rows: list[str]) -> Iterator[tuple[Block, ...]]:
    """Give the blocks in their sets: those with nothing but empty lines between them, on one matter."""
    run: list[Block] = []
    for block in blocks:
        together = run and not any(line.strip() for line in rows[run[-1].end + 1 : block.row])
        joins = (
            together and (block.kind == "otherwise" or block.matter == run[0].matter) and run[-1].kind != "otherwise"
        )
        if run and not joins:
            yield tuple(run)
            run = []
        run.append(block)
    if run:
        yield tuple(run)
