"""One page of the site: what stands at its address, and what its template is given."""

from dataclasses import dataclass, field
from typing import Any

from review_site.content.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One page of the site.

    `meta` is what the page says of itself to its template and to other plugins, `context` what its template shows;
    `source` is the file that a person wrote for it, if one did, and `text` the Markdown of it that is shown; `later`
    are addresses that had no page yet when an earlier version stood; `faq` tells that its headings are questions;
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
    status: int = 200
    target: str | None = None
