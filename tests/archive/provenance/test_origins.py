"""The commit of each source, against git's own word where it gives one."""

import os
import shutil
from pathlib import Path

import pytest
from tests.archive.provenance.history import KEEPER, commit, git, make_history, write

from review_site.archive.provenance.origins import Origin, read_origins

Commits = dict[str, str]


def _states(folder: Path, *sources: str) -> dict[str, str]:
    return {source: one.state for source, one in read_origins(folder, sources).by_source.items()}


def test_each_source_has_the_commit_that_made_it_what_it_is(project: Path, commits: Commits) -> None:
    found = read_origins(project, ["docs/index.md", "docs/about.md", "docs/keepers.md", "docs/ships ünd sea.md"])
    assert {source: one.commit for source, one in found.by_source.items()} == {
        "docs/index.md": commits["more"],
        "docs/about.md": commits["about"],
        "docs/keepers.md": commits["keepers"],
        "docs/ships ünd sea.md": commits["other"],
    }
    assert found.by_source["docs/about.md"].author_date == "2021-03-01T10:30:00-05:00"
    assert {one.state for one in found.by_source.values()} == {"committed"}
    assert (found.head, found.head_date, found.unknown) == (commits["head"], "2021-08-03T12:00:00+01:00", "")


def test_git_says_the_same_of_every_file(project: Path) -> None:
    files = git(project, "-c", "core.quotePath=false", "ls-files").splitlines()
    found = read_origins(project, files).by_source
    for file in files:
        told = git(project, "log", "-1", "--format=%H %aI", "--", file)
        assert told == f"{found[file].commit} {found[file].author_date}"


def test_a_renamed_file_comes_from_its_renaming(project: Path, commits: Commits) -> None:
    origin = read_origins(project, ["content/blogs/first-light.md"]).by_source["content/blogs/first-light.md"]
    assert origin.commit == commits["rename"]
    assert _states(project, "content/blogs/old-name.md") == {"content/blogs/old-name.md": "not committed"}


def test_what_is_on_disk_and_not_committed_is_told(project: Path, commits: Commits) -> None:
    write(project, {"docs/about.md": "About nobody.\n", "docs/new.md": "New.\n"})
    (project / "docs/index.md").unlink()
    git(project, "mv", "docs/keepers.md", "docs/people.md")
    sources = ("docs/about.md", "docs/new.md", "docs/index.md", "docs/people.md", "docs/keepers.md")
    assert _states(project, *sources) == {
        "docs/about.md": "changed",
        "docs/index.md": "changed",
        "docs/keepers.md": "changed",
        "docs/new.md": "not committed",
        "docs/people.md": "not committed",
    }
    assert read_origins(project, sources).by_source["docs/about.md"].commit == commits["about"]


def test_sources_are_looked_up_from_the_folder_that_was_named(project: Path, commits: Commits) -> None:
    found = read_origins(
        project / "docs", ["about.md", "../content/blogs/first-light.md", "../../secret", "/etc/passwd"]
    )
    assert found.by_source["about.md"] == Origin(
        path="docs/about.md", state="committed", commit=commits["about"], author_date="2021-03-01T10:30:00-05:00"
    )
    assert found.by_source["../content/blogs/first-light.md"].commit == commits["rename"]
    assert {found.by_source[outside].state for outside in ("../../secret", "/etc/passwd")} == {"not known"}


def test_a_shallow_clone_knows_what_it_holds_and_no_more(project: Path, tmp_path: Path, commits: Commits) -> None:
    git(tmp_path, "clone", "--quiet", "--depth", "2", f"file://{project}", "shallow")
    found = read_origins(tmp_path / "shallow", ["docs/index.md", "docs/about.md", "docs/keepers.md"]).by_source
    assert (found["docs/index.md"].commit, found["docs/index.md"].state) in (
        (commits["more"], "committed"),
        ("", "not known"),
    )
    assert {found[one].state for one in ("docs/about.md", "docs/keepers.md")} == {"not known"}
    commit(tmp_path / "shallow", "Say", "2022-01-01T00:00:00+00:00", {"docs/about.md": "About all.\n"})
    again = read_origins(tmp_path / "shallow", ["docs/about.md", "docs/keepers.md"]).by_source
    assert (again["docs/about.md"].state, again["docs/keepers.md"].state) == ("committed", "not known")


def test_no_git_no_repository_and_no_commit_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"plain/docs/index.md": "Lamps.\n"})
    assert "in no git repository" in read_origins(tmp_path / "plain", ["docs/index.md"]).unknown
    assert "in no git repository" in read_origins(tmp_path / "nowhere", ["docs/index.md"]).unknown
    git(tmp_path / "plain", "init", "--quiet")
    assert "nothing was committed" in read_origins(tmp_path / "plain", ["docs/index.md"]).unknown
    monkeypatch.setenv("PATH", str(tmp_path))
    found = read_origins(tmp_path / "plain", ["docs/index.md"])
    assert "git is not installed" in found.unknown
    assert found.by_source == {"docs/index.md": Origin(path="docs/index.md", state="not known")}


def test_nobody_is_named(project: Path) -> None:
    told = str(read_origins(project, ["docs/index.md", "docs/about.md"]))
    assert all(word not in told for word in KEEPER.replace(">", "").replace("<", "").split() if len(word) > 3)


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("author A <a> 1609459200 +0530", "2021-01-01T05:30:00+05:30"),
        ("author A <a> 1609459200 -0330", "2020-12-31T20:30:00-03:30"),
        ("author A <a> 999999999999999 +0000", "1970-01-01T00:00:00+00:00"),
        ("author A <a> 1609459200 +9900", "1970-01-01T00:00:00+00:00"),
        ("author A <a> soon", "1970-01-01T00:00:00+00:00"),
    ],
)
def test_dates_of_every_kind_of_commit(project: Path, line: str, date: str) -> None:
    tree = git(project, "rev-parse", "HEAD^{tree}")
    text = f"tree {tree}\n{line}\ncommitter A <a> 1 +0000\n\nOdd\n"
    (project / "odd").write_text(text)
    odd = git(project, "hash-object", "-t", "commit", "-w", "--literally", "odd")
    git(project, "update-ref", "--no-deref", "HEAD", odd)
    found = read_origins(project, ["docs/about.md"])
    assert (found.head, found.head_date) == (odd, date)
    assert found.by_source["docs/about.md"].author_date == date


def test_history_with_sha256_ids(tmp_path: Path) -> None:
    commits = make_history(tmp_path / "new", algorithm="sha256")
    found = read_origins(tmp_path / "new", ["docs/about.md"]).by_source["docs/about.md"]
    assert (found.commit, len(found.commit), found.state) == (commits["about"], 64, "committed")


def test_links_and_odd_files_are_never_followed(project: Path, tmp_path: Path) -> None:
    write(tmp_path, {"outside/about.md": "About us.\n"})
    shutil.rmtree(project / "docs")
    (project / "docs").symlink_to(tmp_path / "outside")
    assert _states(project, "docs/about.md") == {"docs/about.md": "changed"}
    (project / "docs").unlink()
    (project / "docs").mkdir()
    os.mkfifo(project / "docs/about.md")
    (project / "docs/index.md").symlink_to(project / "mkdocs.yml")
    assert set(_states(project, "docs/about.md", "docs/index.md").values()) == {"changed"}


def test_a_committed_link_is_compared_as_a_link(project: Path) -> None:
    (project / "docs/alias.md").symlink_to("about.md")
    commit(project, "Link", "2022-01-01T00:00:00+00:00")
    assert _states(project, "docs/alias.md") == {"docs/alias.md": "committed"}
    (project / "docs/alias.md").unlink()
    (project / "docs/alias.md").symlink_to("index.md")
    assert _states(project, "docs/alias.md") == {"docs/alias.md": "changed"}
