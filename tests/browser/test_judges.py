"""Each of our judges speaks when there is a fault: a bad page for each, and a good one at which all are silent."""

import pytest
from tests.browser.judging import axe, vnu
from tests.browser.keyboard import walk
from tests.browser.kinds import PageKind, choose
from tests.browser.printing import on_paper
from tests.browser.reflow import misfits, too_small
from tests.browser.words import DEAD, WAYS

FRAME = (
    "<!doctype html><html lang=en><meta charset=utf-8><title>Page</title>"
    "<style>a:focus {{ outline: 3px solid }}</style><body><main>{}</main>"
)
GOOD = "<h1>Title</h1><p>Words and <a href='/one'>one link</a>.</p><p><a href='/two'>Another link</a>.</p>"
ALL_LINKS = "<style>{}</style>" + GOOD
SHEET = "<script>onkeydown = event => {{ if (event.key === 'Tab') {} }}</script>"
WALKS = {
    "trapped at": GOOD + SHEET.format("if (document.activeElement === document.links[0]) event.preventDefault()"),
    "the focus moves no more": GOOD
    + "<script>addEventListener('keyup', one => one.stopImmediatePropagation(), true)</script>",
    "never came to": "<button onfocus='this.blur(); document.links[1].focus()'>Leaps</button>" + GOOD,
    "out of sight": ALL_LINKS.format("a { position: absolute; left: -999px }"),
    "hidden behind": "<div style='position: fixed; inset: 0; background: white'></div>" + GOOD,
    "no visible focus": ALL_LINKS.format("main a:focus { outline: none }"),
    "the focus changes nothing": ALL_LINKS.format("main a, main a:focus { outline: 3px solid blue }"),
    "the way back is another": GOOD
    + "<p><a href='/three'>Third link</a></p>"
    + SHEET.format(
        "{ const links = [...document.links], at = links.indexOf(document.activeElement);"
        "if (event.shiftKey && at >= 0) { event.preventDefault(); "
        "at == 1 ? links[1].blur() : links[at == 2 ? 0 : 1].focus() } }"
    ),
}
FITS = {
    "scrolls sideways": "<h1>Title</h1><p style='width: 1400px'>Wide</p>",
    "cut at its side": "<h1 style='overflow: hidden; white-space: nowrap; width: 90px'>A title that is long</h1>",
    "cut at its foot": "<h1 style='overflow: hidden; height: 20px'>A title<br>of lines</h1>",
    "beyond the window": "<h1 style='position: absolute; left: -90px'>A title that is long</h1>",
}
PAPER = {
    "of use on a screen alone": "<nav>Menu</nav>" + GOOD,
    "closed": "<style>details::details-content { content-visibility: hidden }</style>"
    "<details><summary>S</summary><p>Words</p></details>" + GOOD,
    "address not shown": GOOD + "<p><a href='https://example.org/'>Elsewhere</a></p>",
    "no title": "<h1 hidden>Title</h1>",
    "cut": GOOD + "<p style='width: 900px'>Wide</p>",
    "author and date are not first": "<article><h1>Title</h1><p>Words</p><p class=byline>Who</p></article>",
}
KEEPS = {
    "cookie one": "document.cookie = 'one=1'",
    "localStorage two": "localStorage.two = 1",
    "sessionStorage three": "sessionStorage.three = 1",
    "indexedDB four": "indexedDB.open('four')",
    "cache five": "caches.open('five')",
    "console: bad": "console.error('bad')",
    "error: worse": "throw new Error('worse')",
    "request to https://elsewhere.invalid": "new Image().src = 'https://elsewhere.invalid/'",
    "hint of another host": "document.head.insertAdjacentHTML('beforeend', '<link rel=preconnect href=https://elsewhere.invalid>')",
    "404 from": "fetch('/missing')",
}


@pytest.fixture
def shown(browser):
    """Return a way to show a page made of some HTML in a window."""
    contexts = []

    def show(body, width=1280, height=900):
        contexts.append(browser.new_context(viewport={"width": width, "height": height}))
        page = contexts[-1].new_page()
        page.set_content(FRAME.format(body))
        return page

    yield show
    for context in contexts:
        context.close()


def test_they_are_silent_about_a_good_page(shown, judges):
    page = shown(GOOD)
    assert (walk(page), misfits(page), on_paper(page), axe(page, judges)) == ([], [], [], [])


@pytest.mark.parametrize(("fault", "body"), WALKS.items(), ids=WALKS)
def test_the_walk_tells(shown, fault, body):
    assert any(fault in one for one in walk(shown(body)))


@pytest.mark.parametrize(("fault", "body"), FITS.items(), ids=FITS)
def test_the_window_tells(shown, fault, body):
    assert any(fault in one for one in misfits(shown(body)))


def test_small_words_are_told(shown):
    page = shown("<h1>Title</h1><p style='font-size: 15px'>Small</p><p>Note<sup style='font-size: 9px'>1</sup></p>")
    assert too_small(page) == ["15 px: p Small"]


def test_text_spacing_alone_can_tell(shown):
    told = misfits(shown("<h1 style='overflow: hidden; height: 1.2em; line-height: 1'>Title</h1>"))
    assert [one.split(":")[0] for one in told] == [f"{width} px with text spacing" for width in (320, 640, 1280)]


@pytest.mark.parametrize(("fault", "body"), PAPER.items(), ids=PAPER)
def test_paper_tells(shown, fault, body):
    assert any(one.startswith(fault) for one in on_paper(shown(body)))


@pytest.mark.parametrize(("fault", "script"), KEEPS.items(), ids=KEEPS)
def test_what_a_page_does_is_told(visit, serve, tmp_path, fault, script):
    (tmp_path / "index.html").write_text(FRAME.format(f"{GOOD}<script src=/do.js></script>"))
    (tmp_path / "do.js").write_text(script)
    with serve(tmp_path) as url:
        seen = visit(url, "/")
        seen.page.wait_for_load_state("networkidle")
        assert any(one.startswith(fault) for one in [*seen.faults, *seen.kept()])


@pytest.mark.parametrize("body", ["<p style='color: red'>Red</p>", "<script>1</script>", "<p onclick='1'>Click</p>"])
def test_what_the_policy_forbids_is_told(visit, serve, tmp_path, body):
    (tmp_path / "index.html").write_text(FRAME.format(body))
    with serve(tmp_path) as url:
        assert any("Content Security Policy" in fault for fault in visit(url, "/").faults)


def test_a_dead_control_and_a_way_that_is_out_of_reach_are_told(shown):
    page = shown(
        "<button>Dead</button><form action='/find'><button>Find</button></form><details><summary>More</summary>"
        "<a href='https://example.org/in'>In</a></details><a href='https://example.org/not' hidden>Not</a>"
        "<div hidden><details><summary>More</summary><a href='https://example.org/deep'>Deep</a></details></div>"
    )
    assert page.evaluate(DEAD) == ["Dead"]
    assert page.evaluate(WAYS) == ["https://example.org/in"]


def test_outside_judges_speak(shown, judges, tmp_path):
    bad = tmp_path / "index.html"
    bad.write_text("<!doctype html><title>Bad</title><img src=a.png><h1>Bad</h1>")
    assert any("alt" in one for one in vnu([bad], judges))
    assert any(one.startswith("image-alt") for one in axe(shown("<img src=a.png>"), judges))


def test_no_feature_and_no_extreme_is_left_out_by_the_choice_of_pages():
    def page(address, features, length):
        return PageKind(address, frozenset((one,) for one in features), {"length": length})

    pages = [page("/a/", "xyz", 1), page("/b/", "xy", 9), page("/c/", "w", 2), page("/d/", "x", 3)]
    assert [one.address for one in choose(pages)] == ["/a/", "/c/", "/b/"]
    assert [one.address for one in choose([page("/e/", "xv", 8), page("/f/", "x", 9)], pages)] == ["/e/"]
