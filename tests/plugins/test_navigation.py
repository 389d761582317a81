from dataclasses import dataclass
from typing import Any

import pytest

from review_site.content.source import Source
from review_site.plugins.navigation import without_pages


@dataclass
class Hidden:
    source: Source


def hide(*paths: str) -> Any:
    return {path: Hidden(Source(path, {}, {})) for path in paths}


NAV = ["index.md", {"About": ["about.md", {"Team": "team.md"}]}, {"Out": "https://example.org/"}]


@pytest.mark.parametrize(
    ("hidden", "left"),
    [
        ((), NAV),
        (("docs/about.md",), ["index.md", {"About": [{"Team": "team.md"}]}, {"Out": "https://example.org/"}]),
        (("docs/about.md", "docs/team.md"), ["index.md", {"Out": "https://example.org/"}]),
        (("content/blogs/about.md",), NAV),
    ],
)
def test_hidden_pages_and_empty_sections_are_left_out(hidden: tuple[str, ...], left: Any) -> None:
    assert without_pages(NAV, hide(*hidden), "docs") == left


def test_a_site_without_navigation_has_none() -> None:
    assert without_pages(None, hide("docs/about.md"), "docs") is None
