"""A1, A13: how the addresses are written."""

import re

from review_site.archive.readiness.judging import counted, judge
from review_site.archive.readiness.model import Context, Finding, Place

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
# Ways to reach a person, and what is no address of a document at all.
_NO_CONTENT = frozenset({"mailto", "tel", "sms", "fax", "sip", "xmpp", "geo", "about", "javascript"})
_PLAIN = re.compile(r"/(?:[A-Za-z0-9._~-]+/)*(?:[A-Za-z0-9._~-]+)?")
_SESSION = re.compile(
    r"[?&;](?:jsessionid|phpsessid|aspsessionid\w*|cfid|cftoken|sid|sessionid|session_id)=", re.IGNORECASE
)


def over_http(context: Context) -> Finding:
    """A1: everything is reached over HTTP or HTTPS."""
    places = []
    seen = 0
    for address, page in context.graph.pages.items():
        for link in page.links:
            seen += 1
            scheme = _SCHEME.match(link.url)
            name = scheme[1].lower() if scheme else ""
            if name not in ("http", "https") and (link.kind != "link" or name not in _NO_CONTENT):
                what = f"leads to {link.url[:200]}, which is not reached over the web"
                places.append(Place(file=context.file_of(address), line=link.line, what=what))
    return judge(
        places,
        holds=f"All of the {counted(seen, 'reference')} that lead to content are addresses of HTTP or HTTPS.",
        fails=f"{counted(len(places), 'reference leads', 'references lead')} to content by another way than "
        "HTTP or HTTPS.",
    )


def plain_addresses(context: Context) -> Finding:
    """A13: addresses are plain: no #!, no session, no query, no unsafe name."""
    places = []
    for resource in context.inventory.resources:
        if not _PLAIN.fullmatch(resource.address):
            what = f"its address {resource.address} has other characters than letters, digits, dots and hyphens"
            places.append(Place(file=resource.file, what=what))
    for address, page in context.graph.pages.items():
        for link in page.links:
            if link.kind == "form" or ("?" not in link.url and ";" not in link.url):
                continue
            if context.graph.address_of(link.url) is not None and ("?" in link.url or _SESSION.search(link.url)):
                kind = "a session" if _SESSION.search(link.url) else "a query"
                what = f"{link.element} asks for {link.url}, which has {kind}"
                places.append(Place(file=context.file_of(address), line=link.line, what=what))
    for address, facts in context.pages.items():
        places += [
            Place(file=context.file_of(address), line=line, what=f"leads to {reference}, which only a script reads")
            for line, reference in facts.hashbangs
        ]
    return judge(
        places,
        holds=f"Each of the {counted(len(context.inventory.resources), 'address', 'addresses')} is plain.",
        fails=f"{counted(len(places), 'address or link is', 'addresses or links are')} not plain.",
    )
