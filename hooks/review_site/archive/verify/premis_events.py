"""Whether the events of a PREMIS document fit the bundle: their types, dates, programs, files and counts."""

import re
from collections.abc import Mapping
from urllib.parse import unquote

from review_site.archive.verify.bundle_facts import BundleFacts
from review_site.archive.verify.xml_document import Node
from review_site.problems import Problems

_P = "{http://www.loc.gov/premis/v3}"
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SOURCES = "data/provenance/sources.bundle"
# Terms of the Library of Congress' list that a bundle's maker may use; what an archive does is the archive's to say.
_TYPES = {
    *("capture", "creation", "format identification", "information package creation", "message digest calculation"),
    *("validation", "fixity check"),
}
_ALWAYS = _TYPES - {"validation", "fixity check"}
_AGAIN = "make the bundle again"


class EventChecks:
    """Notes each event and program, and tells at the end what is missing or names nothing."""

    def __init__(self, facts: BundleFacts, name: str, problems: Problems) -> None:
        self._facts, self._name, self._problems = facts, name, problems
        self._identifiers: set[str] = set()
        self._types: set[str] = set()
        self._used: set[str] = set()
        self._agents: list[str] = []
        self._notes: dict[str, str] = {}
        self._sources: list[tuple[str, str]] = []

    def note(self, event: Node) -> None:
        """Check one event."""
        identifier = event.text_at(f"{_P}eventIdentifier", f"{_P}eventIdentifierValue")
        field = f"event {identifier[:36]}"
        if not _UUID.fullmatch(identifier) or identifier in self._identifiers:
            self._add(field, "has an identifier that is none, or stands twice")
        self._identifiers.add(identifier)
        kind, date = event.text_at(f"{_P}eventType"), event.text_at(f"{_P}eventDateTime")
        if kind not in _TYPES:
            self._add(field, f"is of type “{kind[:80]}”", f"write one of: {', '.join(sorted(_TYPES))}")
        if date not in self._facts.dates:
            self._add(field, f"is of {date[:40]}", "write the instant of the capture")
        self._types.add(kind)
        detail, outcome, note = (
            next((node.text for node in event.every(f"{_P}{name}")), "")
            for name in ("eventDetail", "eventOutcome", "eventOutcomeDetailNote")
        )
        if not detail or not outcome:
            self._add(field, "does not say what was done, or what came of it")
        self._used.add(event.text_at(f"{_P}linkingAgentIdentifier", f"{_P}linkingAgentIdentifierValue"))
        linked = self._linked(event, field)
        self._notes.setdefault(kind, note)
        if _SOURCES in linked or outcome == "none":
            self._sources.append((outcome, detail))

    def _linked(self, event: Node, field: str) -> set[str]:
        """Return what an event is about, by name in the bag; the bag as a whole is nothing of it."""
        linked = set()
        for one in event.all(f"{_P}linkingObjectIdentifier"):
            kind, value = (one.text_at(f"{_P}linkingObjectIdentifier{part}") for part in ("Type", "Value"))
            if kind == "path":
                linked.add(unquote(value))
            elif (kind, value) != ("bag", self._facts.bag):
                self._add(field, f"is about “{value[:200]}”", f"the bag is {self._facts.bag}")
        for file in sorted(linked - self._facts.files.keys()):
            self._add(field, f"is about “{file[:200]}”, which is not there")
        return linked

    def note_agent(self, agent: Node) -> None:
        """Note one program."""
        self._agents.append(agent.text_at(f"{_P}agentIdentifier", f"{_P}agentIdentifierValue"))
        if agent.text_at(f"{_P}agentType") != "software" or not agent.text_at(f"{_P}agentName"):
            self._add("agent", f"“{self._agents[-1][:80]}” is not a program with a name")

    def tell(self, puids: Mapping[str, str]) -> None:
        """Tell what only the whole list shows; `puids` is what was told of each file."""
        for kind in sorted(_ALWAYS - self._types):
            self._add("event", f"of type {kind} is missing")
        if sorted(self._used) != sorted(self._agents):
            named, used = ", ".join(self._agents)[:200], ", ".join(sorted(self._used))[:200]
            self._add("agent", f"those named are {named or 'none'}, those of the events {used or 'none'}")
        size = sum(self._facts.files[file].size for file in puids)
        expected = {
            "capture": f"{self._facts.addresses} addresses.",
            "format identification": f"{sum(map(bool, puids.values()))} of {len(puids)} files have an identifier.",
            "message digest calculation": f"{len(puids)} files, {size} bytes.",
        }
        for kind, note in expected.items():
            if self._notes.get(kind, note) != note:
                self._add(f"event {kind}", f"tells “{self._notes[kind][:80]}”", f"the bundle has “{note}”")
        self._tell_sources()

    def _tell_sources(self) -> None:
        sources = self._facts.sources
        if len(self._sources) != 1:
            self._add("event", f"about the sources is there {len(self._sources)} times", "write it once")
        elif sources is None:
            if _SOURCES in self._facts.files:
                return  # what is wrong with it is told with it
            if self._sources[0][0] != "none":
                self._add("event", f"says that {_SOURCES} was made, and it is not there")
        else:
            form, (outcome, detail) = "snapshot" if sources.snapshot_of() else "history", self._sources[0]
            if outcome != form or f"commit {sources.commit()}" not in detail:
                self._add(
                    "event", f"about the sources tells “{outcome[:40]}”", f"it is the {form} of {sources.commit()}"
                )

    def _add(self, field: str, what: str, mend: str = _AGAIN) -> None:
        self._problems.add(self._name, field, what, mend)
