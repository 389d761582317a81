"""Times the bundle of a made-up review's finished site, and its verifying, beside single-core gzip and beside warcit.

`bundle.py [POSTS]`; 1,000 unless told otherwise. A row of gzip has a share of 1.00; a higher one is faster.
"""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from bench.made import frame
from bench.made.posts import TODAY, make_posts
from bench.made.project import PROJECT
from bench.peer import BIN, run
from bench.snapshot import compare


def main() -> None:
    posts = int((*sys.argv[1:], "1000")[0])
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        PROJECT.lay_all(work / "project", make_posts(posts))
        run(BIN / "review-site", "-C", work / "project", "build", "--today", TODAY, "--output", work / "site")
        print(f"The site of {posts:,} posts: ", end="")
        compare(work / "site", work, frame.ADDRESS, "--sources", work / "project")


if __name__ == "__main__":
    main()
