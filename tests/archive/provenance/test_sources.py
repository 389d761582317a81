"""The sources as a git bundle: read by git itself, the same from any clone, and without a word that is withheld."""

import os
import shutil
import subprocess
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.archive.provenance.history import commit, git, make_history, write

from review_site.archive.provenance.origins import read_origins
from review_site.archive.provenance.sources import write_sources
from review_site.problems import ProblemsError

Commits = dict[str, str]
SECRET = frozenset({"content/blogs/the-last-lamp.md"})


def _contents(bundle: Path) -> list[bytes]:
    """Return every object of a bundle, unpacked, and the bytes around them, however they are stored."""
    raw = bundle.read_bytes()
    found, at = [raw], 0
    while (at := raw.find(b"\x78", at)) >= 0:
        engine = zlib.decompressobj()
        try:
            found.append(engine.decompress(raw[at:]))
            at += max(1, len(raw[at:]) - len(engine.unused_data)) if engine.eof else 1
        except zlib.error:
            at += 1
    return found


def _clone(bundle: Path, folder: Path) -> Path:
    """Let git itself clone a bundle and check every object of it."""
    git(bundle.parent, "clone", "--quiet", str(bundle), str(folder))
    assert git(folder, "fsck", "--strict", "--full") == ""
    assert "records a complete history" in git(folder, "bundle", "verify", str(bundle))
    return folder


def _tree(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_text() for path in files}


def test_git_clones_the_whole_history(project: Path, tmp_path: Path, commits: Commits) -> None:
    told = write_sources(project, tmp_path / "sources.bundle")
    assert (told.form, told.commit, told.tip, told.why, told.changed) == (
        "history",
        commits["head"],
        commits["head"],
        "",
        (),
    )
    assert told.author_date == "2021-08-03T12:00:00+01:00"
    clone = _clone(tmp_path / "sources.bundle", tmp_path / "clone")
    assert git(clone, "symbolic-ref", "--short", "HEAD") == "main"
    assert git(clone, "rev-list", "HEAD").split() == git(project, "rev-list", "HEAD").split()
    assert told.objects == len(git(project, "rev-list", "--objects", "HEAD").splitlines())
    assert _tree(clone) == _tree(project)


def _with_other_refs(project: Path) -> None:
    commit(project, "Elsewhere", "2023-01-01T00:00:00+00:00", {"docs/elsewhere.md": "Elsewhere.\n"})
    git(project, "tag", "--annotate", "--message", "Old", "old", "HEAD")
    git(project, "branch", "elsewhere")
    git(project, "reset", "--quiet", "--hard", "HEAD~1")


@pytest.mark.parametrize("withheld", [frozenset(), SECRET])
@pytest.mark.parametrize(
    "turn",
    [
        lambda project: None,
        _with_other_refs,
        lambda project: git(project, "gc", "--quiet", "--aggressive", "--prune=now"),
        lambda project: git(project, "repack", "-a", "-d", "-f", "--depth=3", "--write-bitmap-index"),
        lambda project: git(project, "commit-graph", "write", "--reachable"),
        lambda project: git(project, "config", "core.compression", "0"),
        lambda project: git(project, "config", "pack.threads", "7"),
        lambda project: git(project, "checkout", "--quiet", "--detach", "HEAD"),
    ],
)
def test_any_clone_of_a_commit_gives_the_same_bytes(
    project: Path,
    tmp_path: Path,
    turn: Callable[[Path], object],
    withheld: frozenset[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = write_sources(project, tmp_path / "first", withheld=withheld)
    turn(project)
    git(tmp_path, "clone", "--quiet", "--no-local", str(project), "an other/place")
    other = tmp_path / "an other/place"
    git(other, "checkout", "--quiet", "--detach", first.commit)
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    monkeypatch.setenv("LC_ALL", "tr_TR.UTF-8")
    for number, folder in enumerate((project, other)):
        assert write_sources(folder, tmp_path / str(number), withheld=withheld) == first
        assert (tmp_path / str(number)).read_bytes() == (tmp_path / "first").read_bytes()


def test_what_is_withheld_is_in_no_byte(project: Path, tmp_path: Path, commits: Commits) -> None:
    write(project, {"content/blogs/the-last-lamp.md": "It goes dark in June.\n"})
    told = write_sources(project, tmp_path / "sources.bundle", withheld=SECRET)
    assert (told.form, told.commit, told.changed) == ("snapshot", commits["head"], ())
    assert "not public yet" in told.why
    for content in _contents(tmp_path / "sources.bundle"):
        assert all(word not in content for word in (b"goes dark", b"last-lamp", b"keeper@", b"Keeper of"))
    assert "lamp" not in str(told)
    clone = _clone(tmp_path / "sources.bundle", tmp_path / "clone")
    expected = _tree(project)
    del expected["content/blogs/the-last-lamp.md"]
    assert _tree(clone) == expected


def test_the_test_of_what_is_withheld_would_find_it(project: Path, tmp_path: Path) -> None:
    write_sources(project, tmp_path / "sources.bundle")
    found = b"\n".join(_contents(tmp_path / "sources.bundle"))
    assert all(word in found for word in (b"goes dark", b"last-lamp", b"keeper@"))


@pytest.mark.parametrize("withheld", [{"content"}, {"content/blogs"}, {"content/blogs/", "docs/../content"}])
def test_whole_folders_are_withheld(project: Path, tmp_path: Path, withheld: set[str]) -> None:
    write_sources(project, tmp_path / "sources.bundle", withheld=frozenset(withheld))
    clone = _clone(tmp_path / "sources.bundle", tmp_path / "clone")
    assert {path.split("/")[0] for path in _tree(clone)} == {"docs", "mkdocs.yml"}


def test_withheld_paths_start_at_the_folder_that_was_named(project: Path, tmp_path: Path) -> None:
    write_sources(project / "content", tmp_path / "sources.bundle", withheld=frozenset({"blogs/the-last-lamp.md"}))
    clone = _clone(tmp_path / "sources.bundle", tmp_path / "clone")
    assert "content/blogs/the-last-lamp.md" not in _tree(clone)
    assert "content/blogs/first-light.md" in _tree(clone)


def test_one_commit_names_the_true_one_and_bears_its_date(project: Path, tmp_path: Path, commits: Commits) -> None:
    told = write_sources(project, tmp_path / "sources.bundle", withheld=SECRET)
    clone = _clone(tmp_path / "sources.bundle", tmp_path / "clone")
    date = "2021-08-03T12:00:00+01:00"
    line = f"{told.tip}||review-site||{date}|{date}|Sources as at commit {commits['head']}"
    assert git(clone, "log", "--format=%H|%P|%an|%ae|%aI|%cI|%s") == line
    assert git(clone, "log", "--format=%b").strip() == f"The history is not in this bundle: {told.why}."


@pytest.mark.parametrize("depth", [1, 3])
def test_a_shallow_clone_gives_the_files_alone(project: Path, tmp_path: Path, depth: int, commits: Commits) -> None:
    git(tmp_path, "clone", "--quiet", "--depth", str(depth), f"file://{project}", "shallow")
    told = write_sources(tmp_path / "shallow", tmp_path / "sources.bundle")
    assert (told.form, told.commit) == ("snapshot", commits["head"])
    assert "only its end" in told.why
    assert _tree(_clone(tmp_path / "sources.bundle", tmp_path / "clone")) == _tree(project)
    # How shallow the clone is changes nothing.
    git(tmp_path / "shallow", "fetch", "--quiet", "--deepen", "1")
    assert write_sources(tmp_path / "shallow", tmp_path / "again") == told
    assert (tmp_path / "again").read_bytes() == (tmp_path / "sources.bundle").read_bytes()


def test_a_partial_clone_gives_the_files_alone_and_fetches_nothing(project: Path, tmp_path: Path) -> None:
    git(project, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "--quiet", "--filter=blob:none", f"file://{project}", "partial")
    shutil.rmtree(project)
    told = write_sources(tmp_path / "partial", tmp_path / "sources.bundle")
    assert told.form == "snapshot"
    assert "only a part" in told.why
    assert "docs/about.md" in _tree(_clone(tmp_path / "sources.bundle", tmp_path / "clone"))


def test_no_repository_gives_no_bundle(tmp_path: Path) -> None:
    told = write_sources(tmp_path, tmp_path / "sources.bundle")
    assert told.form == "none"
    assert "in no git repository" in told.why
    assert not (tmp_path / "sources.bundle").exists()


def test_changed_files_are_told_and_the_commit_is_bundled(project: Path, tmp_path: Path) -> None:
    write(project, {"docs/about.md": "About nobody.\n", "docs/new.md": "New.\n"})
    (project / "docs/ships ünd sea.md").unlink()
    told = write_sources(project, tmp_path / "sources.bundle")
    assert told.changed == ("docs/about.md", "docs/ships ünd sea.md")
    assert _tree(_clone(tmp_path / "sources.bundle", tmp_path / "clone"))["docs/about.md"] == "About us.\n"


def test_history_with_sha256_ids(tmp_path: Path) -> None:
    commits = make_history(tmp_path / "new", algorithm="sha256")
    told = write_sources(tmp_path / "new", tmp_path / "sources.bundle")
    assert told.tip == commits["head"]
    assert _tree(_clone(tmp_path / "sources.bundle", tmp_path / "clone")) == _tree(tmp_path / "new")
    told = write_sources(tmp_path / "new", tmp_path / "alone.bundle", withheld=SECRET)
    assert len(told.tip) == 64
    assert "docs/about.md" in _tree(_clone(tmp_path / "alone.bundle", tmp_path / "lonely"))


def test_names_sort_as_git_sorts_them(tmp_path: Path) -> None:
    folder = tmp_path / "odd"
    folder.mkdir()
    git(folder, "init", "--quiet")
    for name in (b"a/b", b"a.b", b"a-b", b"a0", b"\xc3\xa9/x", b"z\xff"):
        path = folder / os.fsdecode(name)
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    (folder / "a0").chmod(0o755)
    (folder / "link").symlink_to("a0")
    commit(folder, "Odd", "2021-01-01T00:00:00+00:00", {"secret": "s"})
    write_sources(folder, tmp_path / "sources.bundle", withheld=frozenset({"secret"}))
    clone = _clone(tmp_path / "sources.bundle", tmp_path / "clone")
    expected = [line for line in git(folder, "ls-tree", "-r", "-z", "HEAD").split("\0") if "secret" not in line]
    assert git(clone, "ls-tree", "-r", "-z", "HEAD").split("\0") == expected


def test_a_very_deep_folder_is_no_trouble(tmp_path: Path) -> None:
    folder = tmp_path / "deep"
    folder.mkdir()
    git(folder, "init", "--quiet")
    commit(folder, "Shallow", "2021-01-01T00:00:00+00:00", {"secret": "s"})
    deep = "/".join("d" * 1500)
    git(folder, "update-index", "--add", "--cacheinfo", f"100644,{git(folder, 'rev-parse', 'HEAD:secret')},{deep}/f")
    git(folder, "commit", "--quiet", "--message", "Deep")
    told = write_sources(folder, tmp_path / "sources.bundle", withheld=frozenset({"secret"}))
    assert told.objects == 1 + 1 + 1500 + 1


def test_a_damaged_repository_is_told(project: Path, tmp_path: Path) -> None:
    about = git(project, "rev-parse", "HEAD:docs/about.md")
    loose = project / ".git/objects" / about[:2] / about[2:]
    loose.chmod(0o644)
    loose.write_bytes(zlib.compress(b"blob 10\0About me.\n"))
    with pytest.raises(ProblemsError, match=r"cannot be read: blob [0-9a-f]{40} is not what its id says"):
        write_sources(project, tmp_path / "sources.bundle")
    loose.unlink()
    with pytest.raises(ProblemsError, match=r"cannot be read: (git rev-list fails|.* is not there)"):
        write_sources(project, tmp_path / "sources.bundle")


HOSTILE = """\
[core]
\tfsmonitor = touch "{mark}"
\thooksPath = "{hooks}"
\tpager = touch "{mark}"
\tsshCommand = touch "{mark}"
\tattributesFile = "{hooks}/attributes"
\tworktree = {worktree}
[log]
\tshowSignature = true
\tshowRoot = false
[gpg]
\tprogram = "{hooks}/run"
[diff]
\texternal = "{hooks}/run"
\torderFile = /dev/null
[diff "evil"]
\ttextconv = "{hooks}/run"
\tcommand = "{hooks}/run"
[filter "evil"]
\tclean = "{hooks}/run"
\tsmudge = "{hooks}/run"
\tprocess = "{hooks}/run"
\trequired = true
[alias]
\trev-list = !touch "{mark}"
[extensions]
\tpartialClone = origin
[remote "origin"]
\turl = ext::sh -c "touch% {mark}"
\tpromisor = true
[protocol]
\tallow = always
[uploadpack]
\tpackObjectsHook = "{hooks}/run"
"""


def test_nothing_that_a_repository_configures_is_run(
    project: Path, tmp_path: Path, commits: Commits, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark, hooks = tmp_path / "mark", tmp_path / "hooks"
    hooks.mkdir()
    for name in ("run", "post-index-change", "reference-transaction", "pre-auto-gc", "fsmonitor-watchman"):
        (hooks / name).write_text(f"#!/bin/sh\ntouch '{mark}'\n")
        (hooks / name).chmod(0o755)
    (hooks / "attributes").write_text("* diff=evil filter=evil\n")
    write(project, {".gitattributes": "* diff=evil filter=evil text eol=crlf ident\n", "docs/about.md": "About me.\n"})
    with (project / ".git/config").open("a") as config:
        config.write(HOSTILE.format(mark=mark, hooks=hooks, worktree=project))
    (tmp_path / ".gitconfig").write_text(
        f'[alias]\n\trev-parse = !touch "{mark}"\n[core]\n\tfsmonitor = touch "{mark}"\n'
    )
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", str(hooks / "run"))
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "core.fsmonitor")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", f"touch {mark}")
    monkeypatch.setenv("GIT_TRACE", str(mark))
    found = read_origins(project, ["docs/about.md", "docs/index.md"])
    told = write_sources(project, tmp_path / "sources.bundle")
    assert not mark.exists()
    assert (found.by_source["docs/index.md"].commit, found.by_source["docs/about.md"].state) == (
        commits["more"],
        "changed",
    )
    assert (told.form, told.changed) == ("history", ("docs/about.md",))
    monkeypatch.undo()
    # The trap works: git itself, asked carelessly, falls into it.
    subprocess.run(["git", "status"], cwd=project, capture_output=True, check=False)
    assert mark.exists()


def test_a_work_tree_elsewhere_is_not_believed(project: Path, tmp_path: Path) -> None:
    git(project, "config", "core.worktree", "/")
    assert write_sources(project, tmp_path / "sources.bundle").form == "none"
    assert "in no git repository" in read_origins(project, ["docs/about.md"]).unknown


def test_replaced_and_grafted_history_is_told_as_it_was(project: Path, tmp_path: Path, commits: Commits) -> None:
    write_sources(project, tmp_path / "before")
    git(project, "replace", commits["about"], commits["dropped"])
    (project / ".git/info/grafts").write_text(f"{commits['head']} {commits['begin']}\n")
    write_sources(project, tmp_path / "after")
    assert (tmp_path / "before").read_bytes() == (tmp_path / "after").read_bytes()
    assert read_origins(project, ["docs/about.md"]).by_source["docs/about.md"].commit == commits["about"]


def test_another_repository_inside_is_left_to_itself(project: Path, tmp_path: Path) -> None:
    make_history(tmp_path / "inner")
    git(project, "submodule", "--quiet", "add", str(tmp_path / "inner"), "inner")
    commit(project, "Add inner", "2022-01-01T00:00:00+00:00")
    for withheld in (frozenset(), SECRET):
        write_sources(project, tmp_path / "sources.bundle", withheld=withheld)
        clone = _clone(tmp_path / "sources.bundle", tmp_path / f"clone-{len(withheld)}")
        assert git(clone, "ls-tree", "HEAD", "inner").startswith("160000 commit ")
