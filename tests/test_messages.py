import json

from hypothesis import given
from hypothesis import strategies as st

from review_site.messages import count_words, render_github, render_json, render_text
from review_site.problems import Problem

ONE = Problem(path="content/b.md", line=7, field="title", what="is missing", mend="add it")
TWO = Problem(path="content/a.md", line=2, field="a,b:c", what="50% of\nit", mend="mend", level="advice")
THREE = Problem(path="content/b.md", field="file", what="is odd", mend="even it", level="to do")


def test_people_read_one_line_a_problem_and_a_blank_line_between_files() -> None:
    assert render_text([ONE, TWO, THREE]) == (
        "content/a.md:2: a,b:c: 50% of\nit (mend)\n"
        "\n"
        "content/b.md: file: is odd (even it)\n"
        "content/b.md:7: title: is missing (add it)\n"
    )
    assert render_text([]) == ""


def test_github_reads_one_command_a_problem() -> None:
    assert render_github([ONE, TWO, THREE]) == (
        "::warning file=content/a.md,line=2,title=a%2Cb%3Ac::50%25 of%0Ait (mend)\n"
        "::notice file=content/b.md,title=file::is odd (even it)\n"
        "::error file=content/b.md,line=7,title=title::is missing (add it)\n"
    )


@given(st.text(), st.text(min_size=1))
def test_no_text_breaks_out_of_its_command(what: str, path: str) -> None:
    told = render_github([Problem(path=path, line=1, field=what, what=what, mend=what)])
    assert told.count("\n") == 1
    assert told.startswith("::error file=")
    assert "\r" not in told


def test_programs_read_json() -> None:
    assert json.loads(render_json([ONE, THREE])) == [
        {
            "level": "to do",
            "path": "content/b.md",
            "line": None,
            "field": "file",
            "what": "is odd",
            "mend": "even it",
        },
        {
            "level": "problem",
            "path": "content/b.md",
            "line": 7,
            "field": "title",
            "what": "is missing",
            "mend": "add it",
        },
    ]


def test_problems_and_files_are_counted() -> None:
    assert count_words([ONE]) == "1 problem in 1 file"
    assert count_words([ONE, TWO, THREE]) == "3 problems in 2 files"


def test_of_very_many_problems_the_files_with_most_are_named() -> None:
    def of(*counts: int) -> list[Problem]:
        files = [f"{'abcdefg'[at]}.md" for at, count in enumerate(counts) for _ in range(count)]
        return [Problem(path=file, field="title", what="is missing", mend="add it") for file in files]

    assert count_words(of(20)) == "20 problems in 1 file"
    assert count_words(of(21)) == "21 problems in 1 file"
    assert count_words(of(10, 10)) == "20 problems in 2 files"
    assert count_words(of(1, 20)) == "21 problems in 2 files, most of them in: b.md (20), a.md (1)"
    told = "1012 problems in 6 files, most of them in: d.md (1000), e.md (4), a.md (2), b.md (2), c.md (2)"
    assert count_words(of(2, 2, 2, 1_000, 4, 2)) == told
