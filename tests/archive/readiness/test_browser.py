"""What only a script brings, in a real browser. A browser that is missing fails the test."""

import builtins
import os
from pathlib import Path
from typing import Any

import pytest
from tests.archive.readiness.lighthouse import URL, lay, page, read

from review_site.archive.readiness import Scripted
from review_site.archive.readiness.browser import read_in_browser
from review_site.problems import ProblemsError

CHROME = os.environ.get("CHROME", "/usr/bin/chromium")
SCRIPT = """<p id="here">Words.</p><noscript>Read it elsewhere.</noscript><script>
document.getElementById('here').append(' Only by script, by script.');
fetch('/files/rocks.csv').then(one => one.text()).then(text => document.body.append(text));
fetch('https://count.example.com/');
</script>"""


def test_words_of_scripts_and_what_they_fetch_are_told(tmp_path: Path) -> None:
    inventory, graph = read(lay(tmp_path, {"about/index.html": page("About", SCRIPT)}))
    done: list[tuple[int, int]] = []
    found = read_in_browser(
        inventory,
        graph,
        ["/", "/about/", "/copyright/"],
        program=CHROME,
        progress=lambda number, count: done.append((number, count)),
    )
    assert found[0] == Scripted(address="/")
    assert found[1].words == ("Only", "by", "script", "year", "rocks", "2021", "3")
    assert found[1].fetched == ("https://count.example.com/", f"{URL}files/rocks.csv")
    assert found[2].words == ()
    assert done == [(1, 3), (2, 3), (3, 3)]


def test_a_browser_that_is_missing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inventory, graph = read(lay(tmp_path))
    with pytest.raises(ProblemsError, match="the browser does not start"):
        read_in_browser(inventory, graph, ["/"], program=str(tmp_path / "none"))
    plain = builtins.__import__

    def refuse(name: str, *rest: Any) -> Any:
        if name.startswith("playwright"):
            raise ImportError
        return plain(name, *rest)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(ProblemsError, match="Playwright is not installed"):
        read_in_browser(inventory, graph, ["/"])
