"""Texts so full of marks that a converter of Markdown, which goes over each again and again, would never be done.

What is counted is what makes its work grow as the square of a text's length, so that no text that passes takes long,
whoever wrote it and for whatever end.
"""

import re
from itertools import islice

LONGEST_ADDRESS = 2_000  # characters
LONGEST_REFERENCE = 10  # digits of a character reference; of thousands of them no reader of HTML makes a number
MOST_LINES = 20_000  # of a text
MOST_OPENINGS = 2_000  # headings, boxes, notes and references of a text, each of which is compared with all others
MOST_MARKS = 2_000  # between two empty lines
_MOST_WORK = 10_000_000  # of all that stands between empty lines, each the square of its marks

_MARK = re.compile(r"[\[<*_`{&!\\^]")
_DECLARATION = re.compile(r"<[!?]")  # for whose end all that follows is searched
_ADDRESS = re.compile(rf"\]\([^()\n]{{{LONGEST_ADDRESS}}}")
_LONG_REFERENCE = re.compile(rf"&#[xX]?[0-9a-fA-F]{{{LONGEST_REFERENCE + 1}}}")
_OPENING = re.compile(r"^[ \t>]*(?:#|\?\?\?|!!!|===|///|:|\*\[|\[)|\[\^|^[ \t>]*(?:-+|=+)[ \t]*$", re.MULTILINE)
_TENFOLD, _FOURTH = 10, 4  # what a declaration weighs in marks; how many rows, or cells of a table, weigh as one


def too_dense(body: str) -> tuple[int, str, str] | None:
    """Return the row, from 0, what is wrong with it, and what would be right; None for a text that can be converted."""
    if body.count("\n") > MOST_LINES:
        return MOST_LINES, f"is more than {MOST_LINES:,} lines long", "make several pages of it"
    if address := _ADDRESS.search(body):
        what = f"has an address of more than {LONGEST_ADDRESS:,} characters"
        return body.count("\n", 0, address.start()), what, "close it with ), or link to a shorter one"
    if reference := _LONG_REFERENCE.search(body):
        what = f"names a character by a number of more than {LONGEST_REFERENCE} digits"
        return body.count("\n", 0, reference.start()), what, "write the character itself"
    openings = list(islice(_OPENING.finditer(body), MOST_OPENINGS + 1))
    if len(openings) > MOST_OPENINGS:
        row = body.count("\n", 0, openings[-1].end())
        return row, f"has more than {MOST_OPENINGS:,} headings, boxes and notes", "make several pages of it"
    return _too_many_marks(body)


def _too_many_marks(body: str) -> tuple[int, str, str] | None:
    weight = work = 0.0
    start = 0
    for row, line in enumerate(body.split("\n")):
        if not line or line.isspace():
            weight, start = 0, row + 1
            continue
        before, weight = weight, weight + _weight(line)
        work += weight * weight - before * before
        if weight > MOST_MARKS or work > _MOST_WORK:
            what = f"has more marks than a page can be made of, such as {MOST_MARKS:,} without an empty line"
            return start, what, "put empty lines between its parts, or make several pages"
    return None


def _weight(line: str) -> float:
    marks = len(_MARK.findall(line)) + _TENFOLD * len(_DECLARATION.findall(line))
    return marks + (1 + line.count("|")) / _FOURTH
