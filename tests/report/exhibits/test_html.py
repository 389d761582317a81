"""An exhibit as HTML: caption, drawing, table, source; nothing that a writer wrote is markup."""

from collections.abc import Callable

import lxml.html

from review_site.content.exhibits import Exhibited
from review_site.report.exhibits.html import DataFile, render_exhibit

Make = Callable[..., Exhibited]
SOURCES = [("The harbour", "https://harbour.example.org/?a=1&b=2"), ("A stored copy", "")]
FILE = DataFile("/report/lamps.csv", 1234)


def test_a_chart_has_all_its_parts_in_order(bars: Exhibited) -> None:
    figure = lxml.html.fragment_fromstring(render_exhibit(bars, SOURCES, FILE))
    assert (figure.tag, figure.get("class"), figure.get("id")) == ("figure", "exhibit chart", "figure-2-1")
    assert [part.tag for part in figure] == ["figcaption", "svg", "details", "p"]
    assert figure.findtext("figcaption") == "Figure 2.1: Lamps & rocks"
    assert figure.findtext("details/summary") == "The figures as a table"
    heads = [(th.get("scope"), th.text) for th in figure.iter("th")]
    assert heads == [("col", "Rock"), ("col", "In words")] + [
        ("row", name) for name in ("Skerry", "Needle", "Outer Bank")
    ]
    assert [td.text for td in figure.iter("td")] == ["24", "About 12", "Not counted"]
    assert figure[-1].text_content() == ("Sources: The harbour; A stored copy. Figure 2.1 as CSV (1 KB)")
    assert [a.get("href") for a in figure.iter("a")] == [SOURCES[0][1], "/report/lamps.csv"]


def test_a_chart_of_an_earlier_version_offers_no_data(bars: Exhibited) -> None:
    figure = lxml.html.fragment_fromstring(render_exhibit(bars, SOURCES, None))
    assert figure.get("class") == "exhibit"
    assert [a.get("href") for a in figure.iter("a")] == [SOURCES[0][1]]


def test_a_table_has_its_caption_and_its_numbers_to_the_right(make: Make) -> None:
    table = make(
        "kind: table\nas_at: 2021-03\nnote: Counted twice\n",
        'Rock,Ships,Known\nSkerry,"1,204",<b>\nNeedle,£7,"2, at night"\n',
    )
    div = lxml.html.fragment_fromstring(render_exhibit(table, SOURCES[:1], FILE))
    assert (div.tag, div.get("class"), div.get("id")) == ("div", "exhibit", "table-2-1")
    assert div.find("table")[0].tag == "caption"
    assert div.find("table/caption").text_content() == "Table 2.1: Lamps & rocksSkerry had most."
    assert [(td.text, td.get("class")) for td in div.iter("td")] == [
        ("1,204", "right"),
        ("<b>", None),
        ("£7", "right"),
        ("2, at night", None),
    ]
    assert div.find("p").text_content() == (
        "Counted twice. Source: The harbour. As at March 2021. Table 2.1 as CSV (1 KB)"
    )
    assert div.find("p/time").get("datetime") == "2021-03"


def test_words_of_a_writer_are_escaped_everywhere(make: Make) -> None:
    evil = "<script>x</script>"
    table = make(f"kind: table\nnote: {evil}\n", f"Rock,{evil}\n{evil},{evil}\n")
    html = render_exhibit(table, [(evil, 'https://x.example/"onclick="')], DataFile('/a".csv', 1))
    div = lxml.html.fragment_fromstring(html)
    assert list(div.iter("script")) == []
    assert all(not name.startswith("on") for element in div.iter() for name in element.attrib)
