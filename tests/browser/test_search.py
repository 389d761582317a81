"""The search as readers meet it: from any page, by keyboard, with a screen reader, on a phone, and without scripts."""

import shutil
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.browser.judging import axe
from tests.drawings import draw_post

OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
FOCUSED = "() => document.activeElement.textContent.trim()"
MANY, FEW, NONE = "/search/?q=review", "/search/?q=foster&kind=open-letter", "/search/?q=zzxqy"


def results(page):
    """Wait until the search has answered; return the links of the results."""
    page.locator("#told", has_text=".").or_(page.locator("#found > ul")).first.wait_for()
    return page.locator("#found > .found > li h2 a")


def titles(page) -> list[str]:
    return results(page).all_inner_texts()


def test_words_in_the_box_of_any_page_find_pages(visit, site_url):
    seen = visit(site_url, "/case-for-change/chapter-3/")
    seen.page.get_by_role("searchbox", name="Search this site").fill("foster carers")
    seen.page.get_by_role("searchbox").press("Enter")
    assert "Open letter to foster carers" in titles(seen.page)[:3]
    assert parse_qs(urlsplit(seen.page.url).query) == {"q": ["foster carers"]}
    assert seen.page.get_by_role("searchbox", name="Words to look for").input_value() == "foster carers"
    assert seen.page.title().startswith("“foster carers” · Search · ")
    results(seen.page).filter(has_text="Open letter to foster carers").click()
    assert urlsplit(seen.page.url).path == "/open-letter-to-foster-carers/"
    assert seen.faults == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("social workers", "Open letter to social workers"),
        ("social worker", "Open letter to social workers"),
        ("fostering", "Open letter to foster carers"),
        ("helpline", "Support for adults"),
        ("Bridge the Gap", "Step back and listen – Bridge the Gap event"),
        ("bridge the gap?!", "Step back and listen – Bridge the Gap event"),
        ("call for ideas", "Call for Ideas"),
    ],
)
def test_what_readers_look_for_stands_near_the_top(visit, site_url, words, expected):
    page = visit(site_url, f"/search/?q={words}").page
    assert expected in titles(page)[:4]


def test_a_result_says_what_it_is_and_shows_the_words(visit, site_url):
    page = visit(site_url, FEW).page
    first = results(page).first.locator("xpath=ancestor::li")
    assert first.locator(".quiet").inner_text() == "Open letter · 23 May 2022 (date uncertain)"
    assert first.locator("mark").all_inner_texts() == ["foster"]


def test_a_long_page_is_entered_at_the_heading_that_stands_over_the_words(visit, site_url):
    page = visit(site_url, "/search/?q=helpline").page
    results(page)
    page.get_by_role("link", name="12. Where is there help?").click()
    assert urlsplit(page.url).path == "/faqs/"
    assert page.locator(f"[id='{urlsplit(page.url).fragment}']").inner_text().startswith("12. Where is there help?")


def test_choices_narrow_the_search_and_back_widens_it_again(visit, site_url):
    page = visit(site_url, "/search/?q=foster").page
    everything = titles(page)
    page.get_by_label("Kind").select_option("Open letter")
    page.get_by_label("Year").select_option("2022")
    page.get_by_role("button", name="Search", exact=True).click()
    page.wait_for_url("**kind=open-letter**")
    narrowed = titles(page)
    assert 0 < len(narrowed) < len(everything)
    assert set(narrowed) <= set(everything)
    assert page.get_by_role("status").filter(has_text="pages").inner_text() == (
        f"{len(narrowed)} pages for “foster” (Kind: Open letter, Year: 2022)."
    )
    assert page.get_by_label("Kind").input_value() == "open-letter"
    page.go_back()
    assert titles(page) == everything
    assert page.get_by_label("Kind").input_value() == ""


def test_a_choice_alone_lists_all_that_it_holds_for(visit, site_url):
    page = visit(site_url, "/search/?q=&kind=speech&topic=&year=").page
    assert len(titles(page)) == 3
    assert page.locator("#told").inner_text() == "3 pages (Kind: Speech)."


def test_an_unknown_choice_is_none(visit, site_url):
    page = visit(site_url, "/search/?q=foster&kind=no-such-kind").page
    assert len(titles(page)) == 10
    assert page.get_by_label("Kind").input_value() == ""


def test_ten_are_shown_and_more_on_request_with_the_focus_on_the_first_of_them(visit, site_url):
    page = visit(site_url, MANY).page
    assert len(titles(page)) == 10
    assert page.locator("#told").inner_text().endswith(" pages for “review”, the first 10 shown.")
    page.get_by_role("button", name="Show 10 more").press("Enter")
    page.locator("#told", has_text="the first 20 shown").wait_for()
    assert len(titles(page)) == len(set(titles(page))) == 20
    assert page.evaluate(FOCUSED) == titles(page)[10]
    before = titles(page)
    page.reload()
    assert titles(page) == before
    while page.locator(".show-more").is_visible():
        count = len(titles(page))
        page.locator(".show-more").click()
        page.locator(".found > li").nth(count).wait_for()
        results(page)
    assert page.locator("#told").inner_text() == f"{len(titles(page))} pages for “review”."


def test_what_was_found_is_announced(visit, site_url):
    page = visit(site_url, NONE).page
    results(page)
    status = page.locator("#told")
    assert status.get_attribute("role") == "status"
    assert status.inner_text() == "No page was found for “zzxqy”."
    advice = page.locator("#found").inner_text()
    assert "Check the spelling." in advice
    assert "Use fewer words" in advice
    page.locator("#found").get_by_role("link", name="from A to Z").click()
    assert urlsplit(page.url).path == "/a-z/"


def test_where_choices_leave_nothing_a_link_leads_to_all(visit, site_url):
    page = visit(site_url, "/search/?q=foster&kind=blog&show=20").page
    results(page)
    page.get_by_role("link", name="Search in all kinds, topics and years.").click()
    assert len(titles(page)) == 10
    assert urlsplit(page.url).query == "q=foster"


@pytest.mark.parametrize(
    ("address", "told"),
    [("/search/", ""), ("/search/?q=", "Write one or more words to look for, or choose a kind, a topic or a year.")],
)
def test_without_words_nothing_is_looked_up(visit, site_url, address, told):
    seen = visit(site_url, address)
    seen.page.wait_for_load_state("networkidle")
    assert seen.page.locator("#told").inner_text() == told
    assert (
        seen.page.evaluate("() => performance.getEntriesByType('resource').some(e => e.name.includes('pagefind'))")
        is False
    )
    assert seen.page.locator(".needs-script").is_hidden()
    assert seen.faults == []


@pytest.mark.parametrize(
    "words", ["<img src=x onerror=alert(1)>", "</title><script>alert(1)</script>", "%", '"', "\\", "🌊"]
)
def test_words_are_never_read_as_html(visit, site_url, words):
    seen = visit(site_url, "/search/")
    seen.page.get_by_role("searchbox").fill(words)
    seen.page.get_by_role("searchbox").press("Enter")
    results(seen.page)
    assert f"“{words}”" in seen.page.locator("#told").inner_text()
    assert f"“{words}”" in seen.page.title()
    assert seen.page.locator("main img, main script").count() == 0
    assert seen.faults == []


def test_html_in_a_page_is_shown_as_text(visit, site, serve):
    built = site(draw_post(body="The bells say `<img src=x> <mark>&lt;` to ships."), "2021-06-01")
    with serve(built) as url:
        seen = visit(url, "/search/?q=bells")
        results(seen.page)
        assert "say <img src=x> <mark>&lt; to ships." in seen.page.locator("#found").inner_text()
        assert seen.page.locator("main img").count() == 0
        assert seen.faults == []


@pytest.mark.parametrize("lost", ["pagefind.js", "pagefind-entry.json", "filters.json", "wasm.en-gb.pagefind"])
def test_when_the_index_cannot_be_loaded_the_page_says_so(visit, site, serve, lost):
    built = site("", "2021-06-01")
    (built / "pagefind" / lost).unlink()
    with serve(built) as url:
        page = visit(url, "/search/?q=lamp&kind=page").page
        page.locator("#told", has_text="The search did not start.").wait_for()
        assert page.locator("main").get_by_role("link", name="Every page from A to Z").is_visible()


@pytest.mark.parametrize("folder", ["index", "fragment"])
def test_when_a_part_of_the_index_is_missing_the_page_does_not_say_that_nothing_was_found(visit, site, serve, folder):
    built = site("", "2021-06-01")
    shutil.rmtree(built / "pagefind" / folder)
    with serve(built) as url:
        page = visit(url, "/search/?q=lamp").page
        page.locator("#told", has_text="The search did not start.").wait_for()


def test_it_works_below_a_folder_of_another_site(visit, site, serve, tmp_path):
    built = site("", "2021-06-01")
    shutil.copytree(built, tmp_path / "host/review")
    with serve(tmp_path / "host") as url:
        seen = visit(url, "/review/about/")
        seen.page.get_by_role("searchbox").fill("lamp")
        seen.page.get_by_role("searchbox").press("Enter")
        results(seen.page).first.click()
        assert urlsplit(seen.page.url).path.startswith("/review/")
        assert seen.page.locator("h1").is_visible()
        assert seen.faults == []


@pytest.mark.parametrize("width", [1280, 375])
def test_without_scripts_the_way_on_leads_to_every_page(visit, site_url, width):
    page = visit(site_url, "/search/?q=foster", width, java_script_enabled=False).page
    assert page.locator(".needs-script").is_visible()
    assert "You can find every page without it" in page.locator(".needs-script").inner_text()
    page.get_by_role("button", name="Search", exact=True).click()
    assert page.locator(".needs-script").is_visible()
    page.locator("main").get_by_role("link", name="Every page from A to Z").click()
    assert page.locator("main").get_by_role("link", name="Open letter to foster carers", exact=True).first.is_visible()


def test_a_phone_has_a_link_to_the_search_and_a_wide_screen_the_box(visit, site_url):
    phone = visit(site_url, "/about/", 375, java_script_enabled=False).page
    assert not phone.get_by_role("searchbox").is_visible()
    phone.get_by_role("navigation", name="Main").get_by_role("link", name="Search").click()
    assert urlsplit(phone.url).path == "/search/"
    assert phone.get_by_role("searchbox", name="Words to look for").is_visible()
    wide = visit(site_url, "/about/", 800).page
    assert wide.get_by_role("searchbox", name="Search this site").is_visible()
    assert not wide.get_by_role("link", name="Search", exact=True).is_visible()


def test_everything_is_reached_by_keyboard(visit, site_url):
    page = visit(site_url, FEW, 320).page
    results(page)
    page.get_by_role("searchbox").focus()
    stops = []
    for _ in range(8):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("() => document.activeElement.name || document.activeElement.textContent.trim()"))
    assert stops[:5] == ["Narrow the search", "kind", "topic", "year", "Search"]
    assert stops[5:] == ["find support", *titles(page)[:2]]


@pytest.mark.parametrize("word", ["suicide", "scared", "sad"])
def test_a_word_of_which_nothing_tells_finds_nothing_and_the_way_to_support_stands_above(visit, site_url, word):
    page = visit(site_url, f"/search/?q={word}", 375).page
    page.locator("#told", has_text="No page was found").wait_for()
    link = page.locator("main").get_by_role("link", name="find support").first
    assert link.bounding_box()["y"] < page.locator("#found").bounding_box()["y"]


def test_what_was_found_is_seen_on_a_phone(visit, site_url):
    page = visit(site_url, FEW, 375).page
    results(page)
    page.wait_for_function("() => document.getElementById('told').getBoundingClientRect().top < innerHeight / 2")
    assert page.locator("main").get_by_role("link", name="find support").first.bounding_box()["y"] >= 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", [FEW, MANY, NONE, "/search/", "/a-z/", "/404.html"])
def test_axe_finds_nothing(visit, site_url, judges, address, scheme):
    page = visit(site_url, address, color_scheme=scheme, bypass_csp=True).page
    if "?" in address:
        results(page)
    assert axe(page, judges) == []


@pytest.mark.parametrize("address", [FEW, MANY, NONE, "/search/", "/a-z/", "/404.html"])
def test_it_fits_320_px_and_asks_no_other_host(visit, site_url, address):
    seen = visit(site_url, address, 320)
    if "?" in address:
        results(seen.page)
    assert seen.page.evaluate(OVERFLOW) <= 0
    assert seen.faults == []


def test_nothing_is_stored(visit, site_url):
    page = visit(site_url, MANY).page
    results(page)
    assert page.evaluate("() => [localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    assert page.evaluate("async () => [await indexedDB.databases(), await caches.keys()]") == [[], []]
    assert page.context.cookies() == []


def test_what_was_found_is_printed_without_the_form(visit, site_url):
    page = visit(site_url, FEW).page
    results(page)
    page.emulate_media(media="print")
    assert not page.locator("#search").is_visible()
    assert results(page).first.is_visible()
