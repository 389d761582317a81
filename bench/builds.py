"""Times whole builds of a made-up review beside other generators with the same posts, in one run: `make bench`.

`builds.py --help` tells what can be asked for. Prints one table, and draws a picture of it.
"""

import argparse
import datetime
import os
import platform
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from bench.whole.drawing import draw
from bench.whole.edits import MODES
from bench.whole.results import Results, read_results, write_results
from bench.whole.rounds import Run
from bench.whole.table import render_table
from bench.whole.tools import OURS, TOOLS


def main() -> None:
    asked = _arguments().parse_args()
    if asked.read:
        results, run = read_results(asked.read), None
    else:
        run = _measure(asked)
        results = Results(tuple(run.results))
        if asked.results:
            write_results(run.results, asked.results)
    where = _where()
    print(render_table(results, where), end="")
    for (tool, size), why in (run.failed if run else {}).items():
        print(f"\n{tool} fell out with {size:,} posts: {why}")
    if asked.picture:
        asked.picture.write_text(draw(results, where), encoding="utf-8")
    if run and any(tool == OURS for tool, _ in run.failed):
        raise SystemExit(1)


def _measure(asked: argparse.Namespace) -> Run:
    with tempfile.TemporaryDirectory() as name:
        run = Run(
            work=asked.work or Path(name),
            sizes=sorted(map(int, asked.sizes)),
            modes=asked.modes,
            tools=asked.tools,
            rounds=asked.rounds,
            limit=asked.limit,
            budget=asked.budget * 60,
            all_sizes=asked.all_sizes,
        )
        run.measure()
    return run


def _where() -> str:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    today = datetime.datetime.now(tz=datetime.UTC).date()
    return f"Measured on {today.day} {today:%B %Y}, {cores} cores, Python {platform.python_version()}"


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)

    def add(name: str, default: object, about: str, **more: object) -> None:
        parser.add_argument(f"--{name}", default=default, help=f"{about} [{default}]" if default else about, **more)

    add("sizes", "100,1000", "how many posts, with commas between", type=_listed)
    add("rounds", 3, "how many rounds", type=int)
    add("modes", ",".join(MODES), "what happens before a build", type=_one_of(MODES))
    add("tools", ";".join(TOOLS), "which generators, with semicolons between", type=_one_of(TOOLS, ";"))
    add("limit", 300, "seconds after which a build is ended, and its generator falls out", type=float)
    add("budget", 15, "minutes after which no further round begins", type=float)
    add("all-sizes", None, "ask slow generators for every size too", action="store_true")
    add("picture", None, "where the picture goes, an SVG", type=Path)
    add("results", None, "where each result goes, a line of JSON", type=Path)
    add("read", None, "measure nothing, and take the results from such a file", type=Path)
    add("work", None, "a new or empty folder to work in, which stays; else one that goes", type=Path)
    return parser


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",")]


def _one_of(names: object, between: str = ",") -> object:
    known = list(names)

    def read(text: str) -> list[str]:
        found = [part.strip() for part in text.split(between)]
        if unknown := [part for part in found if part not in known]:
            raise argparse.ArgumentTypeError(f"{', '.join(unknown)}: is none of {f'{between} '.join(known)}")
        return found

    return read


if __name__ == "__main__":
    main()
