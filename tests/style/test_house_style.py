from pathlib import Path

import pytest

from review_site.problems import Problems
from review_site.style.house_style import HouseStyle, read_house_style

ROOT = Path(__file__).parents[2]
TERM = "terms:\n  - avoid: beacon\n    prefer: lamp\n    why: keepers say lamp\n"


def read(text: str, folder: Path) -> tuple[HouseStyle | None, list[str]]:
    file, problems = folder / "house-style.yml", Problems()
    file.write_text(text, encoding="utf-8")
    style = read_house_style(file, "content/house-style.yml", problems)
    return style, [str(problem).removeprefix("content/house-style.yml:") for problem in problems]


def test_reads_a_house_style(tmp_path: Path) -> None:
    style, problems = read(f"sentence_words: 20\nabbreviations: [UK]\n{TERM}", tmp_path)
    assert problems == []
    assert style is not None
    assert (style.sentence_words, style.paragraph_words, style.abbreviations) == (20, 90, ("UK",))
    assert [(term.avoid, term.prefer, term.unless) for term in style.terms] == [(("beacon",), "lamp", ())]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("sentence_words: many\n", "1: sentence_words: is not a whole number (write digits only)"),
        ("british_speling: true\n", "1: british_speling: there is no such field (did you mean british_spelling?)"),
        (
            TERM.replace("why", "because"),
            "2: terms.1.why: is missing (add a line `why: …`: one sentence on the reason)",
        ),
        (f"{TERM}terms: []\n", "5: terms: stands twice, first on line 1 (keep one of them)"),
        ("- beacon\n", "1: file: is not a list of fields (write one `field: value` a line)"),
    ],
)
def test_tells_a_mistake_at_its_line(text: str, told: str, tmp_path: Path) -> None:
    _, problems = read(text, tmp_path)
    assert told in problems


def test_a_style_with_mistakes_is_none(tmp_path: Path) -> None:
    assert read("sentence_words: many\n", tmp_path)[0] is None


def test_without_a_file_the_style_is_plain(tmp_path: Path) -> None:
    problems = Problems()
    assert read_house_style(tmp_path / "house-style.yml", "content/house-style.yml", problems) == HouseStyle()
    assert list(problems) == []


def test_the_real_house_style_is_valid() -> None:
    problems = Problems()
    style = read_house_style(ROOT / "content/house-style.yml", "content/house-style.yml", problems)
    assert list(problems) == []
    assert style is not None
    assert style.terms
