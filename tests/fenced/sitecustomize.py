"""A fence around every Python that finds this file on its path: no other host, and no file elsewhere.

FENCE_LOG names the file that is told what was refused and which programs were started, FENCE_WRITABLE the folders in
which files may be written. What is refused raises PermissionError; that somebody may swallow it is why it is also told.
"""

import os
import sys
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path

_LOG = os.open(os.environ["FENCE_LOG"], os.O_WRONLY | os.O_APPEND)
_WRITABLE = [Path(one).resolve() for one in (*os.environ["FENCE_WRITABLE"].split(os.pathsep), os.devnull)]
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

_ADDRESS_AT = {"socket.connect": 1, "socket.bind": 1, "socket.sendto": 1, "socket.sendmsg": 1}
_HOST_AT = {"socket.getaddrinfo": 0, "socket.gethostbyname": 0, "socket.gethostbyaddr": 0}
# What changes files: where a path stands among what is told, and where the folder stands to which it is relative.
_CHANGING = {
    **{f"os.{name}": ((0, 1),) for name in ("remove", "rmdir")},
    **{f"os.{name}": ((0, 2),) for name in ("mkdir", "chmod")},
    **{f"os.{name}": ((0, None),) for name in ("truncate", "setxattr", "removexattr")},
    "os.chown": ((0, 3),),
    "os.utime": ((0, 3),),
    "os.symlink": ((1, 2),),
    "os.link": ((0, 2), (1, 3)),
    "os.rename": ((0, 2), (1, 3)),
    "sqlite3.connect": ((0, None),),
}
_OF_LINKS = {
    f"os.{name}" for name in ("link", "mkdir", "remove", "rename", "rmdir", "symlink")
}  # a link is not followed
_STARTING = {"subprocess.Popen": 0, "os.exec": 0, "os.posix_spawn": 0, "os.system": 0}


def watch(event: str, told: tuple[object, ...]) -> None:
    """Refuse and tell what leads over the fence; tell which programs are started."""
    if event in _STARTING:
        _tell(f"started {os.fsdecode(told[_STARTING[event]])}")  # type: ignore[arg-type]
    for what in (*_hosts(event, told), *_files(event, told)):
        _tell(f"refused {event} {what}")
        raise PermissionError(f"over the fence: {event} {what}")


def _tell(line: str) -> None:
    os.write(_LOG, f"{line}\n".encode(errors="backslashreplace"))


def _hosts(event: str, told: tuple[object, ...]) -> Iterator[str]:
    """Give the host that an event would reach, if it is another."""
    if event in _HOST_AT:
        host = told[_HOST_AT[event]]
    elif event in _ADDRESS_AT and isinstance(address := told[_ADDRESS_AT[event]], tuple):
        host = address[0]
    else:
        return
    name = os.fsdecode(host) if isinstance(host, str | bytes) else host
    if name is not None and not _is_loopback(name):
        yield str(name)


def _is_loopback(name: object) -> bool:
    try:
        return name == "localhost" or ip_address(str(name)).is_loopback
    except ValueError:
        return False


def _files(event: str, told: tuple[object, ...]) -> Iterator[str]:
    """Give the files elsewhere that an event would change."""
    if event == "open":
        path, flags = told[0], told[2]
        if isinstance(flags, int) and flags & _WRITING and _is_elsewhere(path, None, links=False):
            yield str(path)
    for at, folder_at in _CHANGING.get(event, ()):
        folder = told[folder_at] if folder_at is not None and len(told) > folder_at else None
        if _is_elsewhere(told[at], folder, links=event in _OF_LINKS):
            yield os.fsdecode(told[at])  # type: ignore[arg-type]


def _is_elsewhere(path: object, folder: object, *, links: bool) -> bool:
    """Tell whether a path leads out of what is writable; with `links` it may itself be a link, which stays one."""
    if isinstance(path, int):  # a file that is open already
        return False
    base = Path(f"/proc/self/fd/{folder}").readlink() if isinstance(folder, int) and folder >= 0 else Path.cwd()
    place = base / os.fsdecode(path)  # type: ignore[arg-type]
    real = place.parent.resolve() / place.name if links else place.resolve()
    return not any(real.is_relative_to(one) for one in _WRITABLE)


_tell(f"fenced {os.getpid()}")
sys.addaudithook(watch)
