"""`dublin-core.xml`: the site in the terms of the Dublin Core (DCMI Metadata Terms)."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from review_site.archive.inventory import Inventory
from review_site.archive.provenance.rights import NOT_STATED, Rights
from review_site.archive.provenance.sources import Sources
from review_site.archive.provenance.xml_lines import DECLARATION, Element, render_lines

_NAMESPACES = (
    ("xmlns:dcterms", "http://purl.org/dc/terms/"),
    ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
)
_BAGIT = "https://www.rfc-editor.org/rfc/rfc8493"
_WARC = "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def render_dublin_core(
    inventory: Inventory, name: str, instant: datetime, sources: Sources, *, rights: Rights | None = None
) -> bytes:
    """Render what the inventory tells of the site as a whole, each value with its encoding scheme.

    Args:
        inventory: the captured site.
        name: the bag's.
        instant: the instant of the capture.
        sources: what became of the sources.
        rights: the terms of use; told as not stated where they are None.
    """
    terms = (
        Element(f"dcterms:{term}", text, _scheme(scheme)) for term, text, scheme in _terms(inventory, name, instant)
    )
    ends = _end_terms(sources, rights or NOT_STATED)
    end = (Element(f"dcterms:{term}", text, _scheme(scheme)) for term, text, scheme in ends)
    return (DECLARATION + "".join(render_lines(Element("metadata", (*terms, *end), _NAMESPACES)))).encode()


def _scheme(scheme: str) -> tuple[tuple[str, str], ...]:
    return (("xsi:type", f"dcterms:{scheme}"),) if scheme else ()


def _terms(inventory: Inventory, name: str, instant: datetime) -> Iterator[tuple[str, str, str]]:
    """Give term, value and encoding scheme (empty for plain text)."""
    yield "title", " ".join(inventory.name.split()), ""
    yield "identifier", inventory.url, "URI"
    yield "identifier", name, ""
    stage = f" at the stage “{inventory.stage}”" if inventory.stage else ""
    yield "description", f"The website {inventory.url}{stage}, as a web archive and as files.", ""
    if inventory.statement:
        yield "description", " ".join(inventory.statement.split()), ""
    if inventory.maintainer:
        yield "publisher", " ".join(inventory.maintainer.split()), ""
    yield "type", "Collection", "DCMIType"
    yield "created", instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), "W3CDTF"
    days = sorted(match[0] for one in inventory.resources if (match := _DAY.match(one.published or "")))
    if days:
        yield "temporal", f"start={days[0]}; end={days[-1]}; scheme=W3C-DTF", "Period"
    if inventory.language:
        yield "language", inventory.language, "RFC4646"
    yield "format", "application/warc", "IMT"
    size = sum(resource.size for resource in inventory.resources)
    yield "extent", f"{len(inventory.resources)} addresses, {size} bytes", ""
    yield "conformsTo", _BAGIT, "URI"
    yield "conformsTo", _WARC, "URI"


def _end_terms(sources: Sources, rights: Rights) -> Iterator[tuple[str, str, str]]:
    if sources.commit:
        written = f"commit {sources.commit}, written {sources.author_date}"
        yield "provenance", f"Its sources stood at {written}, when the bundle was made.", ""
    yield "rights", " ".join(rights.text.split()), ""
    if rights.url:
        yield "license", rights.url, "URI"
