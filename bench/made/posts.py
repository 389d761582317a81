"""Made-up posts as values, for every generator alike: post n is the same however many there are.

A post has 400 to 900 words with headings, lists, quotations, notes and tables, and links to earlier posts alone; one in
ten has a picture.
"""

import datetime
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from bench.made import words

FIRST_DAY = datetime.date(2021, 1, 4)
DAYS = 2_004  # to 30 June 2026: six years of archives
TODAY = "2026-09-01"  # as at which all builds are made, so that they are the same on every day
NEWEST = datetime.date(2026, 7, 1)  # from this day on there is none
KINDS = ("blog", "blog", "blog", "news", "news", "speech", "press notice", "open letter", "event report", "guest blog")
TOPICS = (
    "lamps",
    "rocks",
    "fog",
    "bells",
    "harbours",
    "boats",
    "pay",
    "training",
    "charts",
    "storms",
    "oil",
    "history",
)
AUDIENCES = ("sailors", "keepers", "fishers", "families")
AUTHORS = (
    *("ada-lamp", "bo-beacon", "cy-cove", "dee-dune", "eli-eddy", "fay-foam"),
    *("gus-gale", "hal-haven", "ivy-inlet", "jo-jetty", "kit-kelp", "keepers-panel"),
)
_SEED = 1_000_003
_STEP = 1_009  # prime to DAYS, so that days scatter evenly
_LINKS = 3
_NOTES = 2
_NEAR = 500  # most links lead to one of so many posts before
_LINK = re.compile(r"\]\(post:(\d+)\)")
_PICTURE = "](picture:)"


@dataclass(frozen=True, slots=True)
class Post:
    """A post before it is written for a generator.

    `blocks` is Markdown, the lead first; links in it are `[words](post:7)`, the picture `![words](picture:)`.
    """

    number: int
    title: str
    slug: str
    published: datetime.date
    kind: str
    authors: tuple[str, ...]
    topics: tuple[str, ...]
    audiences: tuple[str, ...]
    summary: str
    blocks: tuple[str, ...]
    picture: str | None

    def text(self, address: Callable[[int], str], pictures: str, more: str = "") -> str:
        """Return the Markdown of its text.

        Args:
            address: gives what a link to the post of a number is written as.
            pictures: what stands before the name of a picture.
            more: the mark that a generator wants after the lead; none for "".
        """
        lead, *rest = self.blocks
        text = "\n\n".join([lead, more, *rest] if more else self.blocks) + "\n"
        text = text.replace(_PICTURE, f"]({pictures}{self.picture})")
        return _LINK.sub(lambda found: f"]({address(int(found[1]))})", text)


def make_posts(count: int) -> list[Post]:
    """Return the first so many posts."""
    return [make_post(number) for number in range(count)]


def make_post(number: int) -> Post:
    """Return the post of a number, from 0."""
    chance = random.Random(_SEED * number + 7)
    title = words.phrase(chance, 4, 9)
    return Post(
        number=number,
        title=title,
        slug="-".join([*title.lower().split()[:5], str(number)]),
        published=FIRST_DAY + datetime.timedelta(days=number * _STEP % DAYS),
        kind=chance.choice(KINDS),
        authors=_some(chance, AUTHORS, 2, share=0.2),
        topics=_some(chance, TOPICS, 2, share=0.4),
        audiences=_some(chance, AUDIENCES, 2, share=0.3),
        summary=words.sentence(chance, 8, 14),
        blocks=tuple(_blocks(chance, number)),
        picture=f"picture-{number}.png" if _has_picture(number) else None,
    )


def newest_post(number: int, days: int = 0) -> Post:
    """Return the post of a number as one that is newer than all, by `days` more where there are several."""
    return replace(make_post(number), published=NEWEST + datetime.timedelta(days=days))


def _has_picture(number: int) -> bool:
    return number % 10 == 0


def _some(chance: random.Random, among: tuple[str, ...], most: int, *, share: float) -> tuple[str, ...]:
    return tuple(chance.sample(among, most if chance.random() < share else 1))


def _blocks(chance: random.Random, number: int) -> list[str]:
    wanted = chance.randint(400, 690)  # the last paragraph, quotation, table and notes come on top
    blocks = [words.paragraph(chance, 45)]
    if _has_picture(number):
        blocks.append(f"![{words.phrase(chance, 5, 8)}.](picture:)")
    headings = links = notes = 0
    while sum(map(words.count_words, blocks)) < wanted:
        if len(blocks) % 4 == 0:
            headings += 1
            blocks.append(f"## {words.phrase(chance, 2, 6)} {headings}")
            if chance.random() < 0.3:
                blocks.append(f"### {words.phrase(chance, 2, 4)} {headings}")
        text = words.paragraph(chance, chance.randint(40, 110))
        if number and links < _LINKS:
            links += 1
            text += f" See [{words.phrase(chance, 3, 5)}](post:{_earlier(chance, number)}) for more."
        if notes < _NOTES and chance.random() < 0.35:
            notes += 1
            text += f"[^{notes}]"
        blocks.append(text)
        if chance.random() < 0.25:
            blocks.append(_list(chance))
        if len(blocks) == 3:
            blocks.append(f"> {words.sentence(chance)} {words.sentence(chance)}")
    if number % 6 == 0:
        blocks.append(_table(chance))
    return [*blocks, *(f"[^{note}]: {words.sentence(chance)}" for note in range(1, notes + 1))]


def _earlier(chance: random.Random, number: int) -> int:
    return chance.randrange(max(0, number - _NEAR) if chance.random() < 0.7 else 0, number)


def _list(chance: random.Random) -> str:
    mark = chance.choice(("- ", "1. "))
    return "\n".join(mark + words.sentence(chance) for _ in range(chance.randint(3, 6)))


def _table(chance: random.Random) -> str:
    head = " | ".join(word.capitalize() for word in words.words(chance, 4))
    rows = [
        f"| {' | '.join(words.words(chance, 3))} | {chance.randint(1, 9_999)} |" for _ in range(chance.randint(4, 8))
    ]
    return "\n".join([f"| {head} |", "| --- | --- | --- | ---: |", *rows])
