"""One page of the site: what stands at its address, and what its template is given."""

from dataclasses import dataclass, field
from typing import Any

from review_site.content.source import Source
from review_site.content.when import When


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportHead:
    """A report as its pages name it: the name of its folder, the address and title of its first page, its date.

    `cover` is the line below its title; `wording` says whether it is the report itself or our summary of it.
    """

    name: str
    address: str
    title: str
    published: When | None
    cover: str | None = None
    wording: str = "original"


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeFile:
    """A file that the build makes and a page links to: its address, what it is, its bytes, what it came from."""

    address: str
    title: str
    kind: str
    data: bytes
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One page of the site.

    `meta` is what the page says of itself to its template and to other plugins, `context` what its template shows;
    `source` is the file that a person wrote for it, if one did, and `text` the Markdown of it that is shown; `later`
    are addresses that had no page yet when an earlier version stood; `faq` tells that its headings are questions;
    `report` is the report that the page belongs to; `files` are what is served beside the page and linked from it,
    `attached` the names of the attachments that it links to by itself;
    `group` is the heading under which the sitemap lists a page that is neither standing nor a post; `deep` marks a page
    of a long list, which the A to Z and the search pass over;
    `status` is what a web server should answer (RFC 9110 §15): 200, 301 with a `target`, or 410.
    """

    address: str
    kind: str
    meta: dict[str, Any]
    context: dict[str, Any] = field(default_factory=dict)
    source: Source | None = None
    text: str = ""
    later: frozenset[str] = frozenset()
    published: str | None = None
    chapter: int | None = None
    faq: bool = False
    report: ReportHead | None = None
    files: tuple[MadeFile, ...] = ()
    attached: tuple[str, ...] = ()
    group: str = ""
    deep: bool = False
    status: int = 200
    target: str | None = None
