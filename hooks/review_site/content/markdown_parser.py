"""Markdown → tokens that remember their rows."""

from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, autolink, backtick, escape, html_inline, image, link, newline
from markdown_it.token import Token


def parse(text: str) -> list[Token]:
    """Return the tokens of CommonMark with tables.

    What stands in a paragraph and may hold a line break says in its `meta` on which row of the paragraph, from 0, it
    starts and ends. Targets are as they were written.
    """
    return _PARSER.parse(text)


class _Parser(MarkdownIt):
    """CommonMark that hands targets over as they were written, also those that it would refuse to render."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the library's name
        return url

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 - the library's name
        return True


def _placed(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    """Return a rule of the parser whose tokens remember on which row of their paragraph they start and end."""

    def place(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the library calls it so
        start, before = state.pos, len(state.tokens)
        found = rule(state, silent)
        if found and not silent and len(state.tokens) > before:
            new = state.tokens[before:]
            first = next((token for token in new if token.type != "text"), new[-1])
            first.meta["start"] = state.src.count("\n", 0, start)
            new[-1].meta["end"] = state.src.count("\n", 0, state.pos)
        return found

    return place


def _parser() -> MarkdownIt:
    parser = _Parser("commonmark").enable("table")
    rules = {"backticks": backtick, "newline": newline, "escape": escape, "link": link, "image": image}
    for name, rule in {**rules, "autolink": autolink, "html_inline": html_inline}.items():
        parser.inline.ruler.at(name, _placed(rule))
    return parser


_PARSER = _parser()
