"""Words without marks are passed over, and nothing else is: the HTML is that of the converter alone."""

from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import SimpleTextInlineProcessor

from review_site.content.converted import EXTENSIONS
from review_site.content.plain_words import PlainWords

OPTIONS = {"pymdownx.tabbed": {"alternate_style": True}}
PIECES = (
    *(
        "a",
        "plain words",
        "The NHS",
        "1st",
        "22nd",
        "1/2",
        "(c)",
        "(tm)",
        "+/-",
        "=/=",
        "c/o",
        "-->",
        "<--",
        "- ",
        "1. ",
    ),
    *(
        "*",
        "**",
        "_",
        "`",
        "\\",
        "[",
        "]",
        "(",
        ")",
        "![",
        "<",
        ">",
        "&",
        "&amp;",
        "!",
        "~",
        "^",
        "|",
        ":",
        "  \n",
        "\n",
    ),
    *(
        "1. ",
        "\n",
        "\n\n",
        "    ",
        "> ",
        "# ",
        "[a](/b/)",
        "[^1]",
        "\n\n[^1]: note\n\n",
        "\n*[NHS]: National Health Service\n",
    ),
    *("\n\n| a | b |\n|--|--:|\n| c | d |\n\n", "\n\nTerm\n: meaning\n\n", "<b>x</b>", "<div markdown>\n\n", "</div>"),
    *("{#id .c}", "https://example.org/", "<https://example.org/>", "a@example.org", "<a@example.org>", "é’s “x” – y"),
    *(
        "\n```\ncode\n```\n",
        '\n??? note "x"\n    y\n',
        '\n=== "Tab"\n    words\n',
        "\n!!! note\n    y\n",
        "http://a/_b_",
    ),
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


def made(*more: Extension) -> Markdown:
    return Markdown(extensions=[*EXTENSIONS, *more], extension_configs=OPTIONS)


STOCK, QUICK = made(), made(PlainWords())


@given(st.one_of(TEXTS, st.lists(TEXTS, max_size=4).map(" ".join)))
def test_the_html_is_the_same(text: str) -> None:
    assert QUICK.reset().convert(text) == STOCK.reset().convert(text)


def test_plain_words_are_passed_over() -> None:
    md = made(PlainWords())
    tried: list[str] = []
    pattern = md.inlinePatterns["backtick"]
    stock = pattern.getCompiledRegExp

    class Heard:
        def finditer(self, data: str, start: int) -> object:
            tried.append(data)
            return stock().finditer(data, start)

    pattern.getCompiledRegExp = Heard  # type: ignore[method-assign, assignment]
    html = md.convert("Words alone.\n\nWords and *marks*.")

    assert html == "<p>Words alone.</p>\n<p>Words and <em>marks</em>.</p>"
    assert tried == ["Words and *marks*."]


def test_a_pattern_of_another_extension_is_always_tried() -> None:
    class Other(Extension):
        def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name that Python-Markdown calls
            md.inlinePatterns.register(SimpleTextInlineProcessor(r"(words)"), "other", 200)

    assert "plain-before-inline" not in made(Other(), PlainWords()).treeprocessors
    assert "plain-before-inline" in made(PlainWords()).treeprocessors
