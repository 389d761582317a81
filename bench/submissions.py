"""Times a build with 1,250 to 10,000 submissions, and with as many posts as the first, in one run; prints ratios.

What counts is how time and bytes grow with the rows: an exponent of 1 is linear. The build without submissions is taken
off first.
"""

import math
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from peer import BIN, ROOT, run

sys.path.insert(0, str(ROOT))
from tests.drawings import post_text
from tests.made_submissions import lay_collection

COUNTS = (1_250, 2_500, 5_000, 10_000)
POSTS = 1_250
ROUNDS = 3


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        projects = {0: lay_example(work / "none")}
        for count in COUNTS:
            projects[count] = lay_example(work / str(count))
            lay_collection(projects[count], count)
        posts = lay_example(work / "posts")
        lay_posts(posts, POSTS)
        rounds = [{count: build(project) for count, project in projects.items()} for _ in range(ROUNDS)]
        seconds = {count: statistics.median(one[count] for one in rounds) - best(rounds, 0) for count in COUNTS}
        weights = {count: weight(projects[count]) - weight(projects[0]) for count in COUNTS}
        of_posts = statistics.median(build(posts) for _ in range(ROUNDS)) - best(rounds, 0)
    print(f"{'rows':>8}{'seconds':>10}{'MB':>8}{'pages':>8}   (beyond a build with none, medians of {ROUNDS} rounds)")
    for count in COUNTS:
        size, pages = weights[count]
        print(f"{count:8,}{seconds[count]:10.2f}{size / 1e6:8.2f}{pages:8,}")
    print(f"growth of time with rows, from {COUNTS[0]:,} to {COUNTS[-1]:,}: exponent {exponent(seconds):.2f}")
    print(f"growth of bytes: exponent {exponent({count: size for count, (size, _) in weights.items()}):.2f}")
    print(f"{POSTS:,} posts take {of_posts / seconds[POSTS]:.0f} times as long as {POSTS:,} submissions")


class Weight(tuple[int, int]):
    """Bytes and pages of a site, which may be taken from another's."""

    def __sub__(self, other: "Weight") -> "Weight":
        return Weight((self[0] - other[0], self[1] - other[1]))


def lay_example(folder: Path) -> Path:
    shutil.copytree(ROOT / "tests/example", folder)
    config = folder / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("../../theme", str(ROOT / "theme")), encoding="utf-8")
    shutil.rmtree(folder / "content/submissions")
    return folder


def lay_posts(project: Path, count: int) -> None:
    for number in range(count):
        text = post_text(f"fog-{number}", "Words of a post. " * 20, published=f"2021-05-{number % 28 + 1:02}")
        (project / f"content/blogs/2021-05-{number % 28 + 1:02}-fog-{number}.md").write_text(text, encoding="utf-8")


def build(project: Path) -> float:
    shutil.rmtree(project / "site", ignore_errors=True)
    return run(BIN / "review-site", "-C", project, "build", "--today", "2030-01-01", "--output", project / "site")


def weight(project: Path) -> Weight:
    files = [file for file in (project / "site").rglob("*") if file.is_file()]
    return Weight((sum(file.stat().st_size for file in files), sum(file.suffix == ".html" for file in files)))


def best(rounds: list[dict[int, float]], count: int) -> float:
    return statistics.median(one[count] for one in rounds)


def exponent(measured: dict[int, float]) -> float:
    first, last = COUNTS[0], COUNTS[-1]
    return math.log(measured[last] / measured[first]) / math.log(last / first)


if __name__ == "__main__":
    main()
