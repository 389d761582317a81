"""Numbers of thousands of digits, which Python reads no more, and digits of other scripts, are told as any mistake."""

import re
from pathlib import Path

import pytest
from tests.good import lay_good

from review_site.content.library import read_library
from review_site.content.paragraph_numbers import chapter_number
from review_site.problems import ProblemsError

POST, QUESTIONS = "content/blogs/2021-04-01-fog-bells.md", "content/reports/harbour-report.yml"
CHAPTERS = ("docs/case-for-change/chapter-1.md", "docs/oil-report/chapter-2.md")
LONG = "9" * 6_000


@pytest.mark.parametrize("number", [LONG, "\u00b2", "\uff11"], ids=["long", "raised", "wide"])
@pytest.mark.parametrize(
    ("path", "field"),
    [
        *((path, "chapter") for path in (*CHAPTERS, QUESTIONS)),
        (QUESTIONS, "paragraph"),
        (POST, "title"),
        (POST, "summary"),
    ],
)
def test_an_odd_number_is_told_where_it_stands(path: str, field: str, number: str, tmp_path: Path) -> None:
    project = lay_good(tmp_path / "project")
    file = project / path
    text = file.read_text(encoding="utf-8")
    value = f'"&#{number};"' if path == POST else number
    changed = re.sub(rf"^( *{field}:) .*$", lambda match: f"{match[1]} {value}", text, count=1, flags=re.MULTILINE)
    assert changed != text
    file.write_text(changed, encoding="utf-8")
    if path == POST and len(number) == 1:
        assert any(post.source.path == path for post in read_library(project / "content", project / "docs").posts)
        return
    with pytest.raises(ProblemsError) as caught:
        read_library(project / "content", project / "docs")
    line = changed[: changed.index(f"{field}: {value}")].count("\n") + 1
    assert [one for one in caught.value.problems if (one.path, one.line) == (path, line) and field in one.field]


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("0", 0),
        ("12", 12),
        ("9999999", 9_999_999),
        ("0" * 6_000 + "12", 12),
        ("99999999", None),
        (LONG, None),
        *(
            (odd, None)
            for odd in ("", "1.", "-1", "+1", " 1", "1 ", "1\n", "1_0", "\u00b2", "\uff11", "A", 1, None, ["1"])
        ),
    ],
    ids=lambda value: repr(value)[:12],
)
def test_the_number_of_a_chapter_is_written_in_plain_digits(written: object, number: int | None) -> None:
    assert chapter_number(written) == number
