"""A text as people write it → the contacts on each of its lines, in whatever way they are written there."""

import re
from collections.abc import Iterable, Mapping

from review_site.character_references import unescape
from review_site.contacts import contacts_in, same_contact
from review_site.content.markdown_text import without_comments

Contacts = dict[str, str]  # as they are written, by what is the same for each way to write them
_MAY = re.compile(r"[@&%0-9]")
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))  # a soft hyphen, and what has no width
_LINK = re.compile(r"\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])")
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)(?:\s[^<>]*)?/?>")
_WITHIN_WORDS = re.compile(
    "a|abbr|b|bdi|bdo|cite|code|del|dfn|em|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|u|var|wbr", re.IGNORECASE
)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_MARKS = re.compile(r"[*`]+|~~|(?<![\w.@])_+(?=\w)|(?<=\w)_+(?![\w@])")
_CUT = re.compile(r"[\d()+-]\s*\Z")  # the end of a line on which a number may begin
_GOES_ON = re.compile(r"[\s>]*(?!\d+[.)]\s)[\d(]")  # the start of one on which it may end, and that is no item


def contacts_by_line(text: str, *, marked: bool) -> dict[int, Contacts]:
    """Return the contacts of a text by their lines, from 1; one that goes on below stands on its first line.

    They are looked for with all that stands for other characters written out, and in a `marked` text, one of Markdown
    and HTML, also without tags and marks and without what stands in comments; in others each cell of a table apart.
    """
    if not marked:
        lines = enumerate(text.split("\n"), 1)
        return {at: found for at, line in lines if (found := _contacts(_written_out(line).replace(",", " , ")))}
    rows = without_comments(text).split("\n")
    shown = ["", *(_without_marks(_written_out(row)) if _MAY.search(row) else "" for row in rows)]
    by_line: dict[int, Contacts] = {}
    for at, row in enumerate(rows, 1):
        if shown[at] and (found := _of_both(_contacts(shown[at]), _contacts(_written_out(row)))):
            by_line[at] = found
    for at in range(1, len(rows)):
        if _CUT.search(shown[at]) and _GOES_ON.match(shown[at + 1]):
            whole = _contacts(f"{shown[at].rstrip()} {shown[at + 1].lstrip(' >')}")
            alone = by_line.get(at, {}) | by_line.get(at + 1, {})
            cut = {same: contact for same, contact in whole.items() if not any(one in same for one in alone)}
            if cut:
                by_line[at] = by_line.get(at, {}) | cut
    return by_line


def all_contacts(by_line: Mapping[int, Contacts]) -> Contacts:
    """Return the contacts of all lines together."""
    return {same: contact for contacts in by_line.values() for same, contact in contacts.items()}


def _contacts(text: str) -> Contacts:
    return {same_contact(contact): contact for contact in contacts_in(text)}


def _of_both(shown: Contacts, written: Contacts) -> Contacts:
    """Return what readers are shown, with what is not: the address behind a link, and no part of what they are."""
    return shown | {one: contact for one, contact in written.items() if not _is_in(one, shown)}


def _is_in(one: str, others: Iterable[str]) -> bool:
    return any(one in other for other in others)


def _written_out(line: str) -> str:
    return unescape(line).replace("%40", "@").translate(_UNSEEN)


def _without_marks(line: str) -> str:
    line = _TAG.sub(lambda tag: "" if _WITHIN_WORDS.fullmatch(tag[1]) else "\n", _LINK.sub(r"\1", line))
    return _MARKS.sub("", _ESCAPED.sub(r"\1", line))
