"""A page's HTML made fit to travel: safe, and with absolute addresses."""

from urllib.parse import urljoin

import lxml.html
import nh3

_TAGS = nh3.ALLOWED_TAGS | {"section", "figure", "figcaption", "picture", "source", "audio", "video", "track"}
_ATTRIBUTES = {
    **{tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()},
    "*": {"id", "lang", "dir", "title"},
    "img": {"src", "srcset", "sizes", "alt", "width", "height"},
    "source": {"src", "srcset", "sizes", "type", "media"},
    "audio": {"src", "controls"},
    "video": {"src", "controls", "poster"},
    "track": {"src", "kind", "label", "srclang"},
}
_ADDRESSES = ("href", "src", "poster", "cite")


def portable(html: str, page: str) -> str:
    """Return the HTML of a page without scripts, styles and frames, its addresses made absolute."""
    clean = nh3.clean(
        html, tags=_TAGS, attributes=_ATTRIBUTES, link_rel=None, url_schemes={"http", "https", "mailto", "tel"}
    )
    root = lxml.html.fragment_fromstring(clean, create_parent="div")
    for element in root.iter():
        for name in _ADDRESSES:
            if name in element.attrib:
                element.set(name, urljoin(page, element.get(name, "")))
        if "srcset" in element.attrib:
            element.set("srcset", _absolute_srcset(element.get("srcset", ""), page))
    text: str = lxml.html.tostring(root, encoding="unicode")
    return text[len("<div>") : -len("</div>")]


def _absolute_srcset(srcset: str, page: str) -> str:
    candidates = (candidate.split(maxsplit=1) for candidate in srcset.split(",") if candidate.strip())
    return ", ".join(" ".join([urljoin(page, address), *rest]) for address, *rest in candidates)
