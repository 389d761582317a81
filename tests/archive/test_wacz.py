import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest

from review_site.archive.verify import verify_and_count, verify_bundle

Judge = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def wacz(sound: Path) -> Path:
    return sound / "data/web/review-example-org.wacz"


def test_py_wacz_finds_it_valid(wacz: Path, judge: Judge) -> None:
    verdict = judge("wacz", "validate", "-f", wacz)
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr
    assert "the passed WACZ is valid" in verdict.stdout


def test_everything_is_stored_and_nothing_is_of_the_machine(wacz: Path) -> None:
    with ZipFile(wacz) as archive:
        assert archive.testzip() is None
        assert [info.filename for info in archive.infolist()] == [
            "archive/review-example-org.warc.gz",
            "indexes/index.cdx",
            "pages/pages.jsonl",
            "datapackage.json",
            "datapackage-digest.json",
        ]
        for info in archive.infolist():
            assert info.compress_type == ZIP_STORED
            assert info.date_time == (1980, 1, 1, 0, 0, 0)
            assert info.external_attr >> 16 == 0o100644


def test_it_holds_the_bags_own_warc_and_index(wacz: Path) -> None:
    with ZipFile(wacz) as archive:
        assert archive.read("archive/review-example-org.warc.gz") == wacz.with_suffix(".warc.gz").read_bytes()
        assert archive.read("indexes/index.cdx") == wacz.with_name("index.cdxj").read_bytes()


def test_every_page_is_listed_with_its_title_and_words(wacz: Path) -> None:
    with ZipFile(wacz) as archive:
        header, *pages = [json.loads(line) for line in archive.read("pages/pages.jsonl").splitlines()]
        package = json.loads(archive.read("datapackage.json"))
    assert header == {"format": "json-pages-1.0", "id": "pages", "title": "All pages", "hasText": True}
    assert [(page["url"], page["title"], page["text"], page["ts"]) for page in pages] == [
        ("https://review.example.org/", "Welcome", "What we heard. About", "2023-05-01T11:30:00Z"),
        (
            "https://review.example.org/about/",
            "Café Zoë – Łódź",
            "Words with stronger ones",
            "2023-05-01T11:30:00Z",
        ),
    ]
    assert package["mainPageUrl"] == "https://review.example.org/"
    assert (package["profile"], package["wacz_version"]) == ("data-package", "1.1.1")


def test_a_wacz_alone_is_read_whole(wacz: Path, tmp_path: Path) -> None:
    problems, counts = verify_and_count(wacz)
    assert problems == []
    assert (counts.addresses, counts.pages) == (11, 2)
    copy = tmp_path / wacz.name
    content = wacz.read_bytes()
    for at in range(0, len(content), 97):
        copy.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        assert verify_bundle(copy), f"byte {at}"
    copy.write_bytes(content[:-1])
    assert verify_bundle(copy)
