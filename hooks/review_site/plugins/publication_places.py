"""The places of publications: a page for each work, and the library in which they are found by kind, topic and year."""

from collections.abc import Iterator

from review_site.content.catalogue import Catalogue, CataloguePage, list_works, paginate_works
from review_site.content.publication import PUBLICATIONS
from review_site.plugins.place import Place
from review_site.plugins.publication_views import WorkView
from review_site.plugins.standing import Scene
from review_site.plugins.views import Link

_GROUP, _LISTS = "Publications", "Lists of publications"
_TRAIL = (Link("Publications", PUBLICATIONS),)


def publication_places(scene: Scene) -> Iterator[Place]:
    """Give the place of each publication that may be seen, and those of the lists that hold them."""
    catalogues = list_works(scene.library)
    shown = tuple(one for one in catalogues if one.works)
    for catalogue in catalogues:
        yield from _pages_of(catalogue, shown, scene.works)
    for name in catalogues[0].works:
        yield _landing(scene.works[name], scene)


def _pages_of(catalogue: Catalogue, shown: tuple[Catalogue, ...], works: dict[str, WorkView]) -> Iterator[Place]:
    for page in paginate_works(catalogue):
        yield Place(
            address=page.address,
            kind="listing",
            meta={"title": page.title, "description": catalogue.about, "template": "library.html"},
            context={
                "catalogue": page,
                "works": [works[name] for name in page.works],
                "catalogues": shown,
                "trail": () if is_first(page) else _TRAIL,
            },
            group=_GROUP if is_first(page) else _LISTS,
            deep=page.number > 1 or (catalogue.facet != "all" and not catalogue.works),
        )


def is_first(page: CataloguePage) -> bool:
    """Tell whether a page is the first of all publications."""
    return page.catalogue.facet == "all" and page.number == 1


def _landing(view: WorkView, scene: Scene) -> Place:
    return Place(
        address=view.address,
        kind="publication",
        meta={"title": view.entry.title, "description": view.entry.about, "template": "publication.html"},
        context={
            "work": view,
            "trail": _TRAIL,
            "asked": scene.asked,
            "page_calls": [scene.calls[name] for name in view.entry.calls if name in scene.calls],
        },
        source=scene.library.publications[view.name].source,
        published=view.entry.published.text,
        attached=view.entry.files,
        group=_GROUP,
    )
