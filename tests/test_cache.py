import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest

from review_site.cache import KEPT, prune_cache, read_cached, write_cached


def test_gives_back_what_was_put_there(tmp_path: Path) -> None:
    cache = tmp_path / "new/folder"
    assert read_cached(cache, "a") is None
    for data in (b"", b"some", b"other"):
        write_cached(cache, "a", data)
        assert read_cached(cache, "a") == data
    assert read_cached(cache, "b") is None
    assert [file.name for file in cache.iterdir()] == ["a"]


def test_gives_nothing_that_was_spoilt(tmp_path: Path) -> None:
    write_cached(tmp_path, "a", b"some bytes")
    whole = (tmp_path / "a").read_bytes()
    for at in range(len(whole)):
        (tmp_path / "a").write_bytes(whole[:at])
        assert read_cached(tmp_path, "a") is None
        (tmp_path / "a").write_bytes(whole[:at] + bytes((whole[at] ^ 1,)) + whole[at + 1 :])
        assert read_cached(tmp_path, "a") is None
    (tmp_path / "a").write_bytes(whole + b"\0")
    assert read_cached(tmp_path, "a") is None


def test_gives_nothing_that_was_kept_under_another_key(tmp_path: Path) -> None:
    write_cached(tmp_path, "a", b"some")
    (tmp_path / "a").rename(tmp_path / "b")
    assert read_cached(tmp_path, "b") is None


def test_keeps_nothing_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    write_cached(tmp_path / "file", "a", b"some")
    assert read_cached(tmp_path / "file", "a") is None


def test_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(Path, "replace", fail)
    write_cached(tmp_path, "a", b"some")
    assert list(tmp_path.iterdir()) == []


def test_two_at_once_do_not_spoil_each_others(tmp_path: Path) -> None:
    data = b"some bytes" * 10_000
    seen: set[bytes | None] = set()

    def work() -> None:
        for _ in range(50):
            write_cached(tmp_path, "a", data)
            seen.add(read_cached(tmp_path, "a"))

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == {data}
    assert [file.name for file in tmp_path.iterdir()] == ["a"]


NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
A, B, C = (digit * 64 for digit in "abc")


def kept(cache: Path, name: str, age: timedelta) -> Path:
    """Keep something that was used so long ago."""
    write_cached(cache, name, b"some")
    then = (NOW - age).timestamp()
    os.utime(cache / name, (then, then))
    return cache / name


def test_what_was_not_used_for_a_month_goes_and_the_rest_stays(tmp_path: Path) -> None:
    used, unused = kept(tmp_path / "cards", A, KEPT - timedelta(hours=1)), kept(tmp_path, B, KEPT + timedelta(hours=1))
    deep = kept(tmp_path / "cards", C, timedelta(days=99))
    left_by_a_killed_build = kept(tmp_path, ".tmpx1.tmp", timedelta(days=99))
    of_somebody_else = kept(tmp_path, "notes.txt", timedelta(days=99))
    prune_cache(tmp_path, NOW)
    assert used.exists()
    assert of_somebody_else.exists()
    assert not any(file.exists() for file in (unused, deep, left_by_a_killed_build))
    prune_cache(tmp_path / "absent", NOW)


def test_what_a_build_takes_stays_for_another_month(tmp_path: Path) -> None:
    old, spoilt = kept(tmp_path, A, timedelta(days=99)), kept(tmp_path, B, timedelta(days=99))
    spoilt.write_bytes(b"other")
    os.utime(spoilt, (0, 0))
    assert read_cached(tmp_path, A) == b"some"
    assert read_cached(tmp_path, B) is None
    prune_cache(tmp_path, datetime.fromtimestamp(old.stat().st_mtime, UTC) + KEPT - timedelta(hours=1))
    assert old.exists()
    assert not spoilt.exists()


def test_two_builds_may_prune_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other build removes each file just before this one would."""
    files = [kept(tmp_path, digit * 64, timedelta(days=99)) for digit in "0123"]
    real = Path.unlink

    def raced(file: Path, *, missing_ok: bool = False) -> None:
        real(file)
        real(file, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", raced)
    prune_cache(tmp_path, NOW)
    assert not any(file.exists() for file in files)
