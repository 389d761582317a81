"""The types that fields are made of, and how a mistake in one is told."""

import re
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError, WithJsonSchema
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails, PydanticCustomError

from review_site.addresses import SLUG, is_address, is_slug, slugify
from review_site.content.source import Source
from review_site.content.when import DateError, When, parse_when
from review_site.problems import Problems, did_you_mean


class Entry(BaseModel):
    """A valid, unchangeable value: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


def wrong(what: str, mend: str, *, field: str | None = None) -> PydanticCustomError:
    """Return the error for a value that only its field, or the entry as a whole, knows to be wrong.

    An entry names the `field` that the mistake is told at.
    """
    return PydanticCustomError("wrong", "{what}", {"what": what, "mend": mend, "field": field})


def _read_when(value: object) -> When:
    if isinstance(value, When):
        return value
    if not isinstance(value, str):
        raise wrong("is not a date", DateError("").mend)
    try:
        return parse_when(value)
    except DateError as error:
        raise wrong(str(error), error.mend) from None


def _read_slug(value: object) -> object:
    if isinstance(value, str) and not is_slug(value):
        raise wrong(
            f"“{value}” is not a slug",
            f"use lower-case letters, digits and hyphens: {slugify(value) or 'a-short-name'}",
        )
    return value


def _read_address(value: object) -> object:
    if isinstance(value, str) and not is_address(value):
        raise wrong(
            f"“{value}” is not an address of this site", "write it as /bridge-the-gap/, with a slash at both ends"
        )
    return value


def _read_tag(value: object) -> object:
    if isinstance(value, str) and not value.startswith("tag:"):
        raise wrong(f"“{value}” is not a tag address", "keep the id that `review-site new` made: tag:host,date:name")
    return value


def _read_source(value: object) -> object:
    if isinstance(value, str) and not value.startswith(("review:/", "https://", "http://")):
        mend = "write a full address (https://…), or review:/page/ for the review's former website"
        raise wrong(f"“{value}” is not a source", mend)
    return value


def _read_url(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(r"https?://[^\s<>\"]+", value):
        raise wrong(f"“{value}” is not a full address", "write it as https://example.org/page")
    return value


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


# An editor reads 2021 as a number, and a single value where several may stand as one.
_DATE_SCHEMA = WithJsonSchema({"type": ["string", "integer"]})
_SLUG_SCHEMA = WithJsonSchema({"type": "string", "pattern": f"^{SLUG.pattern}$"})
ONE_OR_MORE = WithJsonSchema(
    {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]}
)
Text = Annotated[str, StringConstraints(min_length=1)]
Count = Annotated[str, StringConstraints(min_length=1), WithJsonSchema({"type": ["string", "number"]})]
Date = Annotated[When, BeforeValidator(_read_when), _DATE_SCHEMA]
Slug = Annotated[str, BeforeValidator(_read_slug), _SLUG_SCHEMA]
Address = Annotated[str, BeforeValidator(_read_address)]
TagUri = Annotated[str, BeforeValidator(_read_tag)]
Url = Annotated[str, BeforeValidator(_read_url)]
Sources = Annotated[
    tuple[Annotated[str, BeforeValidator(_read_source)], ...],
    BeforeValidator(_as_list),
    Field(min_length=1),
    ONE_OR_MORE,
]
Number = Annotated[int, Field(ge=0)]


E = TypeVar("E", bound=Entry)


def read_entry(model: type[E], source: Source, problems: Problems) -> E | None:
    """Validate the data of a source against its model; None, with a problem for each mistake, when it is not valid."""
    try:
        return model.model_validate(source.data)
    except ValidationError as error:
        for details in error.errors():
            field = details.get("ctx", {}).get("field")
            key = (*details["loc"], field) if field else details["loc"]
            what, mend = _explain(details, model)
            problems.add(source.path, _field_name(key), what, mend, line=source.line(key))
        return None


def _field_name(key: tuple[str | int, ...]) -> str:
    parts = (str(part + 1) if isinstance(part, int) else part for part in key if part != "[key]")
    return ".".join(parts) or "front matter"


_OTHER_NAMES = {
    "author": "authors",
    "by": "authors",
    "categories": "topics",
    "category": "topics",
    "tags": "topics",
    "date": "published",
    "description": "summary",
    "excerpt": "summary",
    "draft": "status",
    "type": "kind",
    "permalink": "slug",
    "url": "slug",
}
_PLAIN: dict[str, tuple[str, str]] = {
    "model_type": ("is not a group of fields", "write its fields indented on the lines below"),
    "dict_type": ("is not a group of fields", "write its fields indented on the lines below"),
    "string_type": ("is not one text", "write a single value; put a text with a colon in quotation marks"),
    "bool_parsing": ("is neither true nor false", "write true or false"),
    "bool_type": ("is neither true nor false", "write true or false"),
    "int_parsing": ("is not a whole number", "write digits only"),
    "int_type": ("is not a whole number", "write digits only"),
    "greater_than_equal": ("is below nought", "write 0 or more"),
    "string_pattern_mismatch": ("is not in the right form", "write https://example.org/, with a slash at the end"),
}


def _explain(details: ErrorDetails, model: type[Entry]) -> tuple[str, str]:
    """Return what is wrong and what would be right, in plain words."""
    kind, context = details["type"], details.get("ctx", {})
    name = str(details["loc"][-1]) if details["loc"] else ""
    field = model.model_fields.get(name)
    help_text = (field.description if field else None) or ""
    match kind:
        case "wrong":
            return str(context["what"]), str(context["mend"])
        case "missing":
            return "is missing", f"add a line `{name}: …`" + (f": {help_text}" if help_text else "")
        case "extra_forbidden":
            return "there is no such field", _nearest_field(name, _known_fields(model, details["loc"]))
        case "literal_error":
            return f"“{details['input']}” is not allowed here", did_you_mean(str(details["input"]), _choices(context))
        case "string_too_short" | "too_short":
            return "is empty", help_text or "write a value, or delete the line"
        case "string_too_long":
            return f"is longer than {context['max_length']} characters", "shorten it"
        case "tuple_type":
            value = details["input"] if isinstance(details["input"], str) and details["input"] else "one, two"
            return "is not a list", f"write {name}: [{value}]"
    return _PLAIN.get(kind, (details["msg"], help_text or "see content/README.md"))


def _nearest_field(name: str, known: list[str]) -> str:
    """Return the mend for an unknown field: the one that is spelt alike, or the one that has another name elsewhere."""
    other_names = {other: field for other, field in _OTHER_NAMES.items() if field in known}
    meant = did_you_mean(name, [*known, *other_names]).removeprefix("did you mean ").removesuffix("?")
    return f"did you mean {other_names[meant]}?" if meant in other_names else did_you_mean(name, known)


def _choices(context: dict[str, Any]) -> list[str]:
    return re.findall(r"'([^']*)'", str(context["expected"]))


def _known_fields(model: type[BaseModel], key: tuple[str | int, ...]) -> list[str]:
    """Return the fields that exist where an unknown one stood."""
    here: type[BaseModel] = model
    for part in key[:-1]:
        field = here.model_fields.get(str(part))
        inner = _inner_model(field) if field else None
        here = inner or here
    return [field.alias or name for name, field in here.model_fields.items()]


def _inner_model(field: FieldInfo) -> type[BaseModel] | None:
    def search(kind: object) -> type[BaseModel] | None:
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return kind
        return next((found for part in getattr(kind, "__args__", ()) if (found := search(part))), None)

    return search(field.annotation)
