"""A card → its PNG: the review's name above, the title below, in the site's typeface and colours."""

import hashlib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from review_site.cards.fitting import Fitted, fit

WIDTH, HEIGHT = 1200, 630
"""The size in pixels that the networks ask for."""
FONTS = {"regular": "fonts/atkinson-400.woff2", "bold": "fonts/atkinson-700.woff2"}
"""The typefaces, among the files of the theme."""
_INK, _PAPER = (0x00, 0x41, 0x3C), (0xFF, 0xFF, 0xFF)  # --band of theme/styles/12-values.css, and white
_DARK, _QUIET, _LINE, _LIGHT = 0, 51, 204, 255  # from the ink to the paper, in steps of 17 as the palette has them
_EFFORT = 6  # beyond this a tenth is saved for ten times the work
_SHADES = 16  # as many as four bits a pixel tell apart: enough for smooth edges
_EDGE = 72
_BAND = 132
_NAME, _SMALL = 40, 34
_INNER = WIDTH - 2 * _EDGE
_HYPHEN = "\xad"  # a place where a word may be broken; none is here
_ABSENT = "\U0010fffe"  # no character, so that no typeface has it


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says: the review's name, a title, and a line of what it is and when; empty where there is none."""

    name: str
    title: str
    about: str = ""

    @property
    def alt(self) -> str:
        """The words of the card, for those who do not see it."""
        return ". ".join(part.rstrip(".") for part in (self.name, self.title, self.about) if part) + "."


class Typefaces:
    """The typefaces of one build, each size of them opened once."""

    def __init__(self, assets: Path) -> None:
        """Read the typefaces from the theme's files.

        Raises:
            OSError: when one is not there or cannot be read.
        """
        self.data = {weight: (assets / file).read_bytes() for weight, file in FONTS.items()}
        self.digests = tuple(hashlib.sha256(data).hexdigest() for data in self.data.values())
        self._sized = lru_cache(maxsize=64)(self._open)
        self._known = lru_cache(maxsize=1024)(self._look_up)
        self._word = lru_cache(maxsize=65536)(self._measure)
        self.ground = lru_cache(maxsize=8)(self._draw_ground)
        """The part that cards of a name share, in greys and not to be drawn on; None where the name does not fit."""

    def of(self, weight: str, size: int) -> ImageFont.FreeTypeFont:
        """Return a typeface (`regular` or `bold`) in a size in pixels."""
        return self._sized(weight, size)

    def has(self, text: str) -> bool:
        """Tell whether both typefaces have a form for each character of a text."""
        return all(self._known(weight, character) for weight in FONTS for character in {*text} - {" "})

    def width(self, line: str, weight: str, size: int) -> float:
        """Return how many pixels a line takes, without spaces at its ends or two in a row.

        It is put together from the widths of its words, which is exact: the plain layout gives each letter whole pixels
        and moves none for the sake of its neighbour.
        """
        space, _ = self._word(weight, size, " ")
        start, end = -space, 0.0
        for word in line.split(" "):
            advance, edge = self._word(weight, size, word)
            end = max(end, start + space + edge)
            start += space + advance
        return max(start, end)

    def _measure(self, weight: str, size: int, word: str) -> tuple[float, float]:
        """Return where what follows a word begins, and where its own last ink is."""
        font = self.of(weight, size)
        return font.getlength(word), font.getbbox(word)[2]

    def _draw_ground(self, name: str) -> Image.Image | None:
        top = _fit(name, "bold", _INNER, _BAND - 20, self, largest=_NAME)
        if top is None:
            return None
        image = Image.new("L", (WIDTH, HEIGHT), _LIGHT)
        pen = ImageDraw.Draw(image)
        pen.rectangle((0, 0, WIDTH, _BAND), fill=_DARK)
        _write(pen, top, (_BAND - top.height) // 2, "bold", _LIGHT, self)
        return image

    def _look_up(self, weight: str, character: str) -> bool:
        font = self.of(weight, _SMALL)
        form, absent = font.getmask(character), font.getmask(_ABSENT)
        return (form.size, bytes(form)) != (absent.size, bytes(absent))

    def _open(self, weight: str, size: int) -> ImageFont.FreeTypeFont:
        # the plain layout comes whole with Pillow, the other asks the machine for a library: bytes would differ
        return ImageFont.truetype(BytesIO(self.data[weight]), size, layout_engine=ImageFont.Layout.BASIC)


def draw_card(card: Card, typefaces: Typefaces) -> bytes | None:
    """Return a card as a PNG of sixteen shades, without metadata.

    Returns: None when its words do not fit, or the typeface lacks a character of them: a card with cut words or empty
        boxes is worse than none.
    """
    name, title, about = (
        " ".join(unicodedata.normalize("NFC", part.replace(_HYPHEN, "")).split()) for part in _parts(card)
    )
    if not all(map(typefaces.has, (name, title, about))):
        return None
    ground = typefaces.ground(name)
    foot = _fit(about, "regular", _INNER, 96, typefaces, largest=_SMALL)
    room = HEIGHT - _BAND - 3 * _EDGE // 2 - (foot.height if foot and about else 0)
    middle = _fit(title, "bold", _INNER, room, typefaces)
    if ground is None or middle is None or foot is None:
        return None
    image = ground.copy()
    pen = ImageDraw.Draw(image)
    _write(pen, middle, _BAND + _EDGE // 2 + (room - middle.height) // 2, "bold", _DARK, typefaces)
    if about:
        _write(pen, foot, HEIGHT - _EDGE // 2 - foot.height, "regular", _QUIET, typefaces)
        line = HEIGHT - _EDGE // 2 - foot.height - _EDGE // 3
        pen.rectangle((_EDGE, line, WIDTH - _EDGE, line + 2), fill=_LINE)
    return _encode(image)


def _parts(card: Card) -> tuple[str, str, str]:
    return card.name, card.title, card.about


def _fit(
    text: str, weight: str, width: int, height: int, typefaces: Typefaces, largest: int | None = None
) -> Fitted | None:
    def measure(line: str, size: int) -> float:
        return typefaces.width(line, weight, size)

    return fit(text, width, height, measure, largest=largest)


def _write(pen: ImageDraw.ImageDraw, words: Fitted, top: int, weight: str, shade: int, typefaces: Typefaces) -> None:
    font = typefaces.of(weight, words.size)
    for row, line in enumerate(words.lines):
        middle = top + row * words.leading + words.leading // 2
        pen.text((_EDGE, middle), line, fill=shade, font=font, anchor="lm")


def _encode(image: Image.Image) -> bytes:
    """Return an image of greys as a PNG with a palette from the ink to the paper."""
    step = 255 // (_SHADES - 1)
    shades = image.point([round(grey / step) for grey in range(256)], "L")
    picture = Image.frombytes("P", image.size, shades.tobytes())
    picture.putpalette(
        [
            round(dark + (light - dark) * shade / (_SHADES - 1))
            for shade in range(_SHADES)
            for dark, light in zip(_INK, _PAPER, strict=True)
        ]
    )
    stream = BytesIO()
    picture.save(stream, "PNG", bits=4, compress_level=_EFFORT)
    return stream.getvalue()
