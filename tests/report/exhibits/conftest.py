"""Exhibits made of the text of their two files."""

from collections.abc import Callable
from pathlib import Path

import pytest

from review_site.content.exhibits import Exhibited, read_exhibits
from review_site.problems import Problems

HEAD = "number: 2.1\ntitle: Lamps & rocks\nabout: Skerry had most.\nsource: https://harbour.example.org/lamps\n"


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., Exhibited]:
    """Make an exhibit of its further fields and its data."""

    def exhibit(fields: str, data: str) -> Exhibited:
        folder = tmp_path / "docs/report"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "lamps.yml").write_text(HEAD + fields, encoding="utf-8")
        (folder / "lamps.csv").write_text(data, encoding="utf-8")
        problems = Problems()
        found = read_exhibits(tmp_path / "docs", ["report"], problems)
        assert [str(problem) for problem in problems] == []
        return found.found["report"]["lamps"]

    return exhibit


@pytest.fixture
def bars(make: Callable[..., Exhibited]) -> Exhibited:
    """Make a bar chart with an exact value, one that is not, and one that is not known."""
    data = "Rock,Lamps,In words\nSkerry,24,24\nNeedle,12,About 12\nOuter Bank,,Not counted\n"
    return make("kind: bar chart\nvalues: Lamps\nshown: In words\n", data)


@pytest.fixture
def lines(make: Callable[..., Exhibited]) -> Exhibited:
    """Make a line chart of two lines, over steps of one and of two years."""
    data = "Year,Keepers,Lamps\n2017,64,52\n2018,58,51\n2020,31,49\n"
    return make("kind: line chart\nvalues: [Keepers, Lamps]\n", data)
