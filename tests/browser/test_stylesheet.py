"""The smaller stylesheet shows every form of Markdown as the whole one does."""

from pathlib import Path

import markdown
import material
import pytest

from review_site.plugins.stylesheet import slim_stylesheet

ROOT = Path(__file__).parents[2]
FORMS = Path(__file__).parent / "forms.md"
EXTENSIONS = [
    *("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables"),
    *("pymdownx.critic", "pymdownx.details", "pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.keys"),
    *("pymdownx.mark", "pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist"),
]
OPTIONS = {
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.tasklist": {"custom_checkbox": True},
    "pymdownx.highlight": {"linenums": True, "linenums_style": "table"},
}
LOOKS = """() => {
  const looks = {};
  [...document.querySelectorAll("*")].forEach((element, number) => {
    const parts = [null, "::before", "::after", ...(element.tagName === "LI" ? ["::marker"] : [])];
    for (const part of parts) {
      const style = getComputedStyle(element, part);
      if (part && part !== "::marker" && style.content === "none") continue;
      const own = [...style].filter(name => !name.startsWith("--"));
      const name = `${number} ${element.tagName}.${element.className}${part || ""}`;
      looks[name] = own.map(name => `${name}: ${style.getPropertyValue(name)}`).join("; ");
    }
  });
  return looks;
}"""
VIEWS = {
    "wide": ({"width": 1280, "height": 740}, {"color_scheme": "light"}),
    "phone in the dark": ({"width": 375, "height": 740}, {"color_scheme": "dark"}),
    "print": ({"width": 1000, "height": 740}, {"media": "print"}),
}


def whole_sheet() -> bytes:
    """Return Material's stylesheet and ours, joined as the build joins them."""
    (first,) = Path(material.__file__).parent.glob("templates/assets/stylesheets/main.*.min.css")
    return b"\n".join(path.read_bytes() for path in (first, *sorted((ROOT / "theme/styles").glob("*.css"))))


def looks(browser, built_site: Path, sheet: bytes, view: str) -> dict[str, str]:
    """Return how each element of a page with all forms looks under a stylesheet: every property, computed.

    Custom properties show nothing by themselves and are left out.
    """
    size, media = VIEWS[view]
    frame = (built_site / "about/index.html").read_text(encoding="utf-8")
    before, _, after = frame.partition("<h1>")
    text = markdown.markdown(FORMS.read_text(encoding="utf-8"), extensions=EXTENSIONS, extension_configs=OPTIONS)
    body = f"{before[before.index('<body') :]}{text}<h1>{after}"
    context = browser.new_context(viewport=size, reduced_motion="reduce")
    page = context.new_page()
    page.emulate_media(**media)
    page.set_content(f"<!doctype html><html lang=en-GB><head><style>{sheet.decode()}</style></head>{body}")
    seen = page.evaluate(LOOKS)
    context.close()
    return seen


@pytest.mark.parametrize("view", VIEWS)
def test_every_form_looks_the_same(browser, built_site, view):
    whole = whole_sheet()
    before, after = (looks(browser, built_site, sheet, view) for sheet in (whole, slim_stylesheet(whole)))
    assert len(before) > 500
    assert {name: (value, after.get(name)) for name, value in before.items() if after.get(name) != value} == {}
    assert after.keys() == before.keys()


def test_a_rule_that_is_lost_is_seen(browser, built_site):
    whole = slim_stylesheet(whole_sheet())
    lost = whole.replace(b".md-typeset .task-list-item", b".md-typeset .lost")
    assert lost != whole
    before, after = (looks(browser, built_site, sheet, "wide") for sheet in (whole, lost))
    assert any(after.get(name) != value for name, value in before.items())


def test_the_page_has_every_form():
    text = markdown.markdown(FORMS.read_text(encoding="utf-8"), extensions=EXTENSIONS, extension_configs=OPTIONS)
    kinds = [
        *("note", "abstract", "info", "tip", "success", "question"),
        *("warning", "failure", "danger", "bug", "example", "quote"),
    ]
    forms = [f'class="admonition {kind}"' for kind in kinds] + [
        *(
            'class="tabbed-set',
            "<details",
            "<table",
            'class="footnote"',
            'class="task-list',
            "<dl>",
            'class="highlight',
        ),
        *("<abbr", 'class="keys"', 'class="grid', "<mark", "<kbd", "<blockquote", "<hr", "md-button", "<ins", "<del"),
        *("inline end", "highlighttable", "<img", "<pre", "<ol", "<ul"),
    ]
    assert [form for form in forms if form not in text] == []
