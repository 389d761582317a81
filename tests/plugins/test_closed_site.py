"""On the day the real review closed, nothing that the site says invites in vain or speaks of the past as to come.

Posts are records of their day; lists of them hold their titles and summaries, which are left out here as well.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest
from lxml import etree
from tests.pages import other_forms

from review_site.clock import parse_instant
from review_site.plugins.build import build_site
from review_site.style.outdated import find_outdated
from review_site.style.passages import Passage

ROOT = Path(__file__).parents[2]
CLOSED = "2023-03-11"
_WITHIN_WORDS = frozenset({"a", "abbr", "b", "br", "em", "i", "span", "strong", "sub", "sup", "time"})
_OWN_KINDS = frozenset({"page", "listing", "moved", "withdrawn"})
# Posts in a list, sources and the titles of pages elsewhere, words of others.
_OF_OTHERS = ".//article[@class='line'] | .//div[@class='footnote'] | .//a[starts-with(@href, 'http')] | .//blockquote"


@pytest.fixture(scope="module")
def closed_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_site(ROOT, tmp_path_factory.mktemp("closed") / "site", CLOSED)


def own_pages(site: Path) -> dict[str, lxml.html.HtmlElement]:
    """The pages of a site that are no record of another day, each by its file."""
    index = json.loads((site / "site-index.json").read_text(encoding="utf-8"))
    records = {entry["file"] for entry in index["entries"] if entry["kind"] not in _OWN_KINDS}
    files = {file.relative_to(site).as_posix(): file for file in sorted(site.rglob("*.html"))}
    assert len(records & set(files)) > 20
    return {name: lxml.html.parse(str(file)).getroot() for name, file in files.items() if name not in records}


def passages_of(root: lxml.html.HtmlElement) -> Iterator[Passage]:
    """Give the words of a page, those of each block by themselves, with what its head says of it."""
    for other in root.xpath(_OF_OTHERS):
        other.drop_tree()
    for words in root.xpath("//meta[@name='description']/@content"):
        yield Passage(1, "front matter", words)
    words = ""
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if element.tag not in _WITHIN_WORDS:
            if words.strip():
                yield Passage(element.sourceline or 1, "paragraph", " ".join(words.split()))
            words = ""
        words += (element.text if event == "start" else element.tail) or (" " if element.tag == "br" else "")


def outdated(root: lxml.html.HtmlElement) -> list[str]:
    instant = parse_instant(CLOSED)
    return [
        f"{found.what}: {found.passage.words}"
        for passage in passages_of(root)
        for found in find_outdated(passage, instant, invites=False)
    ]


def test_no_page_of_a_closed_site_says_what_is_outdated(closed_site: Path) -> None:
    found = {name: outdated(root) for name, root in own_pages(closed_site).items()}
    assert {name: told for name, told in found.items() if told} == {}
    assert len(found) > 40


def test_no_page_of_a_closed_site_can_be_filled_in_but_for_the_search(closed_site: Path) -> None:
    assert [fault for file in sorted(closed_site.rglob("*.html")) for fault in other_forms(closed_site, file)] == []


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ("<form role=search method=get action=/search/><input type=search name=q><button>Go</button></form>", 0),
        ("<form role=search method=get action=/search/><select name=kind></select></form>", 0),
        ("<form method=get action=/search/></form>", 1),
        ("<form role=search method=post action=/search/></form>", 1),
        ("<form role=search method=get action=https://elsewhere.example/search/></form>", 1),
        ("<form role=search method=get action=/answer/><input name=q></form>", 2),
        ("<form role=search method=get action=/search/><textarea name=q></textarea></form>", 1),
        ("<form role=search method=get action=/search/><input type=email name=q></form>", 1),
        ("<p><input type=search name=q><button>Go</button></p>", 2),
    ],
)
def test_any_other_form_is_told(html: str, told: int, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(f"<html><body>{html}</body></html>", encoding="utf-8")
    assert len(other_forms(tmp_path, tmp_path / "index.html")) == told


def test_no_page_of_a_closed_site_dials_the_helpline_of_the_review(closed_site: Path) -> None:
    dialled = {
        name: [link for link in root.xpath("//a/@href") if link.startswith("tel:")]
        for name, root in own_pages(closed_site).items()
    }
    assert [name for name, links in dialled.items() if any("233311" in link.replace(" ", "") for link in links)] == []


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ("<p>It will <b>close</b> by 10 March 2023.</p>", 1),
        ("<p>It will stay.</p><p>It closed on 10 March 2023.</p>", 0),
        ("<ul><li>Sign up</li><li>Apply now</li></ul>", 2),
        ("<dl><dt>Today</dt><dd>Nothing</dd></dl>", 1),
        ("<article class='line'><p>Sign up today</p></article>", 0),
        ("<p><a href='https://example.org/'>Sign up today</a></p>", 0),
        ("<p>We <a href='/'>will</a> meet on<br>1 March 2021.</p>", 1),
    ],
)
def test_the_words_of_a_page_are_read_block_by_block(html: str, told: int) -> None:
    root = lxml.html.document_fromstring(f"<html><head><title>A page</title></head><body>{html}</body></html>")
    assert len(outdated(root)) == told
