"""Charts in the documents of a report: each once, drawn to stand alone."""

from lxml import etree

from review_site.content.exhibits import Exhibited
from review_site.report.documents.pictures import Gathered
from review_site.report.exhibits.html import render_exhibit
from review_site.report.exhibits.svg import render_svg
from review_site.report.fragments import parse_fragment


def test_a_chart_of_many_marks_is_one_picture(lines: Exhibited) -> None:
    page = parse_fragment(render_exhibit(lines, [], None))
    gathered = Gathered({}, "")
    gathered.gather(page)
    (picture,) = gathered.shown
    assert picture.alt.startswith("Figure 2.1: Lamps & rocks. Skerry had most.")
    assert page.find(".//svg") is None


def test_a_chart_that_was_drawn_for_paper_is_taken(bars: Exhibited) -> None:
    drawn = render_svg(bars, alone=True).encode()
    gathered = Gathered({"#figure-2-1": drawn}, "")
    gathered.gather(parse_fragment(render_exhibit(bars, [], None)))
    assert [picture.data for picture in gathered.shown] == [drawn]
    root = etree.fromstring(drawn)
    assert (root.get("width"), root.get("viewBox", "").split()[:2]) == ("580", ["-2", "-2"])
