"""Builds stand beside the last good site until they are right, and are the same each time."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack, nullcontext
from pathlib import Path

import pytest

from review_site.plugins.build import build_site, build_whole
from review_site.problems import ProblemsError
from review_site.swap import turn_at


def tree_of(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_two_builds_of_a_day_are_the_same_bytes(lay: Callable[[str], Path], tmp_path: Path) -> None:
    project = lay("")
    os.utime(project / "docs/about.md", (0, 0))
    one = build_site(project, tmp_path / "one/site", "2022-01-01T08:00")
    os.utime(project / "docs/about.md", (10**9, 10**9))
    other = build_site(project, tmp_path / "elsewhere/site", "2022-01-01T19:00")
    assert tree_of(one) == tree_of(other)


def test_a_failing_build_leaves_the_site_as_it_was(lay: Callable[[str], Path]) -> None:
    project = lay("")
    before = tree_of(build_site(project, project / "site", "2022-01-01"))
    post = next((project / "content/blogs").glob("2021*.md"))
    post.write_text(post.read_text(encoding="utf-8").replace("kind: ", "knd: ", 1), encoding="utf-8")
    with pytest.raises(ProblemsError, match="did you mean kind"):
        build_site(project, project / "site", "2022-01-01")
    assert tree_of(project / "site") == before
    assert not [path.name for path in project.iterdir() if path.name.startswith(".site")]


def test_what_a_killed_build_left_is_cleared_away(lay: Callable[[str], Path]) -> None:
    project = lay("")
    for name in (".site.building", ".site.old"):
        (project / name).mkdir()
        (project / name / "half.html").write_text("half", encoding="utf-8")
    built = build_site(project, project / "site", "2022-01-01")
    assert (built / "index.html").is_file()
    assert not [path.name for path in project.iterdir() if path.name.startswith(".site")]


def test_of_two_builds_at_once_one_waits(lay: Callable[[str], Path]) -> None:
    project = lay("")
    command = [sys.executable, "-m", "review_site.cli", "build", "--today", "2022-01-01"]
    with ExitStack() as stack:
        with turn_at(project, lambda: None):
            both = [
                stack.enter_context(subprocess.Popen(command, cwd=project, stderr=subprocess.PIPE, text=True))
                for _ in range(2)
            ]
            for one in both:
                assert one.stderr is not None
                assert one.stderr.readline().startswith("Another command is at work here.")
            assert not (project / "site").exists()
        assert [one.wait() for one in both] == [0, 0]
    assert tree_of(project / "site") == tree_of(build_site(project, project / "other/site", "2022-01-01"))


def test_a_wrong_mkdocs_yml_is_a_problem_and_no_traceback(lay: Callable[[str], Path]) -> None:
    project = lay("mkdocs.yml\n    site_name: X\n    plugins: [no-such-plugin]\n")
    with pytest.raises(ProblemsError, match=r"mkdocs\.yml: configuration: "):
        build_site(project, project / "site", "2022-01-01")


def test_a_mkdocs_yml_without_publishing_is_a_problem(lay: Callable[[str], Path]) -> None:
    project = lay("mkdocs.yml\n    site_name: X\n    plugins: []\n")
    with pytest.raises(ProblemsError, match="publishing is missing"):
        build_site(project, project / "site", "2022-01-01")


@pytest.mark.parametrize("name", ["content", "docs/sub", ".", "..", "papers"])
def test_nothing_that_people_wrote_is_built_over(lay: Callable[[str], Path], name: str) -> None:
    project = lay("papers/letter.txt\n    Keep me.\n")
    before = tree_of(project)
    with pytest.raises(ProblemsError, match=r"name a (folder that is new or empty|new or empty one)"):
        build_site(project, (project / name).resolve(), "2022-01-01")
    assert tree_of(project) == before


def test_what_mkdocs_warns_of_is_told_as_a_problem(lay: Callable[[str], Path]) -> None:
    project = lay("")
    config = project / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("nav:\n", "nav:\n  - nope.md\n", 1), encoding="utf-8")
    with pytest.raises(
        ProblemsError, match=r"(?m)^mkdocs\.yml: build: A reference to 'nope\.md' is included in the 'nav'"
    ):
        build_site(project, project / "site", "2022-01-01")


def test_html_that_runs_stops_the_build(lay: Callable[[str], Path]) -> None:
    text = "docs/about.md\n    ---\n    title: About\n    description: About it.\n    ---\n\n    <script>x</script>\n"
    project = lay(text)
    with pytest.raises(ProblemsError, match=r"docs/about\.md:6: text: holds <script>"):
        build_site(project, project / "site", "2022-01-01")


def test_what_was_published_is_not_taken_away_by_a_word(lay: Callable[[str], Path]) -> None:
    project = lay("")
    post = next((project / "content/blogs").glob("2021-02*.md"))
    text = post.read_text(encoding="utf-8")
    post.write_text(text.replace("status: ready", "status: draft"), encoding="utf-8")
    with pytest.raises(ProblemsError, match=r":5: status: /first-light/ was published"):
        build_site(project, project / "site", None)
    post.write_text(text.replace("published: 2021-02-03T09:30", "published: 2999-01-01"), encoding="utf-8")
    with pytest.raises(ProblemsError, match=r":7: published: /first-light/ was published"):
        build_site(project, project / "site", None)


def test_what_an_editor_leaves_beside_a_page_is_no_page(lay: Callable[[str], Path]) -> None:
    project = lay("docs/~$about.md\n    binary\ncontent/blogs/.#post.md\n    lock\n")
    built = build_site(project, project / "site", "2022-01-01")
    assert not [file for file in tree_of(built) if "$" in file or "#" in file]


def test_the_last_site_comes_back_after_a_kill_between_two_renames(lay: Callable[[str], Path]) -> None:
    project = lay("")
    before = tree_of(build_site(project, project / "site", "2022-01-01"))
    (project / "site").rename(project / ".site.old")
    (project / "content/review.yml").unlink()
    with pytest.raises(ProblemsError):
        build_site(project, project / "site", "2022-01-01")
    assert tree_of(project / "site") == before


def test_what_a_build_would_not_change_stays_the_same_file(lay: Callable[[str], Path]) -> None:
    project = lay("")
    site = build_site(project, project / "site", "2022-01-01")
    before = {path: (site / path).stat() for path in tree_of(site)}
    about = project / "docs/about.md"
    about.write_text(about.read_text(encoding="utf-8") + "\nOne more sentence.\n", encoding="utf-8")
    built = build_whole(project, site, "2022-01-01")
    assert "about/index.html" in built.changes.changed
    assert "support/index.html" not in built.changes.changed
    assert {path.partition("/")[0] for path in built.changes.added} == {"pagefind"}
    after = {path: (site / path).stat() for path in tree_of(site)}
    same = {path for path in after.keys() & before.keys() if _of(after[path]) == _of(before[path])}
    assert same == after.keys() - {*built.changes.added, *built.changes.changed}
    assert {stat.st_nlink for stat in after.values()} == {1}
    assert {stat.st_mode & 0o777 for stat in after.values()} == {0o644}
    assert tree_of(site) == tree_of(build_site(project, project / "other/site", "2022-01-01"))


def _of(known: os.stat_result) -> tuple[int, int]:
    return known.st_ino, known.st_mtime_ns


@pytest.mark.parametrize(("error", "stands"), [(OSError(18, "two file systems"), False), (KeyboardInterrupt(), True)])
def test_when_linking_stops_the_last_site_stands_or_the_new_one_is_whole(
    lay: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch, error: BaseException, stands: bool
) -> None:
    project = lay("")
    site = build_site(project, project / "site", "2022-01-01")
    before = {path: (digest, _of((site / path).stat())) for path, digest in tree_of(site).items()}
    about = project / "docs/about.md"
    about.write_text(about.read_text(encoding="utf-8") + "\nOne more sentence.\n", encoding="utf-8")
    linked: list[object] = []
    link = os.link

    def stop(old: str, new: str) -> None:
        linked.append(new)
        if len(linked) > 5:
            raise error
        link(old, new)

    monkeypatch.setattr(os, "link", stop)
    with pytest.raises(KeyboardInterrupt) if stands else nullcontext():
        build_site(project, site, "2022-01-01")
    monkeypatch.undo()
    assert len(linked) > 5
    after = {path: (digest, _of((site / path).stat())) for path, digest in tree_of(site).items()}
    if stands:
        assert after == before
    else:
        assert sum(after[path] == before.get(path) for path in after) == 5
    assert "support/index.html" in after
    assert not [path.name for path in project.iterdir() if path.name.startswith(".site")]
    built = build_site(project, site, "2022-01-01")
    assert tree_of(built) == tree_of(build_site(project, project / "other/site", "2022-01-01"))
