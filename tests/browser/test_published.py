"""What publishing brings to readers: pictures, updates, moves, previews."""

import pytest


@pytest.fixture
def live(urls: dict[str, str]) -> str:
    return urls["showcase"]


@pytest.mark.parametrize("width", [375, 1280])
def test_a_picture_fills_the_column_and_is_no_larger_than_needed(visit, live, width):
    page = visit(live, "/fog-bells/", width, java_script_enabled=True).page
    box = page.locator("figure img").bounding_box()
    column = page.locator("main").bounding_box()
    assert abs(box["width"] - column["width"]) < 45
    assert abs(box["width"] * 3 / 4 - box["height"]) < 2
    chosen = page.locator("figure img").evaluate("image => image.currentSrc")
    assert chosen.endswith("lamp-960.webp" if width == 1280 else "lamp-640.webp")


def test_an_old_address_leads_on_without_a_script(visit, live):
    page = visit(live, "/old-bells/", java_script_enabled=False).page
    page.wait_for_url("**/fog-bells/")
    assert page.locator("h1").inner_text() == "Fog bells"


def test_see_all_updates_leads_to_them(visit, live):
    page = visit(live, "/fog-bells/", java_script_enabled=False).page
    page.get_by_role("link", name="See all updates").click()
    assert page.url.endswith("#updates")
    assert page.get_by_role("heading", name="Updates").is_visible()


def test_a_preview_is_seen_to_be_one(visit, urls):
    page = visit(urls["preview"], "/fog-nets/", 375).page
    banner = page.get_by_role("region", name="Preview, not the live site")
    assert banner.is_visible()
    assert banner.bounding_box()["y"] < 100
    assert "This page is a draft." in banner.inner_text()
