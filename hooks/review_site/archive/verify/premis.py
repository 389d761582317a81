"""Whether the PREMIS document says of each file, and of what was done, what the bundle shows (PREMIS 3.0)."""

import re
from pathlib import Path
from urllib.parse import unquote

from review_site.archive.verify.bundle_facts import BundleFacts
from review_site.archive.verify.fault import stop
from review_site.archive.verify.premis_events import EventChecks
from review_site.archive.verify.xml_document import Node, read_children
from review_site.problems import Problems

_P = "{http://www.loc.gov/premis/v3}"
_KIND = "{http://www.w3.org/2001/XMLSchema-instance}type"
_PUID = re.compile(r"(x-)?fmt/[1-9]\d*")
_ITSELF = ("data/provenance/premis.xml", "data/ro-crate-metadata.json")
_ORDER = {"object": 0, "event": 1, "agent": 2}
_AGAIN = "make the bundle again"


def verify_premis(path: Path, name: str, facts: BundleFacts, problems: Problems) -> dict[str, str]:
    """Hold `premis.xml` against the bundle, and return the PRONOM identifier of each file, empty where it tells none.

    Checks that each file of the payload but this document and the crate's is described once, with its size and SHA-256,
    and no other; that the site and the bag are named as they are; that each event is of a known type, of the capture's
    date, by a program that is named and about files that are there, that its counts are right, that no event of every
    bundle is missing; and what it says of the sources.

    Args:
        path: the document.
        name: its name in the bundle.
        facts: what the bundle was found to hold.
        problems: gathers what is wrong.

    Raises:
        FaultError: when it is not well formed, or has a document type.
        OSError: when the file cannot be read.
    """
    objects, events = _Objects(facts, name, problems), EventChecks(facts, name, problems)
    last = 0
    for element, root in read_children(path, f"{_P}premis"):
        kind = element.name.removeprefix(_P)
        if root.get("version") != "3.0":
            stop("version", "is not 3.0", "write PREMIS 3.0")
        if kind not in _ORDER or _ORDER[kind] < last:
            problems.add(name, kind, "does not stand where it should", "write objects, events, then agents")
            continue
        last = _ORDER[kind]
        if kind == "object":
            objects.note(element)
        elif kind == "event":
            events.note(element)
        else:
            events.note_agent(element)
    objects.tell()
    events.tell(objects.puids)
    return objects.puids


class _Objects:
    """Notes each object, and tells at the end what is not described."""

    def __init__(self, facts: BundleFacts, name: str, problems: Problems) -> None:
        self.puids: dict[str, str] = {}
        self._facts, self._name, self._problems = facts, name, problems
        self._payload = {file: one for file, one in facts.payload().items() if file not in _ITSELF}
        self._wholes: list[tuple[str, str, str]] = []

    def note(self, element: Node) -> None:
        """Check one object."""
        identifiers = element.all(f"{_P}objectIdentifier")
        named = identifiers[0] if len(identifiers) == 1 else element
        kind, value = (named.text_at(f"{_P}objectIdentifier{part}") for part in ("Type", "Value"))
        category = element.attributes.get(_KIND, "").removeprefix("premis:")
        if category != "file":
            self._wholes.append((category, kind, value))
            return
        file = unquote(value, errors="strict") if kind == "path" else ""
        if file not in self._payload or file in self.puids:
            self._add("object", f"“{value[:200]}” is no file of the payload, or is described twice")
            return
        self._verify_file(file, element)

    def _verify_file(self, file: str, element: Node) -> None:
        fixity = self._payload[file]
        if len(list(element.every(f"{_P}fixity"))) != 1 or len(list(element.every(f"{_P}format"))) != 1:
            self._add(f"object {file}", "does not have one fixity and one format")
        for path, value in (
            (("size",), str(fixity.size)),
            (("fixity", "messageDigestAlgorithm"), "SHA-256"),
            (("fixity", "messageDigest"), fixity.sha256),
        ):
            found = element.text_at(f"{_P}objectCharacteristics", *(f"{_P}{step}" for step in path))
            if found != value:
                self._add(f"{path[-1]} of {file}", f"is {found[:80]}", f"the bag has {value}")
        self.puids[file] = self._puid(file, element)
        related = element.text_at(
            f"{_P}relationship", f"{_P}relatedObjectIdentifier", f"{_P}relatedObjectIdentifierValue"
        )
        if related != self._facts.bag:
            self._add(f"relationship of {file}", f"names “{related[:80]}”", f"the bag is {self._facts.bag}")

    def _puid(self, file: str, element: Node) -> str:
        format_ = (f"{_P}objectCharacteristics", f"{_P}format")
        if not element.text_at(*format_, f"{_P}formatDesignation", f"{_P}formatName").strip():
            self._add(f"format of {file}", "has no name")
        if not any(element.every(f"{_P}formatRegistry")):
            return ""
        registry, puid = (
            element.text_at(*format_, f"{_P}formatRegistry", f"{_P}formatRegistry{part}") for part in ("Name", "Key")
        )
        if registry != "PRONOM" or not _PUID.fullmatch(puid):
            self._add(f"format of {file}", f"names “{puid[:40]}”", "write an identifier of PRONOM")
        if not element.text_at(*format_, f"{_P}formatNote"):
            self._add(f"format of {file}", "does not say how it was identified")
        return puid

    def tell(self) -> None:
        expected = [("intellectualEntity", "URI", self._facts.site), ("representation", "bag", self._facts.bag)]
        if self._wholes != expected:
            shown = ", ".join(" ".join(whole)[:200] for whole in self._wholes[:5]) or "none"
            self._add(
                "object", f"for the site and the bag: {shown}", f"name {self._facts.site}, then {self._facts.bag}"
            )
        for file in sorted(self._payload.keys() - self.puids.keys()):
            self._add("object", f"{file} is not described", "describe each file of the payload once")

    def _add(self, field: str, what: str, mend: str = _AGAIN) -> None:
        self._problems.add(self._name, field, what, mend)
