"""review-site digest, as it is typed: what is printed, what is left, how it exits."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.drawings import draw_post

from review_site.cli import main

Run = Callable[..., Result]
FILES = ["digest.eml", "digest.html", "digest.notify.md", "digest.txt"]


@pytest.fixture
def run(lay: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command in the example with one more post, at noon of 1 July 2021."""
    monkeypatch.chdir(lay(draw_post(published="2021-06-29")))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1625137200")
    return lambda *words: CliRunner().invoke(main, ["digest", *words], catch_exceptions=False)


def test_the_digest_is_written_in_four_forms_and_says_how_to_go_on(run: Run) -> None:
    told = run("--since", "2021-06-28")
    assert told.exit_code == 0
    assert told.stdout.splitlines() == [
        "Digest: digest/ (2 new)",
        "Subject: Review of Lighthouses, 1 July 2021: 2 new",
        "The next one: review-site digest --since 2021-07-01",
        "It tells what is dated that day once more, since some of it may come out later in the day.",
    ]
    assert sorted(file.name for file in Path("digest").iterdir()) == FILES
    text = Path("digest/digest.txt").read_text("utf-8")
    assert "Fog bells\nhttps://lighthouses.example.org/fog-bells/\n" in text
    assert "Call for Sightings: closed\n" in text


def test_twice_gives_the_same_bytes(run: Run) -> None:
    written = []
    for folder in ("one", "two"):
        assert run("--since", "2021-06-28", "--output", folder).exit_code == 0
        written.append([(Path(folder) / name).read_bytes() for name in FILES])
    assert written[0] == written[1]


def test_an_earlier_end_may_be_given(run: Run) -> None:
    told = run("--since", "2021-06-27T23:59", "--until", "2021-06-29T23:59")
    assert "Subject: Review of Lighthouses, 29 June 2021: 1 new\n" in told.stdout
    assert "--since 2021-06-29\n" in told.stdout
    assert "from 28 June 2021 to 29 June 2021" in Path("digest/digest.txt").read_text("utf-8")


def test_whole_days_are_told_once(run: Run) -> None:
    one = run("--since", "2021-06-28", "--until", "2021-06-30")
    assert one.stdout.splitlines()[2:] == ["The next one: review-site digest --since 2021-06-30"]
    other = run("--since", "2021-06-30", "--until", "2021-07-01")
    told = Path("digest/digest.txt").read_text("utf-8")
    assert other.exit_code == 0
    assert ("Fog bells" in told, "Call for Sightings: closed" in told) == (False, True)


def test_nothing_new_is_said_plainly_and_nothing_is_written(run: Run) -> None:
    told = run("--since", "2021-06-30T17:00")
    assert (told.exit_code, told.stdout) == (
        0,
        "Nothing is new or changed from 2021-06-30T17:00 to 2021-07-01T12:00. No digest was written.\n",
    )
    assert not Path("digest").exists()
    run("--since", "2021-06-28")
    before = Path("digest/digest.txt").read_bytes()
    assert run("--since", "2021-06-30T17:00").stdout.endswith("What lies in digest/ is an earlier one.\n")
    assert Path("digest/digest.txt").read_bytes() == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--since", "2021-07-02"], "'--since': 2021-07-02 is still to come (give the day of the last digest)"),
        (["--since", "2021-06-01", "--until", "2021-07-02"], "'--until': 2021-07-02 is still to come"),
        (["--since", "2021-06-02", "--until", "2021-06-01"], "'--until': 2021-06-01 is before 2021-06-02"),
        (["--since", "1 June"], "“1 June” is not a date or a date and time"),
        ([], "Missing option '--since'"),
    ],
)
def test_a_time_that_cannot_be_is_wrong_usage(words: list[str], said: str, run: Run) -> None:
    told = run(*words)
    assert told.exit_code == 2
    assert said.replace("'", "") in told.stderr.replace("'", "")
    assert not Path("digest").exists()


def test_content_that_is_not_right_is_told_and_nothing_is_written(run: Run) -> None:
    Path("docs/about.md").write_text("---\ntitel: About\n---\n", encoding="utf-8")
    told = run("--since", "2021-06-28")
    assert told.exit_code == 1
    assert "docs/about.md:2: titel" in told.stdout
    assert not Path("digest").exists()


def test_other_files_of_the_folder_stay(run: Run) -> None:
    Path("out").mkdir()
    Path("out/letter.txt").write_text("Mine.", encoding="utf-8")
    assert run("--since", "2021-06-28", "--output", "out").exit_code == 0
    assert Path("out/letter.txt").read_text("utf-8") == "Mine."
    assert Path("out/digest.eml").exists()
