"""What stands in the HTML of entries: nothing that acts, no address that leads nowhere, no text that was tags."""

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import urlsplit

import lxml.html
from lxml import etree

from review_site.feed.verify.reading import Reading
from review_site.problems import Problems

_ACTING = frozenset(
    ("script", "style", "iframe", "frame", "frameset", "object", "embed", "applet", "portal", "svg", "math", "template")
) | frozenset(("form", "input", "button", "select", "textarea", "base", "meta", "link", "noscript", "marquee"))
_ADDRESSES = frozenset(
    ("href", "src", "poster", "cite", "data", "action", "formaction", "background", "longdesc", "codebase", "manifest")
)
_LISTS = frozenset(("srcset", "imagesrcset", "ping"))
_RUNNING = frozenset(("srcdoc", "http-equiv"))
_HOSTED, _HOSTLESS = frozenset(("http", "https")), frozenset(("mailto", "tel"))
_CANDIDATE = re.compile(r"[\s,]*(\S*[^\s,])(?:\s[^,]*)?")  # HTML §4.8.4.2.2: an address may hold commas
_IGNORED = re.compile(r"[\t\n\r]")  # URL Standard §4.4: by whoever reads an address
_EDGES = "".join(map(chr, range(0x21)))  # the same: before and after it
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def verify_content(reading: Reading, path: str, problems: Problems) -> None:
    """Add what is wrong with the content of each entry."""
    for entry in reading.entries:
        for what, mend in _faults_known(entry.content):
            problems.add(path, entry.id, what, mend)


@lru_cache(maxsize=512)
def _faults_known(html: str) -> tuple[tuple[str, str], ...]:
    """Return what is wrong with an entry's HTML, which stands in several documents that are judged in a row."""
    return tuple(faults_of_content(html))


def faults_of_content(html: str) -> Iterator[tuple[str, str]]:
    """Give what is wrong with an entry's HTML, and the mend."""
    if not html.strip():
        yield "has no content", "write the body of the page"
        return
    # A lone surrogate has no bytes; the rule of control characters tells of it.
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
    root = lxml.html.document_fromstring(f"<html><body>{html}</body></html>".encode(errors="replace"), parser)
    if any(error.level == etree.ErrorLevels.FATAL for error in parser.error_log):
        yield "cannot be read to its end", "nest its elements less deeply"
    for body in root.iterchildren("body"):
        loose = [body.text or "", *(child.tail or "" for child in body)]
        as_text = next(filter(None, map(_TAG.search, loose)), None)
        if as_text:
            yield f"shows the tag {as_text[0]} as text", "its HTML was escaped twice: give it as it is"
    for element in root.iter():
        yield from _faults_of_element(element)


def _faults_of_element(element: lxml.html.HtmlElement) -> Iterator[tuple[str, str]]:
    if _UNSEEN.search(f"{element.text or ''}{element.tail or ''}"):
        yield "its content holds the number of a control character", "delete it and type what is meant there"
    if isinstance(element, etree._Comment):
        return
    if element.tag.rpartition(":")[2] in _ACTING:
        yield f"holds the element {element.tag}", "leave it out: a feed must not run or send anything"
    for name, value in element.attrib.items():
        if name.startswith("on") or name in _RUNNING:
            yield f"holds the attribute {name}", "leave it out: a feed must not run anything"
        if name.rpartition(":")[2] in _ADDRESSES:
            yield from _faults_of_address(value)
        if name in _LISTS:
            for match in _CANDIDATE.finditer(value):
                yield from _faults_of_address(match[1])


def _faults_of_address(written: str) -> Iterator[tuple[str, str]]:
    address = _IGNORED.sub("", written).strip(_EDGES)
    try:
        parts = urlsplit(address)
        scheme, host = parts.scheme, parts.hostname
    except ValueError:
        scheme, host = "", None
    if scheme in _HOSTLESS or (scheme in _HOSTED and host):
        return
    if scheme and scheme not in _HOSTED:
        yield f"links to {address}, which is no page", "link to an address that begins with https://"
    else:
        yield f"links to {address or 'nothing'}, which leads nowhere from a feed", "write the address in full"
