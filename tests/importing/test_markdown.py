"""Each HTML file of tests/cases/importing/text/ becomes the Markdown beside it; any text comes back as it was."""

import re
from itertools import pairwise
from pathlib import Path

import lxml.html
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown

from review_site.content.markdown import read_markdown
from review_site.importing.links import Known, link_from
from review_site.importing.markdown import Text, markdown_of

CASES = Path(__file__).parents[1] / "cases/importing/text"
PAGE = "https://lighthouses.example.org/old/"
KNOWN = Known("https://lighthouses.example.org/", {"/about/"})
# As in mkdocs.yml, without smartsymbols, which sets (c) as a sign on purpose.
EXTENSIONS = ("abbr", "admonition", "attr_list", "def_list", "fenced_code", "footnotes", "md_in_html", "tables", "toc")
NASTY = st.text(st.one_of(st.sampled_from("\\`*_{}[]()<>#+-.!|:=~?^&;\"'/1 aTODO\n"), st.characters()), max_size=40)


def convert(html: str, *, wordpress: bool = False) -> Text:
    return markdown_of(
        html,
        lambda href: link_from(PAGE, href, KNOWN),
        lambda address: address.rpartition("/")[2] or None,
        wordpress=wordpress,
    )


def rendered(markdown: str) -> lxml.html.HtmlElement:
    html = Markdown(extensions=[*EXTENSIONS, "pymdownx.details"]).convert(markdown)
    return lxml.html.fragment_fromstring(html, create_parent="div")


def words_of(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("case", sorted(path.stem for path in CASES.glob("*.html")))
def test_html_becomes_markdown(case: str) -> None:
    html = (CASES / f"{case}.html").read_text(encoding="utf-8")
    expected = (CASES / f"{case}.md").read_text(encoding="utf-8")
    assert convert(html, wordpress=case == "wordpress").markdown == expected


def test_tells_what_a_reader_will_miss() -> None:
    left_out = convert((CASES / "hostile.html").read_text(encoding="utf-8")).left_out
    assert left_out == {
        "<form>": 1,
        "<iframe> of video.example.com": 1,
        "<object>": 1,
        "<script>": 1,
        "<svg>": 1,
        "struck-out text, which now reads as any other": 1,
    }
    wordpress = convert((CASES / "wordpress.html").read_text(encoding="utf-8"), wordpress=True)
    assert wordpress.left_out == {"[contact-form-7]": 1, "[map]": 1}


@given(NASTY)
@example("[a](/nowhere/)")
@example("{: .loud }")
@example("&lt;")
@example("*[a]: b")
@example("![a](b.jpg)")
@example("<script>alert(1)</script>")
@settings(deadline=None)
def test_text_stays_text(text: str) -> None:
    escaped = "".join(f"&#{ord(letter)};" for letter in text if letter.isprintable() or letter == "\n")
    kept = words_of(lxml.html.fromstring(f"<p>x{escaped}</p>").text_content()[1:])
    for html in (f"<p>{escaped}</p>", f"<p>a<br>{escaped}</p>", f"<ul><li>{escaped}</li></ul>", f"<h2>{escaped}</h2>"):
        markdown = convert(html).markdown
        tree = rendered(markdown)
        before = "a " if "<br>" in html else ""
        assert words_of(tree.text_content()) == (before + kept).strip(), markdown
        assert {element.tag for element in tree.iter()} <= {"div", "p", "br", "ul", "li", "h2"}, markdown


@given(st.text(st.sampled_from("<>/=\"' abpulih1[]&;!-x\n"), max_size=200))
@settings(deadline=None)
def test_whatever_comes_in_no_html_comes_out(html: str) -> None:
    for wordpress in (False, True):
        text = read_markdown(convert(html, wordpress=wordpress).markdown, 1)
        assert text.html == ()
        levels = [1, *(heading.level for heading in text.headings)]
        assert all(2 <= after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize(
    "html",
    [
        "<ul><li>" * 50_000 + "deep",
        "<div>" * 50_000 + "deep",
        "<b>" * 50_000 + "deep",
        "<a " + " ".join(f"a{number}" for number in range(100_000)) + ">deep</a>",
        "<p><b>" * 50_000 + "deep",
        "<table><tr><td>" * 20_000 + "deep",
        "<ol>" + "<li>deep" * 50_000,
        "deep" + "<a" * 200_000,
        "deep" + "<a href='" * 50_000,
        "deep" + "[a " * 200_000,
        "deep<br>" * 50_000,
        "<table>" + "<tr><th colspan=1000 rowspan=1000>deep</th></tr>" * 5_000,
    ],
)
def test_what_would_choke_a_parser_keeps_its_words(html: str) -> None:
    assert "deep" in convert(html).markdown


def test_deep_markup_is_told() -> None:
    assert convert("<ul><li>" * 100 + "<b>deep</b>").left_out == {"markup nested too deeply to follow": 1}


def test_pictures_stand_on_lines_of_their_own() -> None:
    html = (
        '<p><img src="/a.jpg" alt="A"> before <a href="/a.jpg"><img src="/b.jpg" alt="*B*"></a> after</p>'
        '<ul><li>in a list <img src="/c.jpg"></li></ul><table><tr><td>1</td><td>2</td></tr><tr><td>3</td>'
        '<td><img src="/d.jpg" alt="D"></td></tr></table>'
    )
    lines = convert(html).markdown.splitlines()
    assert [line for line in lines if "![" in line] == [
        "![A](a.jpg)",
        r"![\*B\*](b.jpg)",
        "![TODO: say what the picture shows](c.jpg)",
        "![D](d.jpg)",
    ]


@pytest.mark.parametrize(
    ("href", "written"),
    [
        ("/about/", "/about/"),
        ("https://lighthouses.example.org/about", "/about/"),
        ("http://LIGHTHOUSES.example.org/about/#who", "/about/#who"),
        ("/about/?page=2", "https://lighthouses.example.org/about/?page=2"),
        ("/gone/", "https://lighthouses.example.org/gone/"),
        ("page", "https://lighthouses.example.org/old/page"),
        ("mailto:keeper@example.org", "mailto:keeper@example.org"),
        ("javascript:run()", None),
        ("file:///etc/hosts", None),
        ("", None),
        ("#below", None),
        ("https://[", None),
        ("https://example.net:port/", None),
        ("https://example.net/a (b)|<c>", "https://example.net/a%20%28b%29%7C%3Cc%3E"),
    ],
)
def test_links(href: str, written: str | None) -> None:
    assert link_from(PAGE, href, KNOWN) == written


def test_a_footnote_leads_to_its_note_and_back() -> None:
    markdown = convert((CASES / "shape.html").read_text(encoding="utf-8")).markdown
    tree = rendered(markdown)
    assert [note.text_content().strip()[:7] for note in tree.iterfind(".//li[@id]")] == ["First.\xa0", "Second,"]
    assert len(re.findall(r"\[\^\d\](?!:)", markdown)) == 2
