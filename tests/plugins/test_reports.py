"""What is made of a report: marks and terms in its pages, the whole on one page, its lists; and nothing early."""

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import lxml.html
import pytest
from tests.drawings import drawn
from tests.pages import index, page, words

from review_site.content.library import read_library
from review_site.plugins.build import build_site
from review_site.problems import ProblemsError

WHOLE = "/case-for-change/whole/"
GLOSSARY, BIBLIOGRAPHY = "/case-for-change/glossary/", "/case-for-change/bibliography/"
CHAPTER = "/case-for-change/chapter-3/"


def links(text: str, kind: str) -> list[tuple[str, str]]:
    return [
        (one.get("href"), one.text_content()) for one in lxml.html.fromstring(text).find(".//main").find_class(kind)
    ]


def draw_chapter(body: str, more: str = "", number: int = 3) -> str:
    head = f'title: Zanzibar\ndescription: "Chapter {number}: the end."\nchapter: {number}\n{more}'
    return drawn(f"docs/case-for-change/chapter-{number}.md", f"---\n{head}---\n\n{body}")


OIL = "/oil/chapter-1/"


def draw_oil(body: str = "Few.", more: str = "", register: str = "", first: str = "") -> str:
    """Draw a report of its own, with one chapter."""
    return (
        drawn("docs/oil/index.md", f"---\ntitle: Oil\ndescription: A.\nshow: [contents]\n{first}---\n\nOf a keeper.")
        + drawn("docs/oil/chapter-1.md", f"---\ntitle: The end\ndescription: B.\nchapter: 1\n{more}---\n\n{body}")
        + drawn("content/reports/oil.yml", f"cover: All about oil\nformats: []\n{register}")
    )


# Only chapters of these tests use them.
MARMALADE = "glossary:\n  - term: marmalade\n    means: A xylophone of the sea.\n"
KEEPER = "glossary:\n  - term: keeper\n    means: Whoever keeps.\n"
XYLOPHONE = (
    "bibliography:\n  - id: xylo-2020\n    author: Xylophone, A.\n    title: On marmalade\n    published: 2020\n"
)


def mentions(site: Path, word: bytes) -> list[str]:
    return [str(file) for file in site.rglob("*") if file.is_file() and word in file.read_bytes().lower()]


def test_marks_lead_to_paragraphs_chapters_and_works(site: Callable[..., Path]) -> None:
    built = site(
        draw_chapter("As [para 1.1], [para 1.1-1.2] and [chapter 2] say, and [para 3.1] [@survey-2020, p. 3].")
    )
    assert links(page(built, CHAPTER), "ref") == [
        ("../chapter-1/#p-1-1", "paragraph 1.1"),
        ("../chapter-1/#p-1-1", "paragraphs 1.1 to 1.2"),
        ("../chapter-2/", "chapter 2"),
        ("#p-3-1", "paragraph 3.1"),
        ("../bibliography/#work-survey-2020", "Harbour Office, 2020, p. 3"),
    ]


def test_a_mark_to_what_is_not_out_is_words_alone(site: Callable[..., Path]) -> None:
    early = draw_chapter("As [chapter 4] and [para 4.1] say.") + draw_chapter("Last.", "published: 2029-01-01\n", 4)
    before = site(early, "2028-12-31")
    assert links(page(before, CHAPTER), "ref") == []
    assert "As chapter 4 and paragraph 4.1 say." in words(before, CHAPTER)
    after = site(early, "2029-01-01")
    assert [href for href, _ in links(page(after, CHAPTER), "ref")] == ["../chapter-4/", "../chapter-4/#p-4-1"]


def test_a_mark_to_a_paragraph_in_a_hidden_block_is_words_alone(site: Callable[..., Path]) -> None:
    blocks = "See [para 3.2].\n\n/// from | 2029-01-01\nMore.\n///\n"
    drawing = draw_chapter(blocks) + draw_chapter("See [para 3.2] too.", number=4)
    before, later = site(drawing, "2028-12-31"), "/case-for-change/chapter-4/"
    assert "See paragraph 3.2." in words(before, CHAPTER)
    assert links(page(before, CHAPTER), "ref") == links(page(before, later), "ref") == []
    assert 'class="ref"' not in page(before, WHOLE).partition('id="part-chapter-3"')[2].partition("part-glossary")[0]
    after = site(drawing, "2029-01-01")
    assert links(page(after, CHAPTER), "ref") == [("#p-3-2", "paragraph 3.2")]
    assert links(page(after, later), "ref") == [("../chapter-3/#p-3-2", "paragraph 3.2")]
    assert links(page(after, f"{CHAPTER}as-at/2021-01-04/"), "ref") == [("../../#p-3-2", "paragraph 3.2")]


def test_a_term_is_linked_once_on_each_part_and_not_on_the_first_page(site: Callable[..., Path]) -> None:
    built = site(draw_oil("A keeper and a keeper.\n\nA Keeper.", register=KEEPER))
    assert links(page(built, OIL), "term") == [("../glossary/#term-keeper", "keeper")]
    assert links(page(built, "/oil/"), "term") == []


def test_the_lists_lead_back_to_what_uses_them(site: Callable[..., Path]) -> None:
    built = site(draw_chapter("One.\n\nA wick [@lamp-1871]."))
    assert "wick The part of a lamp that burns. Used in paragraph 1.3, paragraph 3.2" in words(built, GLOSSARY)
    assert "Out of print. Cited in paragraph 1.3, paragraph 3.2" in words(built, BIBLIOGRAPHY)


def test_a_report_without_terms_and_works_has_no_pages_of_them(site: Callable[..., Path]) -> None:
    built = site(draw_oil())
    assert index(built).keys() & {"/oil/whole/", "/oil/glossary/", "/oil/bibliography/"} == {"/oil/whole/"}
    assert "lossary" not in page(built, "/oil/")


def test_terms_and_works_of_a_text_to_come_are_in_no_byte(site: Callable[..., Path]) -> None:
    drawing = draw_oil("Of marmalade [@xylo-2020].", "published: 2029-01-01\n", MARMALADE + XYLOPHONE)
    before = site(drawing, "2028-12-31")
    assert mentions(before, b"marmalade") == mentions(before, b"xylo") == []
    assert index(before).keys() & {"/oil/glossary/", "/oil/bibliography/"} == set()
    after = site(drawing, "2029-01-01")
    assert index(after).keys() >= {"/oil/glossary/", "/oil/bibliography/"}
    assert links(page(after, OIL), "term") == [("../glossary/#term-marmalade", "marmalade")]


def test_terms_and_works_of_a_hidden_block_are_in_no_byte_and_stay_once_it_was_shown(site: Callable[..., Path]) -> None:
    text = (
        "One.\n\n/// dates | 2029-01-01 until 2029-02-01\nOf marmalade [@xylo-2020].\n///\n/// otherwise\nTwo.\n///\n"
    )
    drawing = draw_oil(text, register=MARMALADE + XYLOPHONE)
    before = site(drawing, "2028-12-31")
    assert mentions(before, b"marmalade") == mentions(before, b"xylo") == []
    after = site(drawing, "2029-02-02")
    assert "A xylophone of the sea." in words(after, "/oil/glossary/")
    assert "Used in" not in words(after, "/oil/glossary/")
    version = page(after, f"{OIL}as-at/2029-01-01/")
    assert links(version, "term") == [("../../../glossary/#term-marmalade", "marmalade")]
    assert links(version, "ref") == [("../../../bibliography/#work-xylo-2020", "Xylophone, 2020")]


def test_what_nothing_uses_is_listed_all_the_same(site: Callable[..., Path]) -> None:
    built = site(draw_oil(register=MARMALADE + XYLOPHONE))
    assert "A xylophone of the sea." in words(built, "/oil/glossary/")
    assert words(built, "/oil/bibliography/").startswith("Oil Bibliography")
    assert "Xylophone, A. (2020) On marmalade." in words(built, "/oil/bibliography/")


def test_the_whole_has_every_part_in_order_and_no_id_twice(built_site: Path) -> None:
    root = lxml.html.fromstring(page(built_site, WHOLE))
    parts = [one.get("id") for one in root.find_class("part")]
    assert parts == [
        "part-summary",
        *(f"part-chapter-{number}" for number in range(1, 6)),
        "part-figures",
        *(part for part in ("part-glossary", "part-bibliography") if part in parts),
    ]
    ids = [one.get("id") for one in root.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    for number in range(1, 6):
        chapter = page(built_site, f"/case-for-change/chapter-{number}/")
        anchors = re.findall(r'<p[^>]* id="(p-[^"]+)"|<p id="(p-[^"]+)"', chapter)
        assert anchors
        assert {one for pair in anchors for one in pair if one} <= set(ids)


def test_headings_of_the_whole_go_down_by_one(built_site: Path) -> None:
    main = lxml.html.fromstring(page(built_site, WHOLE)).find(".//main")
    levels = [int(one.tag[1]) for one in main.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert levels.count(1) == 1


def test_the_whole_is_reached_from_the_report_and_the_sitemap_and_not_searched(site: Callable[..., Path]) -> None:
    built = site()
    for address in ("/case-for-change/", "/case-for-change/chapter-1/", GLOSSARY):
        assert re.search(r'<a href="[./]*whole/"', page(built, address)), address
    assert '<a href="../case-for-change/whole/">' in page(built, "/sitemap/")
    assert "case-for-change/whole" not in page(built, "/a-z/")
    assert "data-pagefind-body" not in page(built, WHOLE)
    assert "case-for-change/glossary" in page(built, "/a-z/")


def test_breadcrumbs_lead_to_the_report(site: Callable[..., Path]) -> None:
    built = site()
    for address in (WHOLE, GLOSSARY, "/case-for-change/chapter-2/"):
        crumbs = lxml.html.fromstring(page(built, address)).xpath("//nav[@class='crumbs']//a")
        assert [(one.get("href"), one.text_content()) for one in crumbs] == [
            ("../..", "Home"),
            ("../", "The Case for Change"),
        ], address


def test_the_first_page_has_the_contents_with_headings_and_paragraphs(site: Callable[..., Path]) -> None:
    built = site(draw_chapter("One.\n\n## Marmalade\n\nTwo.\n\n## Oil\n\nThree."))
    text = page(built, "/case-for-change/")
    assert '<a href="chapter-3/#marmalade">Marmalade</a>' in text
    assert "Chapter 3: the end. 3 paragraphs." in text


def test_reports_do_not_mix(site: Callable[..., Path]) -> None:
    other = "".join(
        drawn(f"docs/second/{name}.md", f"---\ntitle: {name}\ndescription: A.\n{more}---\n\n{body}")
        for name, more, body in (
            ("index", "", "Two."),
            ("chapter-1", "chapter: 1\n", "A keeper, as [para 1.2] says.\n\nAnd more."),
        )
    )
    built = site(other + drawn("content/reports/second.yml", "wording: summary\n"))
    assert links(page(built, "/second/chapter-1/"), "ref") == [("#p-1-2", "paragraph 1.2")]
    assert links(page(built, "/second/chapter-1/"), "term") == []
    assert "The lamps" not in page(built, "/second/whole/")
    assert "This is a summary written for this site." in words(built, "/second/whole/")
    assert "This is a summary" not in words(built, WHOLE)


def test_a_report_is_cited_as_its_review_and_our_summary_as_ours(site: Callable[..., Path], built_site: Path) -> None:
    url = "https://lighthouses.example.org"
    assert f"Review of Lighthouses. “The Case for Change”. {url}{WHOLE}" in words(site(), WHOLE)
    assert (
        "Rebuilt website of the care review. “The Case for Change”, summary of a report by the Independent Review of "
        "Children's Social Care dated 17 June 2021."
    ) in words(built_site, "/case-for-change/")


def test_a_warning_and_the_way_out_stand_on_the_whole_as_well(lay: Callable[[str], Path]) -> None:
    sensitive = "sensitive: true\ncontent_note: This tells of a wreck.\nsupport: [adults]\nexit_page: true\n"
    project = lay(draw_chapter("One.", sensitive))
    with (project / "content/review.yml").open("a", encoding="utf-8") as register:
        register.write("exit_page:\n  url: https://weather.example.org/\n  on: marked pages\n")
    built = build_site(project, project / "site", "2030-01-01")
    part = page(built, WHOLE).partition('id="part-chapter-3"')[2]
    assert "This tells of a wreck." in part
    assert 'class="exit-page"' in page(built, WHOLE)


def test_what_was_made_of_a_withdrawn_report_is_gone_with_it(site: Callable[..., Path]) -> None:
    gone = "withdrawn:\n  on: 2029-01-01\n  reason: It was wrong.\n"
    built = site(draw_oil("A keeper.", register=KEEPER, first=gone), "2029-01-02")
    assert {index(built)[address]["status"] for address in ("/oil/whole/", "/oil/glossary/")} == {410}
    assert "It was wrong." in words(built, "/oil/whole/")
    assert "Whoever" not in page(built, "/oil/glossary/")


@pytest.mark.parametrize("name", ["whole", "glossary", "bibliography"])
def test_no_page_may_be_written_where_one_is_made(lay: Callable[[str], Path], name: str) -> None:
    project = lay(drawn(f"docs/case-for-change/{name}.md", "---\ntitle: Mine\ndescription: A.\n---\n\nMine."))
    with pytest.raises(
        ProblemsError, match=rf"/case-for-change/{name}/ is already used by a page that is built by itself"
    ):
        read_library(project / "content", project / "docs")


def test_a_page_may_stand_where_none_is_made(site: Callable[..., Path]) -> None:
    built = site(draw_oil() + drawn("docs/oil/glossary.md", "---\ntitle: Mine\ndescription: A.\n---\n\nM."))
    assert "Mine" in words(built, "/oil/glossary/")


CORRECTIONS = """corrections:
  - on: 2029-01-01
    note: The oil is <not> dear.
    paragraphs: ["1.2", "1.2-1.3"]
  - on: 2029-02-01
    note: A xylophone was left out.
    paragraphs: ["1.1"]
"""


def test_corrections_are_listed_from_their_day_on_the_newest_first(site: Callable[..., Path]) -> None:
    register = draw_oil("One.\n\nTwo.\n\nThree.", register=CORRECTIONS)
    page_of = "/oil/corrections/"
    before = site(register, "2028-12-31")
    assert page_of not in index(before)
    assert mentions(before, b"corrections/") == mentions(before, b"xylophone") == []
    first = site(register, "2029-01-01")
    assert "1 January 2029 The oil is <not> dear. Corrected: paragraph 1.2, paragraphs 1.2 to 1.3" in words(
        first, page_of
    )
    assert mentions(first, b"xylophone") == []
    assert "Corrected: 1 January 2029. What was corrected" in words(first, "/oil/")
    both = site(register, "2029-02-01")
    dates = [one.text for one in lxml.html.fromstring(page(both, page_of)).xpath("//dt/time")]
    assert dates == ["1 February 2029", "1 January 2029"]
    assert [href for href, _ in links(page(both, page_of), "ref")] == [
        "../chapter-1/#p-1-1",
        "../chapter-1/#p-1-2",
        "../chapter-1/#p-1-2",
    ]
    assert 'id="part-corrections"' in page(both, "/oil/whole/")


def test_a_recommendation_is_named_once_it_is_out(site: Callable[..., Path]) -> None:
    drawing = draw_chapter("See [recommendation cheaper-oil]. [Recommendation a-spare-lamp] is done.")
    before = site(drawing, "2021-08-31")
    assert links(page(before, CHAPTER), "ref") == []
    assert "See a recommendation. A recommendation is done." in words(before, CHAPTER)
    assert mentions(before, b"cheaper-oil") == []
    assert links(page(site(drawing, "2021-09-01"), CHAPTER), "ref") == [
        ("../../recommendations/#r-cheaper-oil", "recommendation 2"),
        ("../../recommendations/#r-a-spare-lamp", "Recommendation 1"),
    ]


def test_what_a_mark_says_is_escaped(site: Callable[..., Path]) -> None:
    register = XYLOPHONE.replace("Xylophone, A.", '"<b>X</b> & Co"')
    built = site(draw_oil("Of it [@xylo-2020, p. 4 & 5].", register=register))
    link = '<a class="ref" href="../bibliography/#work-xylo-2020">&lt;b&gt;X&lt;/b&gt; &amp; Co, 2020, p. 4 &amp; 5</a>'
    assert f"({link})" in page(built, OIL)
    assert "&lt;b&gt;X&lt;/b&gt; &amp; Co (2020)" in page(built, "/oil/bibliography/")
