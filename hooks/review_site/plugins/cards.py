"""The social cards of a site: which page has one of its own, and the files that the pages of a build name."""

import hashlib
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

_FOLDER = "cards"
_CACHE = ".cache/cards"


class PublishedCards:
    """The cards of one build: drawn when a page asks for one, written when all pages stand."""

    def __init__(self, review: Review, project: Path, assets: Path) -> None:
        """Open the cards of a site; `assets` is the folder of the theme's files.

        Raises:
            ProblemsError: when the typeface is not among these.
        """
        self.review, self.cache = review, project / _CACHE
        self.typefaces = _read_typefaces(assets)
        self.files: dict[str, tuple[bytes, Record]] = {}

    def of(self, place: Place) -> dict[str, object] | None:
        """Return the card of a page as its head names it: full address, words, size; None when none can be drawn.

        A page without a card of its own has that of the site.
        """
        own = card_of(place, self.review)
        if own:
            for card in (own, Card(own.name, own.title)):
                if found := self._file(card, "-".join(place.address.strip("/").split("/")), place):
                    return found
        return self._file(Card(self.review.nation, self.review.name, self.review.maintainer.name), "review", None)

    @timed("cards")
    def write(self, site_dir: Path) -> list[Record]:
        """Write the cards that pages name into the finished site, and return a record of each."""
        for file, (data, _) in self.files.items():
            (site_dir / file).parent.mkdir(exist_ok=True)
            (site_dir / file).write_bytes(data)
        return [record for _, record in self.files.values()]

    def _file(self, card: Card, stem: str, place: Place | None) -> dict[str, object] | None:
        data = finished_card(card, self.typefaces, self.cache)
        if data is None:
            return None
        file = f"{_FOLDER}/{stem}.{hashlib.sha256(data).hexdigest()[:10]}.png"
        address = address_of_file(file)
        source = place.source.path if place and place.source else None
        record = Record(address=address, file=file, title=card.alt, kind="card", source=source, published=None)
        self.files.setdefault(file, (data, record))
        return {"url": absolute(self.review.url, address), "alt": card.alt, "width": WIDTH, "height": HEIGHT}


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
