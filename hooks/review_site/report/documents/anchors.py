"""Links and anchors of a report's pages as those of one document."""

import re
from collections.abc import Sequence
from urllib.parse import urljoin, urlsplit

from lxml.html import Element, HtmlElement

from review_site.report.documents.model import Part
from review_site.report.whole import LASTING

_OURS = "https://site.invalid"
_KEPT = frozenset({"div", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "span", "table"})
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_NO_NAME = re.compile(r"[^A-Za-z0-9_.-]+")  # what neither XML nor Typst take in a name


def part_anchor(part: Part) -> str:
    """Return the anchor of a part: chapter-2, or the last step of its address."""
    if part.chapter is not None:
        return f"chapter-{part.chapter}"
    return _name(part.address.strip("/").rpartition("/")[2])


class Anchors:
    """The anchors of one document: each of them stands once, whatever the pages called theirs."""

    def __init__(self, pages: Sequence[tuple[Part, HtmlElement]], root: str) -> None:
        """Give each id of the pages its own; `root` is the full address of the site."""
        self.root = root
        self.of_part: dict[str, str] = {}
        self._of_id: dict[tuple[str, str], str] = {}
        taken: set[str] = set()
        for part, _ in pages:
            self.of_part[part.address] = _free(part_anchor(part), taken)
        for part, page in pages:
            for old in (element.get("id") for element in page.iter() if element.get("id")):
                if (part.address, old) not in self._of_id:
                    new = old if LASTING.fullmatch(old) else f"{self.of_part[part.address]}-{old}"
                    self._of_id[part.address, old] = _free(_name(new), taken)

    def settle(self, part: Part, page: HtmlElement) -> None:
        """Change the links and ids of a part, in place."""
        for link in list(page.iter("a")):
            self._lead(link, part)
        seen: set[str] = set()
        for element in list(page.iter()):
            old = element.attrib.pop("id", None)
            if not old or old in seen:
                continue
            seen.add(old)
            new = self._of_id[part.address, old]
            if element.tag in _KEPT:
                element.set("id", new)
            elif element.tag != "a":
                _mark(element, new)

    def _lead(self, link: HtmlElement, part: Part) -> None:
        href = link.get("href")
        to = self._target(href, part) if href else None
        own = link.get("id")
        if own or to is None:
            mark = Element("span")
            if own:
                mark.set("id", own)
                link.addprevious(mark)
        if to is None:
            link.drop_tag()
            return
        link.attrib.clear()
        link.set("href", to)

    def _target(self, href: str, part: Part) -> str | None:
        """Return where a link of a part leads in the document; None for one that leads nowhere outside of the web."""
        try:
            full = urljoin(_OURS + part.address, href.strip())
            target = urlsplit(full.replace(self.root.rstrip("/") + "/", f"{_OURS}/", 1))
        except ValueError:
            return None
        if target.scheme not in _SCHEMES:
            return None
        if f"{target.scheme}://{target.netloc}" != _OURS:
            return full
        anchor = self.of_part.get(target.path)
        if anchor is not None:
            return "#" + self._of_id.get((target.path, target.fragment), anchor)
        return self.root.rstrip("/") + target.geturl().removeprefix(_OURS)


def _mark(element: HtmlElement, anchor: str) -> None:
    """Put an anchor into an element that pandoc would take it from."""
    mark = Element("span", {"id": anchor})
    mark.tail, element.text = element.text, None
    element.insert(0, mark)


def _name(text: str) -> str:
    name = _NO_NAME.sub("-", text)
    return name if name[:1].isalpha() else f"a-{name}"


def _free(wanted: str, taken: set[str]) -> str:
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted}-{number}"
    taken.add(name)
    return name
