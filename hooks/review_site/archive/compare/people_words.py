"""The changed words of a page as HTML: what stayed is cut short, what went and came is marked, by more than colour."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from review_site.archive.compare.changes import Cut, ReferenceChange, TextChange
from review_site.archive.compare.edits import Edit, Piece
from review_site.archive.compare.page import Place
from review_site.archive.compare.telling import count
from review_site.problems import printable

_OURS = "en-GB"
_KEPT = 12  # words of what stayed, on either side of what changed
_FOLDED = 32  # words, past which what stayed is cut short
_CLOSE = 25  # words that stayed, up to which two changes of a kind stand in one run
_SHOWN = 15  # links of one kind of change, past which the rest is counted
_LABELS = {
    "added": "Added",
    "changed": "Changed",
    "moved": "Moved here from elsewhere on the page",
    "removed": "Removed",
}
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "th", "caption", "dt"})
_WHERE: dict[Place, str] = {"main": "", "frame": "Around the main text"}
_REFERENCES = {
    ("link", "added"): "Links added",
    ("link", "removed"): "Links removed",
    ("picture", "added"): "Pictures added",
    ("picture", "removed"): "Pictures removed",
    ("media", "added"): "Film, sound or frames added",
    ("media", "removed"): "Film, sound or frames removed",
}
CUTS: dict[Cut, str] = {
    "": "",
    "absent": "The words could not be compared: one of the two is in none of the bundles that were given.",
    "large": "The words were not compared: the page is too large for it.",
    "long": "The page has too little in common with what it was, so it was compared only roughly.",
    "full": "This page of changes was full: the words are not shown here.",
}


def render_text(text: TextChange) -> Iterator[Markup]:
    """Render how a page changed, a piece of HTML after the other."""
    if text.title:
        yield Markup('<p class="where">The title in the browser’s tab</p>')
        old, new = text.title
        pieces: tuple[Piece, ...] = (("-", old), ("+", new))
        yield Markup('<div class="run changed"{}><p>{}</p></div>').format(
            _in(text.language), _pieces([piece for piece in pieces if piece[1]])
        )
    yield from render_edits(text.edits, text.language)
    yield from render_references(text.references)
    if text.cut:
        yield Markup('<p class="gap">{}</p>').format(CUTS[text.cut])


def render_edits(edits: Iterable[Edit], language: str) -> Iterator[Markup]:
    """Render edits in the order of the page, each run of one kind under its label."""
    for place, there in groupby(sorted(edits, key=lambda edit: edit.place != "main"), key=lambda edit: edit.place):
        if _WHERE[place]:
            yield Markup('<p class="where">{}</p>').format(_WHERE[place])
        under = ""
        for run in _runs(there):
            gap = _gap(run[0])
            if run[0].under not in ("", under):
                words = Markup("<span{}>“{}”</span>").format(_in(language), run[0].under)
                yield Markup('<p class="where">{}{}</p>').format(f"{gap} under " if gap else "Under ", words)
            elif gap:
                yield Markup('<p class="where">{}</p>').format(gap)
            under = run[0].under
            yield _run(run, language)


def render_references(references: Sequence[ReferenceChange]) -> Iterator[Markup]:
    """Render what a page leads to and shows, and did not, or no longer."""
    for (kind, change), label in _REFERENCES.items():
        targets = sorted({one.target for one in references if (one.kind, one.change) == (kind, change)})
        if targets:
            shown = Markup(", ").join(Markup("<code>{}</code>").format(printable(one)) for one in targets[:_SHOWN])
            more = f" and {len(targets) - _SHOWN:,} more" if len(targets) > _SHOWN else ""
            yield Markup('<p class="small">{}: {}{}</p>').format(label, shown, more)


def linked(url: str, words: str) -> Markup:
    """Return words that lead to an address, where it is one of the web."""
    if urlsplit(url).scheme in ("http", "https"):
        return Markup('<a href="{}">{}</a>').format(printable(url), printable(words))
    return escape(printable(words))


def _runs(edits: Iterable[Edit]) -> Iterator[list[Edit]]:
    """Give edits of one kind that stand close to each other, as the new entries of a list do."""
    run: list[Edit] = []
    for edit in edits:
        if run and (edit.unchanged > _CLOSE or (edit.change, edit.under) != (run[0].change, run[0].under)):
            yield run
            run = []
        run.append(edit)
    if run:
        yield run


def _run(run: list[Edit], language: str) -> Markup:
    change = run[0].change
    blocks = [_block(run[0])]
    for edit in run[1:]:
        if edit.unchanged:
            blocks.append(Markup('<p class="gap" lang="en-GB" dir="ltr">{}</p>').format(_gap(edit)))
        blocks.append(_block(edit))
    label = Markup('<p class="label">{}</p>').format(_LABELS[change])
    inside = Markup("\n").join(blocks)
    return Markup('<div class="run {}">{}\n<div{}>{}</div></div>').format(change, label, _in(language), inside)


def _gap(edit: Edit) -> str:
    return f"… {_same(edit.unchanged)} …" if edit.unchanged else ""


def _block(edit: Edit) -> Markup:
    kind = "heading" if edit.tag in _HEADINGS else "item" if edit.tag == "li" else "text"
    return Markup('<p class="{}">{}</p>').format(kind, _pieces(edit.pieces))


def _pieces(pieces: Sequence[Piece]) -> Markup:
    last = len(pieces) - 1
    return Markup("").join(
        _piece(sign, text, number == 0, number == last) for number, (sign, text) in enumerate(pieces)
    )


def _piece(sign: str, text: str, first: bool, last: bool) -> Markup:  # noqa: FBT001 - told by position in a sequence
    if sign == "=":
        return _shortened(text, first=first, last=last)
    bare = text.rstrip()
    return Markup("<{0}>{1}</{0}>{2}").format("ins" if sign == "+" else "del", bare, text[len(bare) :])


def _shortened(text: str, *, first: bool, last: bool) -> Markup:
    """Return what stayed, without its middle, or what leads up to a change or away from it, where it is long."""
    words = text.split()
    if len(words) <= _FOLDED:
        return escape(text)
    head, tail = (0 if first else _KEPT), (0 if last else _KEPT)
    if first and last:
        head = _KEPT
    fold = Markup('<span class="gap" lang="en-GB">… {} …</span>').format(_same(len(words) - head - tail))
    parts = (escape(" ".join(words[:head])), fold, escape(" ".join(words[len(words) - tail :] if tail else [])))
    return Markup(" ").join(part for part in parts if part) + (" " if text.endswith(" ") else "")


def _same(number: int) -> str:
    return f"{count(number, 'word')} the same"


def _in(language: str) -> Markup:
    """Return the attributes of an element whose words are a page's own."""
    return Markup(' dir="auto"') if language in ("", _OURS) else Markup(' lang="{}" dir="auto"').format(language)
