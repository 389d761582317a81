"""`readiness.html`: the report for people, one page that needs nothing else: no script, no other file."""

from collections.abc import Iterator
from html import escape
from importlib.resources import files

from review_site.archive.readiness.model import RESULTS, Assessed, Place, Readiness, Source
from review_site.archive.readiness.wording import (
    MARK_WORDS,
    RESULT_MEANINGS,
    RESULT_WORDS,
    place_words,
    stopping_words,
    verdict,
)
from review_site.clock import LONDON, spoken_date

SHOWN = 10
"""How many places of one rule the page shows; the others stand in readiness.json."""
_STYLE = files(__package__).joinpath("report.css")


def render_html(readiness: Readiness) -> bytes:
    """Return the report as one page of HTML in UTF-8, in British English, which fits a phone and prints."""
    return "\n".join(_page(readiness)).encode() + b"\n"


def _page(readiness: Readiness) -> Iterator[str]:
    name = escape(readiness.name)
    yield '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="color-scheme" content="light dark">'
    yield f"<title>Readiness for the archive · {name}</title>"
    yield f"<style>\n{_STYLE.read_text(encoding='utf-8').strip()}\n</style>\n</head>\n<body>\n<main>"
    yield "<h1>Readiness for the archive</h1>"
    yield f'<p class="lead">{name}</p>'
    yield from _facts(readiness)
    yield f'<p class="verdict">{escape(verdict(readiness))}</p>'
    yield from _glance(readiness)
    yield from _key(readiness)
    for one in readiness.assessed:
        yield from _section(one, readiness)
    yield "</main>\n</body>\n</html>"


def _facts(readiness: Readiness) -> Iterator[str]:
    yield '<dl class="facts">'
    yield f'<div><dt>Address</dt><dd><a href="{escape(readiness.url)}">{escape(readiness.url)}</a></dd></div>'
    if readiness.as_at:
        yield f"<div><dt>As at</dt><dd>{spoken_date(readiness.as_at.astimezone(LONDON).date())}</dd></div>"
    if readiness.stage:
        yield f"<div><dt>Stage</dt><dd>{escape(readiness.stage)}</dd></div>"
    yield f"<div><dt>Read</dt><dd>{readiness.addresses:,} addresses, {readiness.pages:,} of them pages</dd></div>"
    yield "</dl>"


def _glance(readiness: Readiness) -> Iterator[str]:
    yield "<h2>At a glance</h2>\n<table>\n<thead>"
    yield '<tr><th scope="col">Rule</th><th scope="col">Result</th></tr>\n</thead>\n<tbody>'
    for one in readiness.assessed:
        rule, result = one.rule, one.finding.result
        stops = " and stops the bundle" if one.stops and readiness.recorded else ""
        yield (
            f'<tr><th scope="row"><a href="#{rule.id}">{rule.id} <span>{escape(rule.title)}</span></a></th>'
            f"<td>{_badge(result, RESULT_WORDS[result])}{stops}</td></tr>"
        )
    yield "</tbody>\n</table>"


def _key(readiness: Readiness) -> Iterator[str]:
    counts = readiness.counts()
    yield '<h2>What the results mean</h2>\n<dl class="key">'
    for result in RESULTS:
        label = _badge(result, RESULT_WORDS[result])
        yield f"<div><dt>{label} {counts[result]}</dt><dd>{RESULT_MEANINGS[result]}</dd></div>"
    yield "</dl>"
    yield (
        "<p>The rules are those of the archive, in our words. Each names its source, and says whether its text "
        "was read "
        "there or the heading alone. A program sees what is in the files: whether words are good words, only "
        "people can say.</p>"
    )


def _section(one: Assessed, readiness: Readiness) -> Iterator[str]:
    rule, finding = one.rule, one.finding
    places = f'data-result="{finding.result}" data-places="{len(finding.places)}" data-notes="{len(finding.notes)}"'
    yield f'<section id="{rule.id}" {places}>'
    yield f'<h2><span class="id">{rule.id}</span> {escape(rule.title)}</h2>'
    yield f"<p>{_badge(finding.result, f'{RESULT_WORDS[finding.result]}.')} {escape(finding.evidence)}</p>"
    if finding.places:
        yield from _list("Where", finding.places)
    if finding.notes:
        yield from _list("To be known", finding.notes)
    yield "<dl>"
    yield f"<div><dt>The archive asks</dt><dd>{escape(rule.asks)}</dd></div>"
    yield f"<div><dt>How it is told</dt><dd>{escape(rule.told_by)}</dd></div>"
    sources = "; ".join(map(_source, rule.sources))
    mark = f'<span class="mark">[{rule.mark}]</span> {MARK_WORDS[rule.mark]}'
    yield f"<div><dt>Source</dt><dd>{sources}. {mark}</dd></div>"
    yield f"<div><dt>The bundle</dt><dd>{escape(stopping_words(one, recorded=readiness.recorded))}</dd></div>"
    yield "</dl>\n</section>"


def _list(heading: str, places: tuple[Place, ...]) -> Iterator[str]:
    yield f"<h3>{heading}</h3>\n<ul>"
    for place in places[:SHOWN]:
        yield f"<li><code>{escape(place_words(place))}</code> {escape(place.what)}</li>"
    yield "</ul>"
    if len(places) > SHOWN:
        yield f"<p>{len(places) - SHOWN:,} more stand in readiness.json.</p>"


def _source(source: Source) -> str:
    return f'<a href="{escape(source.url)}">{escape(source.name)}</a>' if source.url else escape(source.name)


def _badge(result: str, words: str) -> str:
    return f'<strong class="result {result.replace(" ", "-")}">{words}</strong>'
