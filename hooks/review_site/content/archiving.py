"""What people agreed with the archive, and what they did for it (review.yml, `archiving`).

Nobody else can know it: a program reads it in the report on whether the site is ready to be archived.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import Field

from review_site.clock import is_due
from review_site.content.fields import Entry, Fault, Text, Url, date_in, wrong
from review_site.content.parts import Day


class SignOff(Entry):
    """That something was done: who says so, and on which day."""

    by: Annotated[Text, Field(description="who says so: a person's part or a body, as readers may see it")]
    on: Annotated[Day, Field(description="the day on which it was looked at")]


class Archiving(Entry):
    """Dates and sign-offs for the archive; each is left out until it is known."""

    notice_given: Annotated[Day | None, Field(description="the day on which the archive was given notice")] = None
    capture_from: Annotated[Day | None, Field(description="the day from which the archive is to copy the site")] = None
    last_major_change: Annotated[
        Day | None, Field(description="the day of the last change to how the site is built or arranged")
    ] = None
    crawlers_let_in: Annotated[
        SignOff | None, Field(description="who looked that the host neither blocks nor slows crawlers")
    ] = None
    contacts_kept_until: Annotated[
        Day | None, Field(description="the last day on which the contacts that the site names are answered")
    ] = None
    domain_kept_until: Annotated[Day | None, Field(description="the last day for which the domain is paid")] = None
    redirects_in_place: Annotated[
        SignOff | None, Field(description="who looked that the domain leads to the archived copy")
    ] = None
    held_elsewhere: dict[Url, Text] = Field(
        default_factory=dict,
        description="documents of others on sharing services that pages link to, each with why it is not held here",
    )

    @classmethod
    def faults(cls, data: Mapping[str, Any]) -> Iterator[Fault]:
        """Give a notice, or a last change, from after the day on which the archive begins."""
        begins = date_in(data, "capture_from")
        for name, what in (
            ("notice_given", "the archive is to begin before it was given notice"),
            ("last_major_change", "the site changes after the archive has begun"),
        ):
            day = date_in(data, name)
            if begins and day and not is_due(day.first, begins.first):
                yield wrong(what, "correct one of the two dates", at=(name,))
