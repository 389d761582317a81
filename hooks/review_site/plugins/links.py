"""The site's own links: made relative, and checked by table when everything is written."""

import re
from collections.abc import Callable, Container
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from review_site.addresses import file_of_address
from review_site.content.source import Source
from review_site.problems import Problems
from review_site.timing import timed

_ROOT_RELATIVE = re.compile(r'(\s(?:href|src|action)=")(/(?!/)[^"]*)(")')
_SRCSET = re.compile(r'(\ssrcset=")([^"]*)(")')
_CANDIDATE = re.compile(r"(?<!\S)(/(?!/)[^\s,]+)")  # ours have neither space nor comma in them
_REFRESH = re.compile(r'(<meta http-equiv="refresh" content="0; url=)(/(?!/)[^"]*)(")')
_LINK = re.compile(r'<(?!link rel="canonical")[a-z]+\s[^>]*?(?:href|src|action)="([^"]*)"')
_CARD = re.compile(r'<meta property="og:image" content="([^"]*)"')
_CANDIDATES = re.compile(r"(?<!\S)([^\s,]+)(?=\s+[\d.]+[wx])")
_ID = re.compile(r'\sid="([^"]*)"')
_WRITTEN = re.compile(r"""(?:\]\(<?|\bhref="|\bsrc="|^\s*\[[^\]]+\]:\s*<?)([^)\s>"]+)""")
_MEND = "correct the address, or bring the page back"
_ANCHOR = re.compile(r'<a\s[^>]*?href="(/(?!/)[^"#?]*)[^"]*"[^>]*>(.*?)</a>', re.DOTALL)
_OURS = "https://site.invalid"


def relative_links(html: str, relative: Callable[[str], str]) -> str:
    """Return HTML with each root-relative link (`/about/#who`) made relative to its page by `relative`."""

    def rewrite(match: re.Match[str]) -> str:
        address, mark, rest = re.fullmatch(r"([^?#]*)([?#]?)(.*)", match[2], re.DOTALL).groups()  # type: ignore[union-attr]
        return f"{match[1]}{relative(address)}{mark}{rest}{match[3]}"

    def rewrite_srcset(match: re.Match[str]) -> str:
        return match[1] + _CANDIDATE.sub(lambda candidate: relative(candidate[1]), match[2]) + match[3]

    return _SRCSET.sub(rewrite_srcset, _REFRESH.sub(rewrite, _ROOT_RELATIVE.sub(rewrite, html)))


def without_links_to(hidden: Container[str], html: str) -> str:
    """Return HTML in which a root-relative link to a hidden address is its words alone."""
    return _ANCHOR.sub(lambda match: match[2] if match[1] in hidden else match[0], html)


class LinkTable:
    """The links of every page, each distinct target kept once with the pages that name it.

    `root` is the full address of the site, below which a page names the picture that is shown where it is shared.
    `elsewhere` gathers the full addresses on other hosts that pages link to.
    """

    def __init__(self, root: str = _OURS) -> None:
        self._root = root.rstrip("/")
        self._links: dict[tuple[str, str], list[tuple[str, Source | None]]] = {}
        self.elsewhere: set[str] = set()

    def add(self, address: str, html: str, source: Source | None) -> None:
        """Note the links of a finished page."""
        candidates = (_CANDIDATES.findall(srcset) for _, srcset, _ in _SRCSET.findall(html))
        cards = (card.removeprefix(self._root) for card in _CARD.findall(html))
        found = [*_LINK.findall(html), *(link for links in candidates for link in links), *cards]
        for link in dict.fromkeys(found):
            target = _target_of(unescape(link), address)
            if target is not None:
                self._links.setdefault(target, []).append((address, source))
            else:
                self.elsewhere.add(unescape(link))

    def targets(self) -> set[str]:
        """Return the paths that the pages noted so far link to or show, without percent signs."""
        return {path for path, _ in self._links}

    @timed("links")
    def problems(self, site_dir: Path) -> Problems:
        """Return every link for which the finished site has no file, or whose page has no such anchor.

        A link that a writer wrote is told at its line; one that only templates bring is told once.
        """
        problems = Problems()
        anchors: dict[Path, set[str]] = {}
        for (path, anchor), places in self._links.items():
            file = site_dir / _file_of(path)
            if not file.is_file():
                _tell(problems, (path, anchor), places, path)
            elif anchor and file.suffix == ".html":
                if file not in anchors:
                    anchors[file] = set(map(unescape, _ID.findall(file.read_text(encoding="utf-8"))))
                if anchor not in anchors[file]:
                    _tell(problems, (path, anchor), places, f"{path}#{anchor}")
        return problems


def _file_of(target: str) -> str:
    return file_of_address(target) if target.endswith("/") else target.lstrip("/")


def _tell(problems: Problems, target: tuple[str, str], places: list[tuple[str, Source | None]], words: str) -> None:
    before = len(problems)
    for address, source in places:
        line = _line_of(target, address, source) if source else None
        if source and line:
            problems.add(source.path, "link", f"{words} leads nowhere", _MEND, line=line)
    if len(problems) == before:
        what = f"{words}, which the theme or a register names, leads nowhere"
        problems.add(places[0][0], "link", what, _MEND)


def _line_of(target: tuple[str, str], address: str, source: Source) -> int | None:
    """Return the line on which a source links to a target, None when it does not."""
    for number, line in enumerate(source.body.splitlines(), source.body_line):
        if any(_target_of(link, address) == target for link in _WRITTEN.findall(line)):
            return number
    return None


def _target_of(link: str, address: str) -> tuple[str, str] | None:
    """Return the path on this site that a link on a page leads to, and its anchor; None when it leads elsewhere."""
    try:
        target = urlsplit(urljoin(_OURS + address, link))
    except ValueError:
        return None
    here = f"{target.scheme}://{target.netloc}" == _OURS
    return (unquote(target.path), unquote(target.fragment)) if here else None
