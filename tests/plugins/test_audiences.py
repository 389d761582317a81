"""Routes: each audience finds on one page what is for it, and nothing that asks for what has closed."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.drawings import draw_post, drawn

from review_site.clock import parse_instant
from review_site.content.library import Library, read_library
from review_site.content.register_parts import Term
from review_site.content.routes import route_addresses, spoken_name
from review_site.lifecycle.record import brought_up, taken_back, unrecorded
from review_site.plugins.audiences import LATEST
from review_site.plugins.build import build_site

ROOT = Path(__file__).parents[2]
ROUTES = ("children-and-young-people", "families", "carers", "professionals", "leaders")
ABOUT = """---
title: Knots
description: How knots were tied.
audiences: [sailors]
publications: [final-report]
---

Words.
"""
POST = "topics: [rocks]\naudiences: [{}]"


def page(site: Path, name: str) -> str:
    text = (site / name / "index.html").read_text(encoding="utf-8")
    return text.split("<main", 1)[1].split("</main>")[0]


def section(text: str, anchor: str) -> str:
    found = re.findall(rf'<h2 id="{anchor}">.*?(?=<h2|\Z)', text, re.DOTALL)
    return found[0] if found else ""


def test_each_audience_but_everyone_has_a_route(built_site: Path) -> None:
    assert {folder.name for folder in (built_site / "for").iterdir() if folder.is_dir()} == set(ROUTES)
    listed = re.findall(r'<li><a href="([^"/]+)/">For ', page(built_site, "for"))
    assert listed == list(ROUTES)
    for way in ("index.html", "sitemap/index.html"):
        text = (built_site / way).read_text(encoding="utf-8")
        assert [name for name in ROUTES if f"for/{name}/" not in text] == []
    assert '<a href="../for/">For you</a>' in (built_site / "about/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ROUTES)
def test_a_route_of_the_closed_review_gathers_much_and_asks_for_nothing(built_site: Path, name: str) -> None:
    text = page(built_site, f"for/{name}")
    assert 'id="open"' not in text
    assert 'id="upcoming"' not in text
    assert "Coming up" not in text
    assert "any more" in section(text, "closed")
    assert "Closes:" not in text
    assert re.findall(r'<article class="line">', section(text, "news"))
    there_are_more = "</article>" in section(text, "news") and section(text, "news").count("</article>") == LATEST
    assert (f'href="../../news/for/{name}/"' in section(text, "news")) == there_are_more
    assert len(re.findall(r"<li>", section(text, "pages"))) > 3
    own = "children-and-young-people" if name == "children-and-young-people" else "adults"
    assert re.findall(r'href="\.\./\.\./support-for-([a-z-]+)/"', section(text, "support")) == [own]


def test_for_children_help_stands_first_in_plainer_words(built_site: Path) -> None:
    children, carers = page(built_site, "for/children-and-young-people"), page(built_site, "for/carers")
    assert re.findall(r'<h2 id="([a-z]+)"', children)[0] == "support"
    assert "Do you need to talk to someone?" in children
    assert re.findall(r'<h2 id="([a-z]+)"', carers)[-2:] == ["support", "elsewhere"]
    documents = section(children, "documents")
    assert 'href="../../publications/engagement-with-young-people/"' in documents
    assert 'href="../../publications/open-letters/"' in documents


@pytest.mark.parametrize(
    ("today", "state"),
    [("2021-02-15", "Open. Closes: "), ("2021-07-01", "Closed: ")],
)
def test_a_call_is_asked_while_it_is_open_and_told_of_when_it_has_closed(
    site: Callable[..., Path], today: str, state: str
) -> None:
    text = page(site("", today), "for/sailors")
    anchor, other = ("open", "closed") if state.startswith("Open") else ("closed", "open")
    assert re.search(rf'Call for Sightings</a> <span class="quiet">{state}', section(text, anchor))
    assert section(text, other) == ""


def test_a_call_that_was_announced_is_still_to_open(lay: Callable[[str], Path]) -> None:
    project = lay("")
    call = project / "content/calls/call-for-sightings.md"
    text = call.read_text("utf-8").replace("opens: 2021-02-01", "announced: 2021-01-10\nopens: 2021-02-01")
    call.write_text(text, encoding="utf-8")
    built = page(build_site(project, project / "site", "2021-01-15"), "for/sailors")
    assert section(built, "open") == ""
    assert "Not yet open. Opens: <time" in section(built, "upcoming")


def test_a_route_gathers_by_what_entries_say_of_their_audiences(site: Callable[..., Path]) -> None:
    posts = "".join(
        draw_post(f"knot-{number}", published=f"2021-0{number}-01", more=POST.format("sailors"))
        for number in range(1, 8)
    )
    built = site(
        drawn("docs/knots.md", ABOUT) + posts + draw_post("lamp-oil", more=POST.format("keepers")), "2022-01-01"
    )
    sailors, keepers = page(built, "for/sailors"), page(built, "for/keepers")
    assert re.findall(r">Knot (\d)</a>", sailors) == ["7", "6", "5", "4", "3"]
    assert "Lamp oil" in keepers
    assert "Lamp oil" not in sailors
    assert "Knots</a>" in section(sailors, "pages")
    assert "Knots</a>" not in keepers
    assert re.findall(r'href="([^"]+)"', section(sailors, "documents")) == [
        "../../publications/",
        "../../publications/atlas-of-lamps/",
        "../../publications/final-report/",
    ]
    assert "Open tower day" in section(sailors, "events")
    assert "Open tower day" not in keepers
    assert 'href="../../support/"' in section(sailors, "support")


def test_a_route_with_nothing_in_it_says_where_else_to_look(site: Callable[..., Path]) -> None:
    text = page(site("", "2021-01-05"), "for/keepers")
    assert "Nothing is gathered here yet." in text
    assert re.findall(r'<h2 id="([a-z]+)"', text) == ["support", "elsewhere"]
    assert 'href="../../news/"' in text
    assert 'href="../../sitemap/"' in text


def test_a_page_that_was_withdrawn_is_gathered_nowhere(site: Callable[..., Path]) -> None:
    withdrawn = ABOUT.replace("publications: [final-report]", "withdrawn: {on: 2021-06-01, reason: It was wrong.}")
    assert "Knots" not in page(site(drawn("docs/knots.md", withdrawn), "2021-06-02"), "for/sailors")


def test_a_review_for_everyone_alone_has_no_routes(lay: Callable[[str], Path]) -> None:
    project = lay("")
    for file in (
        *project.glob("content/*/*.md"),
        *project.glob("content/publications/*.yml"),
        *project.glob("docs/**/*.md"),
        project / "content/review.yml",
    ):
        text = re.sub(r"^audiences: .*\n", "", file.read_text("utf-8"), flags=re.MULTILINE)
        file.write_text(
            re.sub(r"^audiences:\n(?:  .*\n)+", "audiences:\n  everyone:\n    name: All\n    about: All.\n", text,
                   flags=re.MULTILINE),
            encoding="utf-8",
        )  # fmt: skip
    built = build_site(project, project / "site", "2022-01-01")
    assert not (built / "for").exists()
    assert "For you" not in (built / "index.html").read_text("utf-8")


AFTER = parse_instant("2022-01-01")


def test_the_address_of_a_route_cannot_be_lost_silently(lay: Callable[[str], Path]) -> None:
    project = lay("")
    library = read_library(project / "content", project / "docs")
    addresses = {"/for/", "/for/sailors/", "/for/keepers/"}
    assert addresses <= set(unrecorded(library, AFTER))
    assert addresses <= brought_up(library, AFTER).ledger.keys()
    ledger = project / "content/addresses.txt"
    ledger.write_text(ledger.read_text("utf-8") + "/for/keepers/\n", encoding="utf-8")
    assert told(project) == []
    register = project / "content/review.yml"
    text = register.read_text("utf-8").replace("  keepers:\n    name: Keepers", "  lamplighters:\n    name: Keepers")
    register.write_text(text, encoding="utf-8")
    for post in (project / "content/blogs").glob("*.md"):
        post.write_text(post.read_text("utf-8").replace("keepers]", "lamplighters]"), encoding="utf-8")
    (line,) = [line for line in told(project) if "/for/keepers/ " in line]
    assert "/for/keepers/ was published, and no audience of the register has that page any more" in line
    register.write_text(f"{text}\nredirects:\n  /for/keepers/: /for/lamplighters/\n", encoding="utf-8")
    assert told(project) == []
    built = build_site(project, project / "site", "2022-01-01")
    assert "/for/lamplighters/" in (built / "site-index.json").read_text("utf-8")
    assert "This page has moved" in page(built, "for/keepers")


def told(project: Path) -> list[str]:
    library: Library = read_library(project / "content", project / "docs")
    return [str(problem) for problem in taken_back(library, AFTER)]


@pytest.mark.parametrize(
    ("name", "spoken"), [("Carers", "carers"), ("NHS staff", "NHS staff"), ("Young people", "young people")]
)
def test_the_name_of_an_audience_stands_in_a_sentence(name: str, spoken: str) -> None:
    assert spoken_name(Term(name=name, about="It.")) == spoken


def test_the_real_routes_are_the_five_and_the_list_of_them() -> None:
    library = read_library(ROOT / "content", ROOT / "docs")
    assert route_addresses(library.review) == ("/for/", *(f"/for/{name}/" for name in ROUTES))
