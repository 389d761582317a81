"""What a web server is told of a site: its path, its files, and the addresses that answer otherwise."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from review_site.addresses import absolute
from review_site.manifest import SERVED_MANIFEST
from review_site.problems import Problem, Problems, ProblemsError
from review_site.site_index import SITE_INDEX, read_site_index

NOT_FOUND_PAGE = "404.html"
_KEPT = {"_headers", "_redirects", SERVED_MANIFEST}


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A finished site to be served.

    `prefix` is the path of its root, with a slash at both ends; `files` are relative to the folder, in order; `moved`
    leads from an older address to where it stands now, a full URL; `gone` are withdrawn pages, each with its file.
    """

    root: Path
    url: str
    prefix: str
    changed: float
    files: tuple[str, ...]
    moved: tuple[tuple[str, str], ...]
    gone: tuple[tuple[str, str], ...]


def read_served(folder: Path) -> Served:
    """Return what is to be served of a finished folder.

    Raises:
        ProblemsError: when the folder is not a finished site or is a preview; naming each file that is not a plain one.
    """
    index = read_site_index(folder)
    if index is None:
        mend = "build it: review-site build"
        raise ProblemsError([Problem(path=str(folder), field=SITE_INDEX, what="is missing", mend=mend)])
    path = urlsplit(index.site.url).path.strip("/")
    prefix = f"/{path}/" if path else "/"
    return Served(
        root=folder,
        url=index.site.url,
        prefix=prefix,
        changed=index.as_at.timestamp(),
        files=_plain_files(folder),
        moved=tuple(
            (entry.address, absolute(index.site.url, entry.target) if entry.target.startswith("/") else entry.target)
            for entry in index.entries
            if entry.status == 301 and entry.target
        ),
        gone=tuple((entry.address, entry.file) for entry in index.entries if entry.status == 410),
    )


def local_path(served: Served, url: str) -> str:
    """Return an address for a server's `Location`: from the root where it stays on the site, else as it is."""
    root = absolute(served.url, "/")
    return served.prefix + url.removeprefix(root) if url.startswith(root) else url


def _plain_files(folder: Path) -> tuple[str, ...]:
    problems, files = Problems(), []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_dir() and not path.is_symlink():
            continue
        if path.is_symlink() or not path.is_file():
            problems.add(name, "file", "is not a plain file", "put the file itself in its place")
        elif any(part.startswith(".") for part in path.relative_to(folder).parts) or name in _KEPT:
            problems.add(name, "file", "has a name that servers keep for themselves", "rename it")
        else:
            files.append(name)
    problems.raise_if_any()
    return tuple(files)
