"""The folder for a web server: made whole, from a finished site only, taking over what has not changed."""

import json
import multiprocessing
import os
import signal
from pathlib import Path

import brotli
import pytest

from review_site import swap
from review_site.hosting.folder import make_hosting
from review_site.linux import exchange
from review_site.manifest import SERVED_MANIFEST, verify_manifest
from review_site.problems import ProblemsError

INDEX = {
    "version": 1,
    "site": {"name": "A site of lamps" * 20, "url": "https://example.org/", "language": "en-GB"},
    "as_at": "2026-11-22T00:00:00+00:00",
    "preview": False,
    "entries": [],
}
WORDS = "<p>words</p>" * 100

DAY = 1795305600  # of the site, in seconds


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    (folder / "about").mkdir(parents=True)
    (folder / "about/index.html").write_text(WORDS)
    (folder / "short.txt").write_text("short")
    (folder / "site-index.json").write_text(json.dumps(INDEX))
    return folder


def fields(caught: pytest.ExceptionInfo[ProblemsError]) -> set[str]:
    return {f"{problem.path}: {problem.field}" for problem in caught.value.problems}


def test_texts_worth_it_have_smaller_forms(site: Path, tmp_path: Path) -> None:
    (site / "photo.jpg").write_bytes(b"\xff" * 1000)
    public = make_hosting(site, tmp_path / "hosting") / "public"
    assert sorted(path.name for path in public.rglob("*") if path.suffix in (".br", ".gz")) == [
        *("index.html.br", "index.html.gz", "site-index.json.br", "site-index.json.gz")
    ]


def test_pages_of_one_length_differ_in_time_on_machines_that_have_no_last_folder(site: Path, tmp_path: Path) -> None:
    times = {make_hosting(site, tmp_path / "first") / "public/about/index.html"}
    (site / "about/index.html").write_text(WORDS.replace("words", "lamps"))
    times |= {make_hosting(site, tmp_path / "second") / "public/about/index.html"}
    assert len({file.stat().st_size for file in times}) == 1
    assert len({file.stat().st_mtime for file in times}) == 2


def test_what_is_the_same_keeps_its_time_and_what_changes_gets_a_later_one(site: Path, tmp_path: Path) -> None:
    page = make_hosting(site, tmp_path / "hosting") / "public/about/index.html"
    first = page.stat().st_mtime
    assert DAY - 86400 < first <= DAY
    os.utime(page, (first + 50, first + 50))
    make_hosting(site, tmp_path / "hosting")
    assert page.stat().st_mtime == first + 50
    (site / "about/index.html").write_text(WORDS.replace("words", "lamps"))
    make_hosting(site, tmp_path / "hosting")
    assert page.stat().st_mtime == max(DAY, first + 51)
    assert b"lamps" in brotli.decompress(page.with_name("index.html.br").read_bytes())


def test_a_smaller_form_that_was_damaged_is_made_again(site: Path, tmp_path: Path) -> None:
    smaller = make_hosting(site, tmp_path / "hosting") / "public/about/index.html.br"
    good = smaller.read_bytes()
    for damaged in (b"", good[:-3], brotli.compress(b"something else")):
        smaller.write_bytes(damaged)
        make_hosting(site, tmp_path / "hosting")
        assert smaller.read_bytes() == good


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (lambda site: (site / "site-index.json").unlink(), "site: site-index.json"),
        (
            lambda site: (site / "site-index.json").write_text(json.dumps(INDEX | {"preview": True})),
            "site-index.json: preview",
        ),
        (lambda site: (site / "about/link.html").symlink_to(site / "short.txt"), "about/link.html: file"),
        (lambda site: (site / "about/.secret").write_text("x"), "about/.secret: file"),
        (lambda site: (site / "_headers").write_text("x"), "_headers: file"),
        (lambda site: (site / SERVED_MANIFEST).write_text("x"), f"{SERVED_MANIFEST}: file"),
        (lambda site: (site / "about/index.html.br").write_text("x"), "about/index.html.br: file"),
    ],
)
def test_what_is_not_a_finished_site_is_refused(site: Path, tmp_path: Path, change, field: str) -> None:
    made = make_hosting(site, tmp_path / "hosting")
    change(site)
    with pytest.raises(ProblemsError) as caught:
        make_hosting(site, tmp_path / "hosting")
    assert {one.removeprefix(f"{tmp_path}/") for one in fields(caught)} == {field}
    assert (made / "public/about/index.html").read_text() == WORDS
    assert not list(tmp_path.glob(".*"))


def test_the_served_folder_has_a_manifest_of_all_that_lies_in_it(site: Path, tmp_path: Path) -> None:
    (site / "site-manifest.txt").write_text("of the site")
    for words in (WORDS, WORDS.replace("words", "lamps")):
        (site / "about/index.html").write_text(words)
        public = make_hosting(site, tmp_path / "hosting") / "public"
        named = {line[66:] for line in (public / SERVED_MANIFEST).read_text().splitlines()}
        found = {path.relative_to(public).as_posix() for path in public.rglob("*") if path.is_file()}
        assert named == found - {SERVED_MANIFEST}
        assert {"_headers", ".htaccess", "about/index.html.br", "site-manifest.txt"} <= named
        assert (public / "site-manifest.txt").read_text() == "of the site"
        assert verify_manifest(public, SERVED_MANIFEST) == (len(named), [])


@pytest.mark.parametrize(("step", "stands"), [("before", "words"), ("after", "lamps")])
def test_a_kill_leaves_one_whole_folder(site: Path, tmp_path: Path, step: str, stands: str) -> None:
    public = make_hosting(site, tmp_path / "hosting") / "public"
    (site / "about/index.html").write_text(WORDS.replace("words", "lamps"))

    def exchange_and_die(one: Path, other: Path) -> None:
        if step == "after":
            exchange(one, other)
        os.kill(os.getpid(), signal.SIGKILL)

    def run() -> None:
        swap.exchange = exchange_and_die  # type: ignore[assignment]
        make_hosting(site, tmp_path / "hosting")

    killed = multiprocessing.get_context("fork").Process(target=run)
    killed.start()
    killed.join()
    assert killed.exitcode == -signal.SIGKILL
    assert verify_manifest(public, SERVED_MANIFEST)[1] == []
    assert stands in (public / "about/index.html").read_text()
    make_hosting(site, tmp_path / "hosting")
    assert "lamps" in (public / "about/index.html").read_text()
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("output", ["site", "site/hosting", ".", "strange"])
def test_a_folder_that_is_something_else_is_left_alone(site: Path, tmp_path: Path, output: str) -> None:
    (tmp_path / "strange").mkdir()
    (tmp_path / "strange/mine.txt").write_text("mine")
    with pytest.raises(ProblemsError) as caught:
        make_hosting(site, (tmp_path / output).resolve())
    assert [problem.field for problem in caught.value.problems] == ["--output"]
    assert (tmp_path / "strange/mine.txt").read_text() == "mine"
    assert (site / "short.txt").exists()
