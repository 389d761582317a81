"""How a page may be cited, in words that a reader can copy."""

from dataclasses import dataclass

from review_site.clock import spoken_date
from review_site.content.models import Page
from review_site.content.register import Review
from review_site.content.when import When
from review_site.lifecycle.versions import Version
from review_site.plugins.place import Place, ReportHead
from review_site.plugins.publication_views import WorkView
from review_site.plugins.views import PostView, and_list, in_a_sentence, piece_of


@dataclass(frozen=True, slots=True)
class Citation:
    """A page as it is cited: `who` wrote it, its title, `what` it is and of when, the name of the site, its address.

    `what` is empty where nothing is to be said.
    """

    who: str
    title: str
    what: str
    site: str
    address: str


def cite(place: Place, review: Review, canonical: str) -> Citation | None:
    """Return how a post, a standing page, an earlier version, a report or a publication is cited; None for any other.

    Of a summary the site is the author, and the citation says of whose piece it is one: nobody is made to have said
    our words. A date is given as precisely as it is known.
    """
    post, standing, version = (place.context.get(name) for name in ("post", "standing", "version"))
    site = review.maintainer.name
    if isinstance(post, PostView):
        names = and_list([review.name_of(author) for author in post.entry.authors])
        when = spoken_when(post.entry.published, uncertain=post.entry.date_uncertain)
        if post.entry.wording == "summary":
            of = and_list([in_a_sentence(review.name_of(author)) for author in post.entry.authors])
            return Citation(
                site, post.entry.title, f"summary of {piece_of(post.entry)} by {of}, {when}", review.name, canonical
            )
        return Citation(names, post.entry.title, when, review.name, canonical)
    work = place.context.get("work")
    if isinstance(work, WorkView):
        when = spoken_when(work.entry.published, uncertain=work.entry.date_uncertain)
        what = f"record of a publication ({work.entry.kind}), {when}"
        return Citation(site, work.entry.title, what, review.name, canonical)
    if place.report is not None and (place.kind == "report" or place.address == place.report.address):
        return _cite_report(place, place.report, review, canonical)
    if isinstance(standing, Page):
        if isinstance(version, Version):
            what = f"as it stood {version.begins.begins}"
        else:
            current = place.context.get("current") if place.context.get("earlier") else None
            since = f"as it stands {current.begins.begins}" if isinstance(current, Version) else ""
            what = since or (spoken_when(standing.published, uncertain=False) if standing.published else "")
        of_report = _chapter(place, standing)
        who = review.name if place.report and place.report.wording == "original" else site
        return Citation(who, standing.title, ", ".join(filter(None, (of_report, what))), review.name, canonical)
    return None


def _cite_report(place: Place, report: ReportHead, review: Review, canonical: str) -> Citation:
    """Return how a report is cited as a whole, or a list that is made of it."""
    made = place.context.get("heading", "").lower() if place.kind == "report" and place.deep is False else ""
    when = spoken_when(report.published, uncertain=False) if report.published else ""
    if report.wording == "original":
        return Citation(review.name, report.title, ", ".join(filter(None, (made, when))), review.name, canonical)
    name = in_a_sentence(review.name)
    by = name if name.startswith(("the ", "a ")) else f"the {name}"
    summary = f"summary of a report by {by}{f' dated {when}' if when else ''}"
    what = ", ".join(filter(None, (made, summary)))
    return Citation(review.maintainer.name, report.title, what, review.name, canonical)


def _chapter(place: Place, page: Page) -> str:
    """Return which chapter of a report a page is, or tells of; empty for other pages.

    It is chapter 2 of The Case for Change; ours is a summary of chapter 2 of The Case for Change.
    """
    if page.chapter is None or place.report is None:
        return ""
    chapter = f"chapter {page.chapter} of {place.report.title}"
    return chapter if place.report.wording == "original" else f"summary of {chapter}"


def spoken_when(when: When, *, uncertain: bool) -> str:
    """Return a date for a citation, without the time of the day: 26 November 2021; March 2021, date uncertain."""
    words = spoken_date(when.first.date()) if when.timed and when.exact else when.spoken
    return f"{words}, date uncertain" if uncertain else words
