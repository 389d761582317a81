"""Each hostile input is told in plain words, or does no harm, within its bounds, and nothing is written elsewhere.

The inputs and what is told of them stand in tests/cases/hostile/. A process that passes the bounds of a case is ended
by the system, and that case and those behind it fail.
"""

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from tests.hostile.cases import CASES, Case, fits, read_cases

ROOT = Path(__file__).parents[2]
FILES = sorted(path.stem for path in CASES.glob("*.txt"))
_SILENT = 500  # seconds after which a process that waits for ever is ended
ALL = [pytest.param(name, case, id=f"{name}: {case.name}") for name in FILES for case in read_cases(name)[1]]


@cache
def told_of_all(name: str) -> dict[str, list[str]]:
    """Give all cases of a file to the code, in a process of their own; what was told of each, by its name."""
    with TemporaryDirectory() as folder:
        paths = os.pathsep.join((str(ROOT), str(ROOT / "hooks")))
        asked = (sys.executable, "-m", "tests.hostile.taking", name, folder)
        environment = {**os.environ, "PYTHONPATH": paths, "REVIEW_SITE_CORES": "1"}
        done = subprocess.run(asked, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=_SILENT)
    lines: list[dict[str, Any]] = [json.loads(line) for line in done.stdout.splitlines()]
    told = {line["name"]: line["told"] for line in lines if "name" in line}
    if done.returncode:
        begun = [line["begins"] for line in lines if "begins" in line][-1:]
        told |= {name: [f"the process ended with {done.returncode}: {done.stderr[-2_000:]}"] for name in begun}
    return told


@pytest.mark.parametrize(("name", "case"), ALL)
def test_is_told_or_does_no_harm(name: str, case: Case) -> None:
    told = told_of_all(name).get(case.name, ["a case before it ended the process"])
    beside = [line for line in told if not any(fits(line, pattern) for pattern in case.told)]
    assert case.more or beside == []
    assert [pattern for pattern in case.told if not any(fits(line, pattern) for line in told)] == []


def test_no_two_cases_have_one_name() -> None:
    names = [(name, case.name) for name in FILES for case in read_cases(name)[1]]
    assert len(names) == len(set(names)) > 200
