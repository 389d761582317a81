"""What the four legal pages show: the register, and what the last tests found, at the instant of a build.

The failures are those of the site as it is built, whatever the day: nobody is kept from knowing them. The days on
which the statement was prepared, read and tested are told once they have come.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from review_site.clock import is_due
from review_site.content.criteria import CRITERIA, Criterion
from review_site.content.legal import AccessibilityStatement, Legal
from review_site.content.library import Library
from review_site.content.results import Finding, Results
from review_site.content.when import When

OF_OTHERS = "copyright-of-others"  # the place on the page of copyright where it stands what belongs to others


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that is not accessible, in words, and the criterion that it fails.

    `places` are the addresses on which a tool found it, in the `views`; `rule` the tool's own name for it.
    """

    what: str
    criterion: Criterion
    more: str = ""
    rule: str = ""
    places: tuple[str, ...] = ()
    views: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LegalView:
    """The legal block, what is listed in the statement, and the days of it that have come.

    `due_to` is what stands between the status and its list: the non-compliances, the exemptions or both; `others` are
    the findings of the tests that fail no criterion.
    """

    entry: Legal
    failures: tuple[Failure, ...]
    burdens: tuple[Failure, ...]
    due_to: str
    others: tuple[Finding, ...]
    results: Results
    prepared: When | None
    reviewed: When | None
    tested: When | None
    privacy_reviewed: When | None


def view_legal(library: Library, instant: datetime) -> LegalView | None:
    """Return what the legal pages show of a library at an instant (London); None without results of tests."""
    legal, results = library.review.legal, library.results
    if results is None:
        return None
    statement = legal.accessibility
    failures = (*_known(statement), *_found(results.findings))
    burdens = tuple(
        Failure(one.issue, CRITERIA[one.criterion], more=one.assessment) for one in statement.disproportionate_burden
    )
    return LegalView(
        entry=legal,
        failures=failures,
        burdens=burdens,
        due_to=_due_to(failures=bool(failures), exemptions=bool(burdens or statement.out_of_scope)),
        others=tuple(finding for finding in results.findings if not finding.criteria),
        results=results,
        prepared=_come(statement.prepared, instant),
        reviewed=_come(statement.reviewed, instant),
        tested=_come(results.tested, instant),
        privacy_reviewed=_come(legal.privacy.reviewed, instant),
    )


def _known(statement: AccessibilityStatement) -> Iterator[Failure]:
    for one in statement.known_issues:
        yield Failure(one.issue, CRITERIA[one.criterion], more=one.plan or "")


def _found(findings: Iterable[Finding]) -> Iterator[Failure]:
    """Give each finding once for each criterion that it fails, in words that say what it means for readers."""
    for one in findings:
        for number in one.criteria:
            criterion = CRITERIA[number]
            rule = f"{one.tool}: {one.what} ({one.rule})"
            yield Failure(criterion.failure, criterion, rule=rule, places=one.pages, views=one.views)


def _due_to(*, failures: bool, exemptions: bool) -> str:
    """Return the words of the model statement for what is listed."""
    named = [words for words, there in (("non-compliances", failures), ("exemptions", exemptions)) if there]
    return " and ".join(named)


def _come(when: When, instant: datetime) -> When | None:
    return when if is_due(when.due, instant) else None
