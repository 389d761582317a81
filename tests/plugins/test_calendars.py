"""The calendars of a site: what is in them at an instant, which pages lead to them, and what stays out."""

import json
import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event
from tests.conftest import EXAMPLE
from tests.drawings import drawn

from review_site.clock import parse_instant
from review_site.content.library import read_library
from review_site.lifecycle.due import as_at
from review_site.plugins.build import build_site
from review_site.plugins.calendars import PublishedCalendars

CALL, EVENT = "content/calls/call-for-sightings.md", "content/events/open-tower-day.md"
WHEN = drawn("docs/when.md", "---\ntitle: When\ndescription: When.\nshow: [events]\n---\n\nWords.\n")
ALL = drawn("docs/all-calls.md", "---\ntitle: All\ndescription: All.\nshow: [calls]\n---\n\nWords.\n")
OPENS, CLOSES, TOWER = "Opens: Call for Sightings", "Closes: Call for Sightings", "Open tower day"
MAJOR = "updates:\n  - {on: 2021-05-20, note: The last day was moved.}\n"
MINOR = "updates:\n  - {on: 2021-05-20, note: A comma., minor: true}\n"


def changed(path: str, old: str, new: str) -> str:
    text = (EXAMPLE / path).read_text(encoding="utf-8")
    assert old in text
    return drawn(path, text.replace(old, new))


def call(closes: str = "2021-06-30T17:00", opens: str = "opens: 2021-02-01\n", more: str = "") -> str:
    old = "opens: 2021-02-01\ncloses: 2021-06-30T17:00\n"
    return changed(CALL, old, f"{opens}closes: {closes}\n{more}")


def event(on: str, more: str = "") -> str:
    return changed(EVENT, "on: 2021-05-08T10:00\n", f"on: {on}\n{more}")


def read(file: Path) -> dict[str, Event]:
    (calendar,) = IcsCalendarStream.from_ics(file.read_bytes().decode()).calendars
    return {event.summary: event for event in calendar.events}


def main(site: Path, page: str) -> str:
    text = (site / page / "index.html").read_text(encoding="utf-8")
    return text.split("<main", 1)[1].split("</main>")[0]


def words_of(site: Path, page: str) -> list[tuple[str, str]]:
    links = re.findall(r'<a href="([^"]+\.ics)">(.*?)</a>', main(site, page))
    return [(address, re.sub(r'<span class="unseen">.*?</span>', "", words)) for address, words in links]


def of_calls(site: Path) -> list[tuple[str, str]]:
    return [link for link in words_of(site, "about") if "/calendar/" in link[0]]


def test_a_calendar_holds_each_opening_deadline_and_event(site: Callable[..., Path]) -> None:
    items = read(site(WHEN, "2021-05-20") / "calendar.ics")
    assert {name: item.dtstart for name, item in items.items()} == {
        OPENS: date(2021, 2, 1),
        CLOSES: datetime.fromisoformat("2021-06-30T17:00+01:00"),
        TOWER: datetime.fromisoformat("2021-05-08T10:00+01:00"),
    }
    assert {item.url for item in items.values()} == {"https://lighthouses.example.org/about/"}
    assert {name: item.transparency for name, item in items.items()} == dict.fromkeys(items, "TRANSPARENT")
    assert items[CLOSES].description == (
        "Which rocks did you not see?\nOpens: 1 February 2021.\nCloses: 5pm on Wednesday 30 June 2021."
    )
    assert items[TOWER].description == "When: 10am on Saturday 8 May 2021.\nIn person."
    assert items[CLOSES].dtend is None


def test_the_calendar_of_a_call_holds_its_dates_alone(site: Callable[..., Path]) -> None:
    built = site(WHEN, "2021-05-20")
    own, whole = read(built / "calendar/call-for-sightings.ics"), read(built / "calendar.ics")
    assert own.keys() == {OPENS, CLOSES}
    assert {name: item.uid for name, item in own.items()} == {name: whole[name].uid for name in own}
    assert len({item.uid for item in whole.values()}) == 3


def test_a_deadline_of_a_day_is_that_day(site: Callable[..., Path]) -> None:
    item = read(site(WHEN + call("2021-06-30"), "2021-05-20") / "calendar.ics")[CLOSES]
    assert (item.dtstart, item.dtend) == (date(2021, 6, 30), date(2021, 7, 1))
    assert "Closes: the end of Wednesday 30 June 2021." in item.description


@pytest.mark.parametrize(
    ("on", "ends", "start", "end", "transparency"),
    [
        ("2021-05-08", "2021-05-10", date(2021, 5, 8), date(2021, 5, 11), "TRANSPARENT"),
        ("2021-05-08T10:00", "2021-05-10", date(2021, 5, 8), date(2021, 5, 11), "TRANSPARENT"),
        ("2021-05-08", "2021-05-10T16:00", date(2021, 5, 8), date(2021, 5, 11), "TRANSPARENT"),
        (
            "2021-03-27T10:00",
            "2021-03-28T10:00",
            datetime.fromisoformat("2021-03-27T10:00+00:00"),
            datetime.fromisoformat("2021-03-28T10:00+01:00"),
            "OPAQUE",
        ),
    ],
)
def test_an_event_has_its_end(
    site: Callable[..., Path], on: str, ends: str, start: date, end: date, transparency: str
) -> None:
    item = read(site(WHEN + event(on, f"ends: {ends}\n"), "2021-06-01") / "calendar.ics")[TOWER]
    assert (item.dtstart, item.dtend, item.transparency) == (start, end, transparency)


@pytest.mark.parametrize(
    ("drawing", "left"),
    [
        (call("2021-06"), {OPENS, TOWER}),
        (call("2021-06/2021-07"), {OPENS, TOWER}),
        (call(opens=""), {TOWER}),
        (call(opens="announced: 2021-01-10\n"), {CLOSES, TOWER}),
        (call(opens="opens: 2021-02\n"), {CLOSES, TOWER}),
        (event("2021-05"), {OPENS, CLOSES}),
        (event("2021-05/2021-06"), {OPENS, CLOSES}),
        (event("2021-05-08", "ends: 2021-05\n"), {OPENS, CLOSES}),
    ],
)
def test_what_is_not_known_to_the_day_is_left_out(site: Callable[..., Path], drawing: str, left: set[str]) -> None:
    assert read(site(WHEN + drawing, "2021-06-05") / "calendar.ics").keys() == left


def test_a_date_that_is_not_certain_says_so(site: Callable[..., Path]) -> None:
    more = "date_uncertain: true\ndate_note: Sources differ.\n"
    items = read(site(WHEN + call(more=more), "2021-05-20") / "calendar.ics")
    item = items[f"{CLOSES} (date uncertain)"]
    assert (item.status, items[TOWER].status) == ("TENTATIVE", "CONFIRMED")
    assert item.description.endswith("\nSources differ.")


def test_what_is_announced_is_in_it_and_what_is_not_is_in_no_byte(site: Callable[..., Path]) -> None:
    hidden = WHEN + ALL + call(opens="announced: 2021-05-10\nopens: 2021-05-25\n") + event("2021-06-08")
    before = site(hidden, "2021-05-09")
    assert not [*before.rglob("*.ics")]
    assert not [file for file in before.rglob("*") if file.is_file() and b".ics" in file.read_bytes()]
    assert read(site(hidden, "2021-05-10") / "calendar.ics").keys() == {OPENS, CLOSES}


def test_a_preview_lets_nothing_into_a_calendar(lay: Callable[[str], Path]) -> None:
    project = lay(WHEN + call(opens="announced: 2021-05-10\nopens: 2021-05-25\n"))
    built = build_site(project, project / "site", "2021-05-09", preview=True)
    assert "Call for Sightings" in main(built, "about")
    assert read(built / "calendar.ics").keys() == {TOWER}
    assert of_calls(built) == []


@pytest.mark.parametrize(
    ("today", "words"),
    [
        ("2021-01-20", "Add the deadline to your calendar"),
        ("2021-05-20", "Add the deadline to your calendar"),
        ("2021-07-01", "These dates as a calendar file"),
        ("2022-06-01", "These dates as a calendar file"),
    ],
)
def test_a_call_leads_to_its_calendar(site: Callable[..., Path], today: str, words: str) -> None:
    built = site(call(opens="announced: 2021-01-10\nopens: 2021-02-01\n"), today)
    assert of_calls(built) == [("../calendar/call-for-sightings.ics", words)]
    assert '<span class="unseen">: Call for Sightings</span>' in main(built, "about")


def test_a_call_of_which_the_last_day_is_not_known_has_none(site: Callable[..., Path]) -> None:
    built = site(call("2021-06"), "2021-05-20")
    assert of_calls(built) == []
    assert not (built / "calendar").exists()


@pytest.mark.parametrize(
    ("today", "words"),
    [("2021-05-20", "Add these dates to your calendar"), ("2022-06-01", "These dates as a calendar file")],
)
def test_events_and_calls_lead_to_the_whole_calendar(site: Callable[..., Path], today: str, words: str) -> None:
    built = site(WHEN + ALL, today)
    assert words_of(built, "when") == words_of(built, "all-calls") == [("../calendar.ics", words)]


def test_an_earlier_version_of_a_page_leads_to_no_calendar(site: Callable[..., Path]) -> None:
    built = site(WHEN + ALL, "2021-07-02")
    pages = [page.read_text(encoding="utf-8") for page in built.glob("*/as-at/*/index.html")]
    assert any("Call for Sightings" in page for page in pages)
    assert not [page for page in pages if ".ics" in page]


def test_a_calendar_of_a_call_that_no_page_leads_to_is_not_written(site: Callable[..., Path]) -> None:
    built = site("", "2021-05-20")
    shown = {
        link.rpartition("/")[2]
        for page in built.rglob("*.html")
        for link in re.findall(r"[^\"]+\.ics", page.read_text("utf-8"))
    }
    assert {file.name for file in built.rglob("*.ics")} == shown == {"calendar.ics", "call-for-sightings.ics"}


def test_only_the_calendars_that_were_asked_for_are_written(lay: Callable[[str], Path], tmp_path: Path) -> None:
    project, instant = lay(""), parse_instant("2021-05-20")
    library = as_at(read_library(project / "content", project / "docs"), instant)
    for asked, files in ((PublishedCalendars.whole, ["calendar.ics"]), (None, [])):
        calendars, built = PublishedCalendars(library, instant), tmp_path / f"built-{len(files)}"
        built.mkdir()
        if asked is not None:
            asked(calendars)
        assert [record.file for record in calendars.write(built)] == files
        assert [file.name for file in built.rglob("*.ics")] == files


def test_another_title_leaves_the_items_what_they_were(site: Callable[..., Path]) -> None:
    plain = read(site(WHEN, "2021-05-20") / "calendar.ics")
    named = changed(CALL, "title: Call for Sightings", "title: Call for Bells")
    renamed = read(site(WHEN + named, "2021-05-20") / "calendar.ics")
    assert renamed["Closes: Call for Bells"].uid == plain[CLOSES].uid
    assert renamed["Opens: Call for Bells"].uid == plain[OPENS].uid


def test_a_review_without_dates_has_no_calendar(site: Callable[..., Path]) -> None:
    built = site(WHEN + ALL + drawn(EVENT, "").splitlines()[0] + " (gone)\n" + call("2021-06", "opens: 2021-02\n"))
    assert not [*built.rglob("*.ics")]
    assert words_of(built, "when") == words_of(built, "all-calls") == []


def test_each_calendar_is_in_the_records(site: Callable[..., Path]) -> None:
    built = site(WHEN, "2021-05-20")
    entries = json.loads((built / "site-index.json").read_text(encoding="utf-8"))["entries"]
    assert [(one["address"], one["title"], one["source"]) for one in entries if one["kind"] == "calendar"] == [
        ("/calendar.ics", "Calendar: Review of Lighthouses", None),
        ("/calendar/call-for-sightings.ics", "Calendar: Call for Sightings", CALL),
    ]


def test_only_a_note_that_readers_are_told_of_moves_a_byte(site: Callable[..., Path]) -> None:
    plain = (site(WHEN + call(), "2021-05-20") / "calendar.ics").read_bytes()
    minor = (site(WHEN + call(more=MINOR), "2021-05-20") / "calendar.ics").read_bytes()
    ahead = (site(WHEN + call(more=MAJOR), "2021-05-19") / "calendar.ics").read_bytes()
    assert plain == minor == ahead
    items = read(site(WHEN + call("2021-07-30T17:00", more=MAJOR), "2021-05-20") / "calendar.ics")
    assert {name: item.sequence for name, item in items.items()} == {OPENS: 1, CLOSES: 1, TOWER: 0}
    assert f"{items[CLOSES].last_modified:%Y-%m-%dT%H:%M}" == "2021-05-19T23:00"
    assert items[CLOSES].description.endswith("\nUpdated 20 May 2021: The last day was moved.")
    assert items[CLOSES].dtstart == datetime.fromisoformat("2021-07-30T17:00+01:00")


def test_the_same_dates_give_the_same_bytes_on_every_day_but_for_the_end(site: Callable[..., Path]) -> None:
    may, june = ((site(WHEN, day) / "calendar.ics").read_bytes() for day in ("2021-05-20", "2021-07-20"))
    assert may == june
    closed = (site(WHEN, "2022-06-01") / "calendar.ics").read_bytes()
    assert re.sub(rb"(?:REFRESH-INTERVAL|X-PUBLISHED-TTL)\S*\r\n", b"", may) == closed != may


def test_a_page_that_is_not_out_is_named_in_no_calendar(site: Callable[..., Path]) -> None:
    later = drawn("docs/tower.md", "---\ntitle: T\ndescription: T.\npublished: 2021-08-01\n---\n\nWords.\n")
    drawing = WHEN + later + changed(EVENT, "page: /about/", "page: /tower/")
    urls = [read(site(drawing, day) / "calendar.ics")[TOWER].url for day in ("2021-07-01", "2021-08-01")]
    assert urls == ["https://lighthouses.example.org/about/", "https://lighthouses.example.org/tower/"]


@pytest.mark.parametrize("day", ["2021-07-01", "2026-11-22"])
def test_the_real_review_has_its_dates(tmp_path: Path, day: str) -> None:
    root = Path(__file__).parents[2]
    built = build_site(root, tmp_path / "site", day)
    items = read(built / "calendar.ics")
    assert items["Closes: Applications to be an Expert by Experience"].dtstart == datetime.fromisoformat(
        "2021-02-05T17:00+00:00"
    )
    assert not [name for name in items if name.startswith("Closes: Call for Advice")]
    assert '<a href="../calendar.ics">' in main(built, "events")
    assert len(read(built / "calendar/call-for-evidence.ics")) == 2
