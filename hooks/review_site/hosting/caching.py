"""How long browsers may keep an answer, by its file (RFC 9111 §5.2, RFC 8246)."""

import re

FOR_EVER = "public, max-age=31536000, immutable"
A_DAY = "public, max-age=86400"
ASK_AGAIN = "no-cache"
"""May be kept, and is asked for again each time: what an old copy says may no longer be true."""

HASHED = (
    r"(?:(?:assets|cards)/(?:[^/]+/)*[^/]+\.[0-9a-f]{10}\.[a-z0-9]+"
    r"|pagefind/(?:(?:fragment|index)/[^/]+|[^/]+\.pf_meta))"
)
"""The files whose names change with their content, as a regular expression that every server here reads."""
PICTURES = r"(?:[^/]+/)*[^/]+\.(?:avif|gif|jpg|png|svg|webp)"

_RULES = ((re.compile(HASHED), FOR_EVER), (re.compile(PICTURES), A_DAY))


def cache_control_of(file: str) -> str:
    """Return the `Cache-Control` with which a file of the site is served."""
    return next((value for form, value in _RULES if form.fullmatch(file)), ASK_AGAIN)
