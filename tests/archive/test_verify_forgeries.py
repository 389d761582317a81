"""A forger who mends the manifests is still caught by what lies inside."""

import gzip
import hashlib
import json
import re
import shutil
import zlib
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from review_site.archive.bag import write_bag
from review_site.archive.verify import verify_bundle

WARC = "data/web/review-example-org.warc.gz"
WACZ = "data/web/review-example-org.wacz"
INDEX = "data/web/index.cdxj"
URLS = "data/crawl/urls.csv"


@pytest.fixture
def bag(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sound, tmp_path / sound.name))


def _found(bag: Path) -> list[str]:
    """Make the manifests right again and return the problems that are left."""
    for tag in [*bag.glob("*manifest-*.txt"), bag / "bagit.txt"]:
        tag.unlink()
    info = dict(line.split(": ", 1) for line in (bag / "bag-info.txt").read_text().splitlines())
    write_bag(bag, info)
    return [str(problem) for problem in verify_bundle(bag)]


def _members(warc: Path) -> list[bytes]:
    content, members = warc.read_bytes(), []
    while content:
        engine = zlib.decompressobj(31)
        members.append(engine.decompress(content))
        content = engine.unused_data
    return members


def _write_members(warc: Path, members: list[bytes]) -> None:
    warc.write_bytes(b"".join(gzip.compress(member, mtime=0) for member in members))


def test_manifests_made_again_are_sound(bag: Path) -> None:
    assert _found(bag) == []


def test_a_tag_file_that_is_added_and_named_is_told(bag: Path) -> None:
    (bag / "extra-tag.txt").write_text("x\n")
    assert _found(bag) == ["extra-tag.txt: file: has no place in a bundle (take it away, or make the bundle again)"]


def _replace(old: bytes, new: bytes) -> Callable[[list[bytes]], list[bytes]]:
    def change(members: list[bytes]) -> list[bytes]:
        assert any(old in member for member in members)
        return [member.replace(old, new) for member in members]

    return change


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_replace(b"What we heard", b"What we Heard"), "WARC-Payload-Digest at offset"),
        (_replace(b"What we heard", b"What we Heard"), "WARC-Block-Digest at offset"),
        (_replace(b"Server: review-site", b"Server: review-sits"), "WARC-Block-Digest at offset"),
        (_replace(b"What we heard", b"What they heard"), "does not end with two line ends"),
        (_replace(b"WARC/1.1\r\nWARC-Type: warcinfo", b"WARC/1.0\r\nWARC-Type: warcinfo"), "begins with “WARC/1.0”"),
        (_replace(b"HTTP/1.1 404 Not Found", b"HTTP/1.1 9x4 Not Found"), "begins with “HTTP/1.1 9x4 Not Found”"),
        (_replace(b"Content-Length: 70\r", b"Content-Length: 71\r"), "the body has 70 bytes"),
        (_replace(b"GET /about/ ", b"GET /abous/ "), "asks “GET /abous/ HTTP/1.1”"),
        (_replace(b"WARC-Type: response", b"WARC-Type: revisat"), "has WARC-Type “revisat”"),
        (_replace(b"WARC-Type: response", b"WARC-Type: revisit"), "has a body of 70 bytes"),
        (_replace(b"WARC-Concurrent-To", b"WARC-Concurrent-Ti"), "has no request for"),
        (_replace(b"WARC-Block-Digest: sha256:", b"WARC-Block-Digest: sha512:"), "the bytes give sha256:"),
        (_replace(b"2023-05-01T11:30:00Z", b"2023-05-01 11:30:00Z"), "WARC-Date of the record"),
        (_replace(b"2023-05-01T11:30:00Z", b"2023-02-30T11:30:00Z"), "WARC-Date of the record"),
        (_replace(b"urn:uuid:", b"urn:uuix:"), "WARC-Record-ID of the record"),
        (_replace(b"WARC-Filename: review", b"WARC-Filename: Review"), "WARC-Filename of the record"),
        (_replace(b"WARC-Target-URI: ", b"WARC-Target-URI: x"), "is not the plain address of a page"),
        (lambda members: members[:-1], "its response"),
        (lambda members: members[:-2] + members[-1:], "has no request for"),
        (lambda members: members[1:], "the first record and no other is a warcinfo"),
        (lambda members: [*members, members[-1]], "is recorded twice"),
        (lambda members: [*members, members[0]], "the first record and no other is a warcinfo"),
        (lambda members: [*members, b""], "record at offset"),
        (lambda members: [members[0] + members[1], *members[2:]], "does not end with two line ends"),
        (lambda members: [*members[:-1], members[-1] + b"x"], "does not end with two line ends"),
        (lambda _: [], "is not recorded"),
    ],
)
def test_a_forged_warc_is_told(bag: Path, change: Callable[[list[bytes]], list[bytes]], said: str) -> None:
    _write_members(bag / WARC, change(_members(bag / WARC)))
    assert any(problem.startswith((WARC, URLS)) and said in problem for problem in _found(bag))


@pytest.mark.parametrize(
    ("tail", "said"),
    [(b"\0" * 8, "is damaged"), (b"\x1f\x8b", "is cut short"), (b"junk", "is damaged")],
)
def test_bytes_after_the_last_member_are_told(bag: Path, tail: bytes, said: str) -> None:
    with (bag / WARC).open("ab") as stream:
        stream.write(tail)
    assert any(problem.startswith(WARC) and said in problem for problem in _found(bag))


def test_a_fault_in_one_record_does_not_hide_the_next(bag: Path) -> None:
    members = _members(bag / WARC)
    members[2] = members[2].replace(b"WARC/1.1", b"WARC/9.9")
    members[-1] = members[-1].replace(b"WARC-Date: 2023", b"WARC-Date: 2O23")
    _write_members(bag / WARC, members)
    told = "\n".join(_found(bag))
    assert "begins with “WARC/9.9”" in told
    assert "WARC-Date of the record" in told


def test_a_gzip_bomb_is_told_and_not_kept(bag: Path) -> None:
    members = _members(bag / WARC)
    body = b"\0" * (1 << 27)
    head = members[2].partition(b"\r\n\r\n")[0]
    head = re.sub(rb"Content-Length: \d+", b"Content-Length: %d" % (len(body) + 400), head)
    _write_members(bag / WARC, [members[0], members[1], head + b"\r\n\r\nHTTP/1.1 200 OK\r\n\r\n" + body])
    assert any("expands the file to more than" in problem for problem in _found(bag))


def _change_lines(bag: Path, name: str, change: Callable[[list[str]], list[str]]) -> list[str]:
    with (bag / name).open(encoding="utf-8", newline="") as stream:
        lines = stream.read().splitlines(keepends=True)
    (bag / name).write_bytes("".join(change(lines)).encode())
    return _found(bag)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda lines: lines[1:], "has no line"),
        (lambda lines: [lines[1], lines[0], *lines[2:]], "is not after the line above it"),
        (lambda lines: [*lines, lines[-1]], "is indexed twice"),
        (lambda lines: [lines[0].replace('"200"', '"404"'), *lines[1:]], "status: is"),
        (lambda lines: [lines[0].replace("sha256:", "sha256:0"), *lines[1:]], "digest: is"),
        (
            lambda lines: [lines[0].replace('"offset": "', '"offset": "1'), *lines[1:]],
            "no response of the WARC lies",
        ),
        (lambda lines: [lines[0].replace('"length": "', '"length": "1'), *lines[1:]], "length: is"),
        (lambda lines: [lines[0].replace("20230501113000", "20230501113001"), *lines[1:]], "timestamp: is"),
        (lambda lines: [lines[0].replace("review)/ ", "review)/! "), *lines[1:]], "key: is"),
        (lambda lines: [lines[0].replace(".warc.gz", ".warc"), *lines[1:]], "filename: is"),
        (lambda lines: [lines[0].replace("text/html", "text/css"), *lines[1:]], "mime: is"),
        (lambda lines: [lines[0].replace('{"url"', '{"x": "y", "url"'), *lines[1:]], "x: is"),
        (lambda lines: [lines[0].replace('{"url"', '{"url": "x", "url"'), *lines[1:]], "a key stands twice"),
        (lambda lines: ["nonsense\n", *lines], "is not a key, 14 digits"),
        (lambda lines: [*lines[:-1], lines[-1].rstrip("\n")], "does not end"),
        (lambda _: [], "has no line"),
    ],
)
def test_a_forged_index_is_told(bag: Path, change: Callable[[list[str]], list[str]], said: str) -> None:
    found = _change_lines(bag, INDEX, change)
    assert any(problem.startswith(INDEX) and said in problem for problem in found)
    assert any(problem.startswith(f"{WACZ}: indexes/index.cdx: is not the same") for problem in found)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda lines: lines[:-1], "is recorded but not listed"),
        (lambda lines: [*lines, lines[-1]], "stands twice"),
        (lambda lines: [lines[0], lines[1].replace("159", "158"), *lines[2:]], "bytes: is 158"),
        (lambda lines: [lines[0], lines[1].replace("a9f1", "a9f2"), *lines[2:]], "sha256: is a9f2"),
        (lambda lines: [lines[0], lines[1].replace(",200,", ",404,"), *lines[2:]], "status: is 404"),
        (lambda lines: [lines[0], lines[1].replace("text/html", "text/css"), *lines[2:]], "media_type: is"),
        (lambda lines: [lines[0], lines[1].replace("/,https", "/x/,https"), *lines[2:]], "does not end its url"),
        (lambda lines: [lines[0], lines[1].replace("index.html", "../index.html"), *lines[2:]], "not of its form"),
        (lambda lines: [lines[0], lines[1].replace("example.org", "example.com"), *lines[2:]], "is not recorded"),
        (lambda lines: lines[1:], "columns: are not"),
        (lambda lines: [lines[0], "a,b\r\n", *lines[1:]], "has 2 fields"),
        (lambda lines: [*lines, '"open'], "csv: cannot be read"),
    ],
)
def test_a_forged_inventory_is_told(bag: Path, change: Callable[[list[str]], list[str]], said: str) -> None:
    assert any(problem.startswith(URLS) and said in problem for problem in _change_lines(bag, URLS, change))


def _rewrite_wacz(bag: Path, change: Callable[[dict[str, bytes]], object], method: int = ZIP_STORED) -> list[str]:
    with ZipFile(bag / WACZ) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    with ZipFile(bag / WACZ, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return _found(bag)


def _seal(files: dict[str, bytes]) -> None:
    """Make the package and its digest right again for what the files are now."""
    package = json.loads(files["datapackage.json"])
    for resource in package["resources"]:
        content = files[resource["path"]]
        resource |= {"hash": f"sha256:{hashlib.sha256(content).hexdigest()}", "bytes": len(content)}
    files["datapackage.json"] = json.dumps(package).encode()
    digest = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(files['datapackage.json']).hexdigest()}"}
    files["datapackage-digest.json"] = json.dumps(digest).encode()


def _edit(name: str, old: bytes, new: bytes, *, seal: bool = True) -> Callable[[dict[str, bytes]], None]:
    def change(files: dict[str, bytes]) -> None:
        assert old in files[name]
        files[name] = files[name].replace(old, new)
        if seal:
            _seal(files)

    return change


PAGES, PACKAGE = "pages/pages.jsonl", "datapackage.json"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_edit(PAGES, b"Welcome", b"Farewell", seal=False), "datapackage.json resources."),
        (_edit(PACKAGE, b'"title"', b'"totle"', seal=False), "datapackage-digest.json: is"),
        (_edit(PACKAGE, b'"title"', b'"totle"'), "title: is missing"),
        (_edit(PACKAGE, b'"wacz_version": "1.1.1"', b'"wacz_version": "1.1.2"'), "wacz_version: is 1.1.2"),
        (_edit(PACKAGE, b"2023-05-01T11:30:00Z", b"2023-05-01T11:30:01Z"), "created: is"),
        (_edit(PACKAGE, b'"mainPageUrl": "https://', b'"mainPageUrl": "http://'), "mainPageUrl: is"),
        (_edit(PACKAGE, b'"name": "pages.jsonl"', b'"name": "pages"'), "datapackage.json resources."),
        (_edit(PACKAGE, b'"profile"', b'"profile": 1, "profile"', seal=False), "a key stands twice"),
        (_edit(PACKAGE, b"{", b"[" * 100_000, seal=False), "is not JSON"),
        (_edit(PAGES, b"json-pages-1.0", b"json-pages-2.0"), "is not the header"),
        (_edit(PAGES, b"https://review.example.org/about/", b"https://review.example.org/abous/"), "is not a page"),
        (_edit(PAGES, b"https://review.example.org/about/", b"https://review.example.org/"), "stands twice"),
        (_edit(PAGES, b'"text"', b'"words"'), "does not have the keys of a page"),
        (_edit(PAGES, b"T11:30:00Z", b"T11:30:01Z"), "the WARC says"),
        (_edit(PAGES, b"}\n{", b"}{"), "is not JSON"),
        (lambda files: files.pop(PAGES), "pages/pages.jsonl: is missing"),
        (lambda files: files.update({"extra.txt": b"x"}), "extra.txt: has no place"),
        (lambda files: files.update({"Pages/pages.jsonl": b"x"}), "one name with"),
        (lambda files: files.update({"../x": b"x"}), "not safe"),
        (lambda files: files.update({"/x": b"x"}), "not safe"),
        (lambda files: files.update({"a\\x": b"x"}), "not safe"),
        (lambda files: files.update({"naïve": b"x"}), "not that of a plain stored file"),
        (_edit("archive/review-example-org.warc.gz", b"\x1f\x8b", b"\x1f\x8c"), "is not the same as the bag's own"),
    ],
)
def test_a_forged_wacz_is_told(bag: Path, change: Callable[[dict[str, bytes]], object], said: str) -> None:
    assert any(problem.startswith(WACZ) and said in problem for problem in _rewrite_wacz(bag, change))


def test_a_deflated_wacz_is_told(bag: Path) -> None:
    assert any("plain stored file" in problem for problem in _rewrite_wacz(bag, lambda _: None, ZIP_DEFLATED))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_an_entry_that_stands_twice_is_told(bag: Path) -> None:
    with ZipFile(bag / WACZ, "a") as archive:
        archive.writestr(PAGES, b"{}")
    assert any("stands twice in the zip" in problem for problem in _found(bag))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda content: b"MZ" + content, "zip"),
        (lambda content: content + b"x", "end of the zip"),
        (lambda content: content[:-1], "end of the zip"),
        (lambda content: content[:10], "is cut short"),
        (lambda content: content.replace(b"PK\5\6", b"gapsPK\5\6"), "zip directory"),
        (lambda content: content.replace(b"PK\1\2", b"gapsPK\1\2", 1), "zip directory"),
        (lambda content: content[:5] + b"\1" + content[6:], "has a version or time that the zip directory contradicts"),
        (lambda content: content.replace(b"What we heard", b"What we Heard"), "has CRC"),
    ],
)
def test_a_zip_with_anything_odd_is_told(bag: Path, change: Callable[[bytes], bytes], said: str) -> None:
    (bag / WACZ).write_bytes(change((bag / WACZ).read_bytes()))
    assert any(problem.startswith(WACZ) and said in problem for problem in _found(bag))
