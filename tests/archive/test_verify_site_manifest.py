"""What a site's own manifest says of its files is held against what is captured of them."""

import hashlib
from pathlib import Path

import pytest
from tests.archive.loose import write_loose_bag, write_trouble

from review_site.archive.verify.site_manifest import verify_site_manifest
from review_site.archive.verify.tree import read_tree
from review_site.archive.verify.warc import verify_warc
from review_site.problems import Problems


def _lines(site: Path) -> list[str]:
    files = sorted(path for path in site.rglob("*") if path.is_file())
    return [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(site).as_posix()}" for path in files]


def _found(site: Path, folder: Path) -> list[str]:
    _, warc = write_loose_bag(site, folder / "bag")
    problems = Problems()
    responses = verify_warc(warc, warc.name, problems).responses
    files = read_tree(folder / "bag", problems)
    verify_site_manifest(folder / "bag", files, f"../{warc.name}", responses, problems)
    return [str(problem) for problem in problems]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    site = write_trouble(tmp_path / "site")
    (site / "site-manifest.txt").write_text("".join(f"{line}\n" for line in _lines(site)))
    return site


def test_a_site_that_is_as_it_was_built_is_sound(site: Path, tmp_path: Path) -> None:
    assert _found(site, tmp_path) == []


def test_each_file_that_is_not_as_it_was_built_is_told_at_its_line(site: Path, tmp_path: Path) -> None:
    before = (site / "about/index.html").read_bytes()
    after = before.replace(b"Words", b"Lords")
    (site / "about/index.html").write_bytes(after)
    (site / "assets/site.css.gz").write_bytes(b"x")  # no form of site.css now, but a file of its own
    (site / "images/lamp.png").unlink()
    (site / "new.txt").write_text("new\n")
    names = [line[66:] for line in (site / "site-manifest.txt").read_text().splitlines()]
    about, lamp, form = (
        names.index(name) + 1 for name in ("about/index.html", "images/lamp.png", "assets/site.css.gz")
    )
    old, new = (hashlib.sha256(content).hexdigest() for content in (before, after))
    again = "build the site and make the bundle again, or fetch a whole copy"
    said = _found(site, tmp_path)
    assert (
        f"site-manifest.txt:{about}: about/index.html: is not the file that was built (its SHA-256 is {new}, and "
        f"site-manifest.txt says {old}: {again})" in said
    )
    assert f"site-manifest.txt:{lamp}: images/lamp.png: was built, and is not captured ({again})" in said
    assert any(one.startswith(f"site-manifest.txt:{form}: assets/site.css.gz: is not the file") for one in said)
    assert (
        "site-manifest.txt: new.txt: is captured, and site-manifest.txt does not name it (it was not built with the "
        f"site: {again})" in said
    )
    assert len(said) == 4


def test_a_folder_for_web_servers_is_held_against_its_own_manifest(site: Path, tmp_path: Path) -> None:
    (site / "_headers").write_text("/*\n")
    assert len(_found(site, tmp_path / "one")) == 1
    (site / "served-manifest.txt").write_text("".join(f"{line}\n" for line in _lines(site)))
    assert _found(site, tmp_path / "two") == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("junk", "line: is not a line of a manifest"),
        (f"{'0' * 64}  ../x", "path: “../x” is not a safe path"),
        (f"{'0' * 64}  404.html\n{'0' * 64}  404.html", "404.html: stands twice"),
    ],
)
def test_a_line_that_is_none_is_told(site: Path, tmp_path: Path, line: str, said: str) -> None:
    with (site / "site-manifest.txt").open("a") as stream:
        stream.write(f"{line}\n")
    assert any(said in one for one in _found(site, tmp_path))


def test_a_file_of_another_maker_that_is_no_manifest_is_let_be(tmp_path: Path) -> None:
    site = write_trouble(tmp_path / "site")
    assert _found(site, tmp_path / "none") == []
    (site / "site-index.json").unlink()
    (site / "site-manifest.txt").write_text("Pages of our site\n")
    assert _found(site, tmp_path / "other") == []
