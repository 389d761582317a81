"""Tags as most are written are read in a shorter way: it must find what the longer one finds, in whatever markup."""

import re
from unittest.mock import patch

from hypothesis import example, given
from hypothesis import strategies as st

from review_site.archive.verify import copied_markup, markup

_PARTS = (
    '<a href="x">', "<a href='x'>", "<a href=x/>", "<br/>", "<br />", "<br / >", '<p class="a" class="b">', "<p\x0bid>",
    "</p>", '</p x="y">', "<svg>", "</svg>", '<use href="#a"/>', "<title>", "</title>", "<script>", "</script>", "<!--",
    "-->", "<", ">", "/", "=", '"', "'", " ", "\n", "&amp;", "&copy=", 'a="&lt;&copy=1"', "é", "<P ID='", '<x y ="z">',
    '<x y= "z">', '<x "y">', '<x y"z">', "<x =y>", '<x y="z"w="v">', "<b\tc\n>", "<![CDATA[", "]]>", "<style>",
    "</style>",
)  # fmt: skip
_NEVER = re.compile(r"(?!)")


@given(text=st.lists(st.sampled_from(_PARTS), max_size=12).map("".join), is_xml=st.booleans())
@example(text='<a href="x" HREF="y" b\n>words<br / ><br/>', is_xml=False)
def test_the_shorter_way_reads_a_page_as_the_longer_one(text: str, is_xml: bool) -> None:
    short = copied_markup.read_pieces(text, is_xml=is_xml)
    with patch.object(copied_markup, "_USUAL", _NEVER):
        assert short == copied_markup.read_pieces(text, is_xml=is_xml)


@given(text=st.lists(st.sampled_from(_PARTS), max_size=12).map("".join))
@example(text='<a href="x" HREF="y" b\n>words<br / ><br/>')
def test_the_shorter_way_finds_the_tags_of_the_longer_one(text: str) -> None:
    short = list(markup.tags_of(text))
    with patch.object(markup, "_USUAL", _NEVER):
        assert short == list(markup.tags_of(text))


def test_the_shorter_way_is_taken() -> None:
    with patch.object(copied_markup._Reading, "_tag", side_effect=AssertionError):
        pieces = copied_markup.read_pieces('<p class="a">Words<br/></p>')
    assert [(piece.kind, piece.text) for piece in pieces] == [
        ("start", "p"),
        ("words", "Words"),
        ("start", "br"),
        ("end", "p"),
    ]
