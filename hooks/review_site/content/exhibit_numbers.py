"""The figures and tables of a text by their numbers, for ledgers and for references to them."""

from collections.abc import Mapping
from dataclasses import dataclass

from review_site.content.converted import convert
from review_site.content.exhibit_marks import Caption, marks_in
from review_site.content.exhibits import NUMBER, anchor_of
from review_site.content.source import Source


@dataclass(frozen=True, slots=True)
class NumberedExhibit:
    """A figure or table that a text shows in some of its states: its `kind`, its number, and its title without that."""

    kind: str
    number: str
    title: str

    @property
    def anchor(self) -> str:
        """Its anchor on its page: `figure-2-1`."""
        return anchor_of(self.kind, self.number)


def numbered_exhibits(body: str, exhibits: Mapping[str, Source]) -> list[NumberedExhibit]:
    """Return the figures and tables of a Markdown body, with those of all its state blocks, in order.

    `exhibits` are those of its report by name, whatever else is wrong with them; one without a number that can be, or
    without a title, is passed over.
    """
    found: list[NumberedExhibit] = []
    for what in marks_in((convert(body) or "") if "[" in body or ": " in body else ""):
        if isinstance(what, Caption):
            found.append(NumberedExhibit(what.word.lower(), what.number, " ".join(what.title.split())))
        elif what.name in exhibits:
            said = exhibits[what.name].data
            kind = "table" if said.get("kind") == "table" else "figure"
            number, title = str(said.get("number", "")), " ".join(str(said.get("title", "")).split())
            if NUMBER.fullmatch(number) and title:
                found.append(NumberedExhibit(kind, number, title))
    return found
