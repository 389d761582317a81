"""Every kind of page at 320, 640 and 1280 px, text as it is and spaced out: nothing overflows, no title is cut."""

from tests.browser.reflow import misfits


def test_every_kind_of_page_fits_at_every_width(reader, judged):
    window = reader()
    found = []
    for name, address in judged:
        found += [f"{name} {address}: {one}" for one in misfits(window.open(name, address))]
    assert not found, "\n".join(found)
