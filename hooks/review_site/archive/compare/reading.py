"""A state of a site read from wherever it is kept: a finished folder, a bag, its tar, or a WACZ."""

from collections.abc import Sequence
from pathlib import Path

from review_site.addresses import host_of
from review_site.archive.compare.captures import read_captures
from review_site.archive.compare.containers import find_parts, is_bag, stop
from review_site.archive.compare.description import read_description
from review_site.archive.compare.places import Root
from review_site.archive.compare.snapshot import Snapshot, snapshot_of
from review_site.archive.inventory import read_inventory
from review_site.site_index import read_index


def read_snapshot(path: Path, url: str | None = None, earlier: Sequence[Snapshot] = ()) -> Snapshot:
    """Return a state of a site; bodies stay where they are until they are needed.

    Args:
        path: a finished folder, the folder of a bag, its `.tar`, or a WACZ.
        url: the public address of the site's root; else as its own record says.
        earlier: states that hold what this one only refers to (WARC 1.1 §6.7), the nearest first.

    Raises:
        ValueError: when `url` is not the plain address of a site, or is needed and not given.
        ProblemsError: telling what cannot be read.
        OSError: when a file cannot be read.
    """
    if path.is_dir() and not is_bag(path):
        return _read_folder(path, url)
    parts = find_parts(path)
    about = read_description(parts)
    root = Root(_told_address(url or about.url, path))
    captures = read_captures(parts, root, earlier)
    return Snapshot(
        name=about.name or root.url, root=root, instant=about.instant, record=about.record, captures=captures
    )


def _read_folder(folder: Path, url: str | None) -> Snapshot:
    bags = sorted(file.parent.name for file in folder.glob("*/bagit.txt"))
    if bags and not any(folder.glob("*.html")):
        stop(folder.name, "holds bundles and is none", f"name one of them: {', '.join(bags)}")
    record = read_index(folder)
    return snapshot_of(read_inventory(folder, _told_address(url or (record.site.url if record else None), folder)))


def _told_address(url: str | None, path: Path) -> str:
    if url is None:
        raise ValueError(f"{path.name} does not say the address of its site")
    host_of(url)
    return f"{url.rstrip('/')}/"
