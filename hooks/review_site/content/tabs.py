"""Content tabs (`=== "Title"`) as disclosures, the first of a set open.

Tabs need a script or hidden radio buttons, hide words from print and search, and hold nobody in a long page on a phone.
A disclosure (HTML §4.11.1) is native to every browser, and what it holds is found, printed and archived.
"""

from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

_PARTS = ("labels", "content")
_BEFORE_INLINE = 25  # titles are still Markdown then


class Tabs(Extension):
    """Python-Markdown extension; `pymdownx.tabbed` with `alternate_style` reads the syntax for it."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name that Python-Markdown calls
        """Register the working before titles and text are rendered."""
        md.treeprocessors.register(_Tabs(md), "review-tabs", _BEFORE_INLINE)


class _Tabs(Treeprocessor):
    def run(self, root: Element) -> None:
        for tabs in list(root.iter("div")):
            if "tabbed-set" in tabs.get("class", "").split():
                _disclose(tabs)


def _disclose(tabs: Element) -> None:
    titles, blocks = (
        [one for part in tabs if part.get("class") == f"tabbed-{name}" for one in part] for name in _PARTS
    )
    tail = tabs.tail
    tabs.clear()
    tabs.set("class", "tabs")
    tabs.tail = tail
    for index, (title, block) in enumerate(zip(titles, blocks, strict=True)):
        tab = SubElement(tabs, "details", {"open": "open"} if index == 0 else {})
        summary = SubElement(tab, "summary")
        summary.text = title.text
        summary.extend(title)
        tab.extend(block)


def makeExtension() -> Tabs:  # noqa: N802 - the name that Python-Markdown calls
    """Return the extension, for its name in mkdocs.yml."""
    return Tabs()
