"""Forced colours: the focus, the state of a call and the current item of the menu can still be told apart."""

LOOKS = """one => { const style = getComputedStyle(one);
    return [style.borderTopWidth, style.borderTopStyle, style.borderBottomWidth, style.borderBottomStyle].join(" ") }"""
UNDRAWN = """() => [...document.querySelectorAll("a[href], summary, input, button, select")].filter(stop => {
    if (!stop.checkVisibility({visibilityProperty: true})) return false;
    stop.focus();
    const style = getComputedStyle(stop);
    return !(style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
        && style.outlineColor !== getComputedStyle(document.body).backgroundColor);
}).map(stop => stop.textContent.trim())"""


def test_each_stop_draws_an_outline(reader, judged):
    window = reader(forced_colors="active")
    found = []
    for name, address in judged:
        page = window.open(name, address)
        page.keyboard.press("Tab")  # from now on the browser shows the focus
        found += [f"{name} {address}: {stop}" for stop in page.evaluate(UNDRAWN)]
    assert not found, "\n".join(found)


def test_the_current_item_of_the_menu_has_a_mark_that_no_other_has(reader):
    page = reader(forced_colors="active").open("today", "/about/")
    looks = {item.evaluate(LOOKS) for item in page.locator(".menu a:not([aria-current])").all()}
    assert page.locator(".menu a[aria-current]").evaluate(LOOKS) not in looks


def test_the_state_of_a_call_stands_in_a_box(reader):
    page = reader(forced_colors="active").open("showcase", "/")
    states = page.locator(".state").all()
    assert {state.inner_text() for state in states} >= {"Open", "Not yet open"}
    assert all(state.evaluate("one => parseFloat(getComputedStyle(one).borderTopWidth)") >= 2 for state in states)
