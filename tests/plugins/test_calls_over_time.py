"""Calls on every page that names them: their state at an instant, ways to answer while they are open, and after."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.pages import index, other_forms, page, words, words_of_now

from review_site.plugins.build import build_site

ROOT = Path(__file__).parents[2]
CALLS = """docs/part.md
    ---
    title: Taking part
    description: Of it.
    show: [calls]
    ---

    Words.
docs/form.md
    ---
    title: The form
    description: Of it.
    calls: [lamps]
    ---

    Words.
content/calls/lamps.md
    ---
    title: Call for Lamps
    id: tag:lighthouses.example.org,2021-01-04:calls/lamps
    kind: evidence
    announced: 2021-01-20
    opens: 2021-02-10T09:00
    closes: 2021-03-05
    audiences: [keepers]
    page: /form/
    asked: Lamps that went out.
    questions: [Which lamp?, "When <was> it?"]
    ways:
      - by: online form
        at: https://forms.example.org/lamps
      - by: email
        at: lamps@example.org
      - by: post
        at: The Tower, Rock
        note: No stamp is needed.
    word_limit: 50
    policy: Answers are published without names.
    results:
      - on: 2021-04-01
        text: Nine lamps were named.
        page: /first-light/
    source: review:/about/
    ---

    /// call | lamps: upcoming, open
    We ask.
    ///
    /// call | lamps: from closed
    We asked.
    ///
content/blogs/2021-02-10-lamps.md
    ---
    title: Lamps
    slug: lamps
    id: tag:lighthouses.example.org,2021-01-04:posts/lamps
    status: ready
    kind: news
    published: 2021-02-10T09:00
    authors: [ada-lamp]
    summary: Of lamps.
    calls: [lamps]
    ---

    Words.
"""


@pytest.mark.parametrize(
    ("today", "state", "time"),
    [
        (
            "2021-01-20",
            "Not yet open",
            "Opens: 9am on Wednesday 10 February 2021. Closes: the end of Friday 5 March 2021.",
        ),
        ("2021-02-10T09:00", "Open", "Open until the end of Friday 5 March 2021."),
        ("2021-03-05T23:59", "Open", "Open until the end of Friday 5 March 2021."),
        ("2021-03-06", "Closed", "Closed at the end of Friday 5 March 2021."),
        ("2021-04-01", "Closed", "Closed at the end of Friday 5 March 2021."),
    ],
)
def test_every_page_that_names_a_call_gives_its_state(
    today: str, state: str, time: str, site: Callable[..., Path]
) -> None:
    built = site(CALLS, today)
    panel, line = words(built, "/form/"), words(built, "/part/")
    assert f"{state} Call for Lamps {time}" in panel
    assert f"{state} Call for Lamps {time} For: Keepers." in line
    assert ("We ask." in panel, "We asked." in panel) == (state != "Closed", state == "Closed")
    if today >= "2021-02-10":
        assert f"{state} Call for Lamps. {time}" in words(built, "/lamps/")
    at_home = f"{state} Call for Lamps {time}" in words(built, "/")
    assert at_home == (state != "Closed")


def test_a_call_is_nowhere_before_it_is_announced(site: Callable[..., Path]) -> None:
    built = site(CALLS, "2021-01-19")
    assert not [file for file in built.rglob("*") if file.is_file() and b"Call for Lamps" in file.read_bytes()]


def test_ways_to_answer_stand_only_while_a_call_is_open_and_its_questions_stay(site: Callable[..., Path]) -> None:
    before = page(site(CALLS, "2021-02-11"), "/form/")
    for way in (
        '<a href="https://forms.example.org/lamps">Answer with the online form</a>',
        '<a href="mailto:lamps@example.org">lamps@example.org</a>',
        "By post: The Tower, Rock. No stamp is needed.",
    ):
        assert way in before
    assert "<li>When &lt;was&gt; it?</li>" in before
    assert "Answers are published without names." in before


def test_in_an_earlier_version_ways_to_answer_are_words_and_no_links(site: Callable[..., Path]) -> None:
    text = page(site(CALLS, "2021-04-01"), "/form/as-at/2021-02-10-0900/")
    assert "By online form: https://forms.example.org/lamps" in text
    assert "By email: lamps@example.org" in text
    assert 'href="https://forms' not in text
    assert "mailto:" not in text
    assert '<span class="state">Open at that time</span> Call for Lamps' in text


def test_a_closed_call_has_no_way_to_answer(site: Callable[..., Path]) -> None:
    built = site(CALLS, "2021-04-01")
    text = page(built, "/form/")
    assert "<li>When &lt;was&gt; it?</li>" in text
    assert re.search(r'Nine lamps were named. <a href="\.\./first-light/">First light</a>', text)
    everywhere = [file for file in built.rglob("*.html") if "/as-at/" not in file.as_posix()]
    for gone in ("forms.example.org", "mailto:lamps@", "The Tower, Rock"):
        assert [file.name for file in everywhere if gone in file.read_text(encoding="utf-8")] == []
    assert [fault for file in everywhere for fault in other_forms(built, file)] == []


TITLE = "Applications to be an Expert by Experience"


@pytest.mark.parametrize(
    ("today", "right", "wrong"),
    [
        ("2021-02-05T16:59", rf"Open {TITLE}|{TITLE} Open\.", rf"Closed {TITLE}|{TITLE} Closed"),
        ("2021-02-05T17:00", rf"Closed {TITLE}|{TITLE} [Cc]losed", rf"Open {TITLE}|{TITLE} Open\."),
    ],
)
def test_the_real_application_is_open_and_then_closed_on_every_page_that_names_it(
    today: str, right: str, wrong: str, tmp_path: Path
) -> None:
    built = build_site(ROOT, tmp_path / "site", today)
    pages = [entry for entry, told in index(built).items() if told["kind"] != "version" and entry.endswith("/")]
    naming = {entry: text for entry in pages if TITLE in (text := words_of_now(built, entry))}
    assert {"/get-involved/", "/team/", "/for/carers/"} <= naming.keys()
    assert ("/" in naming) == today.endswith("16:59")  # the home page lists what is open
    assert [entry for entry, text in naming.items() if not re.search(right, text) or re.search(wrong, text)] == []
