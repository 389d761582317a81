"""The types that a web server names: those of the files, but for feeds, which browsers show as pages only as plain XML.

Chromium shows `application/atom+xml` and `application/rss+xml` as source text, and other browsers offer them for
download; as `application/xml` (RFC 7303 §9.1) they show a feed with its sheet. Programs that read feeds look into the
document. The archive keeps the types of their own (RFC 4287 §7).
"""

from collections.abc import Mapping
from pathlib import PurePosixPath

from review_site.media_types import UNKNOWN, known_types

_XML = "application/xml"
_SHOWN = {".atom": _XML, ".rss": _XML}


def served_types() -> Mapping[str, str]:
    """Return the `Content-Type` of every ending that has one of its own, each ending with its dot."""
    return {**known_types(), **_SHOWN}


def served_type_of(file: str) -> str:
    """Return the `Content-Type` that a web server sends with a file."""
    return served_types().get(PurePosixPath(file).suffix.lower(), UNKNOWN)
