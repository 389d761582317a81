"""A sound copy is sound; whoever changes anything in it, and makes the manifests right again, is told of it."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.archive.reading_copy.sites import FONT, PNG, Bag, lay, make_bag

from review_site.archive.verify.fault import FaultError

Change = Callable[[bytes], bytes]


@pytest.fixture
def own(bag: Bag, tmp_path: Path) -> Bag:
    """A copy of the bag that a test may change."""
    return replace(bag, folder=Path(shutil.copytree(bag.folder, tmp_path / "bag")))


def _change(old: str, new: str) -> Change:
    def change(content: bytes) -> bytes:
        assert old.encode() in content
        return content.replace(old.encode(), new.encode(), 1)

    return change


def test_a_sound_copy_is_sound(bag: Bag):
    assert bag.problems() == []


def test_the_copy_of_the_real_site_is_sound(real: Bag):
    assert real.problems() == []


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        # words and structure
        (
            "index.html",
            _change("What we heard", "What they heard"),
            "stands where the recorded page has “What we heard",
        ),
        ("index.html", _change("What we heard: ", ""), "stands where the recorded page has"),
        ("index.html", _change("<p>What", "<p hidden>What"), "hidden of <p>: is not as on the recorded page"),
        ("index.html", _change("<p>What", "<div>What"), "<div>: stands where the recorded page has <p>"),
        ("index.html", _change("</body>", "<p>More</p></body>"), "stands where the recorded page has </body>"),
        ("index.html", _change("</html>", ""), "of the recorded page is missing"),
        ("index.html", _change("</html>", "</html><p>x"), "is not on the recorded page"),
        ("index.html", _change("<title>Review", "<title>Preview"), "stands where the recorded page has"),
        ("index.html", _change("a frame", "another frame"), "srcdoc of <iframe>"),
        ("index.html", _change("color:teal", "color:#fff"), "style of <p>"),
        ("index.html", _change("body{background", "html{background"), "style of a stylesheet"),
        ("index.html", _change('alt="A lamp"', 'alt="A ship"'), "alt of <img>: is not as on the recorded page"),
        ("about/index.html", _change("Zoë", "Zoe"), "stands where the recorded page has"),
        ("latin.html", lambda one: one.replace(b"\xe9", b"\xc3\xa9"), "stands where the recorded page has"),
        ("latin.html", _change("windows-1252", "utf-8"), "stands where the recorded page has"),
        ("about/index.html", _change('<meta charset="utf-8" />', ""), "stands where the recorded page has"),
        ("wide.html", lambda one: one.replace("灯".encode("utf-16-le"), "火".encode("utf-16-le")), "stands where"),
        ("page.xhtml", _change("XML", "SGML"), "stands where the recorded page has “XML”"),
        # where it leads
        ("index.html", _change('href="about/index.html#who"', 'href="404.html"'), "href of <a>: is not as"),
        ("index.html", _change("index.html#who", "index.html#whom"), "href of <a>: is not as"),
        ("index.html", _change("a=1&amp;copy=2", "a=1"), "href of <a>: is not as"),
        ("index.html", _change("cdn.example/plan", "cdn.example/plot"), "href of <a>: is not as"),
        ("index.html", _change('plan" data-leads-out=""', 'plan"'), "leads out of the copy and does not say so"),
        ("index.html", _change('href="about/index.html#who"', 'href="../../x.html"'), "which is not in the copy"),
        (
            "index.html",
            _change('<a data-not-here=""', '<a href="javascript:x()" data-not-here=""'),
            "no copy may lead to",
        ),
        ("index.html", _change('href="site.css?v=3"', 'href="more.css"'), "href of <link>"),
        ("index.html", _change('img src="dot.png"', 'img src="lamp.svg"'), "src of <img>"),
        ("index.html", _change('srcset="dot.png 1x"', 'srcset="dot.png 2x"'), "srcset of <img>"),
        ("lamp.svg", _change('href="about/index.html"', 'href="index.html"'), "href of <a>: is not as"),
        # what runs, and what is loaded from elsewhere
        ("index.html", _change("</body>", "<script>x()</script></body>"), "<script>: has no place in a copy"),
        ("index.html", _change("<nav>", "<nav onclick='x()'>"), "onclick of <nav>: has no place in a copy"),
        ("index.html", _change("<title>", "<base href='https://o.example/'><title>"), "<base>: has no place in a copy"),
        (
            "index.html",
            _change("<title>", "<meta http-equiv=refresh content=0><title>"),
            "<meta refresh>: has no place",
        ),
        ("index.html", _change('src="dot.png" srcset', 'src="https://o.example/x.png" srcset'), "from another place"),
        ("index.html", _change("<nav>", "<nav style='background:url(https://o.example/x)'>"), "from another place"),
        (
            "index.html",
            _change('<form method="post"', '<form action="https://o.example/" method="post"'),
            "action of <form>",
        ),
        (
            "index.html",
            _change('<link rel="stylesheet"', '<link rel="stylesheet" crossorigin'),
            "crossorigin of <link>",
        ),
        (
            "index.html",
            _change('<iframe src="about/index.html">', '<iframe src="data:text/html,x">'),
            "src of <iframe>",
        ),
        ("lamp.svg", _change("<rect", "<script>x()</script><rect"), "<script>: has no place in a copy"),
        ("lamp.svg", _change("<rect", "<rect onload='x()'"), "onload of <rect>: has no place in a copy"),
        ("lamp.svg", _change("<rect", "<image href='https://o.example/x.png'/><rect"), "from another place"),
        ("lamp.svg", _change("<svg ", "<!DOCTYPE svg [<!ENTITY e 'x'>]><svg "), "prolog"),
        ("lamp.svg", _change('width="9"', 'width="8"'), "width of <rect>"),
        ("lamp.svg", _change("<rect", '<p data-reading-copy="notice"></p><rect'), "in a drawing"),
        ("evil.svg", _change("<text>t", "<text>u"), "stands where the recorded page has"),
        ("site.css", _change('"more.css"', '"https://o.example/x.css"'), "which is not in the copy"),
        ("site.css", _change('"more.css"', '"site.css"'), "stylesheet: is not as it was recorded"),
        ("site.css", _change("color: teal", "color: white"), "stylesheet: is not as it was recorded"),
        ("site.css", _change("url(not this)", "url(not that)"), "stylesheet: is not as it was recorded"),
        ("site.css", _change("base64,PD94", "base64,PD95"), "stylesheet: is not as it was recorded"),
        ("site.css", _change("'dot.png'", "'lamp.svg'"), "stylesheet: is not as it was recorded"),
        ("site.css", _change("@namespace svg url(http://www", "@namespace svg url(http://w3"), "stylesheet: is not as"),
        # signs of drawings
        ("index.html", _change("M0 0h9v9z", "M0 0h8v9z"), "has a part of a drawing that is not as in signs.svg"),
        ("index.html", _change('stop-color="teal"', 'stop-color="red"'), "is not as in signs.svg"),
        ("index.html", _change('id="copied-', 'id="copied-0'), "that the recorded page does not use"),
        ("index.html", _change('href="#copied-', 'href="#copied-0'), "href of <use>: is not as"),
        ("index.html", _change("position:absolute", "position:fixed"), "that is not as a copy has it"),
        ("signs.svg", _change("M0 0h9v9z", "M0 0h8v9z"), "is not as in signs.svg"),
        # what the copy says of itself
        ("index.html", _change("as at 1 May 2023", "as at 2 May 2023"), "what no copy says"),
        ("index.html", _change("Copy for reading", "Copy for burning"), "what no copy says"),
        ("about/index.html", _change("&#183; https://lighthouses", "&#183; https://lamphouses"), "what no copy says"),
        ("index.html", _change("This form does not work", "This form works"), "what no copy says"),
        ("index.html", _change("font:13px", "font:0px"), "what no copy says"),
        ("index.html", _change("script-src 'none'; ", ""), "what no copy says"),
        ("index.html", _change("display:none!important}", "}body{display:none}"), "what no copy says"),
        ("index.html", _change('data-reading-copy="note"', 'data-reading-copy="nota"'), "of a kind that is not known"),
        (
            "index.html",
            _change("Not in this copy: a picture from https://cdn", "Buy a picture from https://cdn"),
            "no copy says",
        ),
        ("index.html", _change('dir="ltr">Not in', 'dir="ltr"><b>Not</b> in'), "has more than words in a note"),
        ("moved/index.html", _change("This page leads on to", "Never go to"), "what no copy says"),
        ("about/index.html", lambda one: one[: one.index(b"<div")] + one[one.index(b"</div>") + 6 :], "own notice"),
        ("index.html", _change('name="n" disabled="disabled"', 'name="n"'), "can be used in a form that does not work"),
        (
            "index.html",
            _change('data-not-here="https://light', 'data-not-here="https://lamp'),
            "data-not-here, title of <a>",
        ),
        ("index.html", _change('title="Not in this copy: https', 'title="Buy: https'), "title of <a>: is not as"),
        ("index.html", _change("https://cdn.example/in.png", "https://cdn.example/on.png"), "what no copy says"),
        ("index.html", _change("cdn.example/lamp.jpg", "cdn.example/ship.jpg"), "what no copy says"),
        (
            "index.html",
            _change("&lt;p&gt;Inside", "&lt;p onclick=x()&gt;Inside"),
            "onclick of <p>: has no place in a copy",
        ),
        ("index.html", _change("<!DOCTYPE html>", ""), "stands where the recorded page has the document type"),
        ("site.css", _change('@charset "utf-8";', ""), "charset: is not named"),
        ("site.css", _change("image/svg+xml;base64", "image/png;base64"), "stylesheet: is not as it was recorded"),
        # the files and the list
        ("README.txt", _change("1 May 2023", "2 May 2023"), "and of what day"),
        ("README.txt", _change("- sniffed is", "- nothing is"), "names: lacks “sniffed is sniffed.txt”"),
        ("reading-copy.csv", _change("/about/,https", "/aboot/,https"), "is not the address of about/index.html"),
        (
            "reading-copy.csv",
            _change(",latin.html,latin.html", ",greek.html,latin.html"),
            "is not the address of greek.html",
        ),
        ("dot.png", lambda _: PNG[:-1], "content: is not what https://lighthouses.example.org/dot.png gave"),
        ("f.woff2", lambda _: FONT + b"\0", "content: is not what"),
        ("feed.atom", _change("2005", "2006"), "content: is not what"),
        ("sniffed.txt", _change("x()", "y()"), "content: is not what"),
        (
            "README.txt",
            _change("https://lighthouses", "https://lamphouses"),
            "README.txt: address: does not say that it is a copy of",
        ),
        ("reading-copy.csv", _change("page", "as it was"), "is not what becomes of"),
        ("reading-copy.csv", _change("about/index.html,page", ",left out"), "is not what becomes of"),
        ("reading-copy.csv", _change("about/index.html,page", "index.html,page"), "index.html"),
        ("reading-copy.csv", _change("about/index.html,page", "../index.html,page"), "is not a name for every system"),
        ("reading-copy.csv", _change("about/index.html,page", "con.html,page"), "is not a name for every system"),
        ("reading-copy.csv", _change("about/index.html,page", "none.html,page"), "none.html is not in the copy"),
        ("reading-copy.csv", _change("org/latin", "org/greek"), "is not recorded, or stands twice"),
        ("reading-copy.csv", _change("org/latin", "org/greek"), "latin.html is recorded but not listed"),
        ("reading-copy.csv", _change("treatment", "Treatment"), "columns: are not address, url"),
        ("reading-copy.csv", _change("site.js,,left out", "site.js,dot.png,left out"), "is not what becomes of"),
    ],
)
def test_a_forgery_is_told_with_its_file(own: Bag, name: str, change: Change, said: str):
    path = own.copy / name
    before = path.read_bytes()
    after = change(before)
    assert after != before
    path.write_bytes(after)
    told = _told(own)
    assert any(said in problem for problem in told), told
    assert any(f"data/reading-copy/{name}" in problem for problem in told) or name == "reading-copy.csv", told


def _told(bag: Bag) -> list[str]:
    try:
        return bag.problems()
    except FaultError as fault:
        return [str(fault)]


@pytest.mark.parametrize(
    "name", ["about/index.html", "dot.png", "reading-copy.csv", "README.txt", "site.css", "lamp.svg"]
)
def test_a_file_that_is_missing_is_told(own: Bag, name: str):
    (own.copy / name).unlink()
    assert any(name in problem for problem in own.problems())


def test_a_file_that_was_added_is_told(own: Bag):
    (own.copy / "new.html").write_text("<p>new")
    assert [problem for problem in own.problems() if "new.html: file: is not named" in problem]


def test_two_pages_that_changed_places_are_told(own: Bag):
    first, second = own.copy / "about/index.html", own.copy / "moved/index.html"
    content = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(content)
    told = own.problems()
    assert all(any(name in problem for problem in told) for name in ("about/index.html", "moved/index.html"))


def test_a_page_whose_bytes_lie_in_an_earlier_bundle_is_read_alone(own: Bag):
    revisits = tuple(replace(response, revisit=True) for response in own.responses)
    interim = replace(own, responses=revisits)
    assert interim.problems() == []
    page = own.copy / "about/index.html"
    page.write_bytes(page.read_bytes() + b"<script>x()</script>")
    assert any("about/index.html:1: <script>: has no place" in problem for problem in interim.problems())


def test_foreign_sites_are_sound_below_a_path_and_without_a_home(tmp_path: Path):
    site = {
        "start.html": b"<a href='sub/'>x</a><img src='/else/a.png'>",
        "sub/index.html": b"<p>\xff\xfe broken",
        "a.txt": b"x",
    }
    bag = make_bag(lay(tmp_path / "site", site), tmp_path / "bag", "http://example.org:8080/review/")
    assert bag.problems() == []
    assert "open start.html in any web browser" in (bag.copy / "README.txt").read_text("utf-8")
