"""Rounds: who builds when, who falls out and why, and what a build costs."""

import itertools
import sys
from pathlib import Path

import pytest
from bench.made.layout import Layout, write
from bench.made.posts import Post
from bench.whole import rounds
from bench.whole.measure import run, weigh
from bench.whole.rounds import Run
from bench.whole.tools import Tool

COPY = """
import pathlib
foot = pathlib.Path("foot.html").read_text()
for post in pathlib.Path("posts").iterdir():
    page = pathlib.Path("out", post.stem, "index.html")
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(post.read_text() + foot + "</html>")
"""
STALE = COPY.replace("page.write_text", "page.exists() or page.write_text")
BROKEN = "import sys; sys.exit('No such post')"

TOY = Layout(
    lay=lambda folder, _: write(folder, {"foot.html": "<footer></footer>"}),
    post_file=lambda post: f"posts/{post.slug}.md",
    post_text=lambda post, _: f"title: {post.title}\n",
    pictures="pictures",
    template="foot.html",
)


def toy(program: str, most: int | None = None) -> Tool:
    return Tool(name="Toy", layout=TOY, command=lambda _: [sys.executable, "-c", program], output="out", most=most)


@pytest.fixture
def measure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def measure_tools(tools: dict[str, Tool], **more: object) -> Run:
        monkeypatch.setattr(rounds, "TOOLS", tools)
        asked = {"sizes": [3, 5], "modes": ["cold", "body"], "rounds": 2, "limit": 60.0, "budget": 60.0}
        made = Run(work=tmp_path, tools=list(tools), **({"all_sizes": False} | asked | more))
        made.measure()
        return made

    return measure_tools


def told(made: Run) -> list[tuple[int, int, str, str]]:
    return [(one.round, one.size, one.mode, one.tool) for one in made.results]


def test_in_each_round_all_build_in_turn(measure) -> None:
    made = measure({"one": toy(COPY), "other": toy(COPY)})
    assert told(made) == list(itertools.product((0, 1), (3, 5), ("cold", "body"), ("one", "other")))
    assert [one.files for one in made.results[:2]] == [3, 3]
    assert not made.failed


def test_one_that_fails_falls_out_from_that_size_on_and_says_why(measure) -> None:
    made = measure({"one": toy(COPY), "other": toy(BROKEN)})
    assert {one.tool for one in made.results} == {"one"}
    assert made.failed == {("other", 3): "ended with 1 No such post"}


def test_one_that_did_not_see_a_change_falls_out(measure) -> None:
    made = measure({"one": toy(STALE)}, sizes=[3])
    assert told(made) == [(0, 3, "cold", "one")]
    assert "after body" in made.failed["one", 3]


def test_one_that_takes_too_long_is_ended(measure) -> None:
    made = measure({"one": toy("import time; time.sleep(600)")}, sizes=[3], limit=0.5)
    assert made.failed == {("one", 3): "took more than 0 seconds"}


def test_a_slow_one_is_asked_for_large_sizes_only_when_told(measure) -> None:
    tools = {"one": toy(COPY), "slow": toy(COPY, most=4)}
    assert {one.size for one in measure(tools, rounds=1).results if one.tool == "slow"} == {3}


def test_all_sizes_asks_it_all_the_same(measure) -> None:
    tools = {"slow": toy(COPY, most=4)}
    assert {one.size for one in measure(tools, rounds=1, all_sizes=True).results} == {3, 5}


def test_no_round_begins_that_the_time_does_not_allow(measure) -> None:
    assert {one.round for one in measure({"one": toy(COPY)}, budget=0.0, rounds=5).results} == {0}


def test_without_a_build_from_nothing_one_is_made_that_is_not_measured(measure) -> None:
    assert told(measure({"one": toy(COPY)}, modes=["warm"], sizes=[3], rounds=1)) == [(0, 3, "warm", "one")]


def test_every_change_is_made_and_seen(measure) -> None:
    modes = ["cold", "warm", "body", "title", "new", "template"]
    made = measure({"one": toy(COPY)}, modes=modes)
    assert not made.failed
    assert [one.files for one in made.results if one.mode == "new"] == [4, 6, 5, 7]


def test_what_a_layout_needs_once_is_done_once_for_all_its_tools(tmp_path: Path) -> None:
    done: list[Path] = []
    tools = [Tool(name="Toy", layout=TOY, command=lambda _: [], output="out", prepare=done.append) for _ in range(2)]
    laid: dict[int, Path] = {}
    posts: list[Post] = []
    for number, tool in enumerate(tools):
        rounds.lay(tool, tmp_path / str(number), posts, laid)
    assert done == [tmp_path / "0"]
    assert (tmp_path / "1/foot.html").read_text() == "<footer></footer>"


def test_memory_of_the_largest_process_and_of_all_is_told(tmp_path: Path) -> None:
    held = "import time; data = b'x' * 60_000_000; time.sleep(2)"
    both = f"[subprocess.Popen([sys.executable, '-c', {held!r}]) for _ in '12']"
    program = f"import subprocess, sys; [one.wait() for one in {both}]"
    cost = run([sys.executable, "-c", program], tmp_path, 60)
    assert cost.code == 0
    assert 60_000_000 < cost.peak < 115_000_000
    assert cost.together > 115_000_000


def test_a_large_process_that_starts_a_small_one_does_not_count_for_it(tmp_path: Path) -> None:
    held = b"x" * 200_000_000
    assert run(["true"], tmp_path).peak < len(held) // 4


def test_a_program_that_is_not_there_is_told(tmp_path: Path) -> None:
    cost = run(["no-such-program"], tmp_path)
    assert cost.code == 1
    assert "No such file" in cost.said


def test_files_and_bytes_of_a_site_are_counted(tmp_path: Path) -> None:
    write(tmp_path, {"index.html": "12345", "a/index.html": "123"})
    assert weigh(tmp_path) == (2, 8)
