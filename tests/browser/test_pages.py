"""The finished pages as readers meet them: without scripts, on a phone, by keyboard, in the dark, under a policy."""

import pytest
from tests.browser.judging import axe, vnu

MAIN_KINDS = {
    "home": "/",
    "post": "/bridge-the-gap/",
    "news": "/news/",
    "chapter": "/case-for-change/chapter-3/",
}
ALL_KINDS = MAIN_KINDS | {
    "standing page": "/about/",
    "page with a register": "/final-report/",
    "tables": "/case-for-change/figures/",
    "contents of a report": "/case-for-change/",
    "calls": "/get-involved/",
    "questions": "/faqs/",
    "second page of a listing": "/news/page/2/",
    "listing of a kind": "/news/kind/open-letter/",
    "post with a content note": "/learning-from-tragedy-to-improve-help-and-protection/",
    "sitemap": "/sitemap/",
    "not found": "/404.html",
    "timeline": "/timeline/",
    "events": "/events/",
    "notices": "/notices/",
    "readers": "/for/",
    "route": "/for/children-and-young-people/",
}
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
FOCUSED = "() => document.activeElement.textContent.trim()"

main_kinds = pytest.mark.parametrize("address", MAIN_KINDS.values(), ids=MAIN_KINDS)
all_kinds = pytest.mark.parametrize("address", ALL_KINDS.values(), ids=ALL_KINDS)


@main_kinds
@pytest.mark.parametrize("width", [1280, 375])
def test_a_page_is_whole_without_scripts(visit, site_url, address, width):
    seen = visit(site_url, address, width, java_script_enabled=False)
    page = seen.page
    title = page.locator("main h1")
    assert title.is_visible()
    assert title.inner_text() in page.title()
    assert len(page.locator("main").inner_text()) > 400
    menu = page.get_by_role("navigation", name="Main")
    if width < 500:
        menu.get_by_text("Menu").click()
    assert menu.get_by_role("link", name="About").is_visible()
    assert seen.faults == []


@main_kinds
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(visit, site_url, judges, address, scheme):
    assert axe(visit(site_url, address, color_scheme=scheme, bypass_csp=True).page, judges) == []


def test_vnu_finds_nothing_in_any_page(built_site, judges):
    assert vnu(sorted(built_site.rglob("*.html")), judges) == []


@all_kinds
def test_a_page_fits_320_px_keeps_the_strict_policy_and_asks_no_other_host(visit, site_url, address):
    seen = visit(site_url, address, 320)
    assert seen.page.evaluate(OVERFLOW) <= 0
    assert seen.faults == []


@main_kinds
def test_the_first_stop_leads_to_the_main_content(visit, site_url, address):
    page = visit(site_url, address).page
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "Skip to main content"
    assert page.locator(".skip").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.querySelector('main').contains(document.activeElement)")


def test_the_menu_opens_and_closes_by_keyboard_on_a_phone(visit, site_url):
    page = visit(site_url, "/", 320, java_script_enabled=False).page
    first = page.get_by_role("navigation", name="Main").get_by_role("link", name="About")
    for _ in range(5):  # skip link, exit, name, support, then the menu
        page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "Menu"
    assert not first.is_visible()
    page.keyboard.press("Enter")
    assert first.is_visible()
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "About"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    assert not first.is_visible()


def test_the_menu_is_a_row_of_stops_on_a_wide_screen(visit, site_url):
    page = visit(site_url, "/").page
    for _ in range(7):  # skip link, exit, name, search with its button, support, then the menu
        page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "About"


def test_each_judge_speaks_when_there_is_a_fault(visit, serve, judges, tmp_path):
    bad = tmp_path / "index.html"
    bad.write_text(
        '<!doctype html><html><title>Bad</title><p style="width: 900px">Wide</p><img src="https://elsewhere.invalid/a.png"></html>'
    )
    with serve(tmp_path) as url:
        seen = visit(url, "/", 320)
        assert any("request to https://elsewhere.invalid" in fault for fault in seen.faults)
        assert any("Content Security Policy" in fault for fault in seen.faults)
        page = visit(url, "/", 320, bypass_csp=True).page
        assert page.evaluate(OVERFLOW) > 0
        assert any(line.startswith("html-has-lang") for line in axe(page, judges))
    assert any("alt" in line for line in vnu([bad], judges))
