"""Runs a target on one changed input after the other, in a process that its limits end, and notes what became of each.

A limit is of the processor's time and of memory. What ends the process, raises what nobody meant, or goes on for ever
is a fault of the input that was given last; the next process goes on with the one after it.
"""

import json
import os
import resource
import select
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

SECONDS = 20  # of the processor, for one input
MEMORY = 1 << 30  # bytes beyond what the process has when it begins
_PAGES = Path("/proc/self/statm")  # what Linux says of the memory of a process, in pages
_SILENCE = 120  # seconds without a word, after which a process is taken to hang

Attempt = Callable[[int], str]
"""Runs the input of a seed, and returns in a word what became of it; whatever it raises is a fault."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What a seed's input did: `kind` is `traceback`, `time`, `memory` or `hang`, `what` the trace, if there is one."""

    seed: int
    kind: str
    what: str = ""


@dataclass(slots=True)
class Result:
    """How many inputs came to what, the processor's seconds that the slowest took, the most bytes in memory."""

    ends: Counter[str] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)
    slowest: float = 0.0
    slowest_seed: int = 0
    memory: int = 0

    @property
    def runs(self) -> int:
        return sum(self.ends.values()) + len(self.faults)


def run_target(attempt: Attempt, *, first: int, until: float, most: int | None = None) -> Result:
    """Run seeds from `first` on until the monotonic clock says `until`, or `most` of them are done."""
    result = Result()
    seed, last = first, None if most is None else first + most
    while time.monotonic() < until and (last is None or seed < last):
        seed = _one_process(attempt, seed, until, last, result) + 1
    return result


def _one_process(attempt: Attempt, first: int, until: float, last: int | None, result: Result) -> int:
    """Run seeds in one process for as long as it lives; return the last one that was begun."""
    reading, writing = os.pipe()
    sys.stdout.flush()
    process = os.fork()
    if not process:
        os.close(reading)
        _work(attempt, first, until, last, writing)
    os.close(writing)
    seed, open_seed, silent = first, False, False
    with os.fdopen(reading, "rb") as stream:
        while not silent:
            if not select.select([stream], [], [], _SILENCE)[0]:
                silent = True
                os.kill(process, signal.SIGKILL)
            line = b"" if silent else stream.readline()
            if not line:
                break
            told = json.loads(line)
            seed, open_seed = told["seed"], "end" not in told
            if not open_seed:
                _note(told, result)
    _, status = os.waitpid(process, 0)
    if open_seed:
        code = os.waitstatus_to_exitcode(status)
        kind = "hang" if silent else "time" if code == -signal.SIGXCPU else "memory"
        result.faults.append(Fault(seed, kind, f"the process ended with {code}"))
    return seed


def _note(told: dict[str, object], result: Result) -> None:
    end, seconds, seed = str(told["end"]), float(str(told["seconds"])), int(str(told["seed"]))
    if end in ("traceback", "memory"):
        result.faults.append(Fault(seed, end, str(told["what"])))
    else:
        result.ends[end] += 1
    if seconds > result.slowest:
        result.slowest, result.slowest_seed = seconds, seed
    result.memory = max(result.memory, int(str(told["memory"])))


def _work(attempt: Attempt, first: int, until: float, last: int | None, writing: int) -> None:
    """Run seeds until the time is over, and leave without anything that the parent will do."""
    code = 1
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what libraries say of hostile input
        if _PAGES.exists():
            size = int(_PAGES.read_text().split()[0]) * resource.getpagesize()
            resource.setrlimit(resource.RLIMIT_AS, (size + MEMORY, resource.RLIM_INFINITY))
        with os.fdopen(writing, "wb") as stream:
            seed = first
            while time.monotonic() < until and (last is None or seed < last):
                _run_one(attempt, seed, stream)
                seed += 1
        code = 0
    finally:
        os._exit(code)


def _run_one(attempt: Attempt, seed: int, stream: IO[bytes]) -> None:
    _say(stream, {"seed": seed})
    before = time.process_time()
    resource.setrlimit(resource.RLIMIT_CPU, (int(before) + 1 + SECONDS, resource.RLIM_INFINITY))
    end, what = "", ""
    try:
        end = attempt(seed)
    except MemoryError:
        end, what = "memory", traceback.format_exc()
    except BaseException:
        end, what = "traceback", traceback.format_exc()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    _say(stream, {"seed": seed, "end": end, "what": what, "seconds": time.process_time() - before, "memory": peak})


def _say(stream: IO[bytes], words: dict[str, object]) -> None:
    stream.write(json.dumps(words).encode() + b"\n")
    stream.flush()
