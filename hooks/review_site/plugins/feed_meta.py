"""Front matter as people write it: one thing or a list of things, told as feeds need it."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from review_site.feed.model import Category
from review_site.plugins.feed_dates import read_date, read_update
from review_site.plugins.feed_options import is_uri
from review_site.problems import did_you_mean

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*", re.ASCII)
_NEEDED = ("id", "title", "date")
ENTRY_KEYS = (
    *_NEEDED,
    *("updated", "description", "authors", "tags", "preface", "html", "anchor", "feeds", "lists_only"),
    *("language", "rights", "dated"),
)
"""The keys of an entry that stands in `feed_entries`."""


class FieldError(Exception):
    """What is wrong with one field, in the words of a problem."""

    def __init__(self, field: str, what: str, mend: str) -> None:
        super().__init__(f"{field}: {what} ({mend})")
        self.field, self.what, self.mend = field, what, mend


def checked_entry(fields: Any) -> Mapping[str, Any]:
    """Return what stands at one place of `feed_entries`.

    Raises:
        FieldError: when it is no entry, lacks a key or has one that is not known.
    """
    if not isinstance(fields, Mapping):
        raise FieldError("entry", "is not a mapping", f"give it the keys {', '.join(_NEEDED)}")
    for key in fields:
        if key not in ENTRY_KEYS:
            raise FieldError(str(key), "is not a key of an entry", did_you_mean(str(key), ENTRY_KEYS))
    if fields.get("anchor") and not str(fields["anchor"]).startswith("#"):
        raise FieldError("anchor", f"“{fields['anchor']}” does not begin with #", f'write "#{fields["anchor"]}"')
    if not isinstance(fields.get("lists_only") or False, bool):
        raise FieldError("lists_only", "is neither true nor false", "write true, or take it out")
    if fields.get("lists_only") and not fields.get("feeds"):
        raise FieldError("lists_only", "the entry would stand in no feed", "name its lists under feeds, or take it out")
    for key in _NEEDED:
        if fields.get(key) in (None, ""):
            raise FieldError(key, "is missing", f"each entry has {', '.join(_NEEDED)}")
    return fields


def text_in(value: Any) -> str:
    """Return a text on one line; nothing for what is not there."""
    return "" if value is None else " ".join(str(value).split())


def lines_in(value: Any) -> tuple[Any, ...]:
    """Return one thing or a list of things as a tuple."""
    if value is None:
        return ()
    return tuple(value) if isinstance(value, (list, tuple)) else (value,)


def words_in(value: Any) -> tuple[str, ...]:
    """Return the words of one thing or a list of things: texts, or mappings with a `name`."""
    names = (one.get("name") if isinstance(one, Mapping) else one for one in lines_in(value))
    return tuple(dict.fromkeys(filter(None, map(text_in, names))))


def categories_in(value: Any) -> tuple[Category, ...]:
    """Return what an entry is gathered under: texts, or mappings with `term` and `scheme`."""
    found = (
        Category(text_in(one.get("term")), text_in(one.get("scheme")))
        if isinstance(one, Mapping)
        else Category(text_in(one))
        for one in lines_in(value)
    )
    return tuple(dict.fromkeys(one for one in found if one.term))


def language_in(value: Any) -> str:
    """Return the code of a language (RFC 5646 §2.1); nothing for what is not there.

    Raises:
        FieldError: when it cannot be one.
    """
    code = text_in(value)
    if code and not _LANGUAGE.fullmatch(code):
        raise FieldError("language", f"“{code}” is not the code of a language", "write it as cy or en-GB")
    return code


def lists_in(value: Any) -> tuple[str, ...]:
    """Return the names of lists: addresses on the site, `/news/`.

    Raises:
        FieldError: when one of them is something else.
    """
    for one in lines_in(value):
        if not isinstance(one, str) or not one.startswith("/"):
            raise FieldError(
                "feeds", f"“{one}” is not the address of a list", "write it from the root of the site: /news/"
            )
    return tuple(dict.fromkeys(lines_in(value)))


def id_in(value: Any) -> str:
    """Return an id.

    Raises:
        FieldError: when it is not a full address, which an id is (RFC 4287 §4.2.6).
    """
    if not isinstance(value, str) or not is_uri(value):
        raise FieldError(
            "id", f"“{value}” is not a full address", "write tag:example.org,2021:spring, with your host and year"
        )
    return value


def date_in(value: Any, field: str) -> datetime:
    """Return the instant of a date.

    Raises:
        FieldError: when it is not a date.
    """
    try:
        return read_date(value)
    except (ValueError, OverflowError):
        raise FieldError(field, f"“{value}” is not a date", "write it as 2021-11-26") from None


def updated_in(value: Any, published: datetime) -> datetime:
    """Return the instant of the last update: that of the publication where none is told.

    Raises:
        FieldError: when it is not a date, or comes before the publication.
    """
    if value is None or value == "":
        return published
    try:
        updated = read_update(value, published)
    except (ValueError, OverflowError):
        raise FieldError("updated", f"“{value}” is not a date", "write it as 2021-11-26") from None
    if updated.timestamp() < published.timestamp():
        raise FieldError(
            "updated", f"“{value}” comes before the publication", "an update comes after it: mend one of the two"
        )
    return updated
