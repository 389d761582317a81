"""A finished bundle comes to its place so that a kill at any step leaves the old one or the new one under each name."""

import multiprocessing
import os
import signal
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from review_site.archive import placing
from review_site.archive.placing import building_place, place
from review_site.linux import exchange

_FORK = multiprocessing.get_context("fork")
NAMES = {"bag", "bag.tar", "bag.tar.sha256"}


def make(output: Path, words: str) -> None:
    with building_place(output) as building:
        bag = building / "whole/bag"
        (bag / "data").mkdir(parents=True)
        for file in (bag / "data/file", bag.with_name("bag.tar"), bag.with_name("bag.tar.sha256")):
            file.write_text(words)
        place(bag.parent, output)


def state(output: Path) -> dict[str, str]:
    """Return the words of each part of the bundle that stands there."""
    files = {"bag": "bag/data/file", "bag.tar": "bag.tar", "bag.tar.sha256": "bag.tar.sha256"}
    return {name: (output / file).read_text() for name, file in files.items() if (output / file).is_file()}


def make_and_die(output: Path, number: int, step: Callable[[Path, Path], bool]) -> None:
    """Make the new bundle, and kill this process before the step of a number."""
    taken = count(1)

    def or_die(taking: Callable[..., Any]) -> Callable[..., Any]:
        def take(*paths: Path) -> Any:
            if next(taken) == number:
                os.kill(os.getpid(), signal.SIGKILL)
            return taking(*paths)

        return take

    for owner, name in ((Path, "rename"), (Path, "replace"), (placing, "_remove")):
        setattr(owner, name, or_die(getattr(owner, name)))
    placing.exchange = or_die(step)
    placing.write_through = lambda _: None
    make(output, "new")
    os._exit(0)


@pytest.mark.parametrize("step", [exchange, lambda *_: False])
def test_before_each_step(tmp_path: Path, step: Callable[[Path, Path], bool]) -> None:
    seen = list[dict[str, str]]()
    for number in count(1):
        output = tmp_path / f"{number}"
        make(output, "old")
        run = _FORK.Process(target=make_and_die, args=(output, number, step))
        run.start()
        run.join()
        found = state(output)
        assert found.keys() == NAMES or step is not exchange
        if run.exitcode == 0:
            break
        assert run.exitcode == -signal.SIGKILL
        seen.append(found)
        with building_place(output):
            pass
        (words,) = set(state(output).values())
        assert words == "new" or "new" not in found.values()
        assert {path.name for path in output.iterdir()} == NAMES
    assert state(output) == dict.fromkeys(NAMES, "new")
    assert seen[0] == dict.fromkeys(NAMES, "old")
    assert seen[-1] == dict.fromkeys(NAMES, "new")
    assert {len(set(found.values())) for found in seen} == {1, 2}


def test_a_file_in_the_place_of_a_folder_makes_way(tmp_path: Path) -> None:
    make(tmp_path, "old")
    placing._remove(tmp_path / "bag")
    (tmp_path / "bag").write_text("a file")
    (tmp_path / "bag.tar").unlink()
    (tmp_path / "bag.tar").mkdir()
    make(tmp_path, "new")
    assert state(tmp_path) == dict.fromkeys(NAMES, "new")
    assert {path.name for path in tmp_path.iterdir()} == NAMES
