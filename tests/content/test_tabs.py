"""Content tabs become disclosures: nothing in them is hidden from print, search or a reader without scripts."""

import lxml.html
import pytest

from review_site.content.converted import convert
from review_site.content.raw_html import forbidden_html

TWO = """Before.

=== "For *families*"

    Words for [families](/families/).

    - one
    - two

=== "For carers"

    Words for carers.

After.
"""


def tabs_of(body: str) -> list[list[tuple[str, bool, str]]]:
    """Each set of tabs that stands in no other: title, whether it stands open, words."""
    root = lxml.html.fragment_fromstring(convert(body) or "", create_parent="div")
    return [
        [
            (tab[0].text_content(), "open" in tab.attrib, " ".join(tab.text_content().split()))
            for tab in tabs.findall("details")
        ]
        for tabs in root.xpath("div[@class='tabs']")
    ]


def test_each_tab_is_a_disclosure_and_the_first_stands_open() -> None:
    assert tabs_of(TWO) == [
        [
            ("For families", True, "For families Words for families. one two"),
            ("For carers", False, "For carers Words for carers."),
        ]
    ]


def test_nothing_is_left_that_a_form_would_hold() -> None:
    html = convert(TWO) or ""
    assert "<input" not in html
    assert "<label" not in html
    assert forbidden_html(html) == []


def test_text_around_the_tabs_stays() -> None:
    html = convert(TWO) or ""
    assert html.startswith("<p>Before.</p>")
    assert html.endswith("<p>After.</p>")


def test_tabs_stand_within_tabs() -> None:
    body = '=== "Outer"\n\n    === "Inner"\n\n        Deep.\n\n    Between.\n\n=== "Other"\n\n    More.\n'
    assert [title for title, _, _ in tabs_of(body)[0]] == ["Outer", "Other"]
    assert tabs_of(body)[0][0][2] == "Outer Inner Deep. Between."


@pytest.mark.parametrize("body", ["Who\n===", "=== No title", '```\n=== "A"\n```', '<div class="tabbed-set"></div>'])
def test_takes_nothing_else_for_tabs(body: str) -> None:
    assert "<details" not in (convert(body) or "")
