"""A10, A11, A12, A16: what a crawler comes to, how far it is, and by which ways."""

from collections import Counter
from collections.abc import Iterator

from review_site.archive.crawl import REACH
from review_site.archive.inventory import Resource
from review_site.archive.readiness.judging import counted, judge, pages_of
from review_site.archive.readiness.model import Context, Finding, Place
from review_site.manifest import SERVED_MANIFEST, SITE_MANIFEST
from review_site.media_types import UNKNOWN, is_html

MOST_HOPS = 10
"""How deep a page may lie. The archive names no number: this is one that any crawler reaches."""
# Files that only programs open: no reader misses one that nothing leads to.
_FOR_PROGRAMS = frozenset(
    {"application/json", "application/javascript", "text/javascript", "text/css", "application/wasm"}
    | {"application/xml", "text/xml", "application/manifest+json", "application/gzip"}
    | {"font/woff2", "font/woff", "font/ttf", "font/otf", "application/vnd.ms-fontobject"}
)
_BY_CONVENTION = frozenset(
    {"/robots.txt", "/favicon.ico", "/humans.txt", "/security.txt", "/CNAME", "/.nojekyll"}
    | {f"/{SITE_MANIFEST}", f"/{SERVED_MANIFEST}"}
)


def nothing_unlinked(context: Context) -> Finding:
    """A10: a crawler that follows links comes to every page, document and picture."""
    places, notes = list[Place](), list[Place]()
    named = _named_elsewhere(context)
    for resource in context.inventory.resources:
        if resource.status == 404 or resource.address in context.hops:
            continue
        why = _no_loss(resource, named)
        if why:
            notes.append(Place(file=resource.file, what=f"{resource.address} {why}"))
        else:
            places.append(Place(file=resource.file, what=f"no link leads to {resource.address}"))
    aside = f" {counted(len(notes), 'file')} for programs alone are reached by no link; the bundle names them as seeds."
    return judge(
        places,
        holds=f"Links lead to every page, document and picture that readers open.{aside if notes else ''}",
        fails=f"No link leads to {counted(len(places), 'file')} that readers would open: a crawl misses them.",
        notes=notes,
    )


def _named_elsewhere(context: Context) -> set[str]:
    """Return the addresses that files name in a way that crawlers need not follow: metadata, feeds, sitemaps."""
    return {target for address in context.graph.pages for target in context.graph.targets(address)}


def _no_loss(resource: Resource, named: set[str]) -> str:
    """Return why readers miss nothing where no link leads to a resource; empty where they do."""
    media_type = resource.media_type.partition(";")[0]
    if resource.status == 301:
        return "is an old address that sends its readers on"
    if resource.status == 410:
        return "says that its page was withdrawn"
    if resource.address in _BY_CONVENTION or resource.address.startswith("/.well-known/"):
        return "is asked for by its name"
    if media_type in _FOR_PROGRAMS:
        return "is for programs"
    if media_type == UNKNOWN:
        return "is of a kind that no browser shows"
    if resource.address in named and not is_html(media_type) and media_type != "application/pdf":
        return "is named for programs alone, in metadata or a feed"
    return ""


def within_hops(context: Context) -> Finding:
    """A11: no page is too many hops from the root."""
    pages = pages_of(context)
    far = {page: context.hops[page] for page in pages if page in context.hops}
    if not far:
        what = "no page can be reached from the root, where a crawl begins"
        return judge(
            [Place(file=context.inventory.resources[0].file, what=what)], holds="", fails="There is no way in."
        )
    places = [
        Place(file=context.file_of(page), what=f"{page} is {hops} hops from the root")
        for page, hops in far.items()
        if hops > MOST_HOPS
    ]
    deepest = max(far.values())
    spread = Counter(far.values())
    steps = ", ".join(f"{spread[hops]:,} at {hops}" for hops in sorted(spread))
    notes = [
        Place(file=context.file_of(page), what=f"{page} is {hops} hops from the root: the bundle names it as a seed")
        for page, hops in far.items()
        if REACH < hops <= MOST_HOPS
    ]
    return judge(
        places,
        notes=notes,
        holds=f"The deepest page is {counted(deepest, 'hop')} from the root (pages by hops: {steps}). The "
        "archive names no "
        f"number; {MOST_HOPS} is the most that is allowed here.",
        fails=f"{counted(len(places), 'page lies', 'pages lie')} more than {MOST_HOPS} hops from the root.",
    )


def addresses_in_pdfs(context: Context) -> Finding:
    """A12: the addresses of this site that PDFs link to are there."""
    files = [one for one in context.inventory.resources if one.media_type == "application/pdf" and one.status == 200]
    if not files:
        return Finding(result="does not apply", evidence="The site holds no PDF.")
    places, inside, all_links = list[Place](), 0, 0
    for resource in files:
        page = context.graph.pages.get(resource.address)
        for link in page.links if page else ():
            target = context.graph.address_of(link.url)
            all_links += 1
            inside += target is not None
            if target is not None and context.graph.captured_at(target) is None:
                what = f"page {link.line} of the PDF leads to {link.url}, which is not there"
                places.append(Place(file=resource.file, line=link.line, what=what))
    return judge(
        places,
        holds=f"{counted(len(files), 'PDF')} with {counted(all_links, 'link')}, {inside:,} of them to this "
        "site: each leads "
        "to an address that is there.",
        fails=f"{counted(len(places), 'link in a PDF leads', 'links in PDFs lead')} to nothing on this site.",
    )


def not_by_menus_alone(context: Context) -> Finding:
    """A16: every page is reached by plain links outside menus, search and forms."""
    reached = set(_reached_plainly(context))
    pages = pages_of(context)
    places = [
        Place(file=context.file_of(page), what=f"only a menu, a form or a script leads to {page}")
        for page in pages
        if page not in reached
    ]
    for address, facts in context.pages.items():
        places += [
            Place(
                file=context.file_of(address),
                line=line,
                what=f"a link is followed by a script alone: {reference[:120]}",
            )
            for line, reference in facts.scripted_links
        ]
    return judge(
        places,
        holds=f"Each of the {counted(len(pages), 'page')} is reached from the root by plain links that stand in "
        "no menu "
        "and no form.",
        fails=f"{counted(len(places), 'page or link needs', 'pages or links need')} a menu, a form or a script.",
    )


def _reached_plainly(context: Context) -> Iterator[str]:
    seen = {"/"}
    waiting = ["/"] if "/" in context.by_address else []
    while waiting:
        address = waiting.pop()
        yield address
        facts = context.pages.get(address)
        ways = facts.ways if facts else ()
        if context.by_address[address].status == 301:
            ways = tuple(context.graph.followed(address))
        new = [way for way in ways if way not in seen]
        seen.update(new)
        waiting += new
