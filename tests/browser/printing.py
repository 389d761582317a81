"""What is wrong with a page on paper."""

from tests.browser.scripting import read_script

_ON_PAPER = read_script("on_paper")

PAPER = {"width": 680, "height": 960}  # A4 without its margins, in CSS pixels


def on_paper(page) -> list[str]:
    """Return what is wrong with an open page as it is printed."""
    page.set_viewport_size(PAPER)
    page.emulate_media(media="print")
    found = page.evaluate(_ON_PAPER)
    page.emulate_media(media="screen")
    return found
