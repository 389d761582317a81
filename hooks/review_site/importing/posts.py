"""A feed file → drafts in content/blogs/, all of them or none."""

from collections import Counter
from collections.abc import Set
from dataclasses import dataclass
from pathlib import Path

from review_site.content.address_checks import BUILT, check_addresses
from review_site.content.drafts import KINDS
from review_site.content.library import Library
from review_site.content.picture_files import PictureError
from review_site.importing.drafts import Placed, free_name, mint_id, render_post, slug_of, stem_of
from review_site.importing.entries import Feed, Found, parse_feed
from review_site.importing.feed_file import read_feed_text
from review_site.importing.links import Known, link_from, moved_to
from review_site.importing.markdown import Text, markdown_of
from review_site.importing.pictures import Pictures, find_pictures
from review_site.importing.register_names import author_ids, find_id, topic_ids
from review_site.importing.writing import check_posts, write_all
from review_site.problems import Problem, Problems, ProblemsError, did_you_mean

MAX_LENGTH = 1_000_000
_NO_TOPIC = ("uncategorized", "uncategorised")
_KINDS_OF_ENTRY = {"trash": "posts in the bin", "auto-draft": "posts never begun", "nav_menu_item": "menu entries"}


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: the posts and pictures written, the ids that were there already, what a person should see."""

    written: tuple[Path, ...]
    skipped: tuple[str, ...]
    told: tuple[Problem, ...]
    pictures: tuple[Path, ...] = ()


def import_posts(
    file: Path, library: Library, content: Path, *, author: str | None, kind: str, pictures: Path | None
) -> Imported:
    """Write a draft into content/blogs/ for each entry of a feed or WordPress export that is not there yet.

    `library` is what `content` holds; `author` the id of whoever wrote what the register knows no author of; `kind`
    that of every post; `pictures` the folder in which their pictures are looked for, to be copied into
    content/pictures/. Nothing is fetched, and no file is changed that is there already.

    Raises:
        ProblemsError: with every problem, before anything is written.
        OSError: when the file cannot be read, or the posts cannot be written; what was written by then is taken back.
    """
    problems = Problems()
    _check_options(library, file.name, author, kind, problems)
    feed_text = read_feed_text(file, file.name, problems)
    feed = parse_feed(feed_text, file.name, problems) if feed_text else None
    if feed is None:
        raise ProblemsError(problems)
    intake = _Intake(file.name, library, content, author, problems)
    placed = intake.place(feed)
    problems.raise_if_any()
    gallery = find_pictures(pictures, library.pictures)
    texts = {f"{post.stem}.md": render_post(post, intake.text(post, gallery), kind, feed.title) for post in placed}
    check_posts(texts, f"{content.name}/blogs", problems)
    problems.raise_if_any()
    written, copied = write_all(texts, gallery.copies, content)
    return Imported(written, tuple(intake.skipped), (*_others(feed, file.name), *intake.told), copied)


def _check_options(library: Library, path: str, author: str | None, kind: str, problems: Problems) -> None:
    if kind not in KINDS:
        problems.add(path, "kind", f"there is no kind “{kind}”", did_you_mean(kind, KINDS), line=1)
    ids = {*library.review.people, *library.review.groups}
    if author is not None and author not in ids:
        problems.add(path, "author", f"there is no person or group “{author}”", did_you_mean(author, ids), line=1)


def _others(feed: Feed, path: str) -> list[Problem]:
    """Tell how many entries of the file are no posts."""
    what = ((count, _KINDS_OF_ENTRY.get(sort, f"entries of the sort “{sort}”")) for sort, count in feed.others.items())
    mend = "bring over by hand what is still wanted"
    return [
        Problem(path=path, line=1, field="entries", what=f"left out {sorts}: {count}", mend=mend, level="advice")
        for count, sorts in what
    ]


class _Intake:
    """One import: finds each entry its place, noting what is wrong and what a person should see."""

    def __init__(self, path: str, library: Library, content: Path, author: str | None, problems: Problems) -> None:
        self.path, self.library, self.author, self.problems = path, library, author, problems
        self.folder = f"{content.name}/blogs"
        self.told = Problems()
        self.skipped: list[str] = []
        self.authors, self.topics = author_ids(library.review), topic_ids(library.review)
        self.known = Known(library.review.url, frozenset())
        self.slugs = set(_taken(library))
        self.numbers: dict[str, int] = {}
        self.numbers_of_stems: dict[str, int] = {}
        self.stems = {file.stem for file in (content / "blogs").glob("*")}

    def place(self, feed: Feed) -> list[Placed]:
        """Return the entries that are new, each with its place; problems are noted for those that can have none."""
        here = {post.entry.id: post.entry.address for post in self.library.posts}
        moved: list[tuple[str, str]] = []
        placed: list[Placed] = []
        seen: set[str] = set()
        for found in feed.entries:
            id_ = mint_id(found, self.library.review)
            if id_ in seen:
                what = f"“{found.title}” has the id of an entry above, and was left out"
                self._advise("entries", what, "see that the first is the right one", found.line)
            elif id_ in here:
                self.skipped.append(id_)
            else:
                self._check(found)
                placed.append(self._place(found, id_))
                here[id_] = placed[-1].address
            seen.add(id_)
            moved += [(name, here[id_]) for name in found.names]
        self._tell_names(feed, placed)
        served = {*BUILT, *self.library.pages, *here.values()}
        served |= {post.entry.address for post in self.library.posts}
        self.known = Known(self.library.review.url, served, moved_to(moved))
        return placed

    def text(self, post: Placed, gallery: Pictures) -> Text:
        """Return the Markdown of a post, telling of it what was left out and which pictures were not found."""
        lost: dict[str, PictureError] = {}

        def take(address: str) -> str | None:
            try:
                return gallery.take(address)
            except PictureError as error:
                lost[_name_of(address)] = error
                return None

        found = post.found
        text = markdown_of(
            found.html, lambda href: link_from(found.base, href, self.known), take, wordpress=found.wordpress
        )
        for name, error in sorted(lost.items()):
            self._tell(post, "picture", f"{name} {error}", error.mend)
        for thing, count in sorted(text.left_out.items()):
            times = f", {count} times" if count > 1 else ""
            self._tell(post, "text", f"left out {thing}{times}", "say it in words, or with a link, if it is missed")
        return text

    def _check(self, found: Found) -> None:
        """Tell what keeps an entry from becoming a post."""
        if not found.published:
            what, mend = f"“{found.title}” has no date", "give it one in the file"
            self.problems.add(self.path, "published", what, mend, line=found.line)
        if len(found.html) > MAX_LENGTH:
            what, mend = f"“{found.title}” is {len(found.html):,} characters long", f"keep it under {MAX_LENGTH:,}"
            self.problems.add(self.path, "text", what, mend, line=found.line)
        if not found.authors and self.author is None:
            what, mend = f"“{found.title}” names no author", "give --author"
            self.problems.add(self.path, "authors", what, mend, line=found.line)

    def _place(self, found: Found, id_: str) -> Placed:
        wanted = slug_of(found, id_)
        slug = free_name(wanted, self.slugs, self.numbers)
        stem = free_name(stem_of(found.published, slug), self.stems, self.numbers_of_stems)
        self.slugs.add(slug)
        self.stems.add(stem)
        authors = [find_id(name, self.authors) or self.author or "" for name in found.authors or ("",)]
        named = [find_id(name, self.topics) for names in found.categories for name in names]
        topics = dict.fromkeys(topic for topic in named if topic)
        placed = Placed(
            found=found, id=id_, slug=slug, stem=stem, authors=tuple(dict.fromkeys(authors)), topics=tuple(topics)
        )
        if slug != wanted:
            what = f"/{wanted}/ is taken, and this post stands at /{slug}/"
            self._tell(placed, "slug", what, "delete this file if it is the same piece, or give it another slug")
        return placed

    def _tell_names(self, feed: Feed, placed: list[Placed]) -> None:
        """Tell, once each, the authors and topics that the register does not know."""
        new = [post.found for post in placed]
        unknown = Counter(name for found in new for name in found.authors if not find_id(name, self.authors))
        lines = {name: found.line for found in reversed(feed.entries) for name in found.authors}
        for name, count in unknown.items():
            who = f"“{name}” is not in the register, and wrote {_posts(count)}"
            if self.author is None:
                mend = "add them to content/review.yml, or give --author"
                self.problems.add(self.path, "authors", who, mend, line=lines[name])
            else:
                who, mend = f"{who}: {self.author} stands in their place", "see that this is right"
                self._advise("authors", who, mend, lines[name])
        dropped = Counter(
            names[0]
            for found in new
            for names in found.categories
            if names[0].lower() not in _NO_TOPIC and not any(find_id(name, self.topics) for name in names)
        )
        for name, count in dropped.items():
            what = f"“{name}” is no topic of the review, and was left off {_posts(count)}"
            self._advise("topics", what, "add it to the topics of content/review.yml if readers need it", 1)

    def _advise(self, field: str, what: str, mend: str, line: int) -> None:
        self.told.add(self.path, field, what, mend, line=line, level="advice")

    def _tell(self, post: Placed, field: str, what: str, mend: str) -> None:
        self.told.add(f"{self.folder}/{post.stem}.md", field, what, mend, level="to do")


def _taken(library: Library) -> Set[str]:
    """Return the slugs that no new post may have."""
    pages = ((address, page.source) for address, page in library.pages.items())
    addresses = check_addresses((post.source for post in library.posts), pages, None, Problems())
    known = (*addresses, *library.record.ledger, *library.review.redirects)
    return {address.strip("/") for address in known}


def _posts(count: int) -> str:
    return "1 post" if count == 1 else f"{count} posts"


def _name_of(address: str) -> str:
    """Return the last step of a picture's address, short enough to be told."""
    return address.partition("?")[0].rstrip("/").rpartition("/")[2][:80] or "a picture"
