"""What a finished folder holds, file by file with its SHA-256: written by whoever makes it, checked by anybody.

A manifest is a text that `sha256sum -c` reads: a line a file, its SHA-256 (FIPS 180-4) in hexadecimal, two spaces, its
path in the folder with `/`, in the order of the paths. It does not name itself.
"""

import codecs
import hashlib
import os
import re
import stat
from collections.abc import Iterator, Mapping, Set
from functools import partial
from pathlib import Path, PurePosixPath

from review_site.problems import Problem, Problems, ProblemsError, in_order
from review_site.timing import timed
from review_site.workers import spread

SITE_MANIFEST = "site-manifest.txt"
"""At the root of a site: what the builder made."""
SERVED_MANIFEST = "served-manifest.txt"
"""At the root of a folder for a web server: the site, the smaller forms of its files, and what servers read."""
_KINDS = (
    (stat.S_ISLNK, "a symbolic link"),
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
_LEAST = 2000  # files below which one process is as quick as several
# GNU coreutils: a line whose path holds one of these begins with a backslash, and the path says them in other words.
_SAID = {"\\": "\\\\", "\n": "\\n", "\r": "\\r"}
_MEANT = {said: meant for meant, said in _SAID.items()}
_LINE = re.compile(r"(\\?)([0-9a-fA-F]{64}) ([ *])(.+)", re.DOTALL)
_SMALLER = (".gz", ".br")
_FOR_SERVERS = ("_headers", "_redirects")
_BUILD = "build it again: review-site build, or review-site hosting"


@timed("manifest")
def write_manifest(folder: Path, name: str = SITE_MANIFEST) -> None:
    """Write the manifest of a finished folder into it, under a name.

    Raises:
        OSError: when a file cannot be read, or this one not be written.
    """
    digests = _digests(folder, [path for path, is_file in _entries(str(folder)) if is_file and path != name])
    lines = (_line(path, digest) for path, digest in sorted(digests.items()))
    (folder / name).write_bytes("".join(lines).encode(errors="surrogateescape"))


def manifest_of(folder: Path) -> str | None:
    """Return the name of the manifest that tells most of a folder, whatever it is there; None where it has none."""
    return next((name for name in (SERVED_MANIFEST, SITE_MANIFEST) if os.path.lexists(folder / name)), None)


def verify_manifest(folder: Path, name: str) -> tuple[int, list[Problem]]:
    """Read every file of a folder; return how many its manifest names, and each that is not as that says.

    Where another folder takes its place meanwhile, that one is read.

    Raises:
        ProblemsError: naming each line of the manifest that is none, or saying what it is if not a plain file.
        OSError: when a file cannot be read.
    """
    while True:
        named = _read(folder / name)
        problems = in_order(_differences(folder, name, named))
        if not problems or _read(folder / name) == named:
            return len(named), problems


def _differences(folder: Path, name: str, named: dict[str, str]) -> Problems:
    """Return each file that is not as it is named: missing, strange, no plain file, of other bytes."""
    found = dict(_entries(str(folder)))
    problems = Problems()
    for path in named.keys() - found.keys():
        problems.add(path, "file", "is missing", f"{_BUILD}; or copy it from there")
    for path in _strange(found.keys() - named.keys() - {name}, name, named, problems):
        if path.endswith("/"):
            problems.add(path, "folder", "is empty, and nothing that was built lies in it", "remove it")
        else:
            problems.add(path, "file", f"is not in {name}", "remove it, if nobody needs it here")
    there = sorted(named.keys() & found.keys())
    for path in there:
        if not found[path]:
            problems.add(path, "file", "is not a plain file", "put the file itself in its place")
    for path, digest in _digests(folder, [path for path in there if found[path]]).items():
        if digest != named[path]:
            what = f"has the SHA-256 {digest}, and {name} says {named[path]}"
            problems.add(path, "sha256", what, f"{_BUILD}; or copy it from there")
    return problems


def _strange(paths: Set[str], name: str, named: Mapping[str, str], problems: Problems) -> Set[str]:
    """Return those of the files that nobody named which are to be told one by one.

    Where smaller forms of the site's files stand beside them, it is a folder for web servers that lacks its manifest.
    """
    forms = {path for path in paths if path.endswith(_SMALLER) and path[:-3] in named}
    if name != SITE_MANIFEST or not forms:
        return paths
    what = f"is missing, which would name {len(forms)} smaller forms of files that are here (.gz, .br)"
    mend = "make the folder again: review-site hosting; or copy it from there"
    problems.add(SERVED_MANIFEST, "file", what, mend)
    return paths - forms - {*_FOR_SERVERS}


def _line(path: str, digest: str) -> str:
    said = "".join(_SAID.get(character, character) for character in path)
    return f"{'' if said == path else chr(92)}{digest}  {said}\n"


def _read(manifest: Path) -> dict[str, str]:
    """Return the SHA-256 of each path that a manifest names."""
    problems, named, faults = Problems(), dict[str, str](), dict[int, str]()
    lines = _lines_of(manifest)
    for number, line in enumerate(lines, 1):
        parts = _LINE.fullmatch(line)
        if parts is None:
            faults[number] = "is no SHA-256, two spaces and a path"
            continue
        digest, path = parts[2].lower(), parts[4]
        if parts[1]:
            path = re.sub(r"\\(?:\\|n|r)", lambda said: _MEANT[said[0]], path)
        capitals = ("capital letters in its SHA-256",) if digest != parts[2] else ()
        star = ("a star before its path",) if parts[3] == "*" else ()
        if wrong := (*capitals, *star):
            faults[number] = f"has {' and '.join(wrong)}"
        if path in named:
            problems.add(manifest.name, "path", f"{path} stands twice", _BUILD, line=number)
        elif path.startswith("/") or ".." in PurePosixPath(path).parts:
            problems.add(manifest.name, "path", f"{path} leads out of the folder", _BUILD, line=number)
        else:
            named[path] = digest
    if len(lines) > 1 and len(faults) == len(lines) and len(set(faults.values())) == 1:
        problems.add(manifest.name, "line", f"{faults[1]}, on each of its {len(lines)} lines", _BUILD)
    else:
        for number, what in faults.items():
            problems.add(manifest.name, "line", what, _BUILD, line=number)
    if problems:
        raise ProblemsError(problems)
    return named


def _lines_of(manifest: Path) -> list[str]:
    """Return the lines of a manifest; each thing that no manifest has as a whole is told."""
    kind = next((words for is_one, words in _KINDS if is_one(manifest.lstat().st_mode)), None)
    if kind:
        problem = Problem(path=manifest.name, field="file", what=f"is {kind}, and no plain file", mend=_BUILD)
        raise ProblemsError([problem])
    content, problems = manifest.read_bytes(), Problems()
    if content.startswith(codecs.BOM_UTF8):
        problems.add(manifest.name, "line", "has a byte-order mark before it", _BUILD, line=1)
    if number := content.count(b"\r"):
        what = f"have carriage returns where they end with a line feed alone: {number}"
        problems.add(manifest.name, "lines", what, _BUILD)
    if content and not content.endswith(b"\n"):
        problems.add(manifest.name, "lines", "do not end: the last one has no line end, and may be cut short", _BUILD)
    if problems:
        raise ProblemsError(problems)
    return content.decode(errors="surrogateescape").split("\n")[:-1]


def _digests(folder: Path, paths: list[str]) -> dict[str, str]:
    return dict(zip(paths, spread(paths, partial(_digest, f"{folder}"), least=_LEAST), strict=True))


def _digest(folder: str, path: str) -> str:
    with open(f"{folder}/{path}", "rb", buffering=0) as stream:  # noqa: PTH123 - many thousand times, without a Path
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _entries(folder: str, below: str = "") -> Iterator[tuple[str, bool]]:
    """Give each entry below a folder that is no folder itself, and whether it is a plain file; links not followed.

    An empty folder is given with a slash after its path.
    """
    empty = bool(below)
    with os.scandir(folder) as entries:
        for entry in entries:
            empty = False
            path = f"{below}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                yield from _entries(entry.path, f"{path}/")
            else:
                yield path, entry.is_file(follow_symlinks=False)
    if empty:
        yield below, False
