"""A run that is killed with no warning: nobody ever finds half a bundle, and the next run puts everything right."""

import multiprocessing
import random
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
