"""Whom to turn to, as a reader in distress meets it: in light and dark, on a phone, without scripts, on paper."""

import pytest

HARD = "/learning-from-tragedy-to-improve-help-and-protection/"
PAGES = ["/support/", "/support-for-adults/", "/support-for-children-and-young-people/", HARD]


@pytest.mark.parametrize("address", PAGES)
def test_its_numbers_are_large_enough_for_a_thumb(visit, site_url, address):
    seen = visit(site_url, address, 320)
    numbers = seen.page.locator("a[href^='tel:']")
    assert numbers.count() > 0
    assert all(number.bounding_box()["height"] >= 24 for number in numbers.all())


@pytest.mark.parametrize("address", PAGES[:3])
def test_what_to_do_in_danger_stands_on_the_first_screen_of_a_phone(visit, site_url, address):
    page = visit(site_url, address, 375, java_script_enabled=False).page
    box = page.get_by_text("all 999.").first.bounding_box()
    assert box["y"] + box["height"] < page.locator(".exit").bounding_box()["y"]


def test_the_content_note_leads_down_to_the_block(visit, site_url):
    page = visit(site_url, HARD, java_script_enabled=False).page
    page.get_by_role("link", name="at the end of this page").click()
    heading = page.get_by_role("heading", name="Where to turn")
    assert 0 <= heading.bounding_box()["y"] < 400


def test_the_record_offers_nothing_to_ring(visit, site_url):
    page = visit(site_url, "/support-for-adults/").page
    record = page.get_by_role("region", name="The review's own helpline")
    assert "must not be rung" in record.inner_text()
    assert "0800 233311" in record.inner_text()
    assert record.locator("a[href^='tel:']").count() == 0


def test_numbers_stand_on_paper(visit, site_url):
    page = visit(site_url, HARD).page
    page.emulate_media(media="print")
    assert page.get_by_text("0808 800 5000").is_visible()
    after = "link => getComputedStyle(link, '::after').content"
    assert page.locator(".ways a[href^='http']").first.evaluate(after) == "none"
