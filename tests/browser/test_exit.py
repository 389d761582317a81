"""Exit this page: a plain link, quicker with a script, and nothing left of the page when one comes back."""

import pytest

ELSEWHERE = "https://www.bbc.co.uk/weather"
COVERED = "() => document.documentElement.classList.contains('exiting')"


def visit_offline(visit, site_url, address="/learning-from-tragedy-to-improve-help-and-protection/", **options):
    """Open a page from which every way out of this machine leads to a page of ours."""
    page = visit(site_url, "/about/", **options).page
    page.context.route(f"{ELSEWHERE}*", lambda route: route.fulfill(body="<title>Weather</title><h1>Weather</h1>"))
    page.goto(site_url + address)
    return page


@pytest.mark.parametrize("scripts", [True, False])
def test_the_link_leads_elsewhere_with_and_without_scripts(visit, site_url, scripts):
    page = visit_offline(visit, site_url, java_script_enabled=scripts)
    link = page.get_by_role("link", name="Exit this page")
    assert link.get_attribute("href") == ELSEWHERE
    assert link.is_visible()
    link.click()
    page.wait_for_url(f"{ELSEWHERE}*")


def test_it_is_the_second_stop_of_the_keyboard(visit, site_url):
    page = visit_offline(visit, site_url)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.textContent") == "Exit this page"


def test_shift_pressed_three_times_leaves(visit, site_url):
    page = visit_offline(visit, site_url)
    page.keyboard.press("Shift")
    assert page.get_by_role("status").inner_text() == "Shift, press 2 more times to leave this page."
    page.keyboard.press("Shift")
    assert page.get_by_role("status").inner_text() == "Shift, press 1 more time to leave this page."
    page.keyboard.press("Shift")
    page.wait_for_url(f"{ELSEWHERE}*")


def test_typing_a_capital_letter_does_not_leave(visit, site_url):
    page = visit_offline(visit, site_url)
    for key in ("Shift", "Shift", "a", "Shift", "Shift"):
        page.keyboard.press(key)
    assert not page.evaluate(COVERED)
    assert page.url.startswith(site_url)


def test_the_page_is_covered_at_once_and_back_does_not_lead_to_it(visit, site_url):
    page = visit_offline(visit, site_url)
    seen = page.evaluate(
        """() => {
            document.querySelector(".exit-page").click();
            const look = (selector) => getComputedStyle(document.querySelector(selector)).visibility;
            return [look("main"), look(".exit-cover"), document.title];
        }"""
    )
    assert seen == ["hidden", "visible", "Loading"]
    page.wait_for_url(f"{ELSEWHERE}*")
    page.go_back()
    page.wait_for_selector("h1")
    assert page.url == f"{site_url}/about/"
    assert not page.evaluate(COVERED)


def test_a_page_that_the_browser_kept_in_memory_comes_back_uncovered(visit, site_url):
    page = visit_offline(visit, site_url)
    page.evaluate("() => document.documentElement.classList.add('exiting')")
    page.evaluate("() => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    assert not page.evaluate(COVERED)
    assert page.locator("h1").is_visible()
    assert page.title() != "Loading"


@pytest.mark.parametrize("width", [320, 1280])
def test_it_hides_nothing_that_has_the_focus(visit, site_url, width):
    page = visit_offline(visit, site_url, "/support-for-adults/", width=width)
    exit_box = page.locator(".exit").bounding_box()
    for _ in range(60):
        page.keyboard.press("Tab")
        box = page.evaluate(
            "() => { const box = document.activeElement.getBoundingClientRect();"
            " return document.activeElement.closest('.exit, .skip') ? null : [box.x, box.y, box.right, box.bottom] }"
        )
        if box is not None:
            left, top, right, bottom = box
            whole = (
                left >= exit_box["x"]
                and right <= exit_box["x"] + exit_box["width"]
                and top >= exit_box["y"]
                and bottom <= exit_box["y"] + exit_box["height"]
            )
            assert not whole, page.evaluate("() => document.activeElement.outerHTML")


def test_the_footer_says_what_it_does_not_do(visit, site_url):
    page = visit(site_url, "/about/").page
    assert "It does not clear the history of your browser" in page.locator("footer").inner_text()
