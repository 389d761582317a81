import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.archive.full import KEY, lay_full

from review_site.archive.bundle import write_bundle
from review_site.archive.options import Options
from review_site.archive.verify import verify_bundle
from review_site.problems import Problem, ProblemsError


@contextmanager
def _umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def _all_bytes(output: Path) -> dict[str, tuple[int, str]]:
    return {
        path.relative_to(output).as_posix(): (
            path.stat().st_mode,
            "" if path.is_dir() else hashlib.sha256(path.read_bytes()).hexdigest(),
        )
        for path in output.rglob("*")
    }


def test_two_bundles_of_one_site_are_identical(
    write_site: Callable[[Path], Path],
    url: str,
    instant: datetime,
    sound: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    monkeypatch.setenv("LC_ALL", "tr_TR.UTF-8")
    with _umask(0o077):
        site = write_site(tmp_path / "elsewhere" / "a site")
        for number, file in enumerate(sorted(site.rglob("*"))):
            os.utime(file, (number, number))
        write_bundle(site, url, tmp_path / "out" / "deep", instant)
    assert _all_bytes(tmp_path / "out" / "deep") == _all_bytes(sound.parent)


def test_modes_are_set_whatever_the_umask(sound: Path) -> None:
    for path in (sound, *sound.rglob("*"), *sound.parent.glob("*.tar*")):
        assert path.stat().st_mode & 0o777 == (0o755 if path.is_dir() else 0o644)


def test_the_bundle_holds_what_the_house_expects(sound: Path) -> None:
    assert sound.name == "review-example-org-2023-05-01"
    assert {path.name for path in sound.iterdir() if path.is_file()} == {
        *("bag-info.txt", "bagit.txt", "file-ffid.csv", "file-metadata.csv"),
        *("manifest-sha256.txt", "manifest-sha512.txt", "tagmanifest-sha256.txt", "tagmanifest-sha512.txt"),
    }
    rooms = ("crawl", "provenance", "redirects", "reports", "web")
    assert {room: sorted(path.name for path in (sound / "data" / room).iterdir()) for room in rooms} == {
        "crawl": [
            *("broken-links.csv", "formats.csv", "hops.csv", "not-read.csv", "pdf-links.csv", "seeds.txt"),
            *("third-party.csv", "urls.csv"),
        ],
        "provenance": ["dublin-core.xml", "environment.txt", "premis.xml", "urls-to-commits.csv"],
        "redirects": ["_redirects", "apache.conf", "cases.tsv", "cloudfront.js", "gone", "nginx.conf", "not-held.html"],
        "reports": ["readiness.html", "readiness.json", "replay.json"],
        "web": ["index.cdxj", "review-example-org.wacz", "review-example-org.warc.gz"],
    }
    assert {path.name for path in (sound / "data").iterdir()} == {
        *(*rooms, "reading-copy", "transfer", "ro-crate-metadata.json"),
    }
    assert {path.name for path in sound.parent.iterdir()} == {
        sound.name,
        f"{sound.name}.tar",
        f"{sound.name}.tar.sha256",
    }


def test_sha256sum_and_tar_read_it(sound: Path, tmp_path: Path) -> None:
    check = ["sha256sum", "--check", "--strict", f"{sound.name}.tar.sha256"]
    subprocess.run(check, cwd=sound.parent, check=True, capture_output=True)
    subprocess.run(["tar", "--extract", "--file", f"{sound}.tar", "--directory", tmp_path], check=True)
    assert subprocess.run(["diff", "--recursive", sound, tmp_path / sound.name], check=False).returncode == 0


def test_stage_and_london_date_are_in_the_name(tmp_path: Path, url: str) -> None:
    site = lay_full(tmp_path / "site", url, "Words.")
    record = json.loads((site / "site-index.json").read_text())
    record["site"] |= {"name": "The Review\nof X", "maintainer": "Us", "statement": "A copy."}
    (site / "site-index.json").write_text(json.dumps(record))
    bag = write_bundle(site, url, tmp_path / "out", datetime(2023, 6, 30, 23, 30, tzinfo=UTC))
    assert bag.name == "review-example-org-closed-2023-07-01"
    info = (bag / "bag-info.txt").read_text()
    assert "Source-Organization: Us\n" in info
    assert "The website The Review of X, " in info
    assert " A copy. " in info
    assert verify_bundle(bag) == []


def test_a_rule_that_blocks_stops_the_bundle_of_a_site_with_its_own_record_alone(tmp_path: Path, url: str) -> None:
    instant = datetime(2023, 6, 30, 23, 30, tzinfo=UTC)
    site = lay_full(tmp_path / "site", url, "<iframe src=https://example.com/film></iframe>")
    with pytest.raises(ProblemsError, match=r"about/index\.html:\d+: A5: "):
        write_bundle(site, url, tmp_path / "out", instant)
    assert not (tmp_path / "out").exists()
    (site / "site-index.json").unlink()
    assert verify_bundle(write_bundle(site, url, tmp_path / "out", instant)) == []


def test_a_signature_goes_with_the_bundle_that_it_was_of(tmp_path: Path, url: str, instant: datetime) -> None:
    site, told, options = lay_full(tmp_path / "site", url, "Words."), list[Problem](), Options(key=KEY)
    signed = write_bundle(site, url, tmp_path / "out", instant, options).with_suffix(".sig")
    before = signed.read_bytes()
    write_bundle(site, url, tmp_path / "out", instant, tell=told.append)
    assert (signed.read_bytes(), [one.field for one in told]) == (before, [])
    lay_full(site, url, "Other words.")
    bag = write_bundle(site, url, tmp_path / "out", instant, tell=told.append)
    assert not signed.exists()
    assert [one.field for one in told] == ["signature"]
    assert verify_bundle(bag) == []


def test_a_site_below_a_path_is_captured_there(site: Path, tmp_path: Path, instant: datetime) -> None:
    bag = write_bundle(site, "http://example.org:8080/the/review", tmp_path / "out", instant)
    assert bag.name == "example-org-8080-the-review-2023-05-01"
    rows = (bag / "data/crawl/urls.csv").read_text().splitlines()
    assert "/about/,http://example.org:8080/the/review/about/,about/index.html" in rows[4]
    assert verify_bundle(bag) == []


def test_a_whole_bundle_replaces_the_one_before(site: Path, tmp_path: Path, url: str, instant: datetime) -> None:
    first = write_bundle(site, url, tmp_path / "out", instant)
    (first / "stray.txt").write_text("x")
    (site / "new.txt").write_text("new")
    assert write_bundle(site, url, tmp_path / "out", instant) == first
    assert verify_bundle(first) == []
    assert "new.txt" in (first / "data/crawl/urls.csv").read_text()
    assert len(list((tmp_path / "out").iterdir())) == 3


def test_a_run_that_fails_leaves_the_bundle_before_and_nothing_else(
    site: Path, tmp_path: Path, url: str, instant: datetime
) -> None:
    bag = write_bundle(site, url, tmp_path / "out", instant)
    before = _all_bytes(tmp_path / "out")

    def stop(done: int, _: int) -> None:
        if done == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_bundle(site, url, tmp_path / "out", instant, progress=stop)
    assert _all_bytes(tmp_path / "out") == before
    assert verify_bundle(bag) == []


def test_two_runs_into_one_folder_do_not_meet(site: Path, tmp_path: Path, url: str, instant: datetime) -> None:
    def start_another(done: int, _: int) -> None:
        if done == 5:
            with pytest.raises(ProblemsError, match="another run is making a bundle here"):
                write_bundle(site, url, tmp_path / "out", instant)

    bag = write_bundle(site, url, tmp_path / "out", instant, progress=start_another)
    assert verify_bundle(bag) == []
    assert write_bundle(site, url, tmp_path / "out", instant) == bag


def test_what_a_killed_run_left_is_put_right(site: Path, tmp_path: Path, url: str, instant: datetime) -> None:
    output = tmp_path / "out"
    bag = write_bundle(site, url, output, instant)
    before = _all_bytes(output)
    # Killed while building, and another time in the middle of moving a whole bundle to its place.
    shutil.copytree(bag, output / ".bundle-in-building" / "whole" / bag.name)
    (output / ".bundle-whole").mkdir()
    (output / ".bundle-replaced").mkdir()
    bag.rename(output / ".bundle-whole" / bag.name)
    later = write_bundle(site, url, output, datetime(2023, 5, 2, 9, tzinfo=UTC))
    assert verify_bundle(bag) == []
    assert verify_bundle(later) == []
    left = _all_bytes(output)
    assert {name: value for name, value in left.items() if "2023-05-02" not in name} == before


def test_the_output_may_not_lie_in_the_site(site: Path, url: str, instant: datetime) -> None:
    with pytest.raises(ValueError, match="lies inside"):
        write_bundle(site, url, site / "archive", instant)


def test_an_instant_needs_its_zone(site: Path, tmp_path: Path, url: str) -> None:
    with pytest.raises(ValueError, match="time zone"):
        write_bundle(site, url, tmp_path / "out", datetime(2023, 5, 1))  # noqa: DTZ001 - that is the point


def test_a_broken_site_leaves_no_output(site: Path, tmp_path: Path, url: str, instant: datetime) -> None:
    (site / "site-index.json").write_text("{}")
    with pytest.raises(ProblemsError):
        write_bundle(site, url, tmp_path / "out", instant)
    assert not (tmp_path / "out").exists()
