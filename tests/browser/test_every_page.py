"""Every page of every site: nothing is asked of another host, nothing is kept, nothing is told by the console."""

from tests.browser.reflow import cut
from tests.browser.watching import told


def test_no_page_asks_keeps_or_breaks_anything_or_overflows_a_phone(reader, every_page):
    window = reader(320, 568)
    found: list[str] = []
    for name, address in every_page:
        with told(found, f"{name} {address}", window.seen):
            page = window.open(name, address)
            window.seen.faults += window.seen.kept() + cut(page)
    assert not found, "\n".join(found)
