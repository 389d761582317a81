"""The lists of a collection of submissions: by topic, and by the first letter of who they are from."""

import string
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from review_site.content.sorting import DIGITS, letter_of, sort_key
from review_site.content.submissions import Collection, Submission, pages_of, plain_words

_LETTERS = {DIGITS: "0-9", **dict(zip(string.ascii_uppercase, string.ascii_lowercase, strict=True))}


@dataclass(frozen=True, slots=True)
class SubmissionList:
    """The submissions of one topic, or of the contributors under one letter; one that was emptied stays."""

    facet: Literal["topic", "contributor"]
    name: str
    address: str
    rows: tuple[Submission, ...]


def in_place(rows: Iterable[Submission], recorded: Mapping[str, int]) -> list[tuple[int, Submission]]:
    """Return submissions with the page on which each stands, in the order in which readers meet them."""
    by_id = {row.id: row for row in rows}
    placed = [(page, by_id[name]) for name, page in pages_of(by_id.values(), recorded).items()]
    return sorted(placed, key=lambda one: one[0])


def lists_of(collection: Collection, recorded: Mapping[str, int], ledger: Container[str]) -> tuple[SubmissionList, ...]:
    """Return the lists of a collection that hold a submission, or held one when their address was recorded.

    Topics come in the order of the register, letters in that of the alphabet, figures and other scripts first.
    """
    rows = [row for _, row in in_place(collection.rows, recorded)]
    topics: dict[str, list[Submission]] = {}
    letters: dict[str, list[Submission]] = {}
    for row in rows:
        for topic in row.topics:
            topics.setdefault(topic, []).append(row)
    for row in sorted((row for row in rows if row.contributor), key=_by_name):
        letters.setdefault(letter_of(row.contributor), []).append(row)
    base = collection.address
    lists = (
        *(
            SubmissionList("topic", name, f"{base}topic/{topic}/", tuple(topics.get(topic, ())))
            for topic, name in collection.entry.topics.items()
        ),
        *(
            SubmissionList("contributor", letter, f"{base}contributor/{slug}/", tuple(letters.get(letter, ())))
            for letter, slug in _LETTERS.items()
        ),
    )
    return tuple(one for one in lists if one.rows or one.address in ledger)


def _by_name(row: Submission) -> tuple[str, str]:
    return sort_key(row.contributor), plain_words(row.contributor)
