"""Feeds on all cores and from verdicts of earlier builds: the same bytes, and nothing wrong is ever passed."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.foreign import CONFIG, build_foreign, build_laid, config, dated, feeds_in, lay_foreign

from review_site.feed import readback
from review_site.feed.model import Feed, Form
from review_site.plugins import feed_writing
from review_site.problems import Problem
from review_site.workers import CORES

Judging = Callable[[], list[str]]
PAGES = {
    f"p{number}": dated(
        f"Lamp {number}", f"2024-{1 + number // 28:02}-{1 + number % 28:02}", "feeds: [/news/, /all/]\n", "*Words*."
    )
    for number in range(70)
}
LISTS = {"news": "---\nfeed: /news/\n---\n", "all": "---\nfeed: /all/\nfeed_history: true\n---\n"}


@pytest.fixture
def judging(monkeypatch: pytest.MonkeyPatch) -> Judging:
    """Note the places of the documents that are judged; gives those since it was asked last."""
    monkeypatch.setenv(CORES, "1")
    judged: list[str] = []
    real = feed_writing.verify_feed

    def verify(data: bytes, feed: Feed, form: Form, path: str, *, deep: bool, outside: bool) -> list[Problem]:
        judged.append(path)
        return real(data, feed, form, path, deep=deep, outside=outside)

    def told() -> list[str]:
        places = sorted(judged)
        judged.clear()
        return places

    monkeypatch.setattr(feed_writing, "verify_feed", verify)
    return told


def test_feeds_have_the_same_bytes_on_any_number_of_cores(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    for cores in "123":
        monkeypatch.setenv(CORES, cores)
        made.append(feeds_in(build_foreign(tmp_path / cores, config("limit: 5"), **PAGES, **LISTS)))
    assert len(made[0]) > 34
    assert made[0] == made[1] == made[2]


@pytest.mark.parametrize("cores", "12")
def test_everything_that_is_wrong_is_told_from_all_cores(
    cores: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CORES, cores)
    wrong = {f"p{number}": dated(date="soon") for number in (3, 68)}
    told = _stopped(lay_foreign(tmp_path / "a", CONFIG, **PAGES | wrong, **LISTS))
    assert "docs/p3.md:2: date: “soon” is not a date" in told
    assert "docs/p68.md:2: date: “soon” is not a date" in told
    wrong = {name: PAGES[name].replace("# Lamp", "# A &amp;amp;") for name in ("p3", "p68")}
    folder = lay_foreign(tmp_path / "b", config("limit: 5"), **PAGES | wrong, **LISTS)
    told = _stopped(folder)
    assert told.count("its title holds &amp;, which readers see as it stands") >= 2
    assert (folder / "site/feed/2.atom").exists()
    assert not (folder / "site/feed/1.atom").exists(), "a document that is not right was written"


def test_archives_are_not_read_by_feedparser_and_all_else_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CORES, "1")
    seen: list[str] = []
    monkeypatch.setattr(readback, "verify_outside", lambda data, feed, form, path, problems: seen.append(path))
    site = build_foreign(tmp_path, config("limit: 5"), **PAGES, **LISTS)
    assert sorted(seen) == ["all/feed.atom", "all/feed.rss", "feed.atom", "feed.rss"]
    assert (site / "feed/1.atom").exists()


def test_a_document_that_was_right_is_not_judged_again(tmp_path: Path, judging: Judging) -> None:
    folder = lay_foreign(tmp_path, config("limit: 5", "cache: kept"), **PAGES, **LISTS)
    first = feeds_in(build_laid(folder))
    everything = judging()
    assert len(everything) == len(set(everything)) > 30
    assert feeds_in(build_laid(folder)) == first
    assert judging() == []

    (folder / "docs/p69.md").write_text(PAGES["p69"].replace("*Words*", "*Words"), encoding="utf-8")
    build_laid(folder)
    assert judging() == sorted(f"{at}feed.{form}" for at in ("", "all/", "news/") for form in ("atom", "json", "rss"))

    for verdict in (folder / "kept").iterdir():
        verdict.write_bytes(verdict.read_bytes()[:-1])
    build_laid(folder)
    assert judging() == everything, "a damaged verdict was believed"


def test_without_a_cache_nothing_is_kept(tmp_path: Path, judging: Judging) -> None:
    folder = lay_foreign(tmp_path, a=dated())
    before = {*folder.iterdir(), folder / "site"}
    build_laid(folder)
    build_laid(folder)
    assert len(judging()) == 6
    assert {*folder.iterdir()} == before


def test_what_is_wrong_is_told_in_each_build(tmp_path: Path) -> None:
    folder = lay_foreign(tmp_path, config("cache: kept"), a=dated("A &amp;amp; B"))
    assert _stopped(folder) == _stopped(folder) != ""


def test_a_writer_that_says_something_else_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A verdict holds for what a document should say as well, and not for its bytes alone."""
    monkeypatch.setenv(CORES, "1")
    folder = lay_foreign(tmp_path, config("cache: kept"), a=dated("A", body="Old words."))
    build_laid(folder)
    old = feed_writing.RENDERERS["atom"]
    stuck = (folder / "site/feed.atom").read_bytes()
    monkeypatch.setattr(
        feed_writing, "RENDERERS", feed_writing.RENDERERS | {"atom": replace(old, feed=lambda *_: stuck)}
    )
    build_laid(folder)
    (folder / "docs/a.md").write_text(dated("A", body="New words."), encoding="utf-8")
    assert "feed.atom: " in _stopped(folder)


def _stopped(folder: Path) -> str:
    """Return what a build tells that stops."""
    with pytest.raises(SystemExit) as stop:
        build_laid(folder)
    return str(stop.value)
