"""Addresses in the attributes of tags: where they lead in the copy, or how they leave it."""

import re

from review_site.archive.reading_copy.draft import Draft
from review_site.archive.reading_copy.tags import Tag, escape

# Of these nothing works in a folder: they name scripts, tell other hosts, or ask for rules that files do not meet.
_DROPPED_WORDS = (
    "action archive attributionsrc classid code codebase codetype crossorigin dynsrc formaction formmethod "
    "formtarget integrity lowsrc manifest nonce ping xml:base"
)
DROPPED = frozenset(_DROPPED_WORDS.split())
_HREF = ("href", "xlink:href")
_PARTS = {
    "img": "picture",
    "image": "picture",
    "feimage": "picture",
    "input": "picture",
    "audio": "sound",
    "video": "film",
    "source": "film",
    "track": "captions",
    "iframe": "frame",
    "frame": "frame",
    "embed": "frame",
    "object": "frame",
}
_SEEN_THROUGH_DATA = frozenset({"picture", "sound", "film", "captions"})  # what such an address shows, runs nothing
_CANDIDATE = re.compile(r"[\s,]*(\S*[^\s,])(?:\s+([^,(]*(?:\([^)]*\)[^,(]*)*))?(?:,|$)")
_SVG_PAINT_WORDS = (
    "fill stroke filter clip-path mask cursor marker marker-start marker-mid marker-end color-profile src"
)
_SVG_PAINT = frozenset(_SVG_PAINT_WORDS.split())
_MOVING = frozenset({"set", "animate", "animatetransform", "animatemotion", "animatecolor"})
_SET_ELSEWHERE = re.compile(r"\s*(?:[\w-]+:)?(?:href|on\w+|style|src)\s*$", re.IGNORECASE)


def change_attributes(draft: Draft, name: str, tag: Tag, at: int) -> bool:
    """Change what a tag leads to and loads; tell whether its element still shows anything.

    Args:
        draft: the page.
        name: the element's name, lower case and without prefix.
        tag: is changed.
        at: where the tag stands, for the notes that take the place of what is left out.
    """
    tag.attributes = [one for one in tag.attributes if not one.name.startswith("on") and one.name not in DROPPED]
    _change_moving(draft, name, tag)
    if name in ("a", "area"):
        _change_link(draft, tag)
    elif name not in ("link", "base"):
        _change_href(draft, name, tag, at)
    sources = tag.has("src", "srcset")
    shows = _change_source(draft, name, tag, at)
    _change_candidates(draft, tag)
    _change_others(draft, tag, at)
    return shows and not (name == "source" and sources and not tag.has("src", "srcset"))


def _change_link(draft: Draft, tag: Tag) -> None:
    for one in [one for one in tag.attributes if one.name in _HREF]:
        target = draft.target(draft.value(one.raw))
        if target.kind == "copy":
            draft.led_to.add(target.file)
            one.raw = escape(draft.to(target))
        elif target.kind == "outside":
            draft.led_to.add(target.url)
            one.raw = escape(target.url)
            tag.set("data-leads-out", "")
        elif target.kind in ("missing", "harmful"):
            address = target.url if target.kind == "missing" else ""
            tag.drop(one.name)
            tag.set("data-not-here", address)
            if not tag.has("title"):
                tag.set("title", draft.phrases.not_here.format(address=address).rstrip(": "))


def _change_href(draft: Draft, name: str, tag: Tag, at: int) -> None:
    """Change the address of what SVG draws: a picture may lie in another file, a part of a drawing may not."""
    for one in [one for one in tag.attributes if one.name in _HREF]:
        written = draft.value(one.raw)
        target = draft.target(written)
        if target.kind == "here":
            continue
        kind = _PARTS.get(name)
        if name == "use" and target.kind == "copy":
            address = draft.symbol(target)
        else:
            address = _loaded(draft, written, kind, at) if kind == "picture" else None
        if address is None:
            tag.drop(one.name)
        else:
            one.raw = address


def _change_source(draft: Draft, name: str, tag: Tag, at: int) -> bool:
    one = tag.find("data" if name == "object" else "src")
    if name == "object":
        tag.drop("src")
    if one is None or one.raw is None or draft.target(draft.value(one.raw)).kind == "here":
        return True
    kind = _PARTS.get(name, "")
    # Where the browser chooses among several, those that are here stand in for the one that is not.
    quiet = (name == "img" and _holds_candidate(draft, tag)) or not kind
    address = _loaded(draft, draft.value(one.raw), kind, None if quiet else at, quiet=quiet)
    if address is None:
        tag.drop(one.name, "type" if name == "object" else one.name)
        return name not in ("iframe", "embed", "source", "track")
    one.raw = address
    return True


def _loaded(draft: Draft, written: str, kind: str | None, at: int | None, *, quiet: bool = False) -> str | None:
    """Return the escaped address of what a page loads, None where it must not be loaded, which is then said."""
    holds = written.strip().lower().startswith("data:")
    if holds and kind in _SEEN_THROUGH_DATA:
        return escape(written.strip())
    target = draft.target(written)
    if target.kind == "copy":
        return escape(draft.to(target))
    if target.kind == "here":
        return escape(written)
    if not quiet and not target.url.strip().lower().startswith("about:"):
        draft.lose(kind or "part", target, at)
    return None


def _candidates(draft: Draft, written: str) -> list[str]:
    """Return the pictures of a `srcset` that the copy holds, each as it is written there (HTML §4.8.4.2.1)."""
    kept = []
    for match in _CANDIDATE.finditer(written):
        address = match[1] if match[1].lower().startswith("data:") else _held(draft, match[1])
        if address:
            kept.append(" ".join(filter(None, (address, (match[2] or "").strip()))))
    return kept


def _held(draft: Draft, written: str) -> str | None:
    target = draft.target(written)
    return draft.to(target).replace(",", "%2C") if target.kind == "copy" else None


def _holds_candidate(draft: Draft, tag: Tag) -> bool:
    one = tag.find("srcset")
    return one is not None and bool(_candidates(draft, draft.value(one.raw)))


def _change_candidates(draft: Draft, tag: Tag) -> None:
    for name in ("srcset", "imagesrcset"):
        one = tag.find(name)
        if one is None:
            continue
        kept = _candidates(draft, draft.value(one.raw))
        if kept:
            one.raw = escape(", ".join(kept))
        else:
            tag.drop(name)


def _change_others(draft: Draft, tag: Tag, at: int) -> None:
    for one in list(tag.attributes):
        if one.raw is None:
            continue
        if one.name in ("poster", "background"):
            address = _loaded(draft, draft.value(one.raw), "picture", at)
            if address is None:
                tag.drop(one.name)
            else:
                one.raw = address
        elif one.name in ("cite", "longdesc"):
            _change_source_named(draft, tag, one.name)
        elif one.name == "style" or (one.name in _SVG_PAINT and "(" in one.raw):
            value = draft.value(one.raw)
            changed = draft.css(value if one.name == "style" else f"{one.name}:{value}", decoded=True)
            changed = changed if one.name == "style" else changed.partition(":")[2]
            if changed != value:
                one.raw = escape(changed)


def _change_source_named(draft: Draft, tag: Tag, name: str) -> None:
    """Change the address of a source that a quotation names, which no browser loads."""
    one = tag.find(name)
    if one is None:
        return
    target = draft.target(draft.value(one.raw))
    if target.kind == "copy":
        one.raw = escape(draft.to(target))
    elif target.kind in ("outside", "missing"):
        one.raw = escape(target.url)
    elif target.kind == "harmful":
        tag.drop(name)


def _change_moving(draft: Draft, name: str, tag: Tag) -> None:
    """Take from what moves in a drawing the power to change addresses."""
    what = tag.find("attributename")
    if name in _MOVING and what is not None and _SET_ELSEWHERE.match(draft.value(what.raw)):
        tag.drop("to", "from", "by", "values", "attributename")
