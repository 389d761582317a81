"""The audit against pywb, which many web archives run: the real site, and a site of which it holds less, and later."""

import json
import os
import shutil
import socket
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.archive.audit.web_archive import StoppedTime
from tests.archive.replaying import PYWB

from review_site.archive.audit.asking import Connection
from review_site.archive.audit.auditing import Bounds, ask_for
from review_site.archive.audit.base import parse_base
from review_site.archive.audit.findings import Finding
from review_site.archive.audit.holdings import Holdings, read_holdings
from review_site.archive.audit.pace import Pace
from review_site.archive.bundle import write_bundle
from review_site.archive.cdxj import render_cdxj
from review_site.archive.inventory import Inventory
from review_site.archive.urls import render_urls
from review_site.archive.warc import write_warc
from review_site.cli import main

ROOT = "https://review.example.org"
_ENVIRONMENT = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}  # nothing of ours reaches pywb
LATER = "20230531090000"


@pytest.fixture(scope="module")
def real(inventory: Inventory, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As much of the bundle of the real site as an audit reads."""
    assert inventory.as_at
    bag = tmp_path_factory.mktemp("real") / "real"
    for folder in ("data/web", "data/crawl"):
        (bag / folder).mkdir(parents=True)
    warc = bag / "data/web/real.warc.gz"
    located = write_warc(inventory, inventory.as_at, warc)
    (bag / "data/web/index.cdxj").write_bytes(render_cdxj(located, inventory.as_at, warc.name))
    (bag / "data/crawl/urls.csv").write_bytes(render_urls(inventory, {}, {}))
    (bag / "bag-info.txt").write_text(f"Source-Organization: {inventory.name}\n", encoding="utf-8")
    return bag


@pytest.fixture(scope="module")
def less(shore: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle of a site that is not quite that of `shore`, captured a month later."""
    folder = tmp_path_factory.mktemp("less")
    site = Path(shutil.copytree(shore.parents[1] / "site", folder / "site"))
    page = site / "about/index.html"
    page.write_bytes(page.read_bytes().replace(b"Words", b"Wordy"))
    (site / "feed.atom").unlink()
    instant = datetime.strptime(LATER, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    return write_bundle(site, f"{ROOT}/", folder / "out", instant)


@pytest.fixture(scope="module")
def pywb(real: Path, less: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a pywb that holds the real site in `real`, and the other in `less`."""
    folder = tmp_path_factory.mktemp("pywb")
    for name, bag in (("real", real), ("less", less)):
        (warc,) = (bag / "data/web").glob("*.warc.gz")
        for words in (["init", name], ["add", name, str(warc)]):
            subprocess.run(
                [PYWB.with_name("wb-manager"), *words], cwd=folder, env=_ENVIRONMENT, check=True, capture_output=True
            )
    (folder / "config.yaml").write_text("redirect_to_exact: true\n")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [PYWB, "-p", str(port), "-b", "127.0.0.1", "-d", folder]
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(command, cwd=folder, env=_ENVIRONMENT, stdout=log, stderr=log) as process,
    ):
        try:
            while process.poll() is None:
                with socket.socket() as connection:
                    if connection.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.05)
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()


def _audit(holdings: Holdings, base: str) -> dict[str, Finding]:
    found: list[Finding] = []
    stopped = StoppedTime()
    connection = Connection(parse_base(base), "review-site/0 (tests)", timeout=30, patience=60)
    pace = Pace(0, stopped.monotonic, stopped.sleep)
    try:
        assert ask_for(holdings.addresses, parse_base(base), connection, pace, found.append, Bounds()) is None
    finally:
        connection.close()
    return {one.url: one for one in found}


def test_every_address_of_the_real_site_is_identical_in_pywb(
    pywb: str, real: Path, inventory: Inventory, tmp_path: Path
) -> None:
    command = ["audit", real, "--archive", f"{pywb}real", "--rate", "9999/s", "--output", tmp_path / "x.json"]
    told = CliRunner().invoke(main, list(map(str, command)), catch_exceptions=False)
    count = len(inventory.resources)
    assert (told.exit_code, told.stdout.splitlines()[2]) == (0, f"{count} addresses: {count} identical")
    report = json.loads((tmp_path / "x.json").read_text("utf-8"))
    assert {row["url"] for row in report["findings"]} == {inventory.url_of(one) for one in inventory.resources}
    holdings = read_holdings(real)
    assert {row["captured"] for row in report["findings"]} == {holdings.addresses[0].timestamp}
    assert [row for row in report["findings"] if "notes" in row] == []
    assert {200, 301, 404} <= {one.status for one in holdings.addresses}


def test_what_pywb_does_not_hold_or_holds_otherwise_is_told(pywb: str, shore: Path) -> None:
    found = _audit(read_holdings(shore), f"{pywb}less")
    about, feed = f"{ROOT}/about/", f"{ROOT}/feed.atom"
    assert {url: one.verdict for url, one in found.items() if one.verdict != "identical"} == {
        about: "differs",
        feed: "missing",
    }
    (difference,) = found[about].differences
    assert (difference.what, difference.at) == ("bytes", 92)
    assert (str(difference.bundle)[:6], str(difference.archive)[:6]) == ("s with", "y with")
    assert {one.captured for url, one in found.items() if url != feed} == {LATER}
    assert found[feed].asked == f"{pywb}less/20230501113000id_/{feed}"


def test_a_collection_that_is_not_there_has_nothing(pywb: str, shore: Path) -> None:
    verdicts = Counter(one.verdict for one in _audit(read_holdings(shore), f"{pywb}none").values())
    assert verdicts == {"missing": 13, "neither": 3}
