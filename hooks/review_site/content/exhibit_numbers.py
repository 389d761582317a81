"""The figures and tables of a text by their numbers, for ledgers and for references to them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from review_site.content.converted import convert
from review_site.content.exhibit_marks import Caption, marks_in
from review_site.content.exhibits import NUMBER, anchor_of
from review_site.content.source import Source


@dataclass(frozen=True, slots=True)
class NumberedExhibit:
    """A figure or table that a text shows in some of its states: its number, and its title without that."""

    kind: Literal["figure", "table"]
    number: str
    title: str

    @property
    def anchor(self) -> str:
        """Its anchor on its page: `figure-2-1`."""
        return anchor_of(self.kind, self.number)


def numbered_exhibits(body: str, exhibits: Mapping[str, Source]) -> list[NumberedExhibit]:
    """Return the figures and tables of a Markdown body, with those of all its state blocks, in order.

    `exhibits` are those of its report by name, whatever else is wrong with them; one without a number is left out.
    """
    found = []
    for what in marks_in(convert(body) or ""):
        if isinstance(what, Caption):
            found.append(NumberedExhibit("table" if what.word == "Table" else "figure", what.number, what.title))
        elif what.name in exhibits:
            said = exhibits[what.name].data
            number, is_table = said.get("number"), said.get("kind") == "table"
            if isinstance(number, str) and NUMBER.fullmatch(number):
                found.append(NumberedExhibit("table" if is_table else "figure", number, str(said.get("title", ""))))
    return found
