"""Whatever a file holds, it is read or told of, on a line that it has; nothing gives a trace."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from review_site.cli import main
from review_site.content.library import read_library
from review_site.problems import Problem, ProblemsError

FILES = (
    *("content/blogs/2021-04-01-fog-bells.md", "content/calls/call-for-sightings.md", "docs/fog.md"),
    *("content/events/open-tower-day.md", "content/publications/final-report.yml", "content/review.yml"),
    *("content/recommendations.yml", "content/house-style.yml", "content/addresses.txt", "content/record.csv"),
    *("content/pictures/bell.png", "content/attachments/plan.pdf"),
)
TEXTS = FILES[:-2]
YAML = [
    *(
        "---\n",
        "...\n",
        "\n",
        ": ",
        "- ",
        "  ",
        "<<: ",
        "!<%FF> ",
        "%YAML 9.9\n",
        "&a ",
        "*a ",
        "? ",
        "| ",
        ">-\n",
        "# ",
    ),
    *("[", "]", "{", "}", ",", '"', "'", "\\x00", "\\ud800", "\t", "é", "\u200b", "\u202e", "9" * 5000, "2021-02-30"),
    *(
        "title: ",
        "slug: ",
        "status: ready\n",
        "kind: reprint\n",
        "published: ",
        "authors: ",
        "pictures:\n",
        "  - file: ",
    ),
    *("updates:\n", "  - on: ", "withdrawn:\n", "  see: /", "aliases: [", "redirects:\n", "people:\n", "stages:\n"),
    *("<<<<<<< HEAD\n", "=======\n", ">>>>>>> x\n", "chapter: ", "date_uncertain: yes\n", "source: review:/\n"),
]
MARKDOWN = [
    *(
        "# ",
        "## ",
        "- ",
        "1. ",
        "> ",
        "    ",
        "```\n",
        "`",
        "*",
        "_",
        "[",
        "](",
        ")",
        "![",
        "[^1]",
        "[^1]: ",
        "!!! note\n",
    ),
    *(
        "<",
        ">",
        "<!--",
        "-->",
        "<![CDATA[",
        "<!",
        "<?",
        "</",
        "<script>",
        "<div markdown>\n",
        "<a href='",
        "<img src=x>",
    ),
    *(
        "{: #a }",
        "{ onclick=x }",
        "&#106;",
        "javascript:",
        "/about/",
        "#who",
        "https://a.b/",
        "\n",
        "\n\n",
        "|-|\n",
        "é",
    ),
    *("*[A]: b\n", ": ", "\\", "TODO", "bell.png", "{#", "}", "\t", '"', "(", "<b onclick=x>", "<svg/onload=x>"),
]
FRONT = "---\ntitle: A\ndescription: B\n---\n"


def scraps(of: list[str]) -> st.SearchStrategy[bytes]:
    return st.lists(st.sampled_from(of), max_size=40).map(lambda parts: "".join(parts).encode())


WHOLE = st.one_of(
    st.binary(max_size=400),
    st.text(max_size=400).map(lambda text: text.encode("utf-8", "surrogatepass")),
    scraps(YAML),
    scraps(YAML).map(lambda data: b"---\n" + data + b"\n---\n"),
    scraps(MARKDOWN).map(lambda data: FRONT.encode() + data),
)


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, list[tuple[int, int, bytes]]]:
    """A file, and what is cut out of it and put in its place at some of its bytes."""
    piece = st.one_of(st.sampled_from([*YAML, *MARKDOWN]).map(str.encode), st.binary(max_size=3))
    cut = st.tuples(st.integers(0, 3000), st.integers(0, 60), piece)
    return draw(st.sampled_from(FILES)), draw(st.lists(cut, min_size=1, max_size=4))


def line_count(file: Path) -> int:
    raw = file.read_bytes() if file.is_file() else b""
    return raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1


def check(project: Path) -> None:
    """Read a project, and see that every problem stands on a line that its file has, but for those of a folder."""
    found: tuple[Problem, ...] = ()
    try:
        found = read_library(project / "content", project / "docs").unfinished
    except ProblemsError as error:
        found = error.problems
        assert found
    for problem in found:
        assert (problem.line is None) == (problem.field == "folder")
        assert problem.line is None or 1 <= problem.line <= line_count(project / problem.path) + 1
        assert len(str(problem).encode().splitlines()) == 1


def run_check(project: Path, *words: str) -> None:
    """Run the command on a project, and see that it says what it has to say."""
    result = CliRunner().invoke(main, ["-C", str(project), "check", *words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code in (0, 1)
    assert "Traceback" not in result.output
    assert result.output.strip()


BOUNDS = settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])


@given(st.sampled_from(FILES), WHOLE)
@example("content/blogs/2021-04-01-fog-bells.md", b'---\ntitle: "\\ud800"\nslug: "\\0"\n---\n')
@example("docs/fog.md", b"---\ntitle: A\ndescription: B\nchapter: " + b"9" * 5000 + b"\n---\n[a](#b)\n")
@example("docs/fog.md", FRONT.encode() + b"[a](#b)\n\n<![a\n")
@example("content/review.yml", b"people: [{a: b}]\ntopics: [[x]]\nredirects: [{a: b}]\n")
@example("content/record.csv", b"address,published,text,notes\n/a/,2021,ab," + b"9" * 5000)
@BOUNDS
def test_any_file_is_read_or_told_of(lay_good: Callable[[Path], Path], path: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        project = lay_good(Path(folder) / "project")
        (project / path).write_bytes(data)
        check(project)
        run_check(project)


@given(edits())
@BOUNDS
def test_a_good_file_changed_anyhow_is_read_or_told_of(
    lay_good: Callable[[Path], Path], change: tuple[str, list[tuple[int, int, bytes]]]
) -> None:
    path, cuts = change
    with tempfile.TemporaryDirectory() as folder:
        project = lay_good(Path(folder) / "project")
        data = (project / path).read_bytes()
        for start, length, piece in cuts:
            place = start % (len(data) + 1)
            data = data[:place] + piece + data[place + length :]
        (project / path).write_bytes(data)
        check(project)
        run_check(project, "--format", "json")


@given(
    st.binary(min_size=1, max_size=40).filter(lambda name: not set(name) & set(b"/\0") and name not in (b".", b".."))
)
@settings(deadline=None, max_examples=20)
def test_a_file_of_any_name_is_passed_over_or_told_of(lay_good: Callable[[Path], Path], name: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        project = lay_good(Path(folder) / "project")
        for place in ("content", "content/blogs", "content/pictures", "content/attachments", "docs"):
            (project / place / os.fsdecode(name)).write_bytes(b"Fog")
        check(project)
        run_check(project, "--format", "github")


@pytest.mark.parametrize("path", [*TEXTS, "content/blogs", "content/calls", "docs", "content"])
def test_a_file_or_folder_that_is_gone_is_passed_over_or_told_of(path: str, good: Path) -> None:
    (good / path).rename(good / "gone")
    check(good)
    run_check(good)
