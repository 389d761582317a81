"""Templates kept compiled: what is kept is taken for that very text alone, and never when it was spoilt."""

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from review_site.plugins import compiled_templates
from review_site.plugins.compiled_templates import CompiledTemplates


@pytest.fixture(autouse=True)
def _nothing_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled_templates, "_held", {})


def render(text: str, cache: Path) -> str:
    """Render a template in an environment of its own, as a new process would."""
    compiled_templates._held.clear()
    environment = Environment(
        loader=DictLoader({"a.html": text}), autoescape=True, bytecode_cache=CompiledTemplates(cache)
    )
    return environment.get_template("a.html").render(word="<b>")


def test_what_was_kept_says_the_same(tmp_path: Path) -> None:
    assert render("One {{ word }}.", tmp_path) == "One &lt;b&gt;."
    (kept,) = tmp_path.iterdir()
    before = kept.stat().st_ino
    assert render("One {{ word }}.", tmp_path) == "One &lt;b&gt;."
    assert [file.stat().st_ino for file in tmp_path.iterdir()] == [before]


def test_another_text_of_the_same_name_is_compiled_anew(tmp_path: Path) -> None:
    assert render("One {{ word }}.", tmp_path) == "One &lt;b&gt;."
    assert render("Two {{ word }}.", tmp_path) == "Two &lt;b&gt;."
    assert render("One {{ word }}.", tmp_path) == "One &lt;b&gt;."


@pytest.mark.parametrize("spoil", [lambda data: data[:-4], lambda data: b"", lambda data: data[:40] + b"x" + data[41:]])
def test_what_was_spoilt_is_made_anew(tmp_path: Path, spoil: object) -> None:
    assert callable(spoil)
    assert render("One {{ word }}.", tmp_path) == "One &lt;b&gt;."
    (kept,) = tmp_path.iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(spoil(whole))
    assert render("One {{ word }}.", tmp_path) == "One &lt;b&gt;."
    assert kept.read_bytes() == whole


def test_it_is_held_within_a_process_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert render("One {{ word }}.", tmp_path / "file") == "One &lt;b&gt;."
    assert len(compiled_templates._held) == 1
