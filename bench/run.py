"""Times a whole build and a bundle against a peer, in one run; prints medians and ratios.

The build's peer is plain MkDocs with Material on the same Markdown; the bundle's is single-core `gzip -6` of the same
bytes.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
ROUNDS = 5
PEER = """site_name: Peer
site_url: https://example.org/
theme: {name: material, font: false}
markdown_extensions:
  [abbr, admonition, attr_list, def_list, footnotes, md_in_html, tables, pymdownx.details, pymdownx.smartsymbols]
validation: {absolute_links: ignore, unrecognized_links: ignore, not_found: ignore}
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        lay_peer(work / "peer")
        site, bundle = work / "site", work / "dist"
        rounds = [one_round(work, site, bundle) for _ in range(ROUNDS)]
    print(f"{'':22}{'ours':>9}{'peer':>9}{'ratio':>8}   (seconds, medians of {ROUNDS} rounds; ratio by round)")
    for part in rounds[0]:
        ours, peers = ([timed[part][side] for timed in rounds] for side in (0, 1))
        ratio = statistics.median(one / other for one, other in zip(ours, peers, strict=True))
        print(f"{part:22}{statistics.median(ours):9.2f}{statistics.median(peers):9.2f}{ratio:8.2f}")


def one_round(work: Path, site: Path, bundle: Path) -> dict[str, tuple[float, float]]:
    shutil.rmtree(site, ignore_errors=True)
    shutil.rmtree(bundle, ignore_errors=True)
    build = run(BIN / "review-site", "-C", ROOT, "build", "--output", site)
    peer_build = run(BIN / "mkdocs", "build", "-q", "-f", work / "peer/mkdocs.yml")
    archive = run(BIN / "review-site", "archive", site, "--output", bundle)
    zipped = run("sh", "-c", 'find "$1" -type f -exec cat {} + | gzip -6 > /dev/null', "sh", site)
    verify = run(BIN / "review-site", "verify", next(path for path in bundle.iterdir() if path.is_dir()))
    return {
        "build / mkdocs": (build, peer_build),
        "bundle / gzip -6": (archive, zipped),
        "verify / gzip -6": (verify, zipped),
    }


def lay_peer(folder: Path) -> None:
    """Lay the same standing pages and posts as plain pages of a stock site."""
    shutil.copytree(ROOT / "docs", folder / "docs")
    for post in (ROOT / "content/blogs").glob("*.md"):
        shutil.copy(post, folder / "docs" / post.name)
    (folder / "mkdocs.yml").write_text(PEER, encoding="utf-8")


def run(*command: object) -> float:
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


if __name__ == "__main__":
    main()
