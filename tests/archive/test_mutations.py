"""Whatever is done to any file of a bundle, verify fails and names the file; with manifests made right again, too."""

import shutil
from collections.abc import Callable
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.archive.full import lay_full, write_full

from review_site.archive.bag import write_bag
from review_site.archive.bundle import write_bundle
from review_site.archive.verify import verify_bundle

Change = Callable[[bytes], bytes]


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory, url: str, instant: datetime) -> Path:
    return write_full(tmp_path_factory.mktemp("full"), url, instant)


@pytest.fixture(scope="module")
def place(full: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of everything, to be changed and put back."""
    folder = tmp_path_factory.mktemp("place")
    shutil.copytree(full.parent, folder / "out")
    return folder / "out"


def _flip(at: float) -> Change:
    def change(content: bytes) -> bytes:
        position = min(int(len(content) * at), len(content) - 1)
        return content[:position] + bytes([content[position] ^ 0x01]) + content[position + 1 :]

    return change


CHANGES: dict[str, Change] = {
    "first byte flipped": _flip(0),
    "middle byte flipped": _flip(0.5),
    "last byte flipped": _flip(1),
    "cut by a byte": lambda content: content[:-1],
    "cut in half": lambda content: content[: len(content) // 2],
    "emptied": lambda _: b"",
    "grown by a byte": lambda content: content + b"\n",
    "written twice": lambda content: content * 2,
}


def _names(place: Path, *names: str) -> bool:
    """Tell whether problems name each of the files; the crate calls it as it is below `data/`."""
    told = [str(problem) for problem in verify_bundle(place)]
    return all(any(name.removeprefix("data/") in one for one in told) for name in names)


def _files(out: Path) -> list[str]:
    return sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file())


def _short(name: str, bag: str) -> str:
    """Return the name of a file as problems call it: below the bag, or beside it."""
    return name.removeprefix(f"{bag}/")


def test_the_bundle_is_sound_and_every_room_of_it_has_something(full: Path) -> None:
    assert verify_bundle(full) == []
    rooms = {Path(name).parts[2] for name in _files(full.parent) if "/data/" in name}
    assert rooms == {
        *("crawl", "provenance", "reading-copy", "redirects", "reports", "ro-crate-metadata.json", "transfer", "web"),
    }
    assert len(_files(full.parent)) == 70


@pytest.mark.parametrize("kind", CHANGES)
def test_each_file_changed_is_named(full: Path, place: Path, kind: str) -> None:
    bag, told = place / full.name, 0
    for name in _files(place):
        content = (place / name).read_bytes()
        changed = CHANGES[kind](content)
        if changed == content:
            continue
        (place / name).write_bytes(changed)
        assert _names(bag, _short(name, full.name)), f"{name}: {kind}"
        (place / name).write_bytes(content)
        told += 1
    assert told == 70


def test_each_file_dropped_renamed_or_moved_is_named(full: Path, place: Path) -> None:
    bag, told = place / full.name, 0
    optional = {f"{full.name}.tar.sha256", f"{full.name}.tar", f"{full.name}.sig"}
    for name in _files(place):
        path, aside = place / name, place.parent / "aside"
        path.rename(aside)
        if name not in optional:
            assert _names(bag, _short(name, full.name)), f"{name} dropped"
            renamed = path.with_name(f"{path.name}.old")
            aside.rename(renamed)
            assert _names(bag, _short(name, full.name), f"{_short(name, full.name)}.old"), f"{name} renamed"
            renamed.rename(aside)
            told += 2
        aside.rename(path)
    assert told == 2 * 67


def test_each_file_that_was_added_is_named(full: Path, place: Path) -> None:
    bag = place / full.name
    folders = sorted({path.parent for path in bag.rglob("*") if path.is_file()})
    for folder in folders:
        added = folder / "added.txt"
        added.write_text("added")
        assert _names(bag, added.relative_to(bag).as_posix())
        added.unlink()
    assert len(folders) > 20


def test_each_two_files_swapped_are_named(full: Path, place: Path) -> None:
    bag = place / full.name
    names = [name for name in _files(place) if name.startswith(full.name)]
    for one, other in pairwise(names):
        contents = [(place / name).read_bytes() for name in (one, other)]
        if contents[0] == contents[1]:
            continue
        for name, content in zip((one, other), reversed(contents), strict=True):
            (place / name).write_bytes(content)
        assert _names(bag, _short(one, full.name), _short(other, full.name)), f"{one} and {other} swapped"
        for name, content in zip((one, other), contents, strict=True):
            (place / name).write_bytes(content)


def test_each_folder_dropped_is_told(full: Path, place: Path) -> None:
    bag = place / full.name
    for folder in sorted(path for path in bag.rglob("*") if path.is_dir()):
        aside = place.parent / "aside"
        folder.rename(aside)
        assert _names(bag, folder.relative_to(bag).as_posix())
        aside.rename(folder)


@given(data=st.data())
@settings(max_examples=200, deadline=None)
def test_any_byte_of_any_file_counts(full: Path, place: Path, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(_files(place)))
    content = (place / name).read_bytes()
    position = data.draw(st.integers(0, len(content) - 1))
    bits = data.draw(st.integers(1, 255))
    (place / name).write_bytes(content[:position] + bytes([content[position] ^ bits]) + content[position + 1 :])
    try:
        assert _names(place / full.name, _short(name, full.name))
    finally:
        (place / name).write_bytes(content)


# A forger makes the manifests right again: what lies inside must still contradict each change.


@pytest.fixture
def forged(full: Path, tmp_path: Path) -> Path:
    """The bag alone, without the tar and the signature beside it."""
    return Path(shutil.copytree(full, tmp_path / full.name))


def _make_right(bag: Path) -> None:
    for tag in [*bag.glob("*manifest-*.txt"), bag / "bagit.txt"]:
        tag.unlink(missing_ok=True)
    write_bag(bag, dict(line.split(": ", 1) for line in (bag / "bag-info.txt").read_text().splitlines()))


@pytest.mark.parametrize("kind", ["first byte flipped", "middle byte flipped", "cut by a byte", "grown by a byte"])
def test_each_file_of_the_payload_forged_is_named(forged: Path, kind: str) -> None:
    names = [name for name in _files(forged) if name.startswith("data/") or name.startswith("file-")]
    for name in names:
        content = (forged / name).read_bytes()
        (forged / name).write_bytes(CHANGES[kind](content))
        _make_right(forged)
        assert _names(forged, name), f"{name}: {kind}"
        (forged / name).write_bytes(content)
    _make_right(forged)
    assert verify_bundle(forged) == []
    assert len(names) > 55


def test_each_file_of_the_payload_dropped_by_a_forger_is_named(forged: Path) -> None:
    aside = forged.parent / "aside"
    for name in [name for name in _files(forged) if name.startswith(("data/", "file-"))]:
        path = forged / name
        path.rename(aside)
        emptied = not any(path.parent.iterdir())
        if emptied:
            path.parent.rmdir()
        _make_right(forged)
        assert _names(forged, name), name
        path.parent.mkdir(exist_ok=True)
        aside.rename(path)


def test_each_file_added_by_a_forger_is_named(forged: Path) -> None:
    for folder in sorted({path.parent for path in forged.rglob("*") if path.is_file()}):
        added = folder / "added.txt"
        added.write_text("added")
        _make_right(forged)
        if folder != forged:  # a bag may have tag files of its own (RFC 8493 §2.2.4); the signature tells these
            assert _names(forged, added.relative_to(forged).as_posix())
        added.unlink()


def test_a_signature_is_stale_once_the_bag_is_another(full: Path, tmp_path: Path) -> None:
    shutil.copytree(full.parent, tmp_path / "out")
    bag = tmp_path / "out" / full.name
    for beside in bag.parent.glob("*.tar*"):
        beside.unlink()
    (bag / "added.txt").write_text("a tag file of a forger")
    _make_right(bag)
    assert any("the bag changed after it was signed" in str(problem) for problem in verify_bundle(bag))


def _rezip(wacz: Path, change: Callable[[str, bytes], bytes | None], deflated: str = "") -> None:
    with ZipFile(wacz) as archive:
        members = {info.filename: archive.read(info) for info in archive.infolist()}
    with ZipFile(wacz, "w", ZIP_STORED) as archive:
        for name, content in members.items():
            changed = change(name, content)
            if changed is not None:
                archive.writestr(name, changed, ZIP_DEFLATED if deflated and name.endswith(deflated) else ZIP_STORED)


@pytest.mark.parametrize(
    ("change", "deflated"),
    [
        (lambda name, content: content, ".warc.gz"),
        (lambda name, content: content[: content.index(b"\n") + 1] if name.endswith("pages.jsonl") else content, ""),
        (lambda name, content: None if name.endswith("pages.jsonl") else content, ""),
        (lambda name, content: b"" if name.endswith(".cdx") else content, ""),
        (lambda name, content: content[::-1] if name.endswith(".cdx") else content, ""),
        (
            lambda name, content: (
                content.replace(b"What stands", b"What stood!") if name.endswith("jsonl") else content
            ),
            "",
        ),
    ],
    ids=[
        "WARC deflated",
        "no page listed",
        "no list of pages",
        "no line of the index",
        "index reversed",
        "other words",
    ],
)
def test_a_wacz_made_again_is_named(forged: Path, change: Callable[[str, bytes], bytes | None], deflated: str) -> None:
    wacz = next((forged / "data/web").glob("*.wacz"))
    _rezip(wacz, change, deflated)
    _make_right(forged)
    assert _names(forged, wacz.name)


@pytest.mark.parametrize(
    "change",
    [
        lambda lines: lines[:-1],
        lambda lines: lines[1:],
        lambda lines: lines[::-1],
        lambda lines: [lines[0], *lines],
        lambda lines: [line.replace('"offset": "', '"offset": "1') for line in lines],
        lambda lines: [lines[0].replace('"200"', '"404"'), *lines[1:]],
    ],
    ids=["short at its end", "short at its start", "unsorted", "a line twice", "pointing wrong", "another status"],
)
def test_an_index_made_again_is_named(forged: Path, change: Callable[[list[str]], list[str]]) -> None:
    index = forged / "data/web/index.cdxj"
    index.write_text("".join(change(index.read_text().splitlines(keepends=True))))
    _make_right(forged)
    assert _names(forged, "data/web/index.cdxj")


def test_the_parts_of_another_sound_bundle_are_told(forged: Path, tmp_path: Path, url: str, instant: datetime) -> None:
    other = write_bundle(lay_full(tmp_path / "other", url, "Other words."), url, tmp_path / "others", instant)
    for room in sorted(path for path in (forged / "data").iterdir() if path.is_dir()):
        replacement, aside = other / "data" / room.name, forged.parent / "aside"
        room.rename(aside)
        shutil.copytree(replacement, room)
        _make_right(forged)
        if room.name != "redirects":  # which are the same for every state of a site
            assert _names(forged, f"data/{room.name}"), room.name
        shutil.rmtree(room)
        aside.rename(room)
