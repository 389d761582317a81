"""A project's lock: each distribution that its site is built with, in one version, with the hashes of its files."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.markers import Marker

from review_site.archive.provenance.installed import normal_name
from review_site.problems import Problems

LOCK = "requirements/run.txt"
"""Where a project keeps its lock."""
_PINNED = re.compile(r"(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)==(?P<version>[A-Za-z0-9.+!_-]+)(?:\s*;(?P<marker>.*))?")
_HASH = re.compile(r"\s--hash=")
_SHA256 = re.compile(r"sha256:[0-9a-f]{64}")
_MEND = "make the lock again: make lock"


@dataclass(frozen=True, slots=True, kw_only=True)
class Locked:
    """One distribution of a lock; the file that was installed has one of the hashes (SHA-256, hexadecimal)."""

    name: str
    version: str
    sha256: tuple[str, ...]


def lock_of(project: Path | None) -> Path | None:
    """Return the lock of a project, if it has one; a list of requirements without any hash is none."""
    lock = project / LOCK if project else None
    return lock if lock and lock.is_file() and b"--hash=" in lock.read_bytes() else None


def read_lock(text: str) -> tuple[Locked, ...]:
    """Return what a lock names for this Python on this machine, sorted by name (PEP 503, PEP 508).

    Args:
        text: the lines, as pip's requirements with `--require-hashes` are.

    Raises:
        ProblemsError: with every line that is not one exact version with its hashes.
    """
    problems = Problems()
    found: dict[str, Locked] = {}
    for line, words in _lines(text):
        pinned, *hashes = (word.strip() for word in _HASH.split(words))
        match = _PINNED.fullmatch(pinned)
        if match is None:
            what = f"“{pinned}” is not one exact version"
            problems.add(LOCK, "requirement", what, "write name==version, and its hashes", line=line)
            continue
        name = normal_name(match["name"])
        wrong = [one for one in hashes if not _SHA256.fullmatch(one)]
        if wrong or not hashes:
            what = f"{name} has {f'a hash that is no SHA-256, “{wrong[0]}”' if wrong else 'no hash'}"
            problems.add(LOCK, "hash", what, _MEND, line=line)
            continue
        try:
            here = match["marker"] is None or Marker(match["marker"]).evaluate()
        except ValueError:  # it is no marker, or asks for what cannot be compared
            problems.add(LOCK, "marker", f"“{match['marker'].strip()}” is no condition of PEP 508", _MEND, line=line)
            continue
        if here and name in found:
            problems.add(LOCK, "requirement", f"{name} is named twice for this Python", _MEND, line=line)
        elif here:
            digests = tuple(sorted(one.removeprefix("sha256:") for one in hashes))
            found[name] = Locked(name=name, version=match["version"], sha256=digests)
    problems.raise_if_any()
    return tuple(found[name] for name in sorted(found))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Give each requirement, its lines joined, with the number of its first; comments and empty lines are left out."""
    begun, words = 0, ""
    for number, line in enumerate(text.splitlines(), 1):
        content = "" if line.lstrip().startswith("#") else line.partition(" #")[0].rstrip()
        begun = begun if words else number
        words += content.removesuffix("\\")
        if not content.endswith("\\"):
            if words.strip():
                yield begun, words
            words = ""
    if words.strip():
        yield begun, words
