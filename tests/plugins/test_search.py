"""What the search finds: pages that are out and stand as they do now, by their own words, and nothing else."""

import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.drawings import draw_post
from tests.pages import index, is_deep, page

from review_site.plugins import search, update_feed
from review_site.plugins.build import build_site
from review_site.plugins.facets import Facets, Term
from review_site.plugins.search import Search
from review_site.problems import Problem, ProblemsError

ROOT = Path(__file__).parents[2]
WAYS = {"/a-z/", "/search/", "/sitemap/"}
SIGNATURE = b"pagefind_dcd"


def read_fragment(file: Path) -> dict[str, Any]:
    data = gzip.decompress(file.read_bytes())
    assert data.startswith(SIGNATURE)
    return json.loads(data.removeprefix(SIGNATURE))


def searched(site: Path) -> dict[str, dict[str, Any]]:
    """What the index holds of each page, by its address."""
    return {one["url"]: one for one in map(read_fragment, (site / "pagefind/fragment").iterdir())}


def index_bytes(site: Path) -> dict[str, bytes]:
    folder = site / "pagefind"
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def filters(site: Path) -> dict[str, dict[str, list[str]]]:
    table = json.loads((site / "pagefind/filters.json").read_bytes())
    assert table.keys() == {"kind", "topic", "year"}
    return table


def filters_of(site: Path, address: str) -> set[str]:
    """The filters that a page is found by: `kind-blog`, `year-2021`."""
    [name] = [f.stem for f in (site / "pagefind/fragment").iterdir() if read_fragment(f)["url"] == address]
    return {
        f"{facet}-{slug}" for facet, terms in filters(site).items() for slug, pages in terms.items() if name in pages
    }


def as_it_stands(site: Path) -> set[str]:
    """The pages as they stand now; later pages of a list and a whole report hold what is found elsewhere."""
    return {
        address
        for address, entry in index(site).items()
        if entry["status"] == 200 and entry["kind"] != "version" and "/page/" not in address and address.endswith("/")
        if not is_deep(address)
    }


def test_every_page_as_it_stands_is_found_and_no_other(built_site: Path) -> None:
    assert searched(built_site).keys() == as_it_stands(built_site) - WAYS
    assert {"/", "/bridge-the-gap/", "/news/", "/for/carers/"} <= searched(built_site).keys()


def test_on_an_earlier_day_the_search_finds_what_was_out_then(tmp_path: Path) -> None:
    built = build_site(ROOT, tmp_path / "site", "2021-07-01")
    assert searched(built).keys() == as_it_stands(built) - WAYS
    assert "/bridge-the-gap/" not in searched(built)
    assert filters(built)["year"].keys() == {"2021"}


def test_a_page_is_found_by_kind_topic_and_year(built_site: Path) -> None:
    assert filters_of(built_site, "/open-letter-to-foster-carers/") == {
        "kind-open-letter",
        "topic-final-report",
        "topic-fostering-and-adoption",
        "year-2022",
    }
    assert filters_of(built_site, "/case-for-change/chapter-3/") == {"kind-report", "year-2021"}
    assert filters_of(built_site, "/about/") == {"kind-page"}
    assert filters_of(built_site, "/news/kind/speech/") == {"kind-list"}


def test_what_a_result_tells_is_in_the_index(built_site: Path) -> None:
    meta = searched(built_site)["/open-letter-to-foster-carers/"]["meta"]
    assert meta["title"] == "Open letter to foster carers"
    assert meta["kind"] == "Open letter"
    assert meta["date"] == "23 May 2022 (date uncertain)"
    assert meta["summary"].startswith("Thanks to foster carers")


def test_every_filter_names_pages_of_the_index_and_is_offered(built_site: Path) -> None:
    text = page(built_site, "/search/")
    names = {file.stem for file in (built_site / "pagefind/fragment").iterdir()}
    offered = 0
    for facet, terms in filters(built_site).items():
        for slug, pages in terms.items():
            assert pages, (facet, slug)
            assert set(pages) <= names
            assert f'<option value="{slug}">' in text
            offered += 1
    assert text.count("<option value=") == offered + 3  # all kinds, all topics, all years
    assert '<option value="fostering-and-adoption">Fostering and adoption</option>' in text
    assert text.index('<option value="2022">') < text.index('<option value="2021">')


def test_only_a_pages_own_words_are_found(site: Callable[..., Path]) -> None:
    more = (
        "content_note: It tells of storms.\nsensitive: true\nsupport: [adults]\ncalls: [call-for-sightings]\n"
        "updates: [{on: 2021-05-03, note: A walrus was counted.}]"
    )
    body = "## Bells\n\nThe bells[^1] rang.\n\n[^1]: A footnote about kelp."
    found = searched(site(draw_post(body=body, more=more), "2021-06-01"))["/fog-bells/"]["content"]
    assert "The bells rang." in found
    for other in ("storms", "walrus", "kelp", "Where to turn", "Sightings", "ended", "Find support", "Updates"):
        assert other not in found, other


def test_words_of_a_register_do_not_run_into_one_another(built_site: Path) -> None:
    found = searched(built_site)["/call-for-ideas/"]["content"]
    assert "For whom" in found
    assert "For whomE" not in found


def test_a_list_is_found_by_its_name_and_not_by_its_lines(built_site: Path) -> None:
    found = searched(built_site)["/news/"]["content"]
    assert "News and blogs" in found
    assert "Open letter" not in found


@pytest.mark.parametrize(
    ("status", "today"), [("ready", "2021-04-30"), ("draft", "2021-06-01")], ids=["not yet due", "a draft"]
)
def test_what_is_not_out_is_not_in_the_index(site: Callable[..., Path], status: str, today: str) -> None:
    built = site(draw_post(body="A marmalade.", status=status, more="topics: [rocks]"), today)
    whole = b"".join(gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data for data in index_bytes(built).values())
    assert b"pagefind_dcd" in whole
    assert b"marmalad" not in whole  # words stand as their stems
    assert b"fog-bells" not in whole


def test_what_is_out_is_in_the_index(site: Callable[..., Path]) -> None:
    built = site(draw_post(body="A marmalade."), "2021-05-01")
    whole = b"".join(gzip.decompress(data) for data in index_bytes(built).values() if data[:2] == b"\x1f\x8b")
    assert b"marmalad" in whole
    assert b"fog-bells" in whole


def test_what_moved_or_was_withdrawn_is_not_found(site: Callable[..., Path]) -> None:
    moved = draw_post("fog-bells", more="aliases: [/bells/]")
    gone = draw_post("fog-horns", more="withdrawn: {on: 2021-06-01, reason: A mistake.}")
    built = site(moved + gone, "2021-07-01")
    assert {"/bells/", "/fog-horns/"} <= index(built).keys()
    assert "/fog-bells/" in searched(built)
    assert not {"/bells/", "/fog-horns/"} & searched(built).keys()


def test_a_preview_finds_drafts(lay: Callable[[str], Path]) -> None:
    project = lay(draw_post(status="draft"))
    built = build_site(project, project / "preview", None, preview=True)
    assert "/fog-bells/" in searched(built)


def test_only_what_the_search_page_fetches_is_kept(built_site: Path) -> None:
    names = {file for file in index_bytes(built_site) if "/" not in file}
    assert {name.partition("_")[0] for name in names} == {
        "filters.json",
        "pagefind-entry.json",
        "pagefind.en-gb",
        "pagefind.js",
        "wasm.en-gb.pagefind",
    }
    assert {file.partition("/")[0] for file in index_bytes(built_site)} - names == {"fragment", "index"}


def test_the_machine_has_no_say(lay: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = lay(draw_post(more="topics: [rocks]") + draw_post("fog-horns", kind="speech", published="2021-05-02"))
    first = index_bytes(build_site(project, project / "site", "2021-06-01"))
    fake = tmp_path / "bin/pagefind"
    fake.parent.mkdir()
    fake.write_text("#!/bin/sh\nexit 9\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", str(fake.parent))
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(fake))
    monkeypatch.setenv("PAGEFIND_FORCE_LANGUAGE", "de")
    assert index_bytes(build_site(project, project / "other", "2021-06-01")) == first
    assert len(first) > 20


@pytest.mark.parametrize(
    ("engine", "told"),
    [
        ("#!/nowhere/at-all\n", "could not be made: "),
        (f"#!{sys.executable}\nraise SystemExit('the engine broke')\n", "could not be made: the engine broke"),
        (f"#!{sys.executable}\n", "cannot be read: "),
    ],
    ids=["missing", "broken", "silent"],
)
def test_when_the_engine_fails_the_last_site_stays(
    engine: str, told: str, lay: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = lay("")
    site = build_site(project, project / "site", "2021-06-01")
    before = {file: file.read_bytes() for file in site.rglob("*") if file.is_file()}
    fake = tmp_path / "engine"
    fake.write_text(engine)
    fake.chmod(0o755)
    monkeypatch.setattr(search, "get_executable", lambda: fake)
    with pytest.raises(ProblemsError, match=told):
        build_site(project, site, "2021-06-02")
    assert {file: file.read_bytes() for file in site.rglob("*") if file.is_file()} == before


def test_the_engine_ends_with_a_build_that_fails(
    lay: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It runs while the feeds are written; what fails meanwhile must not wait for it, nor leave it behind."""
    running = tmp_path / "running"
    engine = tmp_path / "engine"
    engine.write_text(
        f"#!{sys.executable}\nimport os, time\nopen({str(running)!r}, 'w').write(str(os.getpid()))\ntime.sleep(99)\n"
    )
    engine.chmod(0o755)
    monkeypatch.setattr(search, "get_executable", lambda: engine)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "beside"))
    (tmp_path / "beside").mkdir()

    def fail(*_: object, **__: object) -> list[Problem]:
        while not (running.exists() and running.read_text()):
            time.sleep(0.01)
        return [Problem(path="feed.atom", field="feed", what="is not right", mend="mend it")]

    monkeypatch.setattr(update_feed, "write_feeds", fail)
    project = lay("")
    with pytest.raises(ProblemsError, match=r"feed\.atom: feed: is not right"):
        build_site(project, project / "site", "2021-06-01")
    with pytest.raises(ProcessLookupError):
        os.kill(int(running.read_text()), 0)
    assert [*(tmp_path / "beside").iterdir()] == []


def test_an_engine_that_nobody_waits_for_ends_with_the_process(tmp_path: Path, site: Callable[..., Path]) -> None:
    script = "import os, sys; from pathlib import Path; from review_site.plugins.search import Search"
    script += f"; one = Search(Path({str(site(''))!r})); print(one._process.pid, one._folder); sys.exit(3)"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    process, folder = run.stdout.split()
    assert run.returncode == 3
    assert not Path(folder).exists()
    with pytest.raises(ProcessLookupError):
        os.kill(int(process), 0)


def test_a_page_that_the_index_misses_or_has_too_many_is_told(site: Callable[..., Path]) -> None:
    built = site("")
    right = {address: Facets(Term("Page", "page")) for address in searched(built)}
    Search(built).finish(right)
    with pytest.raises(ProblemsError, match="and the site differ in /unmarked/"):
        Search(built).finish(right | {"/unmarked/": right["/"]})
    with pytest.raises(ProblemsError, match="and the site differ in /about/"):
        Search(built).finish({address: one for address, one in right.items() if address != "/about/"})


def test_the_search_page_and_the_box_lead_to_the_search_from_any_depth(lay: Callable[[str], Path]) -> None:
    project = lay("")
    register = project / "content/review.yml"
    text = register.read_text(encoding="utf-8")
    register.write_text(text.replace("example.org/\nlanguage", "example.org/review/\nlanguage"), encoding="utf-8")
    built = build_site(project, project / "site", "2021-06-01")
    not_found = (built / "404.html").read_text(encoding="utf-8")
    assert 'action="/review/search/"' in not_found
    assert 'href="/review/a-z/"' in not_found
    assert 'href="/review/sitemap/"' in not_found
    assert '<meta name="robots" content="noindex">' in not_found
    assert 'action="search/"' in page(built, "/")
    assert 'action="../../search/"' in page(built, "/case-for-change/chapter-1/")
    assert 'action="./"' in page(built, "/search/")
    assert '<link rel="canonical" href="https://lighthouses.example.org/review/search/">' in page(built, "/search/")
    assert '<meta name="robots" content="noindex">' in page(built, "/search/")


def test_every_page_has_the_search_once(built_site: Path) -> None:
    files = sorted(built_site.rglob("*.html"))
    assert len(files) > 100
    assert [file.name for file in files if file.read_text(encoding="utf-8").count('role="search"') != 1] == []
