import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType

from review_site.archive.inventory import read_inventory
from review_site.archive.warc import write_warc
from review_site.problems import ProblemsError

Judge = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def warc(sound: Path) -> Path:
    return sound / "data/web/review-example-org.warc.gz"


def test_warcio_finds_every_digest_right(warc: Path, judge: Judge) -> None:
    verdict = judge("warcio", "check", "-v", warc)
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr
    assert verdict.stdout.count("digest pass") == 23
    assert "no digest" not in verdict.stdout


def test_fastwarc_finds_every_digest_right(warc: Path, judge: Judge) -> None:
    verdict = judge("fastwarc", "check", "--verify-payloads", warc)
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr
    assert "23 records were verified successfully" in verdict.stdout


@pytest.mark.parametrize("command", [("warcio", "check"), ("fastwarc", "check")])
def test_the_judges_can_fail(warc: Path, judge: Judge, tmp_path: Path, command: tuple[str, str]) -> None:
    bad = tmp_path / "bad.warc.gz"
    plain = subprocess.run(["gzip", "--decompress", "--stdout", warc], capture_output=True, check=True).stdout
    bad.write_bytes(plain.replace(b"What we heard", b"What we Heard"))
    assert judge(*command, bad).returncode == 1


def test_every_body_is_the_file_on_disk(warc: Path, sound: Path) -> None:
    site = sound.parent.parent / "site"
    bodies = {}
    with warc.open("rb") as stream:
        for record in ArchiveIterator(stream, record_types=WarcRecordType.response, verify_digests=True):
            bodies[urlsplit(record.headers["WARC-Target-URI"]).path] = record.reader.read()
    assert bodies.pop("/404-not-found/") == (site / "404.html").read_bytes()
    files = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    assert {unquote(path)[1:] + ("index.html" if path.endswith("/") else ""): b for path, b in bodies.items()} == files


def test_a_request_stands_before_each_response_and_names_it(warc: Path) -> None:
    with warc.open("rb") as stream:
        records = [
            (str(r.record_type), r.record_id, r.headers.get("WARC-Concurrent-To"), r.headers.get("WARC-Target-URI"))
            for r in ArchiveIterator(stream)
        ]
    assert records[0][0] == "warcinfo"
    for request, response in zip(records[1::2], records[2::2], strict=True):
        assert (request[0], response[0]) == ("request", "response")
        assert str(request[2]).strip("<>") == str(response[1]).strip("<>")
        assert request[3] == response[3]


def test_progress_is_told_after_each_address(site: Path, url: str, instant: datetime, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    inventory = read_inventory(site, url)
    write_warc(inventory, instant, tmp_path / "x.warc.gz", progress=lambda done, of: told.append((done, of)))
    assert told == [(number, 11) for number in range(1, 12)]


@pytest.mark.parametrize("change", ["gone", "longer", "shorter", "other"])
def test_a_file_that_changes_meanwhile_is_told(
    site: Path, url: str, instant: datetime, tmp_path: Path, change: str
) -> None:
    inventory = read_inventory(site, url)
    file = site / "assets/site.css"
    match change:
        case "gone":
            file.unlink()
        case "longer":
            file.write_bytes(b"*" + file.read_bytes())
        case "shorter":
            file.write_bytes(b"")
        case _:
            file.write_bytes(file.read_bytes().swapcase())
    with pytest.raises(ProblemsError, match=r"assets/site\.css: content: changed while"):
        write_warc(inventory, instant, tmp_path / "x.warc.gz")
