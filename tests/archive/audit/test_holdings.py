"""What an audit reads of a bundle, and of the address of an archive; both may be hostile or wrong."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from review_site.archive.audit.base import Place, is_same_address, parse_base, raw_path, read_location
from review_site.archive.audit.holdings import read_holdings
from review_site.archive.audit.payload import read_payload
from review_site.problems import ProblemsError

ROOT = "https://review.example.org"
URLS, INDEX, INFO = "data/crawl/urls.csv", "data/web/index.cdxj", "bag-info.txt"


@pytest.fixture
def bag(shore: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(shore, tmp_path / shore.name))


def test_a_bundle_is_read_with_its_redirects_and_payloads(shore: Path) -> None:
    holdings = read_holdings(shore)
    assert (holdings.name, holdings.root, holdings.organisation) == (shore.name, f"{ROOT}/", "Review of Lighthouses")
    told = {one.url: one for one in holdings.addresses}
    assert {url: one.location for url, one in told.items() if one.is_redirect} == {f"{ROOT}/who/": f"{ROOT}/about/"}
    assert {one.timestamp for one in holdings.addresses} == {"20230501113000"}
    pdf = told[f"{ROOT}/files/terms%20of%20reference.pdf"]
    assert b"".join(read_payload(pdf.member)) == b"%PDF-1.7\n" + bytes(range(256)) * 40
    assert b"".join(read_payload(told[f"{ROOT}/files/empty.txt"].member)) == b""


def _lines(change: Callable[[list[str]], list[str]]) -> Callable[[bytes], bytes]:
    return lambda content: "".join(change(content.decode().splitlines(keepends=True))).encode()


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        (URLS, _lines(lambda lines: lines[1:]), "columns: have no “address”"),
        (URLS, _lines(lambda _: []), "columns: have no “address”"),
        (URLS, _lines(lambda lines: [*lines, "a,b\r\n"]), "has 2 fields, and there are "),
        (URLS, _lines(lambda lines: [lines[0], lines[1].replace(",200,", ",2000,")]), "line 2: is not an address"),
        (URLS, _lines(lambda lines: [lines[0], lines[1].replace("https:", "file:")]), "line 2: is not an address"),
        (URLS, _lines(lambda lines: [lines[0], lines[1].replace("org/", "org/a b")]), "line 2: is not an address"),
        (URLS, _lines(lambda lines: [lines[0], lines[1].replace("org/", "org/\n")]), "line 2: has 2 fields"),
        (URLS, _lines(lambda lines: [lines[0], lines[1].replace("org/", "org/é")]), "line 2: is not an address"),
        (URLS, _lines(lambda lines: [lines[0], lines[1].replace("org/", "com/")]), "is not in the index"),
        (URLS, lambda content: content + b'"open', "file: cannot be read"),
        (URLS, lambda content: content + b"\xff", "file: cannot be read"),
        (INDEX, lambda content: content[:-1], "does not end"),
        (INDEX, lambda content: content + b"junk\n", "is not JSON"),
        (INDEX, lambda content: content.replace(b" 20230501113000 ", b" 2023050111300 "), "not a line of an index"),
        (INDEX, lambda content: content.replace(b'"offset": "', b'"offset": "-'), "is not a line of an index"),
        (INDEX, lambda content: content.replace(b".warc.gz", b".warc"), "which is not there"),
        (INDEX, lambda content: content.replace(b'"review-', b'"../../review-'), "which is not there"),
        (INDEX, lambda content: re.sub(rb'"offset": "\d+"', b'"offset": "99999999"', content), "lies outside the WARC"),
        (INDEX, lambda content: re.sub(rb'"offset": "\d+"', b'"offset": "1"', content), "is damaged"),
        (INDEX, lambda content: re.sub(rb'"offset": "\d+"', b'"offset": "0"', content), "is not an answer"),
    ],
)
def test_a_bundle_that_cannot_be_understood_is_told(
    bag: Path, name: str, change: Callable[[bytes], bytes], said: str
) -> None:
    (bag / name).write_bytes(change((bag / name).read_bytes()))
    with pytest.raises(ProblemsError, match=re.escape(said)) as caught:
        read_holdings(bag)
    assert [problem.path for problem in caught.value.problems] == [
        URLS if said in ("lies outside the WARC", "is damaged", "is not an answer") else name
    ]


@pytest.mark.parametrize("name", [URLS, INDEX, INFO])
def test_a_bundle_without_what_is_needed_is_told(bag: Path, name: str) -> None:
    (bag / name).unlink()
    with pytest.raises(ProblemsError, match=f"{name}: file: is missing"):
        read_holdings(bag)


def test_what_is_no_bundle_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.tar").write_bytes(b"junk" * 1000)
    for path in (tmp_path, tmp_path / "x.tar"):
        with pytest.raises(ProblemsError):
            read_holdings(path)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("https://archive.example.org/web/", "https://archive.example.org/web/"),
        ("HTTPS://Archive.Example.org:443/web", "https://archive.example.org/web/"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/"),
        ("http://[::1]:8080/all/web//", "http://[::1]:8080/all/web/"),
    ],
)
def test_the_address_of_an_archive_is_read(text: str, told: str) -> None:
    base = parse_base(text)
    assert str(base) == told
    place = Place(timestamp="20230501113000", url=f"{ROOT}/a?b")
    assert told.endswith(base.path)
    assert raw_path(base, place) == f"{base.path}20230501113000id_/{ROOT}/a?b"


@pytest.mark.parametrize(
    "text",
    [
        "archive.example.org", "ftp://example.org/", "https:///x", "https://u:p@example.org/", "https://example.org/?a",
        "https://example.org/#", "https://exämple.org/", "https://example.org/a b", "https://example.org:99999/", "",
        "https://[::1/", "file:///etc/", "https://example.org/\nX: y",
    ],
)  # fmt: skip
def test_what_is_no_address_of_an_archive_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^“"):
        parse_base(text)


@pytest.mark.parametrize(
    ("location", "leads"),
    [
        ("https://a.example/web/20230101000000id_/https://x.example/y", Place(timestamp="20230101000000", url="https://x.example/y")),
        ("/web/2023mp_/http://x.example/?q=1", Place(timestamp="2023", url="http://x.example/?q=1")),
        ("/web/2023/https:/x.example/", Place(timestamp="2023", url="https:/x.example/")),
        ("https://a.example:443/web/2023id_/https://x.example/", Place(timestamp="2023", url="https://x.example/")),
        ("/web/../2023id_/https://x.example/", "https://x.example/2023id_/https://x.example/"),
        ("https://x.example/new", "https://x.example/new"),
        ("new/", "https://x.example/old/new/"),
        ("//y.example/", "https://y.example/"),
        ("http://a.example/web/2023id_/https://x.example/", "http://a.example/web/2023id_/https://x.example/"),
        ("https://a.example/login", "https://a.example/login"),
        ("https://a.example.evil/web/2023id_/https://x.example/", "https://a.example.evil/web/2023id_/https://x.example/"),
        ("https://a.example:x/", "https://a.example:x/"),
    ],
)  # fmt: skip
def test_where_an_answer_leads_is_read(location: str, leads: Place | str) -> None:
    asked = Place(timestamp="20230501113000", url="https://x.example/old/")
    assert read_location(parse_base("https://a.example/web/"), asked, location) == leads


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("https://x.example/", "http://x.example", True),
        ("https://x.example:443/a", "https://X.example/a", True),
        ("https://x.example/%c3%a9", "https://x.example/%C3%A9", True),
        ("https://x.example/a#b", "https://x.example/a", True),
        ("https://x.example/a/", "https://x.example/a", False),
        ("https://x.example/A", "https://x.example/a", False),
        ("https://x.example/a?b", "https://x.example/a", False),
        ("https://x.example:8443/a", "https://x.example/a", False),
    ],
)
def test_what_is_one_address_to_an_archive(one: str, other: str, is_same: bool) -> None:
    assert is_same_address(one, other) is is_same
