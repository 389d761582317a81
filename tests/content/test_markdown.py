import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from review_site.content.markdown import read_markdown
from review_site.content.markdown_text import Heading, Link, Picture, Text, file_name_of
from review_site.content.source import Source
from review_site.content.text_checks import check_files, check_text
from review_site.problems import Problems

FIRST = 11  # the bodies below start on this line of their files


def read(body: str) -> Text:
    return read_markdown(body, FIRST)


def links(body: str) -> list[tuple[int, str, str]]:
    return [(link.line, link.target, link.words) for link in read(body).links]


def prose(body: str) -> list[tuple[int, str, str]]:
    return [(piece.line, piece.kind, " ".join(piece.words.split())) for piece in read(body).prose]


@pytest.mark.parametrize(
    ("body", "heading"),
    [
        ("## Who", Heading(11, 2, "Who")),
        ("\n### Who *we* are {#who}", Heading(12, 3, "Who we are", "who")),
        ("## Who { .quiet #who }", Heading(11, 2, "Who", "who")),
        ("Who\n---", Heading(11, 2, "Who")),
        ("#Who", Heading(11, 1, "Who")),
        ("##", Heading(11, 2, "")),
        ("> ## Who", Heading(11, 2, "Who")),
        ('!!! note "Title"\n\n    ## Who', Heading(13, 2, "Who")),
        ('=== "Title"\n\n    ## Who', Heading(13, 2, "Who")),
        ("Who\n===", Heading(11, 1, "Who")),
    ],
)
def test_finds_a_heading(body: str, heading: Heading) -> None:
    assert read(body).headings == (heading,)


@pytest.mark.parametrize(
    "body", ["```\n## Who\n```", "    ## Who", "\\## Who", "Who ## is", "!!! note\n\n        ## Who"]
)
def test_takes_nothing_else_for_a_heading(body: str) -> None:
    assert read(body).headings == ()


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("See [who\nwe](/who/) are", (11, "/who/", "who we")),
        ("See\nthe [who](</who/> 'Who\nwe are')", (12, "/who/", "who")),
        ("A `co\nde` then [who](/who/)", (12, "/who/", "who")),
        ("Line\\\nbreak [who](/who/)", (12, "/who/", "who")),
        ("[who][w] are\n\n[w]: /who/", (11, "/who/", "who")),
        ("[who] are\n\n[who]: /who/", (11, "/who/", "who")),
        ("Text[^1]\n\n[^1]: Note\n    on [who](/who/)", (14, "/who/", "who")),
        ("[^1]: One\n[^2]: Two [who](/who/)", (12, "/who/", "who")),
        ("!!! note\n    See [who](/who/)", (12, "/who/", "who")),
        ('??? note "More"\n\n    Some\n\n    !!! tip\n        See [who](/who/)', (16, "/who/", "who")),
        ('=== "Who"\n\n    See [who](/who/)', (13, "/who/", "who")),
        ("Term\n:   What [who](/who/) is", (12, "/who/", "who")),
        ("- one\n\n    - see [who](/who/)", (13, "/who/", "who")),
        ("> see\n> [who](/who/)", (12, "/who/", "who")),
        ("a | b\n--|--\nc | [who](/who/)", (13, "/who/", "who")),
        ('<div markdown="1">\nsee [who](/who/)\n</div>', (12, "/who/", "who")),
        ('<p>see\n<a class="x" href="/who/"><b>who</b></a></p>', (12, "/who/", "who")),
        ('See\n<a href="/who/">who</a>', (12, "/who/", "who")),
        ("[![Ada](ada.jpg)](/who/)", (11, "/who/", "Ada")),
        ("[our report](the report.pdf)", (11, "the report.pdf", "our report")),
        ("[who](/who/){ .button }", (11, "/who/", "who")),
        ("[run](javascript:x)", (11, "javascript:x", "run")),
        ("[who](/who/?a=%20é)", (11, "/who/?a=%20é", "who")),
        ("[](/who/)", (11, "/who/", "")),
        ("<ada@lamps.example.org>", (11, "mailto:ada@lamps.example.org", "ada@lamps.example.org")),
    ],
)
def test_finds_a_link_at_its_line(body: str, found: tuple[int, str, str]) -> None:
    assert [(line, target, " ".join(words.split())) for line, target, words in links(body)] == [found]
    assert not read(body).links[0].bare


@pytest.mark.parametrize(
    ("body", "target"),
    [
        ("At\n(https://lamps.example.org/a_b_c).", "https://lamps.example.org/a_b_c"),
        ("At\nwww.lamps.example.org, at night", "www.lamps.example.org"),
        ("At\n<https://lamps.example.org/>", "https://lamps.example.org/"),
    ],
)
def test_finds_an_address_that_stands_bare(body: str, target: str) -> None:
    assert read(body).links == (Link(12, target, target, bare=True),)


@pytest.mark.parametrize(
    "body",
    [
        "`[who](/who/)`",
        "```\n[who](/who/)\n```",
        "~~~\n\n[^1]: [who](/who/)\n\n~~~",
        "    [who](/who/)",
        "!!! note\n\n        [who](/who/)",
        '<!-- [who](/who/)\n<a href="/who/">who</a> -->',
        "\\[who](/who/)",
        "[who]",
        "*[WHO]: https://lamps.example.org",
        "`https://lamps.example.org`",
    ],
)
def test_takes_nothing_else_for_a_link(body: str) -> None:
    assert links(body) == []


@pytest.mark.parametrize(
    ("body", "picture"),
    [
        ("![A lamp](lamp.jpg)", Picture(11, "lamp.jpg", "A lamp")),
        ('Text\n![A *tall*\nlamp](lamp.jpg "Lamp")', Picture(12, "lamp.jpg", "A tall lamp")),
        ("![](lamp.jpg){ decorative }", Picture(11, "lamp.jpg", "", decorative=True)),
        ("![](lamp.jpg){ .wide decorative } more", Picture(11, "lamp.jpg", "", decorative=True)),
        ("![](lamp.jpg) { decorative }", Picture(11, "lamp.jpg", "")),
        ("![A lamp](my lamp.jpg)", Picture(11, "my lamp.jpg", "A lamp")),
        ("![A lamp][lamp]\n\n[lamp]: lamp.jpg", Picture(11, "lamp.jpg", "A lamp")),
    ],
)
def test_finds_a_picture(body: str, picture: Picture) -> None:
    assert read(body).pictures == (picture,)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("One *two*\n[three](/3/).", [(11, "paragraph", "One two three.")]),
        ("A `code` word[^1] ![x](x.jpg){ .wide }", [(11, "paragraph", "A word")]),
        ("## Who {#who}", [(11, "heading", "Who")]),
        ("- one\n- two", [(11, "paragraph", "one"), (12, "paragraph", "two")]),
        ("> one\n\ntwo", [(11, "quotation", "one"), (13, "paragraph", "two")]),
        ("a | b\n-|-\nc | d", [(11, "cell", "a"), (11, "cell", "b"), (13, "cell", "c"), (13, "cell", "d")]),
        (
            "[^1]: one\n[^2]: two\n\n    three\n\nfour",
            [(11, "note", "one"), (12, "note", "two"), (14, "note", "three"), (16, "paragraph", "four")],
        ),
        ('!!! note "One"\n\n    two', [(11, "paragraph", "One"), (13, "paragraph", "two")]),
        ("<!-- one --> two", [(11, "paragraph", "two")]),
        ("<p>one</p>\n\n<!-- two -->\n\nthree", [(15, "paragraph", "three")]),
        ("see https://lamps.example.org now", [(11, "paragraph", "see now")]),
    ],
)
def test_gives_the_plain_words(body: str, expected: list[tuple[int, str, str]]) -> None:
    assert prose(body) == expected


def test_a_word_of_prose_stands_on_its_line() -> None:
    (piece,) = read("\none `a\nb` two\\\nthree <b\nid='x'>four</b> [five\nsix](/6/\n'x') seven\n").prose
    lines = {word: piece.line + number for number, row in enumerate(piece.words.split("\n")) for word in row.split()}
    assert lines == {"one": 12, "two": 13, "three": 14, "four": 15, "five": 15, "six": 16, "seven": 17}


def test_keeps_html_and_abbreviations() -> None:
    text = read("*[NHS]: National Health Service\n\nA <b>b</b>\n\n<!-- c\nd -->\n")
    assert text.abbreviations == ("NHS",)
    assert [(piece.line, piece.text.strip()) for piece in text.html] == [
        (13, "<b>"),
        (13, "</b>"),
        (15, "<!-- c\nd -->"),
    ]


@pytest.mark.parametrize(
    ("target", "name"),
    [
        ("report.pdf", "report.pdf"),
        ("the%20report.pdf#page=2", "the report.pdf"),
        ("a.b.docx", "a.b.docx"),
        ("about.md", None),
        ("index.html", None),
        ("a/report.pdf", None),
        ("/report.pdf", None),
        ("https://lamps.example.org/report.pdf", None),
        ("www.lamps.pdf", None),
        ("gov.uk", None),
        ("ada@lamps.example", None),
        ("#report.pdf", None),
        ("about", None),
        ("", None),
    ],
)
def test_knows_the_bare_name_of_a_file(target: str, name: str | None) -> None:
    assert file_name_of(target) == name


SCRAPS = [
    *"#*_`[]()!<>{}|:-=+~\\\n\t",
    *(
        "\n\n",
        "    ",
        "```\n",
        "!!! note\n",
        '??? "a"\n',
        "[^1]: ",
        "[^1]",
        "*[A]: b\n",
        ":   ",
        "<!--",
        "-->",
        "<div>",
    ),
    *('<div markdown="1">\n', "</div>\n", '<a href="/b/">', "</a>", "<img src=x>", "](", "](a b.pdf)", "![", "{#a}"),
    *("{ decorative }", "https://a.b/", "www.", "-|-\n", "> ", "1. ", "\\\n", "  \n", "é", "here", "word "),
]
BODIES = st.one_of(st.text(), st.lists(st.sampled_from(SCRAPS), max_size=30).map("".join))


@given(BODIES)
@example("[a](\n\n")
@example("[^1]:\n    [^2]:\n")
@settings(deadline=None, max_examples=600)
def test_any_text_is_read_and_each_line_told_lies_in_it(body: str) -> None:
    text, problems = read(body), Problems()
    source = Source("post.md", {}, {}, body, FIRST)
    check_text(source, text, problems)
    check_files(source, text, (), (), problems)
    found = (text.headings, text.links, text.pictures, text.prose, text.html)
    told = [piece.line for pieces in found for piece in pieces] + [problem.line for problem in problems]
    assert all(line is not None and FIRST <= line <= FIRST + body.count("\n") for line in told)
