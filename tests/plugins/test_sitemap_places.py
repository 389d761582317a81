"""The sitemap and the A to Z of a site that is too large for one page of each: every page is on a part of them."""

import re
import shutil
from pathlib import Path
from urllib.parse import urljoin

import lxml.html
import pytest
from tests.conftest import EXAMPLE, ROOT
from tests.made_submissions import lay_collection
from tests.pages import index, is_deep, page
from tests.plugins.test_search import searched

from review_site.archive.inventory import read_inventory
from review_site.archive.links import read_links
from review_site.archive.readiness import assess
from review_site.content.library import read_library
from review_site.plugins import map_parts
from review_site.plugins.build import build_site
from review_site.plugins.place import Place
from review_site.plugins.sitemap_places import sitemap_places

URL = "https://lighthouses.example.org/"
MOST = 5
WHOLE = read_library(EXAMPLE / "content", EXAMPLE / "docs")


@pytest.fixture(scope="module")
def parted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site, built as if five links were as many as a page may hold."""
    project = tmp_path_factory.mktemp("parted") / "project"
    shutil.copytree(EXAMPLE, project)
    config = project / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("../../theme", str(ROOT / "theme")), encoding="utf-8")
    lay_collection(project, 120)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(map_parts, "LINKS", MOST)
        return build_site(project, project / "site", "2030-01-01")


def main_links(site: Path, address: str) -> list[str]:
    main = lxml.html.fromstring(page(site, address)).find(".//main")
    links = main.xpath(".//ul[not(ancestor::nav)]//a/@href")
    return [urljoin(address, link) for link in links]


def parts(site: Path, whole: str) -> list[str]:
    return [address for address in index(site) if address.startswith(whole) and address != whole]


def test_every_page_is_on_a_part_of_the_sitemap(parted: Path) -> None:
    linked = [link for part in ("/sitemap/", *parts(parted, "/sitemap/")) for link in main_links(parted, part)]
    pages = {address for address, one in index(parted).items() if one["status"] == 200 and address.endswith("/")}
    assert len(pages) > 80
    assert pages <= set(linked)
    assert {"/sitemap/news-and-blogs-2021/", "/sitemap/made-of-case-for-change/", "/a-z/c/page/2/"} <= pages


def test_every_page_as_it_stands_is_under_its_letter_once(parted: Path) -> None:
    linked = [link for part in parts(parted, "/a-z/") for link in main_links(parted, part)]
    expected = {
        address
        for address, one in index(parted).items()
        if one["status"] == 200 and one["kind"] != "version" and "/page/" not in address and address.endswith("/")
        if not is_deep(address) and not address.startswith(("/a-z/", "/sitemap/"))
    }
    assert sorted(linked) == sorted({*expected, "/a-z/", "/sitemap/"})
    assert "/a-z/c/page/2/" in main_links(parted, "/a-z/")


@pytest.mark.parametrize("whole", ["/sitemap/", "/a-z/"])
def test_the_index_leads_to_each_part_and_no_part_is_long(parted: Path, whole: str) -> None:
    assert sorted(main_links(parted, whole)) == sorted(parts(parted, whole))
    assert max(len(main_links(parted, part)) for part in parts(parted, whole)) == MOST


@pytest.mark.parametrize("whole", ["/sitemap/", "/a-z/"])
def test_from_the_first_part_next_leads_through_all_of_them_and_back(parted: Path, whole: str) -> None:
    walked = [main_links(parted, whole)[0]]
    while found := re.findall(r'<a href="([^"]+)" rel="next">', page(parted, walked[-1])):
        before = walked[-1]
        walked.append(urljoin(before, found[0]))
        back = re.findall(r'<a href="([^"]+)" rel="prev">', page(parted, walked[-1]))
        assert [urljoin(walked[-1], link) for link in back] == [before]
    assert walked == main_links(parted, whole)


def test_a_part_says_what_it_is_and_where_it_belongs(parted: Path) -> None:
    root = lxml.html.fromstring(page(parted, "/sitemap/pages/page/2/"))
    title = re.sub(r"\d+$", "N", root.findtext(".//h1"))
    assert title == "Sitemap: Pages, page 2 of N"
    assert root.findtext(".//title").startswith("Sitemap: Pages, page 2 of ")
    assert root.xpath("//nav[@aria-label='Breadcrumb']//a/text()") == ["Home", "Sitemap", "Pages"]
    assert root.xpath("//nav[@aria-labelledby='browse']//a[@aria-current='true']/text()") == ["Pages"]
    first = lxml.html.fromstring(page(parted, "/a-z/c/"))
    assert first.findtext(".//h1") == "A to Z of every page: C"
    assert first.xpath("//nav[@aria-label='Letters']//a[@aria-current='page']/strong/text()") == ["C"]


def test_parts_are_in_the_records_and_in_no_search(parted: Path) -> None:
    everything = [*parts(parted, "/sitemap/"), *parts(parted, "/a-z/")]
    listed = (parted / "sitemap.xml").read_text(encoding="utf-8")
    assert {index(parted)[address]["kind"] for address in everything} == {"listing"}
    assert [address for address in everything if f"org{address}<" not in listed] == []
    assert searched(parted).keys() & set(everything) == set()
    feeds = [parted / name for name in ("feed.atom", "feed.rss", "feed.json")]
    assert [file for file in feeds if re.search(rb"/(sitemap|a-z)/", file.read_bytes())] == []


def test_the_archive_finds_each_page_on_the_sitemap_three_hops_from_home_at_most(parted: Path) -> None:
    inventory = read_inventory(parted, URL)
    graph = read_links(inventory)
    readiness = assess(inventory, graph, scripted=(), markup=())
    by_rule = {one.rule.id: one.finding for one in readiness.assessed}
    assert [(rule, by_rule[rule].places) for rule in ("A8", "A10", "A16")] == [
        (rule, ()) for rule in ("A8", "A10", "A16")
    ]
    assert f"/sitemap/ and its {len(parts(parted, '/sitemap/'))} parts link to all" in by_rule["A8"].evidence
    hops = graph.hops()
    assert (
        max(
            hops[address]
            for address, one in index(parted).items()
            if one["status"] == 200 and one["file"].endswith(".html")
        )
        <= 3
    )


def mapped(*places: Place) -> dict[str, Place]:
    """The sitemap of the standing pages of the example, and of places of registers."""
    subscribe = Place(address="/subscribe/", kind="listing", meta={"title": "Subscribe to updates"})
    given = {place.address: place for place in (subscribe, *places)}
    return {place.address: place for place in sitemap_places(WHOLE, {}, (), {}, (), given)}


def test_a_sitemap_is_in_parts_from_the_first_link_too_many_on(monkeypatch: pytest.MonkeyPatch) -> None:
    (whole,) = mapped().values()
    count = sum(map_parts.count_links(section.lines) for section in whole.context["sections"])
    monkeypatch.setattr(map_parts, "LINKS", count)
    assert mapped().keys() == {"/sitemap/"}
    monkeypatch.setattr(map_parts, "LINKS", count - 1)
    assert mapped().keys() == {"/sitemap/", "/sitemap/pages/", "/sitemap/pages/page/2/"}


def test_a_list_of_more_pages_than_a_part_holds_goes_on_on_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(map_parts, "LINKS", 10)
    addresses = ["/submissions/", "/submissions/beams/", *(f"/submissions/beams/page/{n}/" for n in range(2, 40))]
    places = (Place(address=one, kind="submissions", meta={"title": "B"}, group="Submissions") for one in addresses)
    found = mapped(*places)
    lines = [
        line
        for address, place in found.items()
        if address.startswith("/sitemap/submissions/")
        for line in place.context["part"].lines
    ]
    assert [line.address for line in lines] == ["/submissions/", *["/submissions/beams/"] * 5]
    assert [address for line in lines for _, address in line.pages] == addresses[2:]
    assert max(line.links for line in lines) == 10
