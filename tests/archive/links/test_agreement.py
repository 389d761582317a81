"""What a bundle tells of references and what its verifier finds is the same, in whatever state a file is.

The two share no code: one reads with libxml2, tinycss2 and pypdf, the other token by token.
"""

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review_site.archive.links.css import read_css
from review_site.archive.links.encoding import decode_page
from review_site.archive.links.found import Found
from review_site.archive.links.html import read_html
from review_site.archive.links.pdf_scan import scan_pdf
from review_site.archive.links.xml_files import read_xml
from review_site.archive.verify.documents import read_xml as verify_xml
from review_site.archive.verify.hypertext import read_hypertext
from review_site.archive.verify.location import locate_full
from review_site.archive.verify.pdf_bytes import addresses_of_pdf
from review_site.archive.verify.reference import References
from review_site.archive.verify.styles import addresses_of

PAGE = "https://lighthouses.example/reports/first.html"
PIECES = json.loads((Path(__file__).parents[2] / "cases/links/pieces.json").read_text(encoding="utf-8"))
PDF = [b"/URI", b" ", b"(", b")", b"<", b">", b"\\", b"\\(", b"\\101", b"\r\n", b"4a", b"a", b"\xfe\xff", b"/Encrypt "]


def _soup(form: str, most: int) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(PIECES[form]), max_size=most).map("".join)


def _told(found: Found) -> Counter[tuple[object, ...]]:
    return Counter((one.kind, one.element, one.attribute, locate_full(one.url)) for one in found.links)


def _verified(references: References, *, uncertain: bool) -> Counter[tuple[object, ...]]:
    kept = (one for one in references.found if one.certain or uncertain)
    return Counter((one.kind, one.element, one.attribute, one.place) for one in kept)


def _references() -> References:
    place = locate_full(PAGE)
    assert place is not None
    return References(place)


@given(html=_soup("html", 16))
@settings(max_examples=1500, deadline=None)
def test_html(html: str) -> None:
    found, references = Found(PAGE), _references()
    read_html(html.encode(), found)
    read_hypertext(html, references)
    told = _told(found)
    assert _verified(references, uncertain=False) <= told <= _verified(references, uncertain=True)


@given(css=_soup("css", 14))
@settings(max_examples=1500, deadline=None)
def test_css(css: str) -> None:
    found, references = Found(PAGE), _references()
    read_css(css, found)
    for attribute, address in addresses_of(css):
        references.note("requisite", "css", attribute, address)
    assert _told(found) == _verified(references, uncertain=True)


@given(
    before=_soup("before_xml", 3),
    root=st.sampled_from(["feed", "rss", "urlset", "opml", "data"]),
    inside=_soup("xml", 9),
)
@settings(max_examples=1000, deadline=None)
def test_xml(before: str, root: str, inside: str) -> None:
    xml = f"{before}<{root} xmlns:image='i'>{inside}</{root}>"
    found, references = Found(PAGE), _references()
    read_xml(xml.encode(), found)
    verify_xml(xml, references)
    assert (_told(found), found.unread) == (_verified(references, uncertain=True), references.unread)


@given(pieces=st.lists(st.sampled_from(PDF), max_size=20))
@settings(max_examples=500, deadline=None)
def test_pdf(pieces: list[bytes], tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "soup.pdf"
    path.write_bytes(b"".join(pieces))
    with path.open("rb") as stream:
        addresses, _ = addresses_of_pdf(stream)
    assert set(scan_pdf(path)) == set(addresses)


def test_every_page_of_the_real_site(built_site: Path) -> None:
    pages = sorted(built_site.rglob("*.html"))
    for page in pages:
        found, references = Found(PAGE), _references()
        content = page.read_bytes()
        read_html(content, found)
        read_hypertext(decode_page(content)[0], references)
        assert _told(found) == _verified(references, uncertain=False), page.name
    assert len(pages) > 100
