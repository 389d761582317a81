"""The tags of HTML in whatever state it is, as the HTML Standard §13.2.5 has browsers read them."""

import pytest

from review_site.archive.verify.markup import tags_of


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("<p>One<P>Two</p>", "p p"),
        ("<script>var a = '<b>'</script><p>", "script p"),
        ("<script>a</script ><p>", "script p"),
        ("<script>a</scripts><p>", "script"),
        ("<script><!-- <script> </script> <b> --></script><p>", "script p"),
        ("<script><!-- </script><p>", "script p"),
        ("<script><!-- <script> <b> --> </script><p>", "script p"),
        ("<script><!--> <script> </script><p>", "script p"),
        ("<script>var a", "script"),
        ("<style>a > b {}</style><p>", "style p"),
        ("<title><b></title><textarea><i></textarea><p>", "title textarea p"),
        ("<style><p></style/><b>", "style b"),
        ("<plaintext><p></plaintext><p>", "plaintext"),
        ("<!-- <p> --><b><!--><i><!---><u><!-- --!><s>", "b i u s"),
        ("<!-- <p>", ""),
        ("<!doctype html><p><?php <i> ?><b></ <i>><u>", "p b u"),
        ("1 < 2 <p", ""),
        ("<p a='>'><b", "p"),
        ("<\0p><p\0>", "p\ufffd"),
    ],
)
def test_the_tags_are_those_that_browsers_read(text: str, names: str) -> None:
    assert [tag.name for tag in tags_of(text)] == names.split()


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('href="/a/" ID=x hidden', {"href": "/a/", "id": "x", "hidden": ""}),
        ("href = '/a/'title=b", {"href": "/a/", "title": "b"}),
        ('href="/a/" href="/b/"', {"href": "/a/"}),
        ('a="1"b=2/c', {"a": "1", "b": "2/c"}),
        ("a=1/ b", {"a": "1/", "b": ""}),
        ("=a=b", {"=a": "b"}),
        ("a=", {"a": ""}),
        ("a=&amp;&lt&#65;&#x42;&#67 ", {"a": "&<ABC"}),
        ('a="?x=1&copy=2&lt;&nonsense;"', {"a": "?x=1&copy=2<&nonsense;"}),
        ('a="&copy2 &copy 3"', {"a": "&copy2 © 3"}),
        ('a="&#128;&#129;&#0;&#xD800;&#1114112;"', {"a": "€\x81\ufffd\ufffd\ufffd"}),
        ('a="&#x9F;&#x7F;&#xA0;"', {"a": "Ÿ\x7f\xa0"}),
    ],
)
def test_attributes_are_read_with_what_stands_for_other_characters(written: str, read: dict[str, str]) -> None:
    (tag,) = tags_of(f"<p {written}>")
    assert tag.attributes == read


def test_what_a_style_holds_and_whether_words_stand_before_a_tag() -> None:
    style, first, second = tags_of("<style>p { color: red }</style> <p>Words<b>")
    assert (style.inside, style.after_words) == ("p { color: red }", False)
    assert [(tag.inside, tag.after_words) for tag in (first, second)] == [("", False), ("", True)]


def test_what_xml_ends_at_once_is_read_on_by_browsers_and_all_of_it_is_told() -> None:
    assert [tag.name for tag in tags_of("<script src='a.js'/><p><title/><b>")] == ["script", "p", "title", "b"]
