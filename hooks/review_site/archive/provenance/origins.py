"""The commit that each source comes from, found in one reading of the history."""

import os
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from typing import Literal

from review_site.archive.provenance.commit import read_author_dates
from review_site.archive.provenance.git import NoHistoryError, Repository, ask_git, damaged, open_repository
from review_site.archive.provenance.tree import TreeFile, is_as_committed, read_tree, records_of

State = Literal["committed", "changed", "not committed", "not known"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a source comes from.

    `path` is the source's place in the repository; `commit` the newest one that gave the file the content it has in the
    commit that is checked out, `author_date` that commit's (ISO 8601 with its own zone). `state` is `committed`,
    `changed` where the file on disk is no longer what was committed, `not committed` where it never was under this
    name (new or renamed), or `not known`; the last two have no commit. Whoever wrote or committed it is left out.
    """

    path: str
    state: State
    commit: str = ""
    author_date: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
    """The origin of each source, by its path as it was asked for.

    `head` is the commit that is checked out, `head_date` its author date; `unknown` says why nothing is known, and is
    empty where there is a history.
    """

    by_source: Mapping[str, Origin] = field(default_factory=dict)
    head: str = ""
    head_date: str = ""
    unknown: str = ""

    def commits(self) -> dict[str, tuple[str, str]]:
        """Return commit and author date by source, where both are known."""
        return {source: (one.commit, one.author_date) for source, one in self.by_source.items() if one.commit}


def read_origins(repository: Path, sources: Iterable[str]) -> Origins:
    """Return the last commit of each source, in time linear in the history.

    A file that a merge took from one of its parents comes from the commit that wrote it, not from the merge. In a
    shallow clone, what was last written before its end is not known.

    Args:
        repository: the folder that the site was built from, anywhere in a git repository; it may be hostile.
        sources: paths relative to that folder, with forward slashes.

    Raises:
        ProblemsError: when the repository is damaged.
    """
    asked = sorted(set(sources))
    try:
        opened = open_repository(repository)
    except NoHistoryError as reason:
        nothing = {source: Origin(path=source, state="not known") for source in asked}
        return Origins(by_source=nothing, unknown=str(reason))
    paths = {source: posixpath.normpath(posixpath.join(opened.prefix, source)) for source in asked}
    wanted = set(paths.values())
    files = {file.path: file for file in read_tree(opened) if file.path in wanted}
    commits = _last_commits(opened, files)
    commit_dates = read_author_dates(opened, {opened.head, *commits.values()})
    dates = {commit: date.isoformat() for commit, date in commit_dates.items()}
    found = {path: _origin(opened, file, commits.get(path), dates) for path, file in files.items()}
    return Origins(
        by_source={source: found.get(path) or _unheld(path) for source, path in paths.items()},
        head=opened.head,
        head_date=dates[opened.head],
    )


def _origin(repository: Repository, file: TreeFile, commit: str | None, dates: Mapping[str, str]) -> Origin:
    if commit is None:
        return Origin(path=file.path, state="not known")
    state: State = "committed" if is_as_committed(repository, file) else "changed"
    return Origin(path=file.path, state=state, commit=commit, author_date=dates[commit])


def _unheld(path: str) -> Origin:
    outside = path.startswith(("../", "/")) or path == ".."
    return Origin(path=path, state="not known" if outside else "not committed")


def _last_commits(repository: Repository, files: Mapping[str, TreeFile]) -> dict[str, str]:
    """Return, by path, the newest commit whose change gave a file its mode and content."""
    left = {path: (file.mode, file.id) for path, file in files.items()}
    commits: dict[str, str] = {}
    with TemporaryFile() as revisions:
        with ask_git(repository, "rev-list", "--topo-order", repository.head) as stream:
            for line in stream:
                revisions.write(line)
        revisions.seek(0)
        flags = ("--stdin", "-r", "--root", "-c", "--raw", "-z", "--no-abbrev", "--no-renames", "--no-ext-diff")
        with ask_git(repository, "diff-tree", *flags, stdin=revisions) as stream:
            for commit, path, after in _changes(records_of(stream)):
                if left.get(path) == after:
                    del left[path]
                    # At the end of a shallow clone every file seems to be new.
                    if commit not in repository.cut:
                        commits[path] = commit
                if not left:
                    break
    return commits


def _changes(records: Iterator[bytes]) -> Iterator[tuple[str, str, tuple[str, str]]]:
    """Give commit, path, and mode and content after it, of each change that `git diff-tree --raw -z` tells.

    A record is a commit's id, or begins with a colon for each parent, with the path in the next.
    """
    commit = ""
    for record in records:
        if not record.startswith(b":"):
            commit = record.decode("ascii", "replace")
            continue
        parents = len(record) - len(record.lstrip(b":"))
        fields = record[parents:].decode("ascii", "replace").split(" ")
        path = next(records, None)
        if path is None or len(fields) != 2 * parents + 3:
            raise damaged("git diff-tree is not understood")
        yield commit, os.fsdecode(path), (fields[parents], fields[2 * parents + 1])
