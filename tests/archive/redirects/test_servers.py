"""nginx and Apache send every address of the real site, and every trap, to its copy."""

import re
import shutil
import tempfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from tests.archive.redirects.closed import Client, closed
from tests.conftest import ROOT

from review_site.addresses import read_ledger
from review_site.archive.inventory import read_inventory
from review_site.archive.redirects.folder import write_redirects
from review_site.archive.redirects.target import Target

SITE = "https://review.example.org/"
STEM = "https://webarchive.nationalarchives.gov.uk/ukgwa/*/https://review.example.org"
KINDS = [(name, gone) for name in ("nginx", "Apache") for gone in (False, True)]
IDS = [f"{name}-{'410' if gone else '301'}" for name, gone in KINDS]


@pytest.fixture(scope="module")
def work() -> Iterator[Path]:
    """A folder that servers may read which give up their rights."""
    folder = Path(tempfile.mkdtemp(prefix="review-site-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def redirects(work: Path, built_site: Path) -> Path:
    addresses = [resource.address for resource in read_inventory(built_site, SITE).resources]
    ledger = read_ledger((ROOT / "content/addresses.txt").read_text(encoding="utf-8"))
    write_redirects(Target(url=SITE), "Review of “Lighthouses” & more", [*addresses, *ledger], work / "redirects")
    return work / "redirects"


@pytest.fixture(scope="module", params=KINDS, ids=IDS)
def server(request: pytest.FixtureRequest, redirects: Path, work: Path) -> Iterator[tuple[Client, bool]]:
    name, gone = request.param
    with closed(name, redirects, work, gone=gone) as client:
        yield client, gone


def link_in(body: str) -> str:
    """Return the address that the page of a closed site links to, as a browser reads it."""
    (found,) = re.findall(r'href="([^"]*)"', body)
    return unescape(found)


def test_every_case_is_answered_as_it_is_written(server: tuple[Client, bool], redirects: Path) -> None:
    client, gone = server
    lines = (redirects / "cases.tsv").read_text(encoding="utf-8").splitlines()
    ledger = read_ledger((ROOT / "content/addresses.txt").read_text(encoding="utf-8"))
    rows = [line.split("\t") for line in lines[1:]]
    assert ledger.keys() <= {row[0] for row in rows}
    for request, status, location, status_when_gone, link in rows:
        answer = client.ask(request)
        if not gone:
            assert (str(answer.status), answer.headers.get("location", "")) == (status, location), request
        else:
            assert str(answer.status) == status_when_gone, request
            assert "location" not in answer.headers
            if link:
                assert link_in(answer.body) == link, request


@pytest.mark.parametrize("host", ["review.example.org", "WWW.Review.Example.org", "127.0.0.1:1", "evil.example"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_the_hosts_name_and_port_do_not_count(server: tuple[Client, bool], host: str, method: str) -> None:
    client, gone = server
    answer = client.ask("/about/?q=1", method=method, host=host)
    assert answer.status == (410 if gone else 301)
    assert answer.headers.get("location") == (None if gone else f"{STEM}/about/?q=1")
    assert answer.headers["cache-control"] == "max-age=3600"


def test_bytes_that_nobody_encoded_arrive_as_they_are(server: tuple[Client, bool]) -> None:
    client, gone = server
    answer = client.ask("/café/?q=é".encode())
    told = link_in(answer.body) if gone else answer.headers["location"].encode("latin-1").decode()
    assert told == f"{STEM}/café/?q=é"


def test_nothing_of_a_request_becomes_markup(server: tuple[Client, bool]) -> None:
    client, gone = server
    for request in ("/<script>alert(1)</script>", '/"><script>x</script>', "/?<b>", "/'onclick='x'", "/&lt;&quot;"):
        answer = client.ask(request)
        assert "<script" not in answer.body
        assert "<b>" not in answer.body
        if gone:
            assert link_in(answer.body) == STEM + request


def test_a_reader_whom_the_archive_sent_back_is_not_sent_again(server: tuple[Client, bool]) -> None:
    client, _ = server
    for request in ("/about/?archivechecked", "/?ARCHIVE=CHECKED", "//x?a=b&archive_checked=1", "/?archive%20checked"):
        answer = client.ask(request)
        assert answer.status == 404
        assert "location" not in answer.headers
        assert "the archive that keeps it has no copy of this page" in answer.body
        assert "Review of &ldquo;Lighthouses&rdquo; &amp; more" in answer.body
    for request in ("/archivechecked/", "/?archive=unchecked"):
        assert client.ask(request).status in (301, 410)


def test_a_site_below_a_path_leaves_the_rest_of_its_host_alone(work: Path) -> None:
    site = "https://example.org/coast/"
    folder, running = work / "below", work / "running"
    running.mkdir()
    write_redirects(Target(url=site, timestamp="20230310120000"), "Coast", ["/", "/about/"], folder)
    for name, gone in KINDS:
        with closed(name, folder, running, gone=gone) as client:
            for request in ("/coast/", "/coast/about/", "/coast", "/coast/a%2Fb//c?d"):
                answer = client.ask(request)
                told = link_in(answer.body) if gone else answer.headers["location"]
                assert told == f"{Target(url=site, timestamp='20230310120000').stem}{request}"
            for request in ("/", "/coastal/", "/other/?archivechecked"):
                assert client.ask(request).status in (403, 404)
                assert "Coast" not in client.ask(request).body
