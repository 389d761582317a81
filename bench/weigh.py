"""Weighs four pages of the site and Lighthouse's scores of them, beside a stock site with the same content in one run.

Both are served by nginx with brotli, files made smaller alike. Lighthouse reads each page as a phone, three times; the
median by performance counts. `make weigh` sets up what this needs.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from peer import BIN, ROOT, lay_peer, run

sys.path.insert(0, str(ROOT))
from tests.hosting.servers import nginx

from review_site.hosting.encodings import ENCODERS, is_worth_encoding

LIGHTHOUSE = Path(os.environ.get("JUDGES", ROOT / ".judges")) / "bench/node_modules/lighthouse/cli/index.js"
CHROME = os.environ.get("CHROME", "/usr/bin/chromium")
ROUNDS = 3
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
POST = "bridge-the-gap"
PAGES = {
    "home": ("/", "/"),
    "post": (f"/{POST}/", f"/{next((ROOT / 'content/blogs').glob(f'*-{POST}.md')).stem}/"),
    "listing": ("/news/", None),  # a stock site has none
    "chapter": ("/case-for-change/chapter-3/", "/case-for-change/chapter-3/"),
}
TYPES = ("Document", "Stylesheet", "Script", "Font", "Image")
_PEER_SERVER = "index index.html;\nerror_page 404 /404.html;\ngzip_static on;\n"


@dataclass(frozen=True)
class Weighed:
    scores: tuple[int, ...]
    sizes: Counter[str]
    requests: int
    lost: tuple[str, ...]


def main() -> None:
    work = Path(tempfile.mkdtemp(prefix="review-site-weigh-"))
    work.chmod(0o755)  # nginx reads as somebody else
    try:
        ours, peers = work / "hosting", work / "peer"
        run(BIN / "review-site", "-C", ROOT, "build", "--output", work / "site")
        run(BIN / "review-site", "hosting", work / "site", "--output", ours)
        make_peer(peers, ours)
        print_head()
        with nginx(ours, brotli=True) as our_server, nginx(peers, brotli=True) as peer_server:
            for name, (address, peer_address) in PAGES.items():
                print_row(f"{name}, ours", weigh(our_server.url + address))
                if peer_address:
                    print_row(f"{name}, stock", weigh(peer_server.url + peer_address))
    finally:
        shutil.rmtree(work)


def make_peer(folder: Path, ours: Path) -> None:
    """Build the stock site, and make it ready as ours is, but for the headers, which its scripts would not bear."""
    lay_peer(folder / "source")
    run(BIN / "mkdocs", "build", "-q", "-f", folder / "source/mkdocs.yml", "-d", folder / "public")
    for file in [path for path in (folder / "public").rglob("*") if path.is_file()]:
        content = file.read_bytes()
        if is_worth_encoding(file.name, len(content)):
            for ending, encode in ENCODERS.items():
                file.with_name(file.name + ending).write_bytes(encode(content))
    (folder / "tmp").mkdir()
    (folder / "nginx").mkdir()
    shutil.copy(ours / "nginx-brotli.conf", folder)
    types, _, _ = (ours / "nginx/review-site.conf").read_text(encoding="utf-8").partition("set $review")
    (folder / "nginx/review-site.conf").write_text(types + _PEER_SERVER, encoding="utf-8")


def weigh(url: str) -> Weighed:
    """Read a page a few times, and return the reading with the median of performance."""
    readings = sorted((read(url) for _ in range(ROUNDS)), key=lambda reading: reading.scores[0])
    return readings[ROUNDS // 2]


def read(url: str) -> Weighed:
    command = ["node", str(LIGHTHOUSE), url, "--output=json", "--quiet", f"--only-categories={','.join(CATEGORIES)}"]
    flags = "--chrome-flags=--headless=new --no-sandbox --disable-gpu"
    environment = os.environ | {"CHROME_PATH": CHROME}
    done = subprocess.run([*command, flags], capture_output=True, env=environment)
    if done.returncode:  # the browser that it starts goes away now and then
        done = subprocess.run([*command, flags], capture_output=True, env=environment)
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace"))
    report = json.loads(done.stdout)
    if "runtimeError" in report:
        raise RuntimeError(report["runtimeError"]["message"])
    sizes: Counter[str] = Counter()
    items = report["audits"]["network-requests"]["details"]["items"]
    for item in items:
        sizes[item["resourceType"] if item["resourceType"] in TYPES else "Other"] += item["transferSize"]
    parts = report["categories"]
    lost = [
        audit["id"]
        for name in CATEGORIES
        for audit in parts[name]["auditRefs"]
        if audit["weight"] and (report["audits"][audit["id"]]["score"] or 0) < 1
    ]
    scores = tuple(round(100 * parts[name]["score"]) for name in CATEGORIES)
    return Weighed(scores, sizes, len(items), tuple(lost))


def print_head() -> None:
    print(f"{'':16}" + "".join(f"{name:>12}" for name in (*TYPES, "Other", "all bytes", "requests")), end="")
    print("   performance, accessibility, best practices, SEO; what is below full marks")


def print_row(name: str, weighed: Weighed) -> None:
    counts = [*(weighed.sizes[kind] for kind in (*TYPES, "Other")), weighed.sizes.total(), weighed.requests]
    scores = " ".join(f"{score:3}" for score in weighed.scores)
    print(
        f"{name:16}" + "".join(f"{count:12,}" for count in counts) + f"   {scores}  {', '.join(weighed.lost)}",
        flush=True,
    )


if __name__ == "__main__":
    main()
