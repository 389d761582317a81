"""What a build costs: its wall and processor time, its memory, and what it wrote."""

import json
import math
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_LAUNCHER = (sys.executable, "-I", "-S", str(Path(__file__).with_name("launch.py")))
_PROC = Path("/proc")
_PAUSE = 0.25  # seconds between two looks at the memory of all processes, which cost a little themselves


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a command cost.

    Seconds of the clock, and of all processors together: that of every process that it started and waited for. `peak`
    is the most memory of its largest process (wait4, ru_maxrss); `together` the most of all its processes at once, each
    page that they share counted once (Pss, as looked at four times a second; 0 for a command too short to be seen or
    where /proc has none), both in bytes. `code` is how it ended, negative for a signal; `said` what it told on stderr.
    """

    wall: float
    processor: float
    peak: int
    together: int
    code: int
    said: str


def run(command: Sequence[object], folder: Path, limit: float = math.inf) -> Cost:
    """Run a command in a folder, in a group of its own that is ended after `limit` seconds."""
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONHASHSEED": "0"}
    with tempfile.TemporaryFile() as said, tempfile.NamedTemporaryFile() as noted:
        process = subprocess.Popen(
            [*_LAUNCHER, noted.name, *map(str, command)],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=said,
            start_new_session=True,
        )
        watch = _Watch(process.pid, limit)
        watch.start()
        try:
            process.wait()
        finally:  # also when somebody ends this by Ctrl+C, which a group of its own does not hear
            watch.end()
            _end(process.pid)
        said.seek(0)
        nothing = {"wall": 0.0, "processor": 0.0, "peak": 0, "code": process.returncode}  # it was ended, or not there
        cost = json.loads(noted.read() or json.dumps(nothing))
        return Cost(together=watch.most, said=said.read().decode(errors="replace"), **cost)


def weigh(folder: Path) -> tuple[int, int]:
    """Return how many files a folder holds, and their bytes."""
    sizes = [file.stat().st_size for file in folder.rglob("*") if file.is_file()]
    return len(sizes), sum(sizes)


class _Watch(threading.Thread):
    """Looks at the memory of a group of processes while it runs, and ends it when its time is over."""

    def __init__(self, group: int, limit: float) -> None:
        super().__init__(daemon=True)
        self.group, self.until, self.most = group, time.monotonic() + limit, 0
        self.over = threading.Event()

    def run(self) -> None:
        while not self.over.wait(_PAUSE):
            if time.monotonic() > self.until:
                _end(self.group)
                return
            self.most = max(self.most, _memory_of_group(self.group))

    def end(self) -> None:
        self.over.set()
        self.join()


def _end(group: int) -> None:
    """End what is left of a group."""
    with suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


def _memory_of_group(group: int) -> int:
    """Return the bytes that the processes of a group but its first hold, each page that they share counted once."""
    return sum(_memory(one) for one in _PROC.glob("[0-9]*") if one.name != str(group) and _group_of(one) == group)


def _group_of(process: Path) -> int | None:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[2])  # proc_pid_stat(5), field 5
    except (OSError, ValueError, IndexError):
        return None  # it is gone


def _memory(process: Path) -> int:
    try:
        lines = (process / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
