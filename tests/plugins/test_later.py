"""A build that comes soon, unless something else comes first."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.drawings import draw_post
from tests.plugins.test_preview import wait_for

from review_site.plugins import later as later_module
from review_site.plugins.later import LaterBuild
from review_site.problems import ProblemsError


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(later_module, "_SOON", 0.05)


def test_it_builds_the_preview(lay: Callable[[str], Path]) -> None:
    project, told = lay(draw_post()), list[ProblemsError | None]()
    later = LaterBuild(project, told.append)
    later.start()
    wait_for(lambda: (project / "preview/fog-bells/index.html").is_file())
    later.stop()
    assert told == []


def test_it_tells_what_is_wrong(lay: Callable[[str], Path]) -> None:
    project, told = lay(draw_post(published="2021-05-45")), list[ProblemsError | None]()
    later = LaterBuild(project, told.append)
    later.start()
    wait_for(lambda: bool(told))
    later.stop()
    (error,) = told
    assert error is not None
    assert "fog-bells.md:7: published: “2021-05-45” does not exist" in str(error)
    assert not (project / "preview").exists()


def test_what_waits_or_runs_can_be_stopped(lay: Callable[[str], Path]) -> None:
    project, told = lay(""), list[ProblemsError | None]()
    later = LaterBuild(project, told.append)
    later.start()
    later.start()
    wait_for(lambda: later._process is not None)
    process = later._process
    assert process is not None
    later.stop()
    assert process.returncode not in {None, 0, 1}
    later.start()
    later.stop()
    later.stop()
    assert not [thread for thread in threading.enumerate() if isinstance(thread, threading.Timer)]
    assert told == []
    assert not (project / "preview").exists()


@pytest.mark.parametrize("said", [b"", b"Traceback", b"3", b"[1]", b'[{"path": "x"}]'])
def test_a_build_that_tells_nothing_is_told_as_such(said: bytes) -> None:
    (problem,) = later_module._problems_in(said)
    assert "came to no end" in str(problem)
