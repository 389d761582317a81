"""HTML that is not published is told with its line, and none of it that the site would make is passed over."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from review_site.content.converted import convert
from review_site.content.markdown import read_markdown
from review_site.content.raw_html import check_html, forbidden_html
from review_site.content.source import Source
from review_site.content.text_checks import check_text
from review_site.problems import Problems

RUNS = "an address that runs (javascript:x()…)"


def told(body: str, *, whole: bool = False) -> list[str]:
    """What is told of a text that begins on line 11, without its mend; with `whole` also what else is told."""
    problems = Problems()
    source, text = Source("post.md", {}, {}, body, 11), read_markdown(body, 11)
    check_html(source, text, problems)
    if whole:
        check_text(source, text, problems)
    found = (str(problem).removeprefix("post.md:").partition(", which this site")[0] for problem in problems)
    return sorted(found, key=lambda line: (int(line.partition(":")[0]), line))


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("Text\n\n<script>x</script>", ["13: text: holds <script>"]),
        ("Text <script>x</script>\nmore <script>y</script>", ["11: text: holds <script>", "12: text: holds <script>"]),
        ("<div>\n<p>a</p>\n<iframe\nsrc='https://a.b/'></iframe>\n</div>", ["13: text: holds <iframe>"]),
        ("> a\n>\n> <style>p{}</style>", ["13: text: holds <style>"]),
        ("- a\n\n    <form></form>", ["13: text: holds <form>"]),
        ("!!! note\n    <script>x</script>", ["12: text: holds <script>"]),
        ("Text.[^1]\n\n[^1]: <b onclick='x()'>a</b>", ["13: text: holds onclick="]),
        (
            "a <b onclick='x()'>b</b>\n\n## C {: onclick='x()' }",
            ["11: text: holds onclick=", "13: text: holds onclick="],
        ),
        ("[a](javascript:x())", [f"11: text: holds {RUNS}"]),
        ("[a][b]\n\n[b]: javascript:x()", [f"11: text: holds {RUNS}"]),
        ("[a](&#106;avascript:x())", [f"11: text: holds {RUNS}"]),
        ("<a href='java\tscript:x()'>a</a>", [f"11: text: holds {RUNS}"]),
        ("<a href=' JAVASCRIPT:x()'>a</a>", ["11: text: holds an address that runs (JAVASCRIPT:x()…)"]),
        ("<svg><a xlink:href='javascript:x()'>a</a></svg>", ["11: text: holds <svg>", f"11: text: holds {RUNS}"]),
        ("[a](data:text/html,x)", ["11: text: holds an address that runs (data:text/html,x…)"]),
        ("<video poster='//a.b/c.png'></video>", ["11: text: holds a poster on another host (//a.b/c.png)"]),
        ("<p style='background: url(//a.b/c)'>a</p>", ["11: text: holds style="]),
        ("a\n\n## C {: style='position: fixed' }", ["13: text: holds style="]),
        ("a\n\n<td style='text-align: right; color: red'>b</td>", ["13: text: holds style="]),
        ("Autoplay.\n\n<video src='a.mp4' autoplay></video>", ["13: text: holds autoplay="]),
    ],
)
def test_tells_what_is_not_published_on_its_line(body: str, lines: list[str]) -> None:
    assert told(body) == lines


@pytest.mark.parametrize(
    "body",
    [
        "Text & more, 1 < 2 {a}",
        "`<script>` and\n\n```\n<iframe src='https://a.b/'>\n```",
        "    <script>x</script>",
        "<!-- <script>x</script> -->",
        "&lt;script&gt;",
        "<details><summary>a</summary>b</details>",
        "|a|b|\n|-|-:|\n|c|d|",
        "[a](/about/){: .quiet } ![b](c.png){ decorative }",
        "[a](mailto:a@b.org) <https://a.b/>",
    ],
)
def test_what_is_published_passes(body: str) -> None:
    assert told(body) == []


@pytest.mark.parametrize("body", ["![a](https://a.b/c.png)", "<img src='https://a.b/c.png' alt='d'>"])
def test_a_picture_from_elsewhere_is_told_once_as_a_picture(body: str) -> None:
    (line,) = told(body, whole=True)
    assert line.startswith("11: picture: ")


SCRAPS = [
    *("<script>", "</script>", "<iframe src='//a.b'>", "<b onclick=x>", "<div markdown>\n", "</div>\n", "<!--", "-->"),
    *("<img src='//a.b/c'>", "![a](//a.b/c)", "[a](javascript:x)", "[a]: javascript:x\n", "[a]", "{: onclick=x }", "`"),
    *(
        "    ",
        "> ",
        "- ",
        "\n",
        "\n\n",
        "```\n",
        "!!! note\n",
        "[^1]: ",
        "[^1]",
        "&#106;",
        "<",
        ">",
        "'",
        '"',
        "\\",
        "word ",
    ),
    *(
        "<![CDATA[",
        "]]>",
        "<?",
        "<!",
        "*",
        "_",
        "|",
        "-|-\n",
        "# ",
        "<a href='javascript:x'>",
        "</a>",
        "<svg",
        "/",
        "\t",
    ),
]
BODIES = st.lists(st.sampled_from(SCRAPS), max_size=25).map("".join)


@given(BODIES)
@example("```\n![a](//a.b/c)")
@example("<svg[a]: javascript:x\n{: onclick=x }> ")
@example("<iframe src='//a.b'><![a](javascript:x)")
@settings(deadline=None, max_examples=400)
def test_nothing_that_the_site_would_make_is_passed_over(body: str) -> None:
    html = convert(body)
    found = told(body, whole=True)
    assert found or not (html is None or forbidden_html(html))
    assert all(11 <= int(line.partition(":")[0]) <= 11 + body.count("\n") for line in found)
