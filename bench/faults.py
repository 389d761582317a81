"""Breaks `make site` in every way that a machine can, and holds that one whole good site stands all the while.

The three commands (build, hosting, archive) are run on a small review that is edited before each run: killed at random
moments, on a full disk, on one that may not be written to, with few open files, two at once. After each, `site/` and
`hosting/public/` must be whole by their manifests, of the run before or of this one, and the next run must succeed and
leave nothing behind. A look at them every few milliseconds holds that neither was ever away. Prints a table, and exits
with 1 where anything broke. The full disk and the one that is read-only are small ones in memory, for which the
right to mount is needed (root): that is said where it lacks.
"""

import argparse
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from disks import disk, full, read_only
from peer import BIN, ROOT

from review_site.manifest import SERVED_MANIFEST, SITE_MANIFEST, verify_manifest
from review_site.problems import ProblemsError

_EXAMPLE = ROOT / "tests/example"
_COMMANDS = (("build", "--today", "2022-03-04"), ("hosting", "site"), ("archive", "site", "--output", "dist"))
_SERVED = (("site", SITE_MANIFEST), ("hosting/public", SERVED_MANIFEST))
_LEFT = (".site.*", ".hosting.*", "dist/.bundle*")
_FEW = 12  # open files
_HEAD = f"{'fault':28} {'tried':>6} {'old stood':>10} {'new stood':>10} {'told':>6} {'broken':>7}"
_PROBLEM = re.compile(r"^\S.*: [\w -]+: .+ \(.+\)$", re.MULTILINE)
_PATIENCE = 30  # seconds that the processes of a killed run may take to end


@dataclass
class Row:
    """What came of one kind of fault: how often it was tried, what stood then, and what broke."""

    fault: str
    tried: int = 0
    stood: dict[str, int] = field(default_factory=lambda: {"old": 0, "new": 0})
    told: int = 0
    broken: list[str] = field(default_factory=list)


class Review:
    """A small review in a folder, with what is known of it: the words of the last good run, and of the next one."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.good, self.next = folder, 0, 0
        shutil.copytree(_EXAMPLE, folder, ignore=shutil.ignore_patterns(".cache"))
        config = folder / "mkdocs.yml"
        config.write_text(config.read_text("utf-8").replace("../../theme", str(ROOT / "theme")), "utf-8")

    def edit(self) -> None:
        """Change a page, so that there is something to build."""
        self.next += 1
        text = (_EXAMPLE / "docs/about.md").read_text("utf-8")
        (self.folder / "docs/about.md").write_text(f"{text}\nEdition {self.next}.\n", "utf-8")

    def start(self, command: tuple[str, ...], *, few: bool = False) -> "subprocess.Popen[str]":
        """Start a command in a process group of its own."""
        limit = (lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (_FEW, _FEW))) if few else None
        return subprocess.Popen(
            [f"{BIN}/review-site", "-C", str(self.folder), *command],
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            preexec_fn=limit,
        )

    def run(self, command: tuple[str, ...], *, few: bool = False) -> tuple[int, str]:
        """Run a command to its end; return its code and what it said."""
        process = self.start(command, few=few)
        said, _ = process.communicate()
        return process.returncode, said

    def run_on(self, last: tuple[str, ...] = _COMMANDS[1]) -> list[str]:
        """Run the commands up to the last one; return what went wrong, also when they left something behind."""
        for command in _COMMANDS[: max(2, _COMMANDS.index(last) + 1)]:
            code, said = self.run(command)
            if code:
                return [f"the next `{command[0]}` failed: {said.strip()}"]
        self.good = self.next
        stand, broken = self.look()
        left = [str(path.relative_to(self.folder)) for pattern in _LEFT for path in self.folder.glob(pattern)]
        broken += [f"left behind: {', '.join(left)}"] if left else []
        return broken + ([] if stand == ["new", "new"] else [f"the next run left {stand}"])

    def look(self) -> tuple[list[str], list[str]]:
        """Return which site stands in each served folder, by its words, and what is not as its manifest says."""
        stand, broken = list[str](), list[str]()
        for name, manifest in _SERVED:
            try:
                broken += [f"{name}: {problem}" for problem in verify_manifest(self.folder / name, manifest)[1]]
                text = (self.folder / name / "about/index.html").read_text("utf-8")
            except (OSError, ProblemsError) as error:
                broken.append(f"{name}: {error}")
                continue
            if f"<p>Edition {self.next}.</p>" in text:
                stand.append("new")
            elif f"<p>Edition {self.good}.</p>" in text:
                stand.append("old")
            else:
                broken.append(f"{name}: holds neither edition {self.good} nor {self.next}")
        return stand, broken


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--moments", type=int, default=50, help="how often a run is killed")
    asked.add_argument("--seed", type=int, default=20220523, help="by which the moments are drawn")
    moments, seed = vars(asked.parse_args()).values()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # so that no disk stays mounted
    print(_HEAD, flush=True)
    with tempfile.TemporaryDirectory(prefix="faults-") as work:
        review = Review(Path(work, "review"))
        review.edit()
        broken = review.run_on(_COMMANDS[-1])
        review.edit()
        begin = time.monotonic()
        broken += review.run_on(_COMMANDS[-1])
        length = time.monotonic() - begin
        if broken:
            sys.exit("\n".join(broken))
        with watching(review.folder) as away:
            rows = [
                print_row(killed(review, length, moments, random.Random(seed))),
                print_row(at_once(review)),
                print_row(few_files(review)),
            ]
        with disk(Path(work, "disk")) as place:
            if place:
                other = Review(place / "review")
                other.edit()
                broken = other.run_on(_COMMANDS[-1])
                with watching(other.folder) as away_there:
                    rows += [
                        print_row(on_disk("1 MB left on the disk", full, other, place)),
                        print_row(on_disk("a read-only disk", read_only, other, place)),
                    ]
                rows[-1].broken += broken
                away += away_there
    print(f"\nOne run of the three commands takes {length:.1f} s here; seed {seed}.")
    if not place:
        print("The full disk and the read-only one were not tried: mounting one needs root.")
    for row in rows:
        for words in row.broken:
            print(f"{row.fault}: {words}")
    for name in away:
        print(f"{name} was away for a moment")
    sys.exit(bool(away or any(row.broken for row in rows)))


def killed(review: Review, length: float, moments: int, chance: random.Random) -> Row:
    """Kill runs at random moments: by turns the command alone, and all of its processes."""
    row = Row("kill -9 at a random moment")
    for number in range(moments):
        review.edit()
        last = kill_at(review, chance.random() * length, os.kill if number % 2 else os.killpg, row)
        judge(review, row, last)
    return row


def kill_at(review: Review, moment: float, kill: Callable[[int, int], None], row: Row) -> tuple[str, ...]:
    """Run the commands, and kill the one that runs at a moment; return that, or the last one."""
    end = time.monotonic() + moment
    for command in _COMMANDS:
        process = review.start(command)
        try:
            process.communicate(timeout=max(0.0, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            kill(process.pid, signal.SIGKILL)
            process.wait()
            if not has_ended(process.pid):
                row.broken.append(f"processes of a killed `{command[0]}` went on for {_PATIENCE} s")
            return command
    return _COMMANDS[-1]


def has_ended(group: int) -> bool:
    """Tell whether all processes of a group have ended, after waiting for them."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False


def at_once(review: Review) -> Row:
    """Run each command twice at the same time: one waits for the other."""
    row = Row("two runs at once")
    review.edit()
    for command in _COMMANDS:
        both = [review.start(command) for _ in range(2)]
        for process in both:
            said, _ = process.communicate()
            if process.returncode:
                row.broken.append(f"of two `{command[0]}` one failed: {said.strip()}")
    judge(review, row, _COMMANDS[-1])
    return row


def few_files(review: Review) -> Row:
    """Run each command with few open files allowed."""
    row = Row(f"{_FEW} open files")
    review.edit()
    for command in _COMMANDS:
        refused(review, command, row, few=True, may_succeed=True)
        judge(review, row, command)
        review.edit()
    return row


def on_disk(name: str, fault: Callable[[Path], AbstractContextManager[None]], review: Review, place: Path) -> Row:
    """Run each command on a disk with a fault, with the folder for temporary files elsewhere."""
    row = Row(name)
    for command in _COMMANDS:
        review.edit()
        if command[0] != "build":
            row.broken += [said for code, said in [review.run(_COMMANDS[0])] if code]
        with fault(place):
            refused(review, command, row)
            look(review, row)
        row.broken += review.run_on(command)
    return row


def refused(
    review: Review, command: tuple[str, ...], row: Row, *, few: bool = False, may_succeed: bool = False
) -> None:
    """Run a command that cannot succeed, and hold that it says so plainly."""
    code, said = review.run(command, few=few)
    told = code == 1 and "Traceback" not in said and _PROBLEM.search(said) is not None
    row.told += told
    if not told and not (may_succeed and code == 0):
        row.broken.append(f"`{command[0]}` ended with {code} and said: {said.strip()}")


def judge(review: Review, row: Row, last: tuple[str, ...]) -> None:
    """Note what stands now, and that the next run, up to the last command, succeeds."""
    look(review, row)
    row.broken += review.run_on(last)


def look(review: Review, row: Row) -> None:
    row.tried += 1
    stand, broken = review.look()
    row.broken += broken
    for which in stand:
        row.stood[which] += 1


@contextmanager
def watching(folder: Path) -> Iterator[list[str]]:
    """Look whether the served folders are there, all the while; gives those that were not, once each."""
    away, stop = list[str](), threading.Event()

    def watch() -> None:
        while not stop.wait(0.005):
            for name, _ in _SERVED:
                if name not in away and not (folder / name / "index.html").is_file():
                    away.append(name)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield away
    finally:
        stop.set()
        watcher.join()


def print_row(row: Row) -> Row:
    """Print how often a fault was tried, which site stood in the two folders, how often it was told, what broke."""
    counts = f"{row.tried:6} {row.stood['old']:10} {row.stood['new']:10} {row.told:6} {len(row.broken):7}"
    print(f"{row.fault:28} {counts}", flush=True)
    return row


if __name__ == "__main__":
    main()
