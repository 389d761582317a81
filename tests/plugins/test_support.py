"""Whom readers are shown to turn to, as the public reads it: on hard pages, on the support pages, in feeds."""

import re
from collections.abc import Callable
from pathlib import Path

import feedparser
import lxml.html
import pytest
from tests.drawings import draw_post, drawn

from review_site.clock import parse_instant
from review_site.content.library import read_library
from review_site.content.parts import SUPPORT_PAGES
from review_site.lifecycle.support import lines_now
from review_site.plugins.build import build_site

ROOT = Path(__file__).parents[2]
HARD = """sensitive: true
content_note: This piece tells of a wreck.
support: [adults, children and young people]
"""
OLD = (
    "  - who: The harbour master\n    for: [adults]\n    about: Knock twice.\n    source: review:/support-for-adults/\n"
)
LINES = """\
  - who: The harbour line
    for: [adults]
    about: If you are worried about a ship.
    phone: 01632 960000
    text: "60777"
    chat: https://harbour.example.org/chat
    email: line@harbour.example.org
    web: https://harbour.example.org/
    hours: By day, from the first lamp on.
    checked: 2021-04-30
    note: The number was checked on the harbour's own page.
    source: https://harbour.example.org/contact
  - who: The young keepers' line
    for: [children and young people]
    about: You can talk about anything.
    phone: 01632 960111
    checked: 2022-04-30
    source: review:/about/
  - who: The review's own helpline
    for: [adults, children and young people]
    about: It was for those who took part.
    phone: 01632 960222
    until: 2021-09-01
    checked: 2021-04-30
    note: It closed with the review.
    source: review:/about/
  - who: An older helpline
    for: [adults]
    about: It was for those who wrote in.
    phone: 01632 960333
    record: true
    source: review:/about/
  - who: The lighthouse line
    for: [adults]
    about: If you are far out.
    phone: 01632 960444
    from: 2021-12-01
    checked: 2021-04-30
    source: review:/about/
"""
SUPPORT = "---\ntitle: {title}\ndescription: Whom to turn to.\nsupport: [{reader}]\n---\n\nWords of the page.\n"
PAGES = "".join(
    drawn(f"docs{address.rstrip('/')}.md", SUPPORT.format(title=f"Support for {reader}", reader=reader))
    for reader, address in SUPPORT_PAGES.items()
)


@pytest.fixture
def as_on(lay: Callable[[str], Path], tmp_path: Path) -> Callable[[str], Path]:
    """Build a review with a hard post and both support pages, as at a day."""
    project = lay(draw_post(more=HARD, body="Words.[^1]\n\n[^1]: A note.") + PAGES)
    register = project / "content/review.yml"
    text = register.read_text("utf-8")
    assert OLD in text
    register.write_text(text.replace(OLD, LINES), encoding="utf-8")
    return lambda today: build_site(project, tmp_path / today, today)


def main_of(site: Path, address: str) -> lxml.html.HtmlElement:
    (main,) = lxml.html.parse(str(site / address.strip("/") / "index.html")).getroot().xpath("//main")
    return main


def words(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def rung(element: lxml.html.HtmlElement) -> list[str]:
    return element.xpath(".//a[starts-with(@href, 'tel:')]/@href")


def test_a_hard_post_ends_with_whom_to_turn_to(as_on: Callable[[str], Path]) -> None:
    main = main_of(as_on("2021-06-01"), "/fog-bells/")
    (block,) = main.xpath(".//section[contains(@class, 'support')]")
    text = words(block)
    assert text.startswith("Where to turn If someone is in immediate danger, call 999. For adults")
    assert rung(block) == ["tel:01632960000", "tel:01632960222", "tel:01632960111", "tel:01632960222"]
    for part in (
        "The harbour line If you are worried about a ship. Call: 01632 960000 Text: 60777 "
        "Chat: Chat online with The harbour line Email: line@harbour.example.org Website: harbour.example.org "
        "Open: By day, from the first lamp on. Checked on 30 April 2021",
        "For children and young people You don’t have to keep a worry to yourself.",
    ):
        assert part in text
    assert "The lighthouse line" not in text
    assert "An older helpline" not in text
    order = ("content-note", "where-to-turn", "fn:1")
    html = lxml.html.tostring(main, encoding="unicode").replace('aria-label="Content note"', 'id="content-note"')
    places = [html.index(f'id="{name}"') for name in order]
    assert places == sorted(places)


def test_the_content_note_leads_to_the_block_and_to_the_support_pages(as_on: Callable[[str], Path]) -> None:
    (note,) = main_of(as_on("2021-06-01"), "/fog-bells/").xpath(".//aside[@aria-label='Content note']")
    assert "This piece tells of a wreck." in words(note)
    assert [target.replace("..", "") for target in note.xpath(".//a/@href")] == [
        "#where-to-turn",
        *SUPPORT_PAGES.values(),
    ]


def test_a_child_is_spoken_to_in_words_of_its_own(as_on: Callable[[str], Path]) -> None:
    adult = words(main_of(as_on("2021-06-01"), "/support-for-adults/"))
    child = words(main_of(as_on("2021-06-01"), "/support-for-children-and-young-people/"))
    assert "Support for adults If someone is in immediate danger, call 999. The harbour line" in adult
    assert "Are you in danger now? Call 999. You don’t have to keep a worry to yourself." in child
    assert "The young keepers' line You can talk about anything. Call: 01632 960111" in child
    assert "The young keepers' line" not in adult
    assert adult.index("The harbour line") < adult.index("Words of the page.")


def test_the_day_of_a_check_is_not_told_before_it(as_on: Callable[[str], Path]) -> None:
    for today, told in (("2022-04-29", False), ("2022-04-30", True)):
        text = words(main_of(as_on(today), "/support-for-children-and-young-people/"))
        assert "Call: 01632 960111" in text
        assert ("Checked on 30 April 2022" in text) == told


@pytest.mark.parametrize(("today", "ended"), [("2021-08-31", False), ("2021-09-01", True)])
def test_a_line_that_has_ended_is_a_record_on_its_support_page_alone(
    as_on: Callable[[str], Path], today: str, ended: bool
) -> None:
    site = as_on(today)
    for address, now in (
        ("/support-for-adults/", "Where these details come from"),
        ("/support-for-children-and-young-people/", "How we know this"),
    ):
        main = main_of(site, address)
        assert ("tel:01632960222" in rung(main)) != ended
        heads = [words(head) for head in main.xpath(".//h2")]
        assert (heads.index("The review's own helpline") > heads.index(now)) == ended
    adult = words(main_of(site, "/support-for-adults/"))
    child = words(main_of(site, "/support-for-children-and-young-people/"))
    record = (
        "The review's own helpline It was for those who took part. It is kept as a record and must not be rung. "
        "It closed with the review. Telephone number, as a record: 01632 960222 "
        "Where to turn now: The harbour line. Source: "
    )
    assert (record in adult) == ended
    assert ("Do not ring it. It closed with the review. We keep it only as a record." in child) == ended
    assert ("01632 960222" in words(main_of(site, "/fog-bells/"))) != ended
    elsewhere = {file.parent.name for file in site.rglob("*.html") if "01632 960333" in file.read_text("utf-8")}
    assert elsewhere == {"support-for-adults"}
    assert not [file for file in site.rglob("*.html") if "tel:01632960333" in file.read_text("utf-8")]


def test_nothing_is_told_of_a_line_before_its_day(as_on: Callable[[str], Path]) -> None:
    def told(today: str) -> set[str]:
        files = (file for file in as_on(today).rglob("*") if file.is_file())
        return {file.name for file in files if b"960444" in file.read_bytes() or b"far out" in file.read_bytes()}

    assert told("2021-11-30") == set()
    assert told("2021-12-01") == {"index.html"}


def test_a_feed_leads_to_the_support_pages(as_on: Callable[[str], Path]) -> None:
    (entry, other) = feedparser.parse((as_on("2021-06-01") / "news/feed.atom").read_bytes()).entries
    content = entry.content[0].value
    assert "This piece tells of a wreck." in content
    assert "call 999" in content
    for reader, address in SUPPORT_PAGES.items():
        assert f'<a href="https://lighthouses.example.org{address}">support for {reader}</a>' in content
    assert "Where to turn" not in other.content[0].value


REAL_DAYS = ["2021-07-01", "2022-06-01", "2023-03-11", "2026-11-24"]


@pytest.mark.parametrize("today", REAL_DAYS)
def test_each_hard_page_of_the_real_site_has_its_note_and_somebody_to_turn_to(today: str, tmp_path: Path) -> None:
    library = read_library(ROOT / "content", ROOT / "docs")
    site = build_site(ROOT, tmp_path / "site", today)
    entries = {post.entry.address: post.entry for post in library.posts}
    entries |= {address: page.entry for address, page in library.pages.items()}
    seen = 0
    for address, entry in entries.items():
        if not entry.sensitive or not (site / address.strip("/")).exists():
            continue
        main = main_of(site, address)
        (note,) = main.xpath(".//aside[@aria-label='Content note']")
        assert entry.content_note is not None
        assert entry.content_note in words(note)
        (block,) = main.xpath(".//section[contains(@class, 'support')]")
        for reader in entry.support:
            names = [line.who for line in lines_now(library.review, reader, parse_instant(today))]
            assert names
            assert all(name in words(block) for name in names)
        seen += 1
    assert seen >= (2 if today < "2022" else 4)
    rings = re.compile(r'href="tel:(\d+)"')
    numbers = {number for file in site.rglob("*.html") for number in rings.findall(file.read_text("utf-8"))}
    assert numbers == {"116123", "08088005000", "08001111"}
    record = {file.parent.name for file in site.rglob("*.html") if "0800 233311" in file.read_text("utf-8")}
    ended = today >= "2023-03-11"
    assert record == ({address.strip("/") for address in SUPPORT_PAGES.values()} if ended else set())
    assert not [file for file in site.rglob("*.html") if "0800233311" in file.read_text("utf-8")]


def test_on_the_pages_about_support_notices_stand_below_whom_to_turn_to(built_site: Path) -> None:
    for address, first in (("/support/", "where-to-turn"), ("/about/", "notice")):
        tree = lxml.html.fromstring((built_site / address.strip("/") / "index.html").read_text("utf-8"))
        parts = tree.xpath("//section[@id='where-to-turn' or @class='notice']")
        assert next(part.get("id", "notice") for part in parts) == first
        assert any(part.get("class") == "notice" for part in parts)
