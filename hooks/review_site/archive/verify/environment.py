"""Whether the list of what made the bundle is a list of versions and of nothing else."""

import re
from pathlib import Path

from review_site.archive.verify.text import read_text
from review_site.problems import Problems

_PINNED = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)==[0-9][A-Za-z0-9.+!_-]*")
_REMARK = re.compile(r"# [A-Za-z0-9 .,:()+-]+")
_PYTHON = re.compile(r"# Python \d+\.\d+\.\d+[a-z0-9+]* \([A-Za-z]+\)")


def verify_environment(path: Path, name: str, problems: Problems) -> None:
    """Check `environment.txt`: remarks first, then each distribution once with its version, sorted; no path or host.

    Args:
        path: the file.
        name: its name in the bundle.
        problems: gathers what is wrong.

    Raises:
        FaultError: when it is not text as a bundle holds it.
        OSError: when the file cannot be read.
    """
    lines = read_text(path)[:-1].split("\n")
    previous = ""
    for number, line in enumerate(lines, 1):
        match = _PINNED.fullmatch(line)
        if match and match[1] > previous:
            previous = match[1]
        elif match or previous or not _REMARK.fullmatch(line):
            what = f"is “{line[:80]}”"
            problems.add(name, "line", what, "write remarks, then name==version, sorted, each name once", line=number)
    if not any(_PYTHON.fullmatch(line) for line in lines):
        problems.add(name, "Python", "has no version", "write the version of Python")
