"""The changes between two states as a page for people: one file, no script, the same on a phone and on paper."""

from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from itertools import chain

from markupsafe import Markup

from review_site.archive.compare.changes import Alike, Changed, Changes, Item, Move
from review_site.archive.compare.people_files import render_files
from review_site.archive.compare.people_words import CUTS, linked, render_edits, render_references, render_text
from review_site.archive.compare.telling import (
    added_alone,
    count,
    is_shared_alone,
    removed_alone,
    sentences_of,
    span_of,
)
from review_site.problems import printable

_SHOWN = 12  # pages that share a change, past which the rest is counted
_PAGE = Markup(
    "<!DOCTYPE html>\n"
    '<html lang="en-GB">\n'
    "<head>\n"
    '<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    '<meta name="color-scheme" content="light dark">\n'
    "<title>{title}</title>\n"
    "<style>\n{sheet}</style>\n"
    "</head>\n"
    "<body>\n{body}\n</body>\n"
    "</html>\n"
)
_CONTENTS = Markup(
    '<nav class="panel" aria-labelledby="contents"><h2 id="contents">On this page</h2>\n<ul>\n{}\n</ul></nav>'
)
_HOW = Markup(
    '<section class="panel"><h2 id="how">How to read it</h2>\n'
    '<p class="changed">Words that went are struck through, <del>like these</del>, words that came are underlined, '
    "<ins>like these</ins>. Whole paragraphs say above them that they were added or removed. What stayed the same is "
    "left out, and how much it was is said.</p>\n"
    "<p>Only what a reader meets is compared here: words, titles, links, pictures. A page that differs in nothing but "
    "its code is listed as such. The file <code>changes-since-previous.json</code> beside this one tells the same to "
    "programs, in full.</p></section>"
)
_REASONS = {
    "redirect": "The old address leads there now.",
    "bytes": "The file is the same, byte for byte.",
    "words": "The words are the same.",
}
_ANSWERS = {404: "not found", 410: "withdrawn for good"}

_Section = tuple[str, str, list[Markup]]
"""What a section is called in addresses, its heading, and its content; one without content is left out."""


def render_html(changes: Changes) -> bytes:
    """Render changes as one HTML document in UTF-8 that needs nothing else."""
    sections = [section for section in _sections(changes) if section[2]]
    heading = Markup(
        '<header>\n<p class="site" dir="auto">{}</p>\n<h1>What changed</h1>\n<p class="lead">{}</p>\n</header>'
    ).format(printable(changes.new.name), _capital(span_of(changes)))
    sentences = Markup("\n").join(Markup("<li>{}</li>").format(one) for one in sentences_of(changes))
    contents = Markup("\n").join(Markup('<li><a href="#{}">{}</a></li>').format(key, name) for key, name, _ in sections)
    body = [heading, Markup('<main>\n<ul class="summary">\n{}\n</ul>').format(sentences)]
    if sections:
        body += [_CONTENTS.format(contents), _HOW]
    for key, name, parts in sections:
        inside = Markup("\n").join(parts)
        body.append(
            Markup('<section aria-labelledby="{0}"><h2 id="{0}">{1}</h2>\n{2}</section>').format(key, name, inside)
        )
    body.append(Markup("</main>"))
    title = f"What changed {span_of(changes)}: {printable(changes.new.name)}"
    sheet = Markup(files(__package__).joinpath("changes.css").read_text("utf-8"))  # noqa: S704 - a file of ours
    return str(_PAGE.format(title=title, sheet=sheet, body=Markup("\n").join(body))).encode()


def _sections(changes: Changes) -> Iterator[_Section]:
    words = [one for one in changes.changed if one.nature == "words" and not is_shared_alone(one)]
    shared = [one for one in changes.changed if one.nature == "words" and is_shared_alone(one)]
    outer = [one for one in changes.changed if one.nature in ("status", "location", "type")]
    plain = [
        one for one in changes.changed if one.nature == "code" or (one.nature == "bytes" and one.new.kind == "page")
    ]
    added, removed = added_alone(changes), removed_alone(changes)
    yield "moved", "Moved", list(_moved(changes.moved))
    yield "answers", "Answers otherwise", _listed(map(_outer, outer))
    yield "alike", "The same change on many pages", list(chain.from_iterable(map(_alike, changes.alike)))
    yield "words", "Changed words", list(_words(words))
    yield "shared", "Pages changed only as many others", _listed(_named(one.new) for one in shared)
    yield "added", "Pages added", _listed(_named(item) for item in added if item.kind == "page")
    yield "removed", "Pages removed", _listed(_named(item, leads=False) for item in removed if item.kind == "page")
    yield "code", "Pages changed in code only", _listed(map(_coded, plain))
    others = [one for one in changes.changed if one.nature in ("bytes", "dates") and one.new.kind != "page"]
    yield "files", "Other files", list(render_files(added, removed, others, changes.renewed))


def _moved(moves: Sequence[Move]) -> Iterator[Markup]:
    for number, one in enumerate(moves, 1):
        yield Markup('<h3 id="moved-{}" class="name" dir="auto">{}</h3>').format(
            number, linked(one.new.url, one.new.name or one.new.address)
        )
        old, new = (Markup("<code>{}</code>").format(printable(item.address)) for item in (one.old, one.new))
        yield Markup("<p>From {} to {}. {}</p>").format(old, new, _REASONS[one.reason])
        if one.text:
            yield from render_text(one.text)
            yield from _shares(one.text.alike)


def _outer(one: Changed) -> Markup:
    if one.nature == "status":
        what = f"answered {_answer(one.old)}, and now {_answer(one.new)}"
    elif one.nature == "location":
        what = f"led to {one.old.location or 'nowhere'}, and now to {one.new.location or 'nowhere'}"
    else:
        what = f"was served as {one.old.media_type}, and now as {one.new.media_type}"
    return Markup("<code>{}</code> {}.").format(printable(one.new.address), printable(what))


def _answer(item: Item) -> str:
    if item.location:
        return f"{item.status} and leads to {item.location}"
    told = _ANSWERS.get(item.status)
    return f"{item.status} ({told})" if told else str(item.status)


def _alike(one: Alike) -> Iterator[Markup]:
    yield Markup('<h3 id="alike-{}">On {}</h3>').format(one.number, count(len(one.addresses), "page"))
    shown = Markup(", ").join(Markup("<code>{}</code>").format(printable(place)) for place in one.addresses[:_SHOWN])
    more = f" and {len(one.addresses) - _SHOWN:,} more" if len(one.addresses) > _SHOWN else ""
    yield Markup('<p class="small quiet">{}{}</p>').format(shown, more)
    yield from render_edits(one.edits, "")
    yield from render_references(one.references)


def _words(changed: Sequence[Changed]) -> Iterator[Markup]:
    if not changed:
        return
    rows = Markup("\n").join(_row(number, one) for number, one in enumerate(changed, 1))
    yield Markup(
        '<table>\n<thead><tr><th scope="col">Page</th><th scope="col" class="number">Words removed</th>'
        '<th scope="col" class="number">Words added</th></tr></thead>\n<tbody>\n{}\n</tbody></table>'
    ).format(rows)
    for number, one in enumerate(changed, 1):
        yield Markup('<article aria-labelledby="page-{0}"><h3 id="page-{0}" class="name" dir="auto">{1}</h3>').format(
            number, linked(one.new.url, one.new.name or one.new.address)
        )
        yield Markup('<p class="address"><code>{}</code></p>').format(printable(one.new.address))
        if one.text:
            yield from render_text(one.text)
            yield from _shares(one.text.alike)
        yield Markup("</article>")


def _row(number: int, one: Changed) -> Markup:
    removed, added = (one.text.removed, one.text.added) if one.text else (0, 0)
    link = Markup('<a href="#page-{}" dir="auto">{}</a>').format(number, printable(one.new.name or one.new.address))
    cells = Markup('<td class="number">{:,}</td><td class="number">{:,}</td>').format(removed, added)
    return Markup('<tr><th scope="row">{}</th>{}</tr>').format(link, cells)


def _shares(alike: Sequence[int]) -> Iterator[Markup]:
    if alike:
        links = Markup(", ").join(Markup('<a href="#alike-{0}">{0}</a>').format(number) for number in alike)
        what = "a change that many pages share" if len(alike) == 1 else "changes that many pages share"
        yield Markup('<p class="small quiet">Besides, {}: {}.</p>').format(what, links)


def _coded(one: Changed) -> Markup:
    told = _named(one.new)
    return Markup("{} {}").format(told, CUTS[one.cut]) if one.cut else told


def _named(item: Item, *, leads: bool = True) -> Markup:
    address = Markup("<code>{}</code>").format(printable(item.address))
    if not item.name:
        return address
    name = linked(item.url, item.name) if leads else printable(item.name)
    return Markup('<span class="name" dir="auto">{}</span> {}').format(name, address)


def _listed(lines: Iterable[Markup]) -> list[Markup]:
    inside = Markup("\n").join(Markup("<li>{}</li>").format(line) for line in lines)
    return [Markup("<ul>\n{}\n</ul>").format(inside)] if inside else []


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
