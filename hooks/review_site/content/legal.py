"""What the law has a site say of itself: who runs it, how accessible it is, privacy, copyright (review.yml, `legal`).

Whoever reviews the site fills this in. The fixed words of the regulations stand in the theme, and nobody writes them.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from review_site.content.criteria import CRITERIA
from review_site.content.fields import Entry, Fault, Flag, Text, Url, date_in, groups_in, wrong
from review_site.content.parts import Day, Way
from review_site.problems import did_you_mean

Status = Literal["fully compliant", "partially compliant", "not compliant"]
EnforcedIn = Literal["Great Britain", "Northern Ireland"]


def _read_criterion(value: object) -> object:
    if isinstance(value, str) and value not in CRITERIA:
        near = did_you_mean(value, CRITERIA)
        mend = near if near.startswith("did you mean") else "write its number alone, as in 1.4.3"
        raise wrong(f"“{value}” is no success criterion of WCAG 2.2 at level A or AA", mend)
    return value


CriterionNumber = Annotated[str, BeforeValidator(_read_criterion)]


class Feedback(Entry):
    """How readers reach those who run the site, or why they cannot."""

    ways: Annotated[tuple[Way, ...], Field(description="how a problem is reported, as the ways to answer a call")] = ()
    answer_within: Annotated[Text | None, Field(description="how soon an answer comes: `10 working days`")] = None
    none_because: Annotated[
        Text | None, Field(description="where there is no way: one or two sentences for readers that say so and why")
    ] = None

    @classmethod
    def faults(cls, data: Mapping[str, Any]) -> Iterator[Fault]:
        """Give that nothing is said, that both are said, ways that lead nowhere or say not how soon an answer comes."""
        ways, none = bool(data.get("ways")), bool(data.get("none_because"))
        if not ways and "none_because" not in data:
            mend = "add `ways:` with `by:` and `at:`, or `none_because: …` with the reason why there is no way"
            yield wrong("nothing says how a problem is reported", mend, at=("ways",), without="none_because")
        if ways and none:
            yield wrong("there are ways, and a reason why there is no way", "keep one of the two", at=("none_because",))
        if ways and "answer_within" not in data:
            mend = "add `answer_within: 10 working days`, with the time that you can keep"
            yield wrong("nothing says how soon an answer comes", mend, at=("ways",), without="answer_within")
        for index, way in groups_in(data, "ways"):
            if "at" not in way:
                mend = "add a line `at: …` with its address or number"
                yield wrong("nothing says where it leads", mend, at=("ways", index, "by"), without="at")


class KnownIssue(Entry):
    """Something that fails a criterion, which people know of and no automated test tells."""

    issue: Annotated[Text, Field(description="one or two sentences: what is wrong, and whom it keeps out")]
    criterion: Annotated[CriterionNumber, Field(description="the success criterion of WCAG 2.2 that it fails: `1.4.3`")]
    plan: Annotated[Text | None, Field(description="one sentence: what will be done about it")] = None


class Burden(Entry):
    """Something that is not mended because that would be a disproportionate burden (regulation 7)."""

    issue: Annotated[Text, Field(description="what is wrong, and whom it keeps out")]
    criterion: Annotated[CriterionNumber, Field(description="the success criterion of WCAG 2.2 that it fails")]
    assessment: Annotated[Text, Field(description="what was weighed, and when it is weighed again")]


class OutOfScope(Entry):
    """Content to which the regulations do not apply (regulation 4(2))."""

    what: Annotated[Text, Field(description="what content, in a few words")]
    why: Annotated[Text, Field(description="one or two sentences: why the regulations do not apply to it")]


class AccessibilityStatement(Entry):
    """What the model accessibility statement asks for (regulation 8)."""

    status: Annotated[Status, Field(description="how far the site meets WCAG 2.2 AA")]
    status_because: Annotated[Text, Field(description="why this status, in plain words")]
    prepared: Annotated[Day, Field(description="the day on which the statement was first published")]
    reviewed: Annotated[Day, Field(description="the day on which somebody last read it against the site")]
    method: Annotated[Text, Field(description="who tested the site, and how")]
    known_issues: Annotated[
        tuple[KnownIssue, ...], Field(description="what fails, and no automated test tells: see below")
    ] = ()
    disproportionate_burden: Annotated[
        tuple[Burden, ...], Field(description="what is not mended for that reason: see below")
    ] = ()
    out_of_scope: Annotated[
        tuple[OutOfScope, ...], Field(description="what the regulations do not apply to: see below")
    ] = ()
    improving: Annotated[Text | None, Field(description="what is being done to improve accessibility")] = None
    enforced_in: Annotated[EnforcedIn, Field(description="which commission enforces the regulations")] = "Great Britain"

    @classmethod
    def faults(cls, data: Mapping[str, Any]) -> Iterator[Fault]:
        """Give a review that comes before the statement itself."""
        prepared, reviewed = date_in(data, "prepared"), date_in(data, "reviewed")
        if prepared and reviewed and reviewed.first < prepared.first:
            mend = "give the day on which it was last read, no earlier than `prepared`"
            yield wrong("it was reviewed before it was prepared", mend, at=("reviewed",))


class Privacy(Entry):
    """What a privacy notice says that only those who run the site know (UK GDPR, article 13)."""

    host_logs: Annotated[Text, Field(description="what the host of the site keeps of its readers, and who controls it")]
    people_named: Annotated[Text, Field(description="what the site says of people, and where that is from")]
    basis: Annotated[Text | None, Field(description="the legal basis on which it does so")] = None
    reviewed: Annotated[Day, Field(description="the day on which somebody last read the notice against the site")]


class CopyrightPart(Entry):
    """A part of the site, whose it is, and what others may do with it."""

    what: Annotated[Text, Field(description="which part, in a few words")]
    holder: Annotated[Text, Field(description="whose it is")]
    terms: Annotated[Text, Field(description="what others may do with it")]
    licence: Annotated[Url | None, Field(description="the full address of its licence")] = None


class Legal(Entry):
    """The whole block."""

    run_by: Annotated[Text, Field(description="who runs the site, as it stands within a sentence")]
    public_body: Annotated[Flag, Field(description="`true` when that is a public sector body, which the law binds")]
    feedback: Annotated[Feedback, Field(description="how readers reach them: see below")]
    accessibility: Annotated[AccessibilityStatement, Field(description="the accessibility statement: see below")]
    privacy: Annotated[Privacy, Field(description="the privacy notice: see below")]
    copyright: Annotated[
        tuple[CopyrightPart, ...], Field(min_length=1, description="whose the parts of the site are: see below")
    ]
    third_party: Annotated[Text, Field(description="what of others the site holds or links to, and on what terms")]
