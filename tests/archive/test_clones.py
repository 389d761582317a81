"""Two people who clone the project in different places, and at different times, make the same bundle."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.conftest import ROOT

DAY = "2026-11-29"
_HERE = {"TZ": "Europe/London", "LC_ALL": "C.UTF-8", "UMASK": "022"}
_THERE = {"TZ": "Pacific/Auckland", "LC_ALL": "tr_TR.UTF-8", "UMASK": "077", "PYTHONHASHSEED": "1234"}


def _make_bundle(place: Path, differences: Mapping[str, str], seconds: int) -> Path:
    """Clone the project, build the site as at a day and bundle it, in an environment of its own; return the tar."""
    place.mkdir(parents=True)
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", ROOT, place / "clone"], check=True)
    for file in (place / "clone").rglob("*"):
        if file.is_file() and ".git" not in file.parts:
            os.utime(file, (seconds, seconds))
    umask = differences["UMASK"]
    environment = {**os.environ, **differences, "HOME": str(place), "PYTHONPATH": str(place / "clone/hooks")}
    command = f'umask {umask}; exec "$0" -m review_site.cli -C clone "$@"'
    for words in (["build", "--today", DAY, "--output", "site"], ["archive", "site", "--output", "dist"]):
        run = ["sh", "-c", command, sys.executable, *words]
        done = subprocess.run(run, cwd=place, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    (tar,) = (place / "dist").glob("*.tar")
    return tar


@pytest.fixture(scope="module")
def tars(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("clones")
    return (
        _make_bundle(folder / "here", _HERE, 1_000_000_000),
        _make_bundle(folder / "somewhere else" / "deep", _THERE, 1_600_000_000),
    )


def test_two_clones_give_the_same_bundle(tars: tuple[Path, Path]) -> None:
    first, second = tars
    assert first.name == second.name
    assert hashlib.sha256(first.read_bytes()).hexdigest() == hashlib.sha256(second.read_bytes()).hexdigest()


def test_the_bundle_holds_nothing_of_the_machine(tars: tuple[Path, Path]) -> None:
    for tar in tars:
        plain = tar.read_bytes()
        assert str(tar.parents[1]).encode() not in plain
        assert os.uname().nodename.encode() not in plain or len(os.uname().nodename) < 6
