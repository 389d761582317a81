"""Where a page is in SVG or MathML, whose tags are read by other rules than those of HTML (HTML §13.2.6.5)."""

import re

_ROOTS = frozenset({"svg", "math"})
_BACK_TO_HTML = {
    "svg": frozenset({"foreignobject", "desc", "title"}),
    "math": frozenset({"mi", "mo", "mn", "ms", "mtext", "annotation-xml"}),
}
_ALL_BACK = frozenset().union(*_BACK_TO_HTML.values())
_LEAVES_WORDS = (
    "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu "
    "meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var"
)
_LEAVES = frozenset(_LEAVES_WORDS.split())
_FONT = re.compile(r"(?:^|[\s/\"'])(?:color|face|size)(?:[\s=/]|$)", re.IGNORECASE)
_HTML_INSIDE = re.compile(r"encoding\s*=\s*[\"']?(?:text/html|application/xhtml\+xml)", re.IGNORECASE)


class Foreign:
    """Follows the tags of a page; `inside` tells whether what comes next is read as SVG or MathML."""

    def __init__(self) -> None:
        self._open: list[str] = []

    @property
    def inside(self) -> bool:
        """Tell whether what comes next is read as SVG or MathML."""
        return bool(self._open) and self._open[-1] not in _ALL_BACK

    def open(self, name: str, attributes: str, *, closed: bool) -> bool:
        """Note a start tag; tell whether it belongs to SVG or MathML."""
        if self.inside and (name in _LEAVES or (name == "font" and _FONT.search(attributes))):
            self._leave()
        if not self.inside and name not in _ROOTS:
            return False
        if not closed and (name in _ROOTS or self._leads_back(name, attributes)):
            self._open.append(name)
        return True

    def close(self, name: str) -> bool:
        """Note an end tag; tell whether it belongs to SVG or MathML."""
        was_inside = self.inside
        if was_inside and name in ("p", "br"):
            self._leave()
            return False
        if name in self._open:
            while self._open.pop() != name:
                pass
            return True
        return was_inside

    def _leads_back(self, name: str, attributes: str) -> bool:
        root = next((one for one in reversed(self._open) if one in _ROOTS), "")
        if name == "annotation-xml" and not _HTML_INSIDE.search(attributes):
            return False
        return name in _BACK_TO_HTML.get(root, ())

    def _leave(self) -> None:
        while self.inside:
            self._open.pop()
