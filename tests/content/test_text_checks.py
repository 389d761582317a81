import pytest

from review_site.content.markdown import read_markdown
from review_site.content.source import Source
from review_site.content.text_checks import check_files, check_text, explain_alt
from review_site.problems import Problems

HTML = "picture: is written as HTML (write ![what it shows](name.jpg))"


def told(body: str, **known: tuple[str, ...] | dict[str, str]) -> list[str]:
    problems = Problems()
    source = Source("post.md", {}, {}, body, 11)
    check_text(source, read_markdown(body, 11), problems, **known)  # type: ignore[arg-type]
    return [str(problem).removeprefix("post.md:") for problem in problems]


def files_told(body: str) -> list[str]:
    problems = Problems()
    source = Source("post.md", {}, {}, body, 11)
    check_files(source, read_markdown(body, 11), ("lamp.jpg", "Tower.jpg"), ("report.pdf", "Letter.pdf"), problems)
    return [str(problem).removeprefix("post.md:") for problem in problems]


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("## One\n\n# Two", "13: heading: is of the first level, which is the title's (write ## Two)"),
        ("## One\n\n#### Two", "13: heading: goes from level 2 to level 4 (write ### Two)"),
        ("### One", "11: heading: goes from level 1 to level 3 (write ## One)"),
        ("## {#one}", "11: heading: is empty (write its words, or delete it)"),
    ],
)
def test_tells_a_heading_out_of_order(body: str, problem: str) -> None:
    assert told(body) == [problem]


@pytest.mark.parametrize("body", ["## One\n\n### Two\n\n#### Three\n\n## Four", "No headings"])
def test_headings_in_order_pass(body: str) -> None:
    assert told(body) == []


SAY = "(say where it leads: [the final report](…))"


@pytest.mark.parametrize(
    "words",
    [
        *("here", "Click here", "click here.", "this", "more", "Read more…", "Read  more »", "link", "this page"),
        *("find out more", "see this link", "this web page", "More information", "read it here", "→", "*here*"),
    ],
)
def test_tells_words_that_do_not_say_where_a_link_leads(words: str) -> None:
    assert len(told(f"Text\n[{words}](/about/)")) == 1
    assert "does not say where it leads" in told(f"Text\n[{words}](/about/)")[0]
    assert told(f"Text\n[{words}](/about/)")[0].startswith("12: link: ")


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("[](/about/)", f"11: link: has no words {SAY}"),
        ("[![](a.jpg){ decorative }](/about/)", f"11: link: has no words {SAY}"),
        ("[www.a.org](https://a.org)", f"11: link: its words are an address, www.a.org {SAY}"),
        ("[a.org/b](https://a.org/b)", f"11: link: its words are an address, a.org/b {SAY}"),
        ("See https://a.org/b.", f"11: link: the address https://a.org/b stands in the text {SAY}"),
        ("See <https://a.org/b>", f"11: link: the address https://a.org/b stands in the text {SAY}"),
        ('<a href="/about/">here</a>', f"11: link: “here” does not say where it leads {SAY}"),
    ],
)
def test_tells_a_link_without_words_of_its_own(body: str, problem: str) -> None:
    assert told(body) == [problem]


@pytest.mark.parametrize(
    "body",
    [
        "[the final report](/report/)",
        "[Here and now: a history](/history/)",
        "[More about the panel](/panel/)",
        "[GOV.UK](https://www.gov.uk)",
        "<ada@lamps.example.org> or [ada@lamps.example.org](mailto:ada@lamps.example.org)",
        "[![A lamp at night](lamp.jpg)](/lamps/)",
        "`[here](/about/)` and `https://a.org`",
    ],
)
def test_links_that_say_where_they_lead_pass(body: str) -> None:
    assert told(body) == []


@pytest.mark.parametrize(
    ("alt", "what"),
    [
        ("", "has no alternative text"),
        (" ", "has no alternative text"),
        ("lamp.JPG", "is the name of a file"),
        ("IMG_1234", "is the name of a file"),
        ("DSC0001", "is the name of a file"),
        ("Screenshot 2021-03-04 at 10.12.11", "is the name of a file"),
        ("image", "does not say what it shows"),
        ("A photo.", "does not say what it shows"),
        ("Picture of", "does not say what it shows"),
        ("x" * 251, "has 251 characters"),
    ],
)
def test_tells_a_picture_that_says_nothing(alt: str, what: str) -> None:
    (problem,) = told(f"Text\n![{alt}](lamp.jpg)")
    assert problem.startswith("12: picture: ")
    assert what in problem


@pytest.mark.parametrize("alt", ["A lamp at night", "Photo of the panel in York", "x" * 250, "Image and text, 1921"])
def test_a_picture_that_is_described_passes(alt: str) -> None:
    assert told(f"![{alt}](lamp.jpg)") == []
    assert explain_alt(alt) is None


def test_an_empty_alternative_is_fine_where_the_picture_is_decorative_or_described_elsewhere() -> None:
    assert told("![](lamp.jpg){ decorative }") == []
    assert told("![](lamp.jpg)", decorative=("lamp.jpg",)) == []
    assert told("![](lamp.jpg)", described={"lamp.jpg": "A lamp at night"}) == []
    assert len(told("![](lamp.jpg)", decorative=("tower.jpg",), described={"lamp.jpg": " "})) == 1


@pytest.mark.parametrize(
    ("body", "line"), [('Text\n<img src="lamp.jpg" alt="A lamp">', 12), ("<p>\n<b>\n<IMG src=lamp.jpg></p>", 13)]
)
def test_tells_a_picture_written_as_html(body: str, line: int) -> None:
    assert told(body) == [f"{line}: {HTML}"]


def test_a_picture_in_a_comment_is_none() -> None:
    assert told('<!-- <img src="lamp.jpg"> -->') == []


@pytest.mark.parametrize("body", ["Lamps:\n- one\n- two", "Lamps:\n1. one", '!!! note "A"\n    Lamps:\n    * one'])
def test_tells_a_list_that_would_be_read_as_words(body: str) -> None:
    line = 10 + body.count("\n", 0, body.index("one")) + 1
    assert told(body) == [f"{line}: text: a list follows with no empty line above it (leave one empty)"]


@pytest.mark.parametrize(
    "body", ["Lamps:\n\n- one\n    - two", "## Lamps\n- one", "```\nLamps:\n- one\n```", "Lamps\n-one", "1 - 2\n\n* a"]
)
def test_other_lists_pass(body: str) -> None:
    assert told(body) == []


@pytest.mark.parametrize(
    ("target", "name"),
    [
        ("images/lamp.jpg", "lamp.jpg"),
        ("/assets/lamp.jpg?x", "lamp.jpg"),
        ("https://a.org/lamp.jpg", "lamp.jpg"),
        ("..\\\\lamp.jpg", "lamp.jpg"),
        ("lamp", "name.jpg"),
    ],
)
def test_tells_a_picture_that_is_not_named_alone(target: str, name: str) -> None:
    (problem,) = told(f"![A lamp]({target})")
    assert problem.startswith("11: picture: ")
    assert problem.endswith(f"(put the file into content/pictures/ and name it alone: ![…]({name}))")
    assert files_told(f"![A lamp]({target})") == []


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("![A lamp](lmap.jpg)", "picture: lmap.jpg is not in content/pictures/ (did you mean lamp.jpg?)"),
        (
            "![A](tower.JPG)",
            "picture: tower.JPG is not in content/pictures/ (Tower.jpg is: write its capitals as they are)",
        ),
        ("![A](zebra.png)", "picture: zebra.png is not in content/pictures/ (put the file there, or correct the name)"),
        (
            "[The letter](letter.pdf)",
            "link: letter.pdf is not in content/attachments/ (Letter.pdf is: write its capitals as they are)",
        ),
        ("[The report](reprot.pdf)", "link: reprot.pdf is not in content/attachments/ (did you mean report.pdf?)"),
        (
            "[The minutes](our minutes.doc)",
            "link: our minutes.doc is not in content/attachments/ (put the file there, or correct the name)",
        ),
        (
            "[A lamp](lamp.jpg)",
            "link: lamp.jpg is a picture, not an attachment "
            "(show it: ![what it shows](lamp.jpg), or put a copy into content/attachments/)",
        ),
    ],
)
def test_tells_a_file_that_is_missing(body: str, problem: str) -> None:
    assert files_told(f"Text\n{body}") == [f"12: {problem}"]


def test_files_that_are_there_pass() -> None:
    assert files_told("![A lamp](lamp.jpg) [The report (PDF, 2 MB)](report.pdf#page=2) [about](/about/) gov.uk") == []
