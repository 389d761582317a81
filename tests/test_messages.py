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
