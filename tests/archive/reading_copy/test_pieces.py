"""A page as a row of tags and words, as the HTML Standard §13.2.5 and XML 1.0 have them read."""

import pytest

from review_site.archive.verify.copied_markup import Piece, read_pieces


def _told(piece: Piece) -> str:
    if piece.kind == "words":
        return repr(piece.text)
    attributes = "".join(f" {name}={value!r}" for name, value in piece.attributes.items())
    return f"{ {'start': '', 'end': '/', 'doctype': '!'}[piece.kind] }{piece.text}{attributes}"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", []),
        ("One &amp; two", ["'One & two'"]),
        ("<p>One<P>Two</P >", ["p", "'One'", "p", "'Two'", "/p"]),
        ("</p x=1>", ["/p"]),
        ("<p/>a<br/>b", ["p", "'a'", "br", "'b'"]),
        # what is no tag
        ("1 < 2 <3 </ <> x", ["'1 '", "'<'", "' 2 '", "'<'", "'3 '", "' x'"]),
        ("a<", ["'a'", "'<'"]),
        ("a</", ["'a'", "'<'", "'/'"]),
        ("<p>a<b", ["p", "'a'"]),
        ("<p>a<b c='", ["p", "'a'"]),
        ("<p>a<b c=", ["p", "'a'"]),
        ("<p>a<b c", ["p", "'a'"]),
        ("<p>a<b /", ["p", "'a'"]),
        ("a<?php <b> ?>c", ["'a'", "' ?>c'"]),
        ("a<!x>b</1>c</>d", ["'a'", "'b'", "'c'", "'d'"]),
        ("a<![CDATA[b]]>c", ["'a'", "'c'"]),
        ("a<!x", ["'a'"]),
        # the document type
        ("<!DOCTYPE  html >a", ["!html >", "'a'"]),
        ("<!doctype\nHTML\t PUBLIC>a", ["!HTML PUBLIC>", "'a'"]),
        ("<!doctype", ["!"]),
        # comments
        ("a<!-- <b> -->c", ["'a'", "'c'"]),
        ("a<!-->b<!--->c<!---->d<!-- --!>e", ["'a'", "'b'", "'c'", "'d'", "'e'"]),
        ("a<!-- <b> -- > c", ["'a'"]),
        ("a<!--->-->b", ["'a'", "'-->b'"]),
        # what holds no tags
        ("<script>a<b>&amp;</script >c", ["script", "'a<b>&amp;'", "/script", "'c'"]),
        ("<script>a</scripts></SCRIPT>c", ["script", "'a</scripts>'", "/script", "'c'"]),
        ("<script><!--<script></script></script>c", ["script", "'<!--<script></script>'", "/script", "'c'"]),
        ("<script><!--<script>--></script>c", ["script", "'<!--<script>-->'", "/script", "'c'"]),
        ("<script><!--</script>c", ["script", "'<!--'", "/script", "'c'"]),
        ("<script><script></script>c", ["script", "'<script>'", "/script", "'c'"]),
        (
            "<script><!--<script></script><script></script></script>c",
            ["script", "'<!--<script></script><script></script>'", "/script", "'c'"],
        ),
        ("<script><!--><script></script>c", ["script", "'<!--><script>'", "/script", "'c'"]),
        ("<script>a", ["script", "'a'"]),
        ("<script></script>", ["script", "/script"]),
        ("<title>a<b>&amp;&lt</title>c", ["title", "'a<b>&<'", "/title", "'c'"]),
        ("<textarea>a<b>&amp;</textarea>c", ["textarea", "'a<b>&'", "/textarea", "'c'"]),
        ("<style>a>b{}&amp;</style\f>c", ["style", "'a>b{}&amp;'", "/style", "'c'"]),
        ("<style>a</style", ["style", "'a</style'"]),
        ("<XMP>a<b></xmp>c", ["xmp", "'a<b>'", "/xmp", "'c'"]),
        ("<iframe>a<b></iframe>c", ["iframe", "'a<b>'", "/iframe", "'c'"]),
        (
            "<noembed><b></noembed><noframes><i></noframes>",
            ["noembed", "'<b>'", "/noembed", "noframes", "'<i>'", "/noframes"],
        ),
        ("<plaintext>a</plaintext><b>&amp;", ["plaintext", "'a</plaintext><b>&amp;'"]),
        ("<style/>a<b></style>", ["style", "'a<b>'", "/style"]),
        # drawings and formulas
        ("<svg><path/></svg>", ["svg", "path", "/path /=''", "/svg"]),
        ("<svg/>a<p/>", ["svg", "/svg /=''", "'a'", "p"]),
        ("<svg><style>a<b></b></style></svg>", ["svg", "style", "'a'", "b", "/b", "/style", "/svg"]),
        (
            "<svg><g><style>a<i/></style></svg>",
            ["svg", "g", "style", "'a'", "i", "/style", "/svg"],
        ),
        (
            "<svg><title><b>x</b></title><path/></svg>",
            ["svg", "title", "b", "'x'", "/b", "/title", "path", "/path /=''", "/svg"],
        ),
        ("<svg><desc><path/></desc></svg>", ["svg", "desc", "path", "/desc", "/svg"]),
        (
            "<svg><foreignObject><style>a<g/></style></foreignObject><g/></svg>",
            ["svg", "foreignobject", "style", "'a<g/>'", "/style", "/foreignobject", "g", "/g /=''", "/svg"],
        ),
        ("<svg><foreignObject/><g/></svg>", ["svg", "foreignobject", "/foreignobject /=''", "g", "/g /=''", "/svg"]),
        ("<svg><![CDATA[a<b>]]>c</svg>", ["svg", "'a<b>'", "'c'", "/svg"]),
        ("<svg><![CDATA[a", ["svg", "'a'"]),
        ("<svg><p>a<g/></p>", ["svg", "p", "'a'", "g", "/p"]),
        ("<svg><font><g/>", ["svg", "font", "g", "/g /=''"]),
        ("<svg><g size=1><g/>", ["svg", "g size='1'", "g", "/g /=''"]),
        ("<svg><font size=1><g/>", ["svg", "font size='1'", "g"]),
        ("<svg><svg></svg><g/></svg><g/>", ["svg", "svg", "/svg", "g", "/g /=''", "/svg", "g"]),
        ("<svg></p><g/>", ["svg", "/p", "g"]),
        ("<svg></br><g/>", ["svg", "/br", "g"]),
        ("<svg></b><g/>", ["svg", "/b", "g", "/g /=''"]),
        ("<math><mi><b/></mi><mn/></math>", ["math", "mi", "b", "/mi", "mn", "/mn /=''", "/math"]),
        ("<math><annotation-xml><g/>", ["math", "annotation-xml", "g", "/g /=''"]),
        ("<math><annotation-xml encoding=Text/HTML><g/>", ["math", "annotation-xml encoding='Text/HTML'", "g"]),
        (
            "<math><annotation-xml encoding=application/xhtml+xml><g/>",
            ["math", "annotation-xml encoding='application/xhtml+xml'", "g"],
        ),
        ("<math><title><b/>", ["math", "title", "b"]),
        ("<svg><mi><g/>", ["svg", "mi", "g", "/g /=''"]),
    ],
)
def test_a_page_is_read_as_browsers_do(text: str, told: list[str]) -> None:
    assert [_told(piece) for piece in read_pieces(text)] == told


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('href="/a/" ID=x hidden', {"href": "/a/", "id": "x", "hidden": ""}),
        ("href = '/a/'title=b", {"href": "/a/", "title": "b"}),
        ('href="/a/" HREF="/b/"', {"href": "/a/"}),
        ("href='/a/' HREF='/b/'", {"href": "/a/"}),
        ('a="1"b=2/c', {"a": "1", "b": "2/c"}),
        ("a=1/ b", {"a": "1/", "b": ""}),
        ("/ a / b", {"a": "", "b": ""}),
        ("a =b", {"a": "b"}),
        ("a b=c", {"a": "", "b": "c"}),
        ("a= b", {"a": "b"}),
        ("a=''b", {"a": "", "b": ""}),
        ("=a b", {"b": ""}),
        ("=", {}),
        ("a\"b c<d 'e f", {"f": ""}),
        ("a=", {"a": ""}),
        ("a='x\ny>z'", {"a": "x\ny>z"}),
        ("a=&amp;&lt&#65;&#x42;&#67 ", {"a": "&<ABC"}),
        ('a="?x=1&copy=2&lt;&nonsense;"', {"a": "?x=1&copy=2<&nonsense;"}),
        ('a="&copy &copy;= &#169="', {"a": "© ©= ©="}),
        ('a="&notit; &amp"', {"a": "&notit; &"}),
        (f'a="{"x" * 600}&amp;"', {"a": "x" * 600 + "&"}),
    ],
)
def test_attributes_are_read_with_what_stands_for_other_characters(written: str, read: dict[str, str]) -> None:
    (piece,) = read_pieces(f"<p {written}>")
    assert piece.attributes == read


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<?xml version='1.0'?><g/>", ["g", "/g /=''"]),
        ("<G a='1'><h>x</h></G>", ["g a='1'", "h", "'x'", "/h", "/g"]),
        ("<style>a<b/></style>", ["style", "'a'", "b", "/b /=''", "/style"]),
        ("<title>a<b/></title>", ["title", "'a'", "b", "/b /=''", "/title"]),
        ("<![CDATA[<a>]]><g/>", ["'<a>'", "g", "/g /=''"]),
        ("<!-- > --!> --><g/>", ["g", "/g /=''"]),
        ("<!--> <a/> --><g/>", ["g", "/g /=''"]),
        ("<!DOCTYPE svg><g/>", ["g", "/g /=''"]),
        ("<!DOCTYPE svg [<!ENTITY a '>'>]><g/>", ["g", "/g /=''"]),
        ("<!DOCTYPE svg><g>[]></g>", ["g", "'[]>'", "/g"]),
        ("<?a > ?><g/>", ["g", "/g /=''"]),
        ("<?a", []),
        ("<é a='1'/>", ["é a='1'", "/é /=''"]),
        ("< a>", ["'<'", "' a>'"]),
        ("<svg:g/><g><p/></g>", ["svg:g", "/svg:g /=''", "g", "p", "/p /=''", "/g"]),
    ],
)
def test_a_drawing_is_read_as_xml(text: str, told: list[str]) -> None:
    assert [_told(piece) for piece in read_pieces(text, is_xml=True)] == told


def test_each_piece_has_the_line_on_which_it_begins() -> None:
    text = "<p\n>a\nb</p>\n<!--\n--><script>\n</script>\n<b\nc='\n'>d<!doctype\nx><i>"
    lines = [(piece.text.strip(), piece.line) for piece in read_pieces(text)]
    assert lines == [
        ("p", 1),
        ("a\nb", 2),
        ("p", 3),
        ("", 3),
        ("script", 5),
        ("", 5),
        ("script", 6),
        ("", 6),
        ("b", 7),
        ("d", 9),
        ("x>", 9),
        ("i", 10),
    ]
