"""The closing redirects for Apache 2.4.

`THE_REQUEST` is the request as it came; what a rule's own pattern sees is decoded and ends at the `?`. `Redirect` of
mod_alias would encode the copy's address once more.
"""

import re

from review_site.archive.redirects.nginx import meaning
from review_site.archive.redirects.pages import render_gone, render_not_held
from review_site.archive.redirects.target import CHECKED, PAGES, Target

GONE_PAGE = "gone-apache.html"
_HEAD = """\
# Closing redirects of {url} for Apache 2.4.
# Include this in the <VirtualHost> of that address, in place of what served it. Needs the modules {modules}.
# It cannot stand in .htaccess: what becomes of encoded and doubled slashes is decided before that is read.
# What every request gets: {what}
# The archive: {base}  The time of the copy: {timestamp} ({meaning}).
AllowEncodedSlashes NoDecode
MergeSlashes Off
RewriteEngine On
<LocationMatch "{place}">
    ErrorDocument 404 "{not_held}"
</LocationMatch>
RewriteCond "%{{QUERY_STRING}}" "{checked}" [NC]
RewriteRule "{place}" - [R=404,L]
"""
_ASKED = """\
RewriteCond "%{THE_REQUEST}" "^[A-Z]+ (?:https?://[^/ ]*)?(/[^ ]*) HTTP/" [NC]
"""
_MOVED = """\
RewriteCond "%{{THE_REQUEST}}" "^[A-Z]+ (?:https?://[^/ ]*)?(/[^ ?]*) HTTP/" [NC]
RewriteRule "{place}" "{stem}%1" [R=301,NE,L]
# The last & of a query is dropped by mod_rewrite, and so is a query with nothing in it: one & more keeps both.
RewriteCond "%{{THE_REQUEST}}" "^[A-Z]+ (?:https?://[^/ ]*)?(/[^ ?]*)[?]([^ ]*) HTTP/" [NC]
RewriteRule "{place}" "{stem}%1?%2&" [R=301,NE,L]
Header always set Cache-Control "max-age=3600" "expr=%{{REQUEST_STATUS}} == 301"
"""
_GONE = """\
RewriteRule "{place}" - [R=410,L,E=ASKED:%1]
# The page {page} of this folder is taken to lie in {pages}/gone/.
Alias "/.closing/{page}" "{pages}/gone/{page}"
ErrorDocument 410 /.closing/{page}
<Directory "{pages}/gone">
    Require all granted
    Options +Includes
    SetOutputFilter INCLUDES
    ForceType "text/html; charset=utf-8"
</Directory>
Header always set Cache-Control "max-age=3600" env=REDIRECT_ASKED
"""


def render_moved(target: Target, name: str) -> str:
    """Render the form in which each request is answered with 301 and the address of its copy."""
    head = _head(target, name, "301 and the address of its copy", "headers, rewrite")
    return head + _MOVED.format(place=_place(target), stem=target.stem)


def render_gone_forms(target: Target, name: str) -> tuple[str, str]:
    """Render the form in which each request is answered with 410, and the page that links to its copy.

    The page takes the request by server-side includes, which Apache escapes as HTML wants it.
    """
    head = _head(target, name, "410 and a page with the link to its copy", "alias, headers, include, rewrite")
    conf = head + _not_the_page() + _ASKED + _GONE.format(place=_place(target), page=GONE_PAGE, pages=PAGES)
    link = f'{target.stem}<!--#echo encoding="entity" var="REDIRECT_ASKED" -->'
    return conf, render_gone(name, link) + "\n"


def _head(target: Target, name: str, what: str, modules: str) -> str:
    return _HEAD.format(
        url=target.url,
        modules=modules,
        what=what,
        base=target.base,
        timestamp=target.timestamp,
        meaning=meaning(target),
        not_held=render_not_held(name, target.copy_of(target.prefix)),
        checked=CHECKED,
        place=_place(target),
    )


def _not_the_page() -> str:
    """Return the condition that lets the page itself through, which Apache asks itself for."""
    return 'RewriteCond "%{ENV:REDIRECT_STATUS}" "^$"\n'


def _place(target: Target) -> str:
    root = target.prefix.rstrip("/")
    return f"^{re.escape(root)}(?:/|$)" if root else "^"
