"""Every kind of page by keyboard, there and back, in a wide window, at 200 and at 400 percent.

Of the pages of very many links the longest is walked through, in the wide window alone.
"""

import pytest
from tests.browser.keyboard import WIDTHS, walk


@pytest.mark.parametrize(("width", "height"), WIDTHS)
def test_no_trap_nothing_out_of_sight_or_hidden_and_the_focus_is_seen(reader, judged_short, longest, width, height):
    window = reader(width, height)
    found = []
    for name, address in [*judged_short, *([longest] if (width, height) == WIDTHS[0] else [])]:
        page = window.open(name, address)
        found += [f"{name} {address}: {one}" for one in walk(page)]
    assert not found, "\n".join(found)
