"""How a mistake in a field is told: the model's own words for it, put plainly."""

import re
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from review_site.problems import did_you_mean

Loc = tuple[str | int, ...]

_OTHER_NAMES: Mapping[str, tuple[str, ...]] = {  # what other programs call a field, and what it may be here
    "author": ("authors",),
    "by": ("authors",),
    "categories": ("topics",),
    "category": ("topics",),
    "tags": ("topics",),
    "date": ("published", "on"),
    "description": ("summary", "about"),
    "summary": ("description", "about"),
    "excerpt": ("summary", "description"),
    "draft": ("status",),
    "type": ("kind",),
    "permalink": ("slug",),
    "url": ("slug", "page"),
    "link": ("page", "source"),
    "image": ("pictures",),
    "images": ("pictures",),
    "picture": ("pictures",),
    "redirect_from": ("aliases",),
    "alias": ("aliases",),
}
_LONGEST = 200  # characters of a value that is shown as it should be written
_NO_GROUP = "is not a group of fields"
_PLAIN: Mapping[str, tuple[str, str]] = {
    "dict_type": (_NO_GROUP, "write each on the lines below, indented, with its name and a colon"),
    "string_type": ("is not one text", "write a single value; put a text with a colon in quotation marks"),
    "bool_parsing": ("is neither true nor false", "write true or false"),
    "bool_type": ("is neither true nor false", "write true or false"),
    "int_parsing": ("is not a whole number", "write digits only"),
    "int_type": ("is not a whole number", "write digits only"),
    "int_from_float": ("is not a whole number", "write digits only"),
    "int_parsing_size": ("is far too large a number", "write fewer digits"),
    "greater_than_equal": ("is below nought", "write 0 or more"),
    "less_than_equal": ("is far too large a number", "write fewer digits"),
    "string_pattern_mismatch": ("is not in the right form", "write https://example.org/, with a slash at the end"),
}


def explain(details: ErrorDetails, model: type[BaseModel]) -> tuple[str, str]:
    """Return what is wrong and what would be right, in plain words."""
    kind, context = details["type"], details.get("ctx", {})
    name = str(details["loc"][-1]) if details["loc"] else ""
    field = _field_at(model, details["loc"])
    help_text = (field.description if field else None) or ""
    match kind:
        case "wrong":
            return str(context["what"]), str(context["mend"])
        case "missing":
            return "is missing", f"add a line `{name}: …`" + (f": {help_text}" if help_text else "")
        case "extra_forbidden":
            return "there is no such field", nearest_field(name, known_fields(model, details["loc"]))
        case "literal_error" if isinstance(details["input"], str):
            said = f"“{details['input']}” is not allowed here" if details["input"] else "is empty"
            return said, did_you_mean(details["input"].strip("“”‘’ "), _choices(context))
        case "literal_error":
            return "is not one word", f"use one of: {', '.join(sorted(_choices(context)))}"
        case "string_too_short" | "too_short":
            return "is empty", help_text or "write a value, or delete the line"
        case "string_too_long":
            long = len(str(details["input"]).strip())
            return f"is longer than {context['max_length']} characters: it has {long}", "shorten it"
        case "tuple_type":
            return "is not a list", _as_list(name, details["input"], _inner_model(field))
        case "model_type":
            return _NO_GROUP, _as_group(_inner_model(field))
    return _PLAIN.get(kind, ("is not in the right form", help_text or "see content/README.md"))


def misspelt(details: ErrorDetails, model: type[BaseModel]) -> Loc | None:
    """Return where the field belongs that an unknown one is the misspelling of; None for any other mistake."""
    if details["type"] != "extra_forbidden":
        return None
    meant = re.fullmatch(r"did you mean (\S+)\?", explain(details, model)[1])
    return (*details["loc"][:-1], meant[1]) if meant else None


def nearest_field(name: str, known: list[str]) -> str:
    """Return the mend for an unknown field: the one with another name elsewhere, or the one that is spelt alike."""
    others = {other: field for other, fields in _OTHER_NAMES.items() for field in reversed(fields) if field in known}
    meant = did_you_mean(name.lower(), [*known, *others]).removeprefix("did you mean ").removesuffix("?")
    return f"did you mean {others[meant]}?" if meant in others else did_you_mean(name.lower(), known)


def known_fields(model: type[BaseModel], loc: Loc) -> list[str]:
    """Return the fields that exist where an unknown one stood."""
    return [field.alias or name for name, field in _model_at(model, loc).model_fields.items()]


def _as_list(name: str, value: object, inner: type[BaseModel] | None) -> str:
    """Return how a list of something is written, by the value that stood in its place."""
    if inner:
        first = next(iter(inner.model_fields.values())).alias or next(iter(inner.model_fields))
        return f"begin each on a line of its own, with a hyphen and a space: `- {first}: …`"
    if isinstance(value, str) and value:
        items = [item for item in re.split(r"(?:^|\s+)-\s*", value[:_LONGEST]) if item]
        return f"write {name}: [{', '.join(items)}]"
    return f"write {name}: [one, two]"


def _as_group(inner: type[BaseModel] | None) -> str:
    names = [f"`{field.alias or name}: …`" for name, field in inner.model_fields.items()] if inner else []
    return "write its fields on the lines below, indented" + (f": {', '.join(names[:3])}" if names else "")


def _choices(context: Mapping[str, Any]) -> list[str]:
    return re.findall(r"'([^']*)'", str(context["expected"]))


def _model_at(model: type[BaseModel], loc: Loc) -> type[BaseModel]:
    """Return the model of the group in which a field stands."""
    here = model
    for part in loc[:-1]:
        here = _inner_model(_field_named(here, part)) or here
    return here


def _field_at(model: type[BaseModel], loc: Loc) -> FieldInfo | None:
    """Return the field that an error is about, or that holds the list or group it is about."""
    names = [part for part in loc if isinstance(part, str)]
    found = (_field_named(_model_at(model, loc[: loc.index(name) + 1]), name) for name in reversed(names))
    return next((field for field in found if field), None)


def _field_named(model: type[BaseModel], name: str | int) -> FieldInfo | None:
    return next((field for own, field in model.model_fields.items() if name in (own, field.alias)), None)


def _inner_model(field: FieldInfo | None) -> type[BaseModel] | None:
    def search(kind: object) -> type[BaseModel] | None:
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return kind
        return next((found for part in getattr(kind, "__args__", ()) if (found := search(part))), None)

    return search(field.annotation) if field else None
