"""A14, and the scripts that A17 asks about: what a script brings that is not in the page."""

from collections.abc import Iterator

from review_site.archive.inventory import Inventory
from review_site.archive.readiness.judging import counted, judge
from review_site.archive.readiness.model import Context, Finding, Place
from review_site.archive.readiness.page_facts import FETCHES, PageFacts

_SHOWN = 12  # words of a page that are quoted
_PIECE, _OVERLAP = 1 << 20, 64


def nothing_by_script(context: Context) -> Finding:
    """A14: with scripts and without them, a page says the same."""
    if context.scripted is None:
        return Finding(
            result="not checked here", evidence="No browser was given that opens each page with scripts and without."
        )
    places = []
    for page in context.scripted:
        file = context.file_of(page.address)
        if page.error:
            places.append(Place(file=file, what=f"cannot be read in a browser: {page.error}"))
        elif page.words:
            shown = " ".join(page.words[:_SHOWN])
            more = f" and {len(page.words) - _SHOWN} more" if len(page.words) > _SHOWN else ""
            places.append(Place(file=file, what=f"only a script brings the words: {shown}{more}"))
    return judge(
        places,
        holds=f"{counted(len(context.scripted), 'page')} opened in a browser with scripts on and off: no word is there "
        "only with scripts.",
        fails=f"{counted(len(places), 'page says', 'pages say')} something only with scripts on.",
    )


def scripts_that_fetch(inventory: Inventory, pages: dict[str, PageFacts]) -> Iterator[Place]:
    """Give the scripts of a site, in files and in pages, that can fetch something; each word of them once a file."""
    files = {resource.address: resource.file for resource in inventory.resources}
    for address, facts in pages.items():
        for line, what in facts.fetching:
            yield Place(file=files[address], line=line, what=what)
    for resource in inventory.resources:
        if resource.media_type.partition(";")[0] in ("text/javascript", "application/javascript"):
            found = _first_fetch(inventory, resource.file)
            if found:
                yield Place(file=resource.file, what=f"uses {found}")


def _first_fetch(inventory: Inventory, file: str) -> str:
    before = b""
    with (inventory.root / file).open("rb") as stream:
        while piece := stream.read(_PIECE):
            found = FETCHES.search(before + piece)
            if found:
                return found[0].decode()
            before = piece[-_OVERLAP:]
    return ""
