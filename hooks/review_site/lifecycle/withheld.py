"""The files of the project that hold something which the public may not see at an instant."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from review_site.content.described import files_of
from review_site.content.library import Library
from review_site.content.paragraph_ledger import PARAGRAPHS
from review_site.content.publication import publication_address
from review_site.content.shelf import Sourced
from review_site.content.submissions import IDS, Collection
from review_site.content.told import TOLD
from review_site.content.written import RECOMMENDATIONS
from review_site.lifecycle.agenda import coming
from review_site.lifecycle.documents import files_held_back
from review_site.lifecycle.due import as_at
from review_site.lifecycle.exhibits import exhibits_on
from review_site.lifecycle.matter import matter_of
from review_site.lifecycle.paragraph_record import ledger_is_public
from review_site.lifecycle.texts import text_at


def withheld(library: Library, instant: datetime) -> frozenset[str]:
    """Return the paths, from the project's folder, of all that must not leave it at an instant (London) in any form.

    These are drafts, what is still to come or says something that is, what was withdrawn, their copies in told/, and
    the pictures, attachments, charts and tables that nothing public shows.
    """
    seen = as_at(library, instant)
    public = {one.source.path for one in _entries(seen)} - {post.source.path for post in seen.withdrawn}
    public -= {one.source.path for one in seen.pages.values() if one.entry.withdrawn is not None}
    public -= {turn.path for turn in coming(library, instant)}
    kept = {one.source.path for one in _entries(library)} - public
    kept |= {turn.path for turn in coming(library, instant)}
    if library.recommendations is not None and seen.recommendations is None:
        kept.add(f"{library.folder}/{RECOMMENDATIONS}")
    for one in library.submissions.values():
        if kept & {one.source.path, one.csv_path}:
            stem = one.source.path.removesuffix(".yml")
            kept |= {one.source.path, one.csv_path, f"{stem}{IDS}"}
    shown = {name for one in _entries(library) if one.source.path in public for name in files_of(one.source)}
    shown |= {f"attachments/{row.file}" for one in seen.submissions.values() for row in one.rows}
    shown -= {f"attachments/{name}" for name in files_held_back(library, seen)}
    unused = {f"pictures/{name}" for name in library.pictures} | {f"attachments/{name}" for name in library.attachments}
    kept |= set(_reports_kept_back(library, seen, instant))
    kept |= _exhibits(library) - _exhibits_shown(seen, library, instant)
    if not ledger_is_public(library, instant):
        kept.add(f"{library.folder}/{PARAGRAPHS}")
    return frozenset(_with_copies(kept, library) | {f"{library.folder}/{name}" for name in unused - shown})


def names_of(library: Library, kept: frozenset[str]) -> frozenset[str]:
    """Return by what another file would give away that something is withheld: addresses, and the names of files.

    Every review has registers, and gives nothing away by their names.

    Args:
        library: everything.
        kept: the paths of what is withheld.
    """
    addresses = {post.entry.address for post in (*library.posts, *library.withdrawn) if post.source.path in kept}
    addresses |= {address for address, page in library.pages.items() if page.source.path in kept}
    addresses |= {publication_address(name) for name, one in library.publications.items() if one.source.path in kept}
    addresses |= {one.address for one in library.submissions.values() if one.source.path in kept}
    register = {library.register_path, *(f"{library.folder}/{name}" for name in (RECOMMENDATIONS, PARAGRAPHS))}
    return frozenset(addresses | {path.rpartition("/")[2] for path in kept - _with_copies(register, library)})


def _with_copies(paths: set[str], library: Library) -> set[str]:
    prefix = f"{library.folder}/"
    return paths | {f"{prefix}{TOLD}/{path.removeprefix(prefix)}" for path in paths}


def _reports_kept_back(library: Library, seen: Library, instant: datetime) -> Iterator[str]:
    """Give the path of each report that is not seen, or of whose terms and works some belong to what is not."""
    for name, report in library.reports.items():
        matter = matter_of(name, seen, library, instant)
        known = (matter.terms, matter.works) == (report.entry.glossary, report.entry.bibliography)
        if name not in seen.reports or not known:
            yield report.source.path


def _exhibits(library: Library) -> set[str]:
    """Return the paths of all exhibits and of their data."""
    every = [one for own in library.exhibits.values() for one in own.values()]
    return {one.source.path for one in every} | {one.csv for one in every}


def _exhibits_shown(seen: Library, library: Library, instant: datetime) -> set[str]:
    """Return the paths of the exhibits that pages show at an instant, and of those of their data that go out whole."""
    shown = [
        exhibit
        for address, page in seen.pages.items()
        for exhibit in exhibits_on(address, text_at(page.source.body, library, instant), library)
    ]
    partly = {one.csv for own in library.exhibits.values() for one in own.values() if one not in shown}
    return {one.source.path for one in shown} | ({one.csv for one in shown if one.is_whole} - partly)


def _entries(library: Library) -> Iterator[Sourced[Any] | Collection]:
    yield from library.written
    yield from library.calls.values()
    yield from library.events
    yield from library.publications.values()
    yield from library.submissions.values()
