"""Interim snapshots: what has not changed is a revisit, what went is a 404, and the final one stands alone."""

import shutil
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType
from tests.archive.full import lay_full

from review_site.archive.bundle import write_bundle
from review_site.archive.options import Options
from review_site.archive.replay import Engines, replay_bundle
from review_site.archive.verify import verify_and_count, verify_bundle


def _lay(root: Path, url: str, *, own_page: bool, record: bool) -> Path:
    """Lay the site, with or without a page for wrong addresses and a record of its own."""
    lay_full(root, url, "What stood before.")
    if not own_page:
        (root / "404.html").unlink()
    if not record:
        (root / "site-index.json").unlink()
    return root


def _records(bag: Path) -> dict[str, tuple[str, int, str | None, str | None]]:
    """Return type, status, the record referred to and its address, by what was asked for."""
    found = {}
    kinds = WarcRecordType.response | WarcRecordType.revisit
    with next((bag / "data/web").glob("*.warc.gz")).open("rb") as stream:
        for one in ArchiveIterator(stream, record_types=kinds, parse_http=True, verify_digests=False):
            headers = one.headers
            found[headers["WARC-Target-URI"]] = (
                headers["WARC-Type"],
                one.http_headers.status_code,
                headers.get("WARC-Refers-To"),
                headers.get("WARC-Refers-To-Target-URI"),
            )
    return found


@pytest.mark.parametrize("own_page", [True, False], ids=["its own 404", "no 404"])
@pytest.mark.parametrize("record", [True, False], ids=["recorded", "foreign"])
def test_what_did_not_change_is_a_revisit_and_what_went_a_404(
    tmp_path: Path, url: str, instant: datetime, own_page: bool, record: bool
) -> None:
    site = _lay(tmp_path / "site", url, own_page=own_page, record=record)
    first = write_bundle(site, url, tmp_path / "out", instant)
    (site / "about/index.html").write_text((site / "about/index.html").read_text().replace("before", "now"))
    (site / "files/plan.pdf").unlink()
    text = (site / "about/index.html").read_text()
    (site / "about/index.html").write_text(text.replace("<a href=/files/plan.pdf>The plan</a>", ""))
    (site / "new.txt").write_text("new\n")
    options = Options(previous=first, interim=True)
    interim = write_bundle(site, url, tmp_path / "out", instant + timedelta(days=1), options)
    assert "-interim-" in interim.name
    found, earlier = _records(interim), _records(first)
    assert found[f"{url}files/plan.pdf"][:2] == ("response", 404)
    assert found[f"{url}about/"][:2] == ("response", 200)
    assert found[f"{url}new.txt"][:2] == ("response", 200)
    assert found[url][0] == "revisit"
    kinds = Counter(kind for kind, *_ in found.values())
    assert kinds["revisit"] >= 4
    for address, (kind, status, _, refers) in found.items():
        if kind == "revisit" and address in earlier:
            assert (status, refers) == (earlier[address][1], address)
    problems, counts = verify_and_count(interim)
    assert problems == []
    assert f"Interim: {kinds['revisit']} of {len(found)} addresses" in counts.told[0]
    assert "An interim snapshot" in (interim / "bag-info.txt").read_text()


def test_what_went_of_the_search_is_a_404_as_well(tmp_path: Path, url: str, instant: datetime) -> None:
    site = _lay(tmp_path / "site", url, own_page=True, record=True)
    (site / "pagefind").mkdir()
    (site / "pagefind/pagefind.js").write_text("search()\n")
    (site / "pagefind/one.pf_fragment").write_bytes(b"one")
    first = write_bundle(site, url, tmp_path / "out", instant)
    (site / "pagefind/one.pf_fragment").rename(site / "pagefind/two.pf_fragment")
    options = Options(previous=first, interim=True)
    interim = write_bundle(site, url, tmp_path / "out", instant + timedelta(days=1), options)
    assert _records(interim)[f"{url}pagefind/one.pf_fragment"][:2] == ("response", 404)
    assert verify_and_count(interim)[0] == []
    played = replay_bundle(interim, site, Engines())
    assert played.problems("x") == []


def test_revisits_are_never_of_revisits(tmp_path: Path, url: str, instant: datetime) -> None:
    site = _lay(tmp_path / "site", url, own_page=True, record=True)
    bags = [write_bundle(site, url, tmp_path / "out", instant)]
    for days in (1, 2):
        (site / "new.txt").write_text(f"{days}\n")
        options = Options(previous=bags[-1], interim=True)
        bags.append(write_bundle(site, url, tmp_path / "out", instant + timedelta(days=days), options))
    first, second, third = map(_records, bags)
    assert second[f"{url}about/"][2] == third[f"{url}about/"][2]
    assert third[f"{url}about/"][0] == "revisit"
    assert first[f"{url}about/"][0] == "response"


def test_the_final_one_stands_alone(tmp_path: Path, url: str, instant: datetime) -> None:
    site = _lay(tmp_path / "site", url, own_page=True, record=True)
    first = write_bundle(site, url, tmp_path / "out", instant)
    final = write_bundle(site, url, tmp_path / "out", instant + timedelta(days=1), Options(previous=first))
    assert {kind for kind, *_ in _records(final).values()} == {"response"}
    assert (final / "data/reports/changes-since-previous.html").is_file()
    shutil.rmtree(first)
    assert verify_bundle(final) == []
