"""A small site, and bundles made of it, for the tests of the archive."""

import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from review_site.archive.bundle import write_bundle
from review_site.archive.inventory import Inventory, read_inventory
from review_site.site_index import read_site_index

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def _page(title: str, body: str) -> bytes:
    return f"<!doctype html><html lang=en><head><title>{title}</title></head><body>{body}</body></html>".encode()


SITE: dict[str, bytes] = {
    "index.html": _page("Welcome", "<p>What we heard. <a href='/about/'>About</a><script>var a = 1</script></p>"),
    "about/index.html": _page("Café Zoë – Łódź", "<p>Words with <b>strong</b>er ones</p><img src='/images/dot.png'>"),
    "404.html": _page("Not found", "<p>There is no such page.</p>"),
    "files/terms of reference.pdf": b"%PDF-1.7\n" + bytes(range(256)) * 40,
    "files/100%.txt": "per cent – naïve\n".encode(),
    "files/empty.txt": b"",
    "images/dot.png": PNG,
    "assets/site.css": b"body { color: #111 }\n",
    "feed.atom": b"<feed xmlns='http://www.w3.org/2005/Atom'/>",
    "unknown.kind": b"\r\n\r\nHTTP/1.1 200 OK\r\n\r\nWARC/1.1\r\n",
}


@pytest.fixture(scope="session")
def inventory(built_site: Path) -> Inventory:
    """The files of the real site."""
    index = read_site_index(built_site)
    assert index
    return read_inventory(built_site, index.site.url)


@pytest.fixture(scope="session")
def url() -> str:
    return "https://review.example.org/"


@pytest.fixture(scope="session")
def instant() -> datetime:
    return datetime(2023, 5, 1, 11, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def write_site() -> Callable[[Path], Path]:
    """Write the small site, with every kind of trouble in a name or a body, into a folder."""

    def write(root: Path) -> Path:
        for name, content in SITE.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return root

    return write


@pytest.fixture
def site(tmp_path: Path, write_site: Callable[[Path], Path]) -> Path:
    return write_site(tmp_path / "site")


@pytest.fixture(scope="session")
def sound(
    tmp_path_factory: pytest.TempPathFactory, write_site: Callable[[Path], Path], url: str, instant: datetime
) -> Path:
    """The bag of the small site, its tar and SHA-256 beside it: read it, or leave it as it was found."""
    folder = tmp_path_factory.mktemp("sound")
    return write_bundle(write_site(folder / "site"), url, folder / "out", instant)


@pytest.fixture
def judge() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run an outside judge by its name in this environment; an absent one fails the test."""

    def run(name: str, *arguments: object) -> subprocess.CompletedProcess[str]:
        program = Path(sys.executable).parent / name
        return subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, check=False)

    return run
