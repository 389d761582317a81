"""The closing redirects for Netlify and hosts that read `_redirects`.

Such a host hands on the query by itself and decides alone what becomes of encoded slashes. It cannot put the request
into a page, so the page of the 410 form leads to the archived home page.
"""

from review_site.archive.redirects.nginx import meaning
from review_site.archive.redirects.target import Target

GONE_PAGE = "gone.html"
NOT_HELD_PAGE = "not-held.html"
_KEYS = ("archive", "archivechecked", "archive_checked", "archive-checked")


def render_moved(target: Target) -> str:
    """Render the form in which each request is answered with 301 and the address of its copy."""
    rows = [f"{target.prefix}* {key}=checked /{NOT_HELD_PAGE} 404!" for key in _KEYS[:1]]
    rows += [f"{target.prefix}* {key}=:any /{NOT_HELD_PAGE} 404!" for key in _KEYS[1:]]
    return _head(target) + "\n".join([*rows, f"{target.prefix}* {target.stem}{target.prefix}:splat 301!", ""])


def render_gone_form(target: Target) -> str:
    """Render the form in which each request is answered with 410 and one page."""
    return f"{_head(target)}{target.prefix}* /{GONE_PAGE} 410!\n"


def _head(target: Target) -> str:
    return (
        f"# Closing redirects of {target.url}: the file _redirects of a host that reads it, as Netlify.\n"
        f"# The archive: {target.base}  The time of the copy: {target.timestamp} ({meaning(target)}).\n"
    )
