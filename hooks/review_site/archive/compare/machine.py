"""The changes between two states as JSON, for programs; `changes.schema.json` describes it."""

import json
from collections.abc import Mapping
from importlib.resources import files

from review_site.archive.compare.changes import Alike, Changed, Changes, Item, Move, ReferenceChange, Side, TextChange
from review_site.archive.compare.edits import Edit

_VERSION = 1


def read_schema() -> bytes:
    """Return the JSON Schema (2020-12) that every document of `render_json` keeps."""
    return files(__package__).joinpath("changes.schema.json").read_bytes()


def render_json(changes: Changes) -> bytes:
    """Render changes as JSON in UTF-8, a line an address, so that two documents can be compared themselves."""
    head = {
        "version": _VERSION,
        "old": _side(changes.old),
        "new": _side(changes.new),
        "unchanged": changes.unchanged,
    }
    lists: dict[str, list[Mapping[str, object]]] = {
        "added": [_item(one) for one in changes.added],
        "removed": [_item(one) for one in changes.removed],
        "changed": [_changed(one) for one in changes.changed],
        "moved": [_move(one) for one in changes.moved],
        "renewed": [
            {
                "pattern": one.pattern,
                "kind": one.kind,
                "old": [item.address for item in one.old],
                "new": [item.address for item in one.new],
            }
            for one in changes.renewed
        ],
        "alike": [_alike(one) for one in changes.alike],
    }
    parts = [f" {json.dumps(key)}: {_line(value)}" for key, value in head.items()]
    for key, rows in lists.items():
        inside = ",\n".join(f"  {_line(row)}" for row in rows)
        parts.append(f" {json.dumps(key)}: [\n{inside}\n ]" if rows else f" {json.dumps(key)}: []")
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode()


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
