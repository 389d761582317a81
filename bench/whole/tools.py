"""The generators that are measured: how each is called, what it writes, and what it keeps between builds."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.made.eleventy import ELEVENTY
from bench.made.hugo import HUGO
from bench.made.layout import Layout
from bench.made.material import MATERIAL
from bench.made.pelican import PELICAN
from bench.made.posts import TODAY
from bench.made.project import PROJECT

ROOT = Path(__file__).parent.parent.parent
PEERS = ROOT / ".judges/bench/generators"
_LOCKS = ROOT / "bench/generators"
OURS, BARE = "ours", "bare"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """A generator.

    `command` gives the call for a folder; `output` is the folder that it writes, `kept` those that it keeps between
    builds; `prepare` does what a folder needs once it is laid, the same for all tools of a layout. `most` is how many
    posts it is asked for unless it is told otherwise; None for any number.
    """

    name: str
    layout: Layout
    command: Callable[[Path], list[str]]
    output: str
    kept: tuple[str, ...] = ()
    most: int | None = None
    version: Callable[[], str] = str
    prepare: Callable[[Path], None] | None = None


def _ours(*program: str) -> Callable[[Path], list[str]]:
    return lambda folder: [sys.executable, *program, "-C", str(folder), "build", "--today", TODAY]


def _peer(name: str, program: str, *arguments: str) -> Callable[[Path], list[str]]:
    return lambda _: [str(PEERS / name / "bin" / program), *arguments]


def _record(folder: Path) -> None:
    """Write the public record of a project, as whoever publishes a post does."""
    command = [sys.executable, "-m", "review_site.cli", "-C", str(folder), "record"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _eleventy(folder: Path) -> list[str]:
    return ["node", str(folder / "node_modules/@11ty/eleventy/cmd.cjs"), "--quiet"]


def _link_modules(folder: Path) -> None:
    (folder / "node_modules").symlink_to(PEERS / "eleventy/node_modules")


def _locked(lock: str, package: str) -> Callable[[], str]:
    """Give the version of a package that a lock file names."""

    def version() -> str:
        found = re.search(rf"^{package}==([\w.]+)", (_LOCKS / lock).read_text("utf-8"), re.MULTILINE)
        return found[1] if found else ""

    return version


def _version_of_eleventy() -> str:
    wanted = json.loads((_LOCKS / "eleventy/package.json").read_text("utf-8"))["dependencies"]
    return str(wanted["@11ty/eleventy"])


TOOLS = {
    OURS: Tool(
        name="review-site",
        layout=PROJECT,
        command=_ours("-m", "review_site.cli"),
        output="site",
        kept=(".cache",),
        prepare=_record,
    ),
    BARE: Tool(
        name="review-site, bare",
        layout=PROJECT,
        command=_ours("-P", str(ROOT / "bench/whole/bare.py")),
        output="site",
        kept=(".cache",),
        prepare=_record,
    ),
    "hugo": Tool(
        name="Hugo",
        layout=HUGO,
        command=_peer("hugo", "hugo", "--quiet"),
        output="public",
        kept=("resources",),
        version=_locked("hugo.txt", "hugo"),
    ),
    "eleventy": Tool(
        name="Eleventy",
        layout=ELEVENTY,
        command=_eleventy,
        output="_site",
        version=_version_of_eleventy,
        prepare=_link_modules,
    ),
    "pelican": Tool(
        name="Pelican",
        layout=PELICAN,
        command=_peer("pelican", "pelican", "content", "-s", "pelicanconf.py", "-o", "output", "-q"),
        output="output",
        kept=("cache",),
        version=_locked("pelican.txt", "pelican"),
    ),
    "zensical": Tool(
        name="Zensical",
        layout=MATERIAL,
        command=_peer("zensical", "zensical", "build"),
        output="site",
        kept=(".cache",),
        most=1_000,  # minutes, and 11 GB, for ten times as many
        version=_locked("zensical.txt", "zensical"),
    ),
    "material": Tool(
        name="MkDocs Material",
        layout=MATERIAL,
        command=_peer("material", "mkdocs", "build", "-q"),
        output="site",
        kept=(".cache",),
        most=1_000,  # five minutes for ten times as many
        version=_locked("material.txt", "mkdocs-material"),
    ),
}
