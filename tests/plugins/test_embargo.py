"""Nothing due later is in any byte of the site or of its bundle; a minute after, it is everywhere it should be."""

import hashlib
import os
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image
from tests.drawings import draw_post

from review_site.archive.bundle import write_bundle
from review_site.archive.folder import capture_instant
from review_site.archive.options import Options
from review_site.plugins.build import build_site
from review_site.plugins.bundling import options_for

MORE = """\
topics: [rocks]
aliases: [/quincunx/]
pictures:
  - file: kumquat.jpg
    alt: A bowl of walrus fruit.
"""
PAGES = """\
docs/hidden.md
    ---
    title: Hidden page of vermilion
    description: A page of vermilion.
    status: {status}
    published: {published}
    ---

    Vermilion words.
docs/about.md
    ---
    title: About
    description: About the review.
    ---

    Words before, [the news of the day](/marmalade-announcement/), words after, and [the other page](/hidden/).
"""
MARKERS = (
    "marmalade", "xylophone", "zanzibar", "quincunx", "kumquat", "walrus", "periwinkle", "vermilion", "sextant-data",
)  # fmt: skip


def lay_secret(lay: Callable[[str], Path], published: str, status: str = "ready") -> Path:
    post = draw_post(
        "marmalade-announcement",
        "The body says zanzibar. Read [the figures (CSV)](periwinkle.csv).",
        status=status,
        published=published,
        summary="A xylophone sentence.",
        more=MORE,
    )
    project = lay(post + PAGES.format(published=published, status=status))
    (project / "content/pictures").mkdir()
    Image.effect_noise((800, 600), 90).convert("RGB").save(project / "content/pictures/kumquat.jpg")
    (project / "content/attachments").mkdir(exist_ok=True)
    (project / "content/attachments/periwinkle.csv").write_text("sextant-data,1\n", encoding="utf-8")
    config = project / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("nav:\n", "nav:\n  - hidden.md\n", 1), encoding="utf-8")
    return project


def bundled(site: Path, output: Path, project: Path) -> Path:
    """Bundle a site with the sources of its project, and lay the files of these sources beside the bundle."""
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    for words in (
        ("init", "--quiet"),
        ("add", "--force", "."),
        (*who, "commit", "--quiet", "--allow-empty", "-m", "All"),
    ):
        subprocess.run(["git", "-C", project, *words], check=True)
    instant = capture_instant(site, os.environ, datetime.now(UTC))
    options = options_for(site, project, Options())
    bag = write_bundle(site, "https://lighthouses.example.org/", output, instant, options)
    bundle, sources = bag / "data/provenance/sources.bundle", output / "sources"
    subprocess.run(["git", "clone", "--quiet", bundle, sources], check=True)
    assert (sources / "content/README.md").exists() == (project / "content/README.md").exists()
    assert any(sources.rglob("*.md"))
    return output


def mentions(folder: Path) -> set[str]:
    """Return the markers that stand in the bytes or in the name of any file."""
    found = set()
    for file in folder.rglob("*"):
        if file.is_file():
            data = file.read_bytes().lower() + str(file.relative_to(folder)).encode()
            found |= {word for word in MARKERS if word.encode() in data}
    return found


def hashes(folder: Path) -> set[str]:
    return {hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.rglob("*") if file.is_file()}


def pictures_of(site: Path) -> set[str]:
    return hashes(site / "pictures")


@pytest.mark.parametrize(
    ("published", "status", "before", "after"),
    [
        ("2021-05-02T00:01", "ready", "2021-05-02T00:00", "2021-05-02T00:02"),
        ("2021-05-02", "ready", "2021-05-01T23:59", "2021-05-02T00:00"),
        ("2021-05-02", "draft", "2026-01-01", None),
    ],
)
def test_a_post_with_its_picture_and_attachment_is_nowhere_and_then_everywhere(
    lay: Callable[[str], Path], tmp_path: Path, published: str, status: str, before: str, after: str | None
) -> None:
    project = lay_secret(lay, published, status)
    early = build_site(project, tmp_path / "early", before)
    assert mentions(early) == set()
    assert mentions(bundled(early, tmp_path / "early-bundle", project)) == set()
    about = (early / "about/index.html").read_text(encoding="utf-8")
    assert "Words before, the news of the day, words after, and the other page." in about
    assert not (early / "pictures").exists()
    if after is None:
        return
    late = build_site(project, tmp_path / "late", after)
    assert mentions(late) == set(MARKERS)
    assert (late / "attachments/periwinkle.csv").read_bytes() == b"sextant-data,1\n"
    assert (late / "quincunx/index.html").is_file()
    assert (late / "hidden/index.html").is_file()
    assert len(pictures_of(late)) == 4
    assert pictures_of(late).isdisjoint(hashes(early))
    original = hashlib.sha256((project / "content/pictures/kumquat.jpg").read_bytes()).hexdigest()
    assert original not in hashes(late)
    assert mentions(bundled(late, tmp_path / "late-bundle", project)) >= {"marmalade", "kumquat", "periwinkle"}


@pytest.mark.parametrize(
    ("published", "out"),
    [
        ("2021-03-28", datetime(2021, 3, 28, 0, 0, tzinfo=UTC)),
        ("2021-03-28T02:00", datetime(2021, 3, 28, 1, 0, tzinfo=UTC)),
        ("2021-03-29", datetime(2021, 3, 28, 23, 0, tzinfo=UTC)),
        ("2021-10-31", datetime(2021, 10, 30, 23, 0, tzinfo=UTC)),
        ("2021-10-31T01:30", datetime(2021, 10, 31, 1, 30, tzinfo=UTC)),
        ("2021-11-01", datetime(2021, 11, 1, 0, 0, tzinfo=UTC)),
        ("2021-11-01T00:01", datetime(2021, 11, 1, 0, 1, tzinfo=UTC)),
    ],
)
def test_midnight_is_londons_on_either_side_of_summer_time(
    lay: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, published: str, out: datetime
) -> None:
    project = lay_secret(lay, published)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(out.timestamp()) - 60))
    assert mentions(build_site(project, tmp_path / "early", None)) == set()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(out.timestamp())))
    assert mentions(build_site(project, tmp_path / "late", None)) == set(MARKERS)


def test_a_picture_that_no_page_shows_is_not_published(lay: Callable[[str], Path], tmp_path: Path) -> None:
    project = lay_secret(lay, "2021-05-01")
    (project / "content/blogs/2021-05-01-marmalade-announcement.md").unlink()
    about = project / "docs/about.md"
    about.write_text("---\ntitle: About\ndescription: About it.\n---\n\nWords.\n", encoding="utf-8")
    site = build_site(project, tmp_path / "site", "2021-06-01")
    assert mentions(site) == {"vermilion"}


def test_what_a_writer_noted_in_a_comment_is_not_published(site: Callable[..., Path]) -> None:
    text = (
        "docs/about.md\n    ---\n    title: About\n    description: About it.\n    ---\n\n"
        "    Words. <!-- marmalade after Friday -->\n\n    <!--\n    zanzibar\n    -->\n\n    More words.\n"
    )
    assert mentions(site(text)) == set()
