"""A17, A22: forms and fetched content, log-ins and inner networks."""

import re
from collections.abc import Iterator
from ipaddress import ip_address

from review_site.archive.links.addressing import host_and_port, path_of
from review_site.archive.readiness.judging import counted, in_order, judge
from review_site.archive.readiness.model import Context, Finding, Place

_INNER = re.compile(r"(?:^|\.)(?:localhost|local|localdomain|internal|intranet|lan|corp|home|private)$")
_LOG_IN = re.compile(r"/(?:log-?in|sign-?in|wp-login\.php|wp-admin|administrator)(?:/|$)", re.IGNORECASE)


def no_posts_no_fetching(context: Context) -> Finding:
    """A17: no form is sent by POST, and no script fetches content."""
    posts = [
        Place(file=context.file_of(address), line=line, what=what)
        for address, facts in context.pages.items()
        for line, what in facts.posts
    ]
    if context.scripted is not None:
        fetched = [
            Place(file=context.file_of(page.address), what=f"a script fetches {url} as the page opens")
            for page in context.scripted
            for url in page.fetched
        ]
        return judge(
            [*posts, *fetched],
            holds="No form is sent by POST, and no script fetched anything as the pages opened in a browser.",
            fails=" ".join(
                [f"{counted(len(posts), 'form is', 'forms are')} sent by POST."] * bool(posts)
                + [f"Scripts fetch {counted(len(fetched), 'thing')} as pages open."] * bool(fetched)
            ),
            notes=context.fetching,
        )
    if not posts and context.fetching:
        what = counted(len(context.fetching), "script")
        evidence = f"No form is sent by POST. {what} can fetch something; only a browser tells whether that is content."
        return Finding(result="not checked here", evidence=evidence, notes=in_order(context.fetching))
    return judge(
        posts,
        holds="No form is sent by POST, and no script can fetch anything.",
        fails=f"{counted(len(posts), 'form is', 'forms are')} sent by POST.",
        notes=context.fetching,
    )


def no_log_in(context: Context) -> Finding:
    """A22: nothing asks for a password, and nothing leads into an inner network."""
    places = [
        Place(file=context.file_of(address), line=line, what=what)
        for address, facts in context.pages.items()
        for line, what in facts.passwords
    ]
    places += _inner_links(context)
    return judge(
        places,
        holds="No page asks for a password, and no link leads to a log-in or into an inner network.",
        fails=f"{counted(len(places), 'place')} where readers must log in or be inside a network.",
    )


def _inner_links(context: Context) -> Iterator[Place]:
    faults: dict[str, str] = {}  # the same menu stands on every page
    for address, page in context.graph.pages.items():
        for link in page.links:
            if link.url not in faults:
                faults[link.url] = _inner_fault(context, link.url)
            if fault := faults[link.url]:
                yield Place(file=context.file_of(address), line=link.line, what=f"leads to {link.url}: {fault}")


def _inner_fault(context: Context, url: str) -> str:
    place = host_and_port(url)
    if place is None:
        return ""
    target = context.graph.address_of(url)
    if target is not None:
        lost = context.graph.captured_at(target) is None and _LOG_IN.search(path_of(url))
        return "a log-in, which is no page of the site" if lost else ""
    if _is_inner(place[0]):
        return "a host of an inner network"
    authority = url.partition("://")[2].partition("/")[0]
    return "has a user's name in it" if "@" in authority else ""


def _is_inner(host: str) -> bool:
    try:
        return ip_address(host.strip("[]")).is_private
    except ValueError:
        return "." not in host or _INNER.search(host) is not None
