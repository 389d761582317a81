from pathlib import Path
from threading import Thread

import pytest

from review_site.cache import read_cached, write_cached


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
