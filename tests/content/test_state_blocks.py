"""State blocks: read with their rows, taken out whole, and told where they are wrong."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review_site.content.library import read_library
from review_site.content.state_blocks import read_blocks, without_blocks, without_fences
from review_site.problems import ProblemsError

CALL = "call-for-sightings"  # from 2021-02-01 to 2021-06-30T17:00, reported 2021-09-01
COVER = "(add a block for it, or `/// otherwise` below the last, which may be empty)"
TEXT = f"""Before.

/// call | {CALL}: open
Open.[^1]
///

/// call | {CALL}: closed, reported
Closed.[^2]
///
/// otherwise
///

After.[^3]

[^1]: One.
[^2]: Two,
    and more.

    And more.
[^3]: Three."""


def test_reads_blocks_in_their_sets_with_their_rows() -> None:
    blocks = read_blocks(TEXT)
    assert blocks.faults == ()
    assert [[(block.row, block.end, block.kind) for block in run] for run in blocks.sets] == [
        [(2, 4, "call"), (6, 8, "call"), (9, 10, "otherwise")]
    ]
    assert [sorted(block.states) for block in blocks.sets[0]] == [["open"], ["closed", "reported"], []]


def test_words_between_blocks_part_their_sets() -> None:
    text = "/// from | 2021-02-01\nA.\n///\n\n/// from | 2021-03-01\nB.\n///\n/// stage | closed\nC.\n///\n\nD.\n"
    text += "\n/// stage | closed\nE.\n///"
    assert [len(run) for run in read_blocks(text).sets] == [1, 1, 1, 1]


def test_hidden_words_go_with_the_notes_that_they_alone_use_and_lines_keep_their_numbers() -> None:
    hidden = [read_blocks(TEXT).sets[0][1]]
    rows = without_blocks(TEXT, hidden).split("\n")
    assert len(rows) == len(TEXT.split("\n"))
    assert [(number, row) for number, row in enumerate(rows) if row] == [
        (0, "Before."),
        (3, "Open.[^1]"),
        (12, "After.[^3]"),
        (14, "[^1]: One."),
        (19, "[^3]: Three."),
    ]


def test_fences_in_code_are_words() -> None:
    text = "```\n/// call | x: open\n///\n```\n\n    /// indented code has its slashes told"
    assert without_fences(text).startswith("```\n/// call | x: open\n///\n```")
    assert [row for row, _, _ in read_blocks(text).faults] == [5]


@given(st.text(alphabet="/ \n|:,-ab`~[]^1", max_size=200))
def test_whatever_is_written_each_line_that_stays_keeps_its_number(text: str) -> None:
    blocks = read_blocks(text)
    every = [block for run in blocks.sets for block in run]
    before, after = text.split("\n"), without_blocks(text, every).split("\n")
    assert len(before) == len(after)
    assert all(new in ("", old) for old, new in zip(before, after, strict=True))
    assert all(block.row < block.end for block in every)


def page(text: str, more: str = "") -> str:
    rows = ["---", "title: Tides", "description: Of tides.", *more.splitlines(), "---", *text.split("\n")]
    return "\n".join(["docs/tides.md", *(f"    {row}".rstrip() for row in rows)]) + "\n"


def told(project: Path) -> list[str]:
    try:
        read_library(project / "content", project / "docs")
    except ProblemsError as error:
        return [str(problem).removeprefix("docs/tides.md:") for problem in error.problems]
    return []


WHOLE = f"/// call | {CALL}: upcoming, open, closed, reported\nA.\n///"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (WHOLE, []),
        (f"/// call | {CALL}: open\nA.\n///\n/// otherwise\n///", []),
        (
            f"/// call | {CALL}: open\nA.\n///\n/// call | {CALL}: upcoming\n///\n/// call | {CALL}: from closed\n///",
            [],
        ),
        (
            f"/// call | {CALL}: open\nA.\n///\n/// call | {CALL}: closed\nB.\n///",
            [f"5: state block: says nothing while {CALL} is “{state}” {COVER}" for state in ("reported", "upcoming")],
        ),
        (
            f"/// call | {CALL}: open\nA.\n///\n/// call | {CALL}: open, closed\nB.\n///\n/// otherwise\n///",
            ["8: state block: “open” stands in a block above (name each state once)"],
        ),
        (
            "/// call | call-for-sighting: open\nA.\n///",
            [f"5: state block: there is no call “call-for-sighting” (did you mean {CALL}?)"],
        ),
        (
            f"/// call | {CALL}: opened\nA.\n///",
            ["5: state block: there is no state “opened” (did you mean open?)"],
        ),
        (
            "/// call | open\nA.\n///",
            ["5: state block: names no call and no state (write /// call | call-for-ideas: open)"],
        ),
        ("/// cal | x: open\nA.\n///", ["5: state block: there is no block “cal” (did you mean call?)"]),
        (
            "/// stage | announced, listening\nA.\n///\n/// stage | from reported\nB.\n///",
            [f"5: state block: says nothing while the review is “reporting” {COVER}"],
        ),
        ("/// stage | announced\nA.\n///\n/// otherwise\nB.\n///", []),
        ("/// stage | anounced\nA.\n///", ["5: state block: there is no stage “anounced” (did you mean announced?)"]),
        ("/// dates | until 2021-03-01\nA.\n///\n/// dates | from 2021-03-01\nB.\n///", []),
        (
            "/// dates | until 2021-03-02\nA.\n///\n/// dates | from 2021-03-01\nB.\n///",
            [
                "8: state block: its dates overlap with those of the block above (end the one where the other begins)",
            ],
        ),
        (
            "/// dates | from 2021-02-01\nA.\n///\n/// dates | from 2021-03-01\nB.\n///\n/// otherwise\n///",
            [
                "8: state block: its dates overlap with those of the block above (end the one where the other begins)",
            ],
        ),
        (
            "/// dates | until 2021-03-01\nA.\n///\n/// dates | 2021-03-08 until 2021-04-01\nB.\n///",
            [
                f"8: state block: says nothing between 1 March 2021 and 8 March 2021 {COVER}",
                f"8: state block: says nothing from 1 April 2021 on {COVER}",
            ],
        ),
        ("/// dates | from 2021-03-01\nA.\n///", [f"5: state block: says nothing before 1 March 2021 {COVER}"]),
        (
            "/// dates | 2021-03-01 until 2021-02-01\nA.\n///",
            ["5: state block: “2021-03-01 until 2021-02-01” ends before it begins (write the earlier date first)"],
        ),
        (
            "/// dates | in March\nA.\n///",
            ["5: state block: “in March” is no span of dates (write 2021-06-17 until 2021-08-13, or from 2021-08-13)"],
        ),
        ("/// from | 2021-03-01\nA.\n///\n\n/// from | 2021-02-01\nB.\n///", []),
        (
            "/// from | 01/03/2021\nA.\n///",
            ["5: state block: “01/03/2021” is not written as a date here (did you mean 2021-03-01?)"],
        ),
        (
            "/// from | 2021-03-01\nA.",
            ["5: state block: the block has no end (close it with a line of three slashes: ///)"],
        ),
        (
            "A.\n///",
            ["6: state block: closes a block that was not opened (take the line out, or open the block above it)"],
        ),
        (
            "/// from | 2021-03-01\n/// from | 2021-04-01\nA.\n///",
            ["6: state block: a block begins within another (close the one above it first, with ///)"],
        ),
        (
            " /// from | 2021-03-01\nA.\n ///",
            [
                f"{row}: state block: the fence of a block is indented (begin it at the start of the line)"
                for row in (5, 7)
            ],
        ),
        (
            "/// from 2021-03-01!\nA.",
            ["5: state block: is not the fence of a block (write /// from | 2021-03-01!)"],
        ),
        (
            "/// call sightings open\nA.\n///",
            ["5: state block: is not the fence of a block (write /// call | sightings open)"],
        ),
        (
            "///\u00b7call\nA.",
            ["5: state block: is not the fence of a block (write /// call | call-for-ideas: open)"],
        ),
        (
            "> /// from | 2021-03-01\n> A.\n> ///",
            [
                f"{row}: state block: is not the fence of a block "
                "(write it at the start of the line, outside the quotation)"
                for row in (5, 7)
            ],
        ),
        *(
            (
                f"{mark} from | 2021-03-01\nA.\n{mark}",
                ["5: state block: is not the fence of a block (write /// from | 2021-03-01)"],
            )
            for mark in ("//", ":::", "-----")
        ),
        (
            "/// from | 2021-03-01 <!-- in spring -->\nA.\n///",
            [
                "5: state block: “2021-03-01 <!-- in spring -->” is not a date or a date and time "
                "(write a date such as 2021-11-26, a time such as 2021-11-26T09:30, "
                "a month such as 2021-11, or a span such as 2021-11/2021-12)"
            ],
        ),
        ("<!-- a note\n/// call | nothing: open\n-->\nA. <!-- /// from | never -->", []),
        (
            "<!-- a note\n/// call | nothing: open\n-->\n///",
            ["8: state block: closes a block that was not opened (take the line out, or open the block above it)"],
        ),
        (
            "/// otherwise\nA.\n///",
            ["5: state block: otherwise than what? (put it directly below the blocks that it completes)"],
        ),
        (
            "/// from | 2021-03-01\nA.\n///\n/// otherwise | then\n///",
            ["8: state block: otherwise has no more to say on its line (write /// otherwise)"],
        ),
    ],
)
def test_tells_what_is_wrong_with_state_blocks(text: str, said: list[str], lay: Callable[[str], Path]) -> None:
    assert told(lay(page(text))) == said


def test_a_page_that_begins_later_need_not_say_what_was_before(lay: Callable[[str], Path]) -> None:
    text = f"/// call | {CALL}: from closed\nA.\n///\n\nB.\n\n/// dates | from 2021-07-01\nC.\n///"
    assert told(lay(page(text, "published: 2021-07-01"))) == []


def test_a_call_that_is_a_draft_has_no_states_yet(lay: Callable[[str], Path]) -> None:
    project = lay(page(WHOLE))
    call = project / f"content/calls/{CALL}.md"
    call.write_text(call.read_text().replace("kind:", "status: draft\nkind:"))
    said = f"5: state block: the call “{CALL}” is a draft (set status: ready in its file, or take the block out)"
    assert told(project) == [said]


def test_a_draft_may_speak_of_a_call_that_is_a_draft(lay: Callable[[str], Path]) -> None:
    project = lay(page(WHOLE, "status: draft"))
    call = project / f"content/calls/{CALL}.md"
    call.write_text(call.read_text().replace("kind:", "status: draft\nkind:"))
    assert told(project) == []


def test_words_for_a_result_that_there_is_not_are_never_shown(lay: Callable[[str], Path]) -> None:
    text = f"/// call | {CALL}: reported\nA.\n///\n/// call | {CALL}: upcoming, open, closed\nB.\n///"
    project = lay(page(text))
    call = project / f"content/calls/{CALL}.md"
    head, _, rest = call.read_text().partition("results:")
    call.write_text(head + rest[rest.index("source:") :])
    said = (
        f"5: state block: is never shown: nothing is said to have come of the call "
        f"(add `results:` to the call {CALL}, or take the block out)"
    )
    assert told(project) == [said]


def test_a_call_is_not_shown_before_its_page(lay: Callable[[str], Path]) -> None:
    project = lay(page("A.", "published: 2021-02-02"))
    call = project / f"content/calls/{CALL}.md"
    call.write_text(call.read_text().replace("page: /about/", "page: /tides/"))
    said = (
        f"content/calls/{CALL}.md:8: page: /tides/ comes out on 2 February 2021, and the call is shown before "
        "(give the page an earlier `published:` (docs/tides.md), or the call a later day)"
    )
    assert told(project) == [said]


def test_posts_and_events_are_records_of_their_day(lay: Callable[[str], Path]) -> None:
    project = lay("")
    for path in ("content/blogs/2021-02-03-first-light.md", "content/events/open-tower-day.md"):
        file = project / path
        file.write_text(file.read_text() + "\n/// from | 2021-03-01\nA.\n///\n")
    problems = told(project)
    assert len(problems) == 2
    assert all("stands in a text that is a record of its day" in problem for problem in problems)


def test_what_stands_in_a_block_is_checked_like_other_words(lay: Callable[[str], Path]) -> None:
    said = ["6: link: /nowhere/ leads nowhere (correct the address, or bring the page back)"]
    assert told(lay(page("/// from | 2021-03-01\nSee [the rock](/nowhere/).\n///"))) == said


@pytest.mark.parametrize("closes", ["2022-03-01", "2023-01-01"])
def test_no_call_is_open_once_the_review_closes(closes: str, lay: Callable[[str], Path]) -> None:
    project = lay("")
    call = project / f"content/calls/{CALL}.md"
    call.write_text(call.read_text().replace("2021-06-30T17:00", closes).replace("2021-09-01", "2023-02-01"))
    said = (
        f"content/calls/{CALL}.md:6: closes: it is open after the review has begun to close "
        "(give a day before 1 March 2022, when the website begins to close (content/review.yml, stages))"
    )
    assert told(project) == [said]


GONE = "leads to a place that stands in a state block, and is not always there"


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (f"[a](#how)\n\n/// call | {CALL}: open\n## How {{#how}}\n///\n/// otherwise\n///", 5),
        ("[a](#how)\n\n/// from | 2021-03-01\n## How {#how}\n///", 5),
        (f"[a](#how)\n\n/// call | {CALL}: open\n## How {{#how}}\n///\n/// otherwise\n## Then how {{#how}}\n///", None),
        ("/// from | 2021-03-01\n[a](#how)\n\n## How {#how}\n///", None),
        ("[a](#how)\n\n## How {#how}\n\n/// from | 2021-03-01\nA.\n///", None),
        ("/// from | 2021-03-01\n## How {#how}\n///\n\n[a](#how)\n", 9),
        ("/// from | 2021-03-01\n## How {#how}\n///\n[a](#how)\n", 8),
    ],
)
def test_a_link_leads_to_what_is_there_in_each_state(text: str, row: int | None, lay: Callable[[str], Path]) -> None:
    mend = "(put the heading outside the block, or the link into a block of the same state)"
    assert told(lay(page(text))) == ([f"{row}: link: #how {GONE} {mend}"] if row else [])
