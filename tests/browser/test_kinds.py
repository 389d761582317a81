"""No kind of page is forgotten: each template, kind of place and state of a call is among the pages that are judged."""

from tests.browser.sites import ROOT

FRAMES = {"shell.html"}  # extended by others alone


def judged_kinds(kinds, judged):
    return [page for name, pages in kinds.items() for page in pages if (name, page.address) in judged]


def test_every_template_of_the_theme_makes_a_page_that_is_judged(kinds, judged):
    made = {
        name
        for page in judged_kinds(kinds, judged)
        for kind, *rest in page.features
        if kind == "template"
        for name in rest
    }
    assert made == {file.name for file in (ROOT / "theme").glob("*.html")} - FRAMES


def test_whatever_stands_on_any_page_stands_on_one_that_is_judged(kinds, judged):
    seen = set().union(*(page.features for page in judged_kinds(kinds, judged)))
    for name, pages in kinds.items():
        for page in pages:
            assert page.features <= seen, (name, page.address)


def test_states_that_the_real_site_is_not_in_today_are_judged(kinds, judged):
    seen = set().union(*(page.features for page in judged_kinds(kinds, judged)))
    assert {("kind", "withdrawn"), ("kind", "moved"), ("section", "preview"), ("figure",)} <= seen
    assert {("section", state) for state in ("upcoming", "open", "closed", "reported")} <= seen
    panels = "note abstract info tip success question warning failure danger bug example quote"
    assert {("div", kind) for kind in panels.split()} <= seen
