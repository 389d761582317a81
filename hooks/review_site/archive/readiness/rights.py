"""A19: what readers may do with the site, and what of it belongs to others."""

from lxml import etree

from review_site.archive.readiness.judging import combine, counted, judge, pages_of
from review_site.archive.readiness.model import Context, Finding, Place


def rights_are_told(context: Context) -> Finding:
    """A19: every page tells of copyright or a licence, and what belongs to others is listed."""
    pages = pages_of(context)
    silent = [page for page in pages if not context.pages[page].statement and not context.pages[page].rights]
    statements = judge(
        [Place(file=context.file_of(page), what=f"{page} tells of no copyright and no licence") for page in silent],
        holds=f"The foot of each of the {counted(len(pages), 'page')} tells of copyright or a licence, or leads to it.",
        fails=f"{counted(len(silent), 'page tells', 'pages tell')} of no copyright and no licence.",
    )
    return combine([statements, _third_party(context)])


def _third_party(context: Context) -> Finding:
    listed = context.facts.third_party_listed_at if context.facts else None
    if listed is None:
        return Finding(result="not told", evidence="Nobody has said where the site lists what belongs to others.")
    address, _, anchor = listed.partition("#")
    resource = context.by_address.get(address)
    there = resource is not None and (not anchor or _has_id(context, address, anchor))
    places = [] if there else [Place(file="site-index.json", what=f"{listed}, named as the list, is not there")]
    return judge(
        places,
        holds=f"What belongs to others is told at {listed}. Whether that is all of it, only people can say.",
        fails="The list of what belongs to others is not where it is said to be.",
    )


def _has_id(context: Context, address: str, anchor: str) -> bool:
    file = context.inventory.file_of(context.by_address[address])
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    root: etree._Element | None = etree.HTML(file.read_bytes(), parser) if file.stat().st_size else None
    return root is not None and any(element.get("id") == anchor for element in root.iter(etree.Element))
