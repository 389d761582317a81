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
_HEAD = Markup(
    "<!DOCTYPE html>\n"
    '<html lang="en-GB">\n'
    "<head>\n"
    '<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    '<meta name="color-scheme" content="light dark">\n'
    "<title>{title}</title>\n"
    "<style>\n{sheet}</style>\n"
    "</head>\n"
    "<body>\n"
    '<header>\n<p class="site" dir="auto">{name}</p>\n<h1>What changed</h1>\n<p class="lead">{span}</p>\n</header>\n'
)
_CONTENTS = Markup(
    '<nav class="panel" aria-labelledby="contents"><h2 id="contents">On this page</h2>\n<ul>\n{}\n</ul></nav>\n'
)
_HOW = Markup(
    '<section class="panel"><h2 id="how">How to read it</h2>\n'
    '<p class="changed">Words that went are struck through, <del>like these</del>, words that came are underlined, '
    "<ins>like these</ins>. Whole paragraphs say above them that they were added or removed. What stayed the same is "
    "left out, and how much it was is said.</p>\n"
    "<p>Only what a reader meets is compared here: words, titles, links, pictures. A page that differs in nothing but "
    "its code is listed as such. The file <code>changes-since-previous.json</code> beside this one tells the same to "
    "programs, in full.</p></section>\n"
)
_REASONS = {
    "redirect": "The old address leads there now.",
    "bytes": "The file is the same, byte for byte.",
    "words": "The words are the same.",
}
_ANSWERS = {404: "not found", 410: "withdrawn for good"}

_Section = tuple[str, str, bool, Iterator[Markup]]
"""What a section is called in addresses, its heading, whether there is anything to tell, and its parts."""


def render_html(changes: Changes) -> bytes:
    """Render changes as one HTML document in UTF-8 that needs nothing else."""
    return "".join(html_pieces(changes)).encode()


def html_pieces(changes: Changes) -> Iterator[str]:
    """Give the document of `render_html` in pieces, for a long one is larger than memory should hold."""
    sections = [section for section in _sections(changes) if section[2]]
    sheet = Markup(files(__package__).joinpath("changes.css").read_text("utf-8"))  # noqa: S704 - a file of ours
    title = f"What changed {span_of(changes)}: {printable(changes.new.name)}"
    yield _HEAD.format(title=title, sheet=sheet, name=printable(changes.new.name), span=_capital(span_of(changes)))
    yield Markup('<main>\n<ul class="summary">\n{}\n</ul>\n').format(_items(sentences_of(changes)))
    if sections:
        links = (Markup('<a href="#{}">{}</a>').format(key, name) for key, name, _, _ in sections)
        yield _CONTENTS.format(_items(links))
        yield _HOW
    for key, name, _, parts in sections:
        yield Markup('<section aria-labelledby="{0}"><h2 id="{0}">{1}</h2>\n').format(key, name)
        for part in parts:
            yield f"{part}\n"
        yield "</section>\n"
    yield "</main>\n</body>\n</html>\n"


def _sections(changes: Changes) -> Iterator[_Section]:
    words = [one for one in changes.changed if one.nature == "words" and not is_shared_alone(one)]
    shared = [one for one in changes.changed if one.nature == "words" and is_shared_alone(one)]
    outer = [one for one in changes.changed if one.nature in ("status", "location", "type")]
    code = [one for one in changes.changed if one.nature == "code"]
    blind = [one for one in changes.changed if one.nature == "bytes" and one.new.kind == "page"]
    others = [one for one in changes.changed if one.nature in ("bytes", "dates") and one.new.kind != "page"]
    added, removed = added_alone(changes), removed_alone(changes)
    pages, gone = ([item for item in items if item.kind == "page"] for items in (added, removed))
    more = bool(others or changes.renewed or len(added) > len(pages) or len(removed) > len(gone))
    yield "moved", "Moved", bool(changes.moved), _moved(changes.moved)
    yield "answers", "Answers otherwise", bool(outer), _listed(map(_outer, outer))
    yield (
        *("alike", "The same change on many pages", bool(changes.alike)),
        chain.from_iterable(map(_alike, changes.alike)),
    )
    yield "words", "Changed words", bool(words), _words(words)
    yield "shared", "Pages changed only as many others", bool(shared), _listed(_named(one.new) for one in shared)
    yield "blind", "Pages changed, and words not compared", bool(blind), _listed(map(_uncompared, blind))
    yield "added", "Pages added", bool(pages), _listed(map(_named, pages))
    yield "removed", "Pages removed", bool(gone), _listed(_named(item, leads=False) for item in gone)
    yield "code", "Pages changed in code only", bool(code), _listed(_named(one.new) for one in code)
    yield "files", "Other files", more, render_files(added, removed, others, changes.renewed)


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
    address = Markup("<code>{}</code>").format(printable(one.new.address))
    link = Markup('<a href="#page-{}" dir="auto">{}</a>').format(number, printable(one.new.name) or address)
    place = Markup('<br><span class="quiet">{}</span>').format(address) if one.new.name else ""
    cells = Markup('<td class="number">{:,}</td><td class="number">{:,}</td>').format(removed, added)
    return Markup('<tr><th scope="row">{}{}</th>{}</tr>').format(link, place, cells)


def _shares(alike: Sequence[int]) -> Iterator[Markup]:
    if alike:
        links = Markup(", ").join(Markup('<a href="#alike-{0}">{0}</a>').format(number) for number in alike)
        what = "a change that many pages share" if len(alike) == 1 else "changes that many pages share"
        yield Markup('<p class="small quiet">Besides, {}: {}.</p>').format(what, links)


def _uncompared(one: Changed) -> Markup:
    return Markup("{} {}").format(_named(one.new), CUTS[one.cut])


def _named(item: Item, *, leads: bool = True) -> Markup:
    address = Markup("<code>{}</code>").format(printable(item.address))
    if not item.name:
        return address
    name = linked(item.url, item.name) if leads else printable(item.name)
    return Markup('<span class="name" dir="auto">{}</span> {}').format(name, address)


def _listed(lines: Iterable[Markup]) -> Iterator[Markup]:
    yield Markup("<ul>\n{}\n</ul>").format(_items(lines))


def _items(lines: Iterable[str]) -> Markup:
    return Markup("\n").join(Markup("<li>{}</li>").format(line) for line in lines)


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
