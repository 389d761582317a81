"""The social cards of a site: which page has one of its own, and the files that the pages of a build name."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from review_site.addresses import absolute, address_of_file
from review_site.cards.drawing import HEIGHT, WIDTH, Card, Typefaces
from review_site.cards.keeping import finished_card
from review_site.content.models import Page
from review_site.content.register import Review
from review_site.plugins.place import Place
from review_site.plugins.publication_views import WorkView
from review_site.plugins.records import Record
from review_site.plugins.views import PostView, dated
from review_site.problems import Problem, ProblemsError
from review_site.timing import timed
from review_site.workers import spread

_FOLDER = "cards"
_CACHE = ".cache/cards"
_LEAST = 16  # cards: each takes some 10 ms


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A card that stands in the site: its file there, and its words."""

    file: str
    alt: str


class PublishedCards:
    """The cards of one build: drawn into the site before its pages are made, which name each by its content."""

    def __init__(self, review: Review, project: Path, assets: Path) -> None:
        """Open the cards of a site; `assets` is the folder of the theme's files.

        Raises:
            ProblemsError: when the typeface is not among these.
        """
        self.review, self.cache = review, project / _CACHE
        self.typefaces = _read_typefaces(assets)
        self.drawn: dict[str, _Drawn] = {}
        self.of_site: _Drawn | None = None
        self.files: dict[str, Record] = {}

    @timed("cards")
    def draw(self, places: Iterable[Place], site_dir: Path) -> None:
        """Draw the card of the site and those of places, on all cores, and write them into the site."""
        review = self.review
        self.of_site = self._draw([Card(review.nation, review.name, review.maintainer.name)], "review", site_dir)
        own = {place.address: card for place in places if (card := card_of(place, review))}

        def work(address: str) -> _Drawn | None:
            card, stem = own[address], "-".join(address.strip("/").split("/"))
            return self._draw([card, Card(card.name, card.title)], stem, site_dir)

        drawn = zip(own, spread(list(own), work, least=_LEAST), strict=True)
        self.drawn = {address: one for address, one in drawn if one}

    def of(self, place: Place) -> dict[str, object] | None:
        """Return the card of a page as its head names it: full address, words, size; None when none can be drawn.

        A page without a card of its own has that of the site.
        """
        own = self.drawn.get(place.address)
        one = own or self.of_site
        if one is None:
            return None
        address = address_of_file(one.file)
        source = place.source.path if own and place.source else None
        record = Record(address=address, file=one.file, title=one.alt, kind="card", source=source, published=None)
        self.files.setdefault(one.file, record)
        return {"url": absolute(self.review.url, address), "alt": one.alt, "width": WIDTH, "height": HEIGHT}

    @timed("cards")
    def write(self, site_dir: Path) -> list[Record]:
        """Return a record of each card that pages name; one that no page names is taken out of the site."""
        for one in (*self.drawn.values(), *([self.of_site] if self.of_site else ())):
            if one.file not in self.files:
                (site_dir / one.file).unlink(missing_ok=True)
        return list(self.files.values())

    def _draw(self, cards: Sequence[Card], stem: str, site_dir: Path) -> _Drawn | None:
        """Write the first of some cards that can be drawn whole into the site."""
        for card in cards:
            data = finished_card(card, self.typefaces, self.cache)
            if data is not None:
                file = f"{_FOLDER}/{stem}.{hashlib.sha256(data).hexdigest()[:10]}.png"
                (site_dir / _FOLDER).mkdir(parents=True, exist_ok=True)
                (site_dir / file).write_bytes(data)
                return _Drawn(file, card.alt)
        return None


def _read_typefaces(assets: Path) -> Typefaces:
    try:
        return Typefaces(assets)
    except OSError as error:
        what = f"a typeface of the social cards cannot be read: {error.strerror}"
        mend = "bring back the folder fonts/"
        raise ProblemsError([Problem(path="theme/assets", field="fonts", what=what, mend=mend)]) from error


def card_of(place: Place, review: Review) -> Card | None:
    """Return what the card of a page says; None for a page that has none of its own, such as a list.

    Each card says who keeps the site.
    """
    name, keeper = review.name, review.maintainer.name
    post, standing = place.context.get("post"), place.context.get("standing")
    if isinstance(post, PostView):
        return Card(name, post.entry.title, f"{post.byline}. {post.dated}. {keeper}")
    work = place.context.get("work")
    if isinstance(work, WorkView):
        return Card(name, work.entry.title, f"{work.kind.words}. {work.dated}. {keeper}")
    if isinstance(standing, Page) and place.kind == "page" and place.address != "/":
        report = place.report if place.chapter is not None else None
        chapter = f"Chapter {place.chapter} of {report.title}" if report else ""
        when = dated(standing.published, uncertain=False) if standing.published else ""
        return Card(name, standing.title, ". ".join(filter(None, (chapter, when, keeper))))
    return None
