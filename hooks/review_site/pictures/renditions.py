"""An original → the files that the site publishes in its place."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import PIL
from PIL import features

from review_site.cache import read_cached, write_cached
from review_site.content.picture_files import PictureError, PictureFile, PictureFormat
from review_site.pictures.metadata import metadata_of
from review_site.pictures.pixels import encode, read_pixels, resize
from review_site.problems import Problem, ProblemsError

WIDTHS = (320, 640, 960, 1280)  # pixels
FALLBACK = 640  # pixels, for the few browsers without WebP
RECIPE = "1"  # raise it whenever the same original should give other bytes
_ENDINGS: dict[PictureFormat, str] = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
_LIBRARIES = ("libjpeg_turbo", "jpg", "webp", "zlib", "zlib_ng", "littlecms2")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendition:
    """A file to be published: `name` in the folder of pictures, size in pixels."""

    name: str
    width: int
    height: int
    format: PictureFormat

    @property
    def address(self) -> str:
        """Where it is served."""
        return f"/pictures/{self.name}"

    @property
    def media_type(self) -> str:
        """The `Content-Type` that it is served with."""
        return f"image/{self.format.lower()}"


def plan(picture: PictureFile) -> tuple[Rendition, ...]:
    """Return what is published of an original: WebP from narrow to wide, then one for browsers without WebP.

    Nothing is wider than the original; one narrower than the widest step gives its own width as the last.
    """
    widest = min(picture.width, WIDTHS[-1])
    widths = [width for width in WIDTHS if width < widest] + [widest]
    fallback: PictureFormat = "PNG" if picture.transparent else "JPEG"
    return (
        *(_rendition(picture, width, "WEBP") for width in widths),
        _rendition(picture, min(picture.width, FALLBACK), fallback),
    )


def write_renditions(picture: PictureFile, folder: Path, cache: Path | None = None) -> None:
    """Write all that is planned of an original, without any metadata.

    Args:
        picture: the original, read and checked.
        folder: where the files go; made when it is missing.
        cache: where finished renditions are kept between builds, None to keep none.

    Raises:
        ProblemsError: when the original changed since it was checked or cannot be decoded, or when a rendition
            would say more than its pixels; nothing is written then.
    """
    planned = plan(picture)
    finished = {one: read_cached(cache, _key(picture, one)) for one in planned} if cache else dict.fromkeys(planned)
    missing = [one for one, data in finished.items() if data is None]
    made = _make(picture, missing) if missing else {}
    ready = {one: data for one, data in {**finished, **made}.items() if data is not None}
    _refuse_metadata(picture, ready)
    folder.mkdir(parents=True, exist_ok=True)
    for one, data in ready.items():
        (folder / one.name).write_bytes(data)
    if cache:
        for one, data in made.items():
            write_cached(cache, _key(picture, one), data)


def render_for_print(picture: PictureFile, cache: Path | None = None) -> bytes:
    """Return a picture as documents show it: as wide as pages do at most, for programs that may not know WebP.

    Args:
        picture: the original, read and checked.
        cache: where finished renditions are kept between builds, None to keep none.

    Raises:
        ProblemsError: when the original changed since it was checked or cannot be decoded, or when the rendition would
            say more than its pixels.
    """
    one = _rendition(picture, min(picture.width, WIDTHS[-1]), plan(picture)[-1].format)
    key = _key(picture, one)
    data = read_cached(cache, key) if cache else None
    if data is None:
        data = _make(picture, [one])[one]
        if cache:
            write_cached(cache, key, data)
    _refuse_metadata(picture, {one: data})
    return data


def _rendition(picture: PictureFile, width: int, image_format: PictureFormat) -> Rendition:
    name = f"{picture.file.stem}-{width}.{_ENDINGS[image_format]}"
    height = max(1, round(picture.height * width / picture.width))
    return Rendition(name=name, width=width, height=height, format=image_format)


def _make(picture: PictureFile, wanted: list[Rendition]) -> dict[Rendition, bytes]:
    try:
        data = picture.file.read_bytes()
    except OSError:
        data = b""
    if hashlib.sha256(data).hexdigest() != picture.sha256:
        raise _stop(picture, "changed while the site was being built", "build again")
    try:
        image = read_pixels(picture, data, min(picture.width, WIDTHS[-1]))
    except PictureError as error:
        raise _stop(picture, str(error), error.mend) from error
    drawn = picture.format == "PNG"
    made: dict[Rendition, bytes] = {}
    for size in {(one.width, one.height): None for one in wanted}:
        small = resize(image, size)
        made |= {one: encode(small, one.format, drawn=drawn) for one in wanted if (one.width, one.height) == size}
    return made


def _key(picture: PictureFile, one: Rendition) -> str:
    """Return the name that a rendition has in the cache: whatever its bytes depend on."""
    tools = (PIL.__version__, *(str(features.version(name)) for name in _LIBRARIES))
    parts = (picture.sha256, RECIPE, *tools, str(one.width), str(one.height), one.format)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _refuse_metadata(picture: PictureFile, ready: dict[Rendition, bytes]) -> None:
    problems = [
        _problem(picture, f"{one.name} would carry {', '.join(found)}", "tell the developers: it must not be published")
        for one, data in ready.items()
        if (found := metadata_of(data))
    ]
    if problems:
        raise ProblemsError(problems)


def _stop(picture: PictureFile, what: str, mend: str) -> ProblemsError:
    return ProblemsError([_problem(picture, what, mend)])


def _problem(picture: PictureFile, what: str, mend: str) -> Problem:
    return Problem(path=picture.path, line=1, field="picture", what=what, mend=mend)
