"""Documents that were judged to be right, remembered between builds, so that none is judged twice."""

import hashlib
import sys
from functools import cache
from pathlib import Path

import feedparser
from lxml import etree

from review_site.cache import read_cached, write_cached
from review_site.feed.model import Feed, Form

BESIDE = ("clock.py", "problems.py")
"""What judges use of ours outside the folder of feeds."""


def is_known(cache: Path, key: str) -> bool:
    """Say whether a document was judged to be right under a key; a verdict that was damaged is none."""
    return read_cached(cache, key) is not None


def remember(cache: Path, key: str) -> None:
    """Keep the verdict that a document is right."""
    write_cached(cache, key, b"")


def key_of(data: bytes, feed: Feed, form: Form, *, deep: bool, outside: bool) -> str:
    """Return the name of a verdict: whatever it depends on.

    That is the document, every word that it should say, how closely it is judged, and the judges themselves.
    """
    meant = repr((form, deep, outside, feed)).encode()  # nothing of it is left out, and none of it can run together
    parts = (judges(), hashlib.sha256(meant).digest(), hashlib.sha256(data).digest())
    return hashlib.sha256(b"".join(parts)).hexdigest()


@cache
def judges() -> bytes:
    """Return a digest of all code that judges: ours, file by file, and the versions of that of others."""
    here = Path(__file__).parent
    ours = (
        *here.glob("*.py"),
        *here.glob("verify/*.py"),
        *here.glob("schema/*"),
        *(here.parent / one for one in BESIDE),
    )
    others = (sys.version, feedparser.__version__, etree.LXML_VERSION, etree.LIBXML_VERSION)
    named = [(file.relative_to(here.parent).as_posix(), hashlib.sha256(file.read_bytes()).digest()) for file in ours]
    return hashlib.sha256(repr((others, sorted(named))).encode()).digest()
