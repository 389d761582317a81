"""A text and the house style → advice, which stops nothing."""

from collections.abc import Collection, Iterable, Iterator

from review_site.content.markdown_text import Text
from review_site.content.source import Source
from review_site.problems import Problem, did_you_mean
from review_site.style.findings import Finding, find_abbreviations, find_long, find_spellings, find_terms
from review_site.style.house_style import HouseStyle
from review_site.style.passages import Passage, read_passages
from review_site.style.waivers import FIELDS, Waiver, is_known, read_waivers


def advise(source: Source, text: Text, style: HouseStyle) -> list[Problem]:
    """Return what a writer may think over in a text and its front matter, in the order of its lines.

    A word that stands several times is told once, with all its lines.
    """
    passages = read_passages(source, text)
    waivers, unread = read_waivers(text, passages)
    told = tell_findings(source, _find(passages, text, style), waivers)
    told.extend(_tell_unknown(source, waiver, style) for waiver in waivers if not is_known(waiver, style))
    told.extend(_tell_unread(source, line) for line in unread)
    return sorted(told, key=lambda problem: (problem.line or 0, problem.field, problem.what))


def tell_findings(source: Source, found: Iterable[Finding], waivers: Collection[Waiver]) -> list[Problem]:
    """Return as advice what was found in a file and is not set aside; a word is told once, with all its lines."""
    kept = (finding for finding in found if not any(waiver.covers(finding) for waiver in waivers))
    return [_tell(source, alike) for alike in _gather(kept)]


def _find(passages: tuple[Passage, ...], text: Text, style: HouseStyle) -> Iterator[Finding]:
    for passage in passages:
        yield from find_long(passage, style)
        yield from find_terms(passage, style)
        if style.british_spelling:
            yield from find_spellings(passage)
    avoided = {word for term in style.terms for word in term.avoid}
    yield from find_abbreviations(passages, {*style.abbreviations, *text.abbreviations, *avoided})


def _gather(found: Iterable[Finding]) -> Iterable[list[Finding]]:
    """Put findings on the same word together; long sentences and paragraphs stay by themselves."""
    alike: dict[tuple[str, object], list[Finding]] = {}
    for finding in found:
        alike.setdefault((finding.field, finding.what.casefold() if finding.names else id(finding)), []).append(finding)
    return alike.values()


def _tell(source: Source, alike: list[Finding]) -> Problem:
    first = alike[0]
    lines = sorted({finding.line for finding in alike} - {first.line})
    also = f", also on line{'s' if len(lines) > 1 else ''} {', '.join(map(str, lines))}" if lines else ""
    return _advice(source, first.line, first.field, f"{first.what}{also}", first.mend)


def _tell_unknown(source: Source, waiver: Waiver, style: HouseStyle) -> Problem:
    names = [*FIELDS, *(avoided for term in style.terms for avoided in term.avoid)]
    near = did_you_mean(waiver.name, names)
    mend = near if near.startswith("did you mean") else f"name a word of the house style, or {', '.join(FIELDS)}"
    return _advice(source, waiver.line, "waiver", f"there is no advice named “{waiver.name}”", mend)


def _tell_unread(source: Source, line: int) -> Problem:
    what, mend = "the comment allows nothing", "write <!-- style: allow TERM --> or <!-- style: allow-page TERM -->"
    return _advice(source, line, "waiver", what, mend)


def _advice(source: Source, line: int, field: str, what: str, mend: str) -> Problem:
    return Problem(path=source.path, line=line, field=field, what=what, mend=mend, level="advice")
