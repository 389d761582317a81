"""The plugin alone on a foreign site: which pages are entries, and what the feeds say of them."""

import os
import subprocess
import sys
from pathlib import Path

import lxml.html
import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from tests.foreign import (
    CONFIG,
    ROOT,
    build_foreign,
    build_laid,
    config,
    dated,
    feeds_in,
    has_schema,
    judged,
    lay_foreign,
    read,
    read_json,
    titles,
)

from review_site.feed.forms import RENDERERS, Renderer
from review_site.feed.model import Feed
from review_site.feed.readback import verify_feed
from review_site.plugins import feed_writing

FORMS = {"atom": "application/atom+xml", "rss": "application/rss+xml", "json": "application/feed+json"}
IMAGE = b"\x89PNG\r\n\x1a\n" + b"\0" * 61
KNOWN_PARTS = {
    "cache",
    "character_references",
    "clock",
    "feed",
    "linux",
    "media_types",
    "plugins",
    "problems",
    "timing",
    "workers",
}


def stopped(folder: Path, settings: str = CONFIG, **pages: str) -> str:
    with pytest.raises(Abort) as stop:
        build_foreign(folder, settings, **pages)
    return str(stop.value)


def test_a_site_that_mkdocs_made_has_feeds_without_any_other_part_of_this_project(tmp_path: Path) -> None:
    site = tmp_path / "new"
    subprocess.run([sys.executable, "-m", "mkdocs", "new", str(site)], check=True, capture_output=True)
    (site / "mkdocs.yml").write_text((site / "mkdocs.yml").read_text() + f"site_url: {ROOT}\nplugins: [update-feed]\n")
    (site / "docs/index.md").write_text("---\ndate: 2024-05-06\n---\n" + (site / "docs/index.md").read_text())
    (site / "docs/more.md").write_text(dated("More", "2024-05-07"))
    script = (
        "import sys; from mkdocs.__main__ import cli; cli(['build', '--strict'], standalone_mode=False)\n"
        "print(*sorted({name.split('.')[1] for name in sys.modules if name.startswith('review_site.')}))"
    )
    run = subprocess.run([sys.executable, "-c", script], cwd=site, check=True, capture_output=True, text=True)
    assert set(run.stdout.split()) == KNOWN_PARTS
    assert titles(site / "site/feed.atom") == titles(site / "site/feed.rss") == ["More", "Welcome to MkDocs"]
    assert [item["title"] for item in read_json(site / "site/feed.json")["items"]] == ["More", "Welcome to MkDocs"]
    assert has_schema(site / "site/feed.atom")


def test_each_form_says_what_the_page_says(tmp_path: Path) -> None:
    more = (
        "id: tag:foreign.example.org,2020:spring\nupdated: 2024-06-01\nauthors: [Ada Lamp, {name: Bo Rock}]\n"
        "tags: [light, sea]\ncategories: [News]\ndescription: It is spring.\nlang: cy\nlicence: CC BY 4.0\n"
    )
    body = "See [home](index.md), [out](//example.org/) and [there](#there).\n\n## There\n\nLast."
    site = build_foreign(tmp_path, spring=dated("Spring", more=more, body=body))
    for form in ("atom", "rss"):
        (entry,) = read(site / f"feed.{form}").entries
        assert (entry.id, entry.title, entry.link) == (
            "tag:foreign.example.org,2020:spring",
            "Spring",
            f"{ROOT}spring/",
        )
        assert (entry.published_parsed[:5], entry.updated_parsed[:5]) == ((2024, 5, 5, 23, 0), (2024, 5, 31, 23, 0))
        assert [author.name for author in entry.authors] == ["Ada Lamp", "Bo Rock"]
        assert [(tag.term, tag.scheme) for tag in entry.tags] == [
            ("News", f"{ROOT}categories"),
            ("light", f"{ROOT}tags"),
            ("sea", f"{ROOT}tags"),
        ]
        assert (entry.summary, entry.rights) == ("It is spring.", "CC BY 4.0")
        assert entry.content[0].language == "cy"
        for address in (ROOT, "https://example.org/", f"{ROOT}spring/#there"):
            assert f'href="{address}"' in entry.content[0].value
    (item,) = read_json(site / "feed.json")["items"]
    assert (item["language"], item["tags"], item["_atom"]["rights"]) == ("cy", ["News", "light", "sea"], "CC BY 4.0")


def test_the_feed_says_what_the_configuration_says(tmp_path: Path) -> None:
    more = "site_description: About it.\nsite_author: Ada Lamp\ncopyright: Copyright &copy; <a href='/x'>Ada</a>\n"
    feed = read(build_foreign(tmp_path, config(more=more)) / "feed.atom").feed
    assert (feed.title, feed.subtitle, feed.author, feed.rights, feed.language) == (
        "A foreign site",
        "About it.",
        "Ada Lamp",
        "Copyright © Ada",
        "en",
    )
    assert (feed.id, feed.link) == (f"{ROOT}feed.atom", ROOT)
    options = ["title: Tides", "subtitle: Of all.", "author: Bo", "rights: CC0", "tag: 'example.org,2020'"]
    options += ["hub: https://hub.example.org/", "guide: /how/"]
    other = build_foreign(tmp_path / "other", config(*options, more=more), how="# How\n", a=dated())
    feed = read(other / "feed.atom").feed
    assert (feed.title, feed.subtitle, feed.author, feed.rights) == ("Tides", "Of all.", "Bo", "CC0")
    assert feed.id == "tag:example.org,2020:feed"
    assert [link.href for link in feed.links if link.rel == "hub"] == ["https://hub.example.org/"]
    assert f'href="{ROOT}how/"' in (other / "feed.atom").read_text()
    assert read(other / "feed.atom").entries[0].author == "Bo"


def test_a_feed_without_entries_is_still_a_feed(tmp_path: Path) -> None:
    site = build_foreign(tmp_path)
    feed = read(site / "feed.atom")
    assert (feed.entries, feed.feed.updated) == ([], "1970-01-01T01:00:00+01:00")
    assert has_schema(site / "feed.atom")
    site = build_foreign(tmp_path / "begun", config("begun: 2021-02-03"))
    assert read(site / "feed.atom").feed.updated == "2021-02-03T00:00:00+00:00"


@pytest.mark.parametrize(
    ("date", "instant"),
    [
        ("2024-05-06", "2024-05-06T00:00:00+01:00"),
        ("'2024-05-06'", "2024-05-06T00:00:00+01:00"),
        ("2024-05-06 10:30:00", "2024-05-06T11:30:00+01:00"),
        ("2024-05-06T10:30:00+02:00", "2024-05-06T09:30:00+01:00"),
        ("'2024-05-06 10:30'", "2024-05-06T11:30:00+01:00"),
        ("{created: 2024-05-06}", "2024-05-06T00:00:00+01:00"),
        ("2024-01-06", "2024-01-06T00:00:00+00:00"),
    ],
)
def test_a_date_may_be_written_as_one_likes(tmp_path: Path, date: str, instant: str) -> None:
    (entry,) = read(build_foreign(tmp_path, one=dated(date=date)) / "feed.atom").entries
    assert entry.published == entry.updated == instant


@pytest.mark.parametrize(
    ("date", "more", "updated"),
    [
        ("{created: 2024-05-06, updated: 2024-05-08}", "", "2024-05-08T00:00:00+01:00"),
        ("2024-05-06", "updated: 2024-05-08\n", "2024-05-08T00:00:00+01:00"),
        ("2024-05-06 10:30:00", "updated: 2024-05-06\n", "2024-05-06T11:30:00+01:00"),
        ("2024-05-06", "updated:\n", "2024-05-06T00:00:00+01:00"),
    ],
)
def test_an_update_is_told_where_there_is_one(tmp_path: Path, date: str, more: str, updated: str) -> None:
    (entry,) = read(build_foreign(tmp_path, one=dated(date=date, more=more)) / "feed.atom").entries
    assert entry.updated == updated


def test_mistakes_in_front_matter_are_told_all_at_once_with_file_and_line(tmp_path: Path) -> None:
    told = stopped(
        tmp_path,
        far=dated(date="1790-01-01"),
        hours=dated(date="2024-05-06 10:30:00", more="updated: 2024-05-06 09:00:00\n"),
        intro=dated(more="id: intro\n"),
        leap=dated(date="2023-02-29"),
        lang=dated(more="lang: xx-yyyyyyyyyyyyy\n"),
        lists=dated(more="feeds: [news]\n"),
        nowhere=dated(more="feeds: [/news/]\n"),
        number=dated(date="2024"),
        soon=dated(date="soon"),
        turned=dated(more="updated: 2023-01-01\n"),
    )
    assert told.splitlines() == [
        "The feeds are not right.",
        "docs/far.md:2: date: “1790-01-01” is not a date (write it as 2021-11-26)",
        "docs/hours.md:3: updated: “2024-05-06 09:00:00” comes before the publication "
        "(an update comes after it: mend one of the two)",
        "docs/intro.md:3: id: “intro” is not a full address "
        "(write tag:example.org,2021:spring, with your host and year)",
        "docs/lang.md: language: “xx-yyyyyyyyyyyyy” is not the code of a language (write it as cy or en-GB)",
        "docs/leap.md:2: date: front matter cannot be read, and the page would be in no feed "
        "(look for a day that there is not, such as 2021-02-30, at date)",
        "docs/lists.md:3: feeds: “news” is not the address of a list (write it from the root of the site: /news/)",
        "docs/nowhere.md: feeds: no page is the list /news/ "
        "(add a line `feed: /news/` to the page of that list, or take it out)",
        "docs/number.md:2: date: “2024” is not a date (write it as 2021-11-26)",
        "docs/soon.md:2: date: “soon” is not a date (write it as 2021-11-26)",
        "docs/turned.md:3: updated: “2023-01-01” comes before the publication "
        "(an update comes after it: mend one of the two)",
    ]


def test_an_update_that_is_still_to_come_counts_from_its_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay_foreign(tmp_path, spring=dated(more="updated: 2024-06-03\n"))
    for seconds, day in (("1717340000", "2024-05-06"), ("1717400000", "2024-06-03")):  # 2 and 3 June 2024
        monkeypatch.setenv("SOURCE_DATE_EPOCH", seconds)
        (entry,) = read(build_laid(tmp_path) / "feed.atom").entries
        assert (entry.updated[:10], entry.published[:10]) == (day, "2024-05-06")


def test_an_anchor_without_its_mark_is_told(tmp_path: Path) -> None:
    page = '---\nfeed_entries:\n  - {id: "tag:x,2024:a", title: A, date: 2024-05-06, anchor: fog}\n---\n\n# Log\n'
    assert 'anchor: “fog” does not begin with # (write "#fog")' in stopped(tmp_path, log=page)


def test_two_pages_with_one_id_stop_the_build_and_are_both_named(tmp_path: Path) -> None:
    page = dated(more="id: tag:x,2024:same\n")
    assert stopped(tmp_path, one=page, two=page).endswith(
        "docs/two.md: id: tag:x,2024:same stands twice: docs/one.md has it as well (give each entry an id of its own)"
    )


def test_a_site_without_an_address_is_refused(tmp_path: Path) -> None:
    told = stopped(tmp_path, "site_name: X\ntheme: mkdocs\nplugins: [update-feed]\n")
    assert "mkdocs.yml: site_url: is missing, and a feed needs full addresses (add a line `site_url: " in told
    assert not (tmp_path / "site/index.html").exists()


def test_ids_are_made_of_where_files_lie_and_never_of_addresses(tmp_path: Path) -> None:
    pages = {"index": dated("Home"), "notes__grüße und mehr": dated("A"), "notes__index": dated("N", "2023-01-01")}
    by_host = {entry.title: entry.id for entry in read(build_foreign(tmp_path / "a", **pages) / "feed.atom").entries}
    assert by_host == {
        "Home": "tag:foreign.example.org,2024:index",
        "A": "tag:foreign.example.org,2024:notes/gr%C3%BC%C3%9Fe%20und%20mehr",
        "N": "tag:foreign.example.org,2023:notes/index",
    }
    moved = config("tag: 'ada@example.org,2020-02'", more="use_directory_urls: false\n")
    moved = moved.replace(ROOT, "https://elsewhere.example.net/")
    by_tag = {
        entry.title: entry.id for entry in read(build_foreign(tmp_path / "b", moved, **pages) / "feed.rss").entries
    }
    assert by_tag["A"] == "tag:ada@example.org,2020-02:notes/gr%C3%BC%C3%9Fe%20und%20mehr"


def test_a_host_in_other_letters_is_written_in_ascii_letters(tmp_path: Path) -> None:
    settings = CONFIG.replace("foreign.example.org", "münchen.example")
    (entry,) = read(build_foreign(tmp_path, settings, one=dated()) / "feed.atom").entries
    assert entry.id == "tag:xn--mnchen-3ya.example,2024:one"


def test_drafts_pages_to_come_and_pages_without_date_are_no_entries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1717200000")  # 1 June 2024
    pages = {
        "draft": dated("Draft", more="draft: true\n"),
        "empty": "---\ndate:\n---\n\n# Empty\n",
        "june": dated("June", "2024-06-01"),
        "next": dated("Next", "2024-06-02"),
        "plain": "# Plain\n",
    }
    assert titles(build_foreign(tmp_path / "a", **pages) / "feed.atom") == ["June"]
    assert titles(build_foreign(tmp_path / "b", config("future: true"), **pages) / "feed.atom") == ["Next", "June"]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1717286400")
    assert titles(build_foreign(tmp_path / "c", **pages) / "feed.atom") == ["Next", "June"]


def test_pages_that_are_shown_in_a_preview_alone_are_no_entries(tmp_path: Path) -> None:
    lay_foreign(tmp_path, config(more="draft_docs: later.md\n"), later=dated("Later"), now=dated("Now"))
    build(load_config(str(tmp_path / "mkdocs.yml")), serve_url="http://127.0.0.1:8000/docs/")
    assert (tmp_path / "site/later/index.html").exists()
    assert titles(tmp_path / "site/feed.atom") == ["Now"]


def test_patterns_say_which_pages_are_entries(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    pages = {"blog__a": dated("A"), "blog__old__b": dated("B"), "guide__c": dated("C"), "d": dated("D")}
    site = build_foreign(tmp_path / "a", config("include: ['blog/*', d.md]"), **pages)
    assert sorted(titles(site / "feed.atom")) == ["A", "B", "D"]
    site = build_foreign(tmp_path / "b", config("include: [d.md]", "date_key: made"), d="---\nmade: 2024-01-01\n---\n")
    assert titles(site / "feed.atom") == ["D"]
    with pytest.raises(Abort):
        build_foreign(tmp_path / "c", config("include: ['bolg/*']"), **pages)
    assert "No page fits “bolg/*” of include" in caplog.text


def test_a_title_loses_its_heading_permalinks_and_entities(tmp_path: Path) -> None:
    extensions = "markdown_extensions: [{toc: {permalink: true}}, footnotes]\n"
    page = dated("Tom & *Jerry* <3[^1]", body="## Below\n\nWords.\n\n[^1]: A note.")
    kept = dated("A heading", more="title: 'Another &amp; title'\ndescription: This &amp; that.\n")
    site = build_foreign(tmp_path, config(more=extensions), one=page, two=kept)
    one, two = sorted(read(site / "feed.atom").entries, key=lambda entry: entry.link)
    assert (one.title, two.title, two.summary) == ("Tom & Jerry <3", "Another & title", "This & that.")
    assert "<h1" not in one.content[0].value
    assert 'class="headerlink"' in (site / "one/index.html").read_text()
    assert "¶" not in one.content[0].value
    assert ">Below</h2>" in one.content[0].value
    assert ">A heading</h1>" in two.content[0].value


def test_the_first_paragraph_is_the_summary_of_a_page_without_description(tmp_path: Path) -> None:
    long = "A first sentence that says a good deal of what the page is about. " * 8
    body = f"!!! note\n\n    Boxed.\n\n{long}\n\nMore."
    extensions = config(more="markdown_extensions: [admonition]\n")
    site = build_foreign(
        tmp_path, extensions, one=dated(body=long), two=dated("Two", body=body), three=dated("T", body="")
    )
    one, three, two = sorted(read(site / "feed.atom").entries, key=lambda entry: entry.link)
    assert one.summary == ("A first sentence that says a good deal of what the page is about. " * 4).strip()
    assert two.summary == "Boxed."
    assert three.content[0].value == f'<p><a href="{ROOT}three/">T</a></p>'


def test_pictures_of_the_site_are_enclosures_with_their_length_and_type(tmp_path: Path) -> None:
    body = "![A lamp](img/lamp.png) ![Again](img/lamp.png) ![Out](https://example.org/x.png) ![Text](img/note.txt)"
    lay_foreign(tmp_path, one=dated(body=body))
    (tmp_path / "docs/img").mkdir()
    (tmp_path / "docs/img/lamp.png").write_bytes(IMAGE)
    (tmp_path / "docs/img/note.txt").write_text("No picture.")
    site = build_laid(tmp_path)
    (entry,) = read(site / "feed.atom").entries
    assert [(one.href, one.length, one.type, one.title) for one in entry.enclosures] == [
        (f"{ROOT}img/lamp.png", str(len(IMAGE)), "image/png", "A lamp")
    ]
    assert read(site / "feed.rss").entries[0].enclosures[0].length == str(len(IMAGE))
    assert read_json(site / "feed.json")["items"][0]["attachments"][0]["size_in_bytes"] == len(IMAGE)


def test_a_picture_outside_the_site_is_never_looked_up(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(IMAGE)
    body = '<p>A<img src="../../secret.png"><img src="%2e%2e/%2e%2e/secret.png"><img src="http://["><img src=""></p>'
    (entry,) = read(build_foreign(tmp_path, one=dated(body=body)) / "feed.atom").entries
    assert entry.get("enclosures", []) == []


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs", "material"])
def test_every_page_names_each_form_once_and_stays_valid(tmp_path: Path, theme: str) -> None:
    settings = CONFIG.replace("theme: mkdocs", f"theme: {theme}").replace("A foreign site", "'Light &amp; \"Sea\"'")
    site = build_foreign(tmp_path, settings, spring=dated())
    for page in (site / "index.html", site / "spring/index.html"):
        head = lxml.html.parse(page).find("head")
        links = head.findall("link[@rel='alternate']")
        assert [(link.get("type"), link.get("title"), link.get("href")) for link in links] == [
            ("application/atom+xml", 'Light & "Sea"', f"{ROOT}feed.atom"),
            ("application/rss+xml", 'Light & "Sea" (RSS)', f"{ROOT}feed.rss"),
            ("application/feed+json", 'Light & "Sea" (JSON)', f"{ROOT}feed.json"),
        ]
        assert "Light &amp; &quot;Sea&quot; (RSS)" in page.read_text(encoding="utf-8")


def test_only_the_forms_that_are_asked_for_are_written(tmp_path: Path) -> None:
    options = config("forms: [rss]", "path: news/updates", "stylesheet: false")
    site = build_foreign(tmp_path, options, **{f"p{day}": dated(str(day), f"2024-05-{day:02}") for day in range(1, 4)})
    assert sorted(feeds_in(site)) == ["news/updates.rss"]
    assert titles(site / "news/updates.rss") == ["3", "2", "1"]
    (link,) = lxml.html.parse(site / "index.html").findall(".//link[@rel='alternate']")
    assert (link.get("href"), link.get("title")) == (f"{ROOT}news/updates.rss", "A foreign site")


@pytest.mark.parametrize(("urls", "address"), [("true", "notes/spring/"), ("false", "notes/spring.html")])
def test_addresses_are_those_of_the_pages(tmp_path: Path, urls: str, address: str) -> None:
    body = "[Home](../index.md) ![A](a.png)"
    settings = config(more=f"use_directory_urls: {urls}\n")
    lay_foreign(tmp_path, settings, notes__spring=dated(body=body))
    (tmp_path / "docs/notes/a.png").write_bytes(IMAGE)
    (entry,) = read(build_laid(tmp_path) / "feed.atom").entries
    assert (entry.link, entry.enclosures[0].href) == (f"{ROOT}{address}", f"{ROOT}notes/a.png")
    assert f'href="{ROOT if urls == "true" else ROOT + "index.html"}"' in entry.content[0].value


def test_builds_a_day_apart_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay_foreign(tmp_path, one=dated(), two=dated("Two", "2024-01-01"), list="---\nfeed: /list/\n---\n\n# L\n")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1750000000")
    first = feeds_in(build_laid(tmp_path))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1750086400")
    assert feeds_in(build_laid(tmp_path)) == first
    assert len(first) == 8


def test_a_preview_that_builds_again_starts_anew(tmp_path: Path) -> None:
    lay_foreign(tmp_path, one=dated("One"), two=dated("Two", "2024-01-01"))
    loaded = load_config(str(tmp_path / "mkdocs.yml"))
    loaded.plugins.on_startup(command="serve", dirty=False)
    for _ in range(2):
        build(loaded, serve_url="http://127.0.0.1:8000/docs/")
        assert titles(tmp_path / "site/feed.atom") == ["One", "Two"]
    (tmp_path / "docs/one.md").unlink()
    build(load_config(str(tmp_path / "mkdocs.yml")), serve_url="http://127.0.0.1:8000/docs/")
    assert titles(tmp_path / "site/feed.atom") == ["Two"]


def test_a_build_of_changed_pages_alone_leaves_the_feeds_as_they_are(tmp_path: Path) -> None:
    lay_foreign(
        tmp_path, one=dated("One"), two=dated("Two", "2024-01-01", "feeds: /list/\n"), list="---\nfeed: /list/\n---\n"
    )
    before = feeds_in(build_laid(tmp_path))
    later = (tmp_path / "site/two/index.html").stat().st_mtime + 10
    os.utime(tmp_path / "docs/two.md", (later, later))
    loaded = load_config(str(tmp_path / "mkdocs.yml"))
    loaded.plugins.on_startup(command="build", dirty=True)
    try:
        build(loaded, dirty=True)
    finally:
        loaded.plugins.on_startup(command="build", dirty=False)
    assert feeds_in(tmp_path / "site") == before
    assert f'href="{ROOT}feed.atom"' in (tmp_path / "site/two/index.html").read_text()


def test_nothing_is_written_or_named_where_the_plugin_is_switched_off(tmp_path: Path) -> None:
    site = build_foreign(tmp_path, config("enabled: false"), one=dated(date="soon"))
    assert feeds_in(site) == {}
    assert "alternate" not in (site / "index.html").read_text()


def test_main_feeds_are_judged_word_by_word_and_lists_by_their_form(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = judged(monkeypatch)
    pages = {f"p{day}": dated(str(day), f"2024-05-{day:02}", "feeds: [/list/, /all/]\n") for day in range(1, 6)}
    lists = {"list": "---\nfeed: /list/\n---\n", "all": "---\nfeed: /all/\nfeed_history: true\n---\n"}
    site = build_foreign(tmp_path, config("limit: 2"), **pages, **lists)
    deep = {place for (place, _), (_, is_deep) in noted.items() if is_deep}
    assert {place for place, _ in noted} - deep == {"list/feed.atom", "list/feed.rss", "list/feed.json"}
    main = ["feed.atom", "feed.json", "feed.rss", "feed/1.atom", "feed/2.atom"]
    assert deep == {*main, *(f"all/{place}" for place in main)}
    for (place, form), (feed, _) in noted.items():
        data = (site / place).read_bytes()
        assert verify_feed(data, feed, form, place) == []
        if form == "atom":
            assert has_schema(site / place)


def test_a_feed_that_is_not_what_it_should_be_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def garbled(feed: Feed, entry_bytes: object) -> bytes:
        return (
            RENDERERS["rss"]
            .feed(feed, RENDERERS["rss"].entry)
            .replace(b"Mon, 06 May 2024 00:00", b"Mon, 06 May 2024 01:00")
        )

    broken = {**RENDERERS, "rss": Renderer(RENDERERS["rss"].entry, garbled)}
    monkeypatch.setattr(feed_writing, "RENDERERS", broken)
    told = stopped(tmp_path, one=dated())
    assert "feed.rss: tag:foreign.example.org,2024:one: its date of publication reads back as" in told
    assert not (tmp_path / "site/feed.rss").exists()
    assert (tmp_path / "site/feed.atom").exists()


def test_a_place_that_a_file_has_already_is_told(tmp_path: Path) -> None:
    lay_foreign(tmp_path)
    (tmp_path / "docs/feed.css").write_text("a {}")
    with pytest.raises(Abort, match=r"feed\.css: path: another file of the site stands there \(give that file"):
        build_laid(tmp_path)
    assert (tmp_path / "site/feed.css").read_text() == "a {}"


def test_the_sheet_stands_beside_the_main_feed_and_all_others_lead_to_it(tmp_path: Path) -> None:
    pages = {f"p{day}": dated(str(day), f"2024-05-{day:02}", "feeds: /a/list/\n") for day in range(1, 4)}
    settings = config("limit: 1", "path: news/updates")
    site = build_foreign(tmp_path, settings, a__list="---\nfeed: /a/list/\nfeed_history: true\n---\n", **pages)
    sheets = {}
    for file in site.rglob("*.atom"):
        (line,) = [line for line in file.read_text().splitlines() if "<?xml-stylesheet" in line]
        sheets[file.relative_to(site).as_posix()] = (file.parent / line.split('"')[3]).resolve()
    assert len(sheets) == 6
    assert set(sheets.values()) == {(site / "news/updates.css").resolve()}
