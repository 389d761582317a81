"""Exhibits in the content of a page."""

import lxml.html
import pytest

from review_site.content.exhibits import Exhibited
from review_site.report.exhibits.placing import place_exhibits


def render(exhibit: Exhibited) -> str:
    return f'<figure id="{exhibit.entry.anchor}">{exhibit.name}</figure>'


def place(html: str, **exhibits: Exhibited) -> str:
    return place_exhibits(html, exhibits, render)


def test_a_mark_gives_way_to_its_exhibit(bars: Exhibited) -> None:
    html = "<p>One.</p>\n<p>[chart lamps]</p>\n<p>Two [chart lamps].</p>"
    assert place(html, lamps=bars) == ('<p>One.</p>\n<figure id="figure-2-1">lamps</figure>\n<p>Two [chart lamps].</p>')


@pytest.mark.parametrize(
    "html",
    ["", "<p>One.</p>", "<ul><li><p>[chart lamps]</p></li></ul>", "<p>[chart rocks]</p>", "<p>[table 2.1]</p>"],
)
def test_everything_else_stays_as_it_is(bars: Exhibited, html: str) -> None:
    assert place(html, lamps=bars) == html


TABLE = "<table>\n<thead>\n<tr>\n<th>A</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n</tr>\n</tbody>\n</table>"


def test_a_paragraph_becomes_the_caption_of_the_table_below() -> None:
    html = place(f"<p>Table 2.1: The <em>rocks</em></p>\n{TABLE}\n<p>Words.</p>")
    table, words = lxml.html.fragments_fromstring(html)
    assert (table.tag, table.get("id"), words.text) == ("table", "table-2-1", "Words.")
    assert table[0].tag == "caption"
    assert lxml.html.tostring(table[0], encoding="unicode", with_tail=False) == (
        "<caption>Table 2.1: The <em>rocks</em></caption>"
    )
    assert [cell.get("scope") for cell in table.iter("th")] == ["col"]


@pytest.mark.parametrize(
    "picture",
    [
        '<picture><source srcset="a.webp"><img src="a.png" alt="A bell"></picture>',
        '<p><img src="a.png" alt="A bell"></p>',
        '<figure><picture><img src="a.png" alt="A bell"></picture><figcaption>Rung daily</figcaption></figure>',
    ],
)
def test_a_paragraph_becomes_the_caption_of_the_picture_below(picture: str) -> None:
    html = place(f"<p>Figure 2.1A: A bell</p>\n{picture}\n<p>Words.</p>")
    figure, words = lxml.html.fragments_fromstring(html)
    assert (figure.tag, figure.get("id"), words.text) == ("figure", "figure-2-1a", "Words.")
    assert [caption.text for caption in figure.iter("figcaption")] == ["Figure 2.1A: A bell"]
    assert figure[0].tag == "figcaption"
    assert [image.get("alt") for image in figure.iter("img")] == ["A bell"]
    assert ("Rung daily" in html) == ("Rung daily" in picture)


@pytest.mark.parametrize("below", ["<p>Words.</p>", "", "<ul><li>one</li></ul>", "words alone" + TABLE])
def test_words_that_stand_above_nothing_are_words(below: str) -> None:
    html = f"<p>Table 2.1: The rocks</p>{below}"
    assert place(html) == html
