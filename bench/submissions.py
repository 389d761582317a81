"""Times a build with 1,250 to 10,000 submissions, and with as many posts as the first, in one run; prints ratios.

What counts is how time and bytes grow with the rows: an exponent of 1 is linear. The build without submissions is taken
off first. Time is that of the processor, the least of several rounds, so that what else the machine does tells little.
"""

import math
import resource
import shutil
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
        least = {count: min(one[count] for one in rounds) for count in projects}
        seconds = {count: least[count] - least[0] for count in COUNTS}
        sizes, pages = (
            {count: number - measured[0] for count, number in measured.items()}
            for measured in ({count: measure(project) for count, project in projects.items()} for measure in MEASURES)
        )
        of_posts = build(posts) - least[0]
    print(f"{'rows':>8}{'seconds':>10}{'MB':>8}{'pages':>8}   (beyond a build with none, least of {ROUNDS} rounds)")
    for count in COUNTS:
        print(f"{count:8,}{seconds[count]:10.2f}{sizes[count] / 1e6:8.2f}{pages[count]:8,}")
    print(f"growth of time with rows, from {COUNTS[0]:,} to {COUNTS[-1]:,}: exponent {exponent(seconds):.2f}")
    print(f"growth of bytes: exponent {exponent(sizes):.2f}")
    print(f"{POSTS:,} posts take {of_posts / seconds[POSTS]:.0f} times as long as {POSTS:,} submissions")


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
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run(BIN / "review-site", "-C", project, "build", "--today", "2030-01-01", "--output", project / "site")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def weigh(project: Path) -> int:
    return sum(file.stat().st_size for file in (project / "site").rglob("*") if file.is_file())


def count_pages(project: Path) -> int:
    return sum(1 for _ in (project / "site").rglob("*.html"))


MEASURES = (weigh, count_pages)


def exponent(measured: dict[int, float]) -> float:
    first, last = COUNTS[0], COUNTS[-1]
    return math.log(measured[last] / measured[first]) / math.log(last / first)


if __name__ == "__main__":
    main()
