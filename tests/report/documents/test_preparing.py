import lxml.html
import pytest
from tests.report.documents.made import PICTURE, made_report

from review_site.report.documents.model import Part
from review_site.report.documents.preparing import prepare


def body_of(*pages: str, **changes: object) -> lxml.html.HtmlElement:
    parts = tuple(
        Part(address=f"/lamps/chapter-{number}/", title=f"Part {number}", chapter=number, html=html)
        for number, html in enumerate(pages, 1)
    )
    return lxml.html.document_fromstring(prepare(made_report(parts=parts, **changes)).html).body


def links(body: lxml.html.HtmlElement) -> dict[str, str]:
    return {link.text_content(): link.get("href", "") for link in body.iter("a")}


def test_no_id_stands_twice_and_every_link_within_leads_somewhere() -> None:
    html = prepare(made_report()).html
    body = lxml.html.document_fromstring(html).body
    ids = [element.get("id") for element in body.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    within = {href[1:] for href in links(body).values() if href.startswith("#")}
    assert within
    assert within <= set(ids)
    assert {"p-1-1", "p-2-1", "figure-2-1", "table-2-1", "chapter-1", "summary"} <= set(ids)


def test_the_same_id_on_two_pages_becomes_two() -> None:
    page = '<h2 id="words">Words</h2><p><a href="#words">here</a> <a href="/lamps/chapter-1/#words">there</a></p>'
    body = body_of(page, page)
    assert [heading.get("id") for heading in body.iter("h2")] == ["chapter-1-words", "chapter-2-words"]
    assert [link.get("href") for link in body.iter("a")] == ["#chapter-1-words"] * 2 + [
        "#chapter-2-words",
        "#chapter-1-words",
    ]


@pytest.mark.parametrize(
    ("href", "wanted"),
    [
        ("/about/#who", "https://lighthouses.example.org/about/#who"),
        ("/lamps/chapter-1/", "#chapter-1"),
        ("/lamps/chapter-1/#nothing", "#chapter-1"),
        ("https://lighthouses.example.org/lamps/chapter-1/#p-1-1", "#p-1-1"),
        ("../chapter-1/", "#chapter-1"),
        ("/lamps/lit.csv", "https://lighthouses.example.org/lamps/lit.csv"),
        ("mailto:keeper@lighthouses.example.org", "mailto:keeper@lighthouses.example.org"),
        ("https://harbour.example.org/a?b=1#c", "https://harbour.example.org/a?b=1#c"),
    ],
)
def test_a_link_leads_to_its_place_in_the_document_or_on_the_web(href: str, wanted: str) -> None:
    numbered = '<p class="numbered" id="p-1-1"><a class="para" href="#p-1-1">1.1</a> Words.</p>'
    assert links(body_of(f'{numbered}<p><a href="{href}">it</a></p>')) == {"it": wanted}


@pytest.mark.parametrize("href", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "http://[x/"])
def test_a_link_that_leads_nowhere_is_its_words(href: str) -> None:
    body = body_of(f'<p>Before <a href="{href}">it</a> after.</p>')
    assert links(body) == {}
    assert "Before it after." in body.text_content()


@pytest.mark.parametrize(
    "src", ["file:///etc/passwd", "https://harbour.example.org/x.png", "/pictures/gone.jpg", "../x.png"]
)
def test_a_picture_that_is_not_at_hand_is_its_words(src: str) -> None:
    prepared = prepare(
        made_report(
            parts=(Part(address="/a/", title="A", chapter=None, html=f'<p><img src="{src}" alt="A bell"></p>'),)
        )
    )
    assert prepared.pictures == ()
    assert "[Picture: A bell]" in prepared.html
    assert src not in prepared.html


def test_pictures_are_named_in_order_with_their_words() -> None:
    prepared = prepare(made_report())
    assert [(one.name, one.alt[:4]) for one in prepared.pictures] == [
        ("picture-1.svg", "Lamp"),
        ("picture-2.jpg", "A la"),
    ]
    assert prepared.pictures[1].data == made_report().pictures[PICTURE]
    chart = prepared.pictures[0].data
    assert b'viewBox="0 0 576 108.8"' in chart
    assert b".bar" in chart


def test_what_only_makes_sense_on_the_web_is_gone() -> None:
    page = (
        '<p>Words <span class="unseen">hidden</span><button>Press</button><script>run()</script><!-- a note --></p>'
        '<nav><a href="/">Home</a></nav><div hidden>away</div>'
        "<details><summary>More</summary><p>Open.</p></details>"
        '<p>The <abbr title="Royal Navy">RN</abbr> and the <abbr title="Royal Navy">RN</abbr>.</p>'
    )
    text = " ".join(body_of(page).text_content().split())
    assert text == "Chapter 1: Part 1 Words MoreOpen.The RN (Royal Navy) and the RN."
    assert "summary" not in {element.tag for element in body_of(page).iter()}


def test_headings_go_down_a_level_at_a_time() -> None:
    page = "<h1>a</h1><h4>b</h4><h3>c</h3><h2>d</h2><h6>e</h6>"
    assert [element.tag for element in body_of(page).iter("h1", "h2", "h3", "h4", "h5", "h6")] == [
        *("h1", "h2", "h3", "h3", "h2", "h3"),
    ]


def test_questions_keep_their_headings() -> None:
    page = '<details class="faq" open><summary><h2 id="why">Why?</h2></summary><p>Because.</p></details>'
    assert [heading.text for heading in body_of(page).iter("h2")] == ["Why?"]


def test_a_part_in_another_language_says_so() -> None:
    part = Part(address="/lamps/cy/", title="Goleudai", chapter=None, html="<p>Geiriau.</p>", language="cy")
    html = prepare(made_report(parts=(part,))).html
    assert '<h1 id="cy" lang="cy">Goleudai</h1>' in html
    assert '<div lang="cy"><p>Geiriau.</p></div>' in html


def test_a_note_that_is_named_nowhere_is_not_set() -> None:
    page = '<p>Words.</p><div class="footnote"><hr><ol><li id="fn:1"><p>Lost.</p></li></ol></div>'
    assert "Lost" not in body_of(page).text_content()
