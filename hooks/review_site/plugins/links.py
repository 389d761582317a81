"""The site's own links: made relative, and checked by table when everything is written."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urljoin, urlsplit

from review_site.addresses import file_of_address
from review_site.character_references import unescape
from review_site.content.source import Source
from review_site.problems import Problems
from review_site.timing import timed

_ROOT_RELATIVE = re.compile(r'(\s(?:href|src|action)=")(/(?!/)[^"?#]*)')
_SRCSET = re.compile(r'(\ssrcset=")([^"]*)(")')
_CANDIDATE = re.compile(r"(?<!\S)(/(?!/)[^\s,]+)")  # ours have neither space nor comma in them
_REFRESH = re.compile(r'(<meta http-equiv="refresh" content="0; url=)(/(?!/)[^"?#]*)')
_LINK = re.compile(r'<(?!link rel="canonical")[a-z]+\s[^>]*?(?:href|src|action)="([^"]*)"')
_CARD = re.compile(r'<meta property="og:image" content="([^"]*)"')
_CANDIDATES = re.compile(r"(?<!\S)([^\s,]+)(?=\s+[\d.]+[wx])")
_ID = re.compile(r'\sid="([^"]*)"')
_WRITTEN = re.compile(r"""(?:\]\(<?|\bhref="|\bsrc="|^\s*\[[^\]]+\]:\s*<?)([^)\s>"]+)""")
_MEND = "correct the address, or bring the page back"
_ANCHOR = re.compile(r'<a\s[^>]*?href="(/(?!/)[^"#?]*)[^"]*"[^>]*>(.*?)</a>', re.DOTALL)
_WITHIN = re.compile(r"#[A-Za-z][\w:.-]*", re.ASCII)
_ANYWHERE = re.compile(r"/|[a-z]+:")  # leads to the same, whichever page it stands on
_OURS = "https://site.invalid"
_REMEMBERED = 1 << 16

Target = tuple[str, str]
"""A path on this site, without percent signs, and the anchor there."""


def relative_links(html: str, relative: Callable[[str], str]) -> str:
    """Return HTML with each root-relative link (`/about/#who`) made relative to its page by `relative`."""

    def rewrite(match: re.Match[str]) -> str:
        return match[1] + relative(match[2])

    def rewrite_srcset(match: re.Match[str]) -> str:
        return match[1] + _CANDIDATE.sub(lambda candidate: relative(candidate[1]), match[2]) + match[3]

    html = _ROOT_RELATIVE.sub(rewrite, html)
    if "http-equiv" in html:
        html = _REFRESH.sub(rewrite, html)
    return _SRCSET.sub(rewrite_srcset, html) if "srcset" in html else html


def relative_from(page: str) -> Callable[[str], str]:
    """Return what makes addresses from the root relative to the page at `page`, a path without a slash before it.

    It gives what `mkdocs.utils.get_relative_url` gives, and works each address out once.
    """
    folder, _, name = page.rpartition("/")
    here = _parts(folder if "." in name else page)
    known: dict[str, str] = {}

    def relative(address: str) -> str:
        if address not in known:
            there, shared = _parts(address), 0
            for one, other in zip(here, there, strict=False):
                if one != other:
                    break
                shared += 1
            steps = "/".join((*[".."] * (len(here) - shared), *there[shared:])) or "."
            known[address] = f"{steps}/" if address.lstrip("/").endswith("/") else steps
        return known[address]

    return relative


def without_links_to(hidden: Collection[str], html: str) -> str:
    """Return HTML in which a root-relative link to a hidden address is its words alone."""
    return _ANCHOR.sub(lambda match: match[2] if match[1] in hidden else match[0], html) if hidden else html


@dataclass(frozen=True, slots=True)
class PageLinks:
    """What a finished page links to: targets on this site, and full addresses elsewhere."""

    targets: tuple[Target, ...] = ()
    elsewhere: tuple[str, ...] = ()


def anchors_in(html: str) -> set[str]:
    """Return the anchors that a page has."""
    return set(map(unescape, _ID.findall(html)))


class LinkReader:
    """Reads the links of finished pages; what is the same on many pages is resolved, and kept, once.

    `root` is the full address of the site, below which a page names the picture that is shown where it is shared.
    """

    def __init__(self, root: str = _OURS) -> None:
        self._root = root.rstrip("/")
        self._known: dict[str, Target | None] = {}

    def read(self, address: str, html: str) -> PageLinks:
        """Return the links of the page at an address."""
        candidates = (_CANDIDATES.findall(srcset) for _, srcset, _ in _SRCSET.findall(html))
        cards = (card.removeprefix(self._root) for card in _CARD.findall(html))
        targets, elsewhere = [], []
        for link in dict.fromkeys((*_LINK.findall(html), *(link for links in candidates for link in links), *cards)):
            target = self._target_of(link, address)
            if target is not None:
                targets.append(target)
            else:
                elsewhere.append(unescape(link))
        return PageLinks(tuple(dict.fromkeys(targets)), tuple(elsewhere))

    def _target_of(self, link: str, address: str) -> Target | None:
        if _WITHIN.fullmatch(link):
            return address, link[1:]
        if not _ANYWHERE.match(link):
            return _target_of(unescape(link), address)
        if link not in self._known:
            self._known[link] = _target_of(unescape(link), "/")
        return self._known[link]


class LinkTable:
    """The links of every page, each distinct target kept once with the pages that name it.

    `elsewhere` gathers the full addresses on other hosts that pages link to.
    """

    def __init__(self) -> None:
        self._links: dict[Target, list[tuple[str, Source | None]]] = {}
        self.elsewhere: set[str] = set()

    def add(self, address: str, links: PageLinks, source: Source | None) -> None:
        """Note the links of a finished page."""
        page = (address, source)
        for target in links.targets:
            self._links.setdefault(target, []).append(page)
        self.elsewhere.update(links.elsewhere)

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
                    anchors[file] = anchors_in(file.read_text(encoding="utf-8"))
                if anchor not in anchors[file]:
                    _tell(problems, (path, anchor), places, f"{path}#{anchor}")
        return problems


@lru_cache(maxsize=_REMEMBERED)
def _parts(path: str) -> tuple[str, ...]:
    inside = normpath(f"/{path.lstrip('/')}")[1:]
    return tuple(inside.split("/")) if inside else ()


def _file_of(target: str) -> str:
    return file_of_address(target) if target.endswith("/") else target.lstrip("/")


def _tell(problems: Problems, target: Target, places: list[tuple[str, Source | None]], words: str) -> None:
    before = len(problems)
    for address, source in places:
        line = _line_of(target, address, source) if source else None
        if source and line:
            problems.add(source.path, "link", f"{words} leads nowhere", _MEND, line=line)
    if len(problems) == before:
        what = f"{words}, which the theme or a register names, leads nowhere"
        problems.add(places[0][0], "link", what, _MEND)


def _line_of(target: Target, address: str, source: Source) -> int | None:
    """Return the line on which a source links to a target, None when it does not."""
    for number, line in enumerate(source.body.splitlines(), source.body_line):
        if any(_target_of(link, address) == target for link in _WRITTEN.findall(line)):
            return number
    return None


def _target_of(link: str, address: str) -> Target | None:
    """Return the path on this site that a link on a page leads to, and its anchor; None when it leads elsewhere."""
    try:
        target = urlsplit(urljoin(_OURS + address, link))
    except ValueError:
        return None
    here = f"{target.scheme}://{target.netloc}" == _OURS
    return (unquote(target.path), unquote(target.fragment)) if here else None
