"""Every file of a finished folder, and the address at which each is served."""

import hashlib
import os
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

from review_site.addresses import absolute, address_of_file, host_of
from review_site.archive.page_words import read_title
from review_site.archive.twins import is_twin
from review_site.media_types import UNKNOWN, is_html, media_type_of, media_type_of_content
from review_site.problems import Problems
from review_site.site_index import Entry, read_site_index
from review_site.workers import spread

NOT_FOUND_PAGE = "404.html"
PLAIN_ANSWER = b"Not found\n"
"""What is said of a wrong address where the site has no page for that."""
PLAIN_TYPE = "text/plain; charset=utf-8"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """One address and what answers there.

    `address` is percent-encoded and starts with a slash, below the site's own address; `file` is relative to the
    folder, with forward slashes. `status` is what the public server answers: 200, 301 (then `location` is the full
    address that it leads to), 404 or 410. `kind`, `published` (ISO 8601) and `source`, the path in the repository that
    it was made from, are None where no site index tells them.
    """

    address: str
    file: str
    media_type: str
    size: int
    sha256: str
    status: int
    title: str
    source: str | None = None
    kind: str | None = None
    published: str | None = None
    location: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """A finished folder: its files by address, and what is known of the site as a whole.

    `url` ends with a slash; `maintainer`, `statement`, `stage` and `as_at` are None where no site index tells them.
    `resources` are what is captured, `twins` the compressed forms (`x.css.gz`, `x.css.br`) that a server sends in a
    file's place: they are files of the folder, and no addresses of the site.
    """

    root: Path
    url: str
    name: str
    language: str | None
    maintainer: str | None
    statement: str | None
    stage: str | None
    as_at: datetime | None
    resources: tuple[Resource, ...]
    twins: tuple[Resource, ...] = ()

    def url_of(self, resource: Resource) -> str:
        """Return the full address of a resource on the public site."""
        return absolute(self.url, resource.address)

    def file_of(self, resource: Resource) -> Path:
        """Return the file that answers for a resource."""
        return self.root / resource.file


def read_inventory(folder: Path, url: str) -> Inventory:
    """Return every file of a folder with its address, sorted by address.

    Where the folder has a `404.html`, that file answers with status 404, as it does under every web server, and one
    address that nothing serves is added, so that the answer to a wrong address is recorded too.

    Args:
        folder: the finished site.
        url: the public address of its root, which may have a path (`https://example.org/review/`).

    Raises:
        ValueError: when `url` is not a plain full address, or `folder` is not a folder.
        ProblemsError: naming every file that is not a regular file inside the folder, and every fault of a site index.
    """
    root_url = _root_url(url)
    if not folder.is_dir():
        raise ValueError(f"“{folder}” is not a folder")
    root = folder.resolve()
    files = _safe_files(root)
    index = read_site_index(root)
    entries = {entry.file: entry for entry in index.entries} if index else {}
    found = spread(files, lambda file: _read_resource(root, file, entries.get(file), root_url))
    twins = tuple(one for one, twin in zip(found, spread(files, partial(is_twin, root)), strict=True) if twin)
    resources = sorted(set(found).difference(twins), key=lambda resource: resource.address)
    resources += _missing(resources)
    return Inventory(
        root=root,
        url=root_url,
        name=index.site.name if index else host_of(url),
        language=index.site.language if index else None,
        maintainer=index.site.maintainer if index else None,
        statement=index.site.statement if index else None,
        stage=index.stage if index else None,
        as_at=index.as_at if index else None,
        resources=tuple(sorted(resources, key=lambda resource: resource.address)),
        twins=twins,
    )


def with_gone(inventory: Inventory, addresses: Iterable[str]) -> Inventory:
    """Return an inventory that also has addresses which the site no longer knows, each answered with 404.

    Where the site has no page for that, the answer is the server's own words, and `file` is empty.
    """
    page = next((one for one in inventory.resources if one.file == NOT_FOUND_PAGE), None)
    page = page or Resource(
        address="",
        file="",
        media_type=PLAIN_TYPE,
        size=len(PLAIN_ANSWER),
        sha256=hashlib.sha256(PLAIN_ANSWER).hexdigest(),
        status=404,
        title="",
    )
    gone = (replace(page, address=address, source=None, kind=None, published=None) for address in addresses)
    resources = sorted((*inventory.resources, *gone), key=lambda resource: resource.address)
    return replace(inventory, resources=tuple(resources))


def _root_url(url: str) -> str:
    host_of(url)
    parts = urlsplit(url)
    if parts.query or parts.fragment or parts.username is not None or not url.isascii() or " " in url:
        raise ValueError(f"“{url}” is not the plain address of a site (https://example.org/)")
    return f"{parts.scheme}://{parts.netloc.lower()}{parts.path.rstrip('/')}/"


def _safe_files(root: Path) -> list[str]:
    problems = Problems()
    files = []
    for path in _walk(root):
        name = path.relative_to(root).as_posix()
        fault = _fault(root, path, name)
        if fault:
            problems.add(ascii(name)[1:-1], "file", *fault)
        else:
            files.append(name)
    if not files and not problems:
        problems.add(root.name, "folder", "holds no file", "build the site first")
    problems.raise_if_any()
    return files


def _fault(root: Path, path: Path, name: str) -> tuple[str, str] | None:
    try:
        name.encode()
    except UnicodeEncodeError:
        return "its name is not UTF-8", "rename it"
    if "\\" in name:
        return "has a backslash in its name", "rename it"
    if any(unicodedata.category(character) == "Cc" for character in name):
        return "has a line break or another control character in its name", "rename it"
    if path.is_symlink() and not path.resolve().is_relative_to(root):
        return "is a link that leads outside the folder", "copy the file into the folder"
    if not path.is_file():
        return "is neither a file nor a folder", "remove it, or copy what it points to"
    return None


def _walk(root: Path) -> Iterator[Path]:
    """Give everything below a folder that is not itself a folder; a link to a folder is given, not entered."""
    waiting = [root]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(Path(entry.path))
                else:
                    yield Path(entry.path)


def _read_resource(root: Path, file: str, entry: Entry | None, url: str) -> Resource:
    path = root / file
    media_type = media_type_of(file)
    if media_type == UNKNOWN:
        media_type = media_type_of_content(path) or UNKNOWN
    if is_html(media_type) and not _is_utf8(path):
        media_type = media_type.partition(";")[0]  # the page itself says its encoding, and a header would overrule it
    title = entry.title if entry else read_title(path) if is_html(media_type) else ""
    size, sha256 = _read_fixity(path)
    target = entry.target if entry else None
    return Resource(
        address=address_of_file(file),
        file=file,
        media_type=media_type,
        size=size,
        sha256=sha256,
        status=404 if file == NOT_FOUND_PAGE else entry.status if entry else 200,
        title=title,
        source=entry.source if entry else None,
        kind=entry.kind if entry else None,
        published=entry.published if entry else None,
        location=absolute(url, target) if target and target.startswith("/") else target,
    )


def _is_utf8(path: Path) -> bool:
    try:
        path.read_bytes().decode()
    except UnicodeDecodeError:
        return False
    return True


def _missing(resources: list[Resource]) -> list[Resource]:
    """Return the answer to an address that nothing serves, where the site has a page for that."""
    taken = {resource.address for resource in resources}
    address = next(a for a in (f"/404-not-found{'-' * n}/" for n in count()) if a not in taken)
    return [replace(page, address=address) for page in resources if page.file == NOT_FOUND_PAGE]


def _read_fixity(path: Path) -> tuple[int, str]:
    size, digest = 0, hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            digest.update(chunk)
    return size, digest.hexdigest()
