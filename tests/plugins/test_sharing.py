"""Pages are passed on, cited, read and found in another form; those that are not out are in no byte of this."""

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import lxml.html
import pytest
from tests.drawings import draw_post, drawn
from tests.pages import index, page, words

from review_site.plugins.build import build_site
from review_site.plugins.cards import PublishedCards
from review_site.plugins.reading import reading_time
from review_site.problems import ProblemsError

URL = "https://lighthouses.example.org"


def meta(text: str) -> dict[str, str]:
    tags = lxml.html.fromstring(text).xpath("//meta[@property or @name]")
    return {tag.get("property") or tag.get("name"): tag.get("content") for tag in tags}


def shares(text: str) -> list[str]:
    return lxml.html.fromstring(text).xpath("//div[@class='share']//a/@href")


def draw_page(name: str, title: str, more: str = "", body: str = "Words.") -> str:
    return drawn(f"docs/{name}.md", f"---\ntitle: {title}\ndescription: About it.\n{more}---\n\n{body}")


def test_each_page_names_a_card_that_is_there(built_site: Path) -> None:
    root = json.loads((built_site / "site-index.json").read_text(encoding="utf-8"))["site"]["url"]
    cards = {entry["address"] for entry in index(built_site).values() if entry["kind"] == "card"}
    named = set()
    for file in built_site.rglob("index.html"):
        found = meta(file.read_text(encoding="utf-8"))
        assert found["og:image"].startswith(root)
        named.add("/" + found["og:image"].removeprefix(root))
        assert found["og:image:alt"]
        assert found["twitter:card"] == "summary_large_image"
    assert named == cards == {f"/cards/{file.name}" for file in (built_site / "cards").iterdir()}
    assert len(cards) > 40


def test_a_card_that_no_page_names_is_not_published(
    lay: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    project = lay("")
    whole = {file.name for file in (build_site(project, project / "site", "2030-01-01") / "cards").iterdir()}
    of = PublishedCards.of
    monkeypatch.setattr(
        PublishedCards, "of", lambda cards, place: None if place.address == "/first-light/" else of(cards, place)
    )
    built = build_site(project, project / "other", "2030-01-01")
    (gone,) = whole - {file.name for file in (built / "cards").iterdir()}
    assert gone.startswith("first-light.")
    assert f"/cards/{gone}" not in index(built)


def test_cards_stand_below_the_path_of_the_site(lay: Callable[[str], Path]) -> None:
    project = lay("")
    register = project / "content/review.yml"
    register.write_text(register.read_text("utf-8").replace(f"url: {URL}/", f"url: {URL}/lamps/"), encoding="utf-8")
    built = build_site(project, project / "site", "2030-01-01")
    card = meta(page(built, "/first-light/"))["og:image"]
    assert card.startswith(f"{URL}/lamps/cards/first-light.")
    assert (built / card.removeprefix(f"{URL}/lamps/")).is_file()


def test_what_was_withdrawn_or_moved_has_the_card_of_the_site(site: Callable[..., Path]) -> None:
    gone = "aliases: [/old/]\nwithdrawn:\n  on: 2021-06-01\n  reason: It was wrong.\n"
    built = site(draw_post(more=gone) + draw_post("horns", more="aliases: [/older/]"), "2022-06-01")
    home = meta(page(built, "/"))["og:image"]
    assert "/cards/review." in home
    assert meta(page(built, "/fog-bells/"))["og:image"] == home
    assert meta(page(built, "/older/"))["og:image"] == home
    assert meta(page(built, "/horns/"))["og:image"] != home


def test_a_typeface_that_is_missing_is_told(lay: Callable[[str], Path], tmp_path: Path) -> None:
    project = lay("")
    config = project / "mkdocs.yml"
    lines = config.read_text("utf-8").splitlines()
    bare = [f"  custom_dir: {tmp_path}" if "custom_dir" in line else line for line in lines]
    config.write_text("\n".join(bare), encoding="utf-8")
    with pytest.raises(ProblemsError, match="a typeface of the social cards cannot be read"):
        build_site(project, project / "site", "2030-01-01")


def test_the_ways_to_share_carry_address_and_title(site: Callable[..., Path]) -> None:
    built = site(draw_post().replace("title: Fog bells", "title: Fog & bells?"))
    links = shares(page(built, "/fog-bells/"))
    hosts = [urlsplit(link).hostname or link.partition(":")[0] for link in links]
    assert hosts == ["mailto", "www.facebook.com", "www.linkedin.com", "x.com", "bsky.app", "wa.me"]
    for link in links:
        told = " ".join(value for values in parse_qs(urlsplit(link).query).values() for value in values)
        assert f"{URL}/fog-bells/" in told
        assert "Fog & bells?" in told or "facebook" in link or "linkedin" in link


@pytest.mark.parametrize("address", ["/", "/news/", "/support/", "/support-for-adults/", "/privacy/", "/contact/"])
def test_lists_legal_and_support_pages_are_not_shared(site: Callable[..., Path], address: str) -> None:
    text = page(site(), address)
    assert shares(text) == []
    assert "Cite this page" not in text


def test_a_summary_is_cited_as_ours_and_an_original_as_its_authors(built_site: Path, site: Callable[..., Path]) -> None:
    assert (
        "Rebuilt website of the care review. “Step back and listen – Bridge the Gap event”, summary of an event report "
        "by the review team, September 2021, date uncertain. Independent Review of Children's Social Care. "
        "https://childrenssocialcare.independent-review.uk/bridge-the-gap/"
    ) in words(built_site, "/bridge-the-gap/")
    assert (f"Ada Lamp. “First light”, 3 February 2021. Review of Lighthouses. {URL}/first-light/") in words(
        site(), "/first-light/"
    )


def test_a_paragraph_of_a_chapter_can_be_cited(site: Callable[..., Path]) -> None:
    text = words(site(), "/case-for-change/chapter-1/")
    assert "To cite paragraph 1.1, say so and give its address:" in text
    assert f"paragraph 1.1, chapter 1 of The Case for Change. {URL}/case-for-change/chapter-1/#p-1-1" in text


@pytest.mark.parametrize(("count", "told"), [(0, 1), (299, 1), (300, 2), (1000, 5)])
def test_reading_time_is_in_whole_minutes(count: int, told: int) -> None:
    notes = '<div class="footnote">' + "<p>note</p>" * 900
    html = "<p>" + "<em>word</em> " * count + "</p>" + notes
    assert reading_time(html) == f"About {told} minute{'s' if told > 1 else ''} to read"


def test_the_summary_stands_first_where_the_words_are_the_authors(site: Callable[..., Path], built_site: Path) -> None:
    assert '<p class="lead">The chair climbs the first of the towers.</p>' in page(site(), "/first-light/")
    assert '<p class="lead">' not in page(built_site, "/bridge-the-gap/")


def test_a_page_says_first_what_it_says_in_short(site: Callable[..., Path]) -> None:
    text = words(site(draw_page("fog", "Fog", "summary: Fog is wet.\n")), "/fog/")
    assert text.index("In short Fog is wet.") < text.index("Words.")


FORM = "other_forms:\n  - form: Easy Read\n    page: /fog-in-short/\n"


def test_another_form_is_linked_both_ways_once_both_are_out(site: Callable[..., Path]) -> None:
    easy = draw_page("fog-in-short", "Fog, made easy", "published: 2021-06-01\n")
    built = site(draw_page("fog", "Fog", FORM) + easy, "2021-06-01")
    assert '<li>Also in <a href="../fog-in-short/">Easy Read</a></li>' in page(built, "/fog/")
    back = '<li>This is the Easy Read version of <a href="../fog/" hreflang="en-GB">Fog</a></li>'
    assert back in page(built, "/fog-in-short/")


def test_another_form_that_is_not_out_is_named_nowhere(site: Callable[..., Path]) -> None:
    easy = draw_page("fog-in-short", "Fog, made easy", "published: 2021-06-01\n")
    built = site(draw_page("fog", "Fog", FORM) + easy, "2021-05-31")
    assert "Easy Read" not in page(built, "/fog/")
    assert not [file for file in built.rglob("*") if "fog-in-short" in file.name]


def test_a_translation_that_is_a_file_is_published_with_its_page(lay: Callable[[str], Path]) -> None:
    form = "other_forms:\n  - form: translation\n    page: /attachments/niwl.pdf\n    language: cy\n"
    project = lay(draw_page("fog", "Fog", form) + drawn("content/attachments/niwl.pdf", "%PDF-1.7"))
    built = build_site(project, project / "site", "2022-01-01")
    assert ">in Welsh (PDF)</a>" in page(built, "/fog/")
    assert (built / "attachments/niwl.pdf").is_file()
    assert index(built)["/attachments/niwl.pdf"]["kind"] == "attachment"


def test_words_in_another_language_say_so(site: Callable[..., Path]) -> None:
    body = 'A *hiraeth*{: lang=cy }.\n\nCroeso.\n{: lang=cy }\n\n<div lang="pl" markdown>\n\n*Witamy.*\n\n</div>'
    built = site(draw_page("fog", "Fog", body=body) + draw_page("niwl", "Niwl", "language: cy\n", "Mae niwl."))
    tree = lxml.html.fromstring(page(built, "/fog/"))
    marked = [(one.tag, one.get("lang"), one.text_content().strip()) for one in tree.xpath("//main//*[@lang]")]
    assert marked == [("em", "cy", "hiraeth"), ("p", "cy", "Croeso."), ("div", "pl", "Witamy.")]
    text = page(built, "/niwl/")
    assert '<h1 lang="cy">Niwl</h1>' in text
    assert lxml.html.fromstring(text).xpath("//div[@lang='cy']")[0].text_content().strip() == "Mae niwl."
    assert meta(text)["og:locale"] == "cy"
