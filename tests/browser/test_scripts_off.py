"""Scripts off: every kind of page says the same and works, and every page can be come to from the home page."""

import json

import pytest
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


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_can_be_come_to_from_the_home_page(reader, sites, urls, width):
    window = reader(width, 740, java_script_enabled=False)
    entries = json.loads((sites["today"].folder / "site-index.json").read_text("utf-8"))["entries"]
    wanted = {one["address"] for one in entries if one["file"].endswith(".html") and one["status"] == 200}
    further = ["/"]
    met = set(further)
    while further and not met >= wanted:
        links = window.open("today", further.pop()).evaluate(WAYS)
        found = [address for address in (link.removeprefix(urls["today"]) for link in links) if address in wanted - met]
        further += found
        met.update(found)
    assert wanted - met == set()
