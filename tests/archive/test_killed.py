"""A run that is killed with no warning: nobody ever finds half a bundle, and the next run puts everything right."""

import multiprocessing
import os
import random
import signal
import time
from datetime import datetime
from pathlib import Path

import pytest

from review_site.archive.bundle import write_bundle
from review_site.archive.verify import verify_bundle

_FORK = multiprocessing.get_context("fork")
_CHANCE = random.Random(20230310)
MOMENTS = sorted(_CHANCE.random() for _ in range(20))


@pytest.fixture(scope="module")
def duration(tmp_path_factory: pytest.TempPathFactory, large: Path, url: str, instant: datetime) -> float:
    start = time.monotonic()
    write_bundle(large, url, tmp_path_factory.mktemp("timed"), instant)
    return time.monotonic() - start


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that takes long enough to be killed in the middle."""
    site = tmp_path_factory.mktemp("large")
    for number in range(120):
        (site / f"{number}.html").write_text(f"<title>{number}</title><p>{_CHANCE.randbytes(4000).hex()}")
    return site


def _bundles(output: Path) -> set[str]:
    return {path.name for path in output.iterdir() if not path.name.startswith(".")} if output.is_dir() else set()


def _check(output: Path, name: str) -> None:
    """Whatever stands under the final name is whole."""
    found = _bundles(output)
    if name in found:
        assert found == {name, f"{name}.tar", f"{name}.tar.sha256"}
        assert verify_bundle(output / name) == []


@pytest.mark.parametrize("moment", MOMENTS)
def test_at_a_random_moment(
    large: Path, tmp_path: Path, url: str, instant: datetime, duration: float, moment: float
) -> None:
    output = tmp_path / "out"
    run = _FORK.Process(target=write_bundle, args=(large, url, output, instant))
    run.start()
    time.sleep(duration * moment)
    run.kill()
    run.join()
    _check(output, "review-example-org-2023-05-01")
    bag = write_bundle(large, url, output, instant)
    _check(output, bag.name)
    assert len(list(output.iterdir())) == 3


def _kill_at_rename(number: int, large: Path, url: str, output: Path, instant: datetime) -> None:
    """Make a bundle, and kill this process before the given rename."""
    rename, renames = Path.rename, iter(range(1, 100))

    def rename_or_die(self: Path, target: Path) -> Path:
        if next(renames) == number:
            os.kill(os.getpid(), signal.SIGKILL)
        return rename(self, target)

    Path.rename = rename_or_die  # type: ignore[method-assign, assignment]
    write_bundle(large, url, output, instant)


@pytest.mark.parametrize("number", range(1, 8))
def test_before_each_rename_that_puts_a_new_bundle_in_place_of_the_last(
    site: Path, tmp_path: Path, url: str, instant: datetime, number: int
) -> None:
    output = tmp_path / "out"
    before = write_bundle(site, url, output, instant)
    (site / "new.txt").write_text("new")
    run = _FORK.Process(target=_kill_at_rename, args=(number, site, url, output, instant))
    run.start()
    run.join()
    assert run.exitcode == -signal.SIGKILL
    assert _bundles(output) <= {before.name, f"{before.name}.tar", f"{before.name}.tar.sha256"}
    if before.name in _bundles(output):
        alone = tmp_path / "alone" / before.name
        alone.parent.mkdir()
        before.rename(alone)  # without the tar beside it, which may be of the other bundle until the next run
        assert verify_bundle(alone) == []
        alone.rename(before)
    bag = write_bundle(site, url, output, instant)
    assert verify_bundle(bag) == []
    assert "new.txt" in (bag / "data/crawl/urls.csv").read_text()
    assert len(list(output.iterdir())) == 3
