"""Whether a page fits its window: WCAG 2.2 1.4.10 (reflow, which is also zoom) and 1.4.12 (text spacing)."""

from tests.browser.scripting import read_script

WINDOWS = ((320, 256), (640, 450), (1280, 900))

# 1.4.12 names these four. They come as a sheet of the document, which a policy against inline styles does not forbid.
_SPACE = """() => { const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
        word-spacing: 0.16em !important }
        p { margin-bottom: 2em !important }`);
    document.adoptedStyleSheets = [sheet] }"""
_UNSPACE = "() => { document.adoptedStyleSheets = [] }"

_CUT = read_script("cut")
_SMALL = read_script("small")
LEAST = 16  # CSS pixels


def cut(page) -> list[str]:
    """Return what does not fit the window of an open page as it is."""
    return page.evaluate(_CUT)


def too_small(page) -> list[str]:
    """Return the words of an open page that are set smaller than may be."""
    return page.evaluate(_SMALL, LEAST)


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
