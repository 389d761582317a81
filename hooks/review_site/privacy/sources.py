"""What people wrote → the contacts in it, each with its file and line, where it is published or to be published."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from review_site.content.described import files_of
from review_site.content.field_texts import texts_in
from review_site.content.library import Library
from review_site.content.models import Page
from review_site.content.report import root_of
from review_site.content.results import RESULTS
from review_site.content.shelf import Sourced
from review_site.content.source import Source, read_register
from review_site.content.written import RECOMMENDATIONS
from review_site.lifecycle.told import WORDS, as_told
from review_site.privacy.lines import Contacts, all_contacts, contacts_by_line
from review_site.problems import Problems

LEFT_OF_WITHDRAWN = ("title", "withdrawn")  # what is shown of an entry that was withdrawn
_TOLD = (*WORDS, "results")


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A contact in a file: `same` is what all ways to write it have in common; no line where the file has none."""

    path: str
    line: int | None
    same: str
    contact: str
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """What is published of a source: all, or of its fields those that are named and no text."""

    source: Source
    draft: bool
    fields: tuple[str, ...] | None = None
    has_text: bool = True


def held_in_texts(library: Library, instant: datetime, project: Path) -> Iterator[Held]:
    """Give each contact in the texts, front matter, registers and tables of a library, as it is seen at an instant."""
    for part in _parts(library, instant):
        yield from held_in_part(part, project)
    for path, draft, shown in _tables(library):
        yield from held_in_table(path, project, draft=draft, only=shown)
    for path in (library.register_path, f"{library.folder}/{RECOMMENDATIONS}", f"{library.folder}/{RESULTS}"):
        if contacts_by_line(_read(project / path), marked=True):
            source = read_register(project / path, path, Problems())
            draft = path.endswith(RECOMMENDATIONS) and _is_draft_report(library, _report_of(library))
            if source is not None:
                yield from held_in_part(Part(source, draft), project)


def held_in_table(path: str, project: Path, *, draft: bool, only: Iterable[str] | None = None) -> Iterator[Held]:
    """Give the contacts in a table, or those of `only` that are in it."""
    yield from _held(path, contacts_by_line(_read(project / path), marked=False), draft=draft, only=only)


def held_in_document(path: str, file: Path, contacts: Contacts, *, draft: bool = False) -> Iterator[Held]:
    """Give the contacts that were found in an attachment, on their lines where it is a text."""
    try:
        by_line = contacts_by_line(file.read_text(encoding="utf-8"), marked=False)
    except ValueError:
        by_line = {}
    yield from _held(path, by_line, draft=draft, only=contacts)
    placed = all_contacts(by_line)
    for same, contact in contacts.items():
        if same not in placed:
            yield Held(path=path, line=None, same=same, contact=contact, draft=draft)


def users_of_documents(library: Library) -> dict[str, dict[str, bool]]:
    """Return the attachments that are published or to be: of each name the paths that use it, True for each draft."""
    found: dict[str, dict[str, bool]] = {}
    for part in _entries(library) if library.attachments else ():
        for name in documents_in(part.source) if part.has_text else ():
            found.setdefault(name, {})[part.source.path] = part.draft
    for collection in library.submissions.values():
        draft = collection.source.is_draft
        for row in collection.rows:
            if row.file:
                found.setdefault(row.file, {}).update({collection.source.path: draft, collection.csv_path: draft})
    return {name: users for name, users in found.items() if name in library.attachments}


def documents_in(source: Source) -> Iterator[str]:
    """Give the names of the attachments that a text or its fields name."""
    files = (file.partition("/") for file in files_of(source))
    return (name for folder, _, name in files if folder == "attachments")


def _parts(library: Library, instant: datetime) -> Iterator[Part]:
    """Give all that is published of each file that has fields, beside the registers that stand alone."""
    yield from _entries(library)
    told: tuple[Mapping[str, Sourced[Any]], ...] = (library.pages, library.publications, library.calls)
    for one in (*library.posts, *(entry for shelf in told for entry in shelf.values())):
        copy = as_told(one, library, instant).source
        if copy.path != one.source.path:
            yield Part(copy, draft=False, fields=_TOLD)
    for collection in library.submissions.values():
        yield Part(collection.source, collection.source.is_draft)
    for name, report in library.reports.items():
        if not _is_gone(library.pages.get(root_of(name))):
            yield Part(report.source, _is_draft_report(library, name))
    for name, exhibits in library.exhibits.items():
        if not _is_gone(library.pages.get(root_of(name))):
            yield from (Part(one.source, _is_draft_report(library, name)) for one in exhibits.values())


def _entries(library: Library) -> Iterator[Part]:
    """Give what is published of each entry: of one that was withdrawn, no text."""
    gone_ones: tuple[Sourced[Any], ...] = (*library.withdrawn, *library.withdrawn_works.values())
    for one in gone_ones:
        yield Part(one.source, draft=False, fields=LEFT_OF_WITHDRAWN, has_text=False)
    for page in library.pages.values():
        gone = _is_gone(page)
        yield Part(page.source, page.source.is_draft, LEFT_OF_WITHDRAWN if gone else None, has_text=not gone)
    others: tuple[Sourced[Any], ...] = (*library.posts, *library.calls.values(), *library.events)
    for one in (*others, *library.publications.values()):
        yield Part(one.source, one.source.is_draft)


def _tables(library: Library) -> Iterator[tuple[str, bool, Contacts | None]]:
    """Give the paths of the tables that are published, whether a draft's, and the contacts shown where not all is."""
    for collection in library.submissions.values():
        yield collection.csv_path, collection.source.is_draft, None
    for name, exhibits in library.exhibits.items():
        if not _is_gone(library.pages.get(root_of(name))):
            for one in exhibits.values():
                shown = None if one.is_whole else all_contacts(contacts_by_line(one.words, marked=False))
                yield one.csv, _is_draft_report(library, name), shown


def held_in_part(part: Part, project: Path) -> Iterator[Held]:
    """Give the contacts in what is published of a source, fields and text."""
    source = part.source
    data = source.data if part.fields is None else {key: source.data[key] for key in part.fields if key in source.data}
    yield from _held_in_fields(source, data, part, project)
    if part.has_text and source.body:
        found = contacts_by_line(source.body, marked=True)
        by_line = {source.body_line + at - 1: contacts for at, contacts in found.items()}
        yield from _held(source.path, by_line, draft=part.draft)


def _held_in_fields(source: Source, data: Mapping[str, Any], part: Part, project: Path) -> Iterator[Held]:
    """Give the contacts in fields, on the lines on which they stand: a comment beside them is not published."""
    by_line: dict[int, Contacts] = {}
    for key, words in texts_in(data):
        if found := all_contacts(contacts_by_line(words, marked=True)):
            by_line.setdefault(source.line(key), {}).update(found)
    if not by_line:
        return
    fields = all_contacts(by_line)
    text = _read(project / source.path).split("\n")
    text = text[: source.body_line - 1] if source.body_line > 1 else text
    rows = "\n".join("" if row.lstrip().startswith("#") else row for row in text)
    written = contacts_by_line(rows, marked=True)
    yield from _held(source.path, written, draft=part.draft, only=fields)
    placed = all_contacts(written)
    lost = {line: {one: way for one, way in found.items() if one not in placed} for line, found in by_line.items()}
    yield from _held(source.path, lost, draft=part.draft)


def _held(
    path: str, by_line: Mapping[int, Contacts], *, draft: bool, only: Iterable[str] | None = None
) -> Iterator[Held]:
    for line, contacts in by_line.items():
        for same, contact in contacts.items():
            if only is None or same in only:
                yield Held(path=path, line=line, same=same, contact=contact, draft=draft)


def _read(file: Path) -> str:
    """Return a text that was read before; nothing where somebody took it away since, or nobody knows where it lies."""
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _is_gone(page: Sourced[Page] | None) -> bool:
    """Tell whether a page was withdrawn by the instant of its library, which left it no text."""
    return page is not None and page.entry.withdrawn is not None and not page.source.body


def _report_of(library: Library) -> str:
    return library.recommendations.report if library.recommendations else ""


def _is_draft_report(library: Library, name: str) -> bool:
    page = library.pages.get(root_of(name))
    return page is not None and page.source.is_draft
