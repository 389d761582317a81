"""The frame of the finished pages: title, skip link and menu, without scripts and by keyboard."""

import pytest

MAIN_KINDS = {
    "home": "/",
    "post": "/bridge-the-gap/",
    "news": "/news/",
    "chapter": "/case-for-change/chapter-3/",
}
FOCUSED = "() => document.activeElement.textContent.trim()"

main_kinds = pytest.mark.parametrize("address", MAIN_KINDS.values(), ids=MAIN_KINDS)


@main_kinds
@pytest.mark.parametrize("width", [1280, 375])
def test_a_page_has_its_title_and_its_menu_without_scripts(visit, site_url, address, width):
    page = visit(site_url, address, width, java_script_enabled=False).page
    title = page.locator("main h1")
    assert title.is_visible()
    assert title.inner_text() in page.title()
    menu = page.get_by_role("navigation", name="Main")
    if width < 500:
        menu.get_by_text("Menu").click()
    assert menu.get_by_role("link", name="About").is_visible()


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
