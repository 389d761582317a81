"""The feeds of a site on the disk: planned, written in every form, and judged."""

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

from review_site.feed.article import Picture
from review_site.feed.forms import RENDERERS
from review_site.feed.history import cut_history
from review_site.feed.look import read_sheet
from review_site.feed.model import DeletedEntry, Enclosure, Feed, FeedEntry, Form, latest
from review_site.feed.opml import render_opml
from review_site.feed.readback import verify_feed
from review_site.feed.verdicts import is_known, key_of, remember
from review_site.media_types import media_type_of
from review_site.plugins.feed_gathering import Gathering
from review_site.plugins.feed_heads import FeedSite, address_of, list_head, sheet_of, stem_of
from review_site.problems import Problem
from review_site.timing import timed
from review_site.workers import spread

_HELD = 1024
"""How many entries are held as they stand in a form, for the other documents that hold them."""
_ALIKE, _LEAST = 8, 3  # documents at a time, of which each takes some 20 ms; and how many times they are spread


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedFeed:
    """A feed with all its entries: where it stands, without ending; its heading among all feeds.

    `history` says that the entries beyond the limit stand in archive documents; `main`, that it is judged as a whole,
    as those with a history are.
    """

    feed: Feed
    stem: str
    group: str = ""
    history: bool = False
    main: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A file of a feed.

    `deep` says that it is judged word by word; `outside`, that feedparser reads it as well, which takes longer than
    everything else: what readers subscribe to is read so, and earlier entries, by the same writer, are not.
    """

    place: str
    feed: Feed
    form: Form
    deep: bool
    outside: bool = True


@timed("feeds")
def write_feeds(
    site: FeedSite, gathering: Gathering, site_dir: Path, taken: frozenset[str], kept: Path | None = None
) -> list[Problem]:
    """Write every feed, the style sheet and the list of feeds into the finished site; return what is wrong with them.

    `taken` are the places of files that the site has of its own; `kept` is the folder of verdicts of earlier builds. A
    document that is not right is not written.
    """
    feeds = plan_feeds(site, gathering, site_dir)
    entry_bytes = {form: lru_cache(_HELD)(renderer.entry) for form, renderer in RENDERERS.items()}
    problems, written = [], set(taken)
    documents = []
    for one in (document for feed in feeds for document in documents_of(feed, site)):
        clash = _take(one.place, written)
        problems += clash
        documents += [] if clash else [one]

    def work(alike: Sequence[Document]) -> list[Problem]:
        told: list[Problem] = []
        for one in alike:
            data = RENDERERS[one.form].feed(one.feed, entry_bytes[one.form])
            faults = _judge(data, one, kept)
            if not faults:
                _write(site_dir / one.place, data)
            told += faults
        return told

    problems += (fault for faults in spread(alike_of(documents), work, least=_LEAST) for fault in faults)
    if site.head.stylesheet:
        problems += _add(site_dir, sheet_of(site.options), read_sheet(), written)
    if len(feeds) > 1:
        problems += _add(site_dir, site.options.opml, list_of_feeds(feeds), written)
    return problems


def plan_feeds(site: FeedSite, gathering: Gathering, site_dir: Path) -> list[PlannedFeed]:
    """Return the feeds of a site, the main one first, with the same entry in each of those that it stands in."""
    entries, in_lists = [], defaultdict(list)
    for one in gathering.entries:
        files = enclosures_of(one.pictures, site.head.site, site_dir)
        entry = replace(one.entry, enclosures=files) if files else one.entry
        if not one.lists_only:
            entries.append(entry)
        for name in one.lists:
            in_lists[name].append(entry)
    gone = [one.deleted for one in gathering.deleted]
    head, history = site.head, site.options.history
    main = _filled(head, entries, gone)
    feeds = [PlannedFeed(feed=main, stem=site.options.path, history=history, main=True)]
    for name, listed in gathering.lists.items():
        gone = [one.deleted for one in gathering.deleted if name in one.lists]
        feed = _filled(list_head(listed, site), in_lists[name], gone)
        stem, keeps = stem_of(listed, site.options), history and listed.history
        feeds.append(PlannedFeed(feed=feed, stem=stem, group=listed.group, history=keeps))
    return feeds


def documents_of(planned: PlannedFeed, site: FeedSite) -> Iterator[Document]:
    """Give the documents of a feed: each form of what readers subscribe to, then earlier entries in Atom (RFC 5005)."""
    feed, limit, deep = planned.feed, site.options.limit, planned.main or planned.history
    archives: Mapping[int, Feed] = {}
    if planned.history and "atom" in feed.addresses:
        cut = cut_history(feed, limit, lambda number: address_of(archive_place(planned.stem, number), site.head.site))
        feed, archives = cut.current, cut.archives
    else:
        feed = replace(feed, entries=latest(feed.entries, limit))
    for form in feed.addresses:
        yield Document(f"{planned.stem}.{form}", feed, form, deep)
    for number, archive in archives.items():
        yield Document(archive_place(planned.stem, number), archive, "atom", deep, outside=False)


def alike_of(documents: Iterable[Document]) -> list[Sequence[Document]]:
    """Return documents a few at a time, those with the same entries beside each other.

    What is made and judged of an entry, and still held, then serves for the next of them.
    """
    ordered = sorted(documents, key=lambda one: (one.outside, one.form, one.feed.updated.timestamp()))
    return [ordered[at : at + _ALIKE] for at in range(0, len(ordered), _ALIKE)]


def archive_place(stem: str, number: int) -> str:
    """Return where an archive document of a feed stands."""
    return f"{stem}/{number}.atom"


def enclosures_of(pictures: Iterable[Picture], site: str, site_dir: Path) -> tuple[Enclosure, ...]:
    """Return those pictures that are files of the finished site; a picture that stands twice counts once."""
    found: dict[str, Enclosure] = {}
    for picture in pictures:
        file = _file_at(picture.address, site, site_dir)
        media_type = media_type_of(file.name) if file else ""
        if file is not None and media_type.startswith("image/"):
            one = Enclosure(
                address=picture.address,
                length=file.stat().st_size,
                media_type=media_type,
                title=picture.alternative,
            )
            found.setdefault(picture.address, one)
    return tuple(found.values())


def list_of_feeds(feeds: list[PlannedFeed]) -> bytes:
    """Return all feeds as one list to import (OPML 2.0), by their groups in the order of their first feeds."""
    groups: dict[str, list[Feed]] = defaultdict(list)
    for one in feeds:
        groups[one.group].append(one.feed)
    modified = max((one.feed.updated for one in feeds), key=lambda instant: instant.timestamp())
    return render_opml(feeds[0].feed.title, groups, modified)


def _filled(head: Feed, entries: list[FeedEntry], deleted: list[DeletedEntry]) -> Feed:
    newest = sorted(deleted, key=lambda one: (one.when.timestamp(), one.id), reverse=True)
    return replace(head, entries=tuple(entries), deleted=tuple(newest))


def _file_at(address: str, site: str, site_dir: Path) -> Path | None:
    """Return the file of the site at a full address; None where there is none."""
    bare = address.partition("?")[0]
    if not bare.startswith(site):
        return None
    place = posixpath.normpath(unquote(bare.removeprefix(site)))
    file = site_dir / place
    return file if not place.startswith(("../", "/")) and file.is_file() else None


def _judge(data: bytes, one: Document, kept: Path | None) -> list[Problem]:
    """Return what is wrong with a document, which is not judged again where it was found to be right before."""
    key = key_of(data, one.feed, one.form, deep=one.deep, outside=one.outside) if kept else ""
    if kept and is_known(kept, key):
        return []
    faults = verify_feed(data, one.feed, one.form, one.place, deep=one.deep, outside=one.outside)
    if kept and not faults:
        remember(kept, key)
    return faults


def _take(place: str, written: set[str]) -> list[Problem]:
    """Note that a file stands at a place; one that is taken is a problem."""
    if place in written:
        mend = "give that file or page another name, or update-feed another path in mkdocs.yml"
        return [Problem(path=place, field="path", what="another file of the site stands there", mend=mend)]
    written.add(place)
    return []


def _add(site_dir: Path, place: str, data: bytes, written: set[str]) -> list[Problem]:
    """Write a file, unless its place is taken."""
    problems = _take(place, written)
    if not problems:
        _write(site_dir / place, data)
    return problems


def _write(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
