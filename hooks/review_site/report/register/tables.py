"""The register as files: a table for spreadsheets, JSON for programs, and the schema that tells its fields."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from review_site.content.answers import Given
from review_site.content.recommendations import ANSWERS, NOT_FOUND, UNANSWERED
from review_site.report import spreadsheet
from review_site.report.register.rows import Row

SEPARATOR = " | "
_TEXT: dict[str, Any] = {"type": "string", "minLength": 1}
_TEXT_OR_NONE: dict[str, Any] = {"type": ["string", "null"], "minLength": 1}
_ADDRESS: dict[str, Any] = {"type": "string", "pattern": "^(https?://|review:/)"}

FIELDS: Mapping[str, tuple[str, dict[str, Any]]] = {
    "id": ("short name, which never changes", {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}),
    "number": ("official number, as text; empty where it was not found", _TEXT_OR_NONE),
    "title": ("what it is about, in a few words of this site", _TEXT),
    "wording": ("official wording; empty where it was not found", _TEXT_OR_NONE),
    "theme": ("what it asks for in words of this site; empty where the official wording stands", _TEXT_OR_NONE),
    "chapter": ("number of the report’s chapter", {"type": ["integer", "null"], "minimum": 0}),
    "chapter_title": ("title of the chapter", _TEXT_OR_NONE),
    "chapter_assumed": ("true where no source names the chapter", {"type": "boolean"}),
    "paragraphs": ("numbers of the report’s paragraphs", {"type": "array", "items": _TEXT}),
    "addressees": ("whom it is addressed to; empty where that was not found", {"type": "array", "items": _TEXT}),
    "answer": ("the answer that stands", {"enum": list(ANSWERS)}),
    "answer_date": ("day of the answer, as precisely as it is known", _TEXT_OR_NONE),
    "answer_note": ("what was said or done", _TEXT_OR_NONE),
    "answer_sources": ("where the answer stands", {"type": "array", "items": _ADDRESS}),
    "history": (
        "every answer so far with its day, the first first",
        {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "date": _TEXT_OR_NONE,
                    "answer": {"enum": [words for words in ANSWERS if words != UNANSWERED]},
                    "note": _TEXT_OR_NONE,
                    "sources": {"type": "array", "items": _ADDRESS},
                },
                "required": ["date", "answer", "note", "sources"],
                "additionalProperties": False,
            },
        },
    ),
    "note": ("what else must be known of the entry", _TEXT_OR_NONE),
    "sources": (
        "where it is known from; review: stands for the review’s former website",
        {"type": "array", "items": _ADDRESS},
    ),
    "address": ("full address of the entry, which never changes", {"type": "string", "format": "uri"}),
}
"""The fields of a recommendation in both files, in order: what each says, and its JSON Schema."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What is told of the register as a whole: `report` is the title of the report, `schema` the schema's address."""

    title: str
    report: str
    official: bool
    note: str
    address: str
    schema: str
    counts: Mapping[str, int]


def fields_of(row: Row) -> dict[str, Any]:
    """Return the fields of a recommendation, by their names in `FIELDS`, with values as JSON has them."""
    one, last = row.entry, row.last
    return {
        "id": one.id,
        "number": one.number,
        "title": one.title,
        "wording": one.text,
        "theme": one.theme,
        "chapter": one.chapter,
        "chapter_title": (row.chapter.title if row.chapter else None) or None,
        "chapter_assumed": one.chapter_uncertain,
        "paragraphs": list(one.paragraphs),
        "addressees": list(one.addressee or ()),
        "answer": row.answer,
        "answer_date": _date(last),
        "answer_note": last.note if last else None,
        "answer_sources": list(last.source) if last else [],
        "history": [
            {"date": _date(given), "answer": given.words, "note": given.note, "sources": list(given.source)}
            for given in row.given
        ],
        "note": one.note,
        "sources": list(row.source),
        "address": row.address,
    }


def render_json(rows: Iterable[Row], head: Head) -> bytes:
    """Return the register as JSON (RFC 8259), in UTF-8; `render_schema` tells its fields."""
    entries = [fields_of(row) for row in rows]
    whole = {
        "$schema": head.schema,
        "title": head.title,
        "report": head.report,
        "official": head.official,
        "note": head.note,
        "address": head.address,
        "count": len(entries),
        "counts": dict(head.counts),
        "recommendations": entries,
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def render_schema(head: Head) -> bytes:
    """Return the schema of the JSON file (JSON Schema 2020-12), in UTF-8."""
    properties = {name: {"description": about, **schema} for name, (about, schema) in FIELDS.items()}
    number = {"type": "integer", "minimum": 0}
    whole = {
        "$schema": {"type": "string"},
        "title": _TEXT,
        "report": {**_TEXT, "description": "title of the report"},
        "official": {"type": "boolean", "description": "whether the list is the official one"},
        "note": {**_TEXT, "description": "how the list was made"},
        "address": {"type": "string", "format": "uri", "description": "the page of the list"},
        "count": {**number, "description": "how many entries there are"},
        "counts": {
            "type": "object",
            "description": "how many have each answer now",
            "propertyNames": {"enum": list(ANSWERS)},
            "additionalProperties": number,
        },
        "recommendations": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": properties,
                "required": list(properties),
                "additionalProperties": False,
            },
        },
    }
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": head.schema,
        "title": head.title,
        "type": "object",
        "properties": whole,
        "required": list(whole),
        "additionalProperties": False,
    }
    return (json.dumps(schema, ensure_ascii=False, indent=1) + "\n").encode()


def render_csv(rows: Iterable[Row]) -> bytes:
    """Return the register as a table in CSV, one line a recommendation below the names of the fields.

    Several values of one cell are joined by `SEPARATOR`.
    """
    return spreadsheet.render_csv([FIELDS, *(map(_cell, fields_of(row).values()) for row in rows)])


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return SEPARATOR.join(map(_part, value))
    return str(value)


def _part(value: Any) -> str:
    """Return a value of a list; an answer of the history with its day before it."""
    return " ".join(filter(None, (value["date"], value["answer"]))) if isinstance(value, dict) else str(value)


def _date(given: Given | None) -> str | None:
    """Return the day of an answer; that none was found is no answer of any day."""
    return given.on.text if given and given.on and given.words != NOT_FOUND else None
