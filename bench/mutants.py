"""Changes the program in one small place at a time, and asks whether its tests notice: `make mutants`.

Cosmic Ray makes the changes (another operator, number or comparison, a condition turned round, a loop that never
runs); what only changes an annotation is none. Each room is drawn from by a seed, since trying every change would take
days, and its own tests, which have to pass before, are run until the first fails, those named like the module first. A
change that no test notices survives: it is printed, to be looked at. The figure is the share of those that were
noticed.
"""

import ast
import difflib
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from queue import Queue

import click
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

ROOT = Path(__file__).parent.parent
PYTHON = ROOT / ".venv/bin/python"
PACKAGE = "hooks/review_site"
_OF_CONTENT = tuple(f"plugins/test_{name}.py" for name in ("audiences", "calls*", "register", "sub*"))
_OF_VERIFY = (
    *(f"archive/test_{name}.py" for name in ("w*", "compare_*", "interim", "transfer*", "mutations")),
    *("archive/**/test_verify*.py", "archive/reading_copy/test_[!ai]*.py", "archive/links/test_*.py"),
)
ROOMS = {
    "problems": ("problems.py", ("test_problems.py", "test_messages.py", "content/test_mistakes.py")),
    "addresses": ("addresses.py", ("test_addresses.py", "content/test_mistakes.py", "plugins/test_places.py")),
    "clock": ("clock.py", ("test_clock.py", "content/test_when.py", "lifecycle/**/test_*.py")),
    "content": (
        "content",
        (
            "content/test_*.py",
            "lifecycle/test_*.py",
            "report/test_*.py",
            "privacy/test_*.py",
            "test_cli_writing.py",
            *_OF_CONTENT,
        ),
    ),
    "lifecycle": (
        "lifecycle",
        ("lifecycle/**/test_*.py", "test_cli_writing.py", "plugins/test_update_feed.py", "plugins/test_history.py"),
    ),
    "archive/verify": ("archive/verify", _OF_VERIFY),
}
"""Each with its modules, and the tests that have to notice: patterns of files below `tests/`."""
_LEFT_OUT = {"test_any_input.py"}  # which makes up other input at each run
_SECONDS = 1_800  # after which a change that hangs is noticed


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: the module, the kind, and which place for it there, from 0."""

    module: Path
    operator: str
    occurrence: int


@click.command(context_settings={"show_default": True})
@click.option("--rooms", default=",".join(ROOMS), help="Which rooms.")
@click.option("--number", default=40, help="How many changes in each room.")
@click.option("--seed", default=1, help="What they are drawn by.")
def main(rooms: str, number: int, seed: int) -> None:
    """Print a table, and every change that no test noticed; end with 1 below 85 of a hundred."""
    cores = os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(cores) as pool:
        places: Queue[Path] = Queue()
        for at in range(cores):
            places.put(_copy(Path(name) / str(at)))
        total = noticed_in_all = 0
        for room in rooms.split(","):
            begun = time.monotonic()
            place, tests = ROOMS[room]
            if _fails(places.queue[0], _in_order(ROOT / PACKAGE / place, tests)):
                sys.exit(f"{room}: its tests fail as it is: mend that first")
            found = list(_mutants(ROOT / PACKAGE / place))
            random.Random(f"{seed} {room}").shuffle(found)
            drawn = list(islice(filter(_changed, found), number))
            results = list(pool.map(partial(_try, tests=tests, places=places), drawn))
            survived = [told for told in results if told is not None]
            noticed = len(drawn) - len(survived)
            total, noticed_in_all = total + len(drawn), noticed_in_all + noticed
            click.echo(
                f"{room}: {noticed} of {len(drawn)} noticed ({noticed / max(1, len(drawn)):.0%}), drawn from"
                f" {len(found):,}; {time.monotonic() - begun:.0f} s"
            )
            for told in survived:
                click.echo(told)
    share = noticed_in_all / max(1, total)
    click.echo(f"all: {noticed_in_all} of {total} noticed ({share:.0%}); seed {seed}")
    sys.exit(share < 0.85)


def _copy(folder: Path) -> Path:
    """Return a copy of what is committed and what lies beside it, in which the program can be changed."""
    shutil.copytree(ROOT, folder, symlinks=True, ignore=_left_out)
    for name in (".venv", ".judges"):
        (folder / name).symlink_to(ROOT / name)
    return folder


def _left_out(folder: str, names: list[str]) -> set[str]:
    made = {".venv", ".judges", ".cache", "site", "dist", "hosting", "preview", ".hypothesis", "node_modules"}
    return made & set(names) if Path(folder) == ROOT else {name for name in names if name == "__pycache__"}


def _mutants(place: Path) -> Iterator[Mutant]:
    """Give each change of a module, or of those of a folder."""
    for module in [place] if place.is_file() else sorted(place.rglob("*.py")):
        tree = get_ast(module.read_text(encoding="utf-8"))
        for name in sorted(operator_names()):
            try:
                operator = get_operator(name)()
            except TypeError:  # one that asks for a name of a variable
                continue
            count = sum(1 for node in ast_nodes(tree) for _ in operator.mutation_positions(node))
            yield from (Mutant(module, name, at) for at in range(count))


def _try(mutant: Mutant, tests: tuple[str, ...], places: "Queue[Path]") -> str | None:
    """Return the change in words when no test notices it, else None."""
    source = mutant.module.read_text(encoding="utf-8")
    changed = _changed(mutant) or source
    folder = places.get()
    file = folder / mutant.module.relative_to(ROOT)
    try:
        file.write_text(changed, encoding="utf-8")
        survived = not _fails(folder, _in_order(mutant.module, tests))
    finally:
        file.write_text(source, encoding="utf-8")
        places.put(folder)
    lines = difflib.unified_diff(source.splitlines(), changed.splitlines(), lineterm="", n=0)
    name = mutant.module.relative_to(ROOT / PACKAGE).as_posix()
    return (
        "\n".join([f"  {name}", *(f"    {line}" for line in lines if line[:2] not in ("--", "++"))])
        if survived
        else None
    )


def _changed(mutant: Mutant) -> str | None:
    """Return the text of the changed module; None where it does the same as before."""
    source = mutant.module.read_text(encoding="utf-8")
    changed: str | None = mutate_code(source, get_operator(mutant.operator)(), mutant.occurrence)
    try:
        same = changed is None or _without_annotations(changed) == _without_annotations(source)
    except SyntaxError:  # a star that only marks names, say, as a sign of multiplication
        same = True
    return None if same else changed


def _fails(folder: Path, tests: list[str]) -> bool:
    """Tell whether a test fails, or takes so long that something hangs."""
    environment = {**os.environ, "PYTHONPATH": str(folder / "hooks"), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [PYTHON, "-m", "pytest", "-x", "-q", "--no-header", "-p", "no:cacheprovider", "-p", "no:xdist", *tests]
    try:
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False, timeout=_SECONDS)
    except subprocess.TimeoutExpired:
        return True
    if done.returncode not in (0, 1, 2, 4):
        sys.exit(done.stdout.decode())
    return done.returncode != 0


def _in_order(module: Path, tests: tuple[str, ...]) -> list[str]:
    """Return the tests of a room, those that are named like the module first."""
    files = [file for pattern in tests for file in sorted((ROOT / "tests").glob(pattern))]
    there = [file.relative_to(ROOT).as_posix() for file in files if file.name not in _LEFT_OUT]
    return sorted(there, key=lambda file: module.stem not in file)


def _without_annotations(source: str) -> str:
    """Return what a module does, without its annotations, which Python evaluates and nobody asks for."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            node.returns = None
        elif isinstance(node, ast.arg):
            node.annotation = None
        elif isinstance(node, ast.AnnAssign):
            node.annotation = ast.Constant(None)
    return ast.dump(tree)


if __name__ == "__main__":
    main()
