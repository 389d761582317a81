"""The changes between two states as JSON, for programs; `changes.schema.json` describes it."""

import json
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files

from review_site.archive.compare.changes import (
    Alike,
    Changed,
    Changes,
    Item,
    Move,
    ReferenceChange,
    Renewal,
    Side,
    TextChange,
)
from review_site.archive.compare.edits import Edit

_VERSION = 1


def read_schema() -> bytes:
    """Return the JSON Schema (2020-12) that every document of `render_json` keeps."""
    return files(__package__).joinpath("changes.schema.json").read_bytes()


def render_json(changes: Changes) -> bytes:
    """Render changes as JSON in UTF-8, a line an address, so that two documents can be compared themselves."""
    return "".join(json_pieces(changes)).encode()


def json_pieces(changes: Changes) -> Iterator[str]:
    """Give the document of `render_json` in pieces, for a long one is larger than memory should hold."""
    heads: tuple[tuple[str, object], ...] = (
        ("version", _VERSION),
        ("old", _side(changes.old)),
        ("new", _side(changes.new)),
        ("unchanged", changes.unchanged),
    )
    lists: tuple[tuple[str, Iterable[Mapping[str, object]]], ...] = (
        ("added", map(_item, changes.added)),
        ("removed", map(_item, changes.removed)),
        ("changed", map(_changed, changes.changed)),
        ("moved", map(_move, changes.moved)),
        ("renewed", map(_renewal, changes.renewed)),
        ("alike", map(_alike, changes.alike)),
    )
    start = "{\n"
    for key, value in heads:
        yield f'{start} "{key}": {_line(value)}'
        start = ",\n"
    for key, rows in lists:
        yield f'{start} "{key}": ['
        inner = "\n"
        for row in rows:
            yield f"{inner}  {_line(row)}"
            inner = ",\n"
        yield "]" if inner == "\n" else "\n ]"
    yield "\n}\n"


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _side(side: Side) -> Mapping[str, object]:
    return {
        "name": side.name,
        "url": side.url,
        "as_at": side.instant.isoformat() if side.instant else None,
        "record": side.record,
        "addresses": side.addresses,
    }


def _item(item: Item) -> Mapping[str, object]:
    return {
        "address": item.address,
        "url": item.url,
        "kind": item.kind,
        "status": item.status,
        "media_type": item.media_type,
        "bytes": item.size if item.size >= 0 else None,
        "sha256": item.sha256,
        "location": item.location,
        "name": item.name,
    }


def _changed(one: Changed) -> Mapping[str, object]:
    return {
        "address": one.new.address,
        "nature": one.nature,
        "cut": one.cut or None,
        "old": _item(one.old),
        "new": _item(one.new),
        "text": _text(one.text),
    }


def _move(one: Move) -> Mapping[str, object]:
    return {"reason": one.reason, "old": _item(one.old), "new": _item(one.new), "text": _text(one.text)}


def _renewal(one: Renewal) -> Mapping[str, object]:
    old, new = ([item.address for item in side] for side in (one.old, one.new))
    return {"pattern": one.pattern, "kind": one.kind, "old": old, "new": new}


def _text(text: TextChange | None) -> Mapping[str, object] | None:
    if text is None:
        return None
    return {
        "language": text.language,
        "title": {"old": text.title[0], "new": text.title[1]} if text.title else None,
        "removed_words": text.removed,
        "added_words": text.added,
        "same_words": text.same,
        "cut": text.cut or None,
        "edits": [_edit(one) for one in text.edits],
        "references": [_reference(one) for one in text.references],
        "alike": list(text.alike),
    }


def _edit(edit: Edit) -> Mapping[str, object]:
    return {
        "change": edit.change,
        "place": edit.place,
        "tag": edit.tag,
        "under": edit.under,
        "unchanged_before": edit.unchanged,
        "pieces": [list(piece) for piece in edit.pieces],
    }


def _reference(one: ReferenceChange) -> Mapping[str, object]:
    return {"change": one.change, "place": one.place, "kind": one.kind, "target": one.target}


def _alike(one: Alike) -> Mapping[str, object]:
    return {
        "number": one.number,
        "addresses": list(one.addresses),
        "edits": [_edit(edit) for edit in one.edits],
        "references": [_reference(reference) for reference in one.references],
    }
