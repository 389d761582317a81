"""What an audit found so far, in a file of lines: a run that is killed at any moment loses at most what was under way.

The first line says of what the audit is; each further one is a finding.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from review_site.archive.audit.base import Base
from review_site.archive.audit.findings import UNKNOWN, Finding, parse_finding
from review_site.archive.audit.holdings import Holdings
from review_site.problems import Problem, ProblemsError

_LARGEST = 1 << 30
_ANEW = "remove it to begin again"


@contextmanager
def open_state(
    path: Path, holdings: Holdings, base: Base, *, resume: bool
) -> Iterator[tuple[dict[str, Finding], BinaryIO]]:
    """Give what a run before found, by address, and the file to which `note_finding` adds.

    What could not be asked then is left out, so that it is asked again.

    Args:
        path: the file; made when it is not there.
        holdings: the bundle.
        base: the archive.
        resume: whether to go on where a run before stopped.

    Raises:
        ProblemsError: when a run before left the file and `resume` is false, when it is that of another audit, or when
            it is damaged.
        OSError: when reading or writing fails.
    """
    head = {"audit": 1, "bundle": holdings.name, "digest": holdings.digest, "archive": str(base)}
    if path.exists() and not resume:
        raise _refusal(path, "is what an audit that was stopped left", f"add --resume to go on, or {_ANEW}")
    known: dict[str, Finding] = {}
    with path.open("a+b") as stream:
        stream.seek(0)
        content = stream.read(_LARGEST)
        # A line without its end is one that a killed run was writing.
        whole = content[: content.rfind(b"\n") + 1]
        stream.truncate(len(whole))
        lines = whole.decode("utf-8", "replace").splitlines()
        if not lines:
            _write(stream, head)
        elif _parse(path, 1, lines[0]) != head:
            raise _refusal(path, "is that of another bundle or archive", _ANEW)
        for number, line in enumerate(lines[1:], 2):
            try:
                finding = parse_finding(_parse(path, number, line))
            except ValueError as error:
                raise _refusal(path, str(error), _ANEW, number) from None
            known[finding.url] = finding
        yield {url: one for url, one in known.items() if one.verdict not in UNKNOWN}, stream


def note_finding(stream: BinaryIO, finding: Finding) -> None:
    """Add a finding to the file, and see it onto the disk.

    Raises:
        OSError: when writing fails.
    """
    _write(stream, finding.as_row())


def _write(stream: BinaryIO, row: dict[str, object]) -> None:
    stream.write(json.dumps(row).encode() + b"\n")
    stream.flush()
    os.fsync(stream.fileno())


def _parse(path: Path, number: int, line: str) -> dict[str, object]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        row = None
    if not isinstance(row, dict):
        raise _refusal(path, "is damaged: this is no line of an audit", _ANEW, number)
    return row


def _refusal(path: Path, what: str, mend: str, line: int | None = None) -> ProblemsError:
    return ProblemsError([Problem(path=path.name, line=line, field="state", what=what, mend=mend)])
