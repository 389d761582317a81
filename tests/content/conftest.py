"""A review in which everything is said that can be said, and nothing is wrong: what mistakes are made in."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from tests.good import lay_good

from review_site.content.library import read_library
from review_site.problems import Problem, Problems, ProblemsError
from review_site.style.house_style import read_house_style

HOUSE_STYLE = "content/house-style.yml"


@pytest.fixture(scope="session", name="lay_good")
def lay_good_() -> Callable[[Path], Path]:
    """Lay the good review in a folder that is not there yet; returns the folder."""
    return lay_good


@pytest.fixture
def good(lay_good: Callable[[Path], Path], tmp_path: Path) -> Path:
    """The good review, laid in a temporary folder."""
    return lay_good(tmp_path / "project")


@pytest.fixture(scope="session")
def problems_of() -> Callable[[Path], list[Problem]]:
    """Tell every problem of a project's content."""

    def tell(project: Path) -> list[Problem]:
        style = Problems()
        read_house_style(project / HOUSE_STYLE, HOUSE_STYLE, style)
        try:
            found: Iterable[Problem] = read_library(project / "content", project / "docs").unfinished
        except ProblemsError as error:
            found = error.problems
        return [*found, *style]

    return tell
