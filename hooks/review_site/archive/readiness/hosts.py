"""A5, A6, A7: what stands on other hosts."""

import re
from collections.abc import Iterator
from functools import lru_cache

from review_site.archive.links import Link
from review_site.archive.links.addressing import host_and_port, path_of
from review_site.archive.readiness.judging import counted, judge
from review_site.archive.readiness.model import Context, Finding, Place
from review_site.media_types import is_html

_HINTS = frozenset({"preconnect", "dns-prefetch"})
_FORMS = re.compile(r"https?://(?:docs\.google\.com/forms|forms\.)", re.IGNORECASE)
# The three that the archive names come first; the others do the same.
SHARING = frozenset(
    {"sharepoint.com", "docs.google.com", "box.com", "drive.google.com", "sheets.google.com"}
    | {"slides.google.com", "onedrive.live.com", "1drv.ms", "sway.office.com", "dropbox.com"}
    | {"dropboxusercontent.com", "icloud.com", "wetransfer.com", "we.tl", "mega.nz", "mediafire.com"}
    | {"egnyte.com", "notion.site", "evernote.com", "scribd.com", "issuu.com", "slideshare.net"}
    | {"docdroid.net", "docplayer.net", "fdocuments.us", "fdocuments.net", "vdocuments.us", "vdocuments.net"}
    | {"yumpu.com", "calameo.com", "acrobat.adobe.com", "indd.adobe.com", "canva.com", "heyzine.com", "padlet.com"}
    | {"drive.proton.me"}
)
PLAYERS = frozenset(
    {"youtube.com", "youtube-nocookie.com", "youtu.be", "vimeo.com", "dailymotion.com", "dai.ly"}
    | {"wistia.com", "wistia.net", "brightcove.net", "brightcove.com", "kaltura.com", "jwplayer.com"}
    | {"jwplatform.com", "twitch.tv", "soundcloud.com", "spotify.com", "mixcloud.com", "audioboom.com"}
    | {"buzzsprout.com", "podbean.com", "loom.com", "streamable.com", "vidyard.com", "microsoftstream.com"}
    | {"panopto.eu", "panopto.com", "facebook.com/plugins"}
)


def frames_of_others(context: Context) -> Finding:
    """A5: no page shows another host's content in a frame."""
    places = [
        _place(context, address, link, f"shows {link.url} in a frame")
        for address, link in _on_pages(context)
        if link.kind == "frame" and is_elsewhere(context, link.url)
    ]
    return judge(
        places,
        holds="No page shows content of another host in a frame.",
        fails=f"{counted(len(places), 'frame')} of other hosts: what they show is not in the snapshot.",
    )


def documents_elsewhere(context: Context) -> Finding:
    """A6: no document of the site stands on a sharing service."""
    agreed = context.facts.held_elsewhere if context.facts else {}
    places, notes = [], dict[str, Place]()
    for address, link in _on_pages(context):
        if link.kind == "form" or not _is_on(link.url, SHARING) or _FORMS.match(link.url):
            continue
        why = agreed.get(link.url)
        if why is None:
            places.append(_place(context, address, link, f"leads to {link.url}, on a service for sharing files"))
        else:
            notes.setdefault(link.url, _place(context, address, link, f"leads to {link.url}, held elsewhere: {why}"))
    told = "No page leads to a document on a service for sharing files."
    if notes:
        told = (
            f"Pages lead to {counted(len(notes), 'document')} on services for sharing files. The register names "
            "each as "
            "one of others, and says why it is not held here. They are not in the snapshot."
        )
    fails = (
        f"{counted(len(places), 'link leads', 'links lead')} to services for sharing files, which a crawl cannot copy."
    )
    return judge(places, holds=told, fails=fails, notes=notes.values())


def needed_of_others(context: Context) -> Finding:
    """A7: everything has one root address, and no page needs anything of another host."""
    places = []
    for address, page in context.graph.pages.items():
        for link in page.links:
            if not is_elsewhere(context, link.url):
                continue
            if link.kind == "requisite" and not _is_hint(link):
                places.append(_place(context, address, link, f"needs {link.url}"))
            elif link.element == "link" and "canonical" in link.rel.split():
                places.append(_place(context, address, link, f"says that its own address is {link.url}"))
    hosts = {host[0] for place in places if (host := host_and_port(place.what.rpartition(" ")[2]))}
    return judge(
        places,
        holds=f"Whatever the pages need stands below {context.inventory.url}",
        fails=f"Pages need {counted(len(places), 'thing')} from {counted(len(hosts), 'other host')}: "
        f"{', '.join(sorted(hosts)[:5])}{' and more' if len(hosts) > 5 else ''}.",
    )


def _is_hint(link: Link) -> bool:
    """Tell whether a link only names a host that may be asked: it loads nothing (Resource Hints §2)."""
    return _HINTS.issuperset(link.rel.split() or ["-"]) and path_of(link.url) == "/"


def is_elsewhere(context: Context, url: str) -> bool:
    """Tell whether a full address of the web is not below the site's root."""
    return url.startswith(("http://", "https://")) and context.graph.address_of(url) is None


def is_player(url: str) -> bool:
    """Tell whether a full address is on a service that plays film or sound."""
    return _is_on(url, PLAYERS)


@lru_cache(maxsize=1 << 14)  # the same menu stands on every page
def _is_on(url: str, services: frozenset[str]) -> bool:
    place = host_and_port(url)
    if place is None:
        return False
    path = url.partition("://")[2].partition("/")[2]
    for service in services:
        host, slash, below = service.partition("/")
        if (place[0] == host or place[0].endswith(f".{host}")) and (not slash or path.startswith(below)):
            return True
    return False


def _on_pages(context: Context) -> Iterator[tuple[str, Link]]:
    """Give each reference of a page or a document for readers; feeds and lists for programs repeat them."""
    for address, page in context.graph.pages.items():
        media_type = context.by_address[address].media_type
        if is_html(media_type) or media_type == "application/pdf":
            for link in page.links:
                yield address, link


def _place(context: Context, address: str, link: Link, what: str) -> Place:
    return Place(file=context.file_of(address), line=link.line, what=what)
