"""Words without any mark of Markdown, which the converter need not look at fifteen times.

Python-Markdown passes over a text that is an `AtomicString`. Most paragraphs hold nothing that a pattern could match:
they are made such texts before the patterns are tried, and plain ones again afterwards.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString


class _Step(NamedTuple):
    """A step that tries patterns: its name and priority, what a text must hold for any of them, the patterns known."""

    name: str
    priority: float
    marks: re.Pattern[str]
    patterns: frozenset[str]


_INLINE = _Step(
    "inline",
    20,
    re.compile(r"[`\\\[<&*_]|!\[|  \n"),
    frozenset(
        (
            *("backtick", "escape", "footnote", "reference", "link", "image_link", "image_reference"),
            *("short_reference", "short_image_ref", "autolink", "automail", "linebreak", "html", "entity", "em_strong"),
        )
    ),
)
_SYMBOLS = _Step(
    "smart-symbols",
    6.1,
    re.compile(r"[(/=-]|\d(?:st|nd|rd|th)"),
    frozenset(
        f"smart-{name}"
        for name in (
            *("trademark", "copyright", "registered", "plus-minus", "not-equal"),
            *("care-of", "ordinal-numbers", "arrows", "fractions"),
        )
    ),
)
_BESIDE = 0.01


class PlainWords(Extension):
    """Python-Markdown extension, named after all others; beside a pattern that it does not know it does nothing."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name that Python-Markdown calls
        """Stand around each step that tries patterns."""
        for step in (_INLINE, _SYMBOLS):
            tried = md.treeprocessors[step.name] if step.name in md.treeprocessors else None  # noqa: SIM401 - no mapping
            patterns = getattr(tried, "inlinePatterns", ())
            if sum(name in patterns for name in step.patterns) == len(patterns):
                marked = _Marked(step.marks)
                before, after = step.priority + _BESIDE, step.priority - _BESIDE
                md.treeprocessors.register(_Before(md, marked), f"plain-before-{step.name}", before)
                md.treeprocessors.register(_After(md, marked), f"plain-after-{step.name}", after)


class _Marked:
    """The elements whose text or tail was made one that is passed over."""

    def __init__(self, marks: re.Pattern[str]) -> None:
        self.marks = marks
        self.texts: list[Element] = []
        self.tails: list[Element] = []

    def is_plain(self, text: str | None) -> bool:
        return type(text) is str and self.marks.search(text) is None


class _Before(Treeprocessor):
    def __init__(self, md: Markdown, marked: _Marked) -> None:
        super().__init__(md)
        self.marked = marked

    def run(self, root: Element) -> None:
        marked = self.marked
        marked.texts, marked.tails = [], []
        for element in _below(root):
            if element.text and marked.is_plain(element.text):
                element.text = AtomicString(element.text)
                marked.texts.append(element)
            if element.tail and marked.is_plain(element.tail):
                element.tail = AtomicString(element.tail)
                marked.tails.append(element)


class _After(Treeprocessor):
    def __init__(self, md: Markdown, marked: _Marked) -> None:
        super().__init__(md)
        self.marked = marked

    def run(self, root: Element) -> None:  # noqa: ARG002 - what was marked is known
        for element in self.marked.texts:
            element.text = str(element.text)
        for element in self.marked.tails:
            element.tail = str(element.tail)


def _below(root: Element) -> Iterator[Element]:
    elements = root.iter()
    next(elements)
    return elements
