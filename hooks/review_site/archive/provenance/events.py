"""What was done to make a bundle, as PREMIS tells events."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from review_site.archive.inventory import Inventory
from review_site.archive.provenance.payload import PayloadFile
from review_site.archive.provenance.sources import Sources
from review_site.archive.software import SOFTWARE

SOURCES = "data/provenance/sources.bundle"
PROGRAM = SOFTWARE.rpartition(" ")[0]
_SHOWN = 50  # of the files that had changed

Kind = Literal[
    "capture",
    "creation",
    "format identification",
    "information package creation",
    "message digest calculation",
    "validation",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that was done: `kind` is a term of the Library of Congress' list of event types.

    `detail` says what was done, `outcome` in a word what came of it and `note` in a sentence; `files` are the names in
    the bag that it concerns, empty where it concerns the bundle as a whole; `agent` is the program that did it.
    """

    kind: Kind
    detail: str
    outcome: str = "success"
    note: str = ""
    files: tuple[str, ...] = ()
    agent: str = PROGRAM


def list_events(inventory: Inventory, files: Sequence[PayloadFile], sources: Sources) -> Iterator[Event]:
    """Give the events of every bundle, in the order in which they happened.

    That an archive takes the bundle in is the archive's own event, and is not among them.
    """
    if inventory.as_at:
        yield Event(kind="creation", detail="The pages of the site were built from its sources.", note=_commit(sources))
    yield Event(
        kind="capture",
        detail=(
            "Each address of the finished folder was requested once from a web server on the same machine, "
            "not from the public host, and request and response were recorded."
        ),
        note=f"{len(inventory.resources)} addresses.",
        files=tuple(file.name for file in files if file.name.endswith(".warc.gz")),
    )
    yield _of_sources(sources)
    known = sum(1 for file in files if file.format and file.format.puid)
    yield Event(
        kind="format identification",
        detail="Formats were identified against PRONOM. The note of each format says on which basis.",
        note=f"{known} of {len(files)} files have an identifier.",
    )
    yield Event(
        kind="message digest calculation",
        detail="The SHA-256 of each file was calculated.",
        note=f"{len(files)} files, {sum(file.size for file in files)} bytes.",
    )
    yield Event(kind="information package creation", detail="The files were put into a bag (BagIt 1.0, RFC 8493).")


def _of_sources(sources: Sources) -> Event:
    if sources.form == "none":
        detail = f"No bundle of the sources was made: {sources.why}."
        return Event(kind="creation", detail=detail, outcome="none")
    held = (
        f"the history that leads to commit {sources.commit}"
        if sources.form == "history"
        else f"the files of commit {sources.commit} alone, as the new commit {sources.tip}"
    )
    why = f" The history is not in it: {sources.why}." if sources.why else ""
    detail = f"The sources were put into a git bundle: {held}, written {sources.author_date}.{why}"
    return Event(kind="creation", detail=detail, outcome=sources.form, note=_changed(sources), files=(SOURCES,))


def _commit(sources: Sources) -> str:
    if not sources.commit:
        return f"Nothing is known of the commits of its sources: {sources.why}."
    return f"Its sources stood at commit {sources.commit} when the bundle was made."


def _changed(sources: Sources) -> str:
    """Say which files of the work tree were no longer what the bundle holds."""
    if not sources.changed:
        return "The files on disk were those of the commit."
    more = len(sources.changed) - _SHOWN
    shown = ", ".join(sources.changed[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
    return f"The sources in the bundle are those of the commit. These files on disk differed from it: {shown}."
