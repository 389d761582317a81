"""The schema of RFC 4287, in both of its syntaxes, and what it lets through."""

from collections.abc import Callable
from datetime import UTC, datetime
from importlib.resources import files

import pytest
import rnc2rng
from lxml import etree

from review_site.feed.atom import render_atom
from review_site.feed.model import DeletedEntry, Enclosure, Feed, FeedEntry, Walk
from review_site.feed.verify.atom_form import atom_schema

RNG = "{http://relaxng.org/ns/structure/1.0}"
SCHEMA = files("review_site.feed") / "schema"
ATOM = "http://www.w3.org/2005/Atom"

Entries = Callable[..., FeedEntry]
Feeds = Callable[..., Feed]


def simplified(element: etree._Element, ns: str = "") -> object:
    """Return a pattern as RELAX NG §4 simplifies it: annotations gone, names and groups spelt out."""
    ns = element.get("ns", ns)
    kind = element.tag.removeprefix(RNG)
    children: list[object] = [simplified(child, ns) for child in element.iterchildren(f"{RNG}*")]
    if "name" in element.attrib and kind in ("element", "attribute"):
        children.insert(
            0, named(element, element.get("name", ""), element.get("ns", "" if kind == "attribute" else ns))
        )
    if kind == "attribute" and len(children) == 1:
        children.append(("text", "", ""))
    if kind == "element":
        children = [children[0], grouped(children[1:])]
    if kind in ("define", "zeroOrMore", "oneOrMore", "optional", "start"):
        children = [grouped(children)]
    if kind == "except" and len(children) > 1:
        children = [("choice", *flattened("choice", children))]
    if kind in ("group", "choice", "interleave"):
        return (kind, *flattened(kind, children)) if len(children) > 1 else children[0]
    if kind == "name":
        return named(element, (element.text or "").strip(), ns)
    if kind in ("nsName", "anyName"):
        return (kind, ns if kind == "nsName" else "", *children)
    says = {"ref": "name", "define": "name", "param": "name", "data": "type", "value": "type"}
    said = element.get(says[kind], "") if kind in says else ""
    return (kind, said, (element.text or "").strip(), *children)


def parts_of(grammar: etree._Element) -> list[str]:
    return sorted(repr(simplified(child, grammar.get("ns", ""))) for child in grammar.iterchildren(f"{RNG}*"))


def grouped(children: list[object]) -> object:
    return children[0] if len(children) == 1 else ("group", *flattened("group", children))


def flattened(kind: str, children: list[object]) -> list[object]:
    return [
        one for child in children for one in (child[1:] if isinstance(child, tuple) and child[0] == kind else [child])
    ]


def named(element: etree._Element, name: str, ns: str) -> object:
    prefix, _, local = name.rpartition(":")
    known = {"xml": "http://www.w3.org/XML/1998/namespace", **element.nsmap}
    return ("name", known[prefix] if prefix else ns, local)


@pytest.fixture(scope="module")
def compact() -> list[str]:
    converted = rnc2rng.dumps(rnc2rng.loads((SCHEMA / "atom.rnc").read_text("utf-8")))
    # The converter declares a prefix for no namespace, which XML forbids, and does not use it.
    return parts_of(etree.fromstring(converted.replace('xmlns:local=""', "").encode()))


def test_the_schema_and_its_compact_form_say_the_same(compact: list[str]) -> None:
    full = parts_of(etree.fromstring((SCHEMA / "atom.rng").read_bytes()))
    assert full == compact
    assert len(full) == 43


@pytest.mark.parametrize(
    ("said", "changed"),
    [
        ('<attribute name="term"/>', '<attribute name="word"/>'),
        ('<ref name="atomUpdated"/>', '<optional><ref name="atomUpdated"/></optional>'),
        ('<param name="pattern">.+/.+</param>', '<param name="pattern">.*</param>'),
        ('<nsName ns="http://www.w3.org/2005/Atom"/>', '<nsName ns="http://www.w3.org/1999/xhtml"/>'),
        ("<value>html</value>", "<value>htm</value>"),
        ('<data type="dateTime"/>', '<data type="date"/>'),
    ],
)
def test_a_schema_that_says_something_else_is_told(compact: list[str], said: str, changed: str) -> None:
    text = (SCHEMA / "atom.rng").read_text("utf-8")
    assert said in text
    assert parts_of(etree.fromstring(text.replace(said, changed, 1).encode())) != compact


def test_the_schema_names_its_source_and_its_licence() -> None:
    for name in ("atom.rnc", "atom.rng"):
        head = (SCHEMA / name).read_text("utf-8")[:1200]
        assert all(words in head for words in ("RFC 4287", "Copyright (C) The Internet Society (2005)", "BCP 78"))


@pytest.fixture(scope="module")
def whole(entry: Entries, feed: Feeds) -> bytes:
    """A feed with all that the writer of Atom can say."""
    file = Enclosure(address="https://lighthouses.example.org/a.pdf", length=9, media_type="application/pdf", title="A")
    gone = DeletedEntry(
        id="tag:lighthouses.example.org,2021-01-04:posts/9",
        address="https://lighthouses.example.org/post-9/",
        when=datetime(2021, 3, 1, tzinfo=UTC),
        reason="It named the wrong rock.",
    )
    return render_atom(
        feed(
            entry(1, enclosures=(file,), rights="Crown copyright", language="cy"),
            deleted=(gone,),
            guide="https://lighthouses.example.org/feeds/",
            stylesheet="feed.css",
            hub="https://hub.example.org/",
            walk=Walk(
                current="https://lighthouses.example.org/feed.atom",
                previous="https://lighthouses.example.org/feed/1.atom",
                following="https://lighthouses.example.org/feed/3.atom",
                archive=True,
            ),
        )
    )


def test_the_schema_lets_extensions_through(whole: bytes) -> None:
    assert all(name in whole for name in (b"at:deleted-entry", b"fh:archive", b"xhtml:", b'rel="prev-archive"'))
    atom_schema().assertValid(etree.fromstring(whole))


@pytest.mark.parametrize(
    ("said", "broken"),
    [
        (b"<updated>2021-02-04T10:00:00+00:00</updated>", b""),
        (b"<updated>2021-02-04T10:00:00+00:00</updated>", b"<updated>2021-02-30T10:00:00+00:00</updated>"),
        (b"<title>Post 1</title>", b"<title>Post 1</title><title>Post 1</title>"),
        (b"<title>Post 1</title>", b"<title><b>Post</b> 1</title>"),
        (b"<title>Post 1</title>", b"<title>Post 1</title><titel/>"),
        (b"<name>Ada Lamp</name>", b""),
        (b' term="Blog"', b""),
        (b' type="application/pdf"', b' type="pdf"'),
        (b' type="html"', b' type="html" kind="long"'),
        (b"<entry ", b"words <entry "),
        (b'xml:lang="en-GB"', b'xml:lang="en_GB"'),
    ],
)
def test_the_schema_refuses_what_is_not_atom(whole: bytes, said: bytes, broken: bytes) -> None:
    assert said in whole
    assert not atom_schema().validate(etree.fromstring(whole.replace(said, broken, 1)))


@pytest.mark.parametrize(("count", "size"), [(50, 1_000_000), (2_000, 500)])
def test_the_schema_holds_a_large_feed(entry: Entries, feed: Feeds, count: int, size: int) -> None:
    words = "<p>The lamps are few.</p>" * (size // 25)
    root = etree.fromstring(render_atom(feed(*(entry(number, content=words) for number in range(count)))))
    assert atom_schema().validate(root)
    root[-1].append(etree.Element(f"{{{ATOM}}}summary"))
    assert not atom_schema().validate(root)
