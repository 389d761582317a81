"""A2, A20, A21: what people agreed with the archive, beside what the folder shows of it."""

from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from review_site.archive.readiness.judging import combine, counted, judge
from review_site.archive.readiness.model import Context, Finding, Place
from review_site.archive.readiness.robots import kept_from, read_robots
from review_site.clock import spoken_date
from review_site.site_index import SITE_INDEX, Archiving, SignOff

NOTICE, NOTICE_OF_CLOSING, UNCHANGED = timedelta(weeks=8), timedelta(weeks=10), timedelta(weeks=8)
_KEPT_OUT = frozenset({"nofollow", "none", "noarchive"})
_CLOSING = ("closing", "closed")
_UNRECORDED = "Nobody has said what was agreed with the archive."


def crawlers_let_in(context: Context) -> Finding:
    """A2: robots.txt keeps no crawler out and names the sitemap, and the host neither blocks nor slows."""
    return combine([_robots(context), _host(context)])


def _robots(context: Context) -> Finding:
    places = _robots_of_pages(context)
    if urlsplit(context.inventory.url).path != "/":
        told = "The site lies below a path: robots.txt is its host's, and not in this folder."
        return judge(places, holds=told, fails=told) if places else Finding(result="not told", evidence=told)
    resource = context.by_address.get("/robots.txt")
    if resource is None:
        places.append(Place(file="robots.txt", what="is not there, so nothing names the sitemap"))
    else:
        robots = read_robots(context.inventory.file_of(resource).read_bytes())
        addresses = [one.address for one in context.inventory.resources if one.status == 200]
        for group in robots.groups:
            who = ", ".join(group.agents)
            for line, kept in kept_from(group, addresses).items():
                what = f"keeps {who} from {counted(len(kept), 'address', 'addresses')}, such as {kept[0]}"
                places.append(Place(file=resource.file, line=line, what=what))
            places += [
                Place(file=resource.file, line=line, what=f"slows {who} to one request in {value} seconds")
                for line, value in group.delays
            ]
        if not robots.sitemaps:
            places.append(Place(file=resource.file, what="names no sitemap"))
    return judge(
        places,
        holds="robots.txt lets every crawler in and names the sitemap.",
        fails="robots.txt, or a page's own word to crawlers, is not as it should be.",
    )


def _robots_of_pages(context: Context) -> list[Place]:
    return [
        Place(file=context.file_of(address), line=line, what=f"tells crawlers “{content}”")
        for address, facts in context.pages.items()
        if context.by_address[address].status == 200
        for line, content in facts.robots
        if _KEPT_OUT.intersection(word.strip().lower() for word in content.split(","))
    ]


def _host(context: Context) -> Finding:
    signed = context.facts.crawlers_let_in if context.facts else None
    if signed is None:
        return Finding(result="not told", evidence="Nobody has said whether the host blocks or slows crawlers.")
    return Finding(result="pass", evidence=f"{_signed(signed)}: the host neither blocks nor slows crawlers.")


def notice_and_freeze(context: Context) -> Finding:
    """A20: the archive has had notice, nothing large changes any more, and the contacts are answered."""
    facts = context.facts
    if facts is None:
        return Finding(result="not told", evidence=_UNRECORDED)
    return combine([_notice(facts), _unchanged(facts), _contacts(facts)])


def _notice(facts: Archiving) -> Finding:
    given, closes, begins = facts.notice_given, facts.closes, facts.capture_from
    if given is None:
        return Finding(result="not told", evidence="Nobody has said that notice was given to the archive.")
    if closes is None and begins is None:
        what = f"Notice was given on {spoken_date(given)}. Nobody has said when the archive begins."
        return Finding(result="not told", evidence=what)
    places = []
    if closes is not None and closes - given < NOTICE_OF_CLOSING:
        what = f"notice of {_weeks(closes - given)} before the closing on {spoken_date(closes)}, in place of 10 weeks"
        places.append(_place(what))
    if begins is not None and begins - given < NOTICE:
        what = f"notice of {_weeks(begins - given)} before the copy of {spoken_date(begins)}, in place of 8 weeks"
        places.append(_place(what))
    return judge(
        places,
        holds=f"Notice was given on {spoken_date(given)}, in time.",
        fails=f"Notice was given on {spoken_date(given)}, and that was late.",
    )


def _unchanged(facts: Archiving) -> Finding:
    ends = _first(facts.capture_from, facts.closes)
    changed, frozen = facts.last_major_change, facts.frozen_from
    if ends is None or (changed is None and frozen is None):
        return Finding(result="not told", evidence="Nobody has said when the site last changed much.")
    places = []
    for day, what in ((changed, "the last large change was"), (frozen, "the freeze begins")):
        if day is not None and ends - day < UNCHANGED:
            places.append(_place(f"{what} on {spoken_date(day)}, {_weeks(ends - day)} before {spoken_date(ends)}"))
    told = []
    if changed is not None:
        told.append(f"The last large change was on {spoken_date(changed)}.")
    if frozen is not None:
        gate = f"From {spoken_date(frozen)} on, nothing new comes out: the build refuses it"
        exceptions = [f"{address} ({why})" for address, why in facts.freeze_exceptions.items()]
        told.append(f"{gate}{', except ' + ', '.join(exceptions) if exceptions else ''}.")
    return judge(places, holds=" ".join(told), fails="The site changes in the eight weeks before it is copied.")


def _contacts(facts: Archiving) -> Finding:
    kept, closes = facts.contacts_kept_until, facts.closes
    if kept is None:
        if facts.contact_live is False:
            what = "The site names no contact as one that is still answered, so there is none to keep alive."
            return Finding(result="pass", evidence=what)
        return Finding(result="not told", evidence="Nobody has said until when the contacts are answered.")
    early = closes is not None and kept < closes
    return judge(
        [_place(f"contacts are answered until {spoken_date(kept)}, and the site stands after that")] if early else [],
        holds=f"The contacts are answered until {spoken_date(kept)}.",
        fails="The contacts go before the site.",
    )


def domain_and_redirects(context: Context) -> Finding:
    """A21: the domain is kept, and leads to the archived copy."""
    facts = context.facts
    if facts is None:
        return Finding(result="not told", evidence=_UNRECORDED)
    if context.stage not in _CLOSING:
        return Finding(result="does not apply", evidence="The site does not close yet.")
    return combine([_domain(facts, context.inventory.as_at), _redirects(facts)])


def _domain(facts: Archiving, as_at: datetime | None) -> Finding:
    kept, closes = facts.domain_kept_until, facts.closes
    if kept is None:
        return Finding(result="not told", evidence="Nobody has said for how long the domain is kept.")
    lost = (closes is not None and kept <= closes) or (as_at is not None and kept < as_at.date())
    return judge(
        [_place(f"the domain is paid until {spoken_date(kept)}, and that is over, or no longer than the site stands")]
        if lost
        else [],
        holds=f"The domain is kept until {spoken_date(kept)}.",
        fails="The domain goes with the site, and every link to it is lost.",
    )


def _redirects(facts: Archiving) -> Finding:
    if facts.redirects_in_place is None:
        what = (
            "Nobody has said that the domain leads to the archived copy. The bundle holds the configuration for that."
        )
        return Finding(result="not told", evidence=what)
    return Finding(
        result="pass", evidence=f"{_signed(facts.redirects_in_place)}: the domain leads to the archived copy."
    )


def _place(what: str) -> Place:
    return Place(file=SITE_INDEX, what=what)


def _signed(one: SignOff) -> str:
    return f"{one.by} looked on {spoken_date(one.on)}"


def _first(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)


def _weeks(span: timedelta) -> str:
    days = span.days
    if days < 0:
        return f"{counted(-days, 'day')} after, not"
    weeks, rest = divmod(days, 7)
    return " and ".join(filter(None, (counted(weeks, "week"), counted(rest, "day") if rest else "")))
