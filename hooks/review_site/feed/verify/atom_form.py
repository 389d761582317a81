"""The form of an Atom document: the schema of RFC 4287 and what its text asks for beside the schema."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from lxml import etree

from review_site.feed.verify.reading import read_rfc3339
from review_site.feed.verify.xml_document import ATOM, HISTORY, TOMBSTONES, links_of, text_of
from review_site.problems import Problems

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")  # RFC 3987 §2.2: with a scheme; what follows hangs on the scheme
_ONCE = ("id", "title", "updated")  # RFC 4287 §4.1.1, §4.1.2
_AT_MOST_ONCE_IN_FEED = ("generator", "icon", "logo", "rights", "subtitle")
_AT_MOST_ONCE_IN_ENTRY = ("content", "published", "rights", "source", "summary")
_DATES = ("published", "updated")
_PLAIN = ("title", "subtitle", "summary", "rights")
_MEND = "the writer of feeds is at fault, not a text: tell whoever looks after the site"


@cache
def atom_schema() -> etree.RelaxNG:
    """Return the schema of RFC 4287, Appendix B."""
    source = files("review_site.feed") / "schema" / "atom.rng"
    return etree.RelaxNG(etree.fromstring(source.read_bytes()))


def verify_atom_form(root: etree._Element, path: str, problems: Problems) -> None:
    """Add what an atom:feed has against its schema, and against the rules that no schema can say."""
    schema = atom_schema()
    if not schema.validate(root):
        # One fault brings a row of followers, each vaguer than the one before.
        fault = next(iter(schema.error_log), None)
        where = f" in line {fault.line}" if fault is not None and fault.line else ""
        said = fault.message if fault is not None else "no reason is given"
        problems.add(path, "feed", f"is not as the schema of RFC 4287 has it{where}: {said}", _MEND)
    for what in _faults_of_feed(root):
        problems.add(path, "feed", what, _MEND)
    for number, entry in enumerate(root.iterchildren(f"{ATOM}entry"), 1):
        for what in _faults_of_entry(entry, root):
            problems.add(path, text_of(entry, f"{ATOM}id") or f"entry {number}", what, _MEND)


def _faults_of_feed(feed: etree._Element) -> Iterator[str]:
    """RFC 4287 §4.1.1; RFC 6721 §3; RFC 5005 §4."""
    yield from _faults_of_either(feed, _AT_MOST_ONCE_IN_FEED)
    entries = list(feed.iterchildren(f"{ATOM}entry"))
    if feed.find(f"{ATOM}author") is None and not (
        entries and all(e.find(f"{ATOM}author") is not None for e in entries)
    ):
        yield "has no author (RFC 4287 §4.1.1)"
    if not any(True for _ in links_of(feed, "self")):
        yield "does not say its own address (RFC 4287 §4.1.1)"
    for deleted in feed.iterchildren(f"{TOMBSTONES}deleted-entry"):
        if not _IRI.fullmatch(deleted.get("ref", "")) or read_rfc3339(deleted.get("when", "")) is None:
            yield "has a withdrawn entry without its id or without a date (RFC 6721 §3)"
    if len(feed.findall(f"{HISTORY}archive")) > 1 or feed.find(f"{HISTORY}complete") is not None:
        yield "says more than once what it is in a history, or that it is complete by itself (RFC 5005 §2 and §4)"


def _faults_of_entry(entry: etree._Element, feed: etree._Element) -> Iterator[str]:
    """RFC 4287 §4.1.2."""
    yield from _faults_of_either(entry, _AT_MOST_ONCE_IN_ENTRY)
    source = entry.find(f"{ATOM}source")
    sources = [one for one in (entry, feed, source) if one is not None]
    if all(one.find(f"{ATOM}author") is None for one in sources):
        yield "has no author (RFC 4287 §4.1.2)"
    content = entry.find(f"{ATOM}content")
    if content is None and not any(True for _ in links_of(entry, "alternate")):
        yield "has neither content nor a page (RFC 4287 §4.1.2)"
    if content is not None and content.get("type") != "html":
        yield "has content that is not told to be HTML (RFC 4287 §4.1.3.1)"


def _faults_of_either(parent: etree._Element, at_most_once: tuple[str, ...]) -> Iterator[str]:
    yield from _faults_of_counts(parent, at_most_once)
    if not _IRI.fullmatch(text_of(parent, f"{ATOM}id")):
        yield "has an id that is not a full address (RFC 4287 §4.2.6)"
    for date in parent.iterchildren(*(f"{ATOM}{name}" for name in _DATES)):
        if read_rfc3339(date.text or "") is None:
            yield f"has “{date.text}” as a date, which is none of RFC 3339 (RFC 4287 §3.3)"
    for text in parent.iterchildren(*(f"{ATOM}{name}" for name in _PLAIN)):
        if text.get("type", "text") != "text":
            yield f"has text of the type {text.get('type')}, where plain text is meant (RFC 4287 §3.1.1)"
    if any(not text_of(person, f"{ATOM}name").strip() for person in parent.iterchildren(f"{ATOM}author")):
        yield "has an author without a name (RFC 4287 §3.2.1)"


def _faults_of_counts(parent: etree._Element, at_most_once: tuple[str, ...]) -> Iterator[str]:
    counted = Counter(child.tag for child in parent.iterchildren("*"))
    for name in _ONCE:
        if counted[f"{ATOM}{name}"] != 1:
            yield f"has {counted[f'{ATOM}{name}']} of {name} where one must be"
    for name in at_most_once:
        if counted[f"{ATOM}{name}"] > 1:
            yield f"has {counted[f'{ATOM}{name}']} of {name} where one may be"
    alternates = Counter((link.get("type"), link.get("hreflang")) for link in links_of(parent, "alternate"))
    if any(count > 1 for count in alternates.values()):
        yield "has two pages of one type and language (RFC 4287 §4.1.1, §4.1.2)"
