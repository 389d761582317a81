"""Whether a page fits its window: WCAG 2.2 1.4.10 (reflow, which is also zoom by 400 percent) and 1.4.12 (text spacing)."""

WINDOWS = ((320, 256), (640, 450), (1280, 900))

# 1.4.12 names these four. They come as a sheet of the document, which a policy against inline styles does not forbid.
_SPACE = """() => { const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }");
    document.adoptedStyleSheets = [sheet] }"""
_UNSPACE = "() => { document.adoptedStyleSheets = [] }"

# Text may be cut by its own box, or by the edge of the window, out of which no scrolling leads to it.
_CUT = """() => { const found = [], root = document.documentElement;
    if (root.scrollWidth > root.clientWidth) found.push(`scrolls sideways: ${root.scrollWidth} > ${root.clientWidth}`);
    const told = one => one.tagName.toLowerCase() + " " + one.textContent.trim().replace(/\\s+/g, " ").slice(0, 40);
    for (const one of document.querySelectorAll("body *")) {
        if (one.clientWidth <= 5 || !one.textContent.trim()) continue;
        const style = getComputedStyle(one);
        if (/hidden|clip/.test(style.overflowX) && one.scrollWidth > one.clientWidth + 1) found.push("cut at its side: " + told(one));
        if (/hidden|clip/.test(style.overflowY) && one.scrollHeight > one.clientHeight + 1) found.push("cut at its foot: " + told(one));
    }
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), range = document.createRange();
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
        const one = text.parentElement;
        if (!text.data.trim() || one.closest(".unseen, .skip") || !one.checkVisibility({visibilityProperty: true})) continue;
        range.selectNodeContents(text);
        const box = range.getBoundingClientRect();
        if (!box.width || (box.right <= root.clientWidth + 1 && box.left >= -1)) continue;
        let around = one;
        while (around !== document.body && !/auto|scroll/.test(getComputedStyle(around).overflowX)) around = around.parentElement;
        if (around === document.body) found.push("beyond the window: " + told(one));
    }
    return found.slice(0, 6) }"""


def cut(page) -> list[str]:
    """Return what does not fit the window of an open page as it is."""
    return page.evaluate(_CUT)


def misfits(page) -> list[str]:
    """Return what does not fit of an open page at each width, with text as it is and with text spaced out."""
    found = []
    for width, height in WINDOWS:
        page.set_viewport_size({"width": width, "height": height})
        found += [f"{width} px: {one}" for one in cut(page)]
        page.evaluate(_SPACE)
        found += [f"{width} px with text spacing: {one}" for one in cut(page)]
        page.evaluate(_UNSPACE)
    return found
