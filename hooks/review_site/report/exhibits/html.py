"""An exhibit as a page shows it: its caption, the chart, the figures as a table, where they are from."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from review_site.content.exhibit_data import read_number
from review_site.content.exhibits import Exhibited
from review_site.report.exhibits.svg import render_svg
from review_site.sizes import size_in_words


@dataclass(frozen=True, slots=True)
class DataFile:
    """The file of an exhibit's data: its address, and how many bytes it has."""

    address: str
    size: int


def render_exhibit(exhibit: Exhibited, sources: Iterable[tuple[str, str]], file: DataFile | None) -> str:
    """Return the HTML of a chart or a table.

    Args:
        exhibit: what is shown.
        sources: the words of each source and the address that they lead to, empty where they lead nowhere.
        file: its data for readers; None in an earlier version of a page, which is then no chart with data of its own.
    """
    entry = exhibit.entry
    below = f'<p class="quiet">{_note(exhibit)}{_sources(sources)}{_as_at(exhibit)}{_link(exhibit, file)}</p>'
    if entry.kind == "table":
        about = f"<small>{escape(entry.about)}</small>" if entry.about else ""
        caption = f"<caption>{escape(entry.caption)}{about}</caption>"
        return f'<div class="exhibit" id="{entry.anchor}">\n{render_table(exhibit, caption)}\n{below}\n</div>'
    look = "exhibit chart" if file else "exhibit"
    caption = f'<caption class="unseen">{escape(entry.caption)}, as a table</caption>'
    return (
        f'<figure class="{look}" id="{entry.anchor}">\n<figcaption>{escape(entry.caption)}</figcaption>\n'
        f"{render_svg(exhibit)}\n<details>\n<summary>The figures as a table</summary>\n"
        f"{render_table(exhibit, caption)}\n</details>\n{below}\n</figure>"
    )


def render_table(exhibit: Exhibited, caption: str = "") -> str:
    """Return the table of an exhibit, its cells as they were written; `caption` is HTML that stands first in it."""
    data = exhibit.data
    places = [(name, data.columns.index(name), _is_of_numbers(data.column(name))) for name in exhibit.tabled]
    head = "".join(
        f'<th scope="col"{_look(right=right and name != exhibit.labels)}>{escape(name)}</th>'
        for name, _, right in places
    )
    rows = []
    for row in data.rows:
        cells = (
            f'<th scope="row">{escape(row[place])}</th>'
            if name == exhibit.labels
            else f"<td{_look(right=right)}>{escape(row[place])}</td>"
            for name, place, right in places
        )
        rows.append(f"<tr>{''.join(cells)}</tr>\n")
    return f"<table>{caption}\n<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{''.join(rows)}</tbody>\n</table>"


def _is_of_numbers(cells: Iterable[str]) -> bool:
    return all(read_number(cell.strip("£$€%")) is not None for cell in cells)


def _look(*, right: bool) -> str:
    return ' class="right"' if right else ""


def _note(exhibit: Exhibited) -> str:
    note = exhibit.entry.note
    return f"{escape(note)}{'' if note.endswith(('.', '!', '?')) else '.'} " if note else ""


def _sources(sources: Iterable[tuple[str, str]]) -> str:
    links = [f'<a href="{escape(to)}">{escape(words)}</a>' if to else escape(words) for words, to in sources]
    return f"{'Source' if len(links) == 1 else 'Sources'}: {'; '.join(links)}."


def _as_at(exhibit: Exhibited) -> str:
    when = exhibit.entry.as_at
    if when is None:
        return ""
    shown = f'<time datetime="{when.html}">{escape(when.spoken)}</time>' if when.html else escape(when.spoken)
    return f" As at {shown}."


def _link(exhibit: Exhibited, file: DataFile | None) -> str:
    if file is None:
        return ""
    words = f"{exhibit.entry.word} {exhibit.entry.number} as CSV ({size_in_words(file.size)})"
    return f' <a class="data" href="{escape(file.address)}">{words}</a>'
