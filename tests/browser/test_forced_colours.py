"""Forced colours: the focus, the state of a call and the current item of the menu can still be told apart."""

LOOKS = """one => { const style = getComputedStyle(one);
    return [style.borderTopWidth, style.borderTopStyle, style.borderBottomWidth, style.borderBottomStyle].join(" ") }"""
DRAWN = """one => { const style = getComputedStyle(one);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
        && style.outlineColor !== getComputedStyle(document.body).backgroundColor }"""


def test_each_stop_draws_an_outline(reader, judged):
    window = reader(forced_colors="active")
    found = []
    for name, address in judged:
        page = window.open(name, address)
        page.keyboard.press("Tab")
        stops = page.locator("a[href]:visible, summary:visible, input:visible, button:visible, select:visible")
        for stop in stops.all()[:: max(1, stops.count() // 12)]:  # a dozen, from the first to the last
            stop.focus()
            if not stop.evaluate(DRAWN):
                found.append(f"{name} {address}: {stop.inner_text()}")
    assert not found, "\n".join(found)


def test_the_current_item_of_the_menu_has_a_mark_that_no_other_has(reader):
    page = reader(forced_colors="active").open("today", "/about/")
    looks = {item.evaluate(LOOKS) for item in page.locator(".menu a:not([aria-current])").all()}
    assert page.locator(".menu a[aria-current]").evaluate(LOOKS) not in looks


def test_the_state_of_a_call_stands_in_a_box(reader):
    page = reader(forced_colors="active").open("showcase", "/about/")
    states = page.locator(".state").all()
    assert {state.inner_text() for state in states} >= {"Open", "Not yet open"}
    assert all(state.evaluate("one => parseFloat(getComputedStyle(one).borderTopWidth)") >= 2 for state in states)
