"""Boxes, disclosures, tabs and notes that would come out as raw marks, or without their words."""

import re
from collections.abc import Iterator

from review_site.content.source import Source
from review_site.problems import Problems

_STEP = 4
_OPENS = re.compile(r"( *)(?:!!!|\?\?\?\+?(?!\?)|===[!+]*)(?![=!?])")
_BOX = re.compile(r' *(?:!!!|\?\?\?\+?) ?[\w-]+(?: +[\w-]+)*(?: +"[^"]*")? *$')
_TAB = re.compile(r' *===[!+]? +"[^"]+" *$')
_FENCE = re.compile(r" *(`{3,}|~{3,})")
_CODE = re.compile(r"(`+).+?\1")
_MARK = re.compile(r"\[\^([^\]\s]+)\](?!:)")
_NOTE = re.compile(r" {0,3}\[\^([^\]\s]+)\]:")

Lines = list[tuple[int, str]]


def check_blocks(source: Source, problems: Problems) -> None:
    """Tell the first lines of boxes and tabs that are not read as such, those with nothing in them, and lost notes."""
    lines = list(_outside_code(source))
    for place, (line, text) in enumerate(lines):
        if (opens := _OPENS.match(text)) and not _underlines(lines, place):
            _check_block(source, lines[place:], len(opens[1]), problems, line)
    _check_notes(source, lines, problems)


def _outside_code(source: Source) -> Iterator[tuple[int, str]]:
    """Give the lines of a text with their numbers, without what stands in code."""
    fence = ""
    for number, text in enumerate(source.body.split("\n"), source.body_line):
        found = _FENCE.match(text)
        if fence:
            fence = "" if found and found[1].startswith(fence) and text.strip() == found[1] else fence
        elif found:
            fence = found[1]
        else:
            yield number, _CODE.sub("", text)


def _underlines(lines: Lines, place: int) -> bool:
    """Tell whether a line makes a heading of the words above it."""
    return not lines[place][1].strip().strip("=") and place > 0 and bool(lines[place - 1][1].strip())


def _check_block(source: Source, lines: Lines, indent: int, problems: Problems, line: int) -> None:
    first = lines[0][1]
    tab = first.lstrip().startswith("=")
    if not (_TAB if tab else _BOX).fullmatch(first):
        mend = 'write === "For families"' if tab else 'write !!! note "Title", or ??? note "Title"'
        mend += ", with straight quotation marks"
        problems.add(source.path, "text", f"“{first.strip()[:40]}” does not begin a box or tab", mend, line=line)
        return
    following = next((text for _, text in lines[1:] if text.strip()), "")
    if len(following) - len(following.lstrip()) < indent + _STEP:
        what = f"nothing stands in “{first.strip()[:40]}”"
        problems.add(source.path, "text", what, "begin each line of its text with four spaces", line=line)


def _check_notes(source: Source, lines: Lines, problems: Problems) -> None:
    marks = {name: line for line, text in reversed(lines) for name in _MARK.findall(text)}
    notes = {found[1]: line for line, text in reversed(lines) if (found := _NOTE.match(text))}
    for name in marks.keys() - notes.keys():
        what, mend = f"the note [^{name}] has no text", f"add a line [^{name}]: … with it, or delete the mark"
        problems.add(source.path, "text", what, mend, line=marks[name])
    for name in notes.keys() - marks.keys():
        what, mend = f"no place in the text has the mark [^{name}]", "put the mark where it belongs, or delete the note"
        problems.add(source.path, "text", what, mend, line=notes[name])
