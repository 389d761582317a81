"""What stands where: withdrawn and moved pages, updates, lists with their feeds, company for each post."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import feedparser
import pytest
from PIL import Image
from tests.drawings import draw_post

from review_site.plugins.build import build_site
from review_site.problems import ProblemsError


def draw(slug: str, month: int = 5, kind: str = "news", more: str = "") -> str:
    more = f"topics: [rocks]\n{more}"
    return draw_post(slug, f"Words of {slug}.", kind=kind, published=f"2021-0{month}-01", more=more)


def page(site: Path, address: str) -> str:
    return (site / address.strip("/") / "index.html").read_text(encoding="utf-8")


def index(site: Path) -> dict[str, dict[str, object]]:
    found = json.loads((site / "site-index.json").read_text(encoding="utf-8"))["entries"]
    return {entry["address"]: entry for entry in found}


WITHDRAWN = "withdrawn: {on: 2021-06-01, reason: A ship was named by mistake., see: /about/}"


def test_a_withdrawn_post_stays_as_a_page_that_says_why(site: Callable[..., Path]) -> None:
    built = site(draw("fog-bells", more=WITHDRAWN) + draw("fog-horns"), "2021-06-02")
    text = page(built, "/fog-bells/")
    assert "<h1>Withdrawn: Fog bells</h1>" in text
    assert re.search(r"taken down on <time[^>]*>1 June 2021</time>", text)
    assert "Why: A ship was named by mistake." in text
    assert re.search(r'In its place: <a href="\.\./about/">', text)
    assert '<meta name="robots" content="noindex">' in text
    assert "Words of fog-bells" not in text
    assert index(built)["/fog-bells/"]["status"] == 410
    everywhere = [built / "sitemap.xml", *built.glob("news/**/*.html"), built / "sitemap/index.html"]
    assert [file for file in everywhere if "fog-bells" in file.read_text(encoding="utf-8")] == []
    for file in built.rglob("feed.*"):
        text = re.sub(r"<at:deleted-entry.*?</at:deleted-entry>", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert "fog-bells" not in text or file.suffix == ".json"
    assert "fog-horns" in (built / "sitemap.xml").read_text(encoding="utf-8")


def test_before_its_day_a_withdrawn_post_stands_as_it_did(site: Callable[..., Path]) -> None:
    built = site(draw("fog-bells", more=WITHDRAWN), "2021-05-31")
    assert "Words of fog-bells" in page(built, "/fog-bells/")
    assert index(built)["/fog-bells/"]["status"] == 200
    assert not [file for file in built.rglob("*") if file.is_file() and b"ship was named" in file.read_bytes()]


def test_a_list_whose_only_post_was_withdrawn_stays_and_says_that_it_is_empty(site: Callable[..., Path]) -> None:
    built = site(draw("fog-bells", kind="speech", more=WITHDRAWN), "2021-06-02")
    assert "Nothing is listed here now." in page(built, "/news/kind/speech/")
    assert feedparser.parse((built / "news/kind/speech/feed.atom").read_bytes()).entries == []


def test_an_empty_list_stands_in_the_sitemap_alone_and_its_feed_has_a_date(site: Callable[..., Path]) -> None:
    built = site(draw("fog-bells", kind="speech", more=WITHDRAWN), "2021-06-02")
    assert "kind/speech/" not in page(built, "/news/")
    assert 'kind/speech/">Kind: Speeches</a> <span class="quiet">nothing in it now</span>' in page(built, "/sitemap/")
    assert "kind/speech/" not in page(built, "/a-z/")
    feed = feedparser.parse((built / "news/kind/speech/feed.atom").read_bytes()).feed
    assert feed.updated == "2021-01-04T00:00:00+00:00"


def test_no_picture_of_what_was_withdrawn_is_left(lay: Callable[[str], Path]) -> None:
    pictures = "pictures: [{file: bell.jpg, alt: A bell in fog.}]"
    about = "---\ntitle: About\ndescription: It.\n{more}\n---\n\nWords.\n"
    project = lay(draw("fog-bells", more=f"{pictures}\n{WITHDRAWN.replace(', see: /about/', '')}"))
    withdrawn = f"{pictures.replace('bell', 'horn')}\nwithdrawn: {{on: 2021-06-01, reason: A mistake.}}"
    (project / "docs/about.md").write_text(about.format(more=withdrawn), encoding="utf-8")
    (project / "content/pictures").mkdir()
    for name in ("bell.jpg", "horn.jpg"):
        Image.new("RGB", (800, 600)).save(project / "content/pictures" / name)
    before = build_site(project, project / "site", "2021-05-31")
    assert {file.name.partition("-")[0] for file in (before / "pictures").iterdir()} == {"bell", "horn"}
    after = build_site(project, project / "later", "2021-06-02")
    assert not (after / "pictures").exists()
    assert "pictures" not in (after / "site-index.json").read_text(encoding="utf-8")


def test_a_withdrawn_standing_page_says_why(site: Callable[..., Path]) -> None:
    about = (
        "docs/about.md\n    ---\n    title: About\n    description: About it.\n"
        "    withdrawn: {on: 2021-06-01, reason: It was wrong.}\n    ---\n\n    Old words.\n"
    )
    built = site(about, "2021-06-02")
    assert "Why: It was wrong." in page(built, "/about/")
    assert "Old words" not in page(built, "/about/")
    assert "/about/" not in (built / "sitemap.xml").read_text(encoding="utf-8")


def test_an_older_address_leads_to_the_page(site: Callable[..., Path]) -> None:
    built = site(draw("fog-bells", more="aliases: [/bells/, /old/bells/]"), "2021-06-02")
    for address, way in (("/bells/", "../fog-bells/"), ("/old/bells/", "../../fog-bells/")):
        text = page(built, address)
        assert f'<meta http-equiv="refresh" content="0; url={way}">' in text
        assert f'It is now at <a href="{way}">Fog bells</a>.' in text
        assert '<link rel="canonical" href="https://lighthouses.example.org/fog-bells/">' in text
        assert '<meta name="robots" content="noindex">' in text
        entry = index(built)[address]
        assert (entry["status"], entry["target"], entry["kind"]) == (301, "/fog-bells/", "moved")
        assert f"org{address}<" not in (built / "sitemap.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("redirects", "start", "end"),
    [
        ("  /former/: /about/\n", "/former/", "/about/"),
        ("  /first/: /second/\n  /second/: /fog-bells/\n", "/first/", "/fog-bells/"),
        ("  /author/a-former-name/: /news/\n", "/author/a-former-name/", "/news/"),
    ],
)
def test_a_redirect_leads_to_its_end_at_once(lay: Callable[[str], Path], redirects: str, start: str, end: str) -> None:
    project = lay(draw("fog-bells"))
    register = project / "content/review.yml"
    register.write_text(f"{register.read_text('utf-8')}\nredirects:\n{redirects}", encoding="utf-8")
    built = build_site(project, project / "site", "2021-06-02")
    assert index(built)[start]["target"] == end


def test_a_document_may_be_replaced_by_one_of_another_name(lay: Callable[[str], Path]) -> None:
    project = lay(draw_post(body="Read [the plan (PDF)](plan-two.pdf)."))
    (project / "content/attachments").mkdir(exist_ok=True)
    (project / "content/attachments/plan-two.pdf").write_bytes(b"%PDF-1.7")
    ledger = project / "content/addresses.txt"
    ledger.write_text(f"{ledger.read_text('utf-8')}/attachments/plan.pdf\n", encoding="utf-8")
    with pytest.raises(ProblemsError, match=r"/attachments/plan\.pdf was published, and no page links to it any more"):
        build_site(project, project / "site", None)
    register = project / "content/review.yml"
    moved = "redirects:\n  /attachments/plan.pdf: /attachments/plan-two.pdf\n"
    register.write_text(f"{register.read_text('utf-8')}\n{moved}", encoding="utf-8")
    built = build_site(project, project / "site", None)
    assert index(built)["/attachments/plan.pdf/"]["target"] == "/attachments/plan-two.pdf"
    text = (built / "attachments/plan.pdf/index.html").read_text(encoding="utf-8")
    assert '<meta http-equiv="refresh" content="0; url=../plan-two.pdf">' in text


def test_a_document_that_is_still_there_is_not_redirected(lay: Callable[[str], Path]) -> None:
    project = lay("")
    (project / "content/attachments").mkdir(exist_ok=True)
    (project / "content/attachments/plan.pdf").write_bytes(b"%PDF-1.7")
    register = project / "content/review.yml"
    moved = "redirects:\n  /attachments/plan.pdf: /about/\n"
    register.write_text(f"{register.read_text('utf-8')}\n{moved}", encoding="utf-8")
    with pytest.raises(ProblemsError, match=r"plan\.pdf is already used by content/attachments/plan\.pdf"):
        build_site(project, project / "site", None)


def test_a_redirect_to_what_is_not_due_is_not_there_yet(lay: Callable[[str], Path]) -> None:
    project = lay(draw("fog-bells"))
    register = project / "content/review.yml"
    register.write_text(f"{register.read_text('utf-8')}\nredirects:\n  /former/: /fog-bells/\n", encoding="utf-8")
    built = build_site(project, project / "site", "2021-04-30")
    assert not (built / "former").exists()


UPDATES = (
    "updates: [{on: 2021-05-03, note: A bell was added.}, {on: 2021-05-09, note: A horn was added.}, "
    "{on: 2021-05-10, note: A letter was mended., minor: true}]"
)


def test_updates_are_told_the_newest_first_and_silent_ones_are_not(site: Callable[..., Path]) -> None:
    built = site(draw("fog-bells", more=UPDATES), "2021-06-02")
    text = page(built, "/fog-bells/")
    assert re.search(
        r'Updated: <time datetime="2021-05-09">9 May 2021</time>\. <a href="#updates">See all updates', text
    )
    assert re.findall(r"<dd>(.*?)</dd>", text.split('id="updates"')[1].split("</section>")[0]) == [
        "A horn was added.",
        "A bell was added.",
        "First published.",
    ]
    assert not [file for file in built.rglob("*") if file.is_file() and b"letter was mended" in file.read_bytes()]
    entry = next(one for one in feedparser.parse((built / "feed.atom").read_bytes()).entries if "fog-bells" in one.id)
    assert (entry.published[:10], entry.updated[:10]) == ("2021-05-01", "2021-05-09")
    assert "Updated 9 May 2021: A horn was added." in entry.content[0].value


def test_a_note_of_a_later_day_is_not_told_before_it(site: Callable[..., Path]) -> None:
    built = site(draw("fog-bells", more=UPDATES), "2021-05-04")
    assert "A bell was added." in page(built, "/fog-bells/")
    assert not [file for file in built.rglob("*") if file.is_file() and b"horn was added" in file.read_bytes()]


def test_a_page_without_notes_has_no_place_for_them(site: Callable[..., Path]) -> None:
    built = site(draw("fog-bells"), "2021-06-02")
    assert 'id="updates"' not in page(built, "/fog-bells/")


def test_each_list_has_a_feed_of_its_own_posts(built_site: Path) -> None:
    lists = [entry for entry in index(built_site).values() if entry["kind"] == "listing"]
    checked = 0
    for one in (one for one in lists if not str(one["address"]).startswith("/publications/")):
        address = str(one["address"])
        if address in ("/a-z/", "/search/", "/sitemap/", "/subscribe/") or re.search(r"/page/|/news/20\d\d/", address):
            continue
        feed = feedparser.parse((built_site / address.strip("/") / "feed.atom").read_bytes())
        assert feed.bozo == 0
        listed = set(
            re.findall(r'<article class="line">\s*<h2><a href="(?:\.\./)+([^"]+)/"', page(built_site, address))
        )
        assert listed
        assert listed <= {entry.link.rstrip("/").rpartition("/")[2] for entry in feed.entries}
        assert feed.feed.title.endswith(f": {one['title']}")
        (own,) = (link.href for link in feed.feed.links if link.rel == "self")
        assert f'href="{own}"' in page(built_site, address)
        checked += 1
    assert checked > 20
    ids = [feedparser.parse(file.read_bytes()).feed.id for file in built_site.rglob("feed.atom")]
    audiences = [entry for entry in index(built_site).values() if str(entry["address"]).startswith("/for/")]
    assert (
        len(ids) == len(set(ids)) == checked + len(audiences) + 1
    )  # /for/ has none; the site and the recommendations have one


def test_related_posts_share_a_topic(site: Callable[..., Path]) -> None:
    built = site(draw("fog-bells") + draw("fog-horns", 6) + draw("fog-lamps", 7), "2021-08-01")
    related = page(built, "/fog-bells/").split("<h2>Related posts</h2>")[1].split("</ul>")[0]
    assert re.findall(r'href="\.\./([^"]+)/"', related)[:2] == ["fog-horns", "fog-lamps"]


def test_a_byline_links_to_the_author_with_role_and_group(site: Callable[..., Path]) -> None:
    text = page(site(draw("fog-bells"), "2021-06-02"), "/fog-bells/")
    assert 'class="byline">By Ada Lamp</p>' in text
    assert re.search(r'All pieces from </span>Ada Lamp</a><br><span class="quiet">Chair</span>', text)
