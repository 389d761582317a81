"""Times whole builds of a made-up review beside other generators with the same posts, in one run: `make bench`.

Prints one table, and draws a picture of it.
"""

import datetime
import os
import platform
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

sys.path.insert(0, str(Path(__file__).parent.parent))
from bench.whole.drawing import draw
from bench.whole.edits import MODES
from bench.whole.results import Results, read_results, write_results
from bench.whole.rounds import Run
from bench.whole.table import render_table
from bench.whole.tools import OURS, TOOLS

_FILE = click.Path(dir_okay=False, path_type=Path)


class _Listed(click.ParamType):
    """Names with commas between, all of them known."""

    name = "NAMES"

    def __init__(self, known: Iterable[str]) -> None:
        self.known = tuple(known)

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> list[str]:
        found = [part.strip() for part in value.split(",")]
        for part in found:
            if part not in self.known:
                self.fail(f"{part} is none of {', '.join(self.known)}", param, ctx)
        return found


class _Sizes(click.ParamType):
    """Numbers of posts with commas between."""

    name = "NUMBERS"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> list[int]:
        if not all(part.strip().isdecimal() and int(part) for part in value.split(",")):
            self.fail(f"{value} is no list of numbers such as 100,1000", param, ctx)
        return sorted(map(int, value.split(",")))


@click.command(context_settings={"show_default": True, "max_content_width": 120})
@click.option("--sizes", type=_Sizes(), default="100,1000", help="How many posts.")
@click.option("--rounds", type=click.IntRange(1), default=3, help="How many rounds.")
@click.option("--modes", type=_Listed(MODES), default=",".join(MODES), help="What happens before a build.")
@click.option("--tools", type=_Listed(TOOLS), default=",".join(TOOLS), help="Which generators.")
@click.option("--limit", default=600.0, help="Seconds after which a build is ended, and its generator falls out.")
@click.option("--budget", default=15.0, help="Minutes within which another round must be expected to end.")
@click.option("--all-sizes", is_flag=True, help="Ask slow generators for more than 1,000 posts too.")
@click.option("--picture", type=_FILE, help="Where the picture goes, an SVG.")
@click.option("--table", type=_FILE, help="Where the table goes too.")
@click.option("--results", "kept", type=_FILE, help="Where each result is kept, a line of JSON.")
@click.option("--read", type=_FILE, help="Measure nothing, and take the results from such a file.")
@click.option("--work", type=click.Path(path_type=Path), help="A new folder to work in, which stays.")
def main(
    picture: Path | None, table: Path | None, kept: Path | None, read: Path | None, work: Path | None, **asked: Any
) -> None:
    """Time whole builds of a made-up review beside other generators with the same posts."""
    if read:
        results, failed = read_results(read), {}
    else:
        where = _where()
        run = _measure(work, asked)
        results, failed = Results(tuple(run.results), where), run.failed
    if kept:
        write_results(results, kept)
    text = render_table(results)
    print(text, end="")
    if table:
        table.write_text(text, encoding="utf-8")
    if picture:
        picture.write_text(draw(results), encoding="utf-8")
    for (tool, size), why in failed.items():
        print(f"\n{TOOLS[tool].name} fell out with {size:,} posts: {why}")
    if any(tool == OURS for tool, _ in failed):
        raise SystemExit(1)


def _measure(work: Path | None, asked: dict[str, Any]) -> Run:
    with tempfile.TemporaryDirectory() as name:
        run = Run(work=work or Path(name), **asked)
        try:
            run.measure()
        except KeyboardInterrupt:
            click.echo("Stopped: this is what was measured until then.", err=True)
    return run


def _where() -> str:
    """Say when and on what machine this is, and how busy that was before: what else it does makes seconds longer."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    today = datetime.datetime.now(tz=datetime.UTC).date()
    busy = f"load {os.getloadavg()[0]:.1f} before"
    return f"Measured on {today.day} {today:%B %Y}, {cores} cores, {busy}, Python {platform.python_version()}"


if __name__ == "__main__":
    main()
