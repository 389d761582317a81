"""The sitemaps that a `robots.txt` names (RFC 9309 §2.2.4, sitemaps.org protocol)."""

import re

from review_site.archive.links.encoding import decode_page
from review_site.archive.links.found import Found

_SITEMAP = re.compile(r"[ \t]*sitemap[ \t]*:[ \t]*([^#\s]+)", re.IGNORECASE)


def read_robots(content: bytes, found: Found) -> None:
    """Note every sitemap that is named; `found` has the file's own address as its base."""
    text, _ = decode_page(content)
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        if match := _SITEMAP.match(line):
            found.add("link", "text", "sitemap", match[1], number)
