"""Every kind of page at 320, 640 and 1280 px, text as it is and spaced out: nothing overflows, no title is cut."""

import pytest
from tests.browser.reflow import misfits, too_small


def test_every_kind_of_page_fits_at_every_width(reader, judged):
    window = reader()
    found = []
    for name, address in judged:
        found += [f"{name} {address}: {one}" for one in misfits(window.open(name, address))]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("width", [375, 1280])
def test_no_words_are_too_small(reader, judged, width):
    window = reader(width, 740)
    found = []
    for name, address in judged:
        found += [f"{name} {address}: {one}" for one in too_small(window.open(name, address))]
    assert not found, "\n".join(found)
