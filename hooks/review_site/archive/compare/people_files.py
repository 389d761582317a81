"""Files that are no pages, as HTML: what came, went and changed, with sizes and digests."""

from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup

from review_site.archive.compare.changes import Changed, Item, Renewal
from review_site.archive.compare.snapshot import KINDS, Kind
from review_site.archive.compare.telling import count
from review_site.problems import printable

_DIGITS = 12  # of a digest, where it is no document that somebody cites
_NAMES: dict[Kind, str] = {
    "page": "Pages",
    "document": "Documents",
    "feed": "Feeds and calendars",
    "picture": "Pictures",
    "media": "Film and sound",
    "part": "What the pages are built with",
}


def render_files(
    added: Iterable[Item], removed: Iterable[Item], changed: Iterable[Changed], renewed: Iterable[Renewal]
) -> Iterator[Markup]:
    """Render files by kind; pages among them are left out, since they are told elsewhere."""
    groups: tuple[tuple[str, dict[Kind, list[Markup]]], ...] = (
        ("Added", _by_kind((item.kind, _file(item)) for item in added if item.kind != "page")),
        ("Removed", _by_kind((item.kind, _file(item)) for item in removed if item.kind != "page")),
        ("Changed", _by_kind((one.new.kind, _change(one)) for one in changed if one.nature == "bytes")),
        (
            "Changed only in when they were updated",
            _by_kind((one.new.kind, _place(one.new)) for one in changed if one.nature == "dates"),
        ),
        (
            "New versions, told by the fingerprint in their names",
            _by_kind((one.kind, _renewal(one)) for one in renewed),
        ),
    )
    for kind in KINDS:
        told = [(name, lines[kind]) for name, lines in groups if lines.get(kind)]
        if told:
            yield Markup("<h3>{}</h3>").format(_NAMES[kind])
        for name, lines in told:
            yield Markup("<h4>{}: {:,}</h4>").format(name, len(lines))
            inside = Markup("\n").join(Markup("<li>{}</li>").format(line) for line in lines)
            yield Markup('<ul class="small">\n{}\n</ul>').format(inside)


def _by_kind(lines: Iterable[tuple[Kind, Markup]]) -> dict[Kind, list[Markup]]:
    found: dict[Kind, list[Markup]] = {}
    for kind, line in lines:
        found.setdefault(kind, []).append(line)
    return found


def _file(item: Item) -> Markup:
    return Markup("{}: {}, {}").format(_place(item), _size(item), _digest(item))


def _change(one: Changed) -> Markup:
    sizes = Markup("{}, before {}").format(_size(one.new), _size(one.old))
    return Markup("{}: {}; {}, before {}").format(_place(one.new), sizes, _digest(one.new), _digest(one.old))


def _renewal(one: Renewal) -> Markup:
    if len(one.old) == len(one.new) == 1:
        old, new = one.old[0], one.new[0]
        return Markup("{}: {}, before {} {}").format(_place(new), _size(new), _place(old), _size(old))
    went, came = (count(len(side), "file") for side in (one.old, one.new))
    return Markup("<code>{}</code>: {} for {}, {} for {} bytes").format(
        printable(one.pattern), came, went, _total(one.new), _total(one.old)
    )


def _place(item: Item) -> Markup:
    return Markup("<code>{}</code>").format(printable(item.address))


def _size(item: Item) -> str:
    return count(item.size, "byte") if item.size >= 0 else "size unknown"


def _total(items: Sequence[Item]) -> str:
    return f"{sum(max(item.size, 0) for item in items):,}"


def _digest(item: Item) -> Markup:
    whole = item.kind == "document"
    shown = item.sha256 if whole else f"{item.sha256[:_DIGITS]}…"
    return Markup('<span class="digest">SHA-256 {}</span>').format(shown)
