"""The closing redirects for nginx.

`$request_uri` is the request as it came: encoded slashes, doubled ones and the query arrive unchanged, where `$uri`
would be decoded and made plain.
"""

import re

from review_site.archive.redirects.pages import render_gone, render_not_held
from review_site.archive.redirects.target import CHECKED, PAGES, Target

GONE_PAGE = "gone-nginx.html"
_HEAD = """\
# Closing redirects of {url} for nginx. Include this in the server {{}} of that address, in place of what served it.
# What every request gets: {what}
# The archive: {base}  The time of the copy: {timestamp} ({meaning}).
"""
_MOVED = """\
server_tokens off;
location {place} {{
    if ($args ~* "{checked}") {{ return 404 "{not_held}"; }}
    add_header Cache-Control "max-age=3600";
    default_type text/html;
    charset utf-8;
    return 301 {stem}$request_uri;
}}
"""
_GONE = """\
server_tokens off;
# The page {page} of this folder is taken to lie in {pages}/gone/.
location {place} {{
    if ($args ~* "{checked}") {{ return 404 "{not_held}"; }}
    default_type text/html;
    charset utf-8;
    error_page 410 /.closing/{page};
    return 410;
}}
location = /.closing/{page} {{
    internal;
    alias {pages}/gone/{page};
    default_type text/html;
    charset utf-8;
    ssi on;
    add_header Cache-Control "max-age=3600" always;
}}
"""


def render_moved(target: Target, name: str) -> str:
    """Render the form in which each request is answered with 301 and the address of its copy."""
    return _head(target, "301 and the address of its copy") + _MOVED.format(
        place=_place(target),
        checked=CHECKED,
        not_held=_quoted(render_not_held(name, target.copy_of(target.prefix))),
        stem=target.stem,
    )


def render_gone_forms(target: Target, name: str) -> tuple[str, str]:
    """Render the form in which each request is answered with 410, and the page that links to its copy.

    The page takes the request by server-side includes, which nginx escapes as HTML wants it.
    """
    conf = _head(target, "410 and a page with the link to its copy") + _GONE.format(
        place=_place(target),
        checked=CHECKED,
        not_held=_quoted(render_not_held(name, target.copy_of(target.prefix))),
        page=GONE_PAGE,
        pages=PAGES,
    )
    link = f'{target.stem}<!--# echo var="request_uri" encoding="entity" default="/" -->'
    return conf, render_gone(name, link) + "\n"


def _head(target: Target, what: str) -> str:
    return _HEAD.format(
        url=target.url, what=what, base=target.base, timestamp=target.timestamp, meaning=meaning(target)
    )


def meaning(target: Target) -> str:
    """Return what a timestamp means, for people."""
    if target.timestamp == "*":
        return "a list of all copies; put the 14 digits there once the archive has told them"
    return "the latest copy" if target.timestamp == "+" else "UTC"


def _place(target: Target) -> str:
    root = target.prefix.rstrip("/")
    return f'~ "^{re.escape(root)}(?:/|$)"' if root else "/"


def _quoted(page: str) -> str:
    """Return a page as nginx takes it between double quotes; a dollar would begin a variable."""
    return page.replace("\\", "\\\\").replace('"', '\\"').replace("$", "&#36;")
