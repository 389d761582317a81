"""What must hold between the support lines of the register and the pages that need them.

The checks read the plain data of sources, so that they speak even where a file has other mistakes.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, get_args

from review_site.clock import LONDON, spoken_date, spoken_instant, start_of_day
from review_site.content.fields import date_in, groups_in, is_true
from review_site.content.markdown import read_markdown
from review_site.content.parts import SupportFor
from review_site.content.source import Source
from review_site.problems import Problems

Span = tuple[float, float]
_LINES = "support_lines"


def check_support(sources: Iterable[Source], register: Source, problems: Problems) -> None:
    """Tell each post or page that names nobody to turn to at some instant of its life, for somebody in its `support`.

    Where a line of the register cannot be read, nothing is told: it may be the one that is needed.
    """
    told = (one.field for one in problems if one.path == register.path)
    unread = any(_LINES in key for key in register.unread) or any(map(register.is_lost, (_LINES, "for")))
    if unread or any(field.startswith(_LINES) for field in told):
        return
    spans = {reader: _spans(register, reader) for reader in get_args(SupportFor)}
    for source in sources:
        life = _life(source, register)
        readers = source.data.get("support") or ()
        for index, reader in enumerate(readers if isinstance(readers, list) else ()):
            gap = _gap(life, spans[reader]) if life and reader in spans else None
            if gap is not None:
                what = f"nobody in review.yml is there for {reader} from {_spoken(gap)} on"
                mend = f"add a line to support_lines for [{reader}], or give one that ends a later `until`"
                problems.add(source.path, "support", what, mend, line=source.line(("support", index)))


def check_numbers(sources: Iterable[Source], register: Source, problems: Problems) -> None:
    """Tell each link of a text that would ring a line which is kept as a record, or which ends some day."""
    passing = {
        _digits(group["phone"]): group.get("who")
        for _, group in groups_in(register.data, _LINES)
        if isinstance(group.get("phone"), str)
        and (is_true(group, "record") or is_true(group, "own") or group.get("until"))
    }
    for source in sources:
        for link in read_markdown(source.body, source.body_line).links if passing else ():
            scheme, _, number = link.target.partition(":")
            if scheme.lower() == "tel" and _digits(number) in passing:
                what = f"{link.target} would ring “{passing[_digits(number)]}”, which is not there for ever"
                mend = "write the number without a link; `support:` links it as long as it may be rung"
                problems.add(source.path, "link", what, mend, line=link.line)


def _spans(register: Source, reader: str) -> list[Span]:
    """Return the times, as seconds since 1970, in which some line for a reader may be turned to, the earliest first."""
    starts = (
        date_in(start, "from") for _, start in groups_in(register.data, "stages") if start.get("stage") == "closed"
    )
    closed = next((start.due.timestamp() for start in starts if start), math.inf)

    def spans() -> Iterator[Span]:
        for _, group in groups_in(register.data, _LINES):
            if reader in (group.get("for") or ()) and not is_true(group, "record"):
                begins, ends = date_in(group, "from"), date_in(group, "until")
                last = closed if is_true(group, "own") else math.inf
                yield begins.due.timestamp() if begins else -math.inf, min(ends.due.timestamp() if ends else last, last)

    return sorted(spans())


def _life(source: Source, register: Source) -> Span | None:
    """Return from when to when a post or page stands; a page without a date, since the review was announced.

    None when that cannot be read.
    """
    data: Mapping[str, Any] = source.data
    if source.is_lost("published") or source.is_unread(("published",)):
        return None
    stages = groups_in(register.data, "stages")
    begins = date_in(data, "published") if data.get("published") else date_in(stages[0][1], "from") if stages else None
    withdrawn = data.get("withdrawn")
    ends = date_in(withdrawn, "on") if isinstance(withdrawn, Mapping) else None
    if begins is None:
        return None
    return begins.due.timestamp(), ends.due.timestamp() if ends else math.inf


def _gap(life: Span, spans: Iterable[Span]) -> float | None:
    """Return the first instant of a life that no span holds; None when there is none."""
    reached, end = life
    for begins, ends in spans:
        if begins > reached or reached >= end:
            break
        reached = max(reached, ends)
    return reached if reached < end else None


def _spoken(seconds: float) -> str:
    instant = datetime.fromtimestamp(seconds, LONDON)
    midnight = instant == start_of_day(instant.date())
    return spoken_date(instant.date()) if midnight else spoken_instant(instant)


def _digits(number: str) -> str:
    """Return a British number by its digits alone: +44 1632 960000 is 01632 960000."""
    return re.sub(r"\D", "", re.sub(r"^\+44", "0", number.strip()))
