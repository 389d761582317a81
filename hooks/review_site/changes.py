"""What a finished folder holds that the last one did not; what is the same in both stays the same file."""

import json
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from review_site.workers import spread

_AT_ONCE = 1 << 20  # bytes of a file that are read and compared in one go
_LEAST = 2000  # files to compare, below which one process is as quick as several


@dataclass(frozen=True, slots=True)
class Changes:
    """The files that came, changed and went from one folder to the next: paths in them with `/`, in order."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def keep_unchanged(last: Path, staging: Path) -> Changes:
    """Let each file of `staging` whose bytes are those of the same path in `last` be that file; return the others.

    A kept file is a hard link, so it has the inode, the time and all else of the last one; nothing may write into
    `staging` from then on. Files of other rights or owners are not kept, and none is where links cannot be made (on
    two file systems, on FAT): they are simply new. `last` is not changed, and need not be there.
    """
    before, after = dict(_files_below(str(last), "")), dict(_files_below(str(staging), ""))
    alike = [path for path, new in after.items() if path in before and _alike(before[path], new)]
    same = spread(alike, partial(_keep_if_same, str(last), str(staging)), least=_LEAST)
    unchanged = {path for path, is_same in zip(alike, same, strict=True) if is_same}
    return Changes(
        added=tuple(sorted(after.keys() - before.keys())),
        changed=tuple(sorted(path for path in after.keys() & before.keys() if path not in unchanged)),
        removed=tuple(sorted(before.keys() - after.keys())),
    )


def render_lines(changes: Changes) -> str:
    """Return a line a file, in order of the paths: `added`, `changed` or `removed`, a tab, the path in the folder."""
    rows = sorted((path, how) for how, paths in asdict(changes).items() for path in paths)
    return "".join(f"{how}\t{path}\n" for path, how in rows)


def render_json(changes: Changes) -> str:
    """Return an object of three lists of paths: added, changed, removed."""
    return json.dumps(asdict(changes), ensure_ascii=False, indent=1) + "\n"


CHANGES: Mapping[str, Callable[[Changes], str]] = {"text": render_lines, "github": render_lines, "json": render_json}


def _files_below(folder: str, below: str) -> Iterator[tuple[str, os.stat_result]]:
    """Give each entry below a folder that is no folder itself, with what the system knows of it; links not followed."""
    with suppress(FileNotFoundError), os.scandir(folder) as entries:
        for entry in entries:
            path = f"{below}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                yield from _files_below(entry.path, f"{path}/")
            else:
                yield path, entry.stat(follow_symlinks=False)


def _alike(old: os.stat_result, new: os.stat_result) -> bool:
    """Tell whether two may be one file: plain files of one size, with the same rights and owners."""
    ours = (new.st_mode, new.st_size, new.st_uid, new.st_gid)
    return stat.S_ISREG(new.st_mode) and (old.st_mode, old.st_size, old.st_uid, old.st_gid) == ours


def _keep_if_same(last: str, staging: str, path: str) -> bool:
    """Tell whether a file has the same bytes in both folders, and put the last one in the place of the new one."""
    old, new = f"{last}/{path}", f"{staging}/{path}"
    if not _same_bytes(old, new):
        return False
    beside = f"{staging}/.kept-{os.getpid()}"
    try:
        os.link(old, beside)
        os.replace(beside, new)  # noqa: PTH105 - forty thousand times, without a Path
    except OSError:
        with suppress(FileNotFoundError):
            os.unlink(beside)  # noqa: PTH108
    return True


def _same_bytes(old: str, new: str) -> bool:
    """Compare two files of one size."""
    with open(old, "rb", buffering=0) as one, open(new, "rb", buffering=0) as other:  # noqa: PTH123
        while data := one.read(_AT_ONCE):
            if data != other.read(_AT_ONCE):
                return False
    return True
