"""Whether a page in a reading copy is the recorded one: tag for tag and word for word, but for what a copy changes."""

from collections.abc import Container, Iterator, Sequence
from datetime import date
from functools import cache
from itertools import zip_longest

from review_site.archive.verify.copied_markup import Piece, read_pieces
from review_site.archive.verify.copied_notes import MARK, Known, fault_of, split_added
from review_site.archive.verify.copied_references import named_addresses, uses
from review_site.archive.verify.copied_sides import (
    AS_WRITTEN,
    CANDIDATE,
    CONTROLS,
    DEEPEST,
    DROPPED,
    GONE,
    ICONS,
    ORDERS,
    PAINT,
    SHOWN,
    Plain,
    Side,
    based,
    local_name,
    plain_form,
)
from review_site.archive.verify.copied_style import Holds, same_style
from review_site.archive.verify.copied_symbols import Drawing, is_symbol, keys_in, symbol_fault
from review_site.archive.verify.copy_places import Lead, Places
from review_site.archive.verify.location import Location
from review_site.archive.verify.styles import addresses_of

_HEAD = frozenset(("html", "head", "title", "base", "basefont", "bgsound", "link", "meta", "style", "template"))

Fault = tuple[int, str, str]
"""Line in the copy, field, and what is wrong."""


def page_faults(
    recorded: str | None,
    copied: str,
    places: Places,
    page: Location,
    file: str,
    *,
    holds: Holds,
    files: Container[str],
    notice: tuple[str, date | None] | None,
    is_xml: bool,
    drawing: Drawing,
) -> Iterator[Fault]:
    """Give what is wrong with a page of a copy, or with a drawing.

    Args:
        recorded: the text that was served; None where it lies in an earlier bundle, and the page is read alone.
        copied: the text of the file in the copy.
        places: where addresses lead.
        page: where the page stood.
        file: its name in the copy.
        holds: tells what pictures a stylesheet may hold itself.
        files: every file of the copy.
        notice: the full address and the London day that the page must tell of itself; None for a drawing.
        is_xml: whether the two are read as XML.
        drawing: gives a drawing of the copy.
    """
    after = read_pieces(copied, is_xml=is_xml)
    side = Side(places, recorded=False, base=page, page=page, file=file)
    yield from _broken_rules(after, side, files)
    kept, added = split_added(after)
    before = None if recorded is None else read_pieces(recorded, is_xml=is_xml)
    past = Side(places, recorded=True, base=page, page=page, file=file, symbols=keys_in(added))
    past = based(past, before or ())
    used = None if before is None else uses(past, before)
    for addition in filter(is_symbol, added):
        what = symbol_fault(addition, used, drawing)
        if what:
            yield addition[0].line, MARK, what
    added = [addition for addition in added if not is_symbol(addition)]
    if notice is not None:
        known = None if before is None else cache(lambda: set(named_addresses(past, before)))
        yield from _notice_faults(added, after, *notice, known)
    elif added:
        yield added[0][0].line, MARK, "has an addition of the copy in a drawing"
    difference = None if before is None else first_difference(plain_form(past, before), plain_form(side, kept), holds)
    if difference:
        yield difference


def first_difference(expected: Sequence[Plain], found: Sequence[Plain], holds: Holds) -> Fault | None:
    """Return the first place at which two pages differ, None where they do not."""
    line = 1
    for before, after in zip_longest(expected, found):
        line = after.line if after else line
        if before and after and before[:2] == after[:2] and before[3:] == after[3:]:
            continue  # as almost all are
        if before is None or after is None:
            more, what = (
                (after, "is not on the recorded page") if after else (before, "of the recorded page is missing")
            )
            return line, _name(more), what
        if (before.kind, before.text) != (after.kind, after.text):
            return line, _name(after), f"stands where the recorded page has {_name(before)}"
        if before.attributes != after.attributes:
            keys = before.attributes.keys() | after.attributes.keys()
            names = sorted(key for key in keys if before.attributes.get(key) != after.attributes.get(key))
            return line, f"{', '.join(names)} of {_name(after)}", "is not as on the recorded page"
        if before.styles.keys() != after.styles.keys() or not all(
            same_style(style, after.styles[key], holds) for key, style in before.styles.items()
        ):
            return line, f"style of {_name(after)}", "is not as on the recorded page"
        if (before.inner or after.inner) and first_difference(before.inner, after.inner, holds):
            return line, f"srcdoc of {_name(after)}", "is not as on the recorded page"
    return None


def _name(one: Plain | None) -> str:
    if one is None or one.kind in ("style", "doctype"):
        return "a stylesheet" if one is None or one.kind == "style" else "the document type"
    return f"“{one.text[:60]}”" if one.kind == "words" else f"<{'/' if one.kind == 'end' else ''}{one.text[:40]}>"


def _notice_faults(
    added: Sequence[Sequence[Piece]], pieces: Sequence[Piece], url: str, day: date | None, known: Known | None
) -> Iterator[Fault]:
    inner = [addition for piece in pieces for addition in _inner_additions(piece)]
    for addition in (*added, *inner):
        what = fault_of(addition, url, day, known)
        if what:
            yield addition[0].line, MARK, what
    kinds = [addition[0].attributes[MARK] for addition in added]
    for kind in ("policy", "style", "notice"):
        count = kinds.count(kind)
        if count != 1 and not (kind == "notice" and count == 0 and not _has_body(pieces)):
            yield 1, MARK, f"has {count} of the copy’s own {kind}, and should have one"


def _has_body(pieces: Sequence[Piece]) -> bool:
    """Tell whether a page shows anything itself: a set of frames does not, nor what never leaves its head."""
    hidden = 0
    for number, piece in enumerate(pieces):
        if piece.text == "template" and piece.kind != "words":
            hidden = max(0, hidden + (1 if piece.kind == "start" else -1))
        elif not hidden and piece.kind == "start" and piece.text not in _HEAD:
            return piece.text != "frameset"
        elif not hidden and piece.kind == "words" and piece.text.strip():
            before = pieces[number - 1] if number else None
            if before is None or before.kind != "start" or before.text not in ("title", "style"):
                return True
    return False


def _inner_additions(piece: Piece, depth: int = 0) -> Iterator[list[Piece]]:
    """Give what a copy added to the page that a frame holds in its own attribute."""
    if piece.text == "iframe" and "srcdoc" in piece.attributes and depth < DEEPEST:
        kept, added = split_added(read_pieces(piece.attributes["srcdoc"]))
        yield from added
        for inner in kept:
            yield from _inner_additions(inner, depth + 1)


def _broken_rules(pieces: Sequence[Piece], side: Side, files: Container[str], depth: int = 0) -> Iterator[Fault]:
    """Give what no page of a copy may have, whatever was recorded."""
    is_told = False  # that the form does not work
    for piece in pieces:
        if piece.kind == "words":
            continue
        name = local_name(piece.text)
        if name == "form":
            is_told = False
        if piece.kind != "start":
            continue
        is_told = is_told or piece.attributes.get(MARK) == "form"
        if name in GONE:
            yield piece.line, f"<{name}>", "has no place in a copy"
        if is_told and name in CONTROLS and not _is_disabled(piece):
            yield piece.line, f"<{name}>", "can be used in a form that does not work"
        if not AS_WRITTEN.issuperset(piece.attributes):
            yield from ((piece.line, field, what) for field, what in _broken_attributes(piece, name, side, files))
        if name == "iframe" and depth < DEEPEST:
            inner = read_pieces(piece.attributes.get("srcdoc", ""))
            yield from ((piece.line, *fault[1:]) for fault in _broken_rules(inner, side, files, depth + 1))


def _broken_attributes(piece: Piece, name: str, side: Side, files: Container[str]) -> Iterator[tuple[str, str]]:
    order = piece.attributes.get("http-equiv", "").strip().lower()
    if name == "meta" and order in ORDERS and piece.attributes.get(MARK) != "policy":
        yield f"<meta {order}>", "has no place in a copy"
    for key, value in piece.attributes.items():
        if key.startswith("on") or key in DROPPED:
            yield f"{key} of <{name}>", "has no place in a copy"
        for lead in _leads(side, name, key, value):
            what = _lead_fault(piece, name, key, lead, files)
            if what:
                yield f"{key} of <{name}>", what


def _is_disabled(piece: Piece) -> bool:
    return "disabled" in piece.attributes or piece.attributes.get("type", "").strip().lower() == "hidden"


def _leads(side: Side, name: str, key: str, value: str) -> Iterator[Lead]:
    if key in ("href", "xlink:href", "src", "poster", "background", "cite", "longdesc") or (key, name) == (
        "data",
        "object",
    ):
        shown = name in SHOWN or key in ("poster", "background") or name == "link"
        is_data = value.strip().lower().startswith("data:")
        yield Lead("data", value) if is_data and shown else side.lead(value)
    elif key in ("srcset", "imagesrcset"):
        for match in CANDIDATE.finditer(value):
            yield Lead("data") if match[1].lower().startswith("data:") else side.lead(match[1])
    elif PAINT.fullmatch(key):
        for _, address in addresses_of(value if key == "style" else f"{key}:{value}"):
            yield Lead("data") if address.lower().startswith("data:") else side.lead(address)


def _lead_fault(piece: Piece, name: str, key: str, lead: Lead, files: Container[str]) -> str:
    if lead.kind == "file" and lead.name not in files:
        return f"leads to {lead.name[:200]}, which is not in the copy"
    if lead.kind in ("harmful", "data") and not (lead.kind == "data" and (name in SHOWN | {"link"} or key != "href")):
        return "leads to what no copy may lead to"
    if lead.kind != "out" or key in ("cite", "longdesc"):
        return ""
    if name in ("a", "area"):
        return "" if "data-leads-out" in piece.attributes else "leads out of the copy and does not say so"
    rel = set(piece.attributes.get("rel", "").lower().split())
    return f"loads {lead.name[:200]} from another place" if name != "link" or rel & (ICONS | {"stylesheet"}) else ""
