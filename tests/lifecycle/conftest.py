"""The two libraries that the lifecycle is tried on: the example review and the real one."""

from pathlib import Path

import pytest

from review_site.content.library import Library, read_library

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def example() -> Library:
    return read_library(ROOT / "tests/example/content", ROOT / "tests/example/docs")


@pytest.fixture(scope="session")
def real() -> Library:
    return read_library(ROOT / "content", ROOT / "docs")
