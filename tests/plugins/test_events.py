"""Events, the timeline and notices as readers find them on a page, as at a day."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.drawings import drawn

from review_site.content.dated import Event
from review_site.plugins.build import build_site
from review_site.plugins.events import dates_of

EVENT = """---
title: {title}
id: tag:lighthouses.example.org,2021-01-04:events/{slug}
announced: 2021-02-02
on: {on}
{more}format: online
audiences: [keepers, everyone]
access: There is a lift.
page: /about/
source: review:/about/
---

{body}
"""
PAGE = "---\ntitle: {name}\ndescription: {name}.\nshow: [{name}]\n---\n\nWords.\n"


def draw(slug: str, on: str, more: str = "", body: str = "All are met.") -> str:
    text = EVENT.format(title=slug.capitalize(), slug=slug, on=on, more=more, body=body)
    register = (Path(__file__).parents[1] / "example/content/review.yml").read_text(encoding="utf-8")
    audiences = register.replace("audiences:\n", "audiences:\n  everyone:\n    name: Everyone\n    about: All.\n")
    return (
        drawn(f"content/events/{slug}.md", text)
        + drawn("docs/when.md", PAGE.format(name="events"))
        + drawn("content/review.yml", audiences)
    )


def page(site: Path, name: str) -> str:
    text = (site / name / "index.html").read_text(encoding="utf-8")
    return text.split("<main", 1)[1].split("</main>")[0]


def headings(text: str) -> list[str]:
    return re.findall(r"<h[23][^>]*>(.*?)</h[23]>", text)


def test_what_comes_up_stands_first_the_soonest_before_the_others(site: Callable[..., Path]) -> None:
    built = site(draw("horns", "2021-06-01T10:00") + draw("bells", "2021-05-20"), "2021-05-09")
    text = page(built, "when")
    assert headings(text) == ["Coming up", "Past events"]
    assert re.findall(r">(Bells|Horns|Open tower day)</a>", text) == ["Bells", "Horns", "Open tower day"]
    ahead, past = text.split("Past events")
    assert '<time datetime="2021-05-20">Thursday 20 May 2021</time>' in ahead
    assert '<time datetime="2021-06-01T10:00:00+01:00">10am on Tuesday 1 June 2021</time>' in ahead
    assert "Online. For <a" in ahead
    assert re.search(r'For <a href="\.\./for/keepers/">keepers</a>, for everyone\.', ahead)
    assert "Access: There is a lift." in ahead
    assert "Open tower day" in past


def test_the_newest_of_what_is_past_stands_first(site: Callable[..., Path]) -> None:
    built = site(draw("horns", "2021-03-01T10:00") + draw("bells", "2021-05-20"), "2021-06-01")
    text = page(built, "when")
    assert re.findall(r">(Bells|Horns|Open tower day)</a>", text) == ["Bells", "Open tower day", "Horns"]


@pytest.mark.parametrize(
    ("today", "expected"),
    [("2021-02-01", ["Coming up"]), ("2021-05-09", ["Coming up", "Past events"]), ("2021-09-01", ["Past events"])],
)
def test_nobody_is_told_that_nothing_comes_once_the_review_asks_nobody(
    site: Callable[..., Path], today: str, expected: list[str]
) -> None:
    text = page(site(drawn("docs/when.md", PAGE.format(name="events")), today), "when")
    assert headings(text) == expected
    assert ("No event to come is listed." in text) == ("Coming up" in expected)


def test_an_event_of_days_is_marked_as_under_way(site: Callable[..., Path]) -> None:
    drawing = draw("bells", "2021-05-20", "ends: 2021-05-22\n")
    text = page(site(drawing, "2021-05-21"), "when")
    assert re.search(r"Thursday 20 May 2021</time> to <time[^>]*>Saturday 22 May 2021</time> <span", text)
    assert "Under way" in text


def test_the_text_of_an_event_is_markdown_without_what_colleagues_noted(site: Callable[..., Path]) -> None:
    body = "See [the review](/about/) & more. <!-- zanzibar -->"
    built = site(draw("bells", "2021-05-20", body=body), "2021-05-21")
    text = page(built, "when")
    assert '<a href="../about/">the review</a> &amp; more.' in text
    assert not [file for file in built.rglob("*") if file.is_file() and b"zanzibar" in file.read_bytes()]


def test_an_event_that_is_not_announced_is_in_no_byte(site: Callable[..., Path]) -> None:
    built = site(draw("quincunx", "2021-05-20", body="Zanzibar."), "2021-02-01")
    words = (b"quincunx", b"zanzibar")
    files = [file for file in built.rglob("*") if file.is_file()]
    assert [file for file in files if any(word in file.read_bytes().lower() for word in words)] == []


@pytest.mark.parametrize(
    ("on", "ends", "words"),
    [
        ("2021-05-08", None, "Saturday 8 May 2021"),
        ("2021-05-08T10:00", "2021-05-08T16:30", "10am to 4:30pm on Saturday 8 May 2021"),
        ("2021-05-08T10:00", "2021-05-09T16:00", "10am on Saturday 8 May 2021 to 4pm on Sunday 9 May 2021"),
        ("2021-05-08", "2021-05-08", "Saturday 8 May 2021"),
        ("2021-05", None, "May 2021"),
        ("2021-05/..", None, "After May 2021"),
    ],
)
def test_dates_are_written_as_people_say_them(on: str, ends: str | None, words: str) -> None:
    fields = {"title": "A", "id": "tag:a.org,2021:a", "on": on, "format": "online", "source": "review:/about/"}
    event = Event.model_validate(fields if ends is None else fields | {"ends": ends})
    assert " to ".join(moment.words for moment in dates_of(event)) == words


def test_the_timeline_is_a_list_by_year_with_the_date_first(built_site: Path) -> None:
    text = page(built_site, "timeline")
    assert headings(text) == ["Phases of the work", "What happened, year by year", "2019", "2021", "2022", "2023"]
    items = re.findall(r"<li>(.*?)</li>", text.split('id="timeline"')[1].split('class="share"')[0], re.DOTALL)
    assert len(items) > 25
    assert all(re.match(r"<p><strong><time", item) for item in items)
    years = re.findall(r'<h3>(\d{4})</h3>|<time datetime="(\d{4})', text.split('id="timeline"')[1])
    year = ""
    for heading, dated in years:
        year = heading or year
        assert not dated or dated == year


def test_older_anchors_of_the_lists_lead_to_where_the_lists_are(built_site: Path) -> None:
    for name, anchor, way in (
        ("about", "timeline", "../timeline/"),
        ("engagement-overview", "events", "../events/"),
        ("engagement-overview", "phases", "../timeline/#phases"),
    ):
        (section,) = re.findall(rf'<h2 id="{anchor}">.*?(?=<h2|\Z)', page(built_site, name), re.DOTALL)
        assert f'href="{way}"' in section


def notices(site: Path, name: str = "about") -> list[tuple[str, str]]:
    text = (site / name / "index.html").read_text(encoding="utf-8")
    return re.findall(r'<section class="notice" aria-labelledby="(notice-[a-z-]+)">(.*?)</section>', text, re.DOTALL)


REAL = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("today", "heading", "put_up", "earlier"),
    [
        ("2023-02-02", "This website is to close", '<time datetime="2023-02-02">2 February 2023</time>', False),
        (
            "2023-02-28",
            "This website is to close by 10 March 2023",
            "Between 2 February 2023 and 28 February 2023",
            True,
        ),
        ("2023-03-11", "This review has ended", '<time datetime="2023-03-11">11 March 2023</time>', True),
    ],
)
def test_a_notice_is_a_region_that_says_when_it_went_up(
    tmp_path: Path, today: str, heading: str, put_up: str, earlier: bool
) -> None:
    built = build_site(REAL, tmp_path / "site", today)
    ((label, region),) = notices(built)
    assert f'<h2 id="{label}">{heading}</h2>' in region
    assert f"Put up: {put_up}" in region
    assert ('<a href="../notices/">Earlier notices</a>' in region) == earlier
    history = page(built, "notices")
    assert headings(history)[1] == heading
    assert history.count("Shown at the top of every page") == 1
    assert history.count("Taken down:") == len(headings(history)) - 2
    assert not re.search(r"\btoday\b", region + history, re.IGNORECASE)
    assert "Earlier notices" not in notices(built, "notices")[0][1]


def test_a_notice_to_come_and_its_end_are_in_no_byte(tmp_path: Path) -> None:
    built = build_site(REAL, tmp_path / "site", "2023-02-15")
    text = page(built, "notices")
    assert headings(text) == ["Every notice, the newest first", "This website is to close"]
    assert "28 February" not in text
    assert "2023-02-28" not in text


def test_notices_that_overlap_stand_together_and_earlier_ones_are_told_of_once(lay: Callable[[str], Path]) -> None:
    project = lay(drawn("docs/history.md", PAGE.format(name="notices")))
    register = project / "content/review.yml"
    more = "  - id: tide\n    heading: High tide\n    text: Mind the steps.\n    from: 2022-03-02T08:00\n\npeople:"
    register.write_text(register.read_text("utf-8").replace("\npeople:", more, 1), encoding="utf-8")
    before = build_site(project, project / "site", "2022-03-02T07:59")
    assert [label for label, _ in notices(before)] == ["notice-ended"]
    after = build_site(project, project / "site", "2022-03-02T08:00")
    found = notices(after)
    assert [label for label, _ in found] == ["notice-tide", "notice-ended"]
    assert ["Earlier notices" in region for _, region in found] == [False, True]
    assert headings(page(after, "history"))[1:] == ["High tide", "This review has ended", "Fog is expected"]
    early = build_site(project, project / "site", "2021-01-31")
    assert "No notice has been shown so far." in page(early, "history")


def test_a_site_that_lists_no_notices_links_to_no_list(site: Callable[..., Path]) -> None:
    ((_, region),) = notices(site("", "2022-03-02"))
    assert "Put up:" in region
    assert "Earlier notices" not in region
