"""Pages over time: what stands at an instant, and the earlier versions that stay."""

import re
from collections.abc import Callable
from pathlib import Path

import feedparser
import pytest
from PIL import Image
from tests.pages import index, page, words

from review_site.clock import parse_instant
from review_site.content.library import read_library, read_review
from review_site.content.skeletons import write_skeleton
from review_site.plugins.build import build_site
from review_site.problems import ProblemsError
from review_site.style.library import advise_library

CALL = "call-for-sightings"  # from 2021-02-01 to 2021-06-30T17:00, reported 2021-09-01
TIDES = f"""docs/tides.md
    ---
    title: Tides
    description: Of tides.
    ---

    Always. See [first light](/first-light/).

    /// call | {CALL}: upcoming
    Soon we ask.[^1]
    ///
    /// call | {CALL}: open
    We are asking.
    ///
    /// call | {CALL}: from closed
    We asked, and [reported](/final-report/).
    ///

    [^1]: A note of the first days.
"""
EARLY, LATER = "/tides/as-at/2021-01-04/", "/tides/as-at/2021-02-01/"


@pytest.mark.parametrize(
    ("today", "said"),
    [
        ("2021-01-31T23:59", "Soon we ask."),
        ("2021-02-01", "We are asking."),
        ("2021-06-30T16:59", "We are asking."),
        ("2021-06-30T17:00", "We asked, and reported."),
    ],
)
def test_a_page_says_what_is_true_at_the_instant_and_nothing_else(
    today: str, said: str, site: Callable[..., Path]
) -> None:
    text = words(site(TIDES, today), "/tides/")
    every = {"Soon we ask.", "We are asking.", "We asked, and reported."}
    assert {one for one in every if one in text} == {said}
    assert "///" not in text
    assert ("A note of the first days." in text) == (said == "Soon we ask.")


def test_what_is_said_later_is_in_no_byte_before(site: Callable[..., Path]) -> None:
    built = site(TIDES, "2021-02-15")
    for file in built.rglob("*"):
        assert not file.is_file() or b"We asked" not in file.read_bytes()


def test_earlier_versions_stay_marked_and_linked(site: Callable[..., Path]) -> None:
    built = site(TIDES, "2022-03-02")
    now, early = page(built, "/tides/"), page(built, EARLY)
    assert re.findall(r'href="(as-at/[^"]+)"', now) == ["as-at/2021-02-01/", "as-at/2021-01-04/"]
    assert "Soon we ask." in words(built, EARLY)
    assert "This is an earlier version of the page" in words(built, EARLY)
    assert "how things stood from 4 January 2021 until 1 February 2021." in words(built, EARLY)
    assert '<a href="../../">Read the page as it stands now</a>' in early
    assert '<meta name="robots" content="noindex">' in early
    assert "A note of the first days." in early
    assert "A note of the first days." not in page(built, LATER)


def test_an_earlier_version_leads_only_to_what_there_was(site: Callable[..., Path]) -> None:
    built = site(TIDES, "2022-03-02")
    light = re.compile(r'<a href="[^"]*first-light/">first light</a>')
    assert not light.search(page(built, EARLY))
    assert "See first light." in words(built, EARLY)
    assert light.search(page(built, "/tides/"))


def test_earlier_versions_are_kept_in_sitemaps_and_index_and_left_out_of_lists_and_feeds(
    site: Callable[..., Path],
) -> None:
    built = site(TIDES, "2022-03-02")
    assert EARLY in (built / "sitemap.xml").read_text(encoding="utf-8")
    assert 'href="../tides/as-at/2021-01-04/"' in page(built, "/sitemap/")
    assert {address: entry["kind"] for address, entry in index(built).items() if "/as-at/" in address}[
        EARLY
    ] == "version"
    feeds = [feedparser.parse(file.read_bytes()) for file in built.rglob("*.atom")]
    assert all("as-at" not in entry.link for feed in feeds for entry in feed.entries)
    assert all("as-at" not in file.read_text(encoding="utf-8") for file in (built / "news").rglob("*.html"))


def test_a_withdrawn_page_takes_its_earlier_versions_with_it(site: Callable[..., Path]) -> None:
    gone = TIDES.replace("    ---\n\n", "    withdrawn: {on: 2022-01-01, reason: A mistake.}\n    ---\n\n", 1)
    built = site(gone, "2022-03-02")
    for address in (EARLY, LATER):
        assert index(built)[address]["status"] == 410
        assert "Soon we ask." not in page(built, address)
    assert "/tides/" not in (built / "sitemap.xml").read_text(encoding="utf-8")


def test_a_version_that_was_published_may_not_be_lost(lay: Callable[[str], Path]) -> None:
    project = lay(TIDES)
    ledger = project / "content/addresses.txt"
    ledger.write_text(ledger.read_text() + f"{EARLY}\n/tides/as-at/2021-02-02/\n")
    with pytest.raises(ProblemsError) as caught:
        build_site(project, project / "site", None)
    assert [problem.what for problem in caught.value.problems] == [
        "/tides/as-at/2021-02-02/ was published, and a changed date (of a call, a stage, a state block) takes it away"
    ]


def test_no_page_may_stand_where_versions_stand(lay: Callable[[str], Path]) -> None:
    project = lay(
        "docs/tides/as-at/2021-02-01.md\n    ---\n    title: Tides\n    description: Of it.\n    ---\n\n    A.\n"
    )
    with pytest.raises(ProblemsError, match="is already used by a page that is built by itself"):
        build_site(project, project / "site", "2022-03-02")


@pytest.mark.parametrize(
    ("today", "said"),
    [
        ("2021-07-15", "The review is writing its report."),
        ("2022-02-28T23:59", "The review has published its final report."),
        ("2022-03-01", "The review has ended. Only corrections are added."),
    ],
)
def test_the_stage_is_told_at_the_foot_of_the_feeds_description(
    today: str, said: str, site: Callable[..., Path]
) -> None:
    assert feedparser.parse((site("", today) / "feed.atom").read_bytes()).feed.subtitle.endswith(said)


# The three pages of which the real site had earlier states, with how many came before the last.
@pytest.mark.parametrize(("address", "count"), [("/case-for-change/", 2), ("/call-for-ideas/", 2), ("/faqs/", 1)])
def test_the_real_pages_show_their_real_states(address: str, count: int, built_site: Path) -> None:
    found = [entry for entry in index(built_site) if entry.startswith(f"{address}as-at/")]
    assert len(found) == count
    assert all(f'href="{one.removeprefix(address)}"' in page(built_site, address) for one in found)


def test_every_earlier_version_of_the_real_site_is_linked_from_its_page(built_site: Path) -> None:
    found = [address for address in index(built_site) if "/as-at/" in address]
    assert len(found) > 10
    for address in found:
        own, _, _ = address.partition("as-at/")
        assert f'href="{address.removeprefix(own)}"' in page(built_site, own)


FILES = """docs/tides.md
    ---
    title: Tides
    description: Of tides.
    ---

    /// dates | until 2021-03-01
    ![Low water](low.png) and [a plan](plan.pdf)
    ///
    /// dates | from 2021-03-01
    ![High water](high.png) and [a report](report.pdf)
    ///
"""


@pytest.mark.parametrize(
    ("today", "names"),
    [("2021-02-28", {"low", "plan"}), ("2021-03-01", {"low", "plan", "high", "report"})],
)
def test_the_files_of_a_state_come_with_it_and_stay_with_its_version(
    today: str, names: set[str], lay: Callable[[str], Path]
) -> None:
    project = lay(FILES)
    for folder in ("pictures", "attachments"):
        (project / "content" / folder).mkdir(exist_ok=True)
    for name in ("low", "high"):
        Image.new("RGB", (800, 600)).save(project / f"content/pictures/{name}.png")
    for name in ("plan", "report"):
        (project / f"content/attachments/{name}.pdf").write_bytes(b"%PDF-1.4 " + name.encode())
    built = build_site(project, project / "site", today)
    found = [file.name for file in built.rglob("*") if file.parent.name in ("pictures", "attachments")]
    assert {name for name in ("low", "plan", "high", "report") if any(name in file for file in found)} == names


def test_two_pages_of_one_title_both_have_their_versions_in_the_sitemap(site: Callable[..., Path]) -> None:
    built = site(TIDES + TIDES.replace("docs/tides.md", "docs/waves.md"), "2022-03-02")
    for name in ("tides", "waves"):
        assert f'href="../{name}/as-at/2021-01-04/"' in page(built, "/sitemap/")


def test_drafts_of_a_call_and_of_its_page_stop_nothing(lay: Callable[[str], Path]) -> None:
    draft = TIDES.replace(CALL, "lamps").replace("    ---\n\n", "    status: draft\n    faq: true\n    ---\n\n", 1)
    project = lay(draft)
    review = read_review(project / "content")
    write_skeleton("call", "Lamps", review, parse_instant("2021-01-05"), project / "content", project / "docs")
    library = read_library(project / "content", project / "docs")
    assert {problem.level for problem in library.unfinished} == {"to do"}
    assert advise_library(library, project / "content", parse_instant("2021-02-15")) == []
    assert build_site(project, project / "site", "2021-02-15").is_dir()
    assert "Soon we ask." in words(build_site(project, project / "preview", "2021-02-15", preview=True), "/tides/")
