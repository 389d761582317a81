"""What a reading copy may add to a page: the notice at its top, notes in it, and three things in its head."""

import re
from collections.abc import Callable, Sequence, Set
from datetime import date
from urllib.parse import unquote

from review_site.archive.verify.copied_markup import Piece
from review_site.archive.verify.location import locate_full

MARK = "data-reading-copy"
Known = Callable[[], Set[str]]
"""Gives the full addresses that a recorded page names, without query: few pages of a copy name one that it lacks."""
_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "cy": "Ionawr Chwefror Mawrth Ebrill Mai Mehefin Gorffennaf Awst Medi Hydref Tachwedd Rhagfyr",
}
_NOTICE = {
    "en": "Copy for reading, as at {day}. Telephone numbers may have changed since · {url}",
    "cy": "Copi i’w ddarllen, fel yr oedd ar {day}. Gall rhifau ffôn fod wedi newid ers hynny · {url}",
}
_LACKS = {"en": "Not in this copy: ", "cy": "Heb fod yn y copi hwn: "}
_FROM = {
    "en": r"(?:a (?:picture|film|sound|stylesheet|part of the page’s look)|captions|what was shown here) from (\S+)",
    "cy": r"(?:llun|ffilm|sain|isdeitlau|yr hyn a ddangoswyd yma|dalen arddull|rhan o olwg y dudalen) o (\S+)",
}
_MORE = re.compile(r"and \d+ more|a \d+ arall")
_FORMS = (
    "This form does not work in this copy.",
    "The search does not work in this copy.",
    "Nid yw’r ffurflen hon yn gweithio yn y copi hwn.",
    "Nid yw’r chwiliad yn gweithio yn y copi hwn.",
)
_FINDERS = ("", "Every page from A to Z", "Every page of the site", "Pob tudalen o A i Y", "Pob tudalen o’r wefan")
_MOVED = re.compile(r"(?:This page leads on to|Mae’r dudalen hon yn arwain at) https?://\S+")
_POLICY = "script-src 'none'; connect-src 'none'; base-uri 'none'; form-action 'none'"
_LEADS_OUT = {"en": "leads out of this copy", "cy": "yn arwain allan o\\2019 r copi hwn"}
_STYLE = (
    'a[data-leads-out]::after{content:"\\2197";content:"\\2197" / "%s";margin-inline-start:.15em;font-size:.75em;'
    "text-decoration:none}a[data-not-here],area[data-not-here]{text-decoration:underline dotted}"
    "[data-reading-copy]{overflow-wrap:anywhere}[data-reading-copy] a{color:inherit;text-decoration:underline}"
    "[data-reading-copy=note]{font-style:italic}[data-reading-copy=form]{display:block;flex:0 1 auto;"
    "grid-column:1/-1;max-width:20em;font-size:max(.8em,13px)}"
    "[data-not-here=search]>:not([data-reading-copy]){display:none!important}"
)
_LOOK = (
    "all:initial;display:block;grid-column:1/-1;flex:none;box-sizing:border-box;width:100%;padding:4px 16px;"
    "border-bottom:1px solid currentColor;color:inherit;font:13px/1.4 sans-serif;text-align:start;"
    "overflow-wrap:anywhere"
)
_ATTRIBUTES = {
    "notice": {MARK, "role", "lang", "dir", "style"},
    "policy": {MARK, "http-equiv", "content"},
    "style": {MARK},
}
_ELEMENTS = {"notice": "div", "policy": "meta", "style": "style", "note": "span", "form": "span", "moved": "p"}


def split_added(pieces: Sequence[Piece]) -> tuple[list[Piece], list[list[Piece]]]:
    """Return the pieces of a page without what the copy added, and each addition as its own pieces."""
    kept: list[Piece] = []
    added: list[list[Piece]] = []
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        if piece.kind != "start" or MARK not in piece.attributes:
            kept.append(piece)
            at += 1
            continue
        end = at + 1
        if piece.text != "meta":
            depth = 1
            while end < len(pieces) and depth:
                if pieces[end].text == piece.text and pieces[end].kind != "words":
                    depth += 1 if pieces[end].kind == "start" else -1
                end += 1
        elif end < len(pieces) and (pieces[end].kind, pieces[end].text) == ("end", "meta"):
            end += 1
        added.append(list(pieces[at:end]))
        at = end
        if piece.text == "span" and at < len(pieces) and pieces[at].kind == "words":
            rest = pieces[at]  # a note is followed by one space of its own
            kept.append(Piece("words", rest.text.removeprefix(" "), {}, rest.line))
            at += 1
    return kept, added


def fault_of(addition: Sequence[Piece], url: str, day: date | None, known: Known | None) -> str:
    """Return what is wrong with what a copy added to a page, empty where nothing is.

    Args:
        addition: the pieces of one addition.
        url: the full address of the page.
        day: the London day of its capture.
        known: gives what the recorded page names; None where nobody knows it.
    """
    first = addition[0]
    kind = first.attributes[MARK]
    words = " ".join("".join(piece.text for piece in addition if piece.kind == "words").split())
    if _ELEMENTS.get(kind) != first.text or first.attributes.keys() - _ATTRIBUTES.get(kind, {MARK, "lang", "dir"}):
        return f"has an addition of a kind that is not known: {kind[:40]}"
    inner = [piece for piece in addition[1:-1] if piece.kind != "words"]
    linked = "".join(
        addition[number + 1].text
        for number, piece in enumerate(addition[:-1])
        if piece.kind == "start" and piece.text == "a"
    )
    if any(piece.text != "a" for piece in inner) or (inner and kind not in ("form", "moved")):
        return f"has more than words in a {kind} of the copy"
    if not _says(kind, first, words, linked, (url, day, known)):
        return f"says in a {kind} of the copy what no copy says: {words[:120]}"
    return ""


def _says(kind: str, first: Piece, words: str, linked: str, page: tuple[str, date | None, Known | None]) -> bool:
    attributes = first.attributes
    if kind == "policy":
        return (attributes.get("http-equiv"), attributes.get("content")) == ("Content-Security-Policy", _POLICY)
    if kind == "style":
        return words in {" ".join((_STYLE % one).split()) for one in _LEADS_OUT.values()}
    language = attributes.get("lang", "")
    if language not in _NOTICE or attributes.get("dir") != "ltr":
        return False
    if kind == "form":
        return words.removesuffix(linked).strip() in _FORMS and linked in _FINDERS
    if kind == "moved":
        return _MOVED.fullmatch(words) is not None
    if kind == "note":
        return _lacks(words, language, page[2])
    if (attributes.get("style"), attributes.get("role")) != (_LOOK, "note"):
        return False
    told = _NOTICE[language].format(day=_in_words(language, page[1]), url=page[0])
    return words == told or (
        words.startswith(f"{told} · ") and _lacks(words.removeprefix(f"{told} · "), language, page[2])
    )


def _lacks(words: str, language: str, known: Known | None) -> bool:
    """Tell whether words say what is not in the copy, and name what the recorded page names."""
    if not (words.startswith(_LACKS[language]) and words.endswith(".")):
        return False
    for thing in words[len(_LACKS[language]) : -1].split("; "):
        match = re.fullmatch(_FROM[language], thing)
        if not match and not _MORE.fullmatch(thing):
            return False
        if match and known is not None and not _is_known(match[1], known()):
            return False
    return True


def _is_known(told: str, known: Set[str]) -> bool:
    """Tell whether a page names an address that a copy tells, which is cut where it is long."""
    if told.endswith("…"):
        begins = unquote(re.sub(r"%.?$", "", told[:-1])).lower()
        return any(unquote(one).lower().startswith(begins) for one in known)
    place = locate_full(told)
    return told in known or (place is not None and f"{place.scheme}://{place.authority}{place.path}" in known)


def _in_words(language: str, day: date | None) -> str:
    return f"{day.day} {_MONTHS[language].split()[day.month - 1]} {day.year}" if day else ""
