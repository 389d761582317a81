"""Publications as readers meet them: a page for each work, the library, and the places that lead to both."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import lxml.html
import pytest
from tests.conftest import EXAMPLE, ROOT
from tests.drawings import draw_post, drawn
from tests.lifecycle.recording import record_all
from tests.pages import index, page, words

from review_site.clock import parse_instant
from review_site.content.catalogue import PER_PAGE
from review_site.content.library import read_library
from review_site.lifecycle.record import changed_without_note, taken_back, unrecorded
from review_site.lifecycle.withheld import names_of, withheld
from review_site.plugins.build import build_site
from review_site.problems import ProblemsError

Build = Callable[..., Path]
ATLAS = "content/publications/atlas-of-lamps.yml"
LANDING = "/publications/atlas-of-lamps/"
FILES = ("atlas-of-lamps.pdf", "atlas-of-lamps-in-bsl.mp4", "atlas-of-lamps-in-bsl.txt", "atlas-of-lamps.csv")
BEFORE, AFTER = "2021-09-14", "2021-12-01"
WORK = """title: Work {number}
id: tag:lighthouses.example.org,2021-01-04:publications/work-{number}
status: {status}
kind: plan
published: 2021-03-01
about: A work.
versions: [{{title: A work, format: not seen}}]
source: review:/about/
"""


def atlas(old: str = "", new: str = "") -> str:
    text = (EXAMPLE / ATLAS).read_text(encoding="utf-8")
    assert old in text
    return drawn(ATLAS, text.replace(old, new, 1))


def work(number: int, status: str = "ready") -> str:
    return drawn(f"content/publications/work-{number}.yml", WORK.format(number=number, status=status))


WITHDRAWN = ("source:", "withdrawn: {on: 2021-11-01, reason: A lamp was named by mistake., see: /about/}\nsource:")


def versions(site: Path, address: str) -> dict[str, lxml.html.HtmlElement]:
    """The versions on a page of a work, by the words that begin each."""
    main = lxml.html.fromstring(page(site, address)).find(".//main")
    found = main.xpath(".//ul[@class='versions']/li")
    return {" ".join(one.find("p").text_content().split()): one for one in found}


def said(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


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


def test_nothing_of_a_work_is_in_any_byte_before_its_day(site: Build) -> None:
    about = (EXAMPLE / "docs/about.md").read_text(encoding="utf-8")
    links = "\nSee [the book of lights](atlas-of-lamps.pdf) and [what is known of it](/publications/atlas-of-lamps/).\n"
    built = site(drawn("docs/about.md", about + links), BEFORE)
    assert "See the book of lights and what is known of it." in words(built, "/about/")
    held = [(EXAMPLE / "content/attachments" / name).read_bytes() for name in FILES]
    for file in built.rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            assert b"atlas-of-lamps" not in data.lower(), file
            assert b"Atlas of Lamps" not in data, file
            assert data not in held, file
    after = site(drawn("docs/about.md", about + links), AFTER)
    assert 'href="../attachments/atlas-of-lamps.pdf"' in page(after, "/about/")
    assert f'href="..{LANDING}"' in page(after, "/about/")


def test_a_file_of_a_work_to_come_leaves_the_repository_in_no_form(lay: Callable[[str], Path]) -> None:
    about = (EXAMPLE / "docs/about.md").read_text(encoding="utf-8")
    project = lay(drawn("docs/about.md", f"{about}\nSee [the book of lights](atlas-of-lamps.pdf).\n"))
    library = read_library(project / "content", project / "docs")
    kept = withheld(library, parse_instant(BEFORE))
    assert {ATLAS, *(f"content/attachments/{name}" for name in FILES)} <= kept
    assert {LANDING, "atlas-of-lamps.yml", *FILES} <= names_of(library, kept)
    assert not {ATLAS, "content/attachments/atlas-of-lamps.pdf"} & withheld(library, parse_instant(AFTER))


def test_a_withdrawn_work_keeps_its_page_which_says_so_and_nothing_else(site: Build) -> None:
    about = (EXAMPLE / "docs/about.md").read_text(encoding="utf-8")
    link = drawn("docs/about.md", f"{about}\nSee [the book of lights](atlas-of-lamps.pdf).\n")
    built = site(link + atlas(*WITHDRAWN), AFTER)
    text = words(built, LANDING)
    assert "It was taken down on 1 November 2021." in text
    assert "Why: A lamp was named by mistake." in text
    assert "In its place: About" in text
    assert 'aria-label="Breadcrumb"><ol>' in page(built, LANDING)
    entry = index(built)[LANDING]
    assert (entry["kind"], entry["status"]) == ("withdrawn", 410)
    assert not (built / "attachments").exists() or not set(FILES) & {
        file.name for file in (built / "attachments").iterdir()
    }
    assert "See the book of lights." in words(built, "/about/")
    assert "Atlas of Lamps" not in words(built, "/publications/")
    assert "Nothing is listed here now." in words(built, "/publications/topic/lamps/")
    assert "Every lamp of the coast" not in "".join(file.read_text("utf-8") for file in built.rglob("*.html"))
    feed = (built / "feed.atom").read_text(encoding="utf-8")
    assert "deleted-entry" in feed
    assert 'ref="tag:lighthouses.example.org,2021-01-04:publications/atlas-of-lamps"' in feed
    assert "Atlas of Lamps" in words(site(link + atlas(*WITHDRAWN), "2021-10-31"), LANDING)


def test_a_withdrawn_work_loses_no_address(lay: Callable[[str], Path]) -> None:
    project = lay(atlas(*WITHDRAWN))
    after = parse_instant(AFTER)
    library = read_library(project / "content", project / "docs")
    record_all(project, library, parse_instant("2021-10-31"))
    (project / "content/record.csv").unlink()
    library = read_library(project / "content", project / "docs")
    assert {LANDING, "/attachments/atlas-of-lamps.pdf", "/publications/topic/lamps/"} <= library.record.ledger.keys()
    assert taken_back(library, after) == []


def test_a_work_that_is_gone_is_told_until_its_address_leads_on(lay: Callable[[str], Path]) -> None:
    project = lay("")
    ledger = project / "content/addresses.txt"
    ledger.write_text(f"{ledger.read_text('utf-8')}{LANDING}\n/publications/topic/lamps/\n", encoding="utf-8")
    assert read_library(project / "content", project / "docs")
    (project / ATLAS).unlink()
    with pytest.raises(ProblemsError) as error:
        read_library(project / "content", project / "docs")
    assert f"{LANDING} was published and nothing stands there any more" in str(error.value)
    register = project / "content/review.yml"
    text = register.read_text("utf-8")
    register.write_text(f"{text}\nredirects:\n  {LANDING}: /final-report/\n", encoding="utf-8")
    library = read_library(project / "content", project / "docs")
    lost = [str(problem) for problem in taken_back(library, parse_instant(AFTER))]
    (line,) = [line for line in lost if "/publications/" in line]
    assert line.startswith("content/addresses.txt:18: address: /publications/topic/lamps/ was published")
    assert "no publication is listed there any more (list one there (content/publications/)" in line


def test_a_version_that_changes_without_a_note_is_told(lay: Callable[[str], Path]) -> None:
    project = lay("")
    after = parse_instant(AFTER)
    library = read_library(project / "content", project / "docs")
    assert LANDING in unrecorded(library, after)
    record_all(project, library, after)
    library = read_library(project / "content", project / "docs")
    assert changed_without_note(library, after) == []
    file = project / ATLAS
    file.write_text(file.read_text("utf-8").replace("pages: 1\n", "pages: 2\n"), encoding="utf-8")
    (problem,) = changed_without_note(read_library(project / "content", project / "docs"), after)
    assert str(problem).startswith(
        f"{ATLAS}:58: updates: what it says of its versions has changed since it was recorded"
    )
    noted = file.read_text("utf-8").replace("updates:\n", "updates:\n  - {on: 2021-11-01, note: A page was added.}\n")
    file.write_text(noted, encoding="utf-8")
    assert changed_without_note(read_library(project / "content", project / "docs"), after) == []


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
