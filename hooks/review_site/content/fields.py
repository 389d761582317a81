"""The types that fields are made of, and how a mistake in one is told."""

import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Self, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    StringConstraints,
    ValidationError,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import ErrorDetails, InitErrorDetails, PydanticCustomError

from review_site.addresses import (
    LONGEST_SLUG,
    SLUG,
    is_address,
    is_attachment,
    is_file_address,
    is_reserved,
    is_slug,
    slugify,
    without_look_alikes,
)
from review_site.content.explain import Loc, explain, misspelt
from review_site.content.outside_links import fault_of_outside
from review_site.content.source import Source
from review_site.content.when import DateError, When, parse_when
from review_site.problems import Problems

Fault = PydanticCustomError
_TAG = re.compile(r"tag:[\w.@-]+,\d{4}(?:-\d\d(?:-\d\d)?)?:[^\s<>\"{}|\\^`]+", re.ASCII)  # RFC 4151 §2.1
MAIL = re.compile(r"[^\s@<>]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}")
URL = re.compile(r"https?://[^\s<>\"/?#][^\s<>\"]*")


class Entry(BaseModel):
    """A valid, unchangeable value: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    @classmethod
    def faults(cls, data: Mapping[str, Any]) -> Iterable[Fault]:  # noqa: ARG003 - for those that have any
        """Give what is wrong between the fields of what was written; it is told beside what is wrong in each."""
        return ()

    @model_validator(mode="wrap")
    @classmethod
    def _hold_together(cls, data: Any, validate: ModelWrapValidatorHandler[Self]) -> Self:
        faults = [_error(fault) for fault in cls.faults(data)] if isinstance(data, dict) else []
        try:
            entry = validate(data)
        except ValidationError as error:
            faults = [*map(_error_again, error.errors(include_url=False)), *faults]
        if faults:
            raise ValidationError.from_exception_data(cls.__name__, faults)
        return entry


def wrong(what: str, mend: str, *, at: Loc = (), without: str | None = None) -> Fault:
    """Return the error for a value that only its field, or the entry as a whole, knows to be wrong.

    An entry names the field `at` which the mistake is told, and the one `without` which it is none.
    """
    return PydanticCustomError("wrong", "{what}", {"what": what, "mend": mend, "at": at, "without": without})


def date_in(data: Mapping[str, Any], name: str) -> When | None:
    """Return the date of a field as it was written; None where there is none that can be read."""
    try:
        return _read_when(data[name]) if data.get(name) else None
    except PydanticCustomError:
        return None


def is_true(data: Mapping[str, Any], name: str) -> bool:
    """Tell whether a field was written as true."""
    return data.get(name) in (True, "true")


def groups_in(data: Mapping[str, Any], name: str) -> list[tuple[int, Mapping[str, Any]]]:
    """Return the groups of fields in a list, as they were written, with their places from 0."""
    value = data.get(name)
    groups = enumerate(value if isinstance(value, list | tuple) else ())
    return [(index, group) for index, group in groups if isinstance(group, Mapping)]


def _error(fault: Fault) -> InitErrorDetails:
    return InitErrorDetails(type=fault, input=None)


def _error_again(details: ErrorDetails) -> InitErrorDetails:
    """Return an error that a model has told, to be told once more beside others."""
    context = details.get("ctx", {})
    kind: str | Fault = details["type"]
    if kind == "wrong":
        kind = PydanticCustomError("wrong", "{what}", context)
    return InitErrorDetails(type=kind, loc=details["loc"], input=details["input"], ctx=context)


def _read_flag(value: object) -> object:
    if not isinstance(value, str):
        return value
    if value not in ("true", "false"):
        plain = {"yes": "true", "on": "true", "true": "true", "no": "false", "off": "false", "false": "false"}
        meant = plain.get(value.lower().strip("“”‘’ "), "true or false")
        raise wrong("is neither true nor false", f"write {meant}")
    return value == "true"


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
    if isinstance(value, str) and is_reserved(value):
        raise wrong(f"“{value}” is a name that Windows keeps for itself", "use another, such as the first words")
    if isinstance(value, str) and len(value) > LONGEST_SLUG:
        raise wrong(f"is a slug of more than {LONGEST_SLUG} letters", "use fewer words")
    if isinstance(value, str) and (deceit := without_look_alikes(value)):
        raise wrong(f"“{value}” {deceit[0]}", f"type it again in plain letters: {slugify(deceit[1])}")
    if isinstance(value, str) and not is_slug(value):
        raise wrong(
            f"“{value}” is not a slug",
            f"use lower-case letters, digits and hyphens: {slugify(value) or 'a-short-name'}",
        )
    return value


def _read_address(value: object) -> object:
    if isinstance(value, str) and not is_address(value):
        mend = "write it as /bridge-the-gap/, in lower-case letters, with a slash at both ends"
        raise wrong(f"“{value}” is not an address of this site", mend)
    return value


def _read_any_address(value: object) -> object:
    return value if isinstance(value, str) and is_attachment(value) else _read_address(value)


def _read_served(value: object) -> object:
    return value if isinstance(value, str) and is_file_address(value) else _read_address(value)


def _read_tag(value: object) -> object:
    if isinstance(value, str) and not _TAG.fullmatch(value):
        raise wrong(f"“{value}” is not a tag address", "keep the id that `review-site new` made: tag:host,date:name")
    return value


def _read_source(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(rf"review:/[^\s<>\"]*|{URL.pattern}", value):
        mend = "write a full address (https://…), or review:/page/ for the review's former website"
        raise wrong(f"“{value}” is not a source", mend)
    return _for_all(value)


def read_url(value: object) -> object:
    """Return a value that is a full address, or none of a field's own kind; any other text is told."""
    if isinstance(value, str) and not URL.fullmatch(value):
        raise wrong(f"“{value}” is not a full address", "write it as https://example.org/page")
    return _for_all(value)


def _for_all(value: object) -> object:
    fault = fault_of_outside(value) if isinstance(value, str) else None
    if fault:
        raise wrong(*fault)
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
AnyAddress = Annotated[str, BeforeValidator(_read_any_address)]
ServedAddress = Annotated[str, BeforeValidator(_read_served)]
TagUri = Annotated[str, BeforeValidator(_read_tag)]
Url = Annotated[str, BeforeValidator(read_url)]
Sources = Annotated[
    tuple[Annotated[str, BeforeValidator(_read_source)], ...],
    BeforeValidator(_as_list),
    Field(min_length=1),
    ONE_OR_MORE,
]
Number = Annotated[int, Field(ge=0, le=1_000_000)]
Flag = Annotated[bool, BeforeValidator(_read_flag)]


E = TypeVar("E", bound=Entry)
_MOST_MISTAKES = 1_000  # of one file: what each may be meant for takes its time


def read_entry(model: type[E], source: Source, problems: Problems) -> E | None:
    """Validate the data of a source against its model; None, with a problem for each mistake, when it is not valid."""
    try:
        return model.model_validate(source.data)
    except ValidationError as error:
        found = error.errors(include_url=False)
        if len(found) > _MOST_MISTAKES:
            what = f"has {len(found):,} mistakes, of which the first {_MOST_MISTAKES:,} are told"
            problems.add(source.path, "file", what, "mend those first", line=1)
            del found[_MOST_MISTAKES:]
        meant = {misspelt(details, model) for details in found}
        for details in found:
            key = (*details["loc"], *details.get("ctx", {}).get("at", ()))
            if not _is_told(details, key, source, meant):
                problems.add(source.path, field_name(key), *explain(details, model), line=source.line(key))
        return None


def _is_told(details: ErrorDetails, key: Loc, source: Source, meant: set[Loc | None]) -> bool:
    """Tell whether a mistake follows from another that is told: a row that was lost, a misspelt name, a faulty part."""
    without = details.get("ctx", {}).get("without")
    if without is not None:
        return source.is_lost(without) or (*key[:-1], without) in meant
    if source.is_unread(key):
        return True
    if details["type"] == "missing":
        return source.is_lost(key[-1]) or key in meant
    return details["type"] == "too_short" and isinstance(details["input"], list) and bool(details["input"])


def field_name(key: Loc) -> str:
    """Return the name of a field as messages give it: `results.1.page`, counting from 1."""
    parts = (str(part + 1) if isinstance(part, int) else part for part in key if part != "[key]")
    return ".".join(parts) or "front matter"
