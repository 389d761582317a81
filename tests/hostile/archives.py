"""Bundles, tars and WACZ files that would write elsewhere, swell, or lie about what they hold."""

import gzip
import io
import os
import shutil
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from tests.archive.full import write_full

from review_site.archive.bag import write_bag
from review_site.archive.tar import write_sha256

_INSTANT = datetime(2023, 5, 1, 11, 30, tzinfo=UTC)
_FILE, _FOLDER = tarfile.REGTYPE, tarfile.DIRTYPE
_Entry = tuple[str, bytes, bytes, str]
_NULL = "/dev/null"


class Sound:
    """A bundle with something in every room, made once in a folder."""

    def __init__(self, folder: Path) -> None:
        self.bag = write_full(folder, "https://review.example.org/", _INSTANT)


def archive_of(words: tuple[str, ...], sound: Sound, folder: Path) -> Path:
    """Make the archive that a case names, in an empty folder; return what is to be verified."""
    kind, name, *more = words
    match kind:
        case "tar":
            return _tar(folder / "x.tar", _TARS[name])
        case "tar-bytes":
            (folder / "x.tar").write_bytes(_TAR_BYTES[name]())
            write_sha256(folder / "x.tar")
            return folder / "x.tar"
        case "wacz":
            (folder / "x.wacz").write_bytes(_WACZ[name](next(sound.bag.rglob("*.wacz")).read_bytes()))
            return folder / "x.wacz"
    bag = Path(shutil.copytree(sound.bag, folder / sound.bag.name, symlinks=True))
    if kind == "bag":
        _BAGS[name](bag)
    else:
        _change_record(bag, name, *more)
    return bag


def _tar(path: Path, entries: list[_Entry]) -> Path:
    with tarfile.open(path, "w", format=tarfile.PAX_FORMAT) as archive:
        for name, kind, content, link in [("x", _FOLDER, b"", ""), *entries]:
            info = tarfile.TarInfo(name)
            info.type, info.size, info.mtime, info.linkname = kind, len(content), 1, link
            info.mode = 0o755 if kind == _FOLDER else 0o644
            archive.addfile(info, io.BytesIO(content))
    write_sha256(path)
    return path


def _file(name: str) -> _Entry:
    return (name, _FILE, b"x", "")


_TARS: dict[str, list[_Entry]] = {
    "that-climbs": [_file("x/../../evil")],
    "with-a-root": [_file("/etc/evil")],
    "with-a-drive": [_file("C:/evil")],
    "with-backslashes": [_file("x\\..\\evil")],
    "with-a-link": [("x/a", tarfile.SYMTYPE, b"", "/etc/passwd")],
    "through-a-link": [("x/a", tarfile.SYMTYPE, b"", "/"), _file("x/a/evil")],
    "with-a-hard-link": [("x/a", tarfile.LNKTYPE, b"", "/etc/passwd")],
    "with-a-device": [("x/a", tarfile.CHRTYPE, b"", "")],
    "with-a-disk": [("x/a", tarfile.BLKTYPE, b"", "")],
    "with-a-pipe": [("x/a", tarfile.FIFOTYPE, b"", "")],
    "with-a-sparse-file": [("x/a", tarfile.GNUTYPE_SPARSE, b"", "")],
    "of-two-cases": [_file("x/plan"), _file("x/PLAN")],
    "of-two-accents": [_file("x/caf\u00e9"), _file("x/cafe\u0301")],
    "twice-the-same": [_file("x/a"), _file("x/a")],
    "with-a-turned-name": [_file("x/a\u202egnp.exe")],
}


def _header(size: bytes, name: bytes = b"x/a", kind: bytes = b"0") -> bytes:
    """A header of ustar with a size as it is written, its checksum right."""
    fields = (name.ljust(100, b"\0"), b"0000644\0", b"0000000\0", b"0000000\0", size, b"00000000001\0", b" " * 8, kind)
    block = b"".join(fields).ljust(257, b"\0") + b"ustar\x0000" + bytes(64) + b"0000000\0" * 2
    block = block.ljust(512, b"\0")
    return block[:148] + b"%06o\0 " % sum(block) + block[156:]


_TAR_BYTES: dict[str, Callable[[], bytes]] = {
    "of-eight-gigabytes": lambda: _header(b"77777777777\0") + bytes(10_240),
    "of-a-binary-size": lambda: _header(b"\x80" + b"\xff" * 11) + bytes(10_240),
    "of-a-huge-pax": lambda: _header(b"77777777777\0", kind=b"x") + bytes(10_240),
    "of-nothing": lambda: bytes(10_240),
    "of-endless-nothing": lambda: bytes(50_000_000),
    "of-noise": lambda: bytes(range(256)) * 4_000,
    "that-is-compressed": lambda: gzip.compress(bytes(20_000_000)),
}


def _link(path: Path, target: str) -> None:
    path.unlink(missing_ok=True)
    path.symlink_to(target)


def _pipe(path: Path) -> None:
    path.unlink(missing_ok=True)
    os.mkfifo(path)


def _row(name: str, old: bytes, new: bytes) -> Callable[[Path], object]:
    return lambda bag: (bag / name).write_bytes((bag / name).read_bytes().replace(old, new, 1))


def _sealed(change: Callable[[Path], object]) -> Callable[[Path], None]:
    """Change a bag and make its manifests right again, so that only what its rooms hold is wrong."""

    def do(bag: Path) -> None:
        change(bag)
        info = dict(line.split(": ", 1) for line in (bag / "bag-info.txt").read_text().splitlines())
        for tag in [*bag.glob("*manifest-*.txt"), bag / "bagit.txt"]:
            tag.unlink()
        write_bag(bag, info)

    return do


def _write(name: str, content: Callable[[], bytes]) -> Callable[[Path], object]:
    return lambda bag: (bag / name).write_bytes(content())


def _manifest(line: str) -> Callable[[Path], object]:
    def add(bag: Path) -> None:
        with (bag / "manifest-sha256.txt").open("a", encoding="utf-8") as stream:
            stream.write(line + "\n")

    return add


_DIGEST = "0" * 64
_BAGS: dict[str, Callable[[Path], object]] = {
    "with-a-link": lambda bag: _link(bag / "data/crawl/urls.csv", "/etc/passwd"),
    "with-a-linked-folder": lambda bag: (shutil.rmtree(bag / "data/crawl"), _link(bag / "data/crawl", "/")),
    "with-a-link-to-zeros": lambda bag: _link(bag / "bagit.txt", "/dev/zero"),
    "with-a-pipe": lambda bag: _pipe(bag / "data/crawl/urls.csv"),
    "with-a-pipe-for-a-manifest": lambda bag: _pipe(bag / "manifest-sha256.txt"),
    "that-fetches": lambda bag: (bag / "fetch.txt").write_text("https://x.example/a 9 data/a\n"),
    "whose-manifest-climbs": _manifest(f"{_DIGEST}  data/../../../etc/passwd"),
    "whose-manifest-has-a-root": _manifest(f"{_DIGEST}  /etc/passwd"),
    "whose-manifest-is-huge": lambda bag: os.truncate(bag / "manifest-sha256.txt", 200_000_000),
    "of-two-cases": _sealed(lambda bag: (bag / "data/crawl/URLS.csv").write_bytes(b"x")),
    "with-json-without-end": _sealed(_write("data/ro-crate-metadata.json", lambda: b"[" * 5_000_000)),
    "with-a-long-index-line": _sealed(_write("data/web/index.cdxj", lambda: b"a" * 30_000_000)),
    "with-a-table-without-end": _sealed(_write("data/crawl/urls.csv", lambda: b'"' + b"a," * 10_000_000)),
    "with-many-rows": _sealed(_write("data/crawl/urls.csv", lambda: b"a,b\r\n" * 2_000_000)),
    "whose-warc-is-a-bomb": _sealed(lambda bag: next(bag.rglob("*.warc.gz")).write_bytes(_bomb())),
    "whose-warc-has-no-end-of-a-head": _sealed(
        lambda bag: next(bag.rglob("*.warc.gz")).write_bytes(gzip.compress(b"WARC/1.1\r\n" + b"A: b\r\n" * 2_000_000))
    ),
    "whose-warc-has-many-members": _sealed(
        lambda bag: next(bag.rglob("*.warc.gz")).write_bytes(gzip.compress(b"", mtime=0) * 20_000)
    ),
}


def _bomb() -> bytes:
    """A gzip member of 20 GB of zeros in 20 MB, by one piece of it many times."""
    engine = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = engine.compress(bytes(1_000_000)) + engine.flush(zlib.Z_FULL_FLUSH)
    return gzip.compress(b"")[:10] + piece * 20_000


def _members(data: bytes) -> list[bytes]:
    members = []
    while data:
        engine = zlib.decompressobj(31)
        members.append(engine.decompress(data))
        data = engine.unused_data
    return members


def _change_record(bag: Path, old: str, new: str) -> None:
    """Put other words in place of some in the first record of the WARC that has them; the manifests know of it."""
    warc = next(bag.rglob("*.warc.gz"))

    def change(_bag: Path) -> None:
        members = _members(warc.read_bytes())
        start = old.encode()
        at = next(number for number, member in enumerate(members) if start in member and number)
        line = members[at][members[at].index(start) :].partition(b"\r\n")[0]
        members[at] = members[at].replace(line, start + new.replace("_", " ").encode(), 1)
        warc.write_bytes(b"".join(gzip.compress(member, mtime=0) for member in members))

    _sealed(change)(bag)


def _zip(
    *names: str, method: int = zipfile.ZIP_STORED, content: bytes = b"x", mode: int = 0o644
) -> Callable[[bytes], bytes]:
    def make(_sound: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", method) as archive:
            for name in names:
                info = zipfile.ZipInfo(name)
                info.external_attr = mode << 16
                archive.writestr(info, content, method)
        return out.getvalue()

    return make


def _end(count: int, size: int, start: int) -> bytes:
    return struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, size, start, 0)


_WACZ: dict[str, Callable[[bytes], bytes]] = {
    "that-climbs": _zip("../../evil"),
    "with-a-root": _zip("/etc/evil"),
    "with-backslashes": _zip("..\\evil"),
    "with-a-link": _zip("archive/a.warc.gz", content=b"/etc/passwd", mode=0o120777),
    "of-two-cases": _zip("archive/a.warc.gz", "archive/A.warc.gz"),
    "that-is-a-bomb": _zip("archive/a.warc.gz", method=zipfile.ZIP_DEFLATED, content=bytes(200_000_000)),
    "of-60000-entries": _zip(*(f"archive/{number}" for number in range(60_000))),
    "with-a-directory-of-4-gigabytes": lambda sound: sound[:-22] + _end(65_534, 0xFFFFFFFE, 0),
    "with-one-entry-often": lambda sound: sound[:-22] + _end(65_534, 22, len(sound) - 44),
    "with-bytes-before": lambda sound: b"MZ" + sound,
    "with-bytes-behind": lambda sound: sound + b"<script>alert(1)</script>",
    "cut-short": lambda sound: sound[: len(sound) // 2],
    "of-nothing": lambda _sound: b"",
    "with-an-empty-directory": lambda _sound: _end(0, 0, 0),
    "with-a-wide-end": lambda sound: sound[:-22] + _end(0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF),
}
