from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review_site.content.library import read_library
from review_site.content.models import Page
from review_site.content.shelf import Sourced
from review_site.content.source import Source
from review_site.report.contents import Leaf, contents_of, neighbours

ROOT = Path(__file__).parents[2]
REPORT = "/case-for-change/"


def make_page(title: str, chapter: int | None = None) -> Sourced[Page]:
    fields = {"title": title, "description": f"About {title}."}
    entry = Page.model_validate(fields if chapter is None else fields | {"chapter": str(chapter)})
    return Sourced(entry, Source("docs/page.md", fields, {}))


PAGES = {
    "/": make_page("Home"),
    "/about/": make_page("About"),
    "/case-for-change/": make_page("The Case for Change"),
    "/case-for-change-in-short/": make_page("In short"),
    "/case-for-change/notes/": make_page("Notes"),
    "/case-for-change/ten/": make_page("Ten", 10),
    "/case-for-change/figures/": make_page("Figures"),
    "/case-for-change/two/": make_page("Two", 2),
    "/case-for-change/summary/": make_page("Summary"),
    "/case-for-change/one/": make_page("One", 1),
}
ORDER = ["Summary", "One", "Two", "Ten", "Figures", "Notes"]


def test_the_summary_comes_first_then_chapters_by_number_then_the_rest_by_title() -> None:
    leaves = contents_of(PAGES, REPORT)
    assert [leaf.title for leaf in leaves] == ORDER
    assert leaves[1] == Leaf("/case-for-change/one/", "One", "About One.", 1)


@given(st.permutations(list(PAGES)))
@settings(deadline=None)
def test_the_order_of_files_does_not_matter(addresses: list[str]) -> None:
    pages = {address: PAGES[address] for address in addresses}
    assert [leaf.title for leaf in contents_of(pages, REPORT)] == ORDER


def test_a_report_without_pages_has_no_contents() -> None:
    assert contents_of({"/case-for-change/": make_page("Alone")}, REPORT) == ()


def test_each_page_knows_the_one_before_and_the_one_after() -> None:
    leaves = contents_of(PAGES, REPORT)
    assert neighbours(leaves, "/case-for-change/summary/") == (None, leaves[1])
    assert neighbours(leaves, "/case-for-change/ten/") == (leaves[2], leaves[4])
    assert neighbours(leaves, "/case-for-change/notes/") == (leaves[4], None)


@pytest.mark.parametrize("address", ["/case-for-change/", "/about/", ""])
def test_a_page_outside_the_report_has_no_neighbours(address: str) -> None:
    with pytest.raises(ValueError, match="is not in list"):
        neighbours(contents_of(PAGES, REPORT), address)


def test_the_real_report_has_its_five_chapters_between_summary_and_figures() -> None:
    leaves = contents_of(read_library(ROOT / "content", ROOT / "docs").pages, REPORT)
    assert [leaf.chapter for leaf in leaves] == [None, 1, 2, 3, 4, 5, None]
    assert leaves[0].address == "/case-for-change/summary/"
    assert leaves[-1].address == "/case-for-change/figures/"
