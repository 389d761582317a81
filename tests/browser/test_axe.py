"""Outside judges over every kind of page: axe with WCAG 2.2 AA and best practice, the Nu HTML checker."""

from tests.browser.judging import axe, vnu
from tests.browser.kinds import read_pages


def test_axe_finds_nothing_in_light_dark_and_forced_colours(reader, judged, judges):
    window = reader(bypass_csp=True)
    found = []
    for name, address in judged:
        page = window.open(name, address)
        views: dict[str, dict[str, str]] = {
            "light": {"color_scheme": "light", "forced_colors": "none"},
            "dark": {"color_scheme": "dark", "forced_colors": "none"},
            "forced colours": {"color_scheme": "light", "forced_colors": "active"},
        }
        for view, media in views.items():
            page.emulate_media(**media)
            found += [f"{name} {address} in {view}: {one}" for one in axe(page, judges)]
    assert not found, "\n".join(found)


def test_axe_finds_nothing_on_a_phone(reader, judged, judges):
    window = reader(375, 740, is_mobile=True, has_touch=True, bypass_csp=True)
    found = []
    for name, address in judged:
        page = window.open(name, address)
        found += [f"{name} {address}: {one}" for one in axe(page, judges)]
        if page.locator(".menu summary").is_visible():
            page.locator(".menu summary").click()
            found += [f"{name} {address} with the menu open: {one}" for one in axe(page, judges)]
    assert not found, "\n".join(found)


def test_vnu_finds_nothing_in_any_page_of_any_site(sites, judges):
    files = [file for built in sites.values() for _, file in read_pages(built.folder).values()]
    assert len(files) > 300
    assert vnu(sorted(files), judges) == []
