"""The example review, feeds to bring into it, and pictures as WordPress keeps them."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PIL import Image

from review_site.content.library import read_library
from review_site.importing.posts import Imported, import_posts


@pytest.fixture
def project(lay: Callable[[str], Path]) -> Path:
    """The example review in a folder of its own."""
    return lay("")


@pytest.fixture
def bring(project: Path) -> Callable[..., Imported]:
    """Bring a file into the example review."""
    return partial(bring_into, project)


@pytest.fixture
def bring_elsewhere() -> Callable[..., Imported]:
    """Bring a file into the review of a folder."""
    return bring_into


@pytest.fixture
def feed_of(tmp_path: Path) -> Callable[..., Path]:
    """Write an RSS feed with these items, and more names of namespaces if need be; returns the file."""

    def write(*items: str, names: str = "") -> Path:
        file = tmp_path / "feed.xml"
        rows = "\n".join(items)
        text = f'<rss version="2.0" {names}><channel><title>A feed</title>\n{rows}\n</channel></rss>'
        file.write_text(text, encoding="utf-8")
        return file

    return write


@pytest.fixture
def item() -> Callable[..., str]:
    """Give one item of an RSS feed."""

    def render(
        title: str = "Title", *, link: str = "https://x.example/a/", text: str = "<p>Words.</p>", more: str = ""
    ) -> str:
        return (
            f"<item><title><![CDATA[{title}]]></title><link>{link}</link>"
            f"<pubDate>Thu, 01 Jul 2021 11:00:00 GMT</pubDate>"
            f"<description><![CDATA[{text}]]></description>{more}</item>"
        )

    return render


@pytest.fixture
def uploads(tmp_path: Path) -> Path:
    """A folder as WordPress keeps it, with the pictures that the export shows, but for one."""
    for path, colour in {
        "2021/04/Fog_Bell.jpg": "grey",
        "2021/04/Fog_Bell-1024x768.jpg": "black",
        "2021/05/tower.png": "red",
    }.items():
        file = tmp_path / "uploads" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (400, 300), colour).save(file)
    return tmp_path / "uploads"


def bring_into(
    project: Path, file: Path, *, author: str | None = None, kind: str = "blog", pictures: Path | None = None
) -> Imported:
    content = project / "content"
    library = read_library(content, project / "docs")
    return import_posts(file, library, content, author=author, kind=kind, pictures=pictures)
