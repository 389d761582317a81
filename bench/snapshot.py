"""Times the bundle of a large made site, beside gzip and beside warcit with `wacz create`, in one run.

The site has 10,000 files and 1 GB, or what is asked for: `snapshot.py [FILES [MEGABYTES]]`. Nine files in ten are
pages of words; the rest are documents of bytes that no compressor makes smaller, as pictures and PDFs are.
"""

import random
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from bench.peer import BIN, ROOT
from bench.whole.measure import Cost, run

PEERS = ROOT / ".judges/bench/venv/bin"
_WORDS = ("child", "family", "care", "worker", "court", "home", "school", "carer", "council", "review", "foster")
_PAGE = "<!doctype html><html lang=en><head><meta charset=utf-8><title>Page {n}</title></head><body><main>{body}</main>"
_URL = "https://review.example.org/"


def main() -> None:
    files, megabytes = (int(text) for text in (*sys.argv[1:], "10000", "1000")[:2])
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        lay_site(work / "site", files, megabytes)
        compare(work / "site", work)


def compare(site: Path, work: Path, url: str = _URL, *more: object) -> None:
    """Time the bundle of a finished site, its verifying, and the peers on the same files; print a table.

    `url` is where it is served, and `more` is given to `review-site archive`.
    """
    found = [file.stat().st_size for file in site.rglob("*") if file.is_file()]
    size = sum(found)
    print(f"{len(found)} files, {size / 1e6:.0f} MB")
    bundle = measure(BIN / "review-site", "archive", site, "--url", url, "--output", work / "dist", *more)
    (bag,) = (path for path in (work / "dist").iterdir() if path.is_dir())
    verify = measure(BIN / "review-site", "verify", bag)
    zipped = measure("sh", "-c", 'find "$1" -type f -exec cat {} + | gzip -6 > /dev/null', "sh", site)
    warcit = measure(PEERS / "warcit", "--quiet", "--name", work / "peer", url, site)
    (warc,) = work.glob("peer*.warc.gz")
    wacz = measure(PEERS / "wacz", "create", "--detect-pages", "--output", work / "peer.wacz", warc)
    print(f"{'':34}{'seconds':>9}{'processor':>11}{'MB/s':>8}{'of gzip -6':>12}{'peak MB':>9}")
    for what, cost in {
        "review-site archive (whole bundle)": bundle,
        "review-site verify": verify,
        "gzip -6, one core": zipped,
        "warcit": warcit,
        "wacz create": wacz,
    }.items():
        rate, share = size / 1e6 / cost.wall, zipped.wall / cost.wall
        print(f"{what:34}{cost.wall:9.1f}{cost.processor:11.1f}{rate:8.1f}{share:12.2f}{cost.peak / 1e6:9.0f}")


def lay_site(root: Path, files: int, megabytes: int) -> None:
    """Write the made site, the same each time."""
    chance = random.Random(20210115)
    pages = files * 9 // 10
    documents = max(files - pages, 1)
    page_bytes = min(megabytes * 1_000_000 // (2 * pages), 60_000)
    document_bytes = (megabytes * 1_000_000 - pages * page_bytes) // documents
    for number in range(pages):
        words = " ".join(chance.choices(_WORDS, k=page_bytes // 6))
        after = number + 1 if number + 1 < pages else 1
        link = f"<p><a href=/p{after // 100}/{after}/>On</a> <a href=/documents/{number % documents}.pdf>PDF</a>"
        file = root / ("index.html" if number == 0 else f"p{number // 100}/{number}/index.html")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(_PAGE.format(n=number, body=f"{link}<p>{words}"), encoding="utf-8")
    (root / "documents").mkdir()
    for number in range(documents):
        (root / f"documents/{number}.pdf").write_bytes(b"%PDF-1.7\n" + chance.randbytes(document_bytes))


def measure(*command: object) -> Cost:
    """Run a command in silence and return what it cost, itself and its children."""
    cost = run(command, ROOT)
    if cost.code:
        raise SystemExit(f"{command[0]} ended with {cost.code}: {cost.said[-600:]}")
    return cost


if __name__ == "__main__":
    main()
