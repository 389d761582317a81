"""The peer: a stock site on MkDocs and Material with the same standing pages and posts."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
_CONFIG = """site_name: Peer
site_url: https://example.org/
theme: {name: material, font: false}
markdown_extensions:
  [abbr, admonition, attr_list, def_list, footnotes, md_in_html, tables, pymdownx.details, pymdownx.smartsymbols]
validation: {absolute_links: ignore, unrecognized_links: ignore, not_found: ignore}
"""


def lay_peer(folder: Path) -> None:
    """Lay the same standing pages and posts as plain pages of a stock site."""
    shutil.copytree(ROOT / "docs", folder / "docs")
    for post in (ROOT / "content/blogs").glob("*.md"):
        shutil.copy(post, folder / "docs" / post.name)
    (folder / "mkdocs.yml").write_text(_CONFIG, encoding="utf-8")


def run(*command: object) -> float:
    """Run a command in silence, and return the seconds that it took."""
    start = time.perf_counter()
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(
        [str(part) for part in command],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    return time.perf_counter() - start
