import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from review_site.content.anchors import EXTENSIONS, lasting_anchors, page_anchors, read_anchors
from review_site.content.paragraph_ledger import Ledger, Row, number_paragraphs_of
from review_site.content.source import Source
from review_site.report.paragraphs import number_paragraphs

ROOT = Path(__file__).parents[2]
CHAPTER = "One.\n\n- two\n\n> three\n\nFour.[^1]\n\n!!! note\n    five\n\nSix.\n\n[^1]: Seven.\n"


@pytest.mark.parametrize(
    ("body", "anchor"),
    [
        ("## What became of it", "what-became-of-it"),
        ("## Who {#we}", "we"),
        ("## Who\n\n## Who", "who_1"),
        ("Text.[^a]\n\n[^a]: Note.", "fn:a"),
        ('<span id="who"></span>', "who"),
        ("Text.\n{: #who }", "who"),
        ('!!! note "A"\n\n    ## Who', "who"),
        ("", "main"),
        ("", ""),
    ],
)
def test_knows_the_anchors_of_a_text(body: str, anchor: str) -> None:
    assert anchor in page_anchors(body, {})


@pytest.mark.parametrize("body", ["## Where", "`## Who`", '`<b id="who">`', '```\n<b id="who">\n```', "Who"])
def test_takes_nothing_else_for_an_anchor(body: str) -> None:
    assert "who" not in page_anchors(body, {})


@pytest.mark.parametrize(
    ("data", "anchor"),
    [
        ({"show": ["timeline", "people"]}, "timeline"),
        ({"publications": ["final-report"]}, "documents"),
        ({"calls": ["call-for-ideas"]}, "call-call-for-ideas"),
        ({"slug": "first-light"}, "about-this"),
    ],
)
def test_knows_what_templates_add(data: dict[str, Any], anchor: str) -> None:
    assert anchor in page_anchors("", data)
    assert anchor not in page_anchors("", {})


def test_each_section_of_the_theme_has_its_own_name_as_anchor() -> None:
    for part in (ROOT / "theme/parts/sections").glob("*.html"):
        anchor, *others = re.findall(r'<(?:h2|h3|div) id="([^"]+)"', part.read_text(encoding="utf-8"))
        assert anchor == ("documents" if part.stem == "publications" else part.stem)
        assert [other for other in others if not other.startswith(f"{anchor}-")] == []


def test_numbers_a_chapter_as_the_report_does() -> None:
    html = Markdown(extensions=list(EXTENSIONS)).convert(CHAPTER)
    numbered = set(re.findall(r'id="(p-[\d-]+)"', number_paragraphs(html, number_paragraphs_of(CHAPTER, 3))))
    assert numbered == {"p-3-1", "p-3-2", "p-3-3"}
    assert {anchor for anchor in page_anchors(CHAPTER, {"chapter": "3"}) if anchor.startswith("p-")} == numbered
    assert "p-3-1" not in page_anchors(CHAPTER, {})


ROWS = (
    Row("r", "paragraph", "3.1", "One."),
    Row("r", "paragraph", "3.1A", "Gone."),
    Row("r", "paragraph", "3.2", "Six."),
)
CHANGING = """One.

/// dates | until 2021-06
Two.
///

/// dates | from 2021-06
Two.

Three.
///

/// from | 2022
Late.
///

Six.
"""


def test_a_recorded_chapter_has_the_anchors_of_its_ledger() -> None:
    read = read_anchors({"/r/one/": Source("one.md", {"chapter": "3"}, {}, CHANGING)}, ledger=Ledger(ROWS))
    found = {anchor for anchor in read("/r/one/") or () if anchor.startswith("p-")}
    assert found == {"p-3-1", "p-3-1a", "p-3-1b", "p-3-1c", "p-3-1d", "p-3-1e", "p-3-2"}


def test_the_anchors_of_each_state_are_those_of_what_is_always_shown() -> None:
    found = {anchor for anchor in lasting_anchors(CHANGING, {"chapter": "3"}, ROWS) if anchor.startswith("p-")}
    assert found == {"p-3-1", "p-3-1a", "p-3-1b", "p-3-2"}


def test_converts_with_the_extensions_of_the_site() -> None:
    class Loader(yaml.SafeLoader):
        pass

    Loader.add_constructor("!ENV", lambda *_: None)
    config = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), Loader)
    named = {next(iter(entry)) if isinstance(entry, dict) else entry for entry in config["markdown_extensions"]}
    assert named | {"fenced_code", "tables", "toc"} == set(EXTENSIONS)


def test_converts_only_pages_that_are_asked_for_and_knows_no_others() -> None:
    anchors_of = read_anchors({"/a/": Source("a.md", {}, {}, "## Who"), "/b/": Source("b.md", {}, {}, "## Where")})
    assert anchors_of("/c/") is None
    assert "who" in (anchors_of("/a/") or ())
    assert anchors_of("/a/") is anchors_of("/a/")


@given(st.text(), st.dictionaries(st.sampled_from(["show", "calls", "publications", "chapter"]), st.text()))
@settings(deadline=None)
def test_any_text_has_anchors(body: str, data: dict[str, str]) -> None:
    assert "main" in page_anchors(body, data)
