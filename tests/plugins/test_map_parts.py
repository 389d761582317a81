"""Lists in parts: nothing is lost or comes twice, no part is too long, and each knows its neighbours."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review_site.plugins.map_parts import LINKS, Group, MapLine, count_links, in_parts, index_of, is_long, part_places
from review_site.plugins.views import Link

WHOLE = Link("Sitemap", "/sitemap/")


def line(address: str, more: int = 0) -> MapLine:
    return MapLine(title=address, address=address, pages=tuple((str(n), f"{address}{n}/") for n in range(more)))


def group(name: str, *weights: int) -> Group[MapLine]:
    lines = tuple(line(f"/{name}-{number}/", weight - 1) for number, weight in enumerate(weights))
    return Group(name, f"/sitemap/{name}/", lines)


@given(st.lists(st.lists(st.integers(1, LINKS), max_size=20), max_size=5))
def test_parts_hold_each_line_once_in_order_and_none_holds_too_many(weights: list[list[int]]) -> None:
    groups = [group(f"g{number}", *row) for number, row in enumerate(weights)]
    parts = in_parts(groups)
    assert [one for part in parts for one in part.lines] == [one for whole in groups for one in whole.lines]
    assert all(count_links(part.lines) <= LINKS for part in parts)
    assert len({part.address for part in parts}) == len(parts)
    for part, following in pairwise(parts):
        if following.group is part.group:  # a part is full before the next begins
            assert count_links((*part.lines, following.lines[0])) > LINKS


def test_the_first_part_has_the_address_of_its_group_and_the_others_their_number() -> None:
    parts = in_parts([group("pages", LINKS, 1, LINKS), group("lists", 3)])
    assert [(part.address, part.name) for part in parts] == [
        ("/sitemap/pages/", "pages"),
        ("/sitemap/pages/page/2/", "pages, page 2 of 3"),
        ("/sitemap/pages/page/3/", "pages, page 3 of 3"),
        ("/sitemap/lists/", "lists"),
    ]


@pytest.mark.parametrize(("links", "long"), [(LINKS, False), (LINKS + 1, True)])
def test_what_one_page_holds_is_not_long(links: int, long: bool) -> None:
    assert is_long([line("/a/", links - 2), line("/b/")]) is long


def test_the_index_names_each_group_once_with_all_its_parts() -> None:
    assert index_of(in_parts([group("pages", LINKS, 600, 1), group("lists", 1)])) == (
        MapLine(
            title="pages",
            address="/sitemap/pages/",
            note="1,101 pages",
            pages=(("2", "/sitemap/pages/page/2/"), ("3", "/sitemap/pages/page/3/")),
            called="Continued on page",
        ),
        MapLine(title="lists", address="/sitemap/lists/", note="1 page", called="Continued on page"),
    )


def test_each_part_leads_to_the_whole_and_to_the_parts_beside_it() -> None:
    parts = in_parts([group("pages", LINKS, 1), group("lists", 1)])
    places = list(part_places(parts, WHOLE, "sitemap_part.html", {"index": ()}))
    assert [place.meta["title"] for place in places] == [
        "Sitemap: pages",
        "Sitemap: pages, page 2 of 2",
        "Sitemap: lists",
    ]
    assert [place.context["before"] for place in places] == [None, *parts[:-1]]
    assert [place.context["after"] for place in places] == [*parts[1:], None]
    first = Link("pages", "/sitemap/pages/")
    assert [place.context["trail"] for place in places] == [(WHOLE,), (WHOLE, first), (WHOLE,)]
    assert {(place.kind, place.deep, place.status) for place in places} == {("listing", True, 200)}


def test_no_parts_are_no_places() -> None:
    assert list(part_places((), WHOLE, "sitemap_part.html", {})) == []
