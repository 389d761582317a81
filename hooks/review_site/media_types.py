"""The media type of a file, by its ending from a table of our own, and else by its first bytes.

The machine's table (`mimetypes`) differs from one machine to the next, and two bundles of one folder must be identical.
"""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

UNKNOWN = "application/octet-stream"

_TYPES = {
    ".atom": "application/atom+xml",
    ".avif": "image/avif",
    ".bmp": "image/bmp",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".epub": "application/epub+zip",
    ".gif": "image/gif",
    ".gz": "application/gzip",
    ".htm": "text/html; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/vnd.microsoft.icon",
    ".ics": "text/calendar; charset=utf-8",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".m4a": "audio/mp4",
    ".map": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".odp": "application/vnd.oasis.opendocument.presentation",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ogg": "audio/ogg",
    ".opml": "text/x-opml; charset=utf-8",
    ".otf": "font/otf",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".rss": "application/rss+xml",
    ".svg": "image/svg+xml",
    ".tsv": "text/tab-separated-values; charset=utf-8",
    ".ttf": "font/ttf",
    ".txt": "text/plain; charset=utf-8",
    ".vtt": "text/vtt; charset=utf-8",
    ".wasm": "application/wasm",
    ".wav": "audio/wav",
    ".webm": "video/webm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xhtml": "application/xhtml+xml",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xml": "application/xml",
    ".zip": "application/zip",
}

_SIGNATURES = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"wOF2", "font/woff2"),
    (b"\x1f\x8b\x08", "application/gzip"),
    (b"<?xml ", "application/xml"),
)
"""How files of these types begin (their own specifications; WHATWG MIME Sniffing §4.4 lists most)."""


def known_types() -> Mapping[str, str]:
    """Return the `Content-Type` of every ending that has one of its own, each ending with its dot."""
    return _TYPES


def media_type_of(file: str) -> str:
    """Return the `Content-Type` that a file is served with: `text/html; charset=utf-8` for `about/index.html`."""
    return _TYPES.get(PurePosixPath(file).suffix.lower(), UNKNOWN)


def media_type_of_content(path: Path) -> str | None:
    """Return the type that a file shows by its first bytes, None where they show none: a PDF named `report`.

    Raises:
        OSError: when it cannot be read.
    """
    with path.open("rb") as stream:
        head = stream.read(max(len(signature) for signature, _ in _SIGNATURES))
    return next((media_type for signature, media_type in _SIGNATURES if head.startswith(signature)), None)


def is_html(media_type: str) -> bool:
    """Tell whether a `Content-Type` says HTML, whatever its parameters."""
    return media_type.partition(";")[0] == "text/html"
