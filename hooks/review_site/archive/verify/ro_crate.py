"""Whether the RO-Crate describes each file of the payload once and rightly (RO-Crate 1.2)."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote

from review_site.archive.verify.bundle_facts import BundleFacts
from review_site.archive.verify.fault import stop
from review_site.archive.verify.text import parse_json_object
from review_site.problems import Problems

_ITSELF = "ro-crate-metadata.json"
_VERSION = "https://w3id.org/ro/crate/1.2"
_PRONOM = "https://www.nationalarchives.gov.uk/PRONOM/"
_LIMIT = 1 << 28
_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9][a-z0-9.+-]*")
_AGAIN = "make the bundle again"
_Entity = dict[str, object]


def verify_ro_crate(path: Path, name: str, facts: BundleFacts, puids: Mapping[str, str], problems: Problems) -> None:
    """Hold `ro-crate-metadata.json` against the bundle.

    Checks the descriptor and the root with what they must have; that each file of the payload but this one is described
    once, with its size, SHA-256 and format, and no other; that files and folders are reached from the root; and that
    whatever is linked to inside the document is there.

    Args:
        path: the document.
        name: its name in the bundle.
        facts: what the bundle was found to hold.
        puids: the PRONOM identifier that PREMIS tells of each file.
        problems: gathers what is wrong.

    Raises:
        FaultError: when it is not JSON, or no graph of entities.
        OSError: when the file cannot be read.
    """
    if path.stat().st_size > _LIMIT:
        stop("size", f"is larger than {_LIMIT} bytes")
    content = path.read_bytes()
    if not content.endswith(b"}\n"):
        problems.add(name, "json", "does not end with its last brace and one line end", _AGAIN)
    document = parse_json_object(content, "json")
    graph = document.get("@graph")
    if document.get("@context") != f"{_VERSION}/context" or not isinstance(graph, list):
        stop("@context", "or @graph is not that of an RO-Crate 1.2")
    crate = _Crate(facts, name, problems)
    for number, entity in enumerate(graph):
        crate.note(number, entity)
    crate.verify_root()
    crate.verify_files(puids)
    crate.verify_links()


class _Crate:
    """The entities of a crate by their identifier, and what is wrong with them."""

    def __init__(self, facts: BundleFacts, name: str, problems: Problems) -> None:
        self._facts, self._name, self._problems = facts, name, problems
        self._entities: dict[str, _Entity] = {}

    def note(self, number: int, entity: object) -> None:
        identifier = entity.get("@id") if isinstance(entity, dict) else None
        if not isinstance(entity, dict) or not isinstance(identifier, str) or not entity.get("@type"):
            self._add(f"@graph.{number}", "is no entity with an @id and a @type")
        elif identifier in self._entities:
            self._add(identifier, "stands twice", "describe each thing once")
        else:
            self._entities[identifier] = entity

    def verify_root(self) -> None:
        descriptor, root = self._entities.get(_ITSELF, {}), self._entities.get("./", {})
        if descriptor.get("conformsTo") != {"@id": _VERSION} or descriptor.get("about") != {"@id": "./"}:
            self._add(_ITSELF, "is not the descriptor of an RO-Crate 1.2", f"write about and conformsTo ({_VERSION})")
        for key in ("name", "description"):
            if not isinstance(root.get(key), str) or not root[key]:
                self._add("./", f"has no {key}", "give it a value")
        main = f"data/{unquote(str(_target(root.get('mainEntity'))))}"
        if main not in self._facts.files or not main.endswith(".warc.gz"):
            self._add("./", "has a mainEntity that is not the WARC", "name the WARC")
        date = root.get("datePublished")
        if date not in self._facts.dates:
            self._add("./", f"has datePublished {str(date)[:40]}", "write the instant of the capture")
        licence = self._entities.get(str(_target(root.get("license"))), {})
        if not licence.get("name") or not licence.get("description"):
            self._add("./", "has no license that is described", "say what is known, or that nothing is")
        bag = self._entities.get(str(_target(root.get("identifier"))), {}).get("value")
        if root.get("@type") != "Dataset" or bag != self._facts.bag:
            self._add("./", f"is not the dataset of the bag {self._facts.bag}")
        if _target(root.get("about")) != self._facts.site:
            self._add("./", f"is about {str(_target(root.get('about')))[:200]}", f"the site is {self._facts.site}")

    def verify_files(self, puids: Mapping[str, str]) -> None:
        payload = {name.removeprefix("data/"): one for name, one in self._facts.payload().items()}
        payload.pop(_ITSELF, None)
        described = set()
        for identifier, entity in self._entities.items():
            if entity["@type"] != "File":
                continue
            file = unquote(identifier)
            if file not in payload or file in described:
                self._add(identifier, "is no file of the payload, or is described twice", "describe each file once")
                continue
            described.add(file)
            expected = {"contentSize": str(payload[file].size), "sha256": payload[file].sha256}
            for key, value in expected.items():
                if entity.get(key) != value:
                    self._add(identifier, f"has {key} {str(entity.get(key))[:80]}", f"the bag has {value}")
            self._verify_format(identifier, entity.get("encodingFormat"), puids.get(f"data/{file}"))
        for file in sorted(payload.keys() - described):
            self._add(file, "is not described", "describe each file of the payload once")

    def _verify_format(self, identifier: str, told: object, puid: str | None) -> None:
        media_type, *links = told if isinstance(told, list) else [told]
        if not isinstance(media_type, str) or not _MEDIA_TYPE.fullmatch(media_type) or len(links) > 1:
            self._add(
                identifier, "has no encodingFormat that is a media type", "write a media type, then PRONOM's page"
            )
        found = str(_target(links[0])) if links else ""
        if puid is not None and found != (_PRONOM + puid if puid else ""):
            self._add(identifier, f"has the format “{found[:80]}”", f"PREMIS says {puid or 'that none was identified'}")

    def verify_links(self) -> None:
        folders = {
            f"{'/'.join(steps[:depth])}/"
            for steps in (name.split("/")[1:] for name in self._facts.payload())
            for depth in range(1, len(steps))
        }
        waiting, reached = ["./"], {"./"}
        while waiting:
            for part in _targets(self._entities.get(waiting.pop(), {}).get("hasPart")):
                if part not in reached:
                    reached.add(part)
                    waiting.append(part)
        for identifier, entity in self._entities.items():
            if entity["@type"] in ("File", "Dataset") and identifier not in reached:
                self._add(identifier, "is not reached from the root", "link to it by hasPart")
            if entity["@type"] == "Dataset" and identifier != "./" and unquote(identifier) not in folders:
                self._add(identifier, "is no folder of the payload", "describe folders that are there")
            for target in (target for value in entity.values() for target in _targets(value)):
                if target not in self._entities and target != _VERSION:
                    self._add(identifier, f"links to {target[:200]}, which is not described", "describe it")

    def _add(self, field: str, what: str, mend: str = _AGAIN) -> None:
        self._problems.add(self._name, field, what, mend)


def _targets(value: object) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        target = _target(one)
        if target is not None:
            yield target


def _target(value: object) -> str | None:
    """Return where a link leads, None for what is no link."""
    target = value.get("@id") if isinstance(value, dict) else None
    return target if isinstance(target, str) else None
