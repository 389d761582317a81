import gzip
import json
import os
from pathlib import Path

import brotli
import pytest

from review_site.archive.inventory import read_inventory
from review_site.archive.page_words import read_title, read_words
from review_site.problems import ProblemsError


def test_every_file_has_an_address_and_a_wrong_address_has_an_answer(site: Path, url: str) -> None:
    inventory = read_inventory(site, url)
    assert [(r.address, r.file, r.status) for r in inventory.resources] == [
        ("/", "index.html", 200),
        ("/404-not-found/", "404.html", 404),
        ("/404.html", "404.html", 404),
        ("/about/", "about/index.html", 200),
        ("/assets/site.css", "assets/site.css", 200),
        ("/feed.atom", "feed.atom", 200),
        ("/files/100%25.txt", "files/100%.txt", 200),
        ("/files/empty.txt", "files/empty.txt", 200),
        ("/files/terms%20of%20reference.pdf", "files/terms of reference.pdf", 200),
        ("/images/dot.png", "images/dot.png", 200),
        ("/unknown.kind", "unknown.kind", 200),
    ]
    by_file = {r.file: r for r in inventory.resources}
    assert by_file["about/index.html"].title == "Café Zoë – Łódź"
    assert by_file["unknown.kind"].media_type == "application/octet-stream"
    assert by_file["files/empty.txt"].size == 0
    assert inventory.stage is None


def test_the_twins_of_a_file_are_files_and_no_addresses(site: Path, url: str) -> None:
    css = (site / "assets/site.css").read_bytes()
    (site / "assets/site.css.gz").write_bytes(gzip.compress(css))
    (site / "assets/site.css.br").write_bytes(brotli.compress(css))
    (site / "files/100%.txt.gz").write_bytes(gzip.compress(b"another text"))
    (site / "files/empty.txt.gz").write_bytes(b"not gzip at all")
    (site / "unknown.kind.br").write_bytes(brotli.compress((site / "unknown.kind").read_bytes())[:-3])
    (site / "images/dot.png.gz").write_bytes(gzip.compress(bytes(1 << 22)))
    (site / "alone.gz").write_bytes(gzip.compress(b"alone"))
    inventory = read_inventory(site, url)
    assert [twin.file for twin in inventory.twins] == ["assets/site.css.br", "assets/site.css.gz"]
    kept = {r.file for r in inventory.resources if r.file.endswith((".gz", ".br"))}
    assert kept == {"files/100%.txt.gz", "files/empty.txt.gz", "unknown.kind.br", "images/dot.png.gz", "alone.gz"}


def test_a_file_whose_name_says_nothing_shows_its_type(site: Path, url: str) -> None:
    (site / "report").write_bytes(b"%PDF-1.7\n")
    (site / "notes").write_bytes(b"words\n")
    types = {r.file: r.media_type for r in read_inventory(site, url).resources}
    assert (types["report"], types["notes"]) == ("application/pdf", "application/octet-stream")


def test_the_missing_address_gives_way_to_a_page_that_has_it(site: Path, url: str) -> None:
    (site / "404-not-found").mkdir()
    (site / "404-not-found" / "index.html").write_text("<title>Here</title>")
    statuses = {r.address: r.status for r in read_inventory(site, url).resources}
    assert statuses["/404-not-found/"] == 200
    assert statuses["/404-not-found-/"] == 404


def test_a_site_without_its_own_page_for_wrong_addresses_has_no_record_of_one(site: Path, url: str) -> None:
    (site / "404.html").unlink()
    assert {r.status for r in read_inventory(site, url).resources} == {200}


def test_what_leads_outside_or_is_no_file_is_told_all_at_once(site: Path, url: str, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    (site / "leak.txt").symlink_to(tmp_path / "secret")
    (site / "broken").symlink_to("nowhere")
    (site / "up").symlink_to(tmp_path, target_is_directory=True)
    os.mkfifo(site / "pipe")
    with pytest.raises(ProblemsError) as caught:
        read_inventory(site, url)
    assert [problem.path for problem in caught.value.problems] == ["broken", "leak.txt", "pipe", "up"]


def test_a_link_inside_the_folder_is_a_file_like_any_other(site: Path, url: str) -> None:
    (site / "again.css").symlink_to("assets/site.css")
    assert "/again.css" in {r.address for r in read_inventory(site, url).resources}


def test_a_name_that_is_not_utf8_is_told(site: Path, url: str) -> None:
    (site / os.fsdecode(b"caf\xe9.txt")).write_text("x")
    with pytest.raises(ProblemsError, match="UTF-8"):
        read_inventory(site, url)


@pytest.mark.parametrize("bad", ["review.example.org", "ftp://x/", "https://x/?a", "https://x/#a", "https://u@x/"])
def test_a_url_that_is_no_site_address_is_refused(site: Path, bad: str) -> None:
    with pytest.raises(ValueError, match="address"):
        read_inventory(site, bad)


def test_an_empty_or_missing_folder_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(ProblemsError, match="holds no file"):
        read_inventory(tmp_path, url)
    with pytest.raises(ValueError, match="not a folder"):
        read_inventory(tmp_path / "none", url)


def _index(**changes: object) -> dict[str, object]:
    entry = {"address": "/about/", "file": "about/index.html", "title": "About us", "kind": "page"}
    return {
        "version": 1,
        "site": {"name": "The Review", "url": "https://review.example.org/", "language": "en-GB"},
        "as_at": "2023-05-01T12:00:00+01:00",
        "stage": "closed",
        "entries": [{**entry, "source": "docs/about.md", "published": None}],
    } | changes


def test_the_site_index_names_the_site_its_stage_and_its_pages(site: Path, url: str) -> None:
    (site / "site-index.json").write_text(json.dumps(_index()))
    inventory = read_inventory(site, url)
    assert (inventory.name, inventory.stage, inventory.language) == ("The Review", "closed", "en-GB")
    about = next(r for r in inventory.resources if r.address == "/about/")
    assert (about.title, about.source) == ("About us", "docs/about.md")


@pytest.mark.parametrize(
    ("content", "field"),
    [
        ("{", "json"),
        ("[]", "index"),
        (json.dumps(_index(version=2)), "version"),
        (json.dumps(_index(as_at="2023-05-01T12:00:00")), "as_at"),
        (json.dumps(_index(site={"name": "x"})), "site.url"),
        (json.dumps(_index(site={"name": " ", "url": "x", "language": "en"})), "site.name"),
        (json.dumps(_index(entries=[{**_index()["entries"][0], "file": "../x"}])), "entries.0.file"),  # type: ignore[index]
        (json.dumps(_index(entries=_index()["entries"] * 2)), "entries.1.file"),  # type: ignore[operator]
    ],
)
def test_a_broken_site_index_is_told(site: Path, url: str, content: str, field: str) -> None:
    (site / "site-index.json").write_text(content)
    with pytest.raises(ProblemsError) as caught:
        read_inventory(site, url)
    assert ("site-index.json", field) in {(p.path, p.field) for p in caught.value.problems}


def test_the_words_of_a_page_are_what_a_reader_sees(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<title>A\n title</title><style>x</style><h1>One</h1><p>t<b>w</b>o<!-- no --> three<br>four</p>"
        "<script>no()</script><noscript>no</noscript><svg><title>no</title></svg><ul><li>five<li>six</ul>"
    )
    assert read_title(page) == "A title"
    assert read_words(page) == "One two three four five six"
    page.write_bytes(b"")
    assert (read_title(page), read_words(page)) == ("", "")


def test_a_page_of_another_encoding_keeps_its_words(tmp_path: Path, url: str) -> None:
    (tmp_path / "old.html").write_bytes('<meta charset="iso-8859-1"><title>Café</title><p>Thé'.encode("latin-1"))
    (resource,) = read_inventory(tmp_path, url).resources
    assert (resource.title, resource.media_type) == ("Café", "text/html")


def test_a_name_with_a_backslash_is_refused(tmp_path: Path, url: str) -> None:
    (tmp_path / "a\\b.html").write_text("x")
    with pytest.raises(ProblemsError, match="has a backslash in its name"):
        read_inventory(tmp_path, url)
