"""A folder laid out from its files, and what its files refer to."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from review_site.archive.inventory import read_inventory
from review_site.archive.links import LinkGraph, read_links

Files = Mapping[str, str | bytes]


def write_files(root: Path, files: Files) -> Path:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


@pytest.fixture
def graph_of(tmp_path: Path) -> Callable[..., LinkGraph]:
    """Read the references of a folder with these files, served below an address."""

    def read(files: Files, url: str = "https://lighthouses.example/") -> LinkGraph:
        return read_links(read_inventory(write_files(tmp_path / "site", files), url))

    return read
