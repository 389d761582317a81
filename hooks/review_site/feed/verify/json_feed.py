"""A JSON Feed document, read (JSON Feed 1.1), with the extension that holds what Atom has words for."""

import json
from collections.abc import Iterator
from typing import Any

from review_site.feed.model import Category, Enclosure
from review_site.feed.verify.json_form import verify_json_form
from review_site.feed.verify.reading import DeletedReading, EntryReading, Reading, read_rfc3339
from review_site.problems import Problems


def read_json(data: bytes, path: str, problems: Problems) -> Reading | None:
    """Return what a JSON Feed says, and add what is against its form; None where it cannot be read at all."""
    try:
        read = json.loads(data.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        problems.add(path, "feed", f"is not well-formed: {error}", "look for odd characters in the newest post")
        return None
    if not verify_json_form(read, path, problems):
        return None
    more, language = read.get("_atom", {}), _text(read, "language")
    return Reading(
        id=_text(more, "id"),
        title=_text(read, "title"),
        subtitle=_text(read, "description"),
        address=_text(read, "feed_url"),
        site=_text(read, "home_page_url"),
        hub=next((hub["url"] for hub in read.get("hubs", ()) if hub["type"] == "WebSub"), ""),
        language=language,
        author=next((author["name"] for author in read.get("authors", ())), ""),
        rights=_text(more, "rights"),
        updated=read_rfc3339(_text(more, "updated")),
        stylesheet="",
        complete=read.get("expired", False),
        archive=more.get("archive") is True,
        walk={name: _text(_object(more, "links"), name) for name in _object(more, "links")},
        entries=tuple(_item(item, language) for item in read["items"]),
        deleted=tuple(_deleted(one) for one in _objects(more, "deleted")),
    )


def _item(item: dict[str, Any], language: str) -> EntryReading:
    more = item.get("_atom", {})
    return EntryReading(
        id=item["id"],
        title=_text(item, "title"),
        address=item["url"],
        published=read_rfc3339(item["date_published"]),
        updated=read_rfc3339(item["date_modified"]),
        summary=_text(item, "summary"),
        content=item["content_html"],
        authors=tuple(author["name"] for author in item.get("authors", ())),
        categories=tuple(_categories(item.get("tags", []), _objects(more, "categories"))),
        enclosures=tuple(
            Enclosure(
                address=one["url"], length=one["size_in_bytes"], media_type=one["mime_type"], title=_text(one, "title")
            )
            for one in item.get("attachments", ())
        ),
        rights=_text(more, "rights"),
        language=item.get("language", language),
    )


def _categories(tags: list[str], schemed: list[dict[str, Any]]) -> Iterator[Category]:
    """Give the tags, each with its scheme: those that have one stand in the extension too, in the same order."""
    left = [Category(_text(one, "term"), _text(one, "scheme")) for one in schemed]
    for tag in tags:
        if left and left[0].term == tag:
            yield left.pop(0)
        else:
            yield Category(tag)
    yield from left


def _deleted(one: dict[str, Any]) -> DeletedReading:
    return DeletedReading(
        id=_text(one, "ref"),
        address=_text(one, "url"),
        when=read_rfc3339(_text(one, "when")),
        reason=_text(one, "comment"),
    )


def _text(parent: dict[str, Any], name: str) -> str:
    """Return a text; empty where there is none."""
    value = parent.get(name, "")
    return value if isinstance(value, str) else ""


def _object(parent: dict[str, Any], name: str) -> dict[str, Any]:
    value = parent.get(name, {})
    return value if isinstance(value, dict) else {}


def _objects(parent: dict[str, Any], name: str) -> list[dict[str, Any]]:
    value = parent.get(name, [])
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """RFC 8259 §4: of two members with one name, each reader takes another."""
    read = dict(pairs)
    if len(read) != len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"{next(name for name in names if names.count(name) > 1)} stands twice in an object")
    return read


def _no_number(constant: str) -> float:
    raise ValueError(f"{constant} is no number of JSON (RFC 8259 §6)")
