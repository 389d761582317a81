"""The alignment of a table's columns as a class: the site's policy forbids the inline style of Python-Markdown."""

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

_ALIGNED = re.compile(r"text-align: (left|right|center);?")
_CLASSES = {"left": "left", "right": "right", "center": "centre"}


class AlignedColumns(Extension):
    """Python-Markdown extension: cells below `|---:|` get the class `right`, `|:---:|` `centre`, `|:---|` `left`."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802, the name is Python-Markdown's
        """Come last, after attribute lists."""
        md.treeprocessors.register(_AlignedColumns(md), "review-site-columns", 4)


class _AlignedColumns(Treeprocessor):
    def run(self, root: Element) -> None:
        for cell in (*root.iter("th"), *root.iter("td")):
            aligned = _ALIGNED.fullmatch(cell.get("style", ""))
            if aligned:
                del cell.attrib["style"]
                classes = [*cell.get("class", "").split(), _CLASSES[aligned[1]]]
                cell.set("class", " ".join(classes))
