"""A walk through a page by keyboard, there and back: WCAG 2.2 2.1.1, 2.1.2, 2.4.3, 2.4.7, 2.4.11."""

from tests.browser.scripting import read_script

WIDTHS = ((1280, 900), (640, 450), (320, 256))

_FOLLOW = read_script("follow")
_STATE = "() => ({done: walk.done, found: walk.found, missed: walk.missed(), stops: walk.stops.length})"
_ANOTHER_WAY = """() => { const back = [...walk.stops].reverse();
    return back.length !== walk.there.length || back.some((stop, index) => stop !== walk.there[index]) }"""


def walk(page) -> list[str]:
    """Walk through an open page from its start with Tab and back from its end with Shift+Tab; return what is wrong."""
    page.evaluate(_FOLLOW)
    faults = [f"Tab: {fault}" for fault in _hold(page)]
    page.evaluate("() => { walk.there = walk.stops; walk.start() }")
    page.keyboard.down("Shift")
    faults += [f"Shift+Tab: {fault}" for fault in _hold(page)]
    page.keyboard.up("Shift")
    if not faults and page.evaluate(_ANOTHER_WAY):
        faults.append("the way back is another than the way there")
    return faults


def _hold(page) -> list[str]:
    """Hold the Tab key until the focus leaves the page or comes round; return what was wrong on the way."""
    while True:
        state = page.evaluate(_STATE)
        if state["done"]:
            break
        for _ in range(max(1, len(state["missed"]))):
            page.keyboard.down("Tab")
        page.keyboard.up("Tab")
        after = page.evaluate(_STATE)
        if after["stops"] == state["stops"] and not after["done"]:
            return [f"the focus moves no more after {state['stops']} stops"]
    found = [] if state["done"] == "left" else [state["done"]]
    if state["missed"]:
        found.append(f"never came to {len(state['missed'])} stops: {state['missed'][:4]}")
    return found + state["found"][:6]
