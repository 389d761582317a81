"""Writes a made-up review with so many posts, a whole project of review-site: `corpus.py POSTS FOLDER`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from bench.made.posts import make_posts
from bench.made.project import PROJECT


def main() -> None:
    if len(sys.argv) != 3 or not sys.argv[1].isdecimal():
        raise SystemExit("corpus.py POSTS FOLDER")
    PROJECT.lay_all(Path(sys.argv[2]), make_posts(int(sys.argv[1])))


if __name__ == "__main__":
    main()
