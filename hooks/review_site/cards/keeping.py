"""Finished cards kept between builds, under a name that says whatever their bytes depend on."""

import hashlib
from pathlib import Path

import PIL
from PIL import features

from review_site.cache import read_cached, write_cached
from review_site.cards.drawing import Card, Typefaces, draw_card

RECIPE = "1"  # raise it whenever the same card should give other bytes
_LIBRARIES = ("freetype2", "zlib", "zlib_ng")


def finished_card(card: Card, typefaces: Typefaces, cache: Path) -> bytes | None:
    """Return the PNG of a card, from the cache where it is kept; None for one that cannot be drawn whole."""
    key = _key(card, typefaces)
    kept = read_cached(cache, key)
    if kept is not None:
        return kept
    drawn = draw_card(card, typefaces)
    if drawn is not None:
        write_cached(cache, key, drawn)
    return drawn


def _key(card: Card, typefaces: Typefaces) -> str:
    tools = (PIL.__version__, *(str(features.version(name)) for name in _LIBRARIES))
    parts = (RECIPE, *tools, *typefaces.digests, card.name, card.title, card.about)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
