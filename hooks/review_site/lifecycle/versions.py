"""As-at history: the earlier versions of a page that changes with time, each at an address that stays.

A version begins when what the page says changes by date: a state block of its text, the state of a call that it shows.
Lists whose lines carry their own dates (timeline, figures, events, documents) grow without making one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from review_site.addresses import AS_AT
from review_site.clock import LONDON, is_due, start_of_day
from review_site.content.dated import Call
from review_site.content.library import Library
from review_site.content.models import Page
from review_site.content.questions import tell_questions
from review_site.content.shelf import Sourced
from review_site.content.state_blocks import read_blocks
from review_site.lifecycle.calls import State, names_on, results_at, state_at
from review_site.lifecycle.due import is_public
from review_site.lifecycle.texts import Moment, moment_of, moments_of_call, moments_of_text, text_at
from review_site.problems import Problem, Problems

_Shown = tuple[Call, State, int]
_END = start_of_day(date.max)


@dataclass(frozen=True, slots=True)
class Version:
    """How a page stood from one moment to another: `ends` is None for the one that stands now.

    `states` are those of the calls that it shows, by their titles.
    """

    page: str
    begins: Moment
    ends: Moment | None
    text: str
    states: tuple[tuple[str, State], ...]

    @property
    def address(self) -> str:
        """The address at which it stays once it is an earlier one: `/call-for-ideas/as-at/2021-11-04/`."""
        begins = self.begins.instant.astimezone(LONDON)
        form = "%Y-%m-%d" if (begins.hour, begins.minute) == (0, 0) else "%Y-%m-%d-%H%M"
        return f"{self.page.rstrip('/')}{AS_AT}{begins.strftime(form)}/"

    @property
    def span(self) -> str:
        """From when to when it stood, in words."""
        return f"{self.begins.begins} {self.ends.ends}" if self.ends else self.begins.begins


def versions_of(address: str, page: Sourced[Page], library: Library, instant: datetime) -> tuple[Version, ...]:
    """Return the versions of a page up to an instant, the earliest first; the last is the one that stands then.

    `library` is the whole one, with what is still to come. A page that stays as it is has one version.
    """
    first = _first(page, library)
    after = sorted(
        (moment for moment in _moments(address, page, library) if _is_between(moment, first, instant)),
        key=lambda moment: (moment.instant.timestamp(), moment.vague),
    )
    turns: list[tuple[Moment, str, tuple[_Shown, ...]]] = []
    for moment in (first, *after):
        text = text_at(page.source.body, library, moment.instant)
        shown = _shown(address, page.entry, library, moment.instant)
        if not turns or turns[-1][1:] != (text, shown):
            turns.append((moment, text, shown))
    ends = [moment for moment, _, _ in turns[1:]]
    return tuple(
        Version(address, moment, end, text, tuple((call.title, state) for call, state, _ in shown))
        for (moment, text, shown), end in zip(turns, [*ends, None], strict=True)
    )


def all_versions(library: Library, instant: datetime) -> dict[str, tuple[Version, ...]]:
    """Return the versions of every page that is out at an instant, by its address; of a withdrawn one, those before."""
    return {
        address: versions_of(address, page, library, _until(page.entry, instant))
        for address, page in library.pages.items()
        if is_public(page.entry, instant)
    }


def questions_out_of_step(library: Library) -> list[Problem]:
    """Return what is wrong with the questions of ready pages that change with time, in any of their versions."""
    found: dict[Problem, None] = {}
    for address, page in library.pages.items():
        if page.entry.faq and page.entry.status == "ready" and read_blocks(page.source.body).sets:
            problems = Problems()
            for version in versions_of(address, page, library, _END):
                tell_questions(page.source, version.text, problems)
            found |= dict.fromkeys(problems)
    return list(found)


def earlier_addresses(library: Library, instant: datetime) -> Iterator[str]:
    """Give the address of every earlier version that is out at an instant."""
    for versions in all_versions(library, instant).values():
        yield from (version.address for version in versions[:-1])


def _until(entry: Page, instant: datetime) -> datetime:
    withdrawn = entry.withdrawn.on.due if entry.withdrawn else instant
    return min(withdrawn, instant, key=datetime.timestamp)


def _first(page: Sourced[Page], library: Library) -> Moment:
    """Return the moment from which a page stands: its date, else the announcement of the review."""
    return moment_of(page.entry.published or library.review.stages[0].from_)


def _is_between(moment: Moment, first: Moment, instant: datetime) -> bool:
    return is_due(moment.instant, instant) and not is_due(moment.instant, first.instant)


def _moments(address: str, page: Sourced[Page], library: Library) -> Iterator[Moment]:
    if read_blocks(page.source.body).sets:
        yield from moments_of_text(page.source.body, library)
    for name in {*names_on(address, page.entry.calls, library.calls), *(library.calls if _lists(page.entry) else ())}:
        yield from moments_of_call(library.calls[name].entry)


def _shown(address: str, entry: Page, library: Library, instant: datetime) -> tuple[_Shown, ...]:
    """Return what a page shows of its calls: those in whole with what came of them, others as open or closed alone."""
    whole = names_on(address, entry.calls, library.calls)
    seen = {
        name: call.entry
        for name, call in library.calls.items()
        if call.entry.status == "ready" and is_due(call.entry.seen_from, instant)
    }
    return (
        *(_as_shown(seen[name], instant, whole=True) for name in whole if name in seen),
        *(_as_shown(call, instant, whole=False) for name, call in seen.items() if _lists(entry) and name not in whole),
    )


def _lists(entry: Page) -> bool:
    return "calls" in entry.show


def _as_shown(call: Call, instant: datetime, *, whole: bool) -> _Shown:
    state = state_at(call, instant)
    if whole:
        return call, state, len(results_at(call, instant))
    return call, "closed" if state == "reported" else state, 0
