"""Why a block of front matter is no YAML, in the words of somebody who has never heard of YAML."""

import re
from collections.abc import Iterator

_NAME = re.compile(r"\s*(?:- +)*([A-Za-z_]+)\b")
_NO_SPACE = re.compile(r"\s*(?:- +)?[A-Za-z_]+:[^\s/]")
_HEADER = re.compile(r"([A-Za-z_][\w-]*)\s*:?")
_FIELD = re.compile(r"( *(?:- +)?)[\w-]+:(?: |$)")
_AT_MARGIN = re.compile(r"[^\s:\]})#\"'-][^:]*$")
_INNER_COLON = re.compile(r"[^\"'\[{|>#][^#]*:(?: |$)")
_QUOTES = {'"': "a double quotation mark", "'": "a single quotation mark"}
_CLOSED = re.compile(r"(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*')\s*(?:#.*)?")
_BRACKETS = {"[": "]", "{": "}"}
_FIELD_AND_VALUE = "write `field: value`"
_GENERAL = ("cannot be read from here on", "check how far the lines are indented, and put texts in quotation marks")

NO_TEXT = "begins with {}, which is not read as text"
QUOTE = "put the whole text in quotation marks"


def suspects(rows: list[str], last: int) -> Iterator[int]:
    """Give the rows, up to one at which reading stopped, that may be the reason for it; the nearest first."""
    return (row for row in range(last, -1, -1) if _explain(rows, row))


def explain_row(rows: list[str], row: int) -> tuple[str, str]:
    """Return what is wrong with a row, from 0, and what would be right."""
    return _explain(rows, row) or _GENERAL


def name_in(row: str) -> str | None:
    """Return the name of the field that a row is about, as far as can be seen."""
    name = _NAME.match(row)
    return name[1] if name else None


def stand_in(rows: list[str], row: int) -> str:
    """Return what may stand for a row that is left out, so that those below it are read as its own; "" if none are."""
    below = next((under for under in rows[row + 1 :] if under.strip()), "")
    plain, inner = rows[row].replace("\t", " ").strip(), _indent(below)
    if header := _HEADER.fullmatch(plain):
        outer = _outer(rows, row, inner) if "\t" in rows[row] else _indent(rows[row])
        return f"{' ' * outer}{header[1]}:" if outer < inner else ""
    begins_item = plain.startswith("- ") and "\t" in rows[row] and not below.lstrip().startswith("- ")
    return f"{' ' * (inner - 2)}{plain}" if begins_item and inner > 1 else ""


def _outer(rows: list[str], row: int, inner: int) -> int:
    """Return how far a row is to be indented of which a tab hides it, where those below it are indented by `inner`."""
    above = [over for over in rows[:row] if over.strip()]
    outer = next((_indent(over) for over in reversed(above) if _indent(over) < inner), 0)
    if above and above[-1].endswith(":") and _indent(above[-1]) == outer:  # it is the first of a group
        below = (_indent(under) for under in rows[row + 1 :] if under.strip())
        beside = next((indent for indent in below if indent < inner), 0)
        outer = beside if beside > outer else outer + 2
    return outer


def _indent(row: str) -> int:
    return len(row) - len(row.lstrip(" "))


def _explain(rows: list[str], number: int) -> tuple[str, str] | None:
    row = rows[number]
    if not row.strip():
        return None
    value = row.lstrip(" ").removeprefix("- ").partition(":")[2].strip()
    return _explain_start(rows, number) or _explain_value(value)


def _explain_start(rows: list[str], number: int) -> tuple[str, str] | None:
    """Return what is wrong with how a row begins."""
    row = rows[number]
    if "\t" in row:
        return "holds a tab", "use spaces in place of the tab"
    if re.match(r"\s*[A-Za-z_]+:\u00a0", row):
        return "has a no-break space after the colon", "type an ordinary space"
    if row.startswith(("---", "...")):
        return f"holds a line of {row[:3]}", "delete the line"
    if row.lstrip().startswith(":"):
        return "has no field before the colon", _FIELD_AND_VALUE
    if _NO_SPACE.match(row):
        return "has no space after the colon", _FIELD_AND_VALUE
    if _AT_MARGIN.match(row):
        if re.match(r"[a-z_]+(?: |$)", row):
            return "has no colon after the field", _FIELD_AND_VALUE
        return "is not a field", f"{_FIELD_AND_VALUE}, or put the text below the second line of ---"
    before = next((above for above in reversed(rows[:number]) if above.strip()), "")
    inner, outer = _FIELD.match(row), _FIELD.match(before)
    if inner and outer and len(inner[1]) > len(outer[1]) and not before.endswith(":"):
        return "begins further in than the line above", "begin it below the field that it belongs beside"
    return None


def _explain_value(value: str) -> tuple[str, str] | None:
    """Return what is wrong with a value: a mark that it opens with, a colon in it."""
    first = value[:1]
    if first in _QUOTES and not _CLOSED.fullmatch(value):
        what = f"opens with {_QUOTES[first]} that is not closed well"
        return what, "close it with the same mark, and use the other kind inside"
    if first in _BRACKETS and not value.endswith(_BRACKETS[first]):
        if _BRACKETS[first] in value or first == "{":
            return NO_TEXT.format(first), QUOTE
        return "opens a list that is not closed", "end it with ]"
    if first and first in "*&!@`%|>{":
        return NO_TEXT.format(first), QUOTE
    if _INNER_COLON.match(value):
        return "has a colon inside its text", QUOTE
    return None
