"""Character references as the HTML Standard §13.2.5.72 to 80 has them, whatever their length."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review_site.character_references import unescape

LONG = "9" * 10_000


@given(
    st.lists(st.sampled_from(["&", "#", "x", "0", "1", "65", ";", "&amp;", "a", "&#", "&#x", " ", "="]), max_size=12)
)
def test_short_ones_are_those_of_the_standard_library(parts: list[str]) -> None:
    text = "".join(parts)
    assert unescape(text) == html.unescape(text)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (f"a&#{LONG};b", "a\ufffdb"),
        (f"a&#{LONG}b", "a\ufffdb"),
        (f"&#{'0' * 10_000}65;", "A"),
        (f"&#x{'0' * 10_000}41;", "A"),
        ("&#1114112;&#11141111;&#;&#a", "\ufffd\ufffd&#;&#a"),
        (f"{LONG} & #{LONG}", f"{LONG} & #{LONG}"),
    ],
)
def test_long_ones_stand_for_what_there_is_not(text: str, read: str) -> None:
    assert unescape(text) == read
