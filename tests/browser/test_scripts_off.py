"""Scripts off: every kind of page says the same and works, and every page can be come to from the home page."""

import json

import pytest
from tests.browser.kinds import NOT_FOUND
from tests.browser.words import DEAD, WAYS, WORDS

SEARCH = "/search/"  # answers a question with a script; its page for readers without one says so
WIDTHS = (1280, 375)


@pytest.mark.parametrize("width", WIDTHS)
def test_every_kind_of_page_says_the_same_and_nothing_is_dead(reader, judged, width):
    full, plain = reader(width, 740), reader(width, 740, java_script_enabled=False)
    found = []
    for name, address in judged:
        with_scripts, without = full.open(name, address), plain.open(name, address)
        words = without.evaluate(WORDS)
        if not words or (address != SEARCH and with_scripts.evaluate(WORDS) != words):
            found.append(f"{name} {address}: the words of main differ")
        found += [f"{name} {address}: does nothing: {one}" for one in without.evaluate(DEAD)]
    assert not found, "\n".join(found)


def test_every_page_can_be_come_to_from_the_home_page_in_a_wide_window_and_on_a_phone(reader, sites, urls):
    window = reader(java_script_enabled=False)
    entries = json.loads((sites["today"].folder / "site-index.json").read_text("utf-8"))["entries"]
    wanted = {one["address"] for one in entries if one["file"].endswith(".html") and one["status"] == 200} - {NOT_FOUND}
    ways: dict[str, dict[int, list[str]]] = {}
    for address in sorted(wanted):
        page = window.open("today", address)
        ways[address] = {}
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 740})
            ways[address][width] = page.evaluate(WAYS)
    missed = {width: sorted(wanted - _reached(ways, urls["today"], width)) for width in WIDTHS}
    assert missed == {width: [] for width in WIDTHS}


def _reached(ways: dict[str, dict[int, list[str]]], site: str, width: int) -> set[str]:
    """Return the addresses that a reader comes to from the home page by following links."""
    reached, further = {"/"}, ["/"]
    while further:
        for url in ways[further.pop()][width]:
            address = url.removeprefix(site)
            if address in ways and address not in reached:
                reached.add(address)
                further.append(address)
    return reached
