"""Nobody is sent to a page that names nobody to turn to, and nobody rings a line that is not there any more."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.drawings import draw_post

from review_site.content.library import read_library
from review_site.problems import ProblemsError

LINES = "support_lines:\n  - who: The harbour master\n    for: [adults]\n    about: Knock twice.\n"
PAGE = """docs/about.md
    ---
    title: About
    description: About it.
    support: [adults]
    {more}
    ---

    {body}
"""
MEND = "(add a line to support_lines for [adults], or give one that ends a later `until`)"


def tell(project: Path, lines: str) -> list[str]:
    """Return what is wrong when `lines` of more fields and further lines stand in the register."""
    register = project / "content/review.yml"
    text = register.read_text("utf-8")
    assert LINES in text
    register.write_text(text.replace(LINES, LINES + lines), encoding="utf-8")
    try:
        read_library(project / "content", project / "docs")
    except ProblemsError as error:
        return [str(problem) for problem in error.problems]
    return []


def other(dates: str) -> str:
    return f"    source: review:/about/\n  - who: Another\n    for: [adults]\n    about: Wave.\n{dates}"


@pytest.mark.parametrize(
    ("lines", "since"),
    [
        ("", None),
        ("    until: 2022-03-01\n", "1 March 2022"),
        ("    until: 2022-03-01T17:00\n", "5pm on Tuesday 1 March 2022"),
        ("    from: 2021-05-01\n", None),
        ("    from: 2021-05-02\n", "1 May 2021"),
        ("    record: true\n", "1 May 2021"),
        ("    until: 2022-03-01\n" + other("    from: 2022-03-01\n"), None),
        ("    until: 2022-03-01\n" + other("    from: 2022-03-02\n"), "1 March 2022"),
        ("    until: 2022-03-01\n" + other("    from: 2021-03-01\n    until: 2023-03-01\n"), "1 March 2023"),
    ],
)
def test_a_post_with_support_has_somebody_to_turn_to_as_long_as_it_stands(
    lay: Callable[[str], Path], lines: str, since: str | None
) -> None:
    told = tell(lay(draw_post(more="support: [adults]")), lines)
    where = "content/blogs/2021-05-01-fog-bells.md:10: support: nobody in review.yml is there for adults"
    assert told == ([f"{where} from {since} on {MEND}"] if since else [])


@pytest.mark.parametrize(("lines", "told"), [("    until: 2022-03-01\n", False), ("    until: 2021-05-31\n", True)])
def test_a_post_that_was_taken_down_needs_nobody_any_more(lay: Callable[[str], Path], lines: str, told: bool) -> None:
    more = "support: [adults]\nwithdrawn: {on: 2021-06-01, reason: A mistake.}"
    assert bool(tell(lay(draw_post(more=more)), lines)) == told


@pytest.mark.parametrize(
    ("more", "lines", "since"),
    [
        ("show: [people]", "    from: 2021-01-04\n", None),
        ("show: [people]", "    from: 2021-01-05\n", "4 January 2021"),
        ("published: 2021-02-01", "    from: 2021-01-05\n", None),
    ],
)
def test_a_page_without_a_date_stands_since_the_review_was_announced(
    lay: Callable[[str], Path], more: str, lines: str, since: str | None
) -> None:
    told = tell(lay(PAGE.format(more=more, body="Words.")), lines)
    where = "docs/about.md:4: support: nobody in review.yml is there for adults"
    assert told == ([f"{where} from {since} on {MEND}"] if since else [])


@pytest.mark.parametrize("target", ["tel:01632960000", "tel:+44-1632-960-000", "TEL:01632 960 000"])
@pytest.mark.parametrize("state", ["record: true", "until: 2200-01-01"])
def test_a_number_that_must_not_be_rung_for_ever_is_no_link(
    lay: Callable[[str], Path], target: str, state: str
) -> None:
    project = lay(PAGE.format(more="show: [people]", body=f"Words.\n\n    Ring [the harbour]({target})."))
    told = tell(project, other(f"    phone: 01632 960000\n    checked: 2021-05-01\n    {state}\n"))
    assert told == [
        f"docs/about.md:10: link: {target} would ring “Another”, which is not there for ever "
        "(write the number without a link; `support:` links it as long as it may be rung)"
    ]


def test_a_number_that_may_be_rung_may_be_a_link(lay: Callable[[str], Path]) -> None:
    project = lay(PAGE.format(more="show: [people]", body="Ring [the harbour](tel:01632960000)."))
    assert tell(project, other("    phone: 01632 960000\n    checked: 2021-05-01\n")) == []
