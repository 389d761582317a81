"""A site, the repository that it was built from, and a bag with everything that tells where it comes from."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.archive.provenance.history import make_history
from tests.archive.provenance.site import write_bag_of, write_site

INSTANT = datetime(2023, 5, 1, 11, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def history(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The repository, to be read or copied, and its commits."""
    folder = tmp_path_factory.mktemp("history") / "project"
    return folder, make_history(folder)


@pytest.fixture
def project(history: tuple[Path, dict[str, str]], tmp_path: Path) -> Path:
    """A copy of the repository, to be changed."""
    return Path(shutil.copytree(history[0], tmp_path / "project", symlinks=True))


@pytest.fixture(scope="session")
def commits(history: tuple[Path, dict[str, str]]) -> dict[str, str]:
    return history[1]


@pytest.fixture(scope="session")
def lighthouses(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The finished site."""
    return write_site(tmp_path_factory.mktemp("site") / "site")


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory, lighthouses: Path, history: tuple[Path, dict[str, str]]) -> Path:
    """A bag with the whole history: read it, or leave it as it was found."""
    return write_bag_of(lighthouses, history[0], tmp_path_factory.mktemp("whole"), INSTANT)


@pytest.fixture
def make_bag(lighthouses: Path, tmp_path: Path) -> Callable[..., Path]:
    """Make the bag of the site, from a repository or none."""

    def make(repository: Path | None, **known: object) -> Path:
        return write_bag_of(lighthouses, repository, tmp_path / "out", INSTANT, **known)

    return make
