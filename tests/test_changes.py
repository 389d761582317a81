"""What is the same in two folders stays one file; what is not is told."""

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review_site import changes as changes_module
from review_site.changes import Changes, keep_unchanged, render_json, render_lines
from review_site.swap import open_to_readers

Lay = Callable[[str, dict[str, str]], Path]


@pytest.fixture
def folder(tmp_path: Path) -> Lay:
    """Lay a folder of files."""
    return lambda name, files: lay(tmp_path / name, files)


def lay(folder: Path, files: dict[str, str]) -> Path:
    folder.mkdir(parents=True)
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    open_to_readers(folder)
    return folder


def test_a_file_of_the_same_bytes_is_the_same_file(folder: Lay) -> None:
    last = folder("last", {"index.html": "Home", "a/index.html": "A"})
    os.utime(last / "index.html", (10**9, 10**9))
    before = (last / "index.html").stat()
    staging = folder("staging", {"index.html": "Home", "a/index.html": "B", "b.css": "x"})
    assert keep_unchanged(last, staging) == Changes(added=("b.css",), changed=("a/index.html",))
    after = (staging / "index.html").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert (staging / "a/index.html").read_text(encoding="utf-8") == "B"
    assert (last / "a/index.html").read_text(encoding="utf-8") == "A"
    assert sorted(path.name for path in staging.iterdir()) == ["a", "b.css", "index.html"]


def test_without_a_last_folder_all_is_added(folder: Lay, tmp_path: Path) -> None:
    staging = folder("staging", {"b/c": "", "a": ""})
    assert keep_unchanged(tmp_path / "nowhere", staging) == Changes(added=("a", "b/c"))


def test_a_file_that_became_a_folder_and_one_that_went(folder: Lay) -> None:
    last, staging = folder("last", {"a": "x", "b/c": "y", "d": "z"}), folder("staging", {"a/index.html": "x", "b": "y"})
    assert keep_unchanged(last, staging) == Changes(added=("a/index.html", "b"), removed=("a", "b/c", "d"))


def test_a_file_of_other_rights_or_a_link_is_not_kept(folder: Lay) -> None:
    last, staging = folder("last", {"a": "x", "there": "y"}), folder("staging", {"a": "x", "b": "y"})
    (last / "a").chmod(0o600)
    (last / "b").symlink_to("there")
    assert keep_unchanged(last, staging) == Changes(changed=("a", "b"), removed=("there",))
    assert (staging / "a").stat().st_mode & 0o777 == 0o644
    assert not (staging / "b").is_symlink()


def test_large_files_are_compared_to_their_end(folder: Lay, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes_module, "_AT_ONCE", 10)
    texts = {"same": "0123456789" * 3, "end": "0123456789" * 3}
    last, staging = folder("last", texts), folder("staging", texts | {"end": "0123456789" * 2 + "012345678_"})
    assert keep_unchanged(last, staging) == Changes(changed=("end",))


@pytest.mark.parametrize("code", [errno.EXDEV, errno.EPERM, errno.EMLINK])
def test_where_no_link_can_be_made_the_file_is_new(folder: Lay, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    def refuse(*paths: object) -> None:
        raise OSError(code, os.strerror(code))

    last, staging = folder("last", {"a": "x"}), folder("staging", {"a": "x"})
    inode = (staging / "a").stat().st_ino
    monkeypatch.setattr(os, "link", refuse)
    assert keep_unchanged(last, staging) == Changes()
    assert (staging / "a").stat().st_ino == inode != (last / "a").stat().st_ino


def test_nothing_is_left_beside_where_a_link_cannot_take_its_place(
    folder: Lay, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*paths: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    last, staging = folder("last", {"a": "x"}), folder("staging", {"a": "x"})
    monkeypatch.setattr(os, "replace", refuse)
    assert keep_unchanged(last, staging) == Changes()
    assert [path.name for path in staging.iterdir()] == ["a"]


def test_many_files_are_kept_by_all_processes(folder: Lay, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REVIEW_SITE_CORES", "3")
    monkeypatch.setattr(changes_module, "_LEAST", 1)
    texts = {f"{number}.html": f"{number}" for number in range(50)}
    last, staging = folder("last", texts), folder("staging", texts | {"7.html": "_"})
    assert keep_unchanged(last, staging) == Changes(changed=("7.html",))
    kept = [name for name in texts if (last / name).samefile(staging / name)]
    assert kept == [name for name in texts if name != "7.html"]
    assert len(list(staging.iterdir())) == 50


_TREES = st.dictionaries(st.sampled_from(["a", "b/c", "b/d", "e", "é f"]), st.sampled_from(["", "x", "y", "xy"]))


@given(before=_TREES, after=_TREES)
def test_the_new_folder_holds_what_it_held_and_the_changes_are_the_difference(
    tmp_path_factory: pytest.TempPathFactory, before: dict[str, str], after: dict[str, str]
) -> None:
    root = tmp_path_factory.mktemp("trees")
    last, staging = lay(root / "last", before), lay(root / "staging", after)
    told = keep_unchanged(last, staging)
    for where, texts in ((last, before), (staging, after)):
        files = [path for path in where.rglob("*") if path.is_file()]
        assert {path.relative_to(where).as_posix(): path.read_text(encoding="utf-8") for path in files} == texts
    both = before.keys() & after.keys()
    assert told.added == tuple(sorted(after.keys() - before.keys()))
    assert told.removed == tuple(sorted(before.keys() - after.keys()))
    assert told.changed == tuple(sorted(path for path in both if before[path] != after[path]))
    assert all((last / path).samefile(staging / path) for path in both if before[path] == after[path])


def test_changes_are_told_by_path_for_scripts_and_programs() -> None:
    told = Changes(added=("b", "é"), changed=("a", "c"), removed=("bb",))
    assert render_lines(told) == "changed\ta\nadded\tb\nremoved\tbb\nchanged\tc\nadded\té\n"
    assert json.loads(render_json(told)) == {"added": ["b", "é"], "changed": ["a", "c"], "removed": ["bb"]}
    assert render_lines(Changes()) == ""
