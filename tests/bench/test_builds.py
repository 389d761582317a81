"""The command of the bench: what it takes, and what it makes of results that were kept."""

from pathlib import Path

import pytest
from bench.builds import main
from bench.whole.drawing import draw
from bench.whole.results import read_results, write_results
from bench.whole.table import render_table
from click.testing import CliRunner
from tests.bench.test_results import result, results


def test_table_and_picture_are_made_of_results_that_were_kept(tmp_path: Path) -> None:
    measured = results(result(), result("hugo", wall=0.5))
    write_results(measured, tmp_path / "kept.jsonl")
    files = [f"--{name}={tmp_path / name}" for name in ("table", "picture", "results")]
    done = CliRunner().invoke(main, [f"--read={tmp_path / 'kept.jsonl'}", *files])
    assert done.exit_code == 0
    assert done.output == render_table(measured) == (tmp_path / "table").read_text(encoding="utf-8")
    assert (tmp_path / "picture").read_text(encoding="utf-8") == draw(measured)
    assert read_results(tmp_path / "results") == measured


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("--tools=hugo,jekyll", "jekyll is none of ours, bare, hugo"),
        ("--modes=tepid", "tepid is none of cold, warm"),
        ("--sizes=100,many", "100,many is no list of numbers such as 100,1000"),
        ("--sizes=0", "0 is no list of numbers such as 100,1000"),
        ("--rounds=0", "0 is not in the range"),
    ],
)
def test_what_cannot_be_measured_is_told(asked: str, told: str) -> None:
    done = CliRunner().invoke(main, [asked])
    assert done.exit_code == 2
    assert told in " ".join(done.output.split())
