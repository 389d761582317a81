"""`cases.tsv`: what a closed site's server is to answer, for every address and for the traps that servers fall into."""

from collections.abc import Iterable, Iterator

from review_site.archive.redirects.target import Target

COLUMNS = ("request", "status", "location", "status_when_gone", "link_when_gone")
_TRAPS = (
    "no/such/page/",
    "?",
    "?q=",
    "?q=a%20b&r=c+d",
    "?a=1&copy=2&amp;b",
    "?a?b",
    "a%2Fb/",
    "a%2fb",
    "a//b",
    "/double",
    "caf%C3%A9/",
    "a%20b.pdf",
    "100%25.txt",
    "a%22b%27c",
    "a'b",
    "a;b=c,d/",
    "trailing.",
    "UPPER/lower",
    "%0d%0aX-Injected:%20yes",
    "a/./b",
    "a/../b",
    "?next=https://example.org/",
    "?" + "x=" + "y" * 1500,
    "page.html?archive=unchecked",
)
_CHECKED = ("?archivechecked", "about/?archive=checked", "a%2Fb?x=1&Archive-Checked=true", "?archive%20checked")


def render_cases(target: Target, addresses: Iterable[str]) -> bytes:
    """Render a line for each request, with the answers of the 301 form and of the 410 form, tabs between.

    Args:
        target: the archive's copies.
        addresses: below the site's own address, as they are served; each with a slash before it.
    """
    lines = ["\t".join(COLUMNS)]
    root = target.prefix
    requests = sorted({root + address.removeprefix("/") for address in addresses})
    for request in (*requests, *_traps(root)):
        copy = target.copy_of(request)
        lines.append("\t".join((request, "301", copy, "410", copy)))
    lines += ["\t".join((root + request, "404", "", "404", "")) for request in _CHECKED]
    return ("\n".join(lines) + "\n").encode()


def _traps(root: str) -> Iterator[str]:
    for trap in _TRAPS:
        if root == "/" or ".." not in trap:  # below a path, a request that climbs out of it is not the site's
            yield root + trap
