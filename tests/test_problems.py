import pickle

import pytest

from review_site.problems import Problem, Problems, ProblemsError, did_you_mean


def test_a_problem_reads_as_one_line() -> None:
    problem = Problem(path="content/a.md", line=3, field="title", what="is missing", mend="add it")
    assert str(problem) == "content/a.md:3: title: is missing (add it)"


def test_a_problem_of_a_file_without_lines_names_the_file_alone() -> None:
    problem = Problem(path="data/a.warc.gz", field="record", what="is cut short", mend="make the bundle again")
    assert str(problem) == "data/a.warc.gz: record: is cut short (make the bundle again)"


def test_all_problems_are_told_at_once_in_the_order_of_files_and_lines() -> None:
    problems = Problems()
    problems.add("b.md", "title", "is missing", "add it", line=1)
    problems.add("a.md", "slug", "is wrong", "mend it", line=10)
    problems.extend([Problem(path="a.md", line=2, field="kind", what="is wrong", mend="mend it")])
    problems.add("a.md", "file", "is odd", "look at it")
    with pytest.raises(ProblemsError) as told:
        problems.raise_if_any()
    assert [(problem.path, problem.line) for problem in told.value.problems] == [
        ("a.md", None),
        ("a.md", 2),
        ("a.md", 10),
        ("b.md", 1),
    ]
    assert str(told.value).splitlines() == [str(problem) for problem in told.value.problems]
    assert len(problems) == len(list(problems)) == 4


def test_nothing_is_raised_without_problems() -> None:
    Problems().raise_if_any()


def test_advice_stops_nothing_and_is_told_with_what_does() -> None:
    problems = Problems()
    problems.add("a.md", "sentence", "is long", "make two of it", level="advice")
    problems.raise_if_any()
    problems.add("a.md", "title", "is missing", "add it")
    with pytest.raises(ProblemsError) as told:
        problems.raise_if_any()
    assert [problem.level for problem in told.value.problems] == ["advice", "problem"]


@pytest.mark.parametrize(
    ("word", "mend"),
    [
        ("publishd", "did you mean published?"),
        ("zzz", "use one of: published, title"),
        ("", "use one of: published, title"),
    ],
)
def test_a_mend_names_the_nearest_word_or_all(word: str, mend: str) -> None:
    assert did_you_mean(word, {"title", "published"}) == mend


def test_a_mend_says_when_there_is_nothing_to_choose() -> None:
    assert did_you_mean("lamps", ()) == "none is allowed here"


def test_problems_come_whole_from_another_process() -> None:
    error = ProblemsError([Problem(path="a.md", line=2, field="kind", what="is wrong", mend="mend it")])

    again = pickle.loads(pickle.dumps(error))

    assert isinstance(again, ProblemsError)
    assert (again.problems, str(again)) == (error.problems, str(error))


def test_long_words_lose_their_middle_alone() -> None:
    problems = Problems()
    problems.add("a.md", "kind", "a" * 200 + "b" * 200, "c" * 900 + "d" * 900)
    problems.add("b.md", "kind", "a" * 300, "c" * 800)
    problems.add("c.md", "kind", "a" * 150 + "!" + "b" * 150, "c" * 400 + "!" + "d" * 400)

    cut, whole, longer = problems
    assert (longer.what, longer.mend) == (cut.what, cut.mend)
    assert (cut.what, cut.mend) == ("a" * 150 + "…" + "b" * 150, "c" * 400 + "…" + "d" * 400)
    assert (whole.what, whole.mend) == ("a" * 300, "c" * 800)
