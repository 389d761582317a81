"""The report on a terminal: a line for each rule, and where it does not hold."""

from collections.abc import Iterator

from review_site.archive.readiness.model import Readiness
from review_site.archive.readiness.wording import RESULT_WORDS, place_words, verdict

_SHOWN = 5
_WIDTH = max(map(len, RESULT_WORDS.values()))


def render_text(readiness: Readiness) -> str:
    """Return the report as lines of plain text; of many places the first few are shown."""
    return "\n".join(_lines(readiness)) + "\n"


def _lines(readiness: Readiness) -> Iterator[str]:
    for one in readiness.assessed:
        finding = one.finding
        yield f"{one.rule.id:<3}  {RESULT_WORDS[finding.result]:<{_WIDTH}}  {one.rule.title}: {finding.evidence}"
        for place in finding.places[:_SHOWN]:
            yield f"{'':<{_WIDTH + 7}}{place_words(place)}: {place.what}"
        if len(finding.places) > _SHOWN:
            yield f"{'':<{_WIDTH + 7}}and {len(finding.places) - _SHOWN:,} more"
    yield ""
    yield verdict(readiness)
