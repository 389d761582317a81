"""HTML that is opened and not closed, or closed and not opened: browsers go on in it to the end of the page."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from html.parser import HTMLParser

from review_site.content.allowed_html import TAGS
from review_site.content.source import Source
from review_site.problems import Problems

_VOID = {"br", "col", "hr", "img", "source", "track", "wbr"}  # HTML §13.1.2, of those that a page may hold
_END_MAY_LACK = {"caption", "colgroup", "dd", "dt", "li", "p", "rp", "rt", "tbody", "td", "tfoot", "th", "thead", "tr"}
_CODE = re.compile(r"^(```+|~~~+).*?^\1|`[^`\n]*`|<!--.*?-->", re.MULTILINE | re.DOTALL)


def check_balance(source: Source, html: str, problems: Problems) -> None:
    """Tell each element of a text that has no end, and each end of nothing.

    `html` is what the site makes of the text, which decides; the text says where it stands.
    """
    faults = Counter(what for what, _ in _unbalanced(html))
    if not faults:
        return
    body = _CODE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), source.body)
    rows: dict[str, list[int]] = {}
    for what, row in _unbalanced(body):
        rows.setdefault(what, []).append(row)
    for what, count in faults.items():
        name = what.strip("</>")
        mend = "delete it, or open it first" if what.startswith("</") else f"end it with </{name}>, or delete it"
        said = "ends nothing" if what.startswith("</") else "has no end"
        for row in rows.get(what, [0])[:count]:
            problems.add(source.path, "text", f"{what} {said}", mend, line=source.body_line + row)


def _unbalanced(html: str) -> Iterator[tuple[str, int]]:
    """Give each tag without its other half, with its row from 0."""
    reader = _Reader()
    with suppress(AssertionError):  # at a section that it does not know, such as <![a
        reader.feed(html)
        reader.close()
    yield from reader.faults
    yield from _without_end(reader.open)


def _without_end(tags: Iterable[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    return ((f"<{tag}>", row) for tag, row in tags if tag not in _END_MAY_LACK)


class _Reader(HTMLParser):
    """Holds the elements that are open, and notes the tags that have no other half."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, int]] = []
        self.faults: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - as it is called
        """Note what is opened; a name that is none of HTML's is an address in brackets."""
        if tag in TAGS and tag not in _VOID:
            self.open.append((tag, self.getpos()[0] - 1))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open it: HTML knows no element that ends itself (§13.2.6)."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Close what was opened, with all that stands open in it."""
        at = next((index for index in reversed(range(len(self.open))) if self.open[index][0] == tag), None)
        if at is not None:
            self.faults += _without_end(self.open[at + 1 :])
            del self.open[at:]
        elif tag in TAGS and tag not in _VOID:
            self.faults.append((f"</{tag}>", self.getpos()[0] - 1))
