"""What a page says and where it leads, as far as a reader can get to it."""

WORDS = "() => document.querySelector('main').innerText.replace(/\\s+/g, ' ').trim()"

# A link in a closed disclosure can be come to if its summary can be seen.
WAYS = """() => [...document.querySelectorAll("a[href]")].filter(link => {
    let one = link;
    for (let closed; (closed = one.closest("details:not([open])")) && !one.closest("summary"); one = closed.parentElement) {
        const summary = closed.querySelector("summary");
        if (!one.checkVisibility({visibilityProperty: true}) && !(summary && summary.checkVisibility({visibilityProperty: true}))) return false;
    }
    const box = link.getBoundingClientRect();
    return link.closest("details:not([open])") || (link.checkVisibility({visibilityProperty: true}) && box.width > 1);
}).map(link => link.href.split("#")[0])"""

# What looks like a control and does nothing: no form takes it anywhere and no disclosure opens by it.
DEAD = """() => [...document.querySelectorAll("button, [role=button], [role=tab], input:not([type=hidden]), select, textarea")]
    .filter(one => one.checkVisibility({visibilityProperty: true}) && one.getBoundingClientRect().width > 1
        && !one.closest("form[action]") && !one.closest("summary"))
    .map(one => one.getAttribute("aria-label") || one.textContent.trim() || one.name)"""
