"""Whatever becomes of a file is seen without reading it."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from review_site.stamps import Stamp, is_still, take_stamp, time_of

LATER = 10**12  # nanoseconds: as if the stamp were taken when nothing is young any more


@pytest.fixture
def places(tmp_path: Path) -> list[Path]:
    for path in ("in/a.md", "in/sub/b.md", "alone.yml"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("word", encoding="utf-8")
    return [tmp_path / "in", tmp_path / "alone.yml", tmp_path / "nowhere"]


def _same_size(root: Path) -> None:
    (root / "in/a.md").write_text("wort", encoding="utf-8")


def _same_time(root: Path) -> None:
    before = (root / "in/sub/b.md").stat()
    (root / "in/sub/b.md").write_text("wort", encoding="utf-8")
    os.utime(root / "in/sub/b.md", ns=(before.st_atime_ns, before.st_mtime_ns))


def _other_file(root: Path) -> None:
    (root / "new").write_text("word", encoding="utf-8")
    before = (root / "alone.yml").stat()
    os.utime(root / "new", ns=(before.st_atime_ns, before.st_mtime_ns))
    (root / "new").replace(root / "alone.yml")


CHANGES: dict[str, Callable[[Path], object]] = {
    "same size": _same_size,
    "same size and time": _same_time,
    "another file in its place": _other_file,
    "longer": lambda root: (root / "alone.yml").write_text("words", encoding="utf-8"),
    "touched": lambda root: os.utime(root / "in/a.md", (0, 0)),
    "rights": lambda root: (root / "in/a.md").chmod(0o600),
    "gone": lambda root: (root / "in/sub/b.md").unlink(),
    "a new file": lambda root: (root / "in/c.md").write_text("", encoding="utf-8"),
    "a new folder": lambda root: (root / "in/empty").mkdir(),
    "another name": lambda root: (root / "in/a.md").rename(root / "in/aa.md"),
    "a file become a folder": lambda root: ((root / "alone.yml").unlink(), (root / "alone.yml").mkdir()),
    "a place that comes": lambda root: (root / "nowhere").mkdir(),
    "a place that goes": lambda root: (root / "alone.yml").unlink(),
}


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("clock", [0, LATER], ids=["young", "old"])
def test_every_change_is_seen(places: list[Path], tmp_path: Path, name: str, clock: int) -> None:
    stamp = take_stamp(places, time_of(tmp_path) + clock)
    assert bool(stamp.young) == (not clock)
    assert is_still(stamp, places)
    wait_for_the_next_time(tmp_path)
    CHANGES[name](tmp_path)
    assert not is_still(stamp, places)


def test_a_young_file_that_changes_within_one_tick_of_the_clock_is_seen(places: list[Path], tmp_path: Path) -> None:
    young = take_stamp(places, time_of(tmp_path))
    (tmp_path / "in/a.md").write_text("wort", encoding="utf-8")
    as_if_in_time = Stamp(take_stamp(places, time_of(tmp_path)).digest, young.young)
    assert not is_still(as_if_in_time, places)


def test_what_changed_long_ago_is_young_where_that_is_asked(places: list[Path], tmp_path: Path) -> None:
    clock = time_of(tmp_path) + LATER
    assert not take_stamp(places, clock).young
    assert len(take_stamp(places, clock, young=2 * LATER).young) == 3


def test_what_python_makes_of_sources_does_not_count(places: list[Path], tmp_path: Path) -> None:
    stamp = take_stamp(places, time_of(tmp_path) + LATER)
    (tmp_path / "in/__pycache__").mkdir()
    assert is_still(stamp, places)


def test_links_are_followed_and_one_that_leads_nowhere_counts(places: list[Path], tmp_path: Path) -> None:
    (tmp_path / "in/link").symlink_to(tmp_path / "outside")
    stamp = take_stamp(places, time_of(tmp_path) + LATER)
    assert is_still(stamp, places)
    (tmp_path / "outside").mkdir()
    followed = take_stamp(places, time_of(tmp_path) + LATER)
    assert followed.digest != stamp.digest
    (tmp_path / "outside/file").write_text("x", encoding="utf-8")
    assert not is_still(followed, places)


def test_what_cannot_be_read_is_not_known_to_be_the_same(
    places: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamp = take_stamp(places, time_of(tmp_path))

    def refuse(path: object) -> object:
        raise PermissionError(13, "no")

    monkeypatch.setattr(os, "scandir", refuse)
    assert not is_still(stamp, places)


def wait_for_the_next_time(folder: Path) -> None:
    """Wait until the file system gives a change another time than now, a few milliseconds."""
    now = time_of(folder)
    while time_of(folder) == now:
        pass
