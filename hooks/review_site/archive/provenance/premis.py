"""`premis.xml`: the files of the bundle, what was done to make them, and what did it (PREMIS 3.0)."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid5

from review_site.archive.inventory import Inventory
from review_site.archive.provenance.events import PROGRAM, Event
from review_site.archive.provenance.payload import Format, PayloadFile
from review_site.archive.provenance.xml_lines import DECLARATION, Element, render_attributes, render_lines
from review_site.archive.software import SOFTWARE

# Only ever used here, so that an event's identifier can be made again from what it tells (RFC 9562 §5.5).
_NAMESPACE = UUID("b1a7c9e4-2d36-5f18-8e57-0c4d9a6f3b21")
_SCHEMA = "http://www.loc.gov/premis/v3"
_ROOT = (
    ("xmlns:premis", _SCHEMA),
    ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ("xsi:schemaLocation", f"{_SCHEMA} https://www.loc.gov/standards/premis/premis.xsd"),
    ("version", "3.0"),
)
_EVENT_TYPES = (
    ("authority", "eventType"),
    ("authorityURI", "http://id.loc.gov/vocabulary/preservation/eventType"),
)
_ROLES = {"signature": "identified by signature", "extension": "identified by its name alone"}
_UNSAFE = re.compile(r"[%\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def write_premis(
    inventory: Inventory,
    name: str,
    instant: datetime,
    files: Sequence[PayloadFile],
    events: Sequence[Event],
    path: Path,
) -> None:
    """Write a PREMIS document (PREMIS 3.0): the site, the bundle and each file; the events; the programs.

    Every date is the instant of the capture, so that the same site gives the same bytes.

    Args:
        inventory: the captured site.
        name: the bag's.
        instant: the instant of the capture.
        files: the payload, sorted, without this document and whatever is written after it.
        events: what was done, in order.
        path: the file to write.

    Raises:
        OSError: when the file cannot be written.
    """
    date = instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write(f"{DECLARATION}<premis:premis{render_attributes(_ROOT)}>\n")
        for element in _elements(inventory, name, date, files, events):
            out.writelines(render_lines(element, 1))
        out.write("</premis:premis>\n")


def path_identifier(name: str) -> str:
    """Return a file's name in the bag as an identifier: what XML or a line cannot hold stands as `%0A` does."""
    return _UNSAFE.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "replace")), name)


def _elements(
    inventory: Inventory, name: str, date: str, files: Sequence[PayloadFile], events: Sequence[Event]
) -> Iterator[Element]:
    yield _object("intellectualEntity", "URI", inventory.url, _of("originalName", inventory.name))
    yield _object("representation", "bag", name, _related("represents", "URI", inventory.url))
    for file in files:
        yield _object(
            "file", "path", path_identifier(file.name), _characteristics(file), _related("is part of", "bag", name)
        )
    for number, event in enumerate(events):
        yield _event(number, event, name, date)
    for agent in sorted({PROGRAM, *(event.agent for event in events)}):
        yield _agent(agent)


def _of(name: str, *inner: "str | Element", attributes: tuple[tuple[str, str], ...] = ()) -> Element:
    """Return an element of PREMIS that holds either one text or elements."""
    text = " ".join(inner[0].split()) if inner and isinstance(inner[0], str) else None
    elements = tuple(one for one in inner if isinstance(one, Element))
    return Element(f"premis:{name}", elements if text is None else text, attributes)


def _object(category: str, kind: str, value: str, *inner: Element) -> Element:
    identifier = _of("objectIdentifier", *_named("objectIdentifier", kind, value))
    return _of("object", identifier, *inner, attributes=(("xsi:type", f"premis:{category}"),))


def _named(name: str, kind: str, value: str) -> tuple[Element, Element]:
    return _of(f"{name}Type", kind), Element(f"premis:{name}Value", value)


def _related(how: str, kind: str, value: str) -> Element:
    other = _of("relatedObjectIdentifier", *_named("relatedObjectIdentifier", kind, value))
    return _of("relationship", _of("relationshipType", "structural"), _of("relationshipSubType", how), other)


def _characteristics(file: PayloadFile) -> Element:
    digest = _of("fixity", _of("messageDigestAlgorithm", "SHA-256"), _of("messageDigest", file.sha256))
    return _of("objectCharacteristics", digest, _of("size", str(file.size)), _format(file.media_type, file.format))


def _format(media_type: str, known: Format | None) -> Element:
    if known is None or not known.puid:
        return _of("format", _of("formatDesignation", _of("formatName", media_type)))
    version = (_of("formatVersion", known.version),) if known.version else ()
    registry = _of(
        "formatRegistry",
        _of("formatRegistryName", "PRONOM"),
        _of("formatRegistryKey", known.puid),
        _of("formatRegistryRole", "specification"),
    )
    basis = _ROLES.get(known.basis, "identified by a reviewed table")
    designation = _of("formatDesignation", _of("formatName", known.name), *version)
    return _of("format", designation, registry, _of("formatNote", basis))


def _event(number: int, event: Event, name: str, date: str) -> Element:
    identifier = uuid5(_NAMESPACE, " ".join((name, date, str(number), event.kind, event.detail)))
    note = (_of("eventOutcomeDetail", _of("eventOutcomeDetailNote", event.note)),) if event.note else ()
    objects = [("path", path_identifier(file)) for file in event.files] or [("bag", name)]
    return _of(
        "event",
        _of("eventIdentifier", *_named("eventIdentifier", "UUID", str(identifier))),
        _of("eventType", event.kind, attributes=_EVENT_TYPES),
        _of("eventDateTime", date),
        _of("eventDetailInformation", _of("eventDetail", event.detail)),
        _of("eventOutcomeInformation", _of("eventOutcome", event.outcome), *note),
        _of(
            "linkingAgentIdentifier",
            *_named("linkingAgentIdentifier", "program", event.agent),
            _of("linkingAgentRole", "executing program"),
        ),
        *(_of("linkingObjectIdentifier", *_named("linkingObjectIdentifier", *one)) for one in objects),
    )


def _agent(agent: str) -> Element:
    version = (_of("agentVersion", SOFTWARE.rpartition(" ")[2]),) if agent == PROGRAM else ()
    identifier = _of("agentIdentifier", *_named("agentIdentifier", "program", agent))
    return _of("agent", identifier, _of("agentName", agent), _of("agentType", "software"), *version)
