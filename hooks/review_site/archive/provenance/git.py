"""Git, asked safely: nothing that a repository or a machine configures is run, and nothing is fetched.

Only plumbing is used, whose answers no configuration changes. A repository may be hostile.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from review_site.problems import Problem, ProblemsError

# The command line's own configuration is stronger than that of the repository, and no other is read.
_CONFIGURATION = {
    "safe.directory": "*",  # a build often runs as somebody else; nothing of the repository's own is trusted anyway
    "protocol.allow": "never",
    "core.hooksPath": os.devnull,
    "core.attributesFile": os.devnull,
    "core.fsmonitor": "false",
    "core.useReplaceRefs": "false",
    "core.commitGraph": "false",
    "core.quotePath": "false",
}
_ENVIRONMENT = {
    "HOME": os.devnull,
    "XDG_CONFIG_HOME": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
    "TZ": "UTC",
}


class NoHistoryError(Exception):
    """Nothing is known of the sources; the message says why, as the end of “Nothing is known of the sources: …”."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """A git repository as it stands.

    `prefix` is the folder that was asked about, below the repository's `top`: empty, or ending in a slash. `head` is
    the id of the commit that is checked out, `algorithm` what ids are made with (`sha1`, `sha256`), and `cut` the ids
    of the commits at which a shallow clone ends.
    """

    program: str
    top: Path
    prefix: str
    head: str
    algorithm: str
    cut: frozenset[str]


def open_repository(folder: Path) -> Repository:
    """Return the repository that a folder lies in.

    Raises:
        NoHistoryError: when git is not installed, the folder is in no repository, or nothing was committed yet.
    """
    program = shutil.which("git")
    if program is None:
        raise NoHistoryError("git is not installed on the machine that made the bundle")
    nowhere = "the folder that the site was built from is in no git repository"
    top = Path(_ask(program, folder, "--show-toplevel") or os.devnull)
    if not (top / ".git").exists():
        raise NoHistoryError(nowhere)
    prefix = _ask(program, folder, "--show-prefix")
    head = _ask(program, folder, "--verify", "--quiet", "HEAD^{commit}")
    if prefix is None or not folder.resolve().is_relative_to(top.resolve()):
        raise NoHistoryError(nowhere)
    if not head:
        raise NoHistoryError("nothing was committed to the git repository that the site was built from")
    shallow = folder / (_ask(program, folder, "--git-path", "shallow") or os.devnull)
    return Repository(
        program=program,
        top=top,
        prefix=prefix,
        head=head,
        algorithm=_ask(program, folder, "--show-object-format") or "sha1",
        cut=frozenset(shallow.read_text("ascii").split()) if shallow.is_file() else frozenset(),
    )


def _ask(program: str, folder: Path, *arguments: str) -> str | None:
    """Return what `git rev-parse` says, without its last line end; None where it refuses."""
    command = [*_command(program), "rev-parse", *arguments]
    if not folder.is_dir():
        return None
    told = subprocess.run(  # noqa: S603
        command, cwd=folder, env=_environment(), stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    return os.fsdecode(told.stdout).removesuffix("\n") if told.returncode == 0 else None


@contextmanager
def ask_git(repository: Repository, *arguments: str, stdin: IO[bytes] | None = None) -> Iterator[IO[bytes]]:
    """Run one command of git at the top of a repository and give what it writes, as a stream.

    A reader may stop before the end.

    Args:
        repository: where.
        arguments: the command and its own arguments.
        stdin: what the command reads, a file on disk; nothing where it is None.

    Raises:
        ProblemsError: when the command fails, as it does on a damaged repository.
    """
    with subprocess.Popen(  # noqa: S603
        [*_command(repository.program), *arguments],
        cwd=repository.top,
        env=_environment(),
        stdin=stdin or subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        if process.stdout is None:  # never so with a pipe; the type does not know
            raise damaged(f"git {arguments[0]} says nothing")
        try:
            yield process.stdout
            stopped_early = bool(process.stdout.read(1))
        except BaseException:
            process.kill()
            raise
        if stopped_early:
            process.kill()
        elif process.wait() != 0:
            raise damaged(f"git {arguments[0]} fails")


def damaged(what: str) -> ProblemsError:
    """Return the error that tells a repository that cannot be read."""
    mend = "run git fsck there and mend what it tells, or clone the repository anew"
    return ProblemsError([Problem(path=".git", field="repository", what=f"cannot be read: {what}", mend=mend)])


def _command(program: str) -> list[str]:
    options = [part for name, value in _CONFIGURATION.items() for part in ("-c", f"{name}={value}")]
    return [program, "--no-pager", "--no-optional-locks", "--literal-pathspecs", *options]


def _environment() -> dict[str, str]:
    """Return the environment of a command: the caller's own, as in a hook of git, would lead it elsewhere."""
    return _ENVIRONMENT | {"PATH": os.environ.get("PATH", os.defpath)}
