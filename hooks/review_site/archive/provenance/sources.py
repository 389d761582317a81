"""`sources.bundle`: the sources of the site as a git bundle, with their history where that may be given."""

import posixpath
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Literal

from review_site.archive.provenance.commit import read_author_dates
from review_site.archive.provenance.git import NoHistoryError, Repository, ask_git, open_repository
from review_site.archive.provenance.pack import name_objects, write_git_bundle
from review_site.archive.provenance.snapshot import make_snapshot
from review_site.archive.provenance.tree import TreeFile, is_as_committed, read_tree

_NOT_ASKED = "the history was not asked for, since it may hold what was never published"
_WITHHELD = "some of what it holds is not public yet"
_SHALLOW = "the clone that the site was built from holds only its end"
_PARTIAL = "the clone that the site was built from holds only a part of it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What became of the sources.

    `form` is `history` (everything that leads to the commit `commit`), `snapshot` (its files alone, as the parentless
    commit `tip`) or `none`. `author_date` is that of `commit` (ISO 8601); `why` ends the sentence that says why there
    is no history. `changed` are the files that on disk were no longer what was committed: the bundle has them as
    committed. `objects` counts what the bundle holds.
    """

    form: Literal["history", "snapshot", "none"]
    commit: str = ""
    tip: str = ""
    author_date: str = ""
    why: str = ""
    changed: tuple[str, ...] = ()
    objects: int = 0


def write_sources(
    repository: Path, path: Path, *, withheld: frozenset[str] = frozenset(), history: bool = True
) -> Sources:
    """Write the bundle of the repository that a folder lies in, and tell what it is; write none where there is none.

    The same commit gives the same bytes from any clone, whatever its branches and tags. Where anything is withheld, no
    history is given, for an earlier commit may hold it; neither is it where the clone has not all of it.

    Args:
        repository: the folder that the site was built from, anywhere in a git repository; it may be hostile.
        path: the file to write.
        withheld: paths relative to that folder, of files and whole folders that are not public yet. Neither their
            content nor their names come into the bundle or into what is told.
        history: whether everything that leads to the commit is wanted, where nothing stands against it.

    Raises:
        ProblemsError: when the repository is damaged.
        OSError: when the file cannot be written.
    """
    try:
        opened = open_repository(repository)
    except NoHistoryError as reason:
        return Sources(form="none", why=str(reason))
    hidden = {posixpath.normpath(posixpath.join(opened.prefix, one)) for one in withheld}
    files = [file for file in read_tree(opened) if not _is_withheld(file.path, hidden)]
    date = read_author_dates(opened, [opened.head])[opened.head]
    with TemporaryFile() as ids:
        why = _why_not(opened, withheld, history=history) or _list_history(opened, ids)
        if why:
            tip, made, stored = make_snapshot(files, opened.head, date, why, opened.algorithm)
        else:
            tip, made, stored = bytes.fromhex(opened.head), {}, name_objects(opened, ids)
    write_git_bundle(opened, path, tip, made, stored)
    return Sources(
        form="snapshot" if why else "history",
        commit=opened.head,
        tip=tip.hex(),
        author_date=date.isoformat(),
        why=why,
        changed=_changed(opened, files),
        objects=len(made) + len(stored),
    )


def _why_not(repository: Repository, withheld: frozenset[str], *, history: bool) -> str:
    """Return why no history is given, empty where nothing stands against it."""
    if withheld:
        return _WITHHELD
    if not history:
        return _NOT_ASKED
    return _SHALLOW if repository.cut else ""


def _is_withheld(path: str, hidden: set[str]) -> bool:
    steps = path.split("/")
    return any("/".join(steps[:number]) in hidden for number in range(1, len(steps) + 1))


def _list_history(repository: Repository, ids: IO[bytes]) -> str:
    """List everything that leads to the commit, or say why not: in a partial clone some of it is not there."""
    flags = ("--objects", "--no-object-names", "--missing=print")
    with ask_git(repository, "rev-list", *flags, repository.head) as stream:
        for line in stream:
            if line.startswith(b"?"):
                return _PARTIAL
            ids.write(line)
    ids.seek(0)
    return ""


def _changed(repository: Repository, files: list[TreeFile]) -> tuple[str, ...]:
    return tuple(sorted(file.path for file in files if not is_as_committed(repository, file)))
