"""In a chapter stand the recommendations that belong to it; the final report of the real review has its chapters."""

from collections.abc import Callable
from pathlib import Path

import lxml.html
import pytest
from tests.drawings import drawn

from review_site.content.library import Library, read_library

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "tests/example/docs/case-for-change/chapter-1.md"
SHOWN = drawn(
    "docs/case-for-change/chapter-1.md",
    EXAMPLE.read_text(encoding="utf-8").replace("chapter: 1\n", "chapter: 1\nshow: [chapter_recommendations]\n"),
)
CHAPTER = (
    "---\ntitle: The lamps\ndescription: What shines.\nchapter: {}\nshow: [chapter_recommendations]\n---\n\nWords.\n"
)
PUBLISHED = (
    *("what-is-in-the-report", "key-figures", "how-many-recommendations-there-are", "the-open-letters"),
    *("what-the-government-did", "first-reply-may-2022", "full-response-february-2023", "afterwards"),
    *("what-was-taken-forward-or-tried", "what-was-not-accepted", "before-the-final-report"),
    *("recommendations", "missions", "documents"),
)


def beside_recommendations(page: Path) -> lxml.html.HtmlElement:
    """Return the part of a page in which the recommendations of a chapter stand."""
    root = lxml.html.fromstring(page.read_text(encoding="utf-8"))
    return root.get_element_by_id("chapter_recommendations").getparent()


def linked(page: Path) -> list[str]:
    return [href for href in beside_recommendations(page).xpath(".//li/a/@href") if "/recommendations/#r-" in href]


@pytest.fixture(scope="module")
def real() -> Library:
    return read_library(ROOT / "content", ROOT / "docs")


@pytest.mark.parametrize("chapter", range(1, 10))
def test_each_chapter_of_the_final_report_lists_its_own(built_site: Path, real: Library, chapter: int) -> None:
    register = real.recommendations
    assert register is not None
    own = [one.id for one in register.recommendations if one.chapter == chapter]
    page = built_site / f"final-report/chapter-{chapter}/index.html"
    titles = {line.n: line.title for line in register.chapters}
    assert f"<h1>{titles[chapter]}</h1>" in page.read_text(encoding="utf-8").replace("&#39;", "'")
    if own:
        assert [href.rpartition("#r-")[2] for href in linked(page)] == own
    else:
        assert chapter == 1


@pytest.mark.parametrize("anchor", PUBLISHED)
def test_what_was_linked_to_on_the_page_of_the_final_report_is_still_there(built_site: Path, anchor: str) -> None:
    page = (built_site / "final-report/index.html").read_text(encoding="utf-8")
    assert page.count(f'id="{anchor}"') == 1


def test_every_page_of_the_report_leads_to_the_register_and_no_other_report_does(built_site: Path) -> None:
    def beside(page: str) -> list[str]:
        root = lxml.html.parse(built_site / page / "index.html").getroot()
        links = root.xpath("//nav[@class='aside']/ul[@class='made']//a/@href")
        return [link.rpartition("/recommendations/")[1] for link in links]

    assert beside("final-report/government-response").count("/recommendations/") == 1
    assert "/recommendations/" not in beside("case-for-change/chapter-1")


def test_before_the_answers_none_is_shown(site: Callable[..., Path]) -> None:
    before = beside_recommendations(site(SHOWN, "2021-10-01") / "case-for-change/chapter-1/index.html").text_content()
    after = beside_recommendations(site(SHOWN, "2022-01-01") / "case-for-change/chapter-1/index.html").text_content()
    assert ("Not yet answered" in before, "Accepted" in before) == (True, False)
    assert "Accepted" in after


def test_a_chapter_without_any_says_so(site: Callable[..., Path]) -> None:
    built = site(drawn("docs/case-for-change/chapter-9.md", CHAPTER.format(9)))
    section = beside_recommendations(built / "case-for-change/chapter-9/index.html")
    assert "None of the recommendations is placed in this chapter." in section.text_content()


def test_the_official_list_has_its_numbers_and_no_word_of_ours(site: Callable[..., Path]) -> None:
    built = site(SHOWN)
    words = beside_recommendations(built / "case-for-change/chapter-1/index.html").text_content()
    assert "1. A spare lamp in every tower" in words
    assert "in this site’s words" not in words
