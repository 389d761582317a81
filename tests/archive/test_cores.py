"""On one core and on several: the same bundle, byte for byte, and the same problems of one that is damaged."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from review_site.archive.bundle import write_bundle
from review_site.archive.verify import verify_bundle
from review_site.problems import Problem, ProblemsError
from review_site.workers import CORES

PAGES = 90  # more than are left to one process
_PAGE = (
    "<!doctype html><html lang=en><head><title>Page {number}</title><link rel=stylesheet href=/assets/site.css></head>"
    '<body><nav class="menu"><a href="/">Home</a> <a href="../{next}/?a=1#top">Next</a></nav><main><h1>Page</h1>'
    '<p style="background: url(/images/dot.png)">Words {number} <img src="/images/dot.png" alt="A dot">'
    "<a href=https://example.com/{number}>elsewhere</a> <a href=/lost/{number}/>lost</a></main></body></html>"
)


@pytest.fixture
def many(site: Path) -> Path:
    """The small site with as many pages as are spread over several processes."""
    for number in range(PAGES):
        page = site / f"{number}/index.html"
        page.parent.mkdir()
        page.write_text(_PAGE.format(number=number, next=(number + 1) % PAGES), encoding="utf-8")
    return site


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("cores", ["2", "3"])
def test_a_bundle_is_the_same_on_any_number_of_cores(
    many: Path, url: str, instant: datetime, tmp_path: Path, cores: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CORES, "1")
    write_bundle(many, url, tmp_path / "one", instant)
    monkeypatch.setenv(CORES, cores)
    write_bundle(many, url, tmp_path / "several", instant)
    alone = _files(tmp_path / "one")
    assert _files(tmp_path / "several") == alone
    assert sum("reading-copy/" in name for name in alone) > PAGES


def _cut_warc(bag: Path) -> None:
    warc = next((bag / "data/web").glob("*.warc.gz"))
    warc.write_bytes(warc.read_bytes()[:-2000])


def _flip_warc(bag: Path) -> None:
    warc = next((bag / "data/web").glob("*.warc.gz"))
    content = bytearray(warc.read_bytes())
    content[len(content) // 2] ^= 0x20
    warc.write_bytes(content)


def _change_copies(bag: Path) -> None:
    for number in (3, 40, 41, 88):
        page = bag / f"data/reading-copy/{number}/index.html"
        page.write_bytes(page.read_bytes().replace(b"Words", b"Worlds").replace(b"dot.png", b"not.png"))


def _lose_copies(bag: Path) -> None:
    for number in (5, 50):
        (bag / f"data/reading-copy/{number}/index.html").unlink()
    (bag / "data/reading-copy/strange.html").write_bytes(b"<p>Strange")


def _change_tables(bag: Path) -> None:
    for name in ("broken-links.csv", "hops.csv", "third-party.csv"):
        table = bag / "data/crawl" / name
        table.write_bytes(table.read_bytes().replace(b"7", b"8"))


@pytest.mark.parametrize("damage", [_cut_warc, _flip_warc, _change_copies, _lose_copies, _change_tables])
def test_the_same_is_wrong_on_any_number_of_cores(
    many: Path,
    url: str,
    instant: datetime,
    tmp_path: Path,
    damage: Callable[[Path], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bag = write_bundle(many, url, tmp_path / "out", instant)
    assert verify_bundle(bag) == []
    damage(bag)
    told: list[list[Problem]] = []
    for cores in ("1", "2"):
        monkeypatch.setenv(CORES, cores)
        told.append(verify_bundle(bag))
    assert told[0] == told[1]
    assert told[0]


def test_a_file_that_changes_meanwhile_is_told_by_its_name_on_several_cores(
    many: Path, url: str, instant: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CORES, "2")

    def change(what: str) -> None:
        if what == "Capturing":
            for number in (31, 32, 64):
                (many / f"{number}/index.html").write_bytes(b"<p>Other words")

    with pytest.raises(ProblemsError, match=r"(31|32)/index\.html: content: changed while"):
        write_bundle(many, url, tmp_path / "out", instant, say=change)
    assert list((tmp_path / "out").iterdir()) == []
