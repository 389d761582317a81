"""Asks for one address after the other, patiently and within bounds, and stops when the archive has had enough."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from review_site.archive.audit.asking import Answer, Connection, NoAnswerError, parse_date
from review_site.archive.audit.base import Base, Place, raw_path
from review_site.archive.audit.findings import UNKNOWN, Finding
from review_site.archive.audit.holdings import Expected
from review_site.archive.audit.judging import judge
from review_site.archive.audit.pace import Pace

_PASSING = {408, 425, 429, 500, 502, 503, 504}  # what an archive may answer once and not again
_TOO_MUCH = {429, 503}
_MARGIN = 1 << 20  # bytes past the recorded size that are read, before a body is too long to be the recorded one


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """How far an audit goes.

    `tries` for one address, the first after `backoff` seconds again, then after twice as long; `longest_rest`: the
    seconds for which it waits when asked to, before it stops; `give_up`: how many addresses in a row may go without an
    answer; `hops`: how often an archive may lead from one capture to another; `answer`: the most bytes of one body.
    """

    tries: int = 4
    backoff: float = 2.0
    longest_rest: float = 600.0
    give_up: int = 10
    hops: int = 5
    answer: int = 1 << 30


class _EnoughError(Exception):
    """The archive does not want, or cannot bear, to be asked on."""


def ask_for(
    addresses: Iterable[Expected],
    base: Base,
    connection: Connection,
    pace: Pace,
    note: Callable[[Finding], None],
    bounds: Bounds,
) -> str | None:
    """Ask an archive for each address, in order, and note each finding as it is made.

    Args:
        addresses: what to ask for.
        base: the archive.
        connection: the connection to it.
        pace: the time between two requests.
        note: called with each finding.
        bounds: how far to go.

    Returns:
        None when every address was asked for; else in words why the archive was asked no further.

    Raises:
        OSError: when the WARC of the bundle cannot be read.
    """
    failed = 0
    for expected in addresses:
        try:
            finding = _ask(expected, base, connection, pace, bounds)
        except _EnoughError as enough:
            return str(enough)
        note(finding)
        failed = failed + 1 if finding.verdict in UNKNOWN else 0
        if failed == bounds.give_up:
            return f"{failed} addresses in a row went without an answer; the last: {finding.reason}"
    return None


def _ask(expected: Expected, base: Base, connection: Connection, pace: Pace, bounds: Bounds) -> Finding:
    """Ask for an address, and follow the archive to the capture that it has."""
    place, asked = Place(timestamp=expected.timestamp, url=expected.url), set[Place]()
    while place not in asked and len(asked) <= bounds.hops:
        asked.add(place)
        found = _ask_patiently(expected, place, base, connection, pace, bounds)
        if isinstance(found, Finding):
            return found
        place = found
    reason = f"it leads from one capture to another, {len(asked)} times without an end"
    return _unanswered(expected, base, place, reason)


def _ask_patiently(
    expected: Expected, place: Place, base: Base, connection: Connection, pace: Pace, bounds: Bounds
) -> Finding | Place:
    limit = min(bounds.answer, expected.size + _MARGIN)
    reason = ""
    for attempt in range(bounds.tries):
        pace.wait()
        rest = None
        try:
            with connection.get(raw_path(base, place), limit) as answer:
                if not _is_passing(answer):
                    pace.recover()
                    return judge(expected, place, answer, base, limit)
                reason, rest = f"it answered {answer.status}", answer.retry_after
                if answer.status in _TOO_MUCH:
                    pace.slow_down()
        except NoAnswerError as error:
            reason = f"it {error}"
            if error.is_final:
                raise _EnoughError(f"the archive {error}") from None
        if rest is not None and rest > bounds.longest_rest:
            raise _EnoughError(f"the archive asks to be left alone for {rest:.0f} seconds")
        pace.rest(bounds.backoff * 2**attempt if rest is None else rest)
    return _unanswered(expected, base, place, f"{reason} (tries: {bounds.tries})")


def _is_passing(answer: Answer) -> bool:
    is_memento = parse_date(answer.headers.get("memento-datetime", "")) is not None
    return answer.status in _PASSING and not is_memento


def _unanswered(expected: Expected, base: Base, place: Place, reason: str) -> Finding:
    asked = str(base).removesuffix(base.path) + raw_path(base, place)
    return Finding(url=expected.url, verdict="unanswered", asked=asked, reason=reason)
