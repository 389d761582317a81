"""Content that is not valid yet → the contacts in what could be read of it, so that they are told with all the rest."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from review_site.contacts import contacts_in, same_contact
from review_site.content.field_texts import texts_in
from review_site.content.library import Meanwhile
from review_site.content.report import root_of
from review_site.content.source import Source
from review_site.content.written import Written
from review_site.privacy.sources import LEFT_OF_WITHDRAWN, Part, documents_in, held_in_part, held_in_table
from review_site.privacy.telling import look_through, tell_held
from review_site.problems import Problem

_NAMING = ("contact", "public_contacts", "support_lines")  # the fields of the register that name contacts


def contacts_meanwhile(project: Path) -> Meanwhile:
    """Return what tells the contacts in content of a project that is not valid."""
    return partial(contacts_in_written, project=project)


def contacts_in_written(written: Written, project: Path) -> list[Problem]:
    """Return each contact that may belong to a person in what could be read, as far as that can be told already.

    Nothing is told while the register cannot be read, since it says which contacts may stand there. Of what says that
    it is withdrawn, from whenever, the text is not looked through; what subscribers were told is not either.
    """
    if written.register is None or written.register.unread:
        return []
    unread, held = look_through(_documents(written), written.attachments or {}, written.content, project)
    for part in _parts(written):
        held += held_in_part(part, project)
    for path, draft in _tables(written):
        held += held_in_table(path, project, draft=draft)
    named = set(_named(written, written.register))
    return [*unread, *tell_held((one for one in held if one.same not in named), written.register.path)]


def _named(written: Written, register: Source) -> Iterator[str]:
    """Give every contact that stands where the register and calls name theirs; anywhere in a register with problems."""
    naming = [value for field, value in register.data.items() if written.review is None or field in _NAMING]
    if written.review is not None:
        naming.append([way.at for way in written.review.entry.legal.feedback.ways if way.at])
    naming += [call.data.get("ways") for call in written.calls.sources]
    for _, words in texts_in(naming):
        yield same_contact(words)
        yield from map(same_contact, contacts_in(words))


def _parts(written: Written) -> Iterator[Part]:
    """Give all that is published of each file that could be read."""
    collections, works = written.collections.sources, written.publications.sources
    for source in (*written.texts, *works, *collections):
        gone = _is_gone(source)
        yield Part(source, source.is_draft, LEFT_OF_WITHDRAWN if gone else None, has_text=not gone)
    for source in written.reports.sources:
        yield Part(source, _is_draft_report(written, Path(source.path).stem))
    for (report, _), source in written.exhibits.sources.items():
        yield Part(source, _is_draft_report(written, report))
    for alone in (written.register, written.recommendations_source, written.results_source):
        if alone is not None:
            yield Part(alone, draft=False)


def _tables(written: Written) -> Iterator[tuple[str, bool]]:
    """Give the paths of the tables that are shown whole, and whether they are a draft's."""
    for collection in written.submissions.values():
        yield collection.csv_path, collection.source.is_draft
    for report, exhibits in written.exhibits.found.items():
        yield from ((one.csv, _is_draft_report(written, report)) for one in exhibits.values() if one.is_whole)


def _documents(written: Written) -> dict[str, bool]:
    """Return the names of the sound attachments that something uses, and whether drafts alone do."""
    sources = (source for source in (*written.texts, *written.publications.sources) if not _is_gone(source))
    uses = [(name, source.is_draft) for source in sources for name in documents_in(source)]
    uses += [
        (row.file, collection.source.is_draft)
        for collection in written.submissions.values()
        for row in collection.rows
        if row.file
    ]
    drafts: dict[str, bool] = {}
    for name, draft in uses:
        if name in (written.attachments or {}):
            drafts[name] = draft and drafts.get(name, True)
    return drafts


def _is_gone(source: Source) -> bool:
    return "withdrawn" in source.data


def _is_draft_report(written: Written, name: str) -> bool:
    root = written.by_address.get(root_of(name))
    return root is not None and root.is_draft
