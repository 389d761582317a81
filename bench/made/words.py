"""Made-up words, sentences and paragraphs: the same for the same chance, common words more often, as in English."""

import itertools
import random

_SEED = 20210104
_COUNT = 3_000
_COMMON_SHARE = 0.45
_SOUNDS = """
ba be bel bra ca cor cro da den do dra el en fal fen fo ga gle gor ha hol in ka kel la lan lo ma men mi mor na nel ni
nor o pa pel qui ra ri ros sa sel sha so sta ta tel tha tor u va ver vi wa wen wo ya
"""
_COMMON_ONES = """
the of and to in a that was for it with as on be by at from this which or an were their has not had have but are been
they she he who when there would what more about into them some could other than then its only over such our
"""
_COMMON = _COMMON_ONES.split()
_EMPHASIS = ((0.3, "**"), (0.5, "*"))


def _make_vocabulary() -> list[str]:
    chance = random.Random(_SEED)
    sounds = _SOUNDS.split()
    found: dict[str, None] = {}
    while len(found) < _COUNT:
        word = "".join(chance.choice(sounds) for _ in range(chance.randint(2, 4)))
        if word not in _COMMON:
            found[word] = None
    return list(found)


_VOCABULARY = _make_vocabulary()
_WEIGHTS = list(itertools.accumulate(1 / (rank + 5) for rank in range(_COUNT)))  # Zipf's law, near enough


def words(chance: random.Random, count: int) -> list[str]:
    """Return so many words, nearly half of them common ones."""
    rare = chance.choices(_VOCABULARY, cum_weights=_WEIGHTS, k=count)
    return [chance.choice(_COMMON) if chance.random() < _COMMON_SHARE else word for word in rare]


def phrase(chance: random.Random, least: int, most: int) -> str:
    """Return some words with a capital, as of a title: `least` to `most` of them."""
    return " ".join(words(chance, chance.randint(least, most))).capitalize()


def sentence(chance: random.Random, least: int = 9, most: int = 26) -> str:
    """Return a sentence of `least` to `most` words."""
    found = words(chance, chance.randint(least, most))
    if len(found) > 14:
        found[len(found) // 2] += ","
    return " ".join(found).capitalize() + "."


def paragraph(chance: random.Random, least: int) -> str:
    """Return sentences with `least` words at least, one word of some of them in bold or italics."""
    sentences: list[str] = []
    while count_words(" ".join(sentences)) < least:
        sentences.append(sentence(chance))
    drawn = chance.random()
    for below, mark in _EMPHASIS:
        if drawn < below:
            found = sentences[-1].split(" ")
            found[1] = f"{mark}{found[1]}{mark}"
            sentences[-1] = " ".join(found)
            break
    return " ".join(sentences)


def count_words(text: str) -> int:
    """Return how many words a text has, as they stand between spaces."""
    return len(text.split())
