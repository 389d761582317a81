"""A review in which everything is said that can be said, and nothing is wrong: what mistakes are made in."""

import shutil
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from review_site.content.library import read_library
from review_site.problems import Problem, Problems, ProblemsError
from review_site.style.house_style import read_house_style

TESTS = Path(__file__).parents[1]
HOUSE_STYLE = "content/house-style.yml"


@pytest.fixture(scope="session")
def lay_good() -> Callable[[Path], Path]:
    """Lay the good review in a folder that is not there yet; returns the folder."""
    stream = BytesIO()
    Image.linear_gradient("L").resize((640, 480)).save(stream, "PNG")

    def lay(project: Path) -> Path:
        for part in ("content", "docs"):
            shutil.copytree(TESTS / "example" / part, project / part)
            shutil.copytree(TESTS / "cases/mistakes/good" / part, project / part, dirs_exist_ok=True)
        for name in ("pictures/bell.png", "pictures/waves.png", "attachments/plan.pdf"):
            file = project / "content" / name
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(b"%PDF-1.7" if name.endswith(".pdf") else stream.getvalue())
        return project

    return lay


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
