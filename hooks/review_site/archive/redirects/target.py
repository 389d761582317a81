"""Where an address leads once the site is closed: to its copy in a web archive."""

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

ARCHIVE = "https://webarchive.nationalarchives.gov.uk/ukgwa/"
"""The UK Government Web Archive, as its addresses were seen in public links."""
ANY_TIME = "*"
"""In place of a timestamp: the list of all copies that the archive has. A closing site does not know its own yet."""
CHECKED = "archive(?:[_=+-]|%20|%3D)?checked"
"""In a request's query, whatever the case: the archive sent the reader back because it has no copy. The archive's
guidance (redirection technical guidance v4.2, §A.1) asks for 404 then. The exact form was not found, so each form in
which the two words follow each other counts: `archivechecked`, `archive-checked`, `archive=checked`. Servers read it as
a regular expression."""
PAGES = "/srv/closing-redirects"
"""Where the files of the bundle's `redirects/` are taken to lie on the server, to be changed in them."""

_BASE = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d{1,5})?/(?:[A-Za-z0-9._~+*-]+/)*")


def _is_timestamp(text: str) -> bool:
    if text in (ANY_TIME, "+"):
        return True
    try:
        return len(text) == 14 and text.isdecimal() and bool(datetime.strptime(text, "%Y%m%d%H%M%S"))  # noqa: DTZ007 - UTC
    except ValueError:
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An archive's copies of one site.

    `base` ends with a slash; `timestamp` has 14 digits (YYYYMMDDhhmmss, UTC), or is `*` (all copies) or `+` (the
    latest); `url` is the site's own address, with a slash at its end.

    Raises:
        ValueError: when one of them is not of its form.
    """

    url: str
    base: str = ARCHIVE
    timestamp: str = ANY_TIME

    def __post_init__(self) -> None:
        if not _BASE.fullmatch(self.base):
            raise ValueError(f"“{self.base}” is not the address of an archive (write {ARCHIVE})")
        if not _is_timestamp(self.timestamp):
            raise ValueError(f"“{self.timestamp}” is not a timestamp (write 14 digits, YYYYMMDDhhmmss, or *)")

    @property
    def origin(self) -> str:
        """The site's scheme and host: what stands before a request's path, whichever name the reader's browser used."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def prefix(self) -> str:
        """The path of the site's root, with a slash at both ends."""
        return urlsplit(self.url).path

    @property
    def stem(self) -> str:
        """What stands before the path of a request in the address of its copy."""
        return f"{self.base}{self.timestamp}/{self.origin}"

    def copy_of(self, request: str) -> str:
        """Return the address of the copy of what a request asks for: its path and query, byte for byte."""
        return f"{self.stem}{request}"
