"""Hostile tars: nothing that they name is written outside a temporary folder, and each is told."""

import io
import tarfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from review_site.archive.tar import write_sha256, write_tar
from review_site.archive.verify import verify_bundle
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
        ([ROOT, ("x/a", tarfile.SYMTYPE, b"")], "has type"),
        ([ROOT, ("x/a", tarfile.LNKTYPE, b"")], "has type"),
        ([ROOT, ("x/a", tarfile.CHRTYPE, b"")], "has type"),
        ([ROOT, ("x/a", tarfile.FIFOTYPE, b"")], "has type"),
        ([ROOT, ("x/a", tarfile.GNUTYPE_LONGNAME, b"y")], "has type"),
        ([ROOT, ("x/a", tarfile.XGLTYPE, b"y")], "has type"),
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
    "fields",
    [
        {"uid": 7},
        {"gid": 7},
        {"uname": "anna"},
        {"gname": "staff"},
        {"mode": 0o4755},
        {"mtime": 1.5},
        {"linkname": "/etc/passwd"},
        {"pax_headers": {"comment": "hello"}},
    ],
)
def test_anything_of_the_machine_is_refused(tmp_path: Path, fields: dict[str, object]) -> None:
    path = _tar(tmp_path / "x.tar", [ROOT, ("x/a", FILE, b"x")], **fields)
    assert any(problem.path == "x.tar" for problem in verify_bundle(path))


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
