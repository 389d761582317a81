"""The form of a report of changes: which keys stand where, and what their values are."""

from collections.abc import Mapping
from typing import Any

from review_site.archive.verify.fault import stop
from review_site.archive.verify.text import as_written

# A form is a type, a set of values, a list with the form of each element, a tuple of alternatives, or a mapping whose
# keys must all be there and no others.
_Form = Any

_COUNT = "count"
_DIGEST = "digest"
_CUT = (None, {"absent", "large", "long", "full"})
_PLACE = {"main", "frame"}
_SIDE = {"name": str, "url": str, "as_at": (None, str), "record": (None, str), "addresses": _COUNT}
_ITEM = {
    "address": str,
    "url": str,
    "kind": {"page", "document", "feed", "picture", "media", "part"},
    "status": _COUNT,
    "media_type": str,
    "bytes": (None, _COUNT),
    "sha256": _DIGEST,
    "location": (None, str),
    "name": str,
}
_EDIT = {
    "change": {"added", "changed", "moved", "removed"},
    "place": _PLACE,
    "tag": str,
    "under": str,
    "unchanged_before": _COUNT,
    "pieces": ["piece"],
}
_REFERENCE = {"change": {"added", "removed"}, "place": _PLACE, "kind": {"link", "picture", "media"}, "target": str}
_TEXT = {
    "language": str,
    "title": (None, {"old": str, "new": str}),
    "removed_words": _COUNT,
    "added_words": _COUNT,
    "same_words": _COUNT,
    "cut": _CUT,
    "edits": [_EDIT],
    "references": [_REFERENCE],
    "alike": [_COUNT],
}
_CHANGED = {
    "address": str,
    "nature": {"status", "location", "type", "words", "code", "dates", "bytes"},
    "cut": _CUT,
    "old": _ITEM,
    "new": _ITEM,
    "text": (None, _TEXT),
}
_REPORT = {
    "version": {1},
    "old": _SIDE,
    "new": _SIDE,
    "unchanged": _COUNT,
    "added": [_ITEM],
    "removed": [_ITEM],
    "changed": [_CHANGED],
    "moved": [{"reason": {"redirect", "bytes", "words"}, "old": _ITEM, "new": _ITEM, "text": (None, _TEXT)}],
    "renewed": [{"pattern": str, "kind": _ITEM["kind"], "old": [str], "new": [str]}],
    "alike": [{"number": _COUNT, "addresses": [str], "edits": [_EDIT], "references": [_REFERENCE]}],
}


def check_form(told: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a report that has the form of ours, and stop at any other.

    Raises:
        FaultError: naming the place.
    """
    _check(told, _REPORT, "report")
    return told


def _check(value: Any, form: _Form, place: str) -> None:
    if isinstance(form, tuple):
        if value is not None:
            _check(value, form[1], place)
    elif isinstance(form, dict):
        if not isinstance(value, dict) or value.keys() != form.keys():
            stop(place, f"does not have the keys {', '.join(form)}")
        for key, inner in form.items():
            _check(value[key], inner, f"{place}.{key}" if place != "report" else key)
    elif isinstance(form, list):
        if not isinstance(value, list):
            stop(place, "is no list")
        for number, one in enumerate(value):
            _check(one, form[0], f"{place}.{number}")
    elif not _is(value, form):
        stop(place, f"is {as_written(value)}")


def _is(value: Any, form: _Form) -> bool:
    """Tell whether a value that holds no others is of a form."""
    if isinstance(form, set):
        return isinstance(value, str | int) and not isinstance(value, bool) and value in form
    if form == _COUNT:
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    if form == _DIGEST:
        return isinstance(value, str) and len(value) == 64 and not value.strip("0123456789abcdef")
    if form == "piece":
        return (
            isinstance(value, list)
            and len(value) == 2
            and value[0] in ("=", "-", "+")
            and isinstance(value[1], str)
            and value[1] != ""
        )
    return isinstance(value, form)
