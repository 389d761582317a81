"""Publications as readers meet them: a page for each work, the library, and the places that lead to both."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import lxml.html
import pytest
from tests.conftest import EXAMPLE, ROOT
from tests.drawings import draw_post, drawn
from tests.pages import index, page, words
from tests.works import AFTER, FILES, LANDING, WITHDRAWN, Build, atlas, said, versions, work

from review_site.content.catalogue import PER_PAGE
from review_site.plugins.build import build_site


def test_each_version_says_for_whom_it_is_and_where_it_can_be_had(site: Build) -> None:
    built = site("", AFTER)
    shown = versions(built, LANDING)
    assert list(shown) == [
        "Atlas of Lamps (PDF, 773 bytes, 1 page)",
        "The atlas in short (Web page)",
        "The atlas in plain words",
        "Lamps for young keepers",
        "The atlas in Easy Read (Web page)",
        "The atlas in large print",
        "The atlas signed (Film, 144 bytes, 4 minutes 10 seconds)",
        "The atlas read out",
        "Atlas y lampau",
        "The lamps as a table (CSV, 40 bytes)",
    ]
    rest = {title: said(one).removeprefix(title).strip() for title, one in shown.items()}
    assert rest["Atlas of Lamps (PDF, 773 bytes, 1 page)"] == "In full Held on this site."
    assert rest["The atlas in plain words"] == (
        "In simpler words · Word Not held here. Listed elsewhere: ministry.example.org: The atlas in plain words."
    )
    assert rest["Lamps for young keepers"] == (
        "For children · On paper, about 20 pages, uncertain Not held here. This site links to no copy of it. "
        "It was handed out at the towers."
    )
    assert rest["The atlas in large print"].startswith("Large print · Format not found Not held here.")
    assert rest["Atlas y lampau"] == (
        "Translation into Welsh · PDF Not held here. Listed elsewhere: ministry.example.org: Atlas y lampau. "
        "Copy in an archive: archive.example.org: Atlas y lampau."
    )
    signed = shown["The atlas signed (Film, 144 bytes, 4 minutes 10 seconds)"]
    assert said(signed).endswith("What is said in it: Transcript (plain text, 78 bytes)")
    assert [link.get("href") for link in signed.iter("a")] == [
        "../../attachments/atlas-of-lamps-in-bsl.mp4",
        "../../attachments/atlas-of-lamps-in-bsl.txt",
    ]
    assert signed.find(".//a").get("hreflang") == "bfi"


def test_the_files_are_served_as_they_are(site: Build) -> None:
    built = site("", AFTER)
    for name in FILES:
        assert (built / "attachments" / name).read_bytes() == (EXAMPLE / "content/attachments" / name).read_bytes()
        assert index(built)[f"/attachments/{name}"]["kind"] == "attachment"


def test_a_page_says_what_a_work_belongs_to_and_what_changed(site: Build) -> None:
    text = words(site("", AFTER), LANDING)
    assert "Part of A light for every rock" in text
    assert re.search(r"(Open|Closed) Call for Sightings", text)
    assert "Told of on Final report" in text
    assert "1 October 2021The lamp of South Rock was corrected." in text
    built = site("", AFTER)
    assert "Its parts Atlas of Lamps" in words(built, "/publications/final-report/")
    side = lxml.html.fromstring(page(built, LANDING)).xpath(".//aside[@aria-labelledby='about-this']//a/@href")
    assert {"../topic/lamps/", "../../for/sailors/", "../"} <= set(side)


@pytest.mark.parametrize("wording", ["summary", "original"])
def test_a_document_and_this_sites_account_of_it_are_kept_apart(site: Build, wording: str) -> None:
    register = (EXAMPLE / "content/reports/case-for-change.yml").read_text(encoding="utf-8")
    register = re.sub(r"^(wording|publication):.*\n", "", register, flags=re.MULTILINE)
    drawing = drawn("content/reports/case-for-change.yml", f"publication: final-report\nwording: {wording}\n{register}")
    text = words(site(drawing, AFTER), "/publications/final-report/")
    assert ("This site’s account of it" in text, "Read it on this site" in text) == (
        wording == "summary",
        wording == "original",
    )
    assert ("Written for this site, and not the document itself" in text) == (wording == "summary")


def test_a_version_that_is_a_summary_of_ours_is_not_taken_for_the_work(site: Build) -> None:
    letter = draw_post(more="wording: summary\nsource: review:/fog-bells/\n")
    drawing = letter + atlas("    page: /about/", "    page: /fog-bells/")
    (found,) = [
        one for title, one in versions(site(drawing, AFTER), LANDING).items() if title.startswith("The atlas in short")
    ]
    assert "Not held here." in said(found)
    assert said(found).endswith("In this site’s own words: Fog bells")


def test_the_library_of_many_works_has_pages_and_every_way_to_them(site: Build) -> None:
    count = PER_PAGE + 3
    built = site("".join(work(number) for number in range(1, count)), AFTER)
    first, second = words(built, "/publications/"), words(built, "/publications/page/2/")
    assert f"{count + 1} publications, newest first." in first
    titles = [f"Work {number}" for number in range(1, count)]
    shown = re.findall(r"Work \d+", f"{first} {second}")
    assert sorted(shown) == sorted(titles)
    assert 'rel="next"' in page(built, "/publications/")
    assert 'rel="prev"' in page(built, "/publications/page/2/")
    plans = words(built, "/publications/kind/plan/") + words(built, "/publications/kind/plan/page/2/")
    assert sorted(re.findall(r"Work \d+", plans)) == sorted(titles)
    sitemap, letters = page(built, "/sitemap/"), page(built, "/a-z/")
    for address in ("publications/work-1/", "publications/page/2/", "publications/kind/plan/page/2/"):
        assert f'href="../{address}"' in sitemap
    assert 'href="../publications/work-1/"' in letters
    assert "/page/2/" not in letters


def test_where_readers_look_leads_to_the_library(site: Build) -> None:
    built = site("", AFTER)
    assert 'href="publications/"' in page(built, "/")
    assert 'href="../publications/"' in page(built, "/about/")
    assert 'href="../../publications/atlas-of-lamps/"' in section(page(built, "/for/sailors/"), "documents")
    assert '<option value="document">Document</option>' in page(built, "/search/")


def section(text: str, anchor: str) -> str:
    found = re.findall(rf'<h2 id="{anchor}">.*?(?=<h2|\Z)', text, re.DOTALL)
    return found[0] if found else ""


def test_what_stood_below_pages_keeps_its_anchors_and_leads_to_the_work(site: Build) -> None:
    report = (EXAMPLE / "docs/final-report.md").read_text("utf-8")
    report = report.replace("[final-report]", "[final-report, atlas-of-lamps]")
    text = page(site(drawn("docs/final-report.md", report), AFTER), "/final-report/")
    assert '<h3 id="documents-atlas-of-lamps"><a href="../publications/atlas-of-lamps/">Atlas of Lamps</a></h3>' in text
    assert '<h3 id="documents-final-report"><a href="../publications/final-report/">' in text
    assert 'href="../attachments/atlas-of-lamps.pdf"' in text
    assert "Their files are not on this site" not in text


def test_pages_that_list_no_held_file_say_so(site: Build) -> None:
    assert "Their files are not on this site." in words(site("", AFTER), "/final-report/")


def test_an_earlier_version_of_a_page_names_no_file_and_no_work_that_was_withdrawn(site: Build) -> None:
    about = (
        "---\ntitle: Lamps\ndescription: Lamps.\npublications: [atlas-of-lamps, final-report]\n---\n\n"
        "/// dates | until 2021-09-20\nBefore.\n///\n/// dates | 2021-09-20 until 2021-10-10\nThen.\n///\n"
        "/// dates | from 2021-10-10\nAfter.\n///\n"
    )
    drawing = drawn("docs/lamps.md", about)
    built = site(drawing, AFTER)
    earlier = "/lamps/as-at/2021-09-20/"
    text = page(built, earlier)
    assert f'{LANDING[1:]}">Atlas of Lamps</a>' in text
    assert "attachments/" not in text
    gone = site(drawing + atlas(*WITHDRAWN), AFTER)
    assert "Atlas of Lamps" not in words(gone, earlier)


def test_a_work_tells_machines_what_its_page_shows(site: Build) -> None:
    text = page(site("", AFTER), LANDING)
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)
    nodes = json.loads(data)["@graph"]
    described = nodes[0]["mainEntity"]
    assert (nodes[0]["@type"], described["@type"], described["datePublished"]) == ("WebPage", "Report", "2021-09-15")
    assert described["keywords"] == ["Lamps"]
    assert "author" not in described
    examples = {one["name"]: one for one in described["workExample"]}
    assert examples["Atlas of Lamps"]["encoding"] == {
        "@type": "MediaObject",
        "name": "Atlas of Lamps",
        "contentUrl": "https://lighthouses.example.org/attachments/atlas-of-lamps.pdf",
        "encodingFormat": "application/pdf",
        "contentSize": f"{(EXAMPLE / 'content/attachments/atlas-of-lamps.pdf').stat().st_size} B",
    }
    assert examples["The atlas signed"]["inLanguage"] == "bfi"
    assert examples["The atlas signed"]["encoding"]["duration"] == "PT250S"
    assert examples["Atlas y lampau"]["archivedAt"].startswith("https://archive.example.org/")
    assert "encoding" not in examples["Lamps for young keepers"]
    assert [step["name"] for step in nodes[1]["itemListElement"]] == ["Home", "Publications", "Atlas of Lamps"]


def test_a_work_is_cited_found_and_shared_as_what_it_is(site: Build) -> None:
    built = site("", AFTER)
    text = words(built, LANDING)
    assert "Example project. “Atlas of Lamps”, record of a publication (evidence), 15 September 2021." in text
    html = page(built, LANDING)
    assert 'data-kind="Document"' in html
    assert 'data-date="15 September 2021"' in html
    assert "cards/publications-atlas-of-lamps." in html


def test_feeds_know_a_work_by_its_id_and_lead_to_its_page(site: Build) -> None:
    feed = (site("", AFTER) / "feed.atom").read_text(encoding="utf-8")
    (entry,) = [one for one in feed.split("<entry") if "publications/atlas-of-lamps</id>" in one]
    assert 'href="https://lighthouses.example.org/publications/atlas-of-lamps/"' in entry


def test_a_preview_shows_drafts_and_marks_them(lay: Callable[[str], Path]) -> None:
    project = lay(work(1, "draft"))
    assert not (build_site(project, project / "site", AFTER) / "publications/work-1").exists()
    preview = build_site(project, project / "preview", AFTER, preview=True)
    assert "This page is a draft." in page(preview, "/publications/work-1/")
    assert "Draft · Plan" in words(preview, "/publications/")


@pytest.mark.parametrize("name", sorted(file.stem for file in (ROOT / "content/publications").glob("*.yml")))
def test_each_real_work_has_a_page_that_claims_no_file(built_site: Path, name: str) -> None:
    text = words(built_site, f"/publications/{name}/")
    assert "Held on this site." not in text
    assert "Not held here." in text


def test_the_real_letters_lead_to_this_sites_words_about_them(built_site: Path) -> None:
    text = words(built_site, "/publications/open-letters/")
    assert text.count("In this site’s own words: Open letter to") == 6
    assert "This site’s account of it" in words(built_site, "/publications/the-case-for-change/")
