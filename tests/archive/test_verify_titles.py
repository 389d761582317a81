"""Titles and descriptions in the tables of a bundle are those of the pages; no cell is run by a spreadsheet program."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from tests.archive.loose import write_loose_bag, write_trouble

from review_site.archive.verify.formulas import verify_formulas
from review_site.archive.verify.titles import verify_titles
from review_site.archive.verify.transfer import verify_transfer
from review_site.archive.verify.tree import read_tree
from review_site.archive.verify.warc import verify_warc
from review_site.problems import Problems

URLS, METADATA, FORMATS = "data/crawl/urls.csv", "data/transfer/metadata.csv", "data/crawl/formats.csv"
GUARD = "make the bundle again: it sets such words in “”"
WITHDRAWN = " (withdrawn: the page that says so)"
FILE = ": a file of the website Review of Lighthouses"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bag with its WARC beside it; pages that the site's record names, and pages that it does not."""
    folder = tmp_path_factory.mktemp("titles")
    site = write_trouble(folder / "site")
    (site / "=root.txt").write_text("at the root\n")
    (site / "plain").mkdir()
    (site / "plain/index.html").write_text("<html><body><svg><title>A drawing</title></svg>Words")
    (site / "latin").mkdir()
    latin = "<html><head><title>Caf\u00e9</title><meta charset=iso-8859-1></head><body>\u00e9"
    (site / "latin/index.html").write_bytes(latin.encode("latin-1"))
    write_loose_bag(site, folder / "bag")
    return folder


def _found(folder: Path, elsewhere: frozenset[str] = frozenset()) -> list[str]:
    """Verify titles and formulas; of some addresses the pages lie in an earlier snapshot."""
    bag, warc = folder / "bag", next(folder.glob("*.warc.gz"))
    responses = [
        replace(one, revisit=True) if one.url.endswith(tuple(elsewhere)) else one
        for one in verify_warc(warc, warc.name, Problems()).responses
    ]
    files = read_tree(bag, Problems())
    originals = verify_transfer(bag, files, responses, Problems()).originals
    problems = Problems()
    verify_titles(bag, files, f"../{warc.name}", responses, originals, problems)
    verify_formulas(bag, files, responses, problems)
    return [str(problem) for problem in problems]


def test_what_was_written_is_sound_and_guarded(written: Path) -> None:
    assert _found(written) == []
    table = (written / "bag" / URLS).read_text(encoding="utf-8")
    assert ",“=SUM(A1:A9)”," in table
    assert ",=root.txt," in table


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        (
            URLS,
            ",Not found,",
            ",Found,",
            "title: is “Found” for 404.html (the page that was recorded says “Not found”)",
        ),
        (
            *(URLS, ",Foghorns,", ",=cmd|'/C calc'!A0,"),
            "is “=cmd|'/C calc'!A0” for withdrawn/index.html (site-index.json that was recorded says “Foghorns”)",
        ),
        (
            *(URLS, ",Foghorns,", ",=cmd|'/C calc'!A0,"),
            f"title: begins with “=”, and spreadsheet programs run it: =cmd|'/C calc'!A0 ({GUARD})",
        ),
        (
            *(METADATA, ",News,", ",=1+cmd,"),
            "description: is “=1+cmd” for news/index.html (the title of what was recorded gives “News”)",
        ),
        (
            *(METADATA, f",Foghorns{WITHDRAWN},", ",Foghorns,"),
            "description: is “Foghorns” for withdrawn/index.html (the title of what was recorded gives “Foghorns"
            f"{WITHDRAWN}”)",
        ),
        (METADATA, f"{FILE},", ": a file,", f"which has no title (write its format{FILE})"),
        (
            *(FORMATS, "\nabout/index.html,", "\n-about/index.html,"),
            f"file: begins with “-”, and spreadsheet programs run it: -about/index.html ({GUARD})",
        ),
        (
            *("file-metadata.csv", ",News,", ",\tNews,"),
            f"description: begins with a tab, and spreadsheet programs run it: News ({GUARD})",
        ),
    ],
)
def test_what_a_page_does_not_say_is_told(
    written: Path, tmp_path: Path, name: str, old: str, new: str, said: str
) -> None:
    shutil.copytree(written / "bag", tmp_path / "bag")
    shutil.copy(next(written.glob("*.warc.gz")), tmp_path)
    table = tmp_path / "bag" / name
    before = table.read_bytes().decode()
    after = before.replace(old, new, 1)
    assert after != before
    table.write_bytes(after.encode())
    found = _found(tmp_path)
    assert any(one.startswith(f"{name}:") and one.endswith(said) for one in found), found


def test_a_page_that_lies_in_an_earlier_snapshot_hides_no_other(written: Path, tmp_path: Path) -> None:
    shutil.copytree(written / "bag", tmp_path / "bag")
    shutil.copy(next(written.glob("*.warc.gz")), tmp_path)
    table = tmp_path / "bag" / URLS
    text = table.read_bytes().decode()
    forged = text.replace(",Café,", ",Tea,").replace(",A drawing,", ",A photograph,")
    assert forged.index(",Tea,") < forged.index(",A photograph,")
    table.write_bytes(forged.encode())
    told = [f"{URLS}:{forged[: forged.index(title)].count(chr(10)) + 1}: " for title in (",Tea,", ",A photograph,")]
    assert [any(one.startswith(line) for one in _found(tmp_path)) for line in told] == [True, True]
    found = _found(tmp_path, frozenset({"/latin/"}))
    assert [any(one.startswith(line) for one in found) for line in told] == [False, True]
