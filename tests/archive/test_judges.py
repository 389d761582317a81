"""Outside judges of bundles: of the real site, and of one that lies below a path and has moved and withdrawn pages."""

import csv
import gzip
import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files as files_of
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest
from tests.archive.replaying import OUTSIDE, PYWB, by_engine, capture_web, told, web_of
from tests.conftest import EXAMPLE, ROOT

from review_site.archive.bundle import write_bundle
from review_site.archive.inventory import Inventory, read_inventory
from review_site.archive.replay import Engines, Replay
from review_site.archive.verify.warc import verify_warc
from review_site.plugins.build import build_site
from review_site.problems import Problems

Judge = Callable[..., subprocess.CompletedProcess[str]]
COAST = "https://lighthouses.example.org/coast/"
MOVED = "\nredirects:\n  /former/: /about/\n  /abroad/old/: /support/\n"
WITHDRAWN = "withdrawn: {on: 2021-06-01, reason: It was wrong.}\nsummary:"
WITHOUT_VERSION = {"fmt/1756": "fmt/290"}  # fido reads no version in the container of an OpenDocument text


@pytest.fixture(scope="module")
def bag(inventory: Inventory, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle of the real site: read it, or copy what is to be changed."""
    assert inventory.as_at
    return write_bundle(inventory.root, inventory.url, tmp_path_factory.mktemp("bundle"), inventory.as_at)


@pytest.fixture(scope="module")
def coast(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example below a path of its host, with addresses that lead on and one that is gone."""
    project = tmp_path_factory.mktemp("coast") / "project"
    shutil.copytree(EXAMPLE, project)
    for name, old, new in (
        ("mkdocs.yml", "../../theme", str(ROOT / "theme")),
        ("content/review.yml", "example.org/\n", "example.org/coast/\n"),
        ("content/blogs/2021-02-03-first-light.md", "summary:", WITHDRAWN),
    ):
        file = project / name
        text = file.read_text(encoding="utf-8").replace(old, new, 1)
        file.write_text(text + (MOVED if name.endswith("review.yml") else ""), encoding="utf-8")
    return build_site(project, project / "site", "2030-01-01")


def _flip(file: Path, to: Path) -> Path:
    """Write a copy of a file in which one bit in its middle is other."""
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    to.write_bytes(content)
    return to


def test_warcio_and_fastwarc_find_every_digest_right(bag: Path, inventory: Inventory, judge: Judge) -> None:
    warc = web_of(bag).warc
    records = verify_warc(warc, warc.name, Problems()).records
    assert records > 2 * len(inventory.resources)
    verdict = judge("warcio", "check", "-v", warc)
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr
    assert (verdict.stdout.count("digest pass"), "no digest" in verdict.stdout) == (records, False)
    verdict = judge("fastwarc", "check", "--verify-payloads", warc)
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr
    assert f"{records} records were verified successfully" in verdict.stdout


def test_warcio_and_fastwarc_fail_on_an_altered_byte(bag: Path, judge: Judge, tmp_path: Path) -> None:
    row = json.loads(web_of(bag).index.read_text("utf-8").splitlines()[0].split(" ", 2)[2])
    start, end = int(row["offset"]), int(row["offset"]) + int(row["length"])
    content = web_of(bag).warc.read_bytes()
    record = bytearray(gzip.decompress(content[start:end]))
    record[-5] ^= 1  # the last byte of the payload, before the two empty lines
    bad = tmp_path / "bad.warc.gz"
    bad.write_bytes(content[:start] + gzip.compress(record) + content[end:])
    assert judge("warcio", "check", bad).returncode == 1
    assert judge("fastwarc", "check", "--verify-payloads", bad).returncode == 1


def test_py_wacz_finds_the_package_valid_and_fails_on_an_altered_byte(bag: Path, judge: Judge, tmp_path: Path) -> None:
    wacz = web_of(bag).wacz
    assert judge("wacz", "validate", "-f", wacz).returncode == 0
    bad = tmp_path / "bad.wacz"
    with ZipFile(wacz) as whole, ZipFile(bad, "w", ZIP_STORED) as altered:
        for name in whole.namelist():
            content = bytearray(whole.read(name))
            if name.endswith(".warc.gz"):
                content[len(content) // 2] ^= 1
            altered.writestr(name, bytes(content))
    assert judge("wacz", "validate", "-f", bad).returncode == 1


def test_bagit_finds_the_bag_valid_and_fails_on_an_altered_byte(bag: Path, tmp_path: Path) -> None:
    def validate(folder: Path) -> int:
        command = [sys.executable, "-m", "bagit", "--validate", "--quiet", str(folder)]
        return subprocess.run(command, capture_output=True, check=False).returncode

    assert validate(bag) == 0
    copy = Path(shutil.copytree(bag, tmp_path / bag.name))
    _flip(web_of(bag).warc, web_of(copy).warc)
    assert validate(copy) == 1


def test_fido_finds_no_refused_format_and_agrees_where_a_signature_speaks(bag: Path, judge: Judge) -> None:
    content = bag / "data/transfer/content"
    verdict = judge("fido", "-q", "-nocontainer", "-recurse", content)
    assert verdict.returncode == 0, verdict.stderr
    rows = [row for row in csv.reader(verdict.stdout.splitlines()) if row[0] == "OK" and row[8] == "signature"]
    found = {Path(row[6]).relative_to(bag).as_posix(): row[2] for row in rows}
    with (bag / "file-ffid.csv").open(encoding="utf-8", newline="") as stream:
        said = {row["Filepath"]: row["PUID"] for row in csv.DictReader(stream)}
    files = {path.relative_to(bag).as_posix() for path in content.rglob("*") if path.is_file()}
    assert said.keys() == files
    assert len(found) > len(files) / 2
    assert found == {name: WITHOUT_VERSION.get(said[name], said[name]) for name in found}
    with (files_of("review_site.archive.tdr") / "refused.csv").open(encoding="utf-8", newline="") as stream:
        refused = {row["puid"] for row in csv.DictReader(stream)}
    assert "fmt/289" in refused
    assert not refused & {*found.values(), *said.values()}


def test_every_address_of_the_real_site_is_identical_in_every_engine(bag: Path, inventory: Inventory) -> None:
    result = web_of(bag).replay(inventory, OUTSIDE)
    assert result.problems(bag.name) == []
    _assert_whole(result, inventory)
    for engine in ("pywb", "wabac"):
        one = by_engine(result)[engine]
        assert (len(one.pages), one.pages[0], one.missing) == (3, inventory.url, ())


def test_moved_missing_and_withdrawn_pages_keep_their_status_in_every_engine(coast: Path, tmp_path: Path) -> None:
    inventory = read_inventory(coast, COAST)
    whole = capture_web(inventory, tmp_path)
    result = whole.replay(inventory, OUTSIDE)
    assert result.problems("coast") == []
    _assert_whole(result, inventory)
    counts = Counter(one.status for one in inventory.resources)
    assert (counts[301] >= 2, counts[404], counts[410]) == (True, 2, 1)
    # The same capture, of which one address is said to lead elsewhere and one to be there after all.
    gone = next(one.address for one in inventory.resources if one.status == 410)
    other = _change(_change(inventory, "/former/", location=f"{COAST}elsewhere/"), gone, status=200)
    found = by_engine(whole.replay(other, Engines(pywb=PYWB, chromium=tmp_path)))
    for engine in ("index", "pywb"):
        assert told(found[engine]) == {("/coast/former/", "location"), (f"/coast{gone}", "status")}


def _assert_whole(result: Replay, inventory: Inventory) -> None:
    statuses = dict(sorted(Counter(one.status for one in inventory.resources).items()))
    size, count = sum(one.size for one in inventory.resources), len(inventory.resources)
    for engine in ("index", "pywb", "wabac"):
        one = by_engine(result)[engine]
        assert (one.addresses, one.identical, one.bytes, one.statuses) == (count, count, size, statuses), engine


def _change(inventory: Inventory, address: str, **to: object) -> Inventory:
    changed = [replace(one, **to) if one.address == address else one for one in inventory.resources]  # type: ignore[arg-type]
    assert changed != list(inventory.resources)
    return replace(inventory, resources=tuple(changed))
