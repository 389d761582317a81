"""Publications as templates show them: for whom each version is and where it can be had; what a work belongs to."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass

from review_site.addresses import is_address
from review_site.content.attachments import attachment_address
from review_site.content.catalogue import work_kind_address, work_topic_address
from review_site.content.languages import language_name
from review_site.content.library import Library
from review_site.content.parts import Update
from review_site.content.publication import Publication, publication_address
from review_site.content.publication_version import Version, VersionForm
from review_site.content.report import root_of
from review_site.content.routes import route_address, routes_of
from review_site.lifecycle.told import major_notes
from review_site.plugins.views import Link, dated, view_sources
from review_site.sizes import size_in_words

_FORMS: Mapping[VersionForm, str] = {
    "full": "In full",
    "summary": "Summary",
    "simplified": "In simpler words",
    "accessible": "Accessible version",
    "for children": "For children",
    "Easy Read": "Easy Read",
    "large print": "Large print",
    "British Sign Language": "In British Sign Language",
    "audio": "To listen to",
    "translation": "Translation",
    "data": "Data",
}
_FORMATS = {
    "film": "Film",
    "embedded film": "Film",
    "audio": "Recording",
    "plain text": "Plain text",
    "web page": "Web page",
    "web page or PDF": "Web page or PDF",
    "email": "Email",
    "paper": "On paper",
    "not seen": "Format not found",
}
_MINUTE, _HOUR = 60, 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionView:
    """A version: `facts` say what sort of file it is, how large, how long; `whom` for which readers it is, or nothing.

    `file` is where it is served from here; `here` is the page of this site that it is, or, with `ours`, that tells of
    it in this site's own words; `listed` is where it stands elsewhere, `archived` an archive's copy of that.
    """

    entry: Version
    whom: str
    facts: tuple[str, ...]
    file: str
    size: int | None
    here: Link | None
    ours: bool
    listed: Link | None
    archived: Link | None
    transcript: Link | None

    @property
    def held(self) -> bool:
        """Whether readers find it on this site."""
        return bool(self.file) or (self.here is not None and not self.ours)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkView:
    """A publication with everything that its page and its lines in lists show.

    `account` is this site's own account of it, where there is one, and `read` the report itself where it stands here
    as pages; `belongs` are other pages, each list of them under what they are to it.
    """

    entry: Publication
    name: str
    address: str
    kind: Link
    dated: str
    topics: tuple[Link, ...]
    audiences: tuple[Link, ...]
    versions: tuple[VersionView, ...]
    read: Link | None
    account: Link | None
    belongs: tuple[tuple[str, tuple[Link, ...]], ...]
    updates: tuple[Update, ...]

    @property
    def in_parts(self) -> bool:
        """Whether its versions are parts of one work, such as letters, and not the same for other readers."""
        return len(self.versions) > 1 and not any(one.entry.form or one.entry.language for one in self.versions)

    @property
    def held(self) -> tuple[VersionView, ...]:
        """The versions that readers find on this site."""
        return tuple(version for version in self.versions if version.held)


def view_works(library: Library) -> dict[str, WorkView]:
    """Return what is shown of each publication that may be seen, by its name."""
    around = _look_around(library)
    return {name: _view_work(name, library, around) for name in library.publications}


def length_in_words(seconds: int) -> str:
    """Return how long a film or recording is: 4 minutes 10 seconds."""
    parts = ((seconds // _HOUR, "hour"), (seconds % _HOUR // _MINUTE, "minute"), (seconds % _MINUTE, "second"))
    return " ".join(f"{count} {unit}{'' if count == 1 else 's'}" for count, unit in parts if count) or "0 seconds"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """What stands around publications: `titles` of pages and posts by address; `ours`, those in this site's own words.

    By the name of a work: `near`, what other works are to it; `listed`, the addresses of the pages that list it;
    `read` and `accounts`, the addresses of the reports that it is, or that are this site's account of it.
    """

    titles: Mapping[str, str]
    ours: frozenset[str]
    near: Mapping[str, Mapping[str, list[str]]]
    listed: Mapping[str, list[str]]
    read: Mapping[str, str]
    accounts: Mapping[str, str]

    def link(self, address: str | None) -> Link | None:
        """Return the way to a page or post; None for one that may not be seen."""
        return Link(self.titles[address], address) if address in self.titles and address else None


def _look_around(library: Library) -> _Around:
    pages = {address: page.entry for address, page in library.pages.items() if page.entry.withdrawn is None}
    summaries = {post.entry.address for post in library.posts if post.entry.wording == "summary"}
    reports = {root_of(name): report.entry for name, report in library.reports.items()}
    listed: dict[str, list[str]] = {}
    for address, page in pages.items():
        for name in page.publications:
            listed.setdefault(name, []).append(address)
    return _Around(
        titles={post.entry.address: post.entry.title for post in library.posts}
        | {address: page.title for address, page in pages.items()},
        ours=frozenset(summaries | {root for root, report in reports.items() if report.wording == "summary"}),
        near=_relations(library),
        listed=listed,
        read={one.publication: root for root, one in reports.items() if one.publication and one.wording == "original"},
        accounts={
            one.publication: root for root, one in reports.items() if one.publication and one.wording == "summary"
        },
    )


def _relations(library: Library) -> dict[str, dict[str, list[str]]]:
    """Return how works hang together: by name, then by what the others are to it, the names of these."""
    found: dict[str, dict[str, list[str]]] = {}
    ways = (("part_of", "Part of", "Its parts"), ("replaces", "It replaces", "Replaced by"))
    for name, work in library.publications.items():
        for field, words, back in ways:
            other = getattr(work.entry, field)
            if other in library.publications:
                found.setdefault(name, {}).setdefault(words, []).append(other)
                found.setdefault(other, {}).setdefault(back, []).append(name)
    return found


def _view_work(name: str, library: Library, around: _Around) -> WorkView:
    entry, review = library.publications[name].entry, library.review
    routes = routes_of(review)
    read, account = around.link(around.read.get(name)), around.link(around.accounts.get(name))
    return WorkView(
        entry=entry,
        name=name,
        address=publication_address(name),
        kind=Link(entry.kind.capitalize(), work_kind_address(entry.kind)),
        dated=dated(entry.published, uncertain=entry.date_uncertain),
        topics=tuple(
            Link(review.topics[one].name, work_topic_address(one)) for one in entry.topics if one in review.topics
        ),
        audiences=tuple(Link(routes[one].name, route_address(one)) for one in entry.audiences if one in routes),
        versions=tuple(_view_version(version, library, around) for version in entry.versions),
        read=read,
        account=account,
        belongs=tuple(_belongs(name, library, around, {one.address for one in (read, account) if one})),
        updates=major_notes(entry.updates),
    )


def _belongs(
    name: str, library: Library, around: _Around, known: Container[str]
) -> Iterator[tuple[str, tuple[Link, ...]]]:
    """Give what a work belongs to, but the addresses that its page names elsewhere: works, pages."""
    entry = library.publications[name].entry
    for words, others in around.near.get(name, {}).items():
        yield words, tuple(Link(library.publications[one].entry.title, publication_address(one)) for one in others)
    addresses = dict.fromkeys([*([entry.page] if entry.page else []), *around.listed.get(name, [])])
    links = tuple(link for one in addresses if one not in known and (link := around.link(one)))
    if links:
        yield "Told of on", links


def _view_version(version: Version, library: Library, around: _Around) -> VersionView:
    size, publishers = _size(version.file, library), library.review.publishers
    here = around.link(version.page)
    return VersionView(
        entry=version,
        whom=whom_in_words(version),
        facts=tuple(_facts(version, size)),
        file=attachment_address(version.file) if version.file and size is not None else "",
        size=size,
        here=here,
        ours=here is not None and here.address in around.ours,
        listed=view_sources([version.url], publishers, {})[0] if version.url else None,
        archived=view_sources([version.archived], publishers, {})[0] if version.archived else None,
        transcript=_transcript(version.transcript, library, around),
    )


def whom_in_words(version: Version) -> str:
    """Return what a version is for its readers: Easy Read; Translation into Welsh; empty where nothing is said."""
    words = _FORMS[version.form] if version.form else ""
    if version.language is None or version.form == "British Sign Language":
        return words
    name = language_name(version.language)
    if version.form == "translation":
        return f"{words} into {name}"
    return f"{words}, in {name}" if words else f"In {name}"


def _facts(version: Version, size: int | None) -> Iterator[str]:
    doubt = ", uncertain" if version.uncertain else ""
    yield f"{_FORMATS.get(version.format, version.format)}{'' if version.pages else doubt}"
    if size is not None:
        yield size_in_words(size)
    if version.pages:
        yield f"{version.pages} {'page' if version.pages == '1' else 'pages'}{doubt}"
    if version.seconds is not None:
        yield length_in_words(version.seconds)


def _size(name: str | None, library: Library) -> int | None:
    file = library.attachments.get(name) if name else None
    return file.stat().st_size if file else None


def _transcript(name: str | None, library: Library, around: _Around) -> Link | None:
    """Return the way to what is said in a film: a page by its title, a file with its kind and size."""
    if name is None or is_address(name):
        return around.link(name)
    size, ending = _size(name, library), name.rpartition(".")[2]
    if size is None:
        return None
    kind = "plain text" if ending in ("srt", "txt", "vtt") else ending.upper()
    return Link(f"Transcript ({kind}, {size_in_words(size)})", attachment_address(name))
