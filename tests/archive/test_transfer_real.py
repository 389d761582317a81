"""The real site as loose files: sound by our verifier, and taken by fido as its archive's tools would take it."""

import csv
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest
from tests.archive.loose import write_loose_bag

from review_site.archive.transfer import Transfer
from review_site.archive.verify.identified import verify_identified
from review_site.archive.verify.transfer import verify_transfer
from review_site.archive.verify.tree import read_tree
from review_site.archive.verify.warc import verify_warc
from review_site.problems import Problems

WITHOUT_VERSION = {"fmt/1756": "fmt/290"}  # fido reads no version in the container of an OpenDocument text


@pytest.fixture(scope="module")
def real(built_site: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Transfer, Path, Path]:
    bag = tmp_path_factory.mktemp("real-transfer") / "bag"
    transfer, warc = write_loose_bag(built_site, bag)
    return transfer, bag, warc


def test_it_is_sound(real: tuple[Transfer, Path, Path]) -> None:
    _, bag, warc = real
    problems = Problems()
    responses = verify_warc(warc, warc.name, problems).responses
    found = read_tree(bag, problems)
    transferred = verify_transfer(bag, found, responses, problems)
    verify_identified(bag, found, transferred, problems)
    assert list(problems) == []
    assert len(transferred.originals) > 300


def test_only_what_is_no_record_or_is_refused_stays_out(real: tuple[Transfer, Path, Path]) -> None:
    transfer, _, _ = real
    assert {one.reason for one in transfer.left_out} <= {"redirect", "not found", "refused format", "compressed form"}
    refused = {Path(one.file).suffix for one in transfer.left_out if one.reason == "refused format"}
    assert refused == {".pagefind", ".pf_fragment", ".pf_index", ".pf_meta"}
    pages = {record.file for record in transfer.records if record.file.endswith("/index.html")}
    assert len(pages) > 150


def _as_fido(puid: str) -> str:
    return WITHOUT_VERSION.get(puid, puid)


def test_fido_finds_no_loose_file_that_is_refused_or_unknown(real: tuple[Transfer, Path, Path]) -> None:
    transfer, bag, _ = real
    place = files("review_site.archive.tdr").joinpath("refused.csv")
    with place.open(encoding="utf-8") as stream:
        refused = {row["puid"] for row in csv.DictReader(stream)}
    program = Path(sys.executable).parent / "fido"
    arguments = ["-q", "-nocontainer", "-matchprintf", "%(info.puid)s\t%(info.filename)s\n"]
    arguments += ["-nomatchprintf", "none\t%(info.filename)s\n", "-recurse", str(bag / "data/transfer/content")]
    judged = subprocess.run([program, *arguments], capture_output=True, text=True, check=True)
    told: dict[str, set[str]] = {}
    for line in judged.stdout.splitlines():
        puid, path = line.split("\t")
        told.setdefault(Path(path).relative_to(bag / "data/transfer").as_posix(), set()).add(puid)
    assert told.keys() == {record.path for record in transfer.records}
    assert {path: puids for path, puids in told.items() if puids & (refused | {"none"})} == {}
    signed = [record for record in transfer.records if record.identified.basis == "signature"]
    assert len(signed) > 300
    assert [record.path for record in signed if told[record.path] != {_as_fido(record.identified.puid)}] == []
    # What our table is for: by its ending alone, fido takes each feed in JSON for a tweet.
    feeds = {record.path: record.identified.puid for record in transfer.records if record.path.endswith("feed.json")}
    assert set(feeds.values()) == {"fmt/817"}
    assert all(told[path] == {"fmt/1311"} for path in feeds)
