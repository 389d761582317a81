"""The reading copies that several tests read: of a site that tries everything, and of the real one."""

from pathlib import Path

import pytest
from tests.archive.reading_copy.sites import Bag, lay, make_bag


@pytest.fixture(scope="session")
def bag(tmp_path_factory: pytest.TempPathFactory) -> Bag:
    """The copy of a small site with every kind of trouble: read it, or leave it as it was found."""
    folder = tmp_path_factory.mktemp("reading")
    return make_bag(lay(folder / "site"), folder / "bag")


@pytest.fixture(scope="session")
def real(built_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Bag:
    """The copy of the real site."""
    return make_bag(
        built_site, tmp_path_factory.mktemp("real") / "bag", "https://childrenssocialcare.independent-review.uk/"
    )
