"""What the head of a page says and loads: of it, a copy keeps what works in a folder."""

import re

from review_site.archive.reading_copy.addressing import Target
from review_site.archive.reading_copy.draft import Draft
from review_site.archive.reading_copy.tags import Tag, escape

_ICONS = frozenset({"icon", "apple-touch-icon", "apple-touch-icon-precomposed", "mask-icon"})
_LEADING_WORDS = (
    "alternate author bookmark chapter contents copyright first glossary help index last license me next prev "
    "previous privacy-policy start terms-of-service up"
)
_LEADING = frozenset(_LEADING_WORDS.split())
_KEPT = {"stylesheet", "shortcut", "canonical", "shortlink"} | _ICONS | _LEADING
_ORDERS_WORDS = (
    "refresh content-security-policy content-security-policy-report-only set-cookie x-dns-prefetch-control "
    "origin-trial accept-ch delegate-ch permissions-policy"
)
_ORDERS = frozenset(_ORDERS_WORDS.split())
_REFRESH = re.compile(r"\s*[\d.]*\s*[;,\s]\s*(?:url\s*=\s*)?(?:\"([^\"]*)|'([^']*)|(\S.*))", re.IGNORECASE | re.DOTALL)


def change_link_tag(draft: Draft, tag: Tag) -> bool:
    """Change where a `link` leads; tell whether it still stands (HTML §4.6.7)."""
    tag.drop("xlink:href")
    one, rel = tag.find("href"), tag.find("rel")
    if one is None or not (one.raw or "").strip():
        return False
    words = draft.value(rel.raw).lower().split() if rel else []
    kept = [word for word in words if word in _KEPT]
    if rel is not None and kept != words:
        if not set(kept) - {"shortcut"}:
            return False
        rel.raw = escape(" ".join(kept))
    target = draft.target(draft.value(one.raw))
    if {"canonical", "shortlink"} & set(kept) and target.kind in ("copy", "missing", "outside"):
        one.raw = escape(target.url)  # it says where the page stood, and loads nothing
        return True
    if target.kind == "copy":
        one.raw = escape(draft.to(target))
        return True
    if "stylesheet" in kept or _ICONS & set(kept):
        return _change_loaded(draft, one.raw or "", is_icon="stylesheet" not in kept, target=target)
    if target.kind == "outside":
        one.raw = escape(target.url)
    return target.kind in ("outside", "here", "other")


def _change_loaded(draft: Draft, raw: str, *, is_icon: bool, target: Target) -> bool:
    if is_icon and draft.value(raw).strip().lower().startswith("data:"):
        return True
    if not is_icon:
        draft.lose("stylesheet", target, None)
    return False


def change_meta_tag(draft: Draft, tag: Tag) -> bool:
    """Tell whether a `meta` stands in the copy; where it sends its reader on, note to where."""
    order = tag.find("http-equiv")
    word = draft.value(order.raw).strip().lower() if order else ""
    if word == "refresh":
        content = tag.find("content")
        match = _REFRESH.match(draft.value(content.raw)) if content else None
        if match and not draft.moved_to:
            draft.moved_to = next(one for one in match.groups() if one is not None)
    return word not in _ORDERS
