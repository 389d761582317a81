"""The made-up posts as a project: the same bytes each time, without problems, and changed as a bench changes it."""

import subprocess
import sys
from pathlib import Path

import lxml.html
import pytest
from bench.made.posts import TODAY, make_posts
from bench.made.project import PROJECT
from bench.whole.edits import MODES, change, is_seen
from bench.whole.tools import BARE, OURS, ROOT, TOOLS
from tests.pages import index, page

from review_site.plugins.build import build_site

POSTS = make_posts(12)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "project"
    PROJECT.lay_all(folder, POSTS)
    return folder


@pytest.fixture(scope="module")
def made_site(project: Path) -> Path:
    """The site after every change, each of them the first of its kind."""
    for mode in MODES:
        change(mode, TOOLS[OURS], project, POSTS, 0)
    return build_site(project, project / "site", TODAY)


def files(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_it_is_the_same_each_time_and_fewer_posts_are_among_more(tmp_path: Path) -> None:
    for name, count in (("one", 12), ("other", 12), ("more", 24)):
        PROJECT.lay_all(tmp_path / name, make_posts(count))
    one, more = files(tmp_path / "one"), files(tmp_path / "more")
    assert files(tmp_path / "other") == one
    unlike = {path for path in one if more.get(path) != one[path]}
    assert unlike == set()


def test_the_command_writes_it(tmp_path: Path) -> None:
    subprocess.run([sys.executable, ROOT / "bench/corpus.py", "3", tmp_path / "project"], check=True)
    PROJECT.lay_all(tmp_path / "same", make_posts(3))
    assert files(tmp_path / "project") == files(tmp_path / "same")


def test_the_check_finds_no_problem(project: Path) -> None:
    command = [sys.executable, "-m", "review_site.cli", "-C", project, "check"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT / "hooks")
    assert (done.returncode, done.stdout.splitlines()[:1]) == (0, ["No problems: 15 posts, 27 pages, 3 calls."]), (
        done.stdout[:500] + done.stderr
    )


def test_the_built_site_holds_every_kind_of_entry(made_site: Path) -> None:
    entries = {"blog", "news", "page", "report", "publication", "recommendations", "submissions", "calendar", "version"}
    assert entries | {"picture", "card"} <= {entry["kind"] for entry in index(made_site).values()}
    assert {f"/{post.slug}/" for post in POSTS} <= index(made_site).keys()
    assert (made_site / "pagefind/pagefind.js").is_file()


@pytest.mark.parametrize("mode", MODES)
def test_each_change_is_seen_in_the_built_site(made_site: Path, mode: str, tmp_path: Path) -> None:
    PROJECT.lay_all(tmp_path / "again", POSTS)  # tells what to look for
    seen = change(mode, TOOLS[OURS], tmp_path / "again", POSTS, 0)
    assert is_seen(seen, made_site)


def test_a_change_that_a_build_has_not_seen_is_noticed(made_site: Path, tmp_path: Path) -> None:
    PROJECT.lay_all(tmp_path / "again", POSTS)
    for mode in ("body", "title", "new", "template"):
        seen = change(mode, TOOLS[OURS], tmp_path / "again", POSTS, 1)
        assert not is_seen(seen, made_site), mode


def test_the_new_post_leads_the_list(made_site: Path, tmp_path: Path) -> None:
    PROJECT.lay_all(tmp_path / "again", POSTS)
    slug = change("new", TOOLS[OURS], tmp_path / "again", POSTS, 0).slug
    main = lxml.html.fromstring(page(made_site, "/news/")).find(".//main")
    listed = [link.get("href") for link in main.iter("a") if f"/{link.get('href').strip('./')}/" in index(made_site)]
    posts = [href for href in listed if any(post.slug in href for post in POSTS) or slug in href]
    assert slug in posts[0]


def test_from_nothing_means_without_a_site_and_a_cache(tmp_path: Path) -> None:
    for name in ("site", ".cache", "content"):
        (tmp_path / name).mkdir()
    change("cold", TOOLS[OURS], tmp_path, POSTS, 0)
    assert [path.name for path in tmp_path.iterdir()] == ["content"]


def test_bare_has_every_page_but_no_smaller_picture_card_or_search_index(made_site: Path, project: Path) -> None:
    command = TOOLS[BARE].command(project)
    subprocess.run([*command, "--output", project / "bare"], check=True, capture_output=True)
    assert set(index(project / "bare")) == {
        address for address, entry in index(made_site).items() if entry["kind"] != "card"
    }
    assert not (project / "bare/pagefind").exists()
    assert not (project / "bare/cards").exists()
    originals = {file.read_bytes() for file in (project / "content/pictures").iterdir()}
    assert {file.read_bytes() for file in (project / "bare/pictures").iterdir()} <= originals
