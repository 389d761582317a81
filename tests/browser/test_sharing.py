"""Sharing and citing as readers meet them: by keyboard, without scripts, on paper, under the policy."""

import pytest
from tests.browser.judging import axe

PAGES = {"post": "/bridge-the-gap/", "chapter": "/case-for-change/chapter-3/", "standing page": "/about/"}
SIZE = """src => new Promise((done, fail) => {
    const image = new Image();
    image.onload = () => done([image.naturalWidth, image.naturalHeight]);
    image.onerror = fail;
    image.src = src;
})"""
each_page = pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)


@each_page
def test_a_citation_opens_without_scripts_and_is_text(visit, site_url, address):
    seen = visit(site_url, address, 375, java_script_enabled=False)
    citation = seen.page.locator(".cite > .citation, .cite p.citation").first
    assert not citation.is_visible()
    seen.page.get_by_text("Cite this page").click()
    assert citation.is_visible()
    assert citation.inner_text().strip().endswith(address)
    assert seen.faults == []


@each_page
def test_on_paper_the_citation_stands_and_the_ways_to_share_do_not(visit, site_url, address):
    page = visit(site_url, address).page
    page.emulate_media(media="print")
    assert page.locator("p.citation").first.bounding_box()["height"] > 0
    assert not page.locator(".share").is_visible()


@each_page
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_with_the_citation_open(visit, site_url, judges, address, scheme):
    page = visit(site_url, address, color_scheme=scheme, bypass_csp=True).page
    page.get_by_text("Cite this page").click()
    assert axe(page, judges) == []


def test_the_ways_to_share_are_stops_with_names_that_say_what_they_do(visit, site_url):
    page = visit(site_url, "/bridge-the-gap/").page
    assert page.get_by_role("link", name="Share this page by Email", exact=True).is_visible()
    for network in ("Facebook", "LinkedIn", "X", "Bluesky", "WhatsApp"):
        link = page.get_by_role("link", name=f"Share this page on {network}", exact=True)
        link.focus()
        assert link.evaluate("link => link === document.activeElement")
        assert link.bounding_box()["height"] >= 24


def test_the_block_of_data_is_read_under_the_policy_and_breaks_nothing(visit, site_url):
    seen = visit(site_url, "/bridge-the-gap/")
    block = seen.page.locator("script[type='application/ld+json']")
    assert block.evaluate("block => JSON.parse(block.textContent)['@graph'].length") == 2
    assert seen.faults == []


def test_a_card_is_a_picture_that_the_browser_shows_whole(visit, site_url):
    page = visit(site_url, "/bridge-the-gap/").page
    address = page.locator("meta[property='og:image']").get_attribute("content")
    card = site_url + "/cards/" + address.rpartition("/")[2]
    assert page.evaluate(SIZE, card) == [1200, 630]
