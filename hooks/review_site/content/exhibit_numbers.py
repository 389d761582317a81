"""The numbers of the figures and tables that a page shows, which its writer gave them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from review_site.content.converted import convert
from review_site.content.exhibit_marks import Caption, marks_in
from review_site.content.exhibits import NUMBER
from review_site.content.source import Source


@dataclass(frozen=True, slots=True)
class NumberedExhibit:
    """A figure or table: its `kind`, `figure` or `table`, its number, and its title."""

    kind: str
    number: str
    title: str


def exhibit_numbers(body: str, registers: Mapping[str, Source]) -> Iterator[NumberedExhibit]:
    """Give the figures and tables that a Markdown body shows, those of all its state blocks, in order.

    `registers` are those of the charts and tables of its report, by name; one without a number that can be is passed
    over.
    """
    if "[" not in body and ": " not in body:
        return
    for one in marks_in(convert(body) or ""):
        if isinstance(one, Caption):
            yield NumberedExhibit(one.word.lower(), one.number, " ".join(one.title.split()))
        elif one.name in registers:
            data = registers[one.name].data
            kind = "table" if data.get("kind") == "table" else "figure"
            number, title = str(data.get("number", "")), " ".join(str(data.get("title", "")).split())
            if NUMBER.fullmatch(number) and title:
                yield NumberedExhibit(kind, number, title)
