"""The originals of pictures, each decoded once to know that it can be shown; none of them is ever published."""

import hashlib
import re
import warnings
from collections.abc import Container, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Literal

from PIL import ExifTags, Image

from review_site.addresses import SLUG, is_reserved, is_slug, slugify
from review_site.content.folders import PASSED_OVER
from review_site.problems import Problems

PictureFormat = Literal["JPEG", "PNG", "WEBP"]
NARROWEST = 320  # pixels
MOST_BYTES = 25_000_000
MOST_PIXELS = 60_000_000
LONGEST = 10  # times as long one way as the other; a WebP is at most 16,383 pixels high
_LONGEST_NAME = 100  # leaves room for a width and an ending
_ENDINGS: dict[PictureFormat, tuple[str, ...]] = {"JPEG": (".jpg", ".jpeg"), "PNG": (".png",), "WEBP": (".webp",)}
_SPOKEN: dict[PictureFormat, str] = {"JPEG": "JPEG", "PNG": "PNG", "WEBP": "WebP"}
_ALL_ENDINGS = tuple(ending for endings in _ENDINGS.values() for ending in endings)
_SIGNATURES: dict[PictureFormat, re.Pattern[bytes]] = {
    "JPEG": re.compile(rb"\xff\xd8\xff"),
    "PNG": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "WEBP": re.compile(rb"RIFF.{4}WEBP", re.DOTALL),
}
_PICTURES = (  # what people take for pictures, and browsers or printers cannot all show
    (re.compile(rb"GIF8[79]a"), "a GIF picture"),
    (re.compile(rb"BM.{4}\0{4}", re.DOTALL), "a BMP picture"),
    (re.compile(rb"II\*\0|MM\0\*"), "a TIFF picture"),
    (re.compile(rb".{4}ftyp(?:hei[cmsx]|hev[cmsx]|mif1|msf1)", re.DOTALL), "a HEIC picture"),
    (re.compile(rb".{4}ftypavi[fs]", re.DOTALL), "an AVIF picture"),
    (re.compile(rb"8BPS"), "a Photoshop picture"),
    (re.compile(rb"\0\0\0\x0cjP  |\xff\x4f\xff\x51"), "a JPEG 2000 picture"),
    (re.compile(rb"\0\0\0\x0cJXL |\xff\x0a"), "a JPEG XL picture"),
    (re.compile(rb"\x00\x00\x01\x00"), "an icon"),
    (re.compile(rb"(?!\s*<(?:!doctype\s+)?html).{0,2000}?<svg[\s>]", re.DOTALL | re.IGNORECASE), "an SVG drawing"),
)
_OTHERS = (
    (re.compile(rb".{4}ftyp", re.DOTALL), "a video"),
    (re.compile(rb"%PDF-"), "a PDF document"),
    (re.compile(rb"PK\x03\x04"), "a ZIP or Office document"),
    (re.compile(rb"\s*<(?:!doctype\s+)?html", re.IGNORECASE), "a web page"),
)
_OPAQUE = 255
_SAVE_ANEW = "save it as JPEG, or as PNG when it is a drawing or a chart"
_SMALLER = f"save it smaller: at most {MOST_BYTES // 1_000_000} MB and {MOST_PIXELS // 1_000_000} megapixels"
_BROKEN = ("cannot be read: it is broken or cut short", "copy it here again from where it came")
_TURNED = range(5, 9)  # EXIF 2.32, Orientation: rows and columns change places


class PictureError(ValueError):
    """A picture that cannot be shown; `mend` says what would be right."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(what)
        self.mend = mend


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFile:
    """An original that can be decoded.

    `path` is what messages call it; `width` and `height` are pixels as a reader sees them, turned as its EXIF says;
    `transparent` tells that at least one pixel is not opaque; `sha256` is that of the bytes that were checked.
    """

    name: str
    file: Path
    path: str
    format: PictureFormat
    width: int
    height: int
    transparent: bool
    sha256: str


def read_picture_files(folder: Path, path: str, problems: Problems) -> dict[str, PictureFile]:
    """Read and check every picture of a folder, and tell what else lies in it.

    Args:
        folder: the folder; one that is missing holds nothing.
        path: what messages call the folder, such as content/pictures.
        problems: where every fault is noted.

    Returns: the pictures that can be shown, by their file's name.
    """
    if not folder.is_dir():
        return {}
    files = [file for file in sorted(folder.iterdir()) if not file.name.startswith(PASSED_OVER)]
    taken = {file.name for file in files}
    read = (_read_one(file, f"{path}/{file.name}", taken, problems) for file in files)
    pictures = {picture.name: picture for picture in read if picture}
    stems: dict[str, str] = {}
    for name, picture in pictures.items():
        first = stems.setdefault(picture.file.stem, name)
        if first != name:
            mend = f"rename one of the two, such as {_free(picture.file.stem, picture.file.suffix, taken)}"
            problems.add(picture.path, "picture", f"differs from {first} in its ending alone", mend, line=1)
    return pictures


def open_picture(data: bytes, picture_format: PictureFormat) -> Image.Image:
    """Open a picture by its header; no pixel is decoded.

    Raises:
        PictureError: when it has no sound header, has too many pixels, or moves.
    """
    try:
        with _quiet():
            opened = partial(Image.open, formats=(picture_format,))
            opened(BytesIO(data)).verify()  # a PNG's checksums, which decoding passes over
            image = opened(BytesIO(data))
        animated = bool(getattr(image, "is_animated", False)) and image.format != "MPO"  # a telephone's depth map
    except Image.DecompressionBombError:
        raise PictureError("has far too many pixels", _SMALLER) from None
    except Exception as error:  # whatever a decoder says of bytes that are no picture
        raise PictureError(*_BROKEN) from error
    if image.width * image.height > MOST_PIXELS:
        raise PictureError(f"has {image.width} × {image.height} pixels", _SMALLER)
    if animated:
        raise PictureError("is animated", "save one still picture of it")
    return image


def load_picture(image: Image.Image, size: tuple[int, int]) -> int:
    """Decode every pixel of an opened picture, a JPEG no larger than needed for `size`; returns its EXIF orientation.

    Raises:
        PictureError: when the picture is broken or cut short.
    """
    try:
        with _quiet():
            image.draft(None, size)
            image.load()
    except Exception as error:
        raise PictureError(*_BROKEN) from error
    return _orientation(image)


def alpha_of(image: Image.Image) -> Image.Image | None:
    """Return how opaque each pixel of a decoded picture is, from 0 to 255; None when nothing says that one is not.

    Raises:
        PictureError: when its transparency makes no sense.
    """
    if not image.has_transparency_data:
        return None
    key = image.info.get("transparency")
    if image.mode.startswith("I"):  # 16 bits of grey, which Pillow would cut off at 255 before it looks for the key
        return image.convert("I").point([0 if value == key else _OPAQUE for value in range(1 << 16)], "L")
    if isinstance(key, tuple) and max(key) > _OPAQUE:  # 16 bits to a colour, of which Pillow keeps the upper eight
        image.info["transparency"] = tuple(value >> 8 for value in key)
    try:
        with _quiet():
            return (image if "A" in image.getbands() else image.convert("RGBA")).getchannel("A")
    except Exception as error:
        raise PictureError(*_BROKEN) from error


def _read_one(file: Path, path: str, taken: set[str], problems: Problems) -> PictureFile | None:
    try:
        data, picture_format = _read_bytes(file)
    except PictureError as error:
        problems.add(path, "picture", str(error), error.mend, line=1)
        return None
    if picture_format is None:
        mend = f"take it out of {path.removesuffix(file.name)}: only pictures in {', '.join(_ALL_ENDINGS)} belong there"
        problems.add(path, "file", "is not read", mend, line=1)
        return None
    named = _check_name(file, path, picture_format, taken - {file.name}, problems)
    try:
        picture = _measure(data, picture_format, file, path)
    except PictureError as error:
        problems.add(path, "picture", str(error), error.mend, line=1)
        return None
    return picture if named else None


def _read_bytes(file: Path) -> tuple[bytes, PictureFormat | None]:
    """Return the bytes of a file and what they are; None for what nobody would take for a picture."""
    if file.is_symlink():
        _check_link(file)
    if not file.is_file():
        return b"", None
    looks = file.suffix.lower() in _ALL_ENDINGS
    try:
        size = file.stat().st_size
        with file.open("rb") as stream:
            data = stream.read(MOST_BYTES)
    except OSError as error:
        raise PictureError(f"cannot be opened: {error.strerror}", "copy it here again from where it came") from None
    picture_format = _format_of(data)
    if size > MOST_BYTES and picture_format:
        raise PictureError(f"has {size / 1_000_000:.1f} MB", _SMALLER)
    if picture_format:
        return data, picture_format
    if other := _kind_of(data, _PICTURES):
        raise PictureError(f"is {other}, which is not taken here", _SAVE_ANEW)
    if looks:
        kind = _kind_of(data, _OTHERS) if data else "an empty file"
        what = f"is not a picture but {kind}" if kind else "is not a picture"
        raise PictureError(what, "copy it here again from where it came, or take it away")
    return b"", None


def _check_link(file: Path) -> None:
    """Refuse a symbolic link that leads out of its folder: what lies there was never given to be published."""
    try:
        inside = file.resolve(strict=True).parent == file.parent.resolve()
    except (OSError, RuntimeError):
        inside = False
    if not inside:
        raise PictureError("is a link that leads out of this folder or nowhere", "put the picture itself here")


def _check_name(
    file: Path, path: str, picture_format: PictureFormat, taken: Container[str], problems: Problems
) -> bool:
    """Tell a name that cannot stand in an address, or whose ending is not that of the content."""
    endings = _ENDINGS[picture_format]
    plain = is_slug(file.stem) and len(file.name) <= _LONGEST_NAME
    if plain and file.suffix in endings:
        return True
    what, how = "has a name that does not make a plain address", "use lower-case letters, digits and hyphens: "
    if SLUG.fullmatch(file.stem) and len(file.name) > _LONGEST_NAME:
        what, how = f"has a name of {len(file.name)} letters, over {_LONGEST_NAME}", ""
    ending = file.suffix.lower()
    if ending not in endings:
        what, how, ending = f"is really a {_SPOKEN[picture_format]} picture", "", endings[0]
    if is_reserved(file.name):
        problems.add(path, "picture", "has a name that Windows keeps for itself", "give it another", line=1)
        return False
    stem = slugify(file.stem)[: _LONGEST_NAME // 2].strip("-") or "a-short-name"
    mend = f"{how}rename it {_free(stem, ending, taken)}, here and where it is shown"
    problems.add(path, "picture", what, mend, line=1)
    return False


def _measure(data: bytes, picture_format: PictureFormat, file: Path, path: str) -> PictureFile:
    image = open_picture(data, picture_format)
    width, height = image.size
    orientation = load_picture(image, (1, 1))
    alpha = alpha_of(image)
    if orientation in _TURNED:
        width, height = height, width
    if width < NARROWEST:
        raise PictureError(f"is {width} pixels wide", f"give a larger one: {NARROWEST} at least, 1280 or more is best")
    if max(width, height) > LONGEST * min(width, height):
        raise PictureError(f"is {width} × {height} pixels, a mere strip", "cut it to what should be seen")
    return PictureFile(
        name=file.name,
        file=file,
        path=path,
        format=picture_format,
        width=width,
        height=height,
        transparent=alpha is not None and alpha.getextrema()[0] != _OPAQUE,
        sha256=hashlib.sha256(data).hexdigest(),
    )


def _orientation(image: Image.Image) -> int:
    """Return how a decoded picture is to be turned (EXIF 2.32, Orientation): 2 to 8, any other number for not at all.

    XMP may name one too, which browsers do not follow; EXIF that cannot be read says nothing.
    """
    exif = Image.Exif()
    try:
        with _quiet():
            exif.load(image.info.get("exif", b""))
            return int(exif.get(ExifTags.Base.Orientation, 1))
    except Exception:
        return 1


def _format_of(data: bytes) -> PictureFormat | None:
    return next((name for name, pattern in _SIGNATURES.items() if pattern.match(data)), None)


def _kind_of(data: bytes, kinds: tuple[tuple[re.Pattern[bytes], str], ...]) -> str | None:
    return next((words for pattern, words in kinds if pattern.match(data)), None)


def _free(stem: str, ending: str, taken: Container[str]) -> str:
    """Return the name that a file may be given without taking another's place."""
    names = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    return next(name for name in names if not any(name + end in taken for end in _ALL_ENDINGS)) + ending


@contextmanager
def _quiet() -> Iterator[None]:
    """Let a decoder's warnings stop nothing: what it can read is checked, and written anew."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
