"""What the archive may be told at an instant of what people agreed with it."""

from collections.abc import Container
from datetime import datetime
from typing import Any

from review_site.clock import is_due
from review_site.content.archiving import Archiving, SignOff
from review_site.content.register import Review
from review_site.content.when import When
from review_site.lifecycle.freeze import frozen_from
from review_site.lifecycle.stage import EFFECTS, stage_at

_CLOSING = ("closing", "closed")


def archiving_at(
    review: Review,
    instant: datetime,
    *,
    stands: Container[str],
    linked: Container[str],
    third_party: str | None,
) -> dict[str, Any]:
    """Return what a finished site says to an archive, by the names of site-index.json; dates are ISO 8601 days.

    What was done is told from its day on. What is planned, the closing above all, is told once the site has said that
    it closes, an exception to the freeze once it stands, and a document held elsewhere once a page links to it: none
    of it is public before.

    Args:
        review: the register.
        instant: the instant of the build (London).
        stands: the addresses of the pages of the site.
        linked: the full addresses that pages of the site link to.
        third_party: the address at which the site lists what belongs to others.
    """
    known = review.archiving or Archiving()
    told: dict[str, Any] = {
        "contact_live": review.contact.live,
        "third_party_listed_at": third_party,
        "notice_given": _past(known.notice_given, instant),
        "last_major_change": _past(known.last_major_change, instant),
        "crawlers_let_in": _signed(known.crawlers_let_in, instant),
        "redirects_in_place": _signed(known.redirects_in_place, instant),
        "held_elsewhere": {url: why for url, why in sorted(known.held_elsewhere.items()) if url in linked},
    }
    if stage_at(review, instant) in _CLOSING:
        told |= _planned(review, known, stands)
    return {name: value for name, value in told.items() if value not in (None, {})}


def _planned(review: Review, known: Archiving, stands: Container[str]) -> dict[str, Any]:
    exceptions = sorted(review.freeze.except_.items()) if review.freeze else []
    closes = next((start.from_ for start in review.stages if EFFECTS[start.stage].last), None)
    first = frozen_from(review)
    return {
        "closes": _day(closes),
        "frozen_from": first.date().isoformat() if first else None,
        "freeze_exceptions": {address: why for address, why in exceptions if address in stands},
        "capture_from": _day(known.capture_from),
        "contacts_kept_until": _day(known.contacts_kept_until),
        "domain_kept_until": _day(known.domain_kept_until),
    }


def _day(when: When | None) -> str | None:
    return when.due.date().isoformat() if when else None


def _past(when: When | None, instant: datetime) -> str | None:
    return _day(when) if when and is_due(when.due, instant) else None


def _signed(one: SignOff | None, instant: datetime) -> dict[str, str] | None:
    day = _past(one.on, instant) if one else None
    return {"by": one.by, "on": day} if one and day else None
