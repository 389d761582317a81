"""What the pages of a build leave behind while they are worked on, to be written and checked at the end."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from review_site.plugins.calendars import PublishedCalendars
from review_site.plugins.cards import PublishedCards
from review_site.plugins.files import PublishedFiles
from review_site.problems import Problems


@dataclass(frozen=True, slots=True)
class Noted:
    """What some pages left: problems, the files that they use, the cards and calendars that they name."""

    problems: Problems = field(default_factory=Problems)
    used: dict[str, None] = field(default_factory=dict)
    cards: dict[str, Any] = field(default_factory=dict)
    calendars: dict[str, Any] = field(default_factory=dict)


class Notebook:
    """Where the pages of a build leave it; a page can be worked on apart, and what it left be taken over later."""

    def __init__(self, files: PublishedFiles, cards: PublishedCards, calendars: PublishedCalendars) -> None:
        self.files, self.cards, self.calendars = files, cards, calendars
        self.problems = Problems()

    @contextmanager
    def apart(self) -> Iterator[Noted]:
        """Give what is left while the block runs; none of it is left here."""
        before = Noted(self.problems, self.files.used, self.cards.files, self.calendars.asked)
        noted = Noted()
        self._write_to(noted)
        try:
            yield noted
        finally:
            self._write_to(before)

    def take(self, noted: Noted) -> None:
        """Take over what was left apart."""
        self.problems.extend(noted.problems)
        self.files.used |= noted.used
        self.cards.files = noted.cards | self.cards.files  # the first page that names a card is the one it is kept of
        self.calendars.asked |= noted.calendars

    def _write_to(self, noted: Noted) -> None:
        self.problems, self.files.used = noted.problems, noted.used
        self.cards.files, self.calendars.asked = noted.cards, noted.calendars
