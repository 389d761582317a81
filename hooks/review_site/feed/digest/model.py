"""What a digest says, whatever form it is written in."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from review_site.clock import LONDON, spoken_date

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to a full address."""

    words: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestItem:
    """One thing that a digest tells of: plain text, and the full address that its title leads to.

    `about` says what it is and of when (Speech, 3 February 2021); `closes` until when it may be answered; `changes`
    what changed, each with its day, the newest first. `content_note` warns of a distressing subject, and `support`
    are the pages on whom to turn to. `language` is the code of that of title and summary, empty for that of the digest.
    `fresh` is false for what an earlier digest told already.
    """

    title: str
    address: str
    about: str
    summary: str
    closes: str = ""
    changes: tuple[str, ...] = ()
    content_note: str = ""
    support: tuple[Link, ...] = ()
    language: str = ""
    fresh: bool = True

    @property
    def warns(self) -> bool:
        """Whether the digest says beside it whom to turn to."""
        return bool(self.content_note or self.support)


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What came after one instant and up to another (London), and what can be answered now, the next deadline first.

    `name` is that of the review, `site` the full address of its home page, `language` the code of the words' language.
    `closing` are the calls that close within a week, `open` the other open ones.
    """

    name: str
    site: str
    language: str
    since: datetime
    until: datetime
    closing: tuple[DigestItem, ...] = ()
    open: tuple[DigestItem, ...] = ()
    new: tuple[DigestItem, ...] = ()
    changed: tuple[DigestItem, ...] = ()

    @property
    def groups(self) -> tuple[tuple[str, tuple[DigestItem, ...]], ...]:
        """The groups that hold something, each below its heading, in the order in which they are read."""
        named = (("Closing soon", self.closing), ("Open now", self.open), ("New", self.new), ("Changed", self.changed))
        return tuple((heading, items) for heading, items in named if items)

    @property
    def has_news(self) -> bool:
        """Whether there is anything that was not told before."""
        return any(item.fresh for _, items in self.groups for item in items)

    @property
    def counts(self) -> str:
        """How many things there are to be told, in words, without those open calls that were told of before."""
        opened = sum(item.fresh for item in self.open)
        closing = len(self.closing)
        said = (
            (closing, "1 call closes soon" if closing == 1 else f"{closing} calls close soon"),
            (opened, "1 call has opened" if opened == 1 else f"{opened} calls have opened"),
            (len(self.new), f"{len(self.new)} new"),
            (len(self.changed), f"{len(self.changed)} changed"),
        )
        return ", ".join(words for count, words in said if count) or "nothing new"

    @property
    def subject(self) -> str:
        """The subject of the message: no title stands there, as it would stand without its warning."""
        return f"{self.name}, {spoken_date(self.until.astimezone(LONDON).date())}: {self.counts}"

    @property
    def opening(self) -> str:
        """The sentence that says which days the digest is about."""
        first = (self.since.astimezone(LONDON) + _MINUTE).date()  # what came at `since` itself was told before
        last = self.until.astimezone(LONDON).date()
        days = f"on {spoken_date(last)}" if first >= last else f"from {spoken_date(first)} to {spoken_date(last)}"
        return f"What is new and what changed {days}."
