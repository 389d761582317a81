"""A library and an instant → advice on the words in it that time has overtaken."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from review_site.clock import is_due
from review_site.content.library import Library
from review_site.content.markdown import read_markdown
from review_site.content.source import Key, Source, read_register
from review_site.content.written import RECOMMENDATIONS
from review_site.lifecycle.stage import effects_at, notices_at
from review_site.lifecycle.texts import text_at
from review_site.problems import Problem, Problems
from review_site.style.advice import tell_findings
from review_site.style.outdated import find_outdated, find_passing
from review_site.style.passages import Passage, read_passages
from review_site.style.waivers import read_waivers

_NOT_READ = frozenset(
    # no words; shown only while a call is open, or as its own words; records of a day; names of others
    {"source", "url", "web", "at", "email", "phone", "id", "file", "ways", "questions", "updates", "publishers"}
)

_RECORDS = ("text", "history", "response_note")
"""The fields of a recommendation that are the words of a day: its official wording, what was answered."""


def advise_on_time(library: Library, content: Path, instant: datetime) -> list[Problem]:
    """Return the advice on words of pages, calls, events and registers that are outdated at an instant (London).

    A post is the record of its day: only its title is looked at. Of words that change with time, those of the
    instant are read.
    """
    invites = effects_at(library.review, instant).invites
    told: list[Problem] = []
    for post in library.posts:
        title = Passage(post.source.line(("title",)), "front matter", post.entry.title)
        told.extend(tell_findings(post.source, find_passing(title), ()))
    for source, read_at in _sources_of(library, content, instant):
        fields = dict(_fields_of(source))
        text = read_markdown(text_at(source.body, library, read_at), source.body_line)
        passages = (*fields.values(), *(one for one in read_passages(source, text) if one.kind != "front matter"))
        waivers, _ = read_waivers(text, passages)
        down = {id(fields[key]) for key in _of_notices_down(library, source, fields, instant)}
        found = (
            finding
            for one in passages
            for finding in (find_passing(one) if id(one) in down else find_outdated(one, read_at, invites=invites))
        )
        told.extend(tell_findings(source, found, waivers))
    return told


def _sources_of(library: Library, content: Path, instant: datetime) -> Iterator[tuple[Source, datetime]]:
    """Give each file that readers see words of, and when they read it: now, or from its day where that is to come."""
    for page in library.pages.values():
        due, gone = page.entry.due, page.entry.withdrawn
        if gone is None or not is_due(gone.on.due, instant):
            yield page.source, instant if due is None or is_due(due, instant) else due
    for shelf in (library.calls.values(), library.events, library.publications.values()):
        yield from ((one.source, instant) for one in shelf)
    for name in ("review.yml", RECOMMENDATIONS):
        file = content / name
        register = read_register(file, f"{content.name}/{name}", Problems()) if file.is_file() else None
        if register is not None:
            yield register, instant


def _of_notices_down(library: Library, source: Source, keys: Mapping[Key, object], instant: datetime) -> Iterator[Key]:
    """Give the keys of the register that belong to a notice that does not stand at an instant."""
    if source.path == library.register_path:
        up = {notice.id for notice in notices_at(library.review, instant)}
        down = {("notices", index) for index, notice in enumerate(library.review.notices) if notice.id not in up}
        yield from (key for key in keys if key[:2] in down)


def _fields_of(source: Source) -> Iterator[tuple[Key, Passage]]:
    """Give the words of front matter or of a register, each with its key."""
    for key, words in _leaves(source.data, ()):
        is_record = key[0] == "recommendations" and len(key) > 2 and key[2] in _RECORDS
        if " " in words and not words.startswith("TODO") and not is_record:
            yield key, Passage(source.line(key), "front matter", " ".join(words.split()))


def _leaves(value: object, key: Key) -> Iterator[tuple[Key, str]]:
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            if name not in _NOT_READ:
                yield from _leaves(inner, (*key, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _leaves(inner, (*key, index))
