"""Contacts that the register does not name → problems, with no contact in full: messages are kept in public."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from review_site.contacts import same_contact, veiled
from review_site.content.library import Library
from review_site.content.parts import Way
from review_site.lifecycle.documents import files_held_back
from review_site.lifecycle.due import everything
from review_site.privacy.scan import Said, scan_files
from review_site.privacy.sources import Held, held_in_document, held_in_texts, users_of_documents
from review_site.problems import Level, Problem

CACHE = ".cache/contacts"
_LEAST = 4  # documents: a PDF takes some 400 ms, one that was read before hardly any
_MEND = "take it out, or name it under public_contacts in {} and say why it may be published"
_READABLE = "save it again without a password, so that it can be read, and looked through for contacts of people"


def check_sources(library: Library, instant: datetime, project: Path) -> list[Problem]:
    """Return each contact that may belong to a person in what people wrote and is published or ready to be.

    What a draft holds is something to do; a document whose words cannot be read is advice.

    Args:
        library: the whole of it, whose register says which contacts may stand there.
        instant: in London; what was withdrawn by then is not published any more.
        project: the folder of the project.

    Raises:
        OSError: when a file cannot be read.
    """
    seen = everything(library, instant)
    named = set(named_contacts(library))
    users, held_back = users_of_documents(seen), files_held_back(library, seen)
    drafts = {name: all(of.values()) for name, of in users.items() if name not in held_back}
    unread, held = look_through(drafts, library.attachments, library.folder, project)
    held += held_in_texts(seen, instant, project)
    return [*unread, *tell_held((one for one in held if one.same not in named), library.register_path)]


def look_through(
    drafts: Mapping[str, bool], attachments: Mapping[str, Path], folder: str, project: Path
) -> tuple[list[Problem], list[Held]]:
    """Return which documents cannot be read, as advice, and the contacts in the others.

    `drafts` names those that are looked through, and whether drafts alone use them; `attachments` are the files.
    """
    unread, held = list[Problem](), list[Held]()
    files = [attachments[name] for name in drafts]
    for said in scan_files(files, project / folder / "attachments", project / CACHE, least=_LEAST):
        path = f"{folder}/attachments/{said.file}"
        unread += tell_unreadable(said, path)
        contacts = {same_contact(contact): contact for contact in said.contacts}
        held += held_in_document(path, attachments[said.file], contacts, draft=drafts[said.file])
    return unread, held


def named_contacts(library: Library) -> Iterator[str]:
    """Give the contacts that the register, and the calls, name as such: what all ways to write each have in common."""
    review = library.review
    yield same_contact(review.contact.email)
    yield from (same_contact(one.contact) for one in review.public_contacts)
    for line in review.support_lines:
        yield from map(same_contact, filter(None, (line.phone, line.text, line.email)))
    yield from _of_ways(review.legal.feedback.ways)
    for call in library.calls.values():
        yield from _of_ways(call.entry.ways)


def tell_held(held: Iterable[Held], register: str) -> list[Problem]:
    """Return a problem for each contact in a file, once for each line; `register` is the path of the register."""
    once = {(one.path, one.line, one.same): one for one in held}
    return [tell_contact(one.contact, one.path, one.line, register, draft=one.draft) for one in once.values()]


def tell_contact(
    contact: str, path: str, line: int | None, register: str, more: str = "", *, draft: bool = False
) -> Problem:
    """Return what is told of a contact in a file, with `more` words on where else it stands."""
    kind = "a mail address" if "@" in contact else "a telephone number"
    what = f"has {kind} that may be a person’s ({veiled(contact)}){more}"
    level: Level = "to do" if draft else "problem"
    return Problem(path=path, line=line, field="contact", what=what, mend=_MEND.format(register), level=level)


def tell_unreadable(said: Said, path: str) -> Iterator[Problem]:
    """Give, as advice, that a document cannot be looked through."""
    if said.unreadable:
        yield Problem(path=path, field="file", what=said.unreadable, mend=_READABLE, level="advice")


def _of_ways(ways: Iterable[Way]) -> Iterator[str]:
    return (same_contact(way.at) for way in ways if way.at and way.by in {"email", "telephone"})
