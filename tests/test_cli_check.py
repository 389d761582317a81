"""What `review-site check` tells of a file that is named to it, and of the whole project."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.drawings import draw_post, drawn

from review_site.cli import main

POST = "content/blogs/2021-05-01-fog-bells.md"
Run = Callable[..., Result]


@pytest.fixture
def run(lay: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Run]:
    """Lay the example, changed by a drawing, and run the command in its folder at noon of 1 July 2021."""

    def laid(drawing: str = "") -> Run:
        monkeypatch.chdir(lay(drawing))
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1625137200")
        return lambda *words: CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)

    return laid


def paths_in(told: Result) -> list[str]:
    return [line.partition(": ")[0] for line in told.stdout.splitlines() if line]


def test_a_post_is_checked_with_the_files_that_it_names(run: Callable[[str], Run]) -> None:
    body = "![A lamp on a rock](lamp.svg)\n\nRead [the plan of the bells](plan.pdf)."
    lead = "pictures:\n  - file: bell.jpg\n    alt: A bell in the fog"
    command = run(draw_post(body=body, more=lead) + drawn("content/pictures/lamp.svg", "<svg></svg>"))
    for name in ("pictures/bell.jpg", "pictures/other.jpg", "attachments/plan.pdf"):
        Path("content", name).parent.mkdir(exist_ok=True)
        Path("content", name).write_bytes(b"")
    told = command("check", POST)
    files = [f"content/{name}:1" for name in ("attachments/plan.pdf", "pictures/bell.jpg", "pictures/lamp.svg")]
    assert (told.exit_code, paths_in(told)) == (1, files)
    assert paths_in(command("check", "content/blogs")) == files
    assert command("check", "docs").stdout.startswith("No problems there. There are some elsewhere")


@pytest.mark.parametrize(("body", "what"), [("TODO: write here.", "still says TODO"), ("", "is empty")])
def test_a_draft_whose_text_is_not_written_is_still_to_do(run: Callable[[str], Run], body: str, what: str) -> None:
    told = run(draw_post(body=body, status="draft"))("check", POST)
    assert told.exit_code == 0
    assert "Still to do in drafts, before they can be published:\n" in told.stdout
    assert f": text: {what} (write it)\n" in told.stdout


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (None, "mkdocs.yml: file: is missing (bring it back: git checkout mkdocs.yml)\n"),
        (
            "site_name: Fog\n<<<<<<< HEAD\nstrict: true\n=======\nstrict: false\n>>>>>>> fog\n",
            "mkdocs.yml:2: file: holds marks of an unsolved merge "
            "(keep what holds of both sides, and delete the lines of <, = and >)\n",
        ),
    ],
)
def test_settings_that_are_gone_or_half_merged_are_told(run: Callable[[str], Run], text: str | None, told: str) -> None:
    command = run(draw_post())
    Path("mkdocs.yml").unlink()
    if text:
        Path("mkdocs.yml").write_text(text, encoding="utf-8")
    for words in (("check",), ("build",), ("build", "--preview")):
        result = command(*words)
        assert (result.exit_code, result.stdout) == (1, told)
    assert command("check", POST).stdout.startswith("No problems there. There are some elsewhere")
