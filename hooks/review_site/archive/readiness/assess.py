"""Reads what the rules look at, and asks each rule."""

from collections.abc import Callable

from review_site.archive.inventory import Inventory, Resource
from review_site.archive.links import LinkGraph
from review_site.archive.readiness.judging import pages_of
from review_site.archive.readiness.model import Assessed, Context, Place, Readiness, Scripted
from review_site.archive.readiness.page_facts import PageFacts, read_page_facts
from review_site.archive.readiness.rules import RULES
from review_site.archive.readiness.scripts import scripts_that_fetch
from review_site.media_types import is_html
from review_site.site_index import read_site_index
from review_site.workers import spread


def assess(
    inventory: Inventory,
    graph: LinkGraph,
    *,
    scripted: tuple[Scripted, ...] | None = None,
    markup: tuple[Place, ...] | None = None,
) -> Readiness:
    """Ask every rule about a finished folder. The same input gives the same report; nobody asks for the time.

    Args:
        inventory: the folder.
        graph: its references.
        scripted: what a browser made of the pages (`read_in_browser`); None where none was given.
        markup: the errors of its HTML (`check_markup`); None where they were not looked for.

    Raises:
        OSError: when a file cannot be read.
        ProblemsError: telling every fault of a site index.
    """
    index = read_site_index(inventory.root)
    pages = _read_pages(inventory, graph)
    context = Context(
        inventory=inventory,
        graph=graph,
        facts=index.site.archiving if index else None,
        stage=inventory.stage,
        pages=pages,
        by_address={resource.address: resource for resource in inventory.resources},
        hops=graph.hops(),
        fetching=tuple(scripts_that_fetch(inventory, pages)),
        scripted=scripted,
        markup=markup,
    )
    return Readiness(
        name=inventory.name,
        url=inventory.url,
        language=inventory.language or "",
        stage=inventory.stage,
        as_at=inventory.as_at,
        recorded=index is not None,
        addresses=len(inventory.resources),
        pages=len(pages_of(context)),
        assessed=tuple(Assessed(rule=rule, finding=rule.check(context)) for rule in RULES),
    )


def _read_pages(inventory: Inventory, graph: LinkGraph) -> dict[str, PageFacts]:
    target = _captured(graph)
    found = [resource for resource in inventory.resources if is_html(resource.media_type)]
    firsts: dict[str, Resource] = {}
    for resource in found:
        firsts.setdefault(resource.file, resource)

    def read(resource: Resource) -> PageFacts:
        return read_page_facts(inventory.file_of(resource).read_bytes(), inventory.url_of(resource), target)

    facts = dict(zip(firsts, spread(list(firsts.values()), read), strict=True))
    return {resource.address: facts[resource.file] for resource in found}


def _captured(graph: LinkGraph) -> Callable[[str], str | None]:
    """Return what gives the captured address of a full one; menus ask for the same ones on every page."""
    known: dict[str, str | None] = {}

    def captured(url: str) -> str | None:
        if url not in known:
            target = graph.address_of(url)
            known[url] = None if target is None else graph.captured_at(target)
        return known[url]

    return captured
