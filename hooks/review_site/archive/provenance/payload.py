"""The files of a bag's payload, each with what a catalogue says of it."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from review_site.media_types import media_type_of
from review_site.workers import spread

_CHUNK = 1 << 20
_COPIES = ("data/transfer/content/", "data/reading-copy/")


class Format(Protocol):
    """How a file was identified: PRONOM's identifier, name and version, and the basis of the match; may be empty."""

    @property
    def puid(self) -> str: ...  # noqa: D102 - told by the class
    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def version(self) -> str: ...  # noqa: D102
    @property
    def basis(self) -> str: ...  # noqa: D102


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFormat:
    """The format of a file that the bundle's own writers make."""

    puid: str
    name: str
    version: str = ""
    basis: str = "table"


@dataclass(frozen=True, slots=True, kw_only=True)
class PayloadFile:
    """A file of the payload: `name` is below the bag and starts with `data/`, `size` in bytes; `format` may be None."""

    name: str
    size: int
    sha256: str
    media_type: str
    format: Format | None


_PLAIN = ("text/plain", KnownFormat(puid="x-fmt/111", name="Plain Text File"))
# PRONOM names what a reader meets first: the compression of a WARC, the ZIP of a WACZ. It has no git bundle.
_OWN: dict[str, tuple[str, KnownFormat | None]] = {
    ".warc.gz": ("application/gzip", KnownFormat(puid="x-fmt/266", name="GZIP Format")),
    ".wacz": ("application/zip", KnownFormat(puid="x-fmt/263", name="ZIP Format")),
    ".cdxj": _PLAIN,
    ".txt": _PLAIN,
    ".conf": _PLAIN,
    "_redirects": _PLAIN,
    ".csv": ("text/csv", KnownFormat(puid="x-fmt/18", name="Comma Separated Values")),
    ".tsv": ("text/tab-separated-values", KnownFormat(puid="x-fmt/13", name="Tab-separated values")),
    ".json": ("application/json", KnownFormat(puid="fmt/817", name="JSON Data Interchange Format")),
    ".xml": ("application/xml", KnownFormat(puid="fmt/101", name="Extensible Markup Language", version="1.0")),
    ".html": ("text/html", KnownFormat(puid="fmt/471", name="Hypertext Markup Language", version="5")),
    ".js": ("text/javascript", KnownFormat(puid="x-fmt/423", name="JavaScript file")),
    ".bundle": ("application/octet-stream", None),
}


def read_payload(bag: Path, formats: Mapping[str, Format]) -> Iterator[PayloadFile]:
    """Give every file of a bag's payload, sorted by name, each read once.

    Args:
        bag: the folder.
        formats: how files were identified, by name; what the bundle's own writers make needs none.

    Raises:
        OSError: when a file cannot be read.
    """
    names = sorted(path.relative_to(bag).as_posix() for path in (bag / "data").rglob("*") if path.is_file())
    yield from spread(names, lambda name: read_payload_file(bag, name, formats))


def read_payload_file(bag: Path, name: str, formats: Mapping[str, Format]) -> PayloadFile:
    """Read one file of a bag's payload."""
    size, digest = 0, hashlib.sha256()
    with (bag / name).open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            digest.update(chunk)
    media_type, known = _known(name)
    return PayloadFile(
        name=name, size=size, sha256=digest.hexdigest(), media_type=media_type, format=formats.get(name, known)
    )


def _known(name: str) -> tuple[str, KnownFormat | None]:
    if not name.startswith(_COPIES):
        for ending, known in _OWN.items():
            if name.endswith(ending):
                return known
    return media_type_of(name).partition(";")[0], None
