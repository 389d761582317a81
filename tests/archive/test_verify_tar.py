"""Hostile tars: nothing that they name is written outside a temporary folder, and each is told."""

import gzip
import io
import tarfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from review_site.archive.tar import write_sha256, write_tar
from review_site.archive.verify import verify_bundle
from review_site.archive.verify.fault import FaultError
from review_site.archive.verify.tar import Entry, read_entries
from review_site.archive.verify.transport import unpack
from review_site.problems import Problems


def _tar(path: Path, entries: list[tuple[str, bytes, bytes]], **fields: object) -> Path:
    """Write a tar of (name, type, content) as a well-formed one would be, but for what is asked."""
    with tarfile.open(path, "w", format=tarfile.PAX_FORMAT) as archive:
        for name, kind, content in entries:
            info = tarfile.TarInfo(name)
            info.type, info.size, info.mtime = kind, len(content), 1
            info.mode = 0o755 if kind == tarfile.DIRTYPE else 0o644
            for key, value in fields.items():
                setattr(info, key, value)
            archive.addfile(info, io.BytesIO(content))
    write_sha256(path)
    return path


FILE, FOLDER = tarfile.REGTYPE, tarfile.DIRTYPE
ROOT = ("x", FOLDER, b"")


def test_a_tar_of_ours_comes_back_whatever_its_names(tmp_path: Path, instant: datetime) -> None:
    folder = tmp_path / "x"
    names = ["a b.txt", "Łódź.txt", "n" * 120, "d" * 90 + "/" + "e" * 90 + "/f.txt", "é" * 100 + "/" + "ü" * 100]
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    write_tar(folder, tmp_path / "x.tar", instant)
    (tmp_path / "out").mkdir()
    problems = Problems()
    assert unpack(tmp_path / "x.tar", tmp_path / "out", problems) == tmp_path / "out" / "x"
    assert list(problems) == []
    for name in names:
        assert (tmp_path / "out" / "x" / name).read_text() == name


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ([ROOT, ("x/../../evil", FILE, b"x")], "safe"),
        ([ROOT, ("/evil", FILE, b"x")], "safe"),
        ([ROOT, ("../evil", FILE, b"x")], "safe"),
        ([ROOT, ("x/./evil", FILE, b"x")], "safe"),
        ([ROOT, ("x//evil", FILE, b"x")], "safe"),
        ([ROOT, ("x\\evil", FILE, b"x")], "safe"),
        ([ROOT, ("C:/evil", FILE, b"x")], "safe"),
        (
            [ROOT, ("x/tagmanifest-z\nb\x1b[31m.txt", FILE, b"x")],
            r"x/tagmanifest-z\nb\x1b[31m.txt: is not a name that is safe",
        ),
        ([ROOT, ("x/é\x85.txt", FILE, b"x")], r"x/é\x85.txt: is not a name that is safe"),
        ([ROOT, ("évil/../../x", FILE, b"x")], "safe"),
        ([ROOT, ("evil", FILE, b"x")], "does not lie in x"),
        ([ROOT, ("y", FOLDER, b"")], "does not lie in x"),
        ([ROOT, ("x/later/evil", FILE, b"x"), ("x/later", FOLDER, b"")], "comes before its folder"),
        ([ROOT, ("x/a", FILE, b"x"), ("x/a/evil", FILE, b"x")], "comes before its folder"),
        ([ROOT, ("x/a", FILE, b"x"), ("x/a", FILE, b"y")], "stands twice"),
        ([ROOT, ("x/a", FILE, b"x"), ("x/A", FILE, b"y")], "one name with"),
        ([ROOT, ("x/caf\u00e9", FILE, b"x"), ("x/cafe\u0301", FILE, b"y")], "one name with"),
        ([ROOT, ("x/a", tarfile.SYMTYPE, b"")], "x/a: is a symbolic link to"),
        ([ROOT, ("x/a", tarfile.LNKTYPE, b"")], "x/a: is a hard link to"),
        ([ROOT, ("x/a", tarfile.CHRTYPE, b"")], "x/a: is a device"),
        ([ROOT, ("x/a", tarfile.FIFOTYPE, b"")], "x/a: is a pipe"),
        ([ROOT, ("x/a", tarfile.GNUTYPE_LONGNAME, b"y")], "x/a: is a long name in the form of GNU tar"),
        ([ROOT, ("x/a", tarfile.XGLTYPE, b"y")], "x/a: is a header for all entries"),
        ([("x", FILE, b"")], "does not lie in x"),
        ([], "is empty"),
    ],
)
def test_a_hostile_name_or_kind_is_refused(tmp_path: Path, entries: list[tuple[str, bytes, bytes]], said: str) -> None:
    path = _tar(tmp_path / "x.tar", entries)
    (tmp_path / "out").mkdir()
    problems = Problems()
    assert unpack(path, tmp_path / "out", problems) is None
    assert [said in str(problem) for problem in problems] == [True]
    assert list((tmp_path / "out").iterdir()) == []
    assert any(said in str(problem) for problem in verify_bundle(path))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"uid": 7}, "x/: has an owner: nameless, with the numbers 7, 0"),
        ({"gid": 7}, "x/: has an owner: nameless, with the numbers 0, 7"),
        ({"uid": 1000, "gid": 70}, "x/: has an owner: nameless, with the numbers 1750, 106"),
        ({"uname": "anna", "gname": "staff"}, "x/: has an owner: anna and staff, with the numbers 0, 0"),
        ({"uname": "a" * 31, "gname": "b"}, f"x/: has an owner: {'a' * 31} and b, with"),
        ({"uname": "anna"}, "x/: has an owner: anna, with the numbers 0, 0"),
        ({"gname": "staff"}, "x/: has an owner: staff, with the numbers 0, 0"),
        ({"mode": 0o4755}, "x/: is a folder of mode 4755"),
        ({"mtime": 1.5}, "holds more than a path and a size"),
        ({"linkname": "/etc/passwd"}, "x/: names a link, to /etc/passwd"),
        ({"pax_headers": {"comment": "hello"}}, "holds more than a path and a size"),
    ],
)
def test_anything_of_the_machine_is_refused(tmp_path: Path, fields: dict[str, object], said: str) -> None:
    path = _tar(tmp_path / "x.tar", [ROOT, ("x/a", FILE, b"x")], **fields)
    assert any(problem.path == "x.tar" and said in str(problem) for problem in verify_bundle(path))


@pytest.mark.parametrize(
    ("kind", "fields", "said"),
    [
        (FILE, {"mode": 0o4755}, "x/a: is a file of mode 4755 (a bundle has files of mode 644"),
        (tarfile.LNKTYPE, {"linkname": "/etc/passwd"}, "x/a: is a hard link to /etc/passwd (a bundle has files"),
        (tarfile.SYMTYPE, {"linkname": "../../b\x1b"}, r"x/a: is a symbolic link to ../../b\x1b (a bundle has files"),
        (b"Q", {}, "x/a: is of a kind that no bundle has, “Q” (a bundle has files"),
    ],
)
def test_an_entry_is_named_and_told_in_words(tmp_path: Path, kind: bytes, fields: dict[str, object], said: str) -> None:
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, one, more in (("x", FOLDER, {"mode": 0o755}), ("x/a", kind, {"mode": 0o644, **fields})):
            info = tarfile.TarInfo(name)
            info.type, info.mtime = one, 1
            for key, value in more.items():
                setattr(info, key, value)
            archive.addfile(info)
    (tmp_path / "x.tar").write_bytes(whole.getvalue())
    problems = Problems()
    assert unpack(tmp_path / "x.tar", tmp_path, problems) is None
    assert [str(problem).startswith(f"x.tar: {said}") for problem in problems] == [True], list(problems)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (gzip.compress(b"x" * 2000, mtime=0), "is not a tar: it is packed by gzip (unpack it, and name the tar"),
        (b"Words, and more words.\n" * 500, "is not a tar: it begins otherwise (fetch a whole copy)"),
        (bytes(range(1, 256)) * 100, "is not a tar: it begins otherwise"),
        (b"short", "is not a tar: it begins otherwise"),
        (b"", "is not a tar: it is empty"),
    ],
)
def test_what_is_no_tar_is_told_so(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "x.tar").write_bytes(content)
    problems = Problems()
    assert unpack(tmp_path / "x.tar", tmp_path, problems) is None
    assert [str(problem).startswith(f"x.tar: tar: {said}") for problem in problems] == [True]


def _with_checksum(header: bytes) -> bytes:
    total = sum(header[:148]) + 8 * 0x20 + sum(header[156:])
    return header[:148] + b"%06o\0 " % total + header[156:]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda h: _with_checksum(h[:124] + b"77777777777\0" + h[136:]), "larger than the tar"),
        (lambda h: _with_checksum(h[:124] + b"\x80" + b"\0" * 10 + b"\1" + h[136:]), "not octal"),
        (lambda h: _with_checksum(h[:124] + b"-0000000001\0" + h[136:]), "not octal"),
        (lambda h: _with_checksum(h[:124] + b"00000000002\0" + h[136:]), "tar padding"),
        (lambda h: _with_checksum(h[:257] + b"ustar  \0" + h[265:]), "not a ustar header"),
        (lambda h: _with_checksum(h[:5] + b"x" + h[6:]), "after the end of its name"),
        (lambda h: h[:124] + b"00000000002\0" + h[136:], "wrong checksum"),
    ],
)
def test_a_header_that_lies_is_refused(tmp_path: Path, change: Callable[[bytes], bytes], said: str) -> None:
    path = _tar(tmp_path / "x.tar", [ROOT, ("x/a", FILE, b"x")])
    content = path.read_bytes()
    # The byte after the file's own two is not zero, for the header that says it has two.
    path.write_bytes(content[:512] + change(content[512:1024]) + b"x\0!".ljust(512, b"\0") + content[1536:])
    write_sha256(path)
    assert any(problem.path == "x.tar" and said in str(problem) for problem in verify_bundle(path))


LONG = "x/" + "n" * 120
ENTRIES = [
    Entry(name="x", is_folder=True, offset=512, size=0, mtime=1),
    Entry(name="x/a", is_folder=False, offset=1024, size=2, mtime=1),
    Entry(name=LONG, is_folder=False, offset=3072, size=512, mtime=1),
]
HEADERS = (0, 512, 1536, 2560)  # of the two first, of what is told of the third, and its own


def _sound(path: Path) -> bytes:
    return _tar(path, [ROOT, ("x/a", FILE, b"ab"), (LONG, FILE, b"c" * 512)]).read_bytes()


def _read(content: bytes) -> list[Entry]:
    return read_entries(io.BytesIO(content), len(content), "x")


def test_the_entries_of_a_tar_and_where_they_begin(tmp_path: Path) -> None:
    assert _read(_sound(tmp_path / "x.tar")) == ENTRIES


@pytest.mark.parametrize("change", [0x01, 0x10, 0x80])
def test_nothing_in_a_tar_but_the_files_can_be_another_unseen(tmp_path: Path, change: int) -> None:
    sound = _sound(tmp_path / "x.tar")
    held = {at for one in ENTRIES for at in range(one.offset, one.offset + one.size)}
    headers = {begin + at for begin in HEADERS for at in range(512)}
    unseen = []
    for at in set(range(3584 + 1024)) - held | {len(sound) - 1}:
        changed = bytearray(sound)
        changed[at] ^= change
        begin = at // 512 * 512
        if at in headers and not 148 <= at - begin < 156:
            changed[begin : begin + 512] = _with_checksum(bytes(changed[begin : begin + 512]))
        try:
            if _read(bytes(changed)) == ENTRIES:
                unseen.append(at)
        except FaultError:
            continue
    # Of a header that tells of the entry after it, its own name and time; of that entry, the name that was told.
    unread = {1536 + at for at in (*range(100), *range(136, 148), 345)} | {2560 + at for at in (*range(100), 345)}
    assert set(unseen) <= unread


def test_a_tar_that_was_cut_short_or_goes_on_is_told(tmp_path: Path) -> None:
    sound = _sound(tmp_path / "x.tar")
    for content in (*(sound[:length] for length in range(0, len(sound), 64)), sound + b"\0", sound + b"\0" * 512):
        with pytest.raises(FaultError):
            _read(content)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (b"12 path=x/b\n", "x/b"),
        (b"11 size=00\n12 path=x/b\n", "x/b"),
        (b"12 path=x/b\n12 path=x/c\n", "holds more than a path and a size"),
        (b"11 path=x/b\n", "holds more than a path and a size"),
        (b"12 path=x/b", "holds more than a path and a size"),
        (b"012 path=x/b\n", "holds more than a path and a size"),
        (b"13 mtime=1.5\n", "holds more than a path and a size"),
        (b"12 size=x/b\n", "follows a pax header that does not fit it"),
        (b"25 size=1000000000000000\n", "follows a pax header that does not fit it"),
        (b"14 size=99999\n", "says that its entry is larger than the tar"),
    ],
)
def test_what_a_header_tells_of_the_entry_after_it(tmp_path: Path, told: bytes, said: str) -> None:
    sound = _sound(tmp_path / "x.tar")
    header = sound[1536:1660] + b"%011o\0" % len(told) + sound[1672:2048]
    content = sound[:1536] + _with_checksum(header) + told.ljust(512, b"\0") + sound[512:1024] + bytes(6 * 1024)
    content = content.ljust(10240, b"\0")
    try:
        names = [entry.name for entry in _read(content)]
    except FaultError as fault:
        names = [str(fault)]
    assert said in names[-1]
