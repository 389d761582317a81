"""The numbers of paragraphs, as those who write meet them: record, check and publish in their terminal."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from review_site.cli import main

Run = Callable[..., Result]
CHAPTER = Path("docs/case-for-change/chapter-3.md")
LEDGER = Path("content/paragraphs.csv")


@pytest.fixture
def command(lay: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command in the folder of the example, at noon of 1 July 2021, once all of it is recorded."""
    monkeypatch.chdir(lay(""))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1625137200")

    def run(*words: str) -> Result:
        return CliRunner().invoke(main, list(words), catch_exceptions=False)

    write("Oil is dear.\n\nCoal is not.\n\nPeat is free to all.\n")
    assert run("record").exit_code == 0
    return run


def write(body: str, more: str = "") -> None:
    CHAPTER.write_text(f"---\ntitle: The oil\ndescription: Its cost.\nchapter: 3\n{more}---\n\n{body}", "utf-8")


def recorded() -> list[str]:
    rows = (line.split(",") for line in LEDGER.read_text("utf-8").splitlines())
    return [row[2] for row in rows if row[1] == "paragraph" and row[2].startswith("3.")]


def test_record_writes_the_ledger_once(command: Run) -> None:
    assert recorded() == ["3.1", "3.2", "3.3"]
    assert command("record").stdout == "The record is up to date.\n"
    assert "Numbers not yet recorded" not in command("check").stdout


def test_an_insertion_is_told_until_it_is_recorded(command: Run) -> None:
    write("Oil is dear.\n\nWood is scarce.\n\nCoal is not.\n\nPeat is free to all.\n")
    line = f"Numbers not yet recorded: paragraph 3.1A of {CHAPTER} (run: review-site record)"
    assert line in command("check").stdout.splitlines()
    assert "content/paragraphs.csv" in command("record").stdout
    assert recorded() == ["3.1", "3.1A", "3.2", "3.3"]
    assert "Numbers not yet recorded" not in command("check").stdout


def test_a_deletion_stops_check_and_record_until_it_is_declared(command: Run) -> None:
    before = LEDGER.read_bytes()
    write("Oil is dear.\n\nPeat is free to all.\n")
    for words in (["check"], ["record"]):
        done = command(*words)
        assert done.exit_code == 1
        assert "3.2 “Coal is not.” was published, and no paragraph has these words any more" in done.output
    assert LEDGER.read_bytes() == before
    register = Path("content/reports/case-for-change.yml")
    correction = 'corrections:\n  - {on: 2021-07-01, note: "It was.", removed: [3.2]}\n'
    register.write_text(register.read_text("utf-8") + correction, encoding="utf-8")
    assert command("check").exit_code == command("record").exit_code == 0
    assert recorded() == ["3.1", "3.2", "3.3"]


@pytest.mark.parametrize("left", [None, "report,kind,number,text,from\n"], ids=["no file", "no rows"])
def test_a_lost_ledger_is_never_written_anew(command: Run, left: str | None) -> None:
    LEDGER.unlink()
    if left:
        LEDGER.write_text(left, encoding="utf-8")
    for words in (["check"], ["record"], ["build"]):
        done = command(*words)
        assert done.exit_code == 1
        assert "paragraphs.csv: file: the numbers of “case-for-change”, which readers cite, are gone" in done.output
    assert LEDGER.exists() == bool(left)


def test_a_chapter_that_is_published_is_recorded(command: Run) -> None:
    chapter = Path("docs/case-for-change/chapter-4.md")
    chapter.write_text("---\ntitle: The sea\ndescription: It.\nchapter: 4\nstatus: draft\n---\n\nWet.\n", "utf-8")
    assert "chapter-4" not in command("check").stdout
    assert command("publish", str(chapter), "--on", "2021-08-01").exit_code == 0
    assert "case-for-change,paragraph,4.1,Wet.,2021-08-01\n" in LEDGER.read_text("utf-8")


def test_a_promise_whose_words_are_gone_asks_for_the_record_alone(command: Run) -> None:
    write("Oil is dear.\n\nCoal is not.\n\nPeat is free to all.\n\n/// from | 2021-08-01\nIt fell.\n///\n")
    assert command("record").exit_code == 0
    write("Oil is dear.\n\nCoal is not.\n\nPeat is free to all.\n")
    told = command("check")
    assert told.exit_code == 1
    assert "the record promises 3.4 “It fell.” for 1 August 2021" in told.output
    assert command("record").exit_code == 0
    assert recorded() == ["3.1", "3.2", "3.3"]
    assert command("check").exit_code == 0
