"""Bundles as states of a site: ours whole, interim, foreign, and made to do harm."""

import gzip
import hashlib
import io
import json
import re
import tarfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import brotli
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.archive.states import URL, bag_of, lay, page

from review_site.archive.compare.bodies import read_body
from review_site.archive.compare.comparison import compare
from review_site.archive.compare.containers import find_parts
from review_site.archive.compare.reading import read_snapshot
from review_site.archive.compare.tar_members import tar_members
from review_site.problems import ProblemsError

zipped = partial(gzip.compress, mtime=0)  # two processes must collect tests of the same names
SITE = {
    "index.html": page("Welcome", "<p>Lamps.</p>"),
    "old/index.html": page("Moved", ""),
    "404.html": page("Not found", ""),
    "lamp.png": b"\x89PNG lamp",
    "glass.png": b"\x89PNG glass",
    "empty.txt": b"",
}
Write = Callable[..., Path]


@pytest.fixture(scope="module")
def bag(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bundles")
    site = lay(folder / "site", SITE, {"old/index.html": (301, "/")}, "2030-02-01")
    return bag_of(site, folder / "site-2030-02-01", "2030-02-01")


def forms(bag: Path) -> list[Path]:
    return [bag, bag.with_name(f"{bag.name}.tar"), bag / "data/web/site.wacz"]


def test_a_bundle_is_the_same_state_in_each_form_as_the_folder_that_it_was_made_of(bag: Path) -> None:
    folder = read_snapshot(bag.parent / "site")
    for path in forms(bag):
        state = read_snapshot(path)
        assert (state.name, state.root.url) == ("Review of Lighthouses", URL)
        assert state.instant == folder.instant
        assert (state.record or "").startswith("<urn:uuid:")
        found = compare(folder, state)
        assert (found.added, found.removed, found.changed, found.unchanged) == ((), (), (), 8)
        for address, capture in state.captures.items():
            assert capture.size == folder.captures[address].size
            assert read_body(capture, 1 << 20) == read_body(folder.captures[address], 1 << 20)
    assert {address: one.status for address, one in folder.captures.items() if one.status != 200} == {
        "/404-not-found/": 404,
        "/404.html": 404,
        "/old/": 301,
    }
    assert folder.captures["/old/"].location == "/"


def test_words_are_compared_from_bundle_to_bundle(bag: Path, tmp_path: Path) -> None:
    site = lay(tmp_path / "site", SITE | {"index.html": page("Welcome", "<p>Lamps and bells.</p>")})
    for path in forms(bag_of(site, tmp_path / "later", "2030-03-01")):
        (one,) = [one for one in compare(read_snapshot(bag), read_snapshot(path)).changed if one.new.address == "/"]
        assert one.text
        assert one.text.edits[0].pieces == (("=", "Lamps "), ("+", "and bells"), ("=", "."))


def test_an_interim_bundle_takes_from_the_one_before_what_has_not_changed(bag: Path, tmp_path: Path) -> None:
    first = read_snapshot(bag)
    site = lay(tmp_path / "site", SITE | {"index.html": page("Welcome", "<p>Bells.</p>"), "new.txt": "new"})
    for gone in ("glass.png", "old/index.html"):
        (site / gone).unlink()
    second_bag = bag_of(site, tmp_path / "second", "2030-03-01", first)
    alone, second = read_snapshot(second_bag), read_snapshot(second_bag, earlier=[first])
    absent = [address for address, one in alone.captures.items() if one.body is None]
    assert absent == ["/lamp.png"]  # what is empty is recorded again, and the page for what is gone is there anyhow
    assert second.captures["/lamp.png"].body == first.captures["/lamp.png"].body
    for state in (alone, second):
        one, was = state.captures["/lamp.png"], first.captures["/lamp.png"]
        assert (one.status, one.media_type, one.size, one.sha256) == (200, "image/png", was.size, was.sha256)
        assert one.original == was.original
    found = compare(first, second)
    assert {one.new.address: (one.nature, one.new.status) for one in found.changed} == {
        "/": ("words", 200),
        "/glass.png": ("status", 404),
        "/old/": ("status", 404),
        "/site-index.json": ("status", 404),
    }
    assert ([one.address for one in found.added], found.removed) == (["/new.txt"], ())


def test_what_only_a_third_bundle_holds_is_told_as_not_at_hand(bag: Path, tmp_path: Path) -> None:
    first = read_snapshot(bag)
    site = lay(tmp_path / "site", SITE)
    second_bag = bag_of(site, tmp_path / "second", "2030-03-01", first)
    changed = lay(tmp_path / "changed", SITE | {"index.html": page("Welcome", "<p>Bells.</p>")})
    third = read_snapshot(bag_of(changed, tmp_path / "third", "2030-04-01", read_snapshot(second_bag)))
    (one,) = [one for one in compare(read_snapshot(second_bag), third).changed if one.new.address == "/"]
    assert (one.nature, one.cut, one.text) == ("bytes", "absent", None)
    (one,) = [one for one in compare(read_snapshot(second_bag, earlier=[first]), third).changed if one.text]
    assert (one.new.address, one.nature, one.cut) == ("/", "words", "")
    original = third.captures["/lamp.png"].original
    assert original == first.captures["/lamp.png"].original  # revisits are not chained


# Foreign bundles: other record types, codings and digests; several WARCs; an index in pieces.


def record(kind: str, url: str, block: bytes, **fields: str) -> bytes:
    content_type = "application/http;msgtype=response" if kind in ("response", "revisit") else "text/plain"
    lines = {
        "WARC-Type": kind,
        "WARC-Target-URI": url,
        "WARC-Date": "2030-02-01T00:00:00Z",
        "WARC-Record-ID": f"<urn:uuid:{hashlib.md5(block).hexdigest()}>",
        "Content-Type": content_type,
        "Content-Length": str(len(block)),
    }
    lines |= {f"WARC-{name.replace('_', '-')}": value for name, value in fields.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"WARC/1.0\r\n{head}\r\n".encode() + block + b"\r\n\r\n"


def http(body: bytes, *fields: str, status: int = 200, media_type: str = "text/html") -> bytes:
    head = "".join(f"{field}\r\n" for field in (f"Content-Type: {media_type}", *fields))
    return f"HTTP/1.1 {status} Said\r\n{head}\r\n".encode() + body


def line(url: str, offset: int, length: int | None, filename: str = "a.warc.gz", **more: str) -> str:
    told = {"url": url, "mime": "x", "status": "200", "digest": "sha1:X", "offset": str(offset), "filename": filename}
    if length is not None:
        told["length"] = str(length)
    return f"key 20300201000000 {json.dumps(told | more)}\n"


def foreign(path: Path, records: dict[str, bytes], *, packed: bool = True, index_packed: bool = False) -> Path:
    """A WACZ of given records, each by its address."""
    warc, lines = b"", ["!meta 0 {}\n"]
    name = "a.warc.gz" if packed else "a.warc"
    for url, one in records.items():
        member = zipped(one) if packed else one
        lines.append(line(url, len(warc), len(member), name))
        warc += member
    index = "".join(lines).encode()
    if index_packed:
        index = b"".join(zipped(one.encode()) for one in lines)
    with ZipFile(path, "w", ZIP_STORED) as archive:
        archive.writestr(f"archive/{name}", warc)
        archive.writestr("indexes/index.cdx.gz" if index_packed else "indexes/index.cdx", index)
    return path


BODY = b"<p>Lamps are lit at dusk." * 50


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        (BODY, ()),
        (zipped(BODY), ("Content-Encoding: gzip",)),
        (zlib.compress(BODY), ("content-encoding: Deflate",)),
        (brotli.compress(BODY), ("Content-Encoding: br",)),
        (BODY, ("Content-Encoding: identity",)),
        (
            b"5;x=y\r\n" + BODY[:5] + b"\r\n" + f"{len(BODY) - 5:X}\r\n".encode() + BODY[5:] + b"\r\n0\r\n\r\n",
            ("Transfer-Encoding: chunked",),
        ),
        (BODY, ("Transfer-Encoding: chunked",)),
    ],
    ids=["plain", "gzip", "deflate", "br", "identity", "chunked", "chunked and joined"],
)
@pytest.mark.parametrize("packed", [True, False])
def test_bodies_are_compared_without_the_codings_of_their_transport(
    tmp_path: Path, body: bytes, fields: tuple[str, ...], packed: bool
) -> None:
    wacz = foreign(tmp_path / "a.wacz", {URL: record("response", URL, http(body, *fields))}, packed=packed)
    (one,) = read_snapshot(wacz, URL).captures.values()
    assert (one.size, one.sha256) == (len(BODY), hashlib.sha256(BODY).hexdigest())
    assert read_body(one, 1 << 20) == BODY
    assert read_body(one, len(BODY) - 1) is None


def test_resources_revisits_and_the_last_of_two_answers_are_read(tmp_path: Path) -> None:
    other = "https://frames.example/x?q=1"
    records = {
        f"{URL}a.txt": record("resource", f"{URL}a.txt", b"words"),
        URL: record("response", URL, http(b"same", "Location: /a.txt", status=302), Payload_Digest="sha1:SAME"),
        f"{URL}b/": record("revisit", f"{URL}b/", b"", Payload_Digest="sha1:SAME"),
        other: record("response", f"<{other}>", http(b"")),
        "urn:uuid:1": record("metadata", "urn:uuid:1", b"x"),
        f"{URL}request": record("request", f"{URL}request", b"x"),
    }
    state = read_snapshot(foreign(tmp_path / "a.wacz", records, index_packed=True), URL)
    told = {address: (one.status, one.media_type, one.size, one.location) for address, one in state.captures.items()}
    assert told == {
        "/": (302, "text/html", 4, "/a.txt"),
        "/a.txt": (200, "text/plain", 5, None),
        "/b/": (302, "text/html", 4, "/a.txt"),
        other: (200, "text/html", 0, None),
    }
    assert state.instant is not None
    assert (state.name, state.record) == (URL, None)


def test_a_site_that_does_not_say_its_address_is_asked_for(tmp_path: Path) -> None:
    wacz = foreign(tmp_path / "a.wacz", {URL: record("response", URL, http(b"x"))})
    with pytest.raises(ValueError, match=r"a\.wacz does not say the address of its site"):
        read_snapshot(wacz)
    with pytest.raises(ValueError, match="is not the plain full address of a site"):
        read_snapshot(wacz, "javascript:alert(1)")
    with pytest.raises(ValueError, match="site does not say the address"):
        read_snapshot(lay(tmp_path / "site", {"index.html": "x"}))


# Hostile bundles.

RESPONSE = record("response", URL, http(BODY))


def with_index(path: Path, index: str | bytes, warc: bytes | None = None) -> Path:
    with ZipFile(path, "w", ZIP_STORED) as archive:
        archive.writestr("archive/a.warc.gz", zipped(RESPONSE) if warc is None else warc)
        archive.writestr("indexes/index.cdx", index)
    return path


@pytest.mark.parametrize(
    ("index", "said"),
    [
        ("no line at all\n", "is not a key, a timestamp and a JSON object"),
        ("key 2030 []\n", "is not a key, a timestamp and a JSON object"),
        ("key 2030 " + "[" * 30_000 + "\n", "is not a key, a timestamp and a JSON object"),
        ("key 2030 " + "x" * 70_000 + "\n", "is longer than"),
        ("x" * 70_000, "is longer than"),
        (line(URL, -1, 1), "is not a key, a timestamp and a JSON object"),
        (line(URL, 0, -1), "is not a key, a timestamp and a JSON object"),
        (line(URL, 0, 1 << 40), "points past the end of the WARC"),
        (line(URL, 1 << 40, None), "points past the end of the WARC"),
        (line(URL, 0, None, "../../etc/passwd"), "names passwd, which is not there"),
        (line(URL, 0, None, ""), "names no file, which is not there"),
        (line(URL, 5, None), "has a head that does not end"),
        (line(URL, 0, 20), "is cut short"),
        (line(f"{URL}other/", 0, None), f"is about {URL}, and the index says {URL}other/"),
    ],
)
def test_an_index_that_is_none_or_points_elsewhere_is_told(tmp_path: Path, index: str, said: str) -> None:
    with pytest.raises(ProblemsError, match=re.escape(said)):
        read_snapshot(with_index(tmp_path / "a.wacz", index), URL)


BOMB = zipped(b"x" * (1 << 24))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "has a head that does not end"),
        (zipped(b"WARC/1.0\r\n" + b"x: y\r\n" * 100_000), "has a head that does not end"),
        (zipped(b"HTTP/1.1 200 OK\r\n\r\n"), "begins with"),
        (zipped(RESPONSE.replace(b"Content-Length: 1", b"Content-Length: x1")), "has Content-Length"),
        (zipped(RESPONSE.replace(b"Content-Length: 1", b"Content-Length: 9")), "before its Content-Length says"),
        (zipped(RESPONSE)[:-100], "is cut short"),
        (zipped(RESPONSE)[:60] + b"\0" * 40 + zipped(RESPONSE)[100:], "is damaged"),
        (zipped(record("response", URL, b"HTTP/1.1 200 OK\r\n")), "longer than the record"),
        (zipped(record("response", URL, http(b"zz\r\n", "Content-Encoding: gzip"))), "compressed and damaged"),
        (zipped(record("response", URL, http(b"zz", "Content-Encoding: br"))), "compressed and damaged"),
        (zipped(record("response", URL, http(zipped(BODY)[:-9], "Content-Encoding: gzip"))), "cut short"),
        (zipped(record("response", URL, http(brotli.compress(BODY)[:-9], "Content-Encoding: br"))), "cut short"),
        (zipped(record("response", URL, http(b"x", "Content-Encoding: zstd"))), "coded as “zstd”"),
        (
            zipped(record("response", URL, http(b"5\r\nab", "Transfer-Encoding: chunked"))),
            "chunked and cut short",
        ),
        (
            zipped(record("response", URL, http(b"1\r\na\r\n?", "Transfer-Encoding: chunked"))),
            "chunked and damaged",
        ),
        (zipped(record("revisit", URL, b"", Payload_Digest="sha1:X")), "refers to a payload sha1:X"),
    ],
)
def test_a_damaged_record_is_told_with_its_place(tmp_path: Path, content: bytes, said: str) -> None:
    with pytest.raises(ProblemsError, match=said) as told:
        read_snapshot(with_index(tmp_path / "a.wacz", line(URL, 0, None), content), URL)
    (problem,) = told.value.problems
    assert (problem.path, problem.field) == ("a.wacz/archive/a.warc.gz", "record at offset 0")


def test_a_bomb_is_read_in_pieces_and_never_held(tmp_path: Path) -> None:
    coded = record("response", URL, http(BOMB, "Content-Encoding: gzip"))
    (one,) = read_snapshot(foreign(tmp_path / "a.wacz", {URL: coded}), URL).captures.values()
    assert one.size == 1 << 24
    assert read_body(one, 1 << 20) is None


def test_a_digest_that_does_not_fit_its_body_is_told(tmp_path: Path) -> None:
    lie = record("response", URL, http(BODY), Payload_Digest=f"sha256:{'0' * 64}")
    old = read_snapshot(foreign(tmp_path / "a.wacz", {URL: lie}), URL)
    new = read_snapshot(foreign(tmp_path / "b.wacz", {URL: RESPONSE}), URL)
    with pytest.raises(ProblemsError, match="the bytes for / are not those of its digest"):
        compare(old, new)


def _zip(path: Path, method: int = ZIP_STORED, *, index: bool = True) -> Path:
    with ZipFile(path, "w", method) as archive:
        archive.writestr("archive/a.warc.gz", zipped(RESPONSE))
        if index:
            archive.writestr("indexes/index.cdx", line(URL, 0, None))
    return path


def test_what_is_no_bundle_is_told(tmp_path: Path) -> None:
    for path, said in (
        (_zip(tmp_path / "deflated.wacz", ZIP_DEFLATED), "is compressed or encrypted inside the WACZ"),
        (_zip(tmp_path / "bare.wacz", index=False), "holds no index"),
        (lay(tmp_path, {"text.wacz": "text"}) / "text.wacz", "is not a WACZ"),
        (lay(tmp_path, {"text.tar": "text" * 500}) / "text.tar", "is no header of a tar"),
        (lay(tmp_path, {"empty.tar": ""}) / "empty.tar", "is no header of a tar"),
        (lay(tmp_path / "bare", {"bagit.txt": "", "data/x": ""}), "holds no WARC"),
        (lay(tmp_path / "out", {"a/bagit.txt": "x"}), "name one of them: a"),
    ):
        with pytest.raises(ProblemsError, match=said):
            read_snapshot(path, URL)


def test_a_link_in_a_bag_is_no_part_of_it(bag: Path, tmp_path: Path) -> None:
    linked = lay(tmp_path / "bag", {"bagit.txt": "", "data/web/index.cdxj": ""})
    (linked / "data/web/site.warc.gz").symlink_to(bag / "data/web/site.warc.gz")
    with pytest.raises(ProblemsError, match="holds no WARC"):
        read_snapshot(linked, URL)
    whole = lay(tmp_path / "whole", {"bagit.txt": "", "data/x": ""})
    (whole / "data/web").symlink_to(bag / "data/web")
    with pytest.raises(ProblemsError, match="holds no WARC"):
        read_snapshot(whole, URL)


def _tar(path: Path, write: Callable[[tarfile.TarFile], None], form: int = tarfile.PAX_FORMAT) -> Path:
    with tarfile.open(path, "w", format=form) as archive:
        write(archive)
    return path


def _add(archive: tarfile.TarFile, name: str, content: bytes = b"x", kind: bytes = tarfile.REGTYPE) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.type = (len(content) if kind == tarfile.REGTYPE else 0), kind
    archive.addfile(info, io.BytesIO(content))


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_a_tar_is_read_as_others_read_it(tmp_path: Path, form: int) -> None:
    names = [
        "a/b.txt",
        f"{'d' * 60}/{'e' * 60}/f.txt",
        *([f"{'g' * 300}.txt", "Łódź.txt"] if form != tarfile.USTAR_FORMAT else []),
    ]

    def write(archive: tarfile.TarFile) -> None:
        for name in names:
            _add(archive, name, name.encode() * 99)
        _add(archive, "link", b"", tarfile.SYMTYPE)
        _add(archive, "folder", b"", tarfile.DIRTYPE)

    tar = _tar(tmp_path / "a.tar", write, form)
    content = tar.read_bytes()
    found = {name: content[start : start + size] for name, start, size in tar_members(tar)}
    assert found == {name: name.encode() * 99 for name in names}


def test_a_tar_with_two_files_of_one_name_is_told(tmp_path: Path) -> None:
    def write(archive: tarfile.TarFile) -> None:
        for _ in "12":
            _add(archive, "bag/data/web/a.warc.gz")

    with pytest.raises(ProblemsError, match=r"holds two files a\.warc\.gz"):
        find_parts(_tar(tmp_path / "a.tar", write))


def test_a_header_that_claims_too_much_is_told(tmp_path: Path) -> None:
    tar = _tar(tmp_path / "a.tar", lambda archive: _add(archive, "x" * 200))
    content = bytearray(tar.read_bytes())
    for size, said in ((1 << 17, "extended header of more than"), (1 << 32, "is cut short")):
        header = content[:512]
        header[124:136] = f"{size:011o}\0".encode()
        header[148:156] = b" " * 8
        header[148:156] = f"{sum(header):06o}\0 ".encode()
        tar.write_bytes(bytes(header) + bytes(content[512:]) + b"\0" * (1 << 18))
        with pytest.raises(ProblemsError, match=said):
            list(tar_members(tar))


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["tar", "wacz", "index"]), st.floats(0, 1, exclude_max=True), st.integers(1, 255), st.booleans())
def test_no_altered_byte_does_more_than_be_told(
    bag: Path, tmp_path: Path, which: str, where: float, flip: int, cut: bool
) -> None:
    tar, wacz = forms(bag)[1:]
    source = {"tar": tar, "wacz": wacz, "index": bag / "data/web/index.cdxj"}[which]
    content = bytearray(source.read_bytes())
    place = int(where * len(content))
    if cut:
        del content[place:]
    else:
        content[place] ^= flip
    if which == "index":
        target = with_index(tmp_path / "a.wacz", bytes(content), (bag / "data/web/site.warc.gz").read_bytes())
    else:
        target = tmp_path / f"a.{which}"
        target.write_bytes(content)
    whole = {content if isinstance(content, bytes) else content.encode() for content in SITE.values()}
    whole.add((bag.parent / "site/site-index.json").read_bytes())
    assert set(_given(target)) <= whole


def _given(path: Path) -> Iterator[bytes]:
    """Give each body that is given for right, to the first that is told not to be."""
    with suppress(ProblemsError, ValueError):
        state = read_snapshot(path, URL)
        compare(state, state)
        for capture in state.captures.values():
            content = read_body(capture, 1 << 20)
            if content is not None:
                yield content
