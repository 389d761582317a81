"""Times a whole build and a bundle of this project against a peer, in one run; prints medians and ratios.

The build's peer is plain MkDocs with Material on the same Markdown; the bundle's is single-core `gzip -6` of the same
bytes.
"""

import shutil
import statistics
import tempfile
from pathlib import Path

from peer import BIN, ROOT, lay_peer, run

ROUNDS = 5


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


if __name__ == "__main__":
    main()
