"""The legal pages in a browser, in light and dark colours, on a narrow screen."""

import pytest
from tests.browser.judging import axe

PAGES = ("accessibility", "privacy", "cookies", "copyright")
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_a_narrow_screen_holds_it(visit, site_url, judges, page, scheme):
    seen = visit(site_url, f"/{page}/", 320, color_scheme=scheme, bypass_csp=True)
    assert seen.page.evaluate(OVERFLOW) <= 0
    assert axe(seen.page, judges) == []
