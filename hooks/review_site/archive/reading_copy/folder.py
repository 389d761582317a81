"""From an inventory to the reading copy of its site: its files, a guide to it, and a list of what became of each."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote_to_bytes

from review_site.addresses import address_of_file
from review_site.archive.inventory import Inventory, Resource
from review_site.archive.reading_copy.addressing import Site
from review_site.archive.reading_copy.draft import Copying
from review_site.archive.reading_copy.drawing import copy_drawing
from review_site.archive.reading_copy.guide import LIST, README, Row, render_list, render_readme
from review_site.archive.reading_copy.naming import safe_names
from review_site.archive.reading_copy.page import Copied, Losses, copy_page
from review_site.archive.reading_copy.sheet import copy_sheet
from review_site.archive.reading_copy.symbols import render_symbol
from review_site.archive.reading_copy.treatment import Treatment, treatments
from review_site.clock import LONDON
from review_site.problems import Problem, ProblemsError
from review_site.workers import spread

_CHUNK = 1 << 20
_EMBEDDED = 1 << 17  # bytes of a picture that is written into a stylesheet
_ALPHABETS = ("a-z/", "a-z.html", "a-to-z/", "a-to-z.html", "atoz/", "a-i-y/")
_SITEMAPS = ("sitemap/", "sitemap.html", "site-map/", "site-map.html", "map-o-r-wefan/")


def write_reading_copy(inventory: Inventory, folder: Path, *, instant: datetime | None = None) -> None:
    """Write a copy of a site that opens from a folder in any browser, without a server, a script or a request.

    Every page stands under the path of its file, under its own name where that is safe on every system. Beside them
    stand `README.txt`, which tells people what this is, and `reading-copy.csv`, a row for each address.

    Args:
        inventory: the finished site.
        folder: where the copy goes; made, and must not hold anything.
        instant: that of the capture, whose London day each page tells; else that of the state of the site.

    Raises:
        ProblemsError: when a file changed since the inventory was made.
        OSError: when reading or writing fails.
    """
    folder.mkdir(parents=True)
    treated = treatments(inventory)
    names = _names(treated)
    as_at = instant or inventory.as_at
    copying = _copying(inventory, treated, names, as_at)
    resources = [resource for file, resource in _by_file(inventory).items() if file in names]
    for place in {(folder / names[one.file]).parent for one in resources}:
        place.mkdir(parents=True, exist_ok=True)

    def write(resource: Resource) -> Losses:
        name = names[resource.file]
        return _write(copying, inventory, resource, treated[resource.file], name, folder / name)

    lost = zip((names[one.file] for one in resources), spread(resources, write), strict=True)
    losses = {name: one for name, one in lost if one}
    rows = [
        Row(
            address=resource.address,
            url=inventory.url_of(resource),
            recorded_file=resource.file,
            file=names.get(resource.file, ""),
            treatment=treated.get(resource.file, "left out"),
            status=resource.status,
        )
        for resource in inventory.resources
    ]
    (folder / LIST).write_bytes(render_list(rows))
    day = as_at.astimezone(LONDON).date() if as_at else None
    (folder / README).write_bytes(render_readme(inventory, day, rows, losses))


def _names(treated: Mapping[str, Treatment]) -> dict[str, str]:
    """Return the name in the copy of each file that has a place in it."""
    wanted: dict[str, str] = {}
    for file, treatment in sorted(treated.items()):
        name = file
        while treatment == "as text" and (name in treated or name in wanted.values()):
            name += ".txt"
        if treatment != "left out":
            wanted[file] = name
    safe = safe_names(wanted.values(), taken=(README, LIST))
    return {file: safe[name] for file, name in wanted.items()}


def _by_file(inventory: Inventory) -> dict[str, Resource]:
    """Return one resource for each file: that which has the file's own address, where several are served from it."""
    found: dict[str, Resource] = {}
    for resource in inventory.resources:
        if not resource.file:  # an address that went, of a site with no page for that
            continue
        if resource.file not in found or resource.address == address_of_file(resource.file):
            found[resource.file] = resource
    return found


def _copying(
    inventory: Inventory, treated: Mapping[str, Treatment], names: Mapping[str, str], as_at: datetime | None
) -> Copying:
    files: dict[bytes, str] = {}
    for resource in inventory.resources:
        if resource.file in names:
            files[unquote_to_bytes(resource.address)[1:]] = names[resource.file]
            files.setdefault(resource.file.encode(), names[resource.file])
    site = Site(inventory.url, files)
    resources = {names[file]: resource for file, resource in _by_file(inventory).items() if file in names}

    def picture(name: str) -> tuple[str, bytes] | None:
        resource = resources[name]
        if not resource.media_type.startswith("image/") or resource.size > _EMBEDDED:
            return None
        content = _read(inventory, resource)
        if treated[resource.file] == "drawing":
            copied = copy_drawing(copying, content, inventory.url_of(resource), name)
            return "image/svg+xml", copied.content
        return (resource.media_type, content) if treated[resource.file] == "as it was" else None

    @lru_cache(maxsize=256)  # the same signs stand on every page
    def symbol(name: str, mark: str, key: str) -> str | None:
        resource = resources[name]
        if treated[resource.file] != "drawing":
            return None
        drawing = copy_drawing(copying, _read(inventory, resource), inventory.url_of(resource), name)
        return render_symbol(drawing.content, mark, key)

    copying = Copying(
        site=site,
        picture=picture,
        symbol=symbol,
        day=as_at.astimezone(LONDON).date() if as_at else None,
        language=inventory.language,
        finder=_finder(files),
    )
    return copying


def _finder(files: Mapping[bytes, str]) -> tuple[str, bool] | None:
    """Return the page that lists every page, and whether it does so by the alphabet."""
    for addresses, is_alphabet in ((_ALPHABETS, True), (_SITEMAPS, False)):
        for address in addresses:
            if address.encode() in files:
                return files[address.encode()], is_alphabet
    return None


def _write(
    copying: Copying, inventory: Inventory, resource: Resource, treatment: Treatment, name: str, path: Path
) -> Losses:
    """Write one file of the copy; return what it would have loaded and does not."""
    url = inventory.url_of(resource)
    copied: Copied | None = None
    if treatment in ("page", "page of XML"):
        copied = copy_page(
            copying,
            _read(inventory, resource),
            url,
            name,
            utf8="charset=utf-8" in resource.media_type,
            xml=treatment == "page of XML",
            location=resource.location,
        )
    elif treatment == "stylesheet":
        copied = copy_sheet(copying, _read(inventory, resource), url, name)
    elif treatment == "drawing":
        copied = copy_drawing(copying, _read(inventory, resource), url, name)
    if copied is None:
        _copy(inventory, resource, path)
        return ()
    path.write_bytes(copied.content)
    return copied.losses


def _read(inventory: Inventory, resource: Resource) -> bytes:
    content = inventory.file_of(resource).read_bytes()
    if hashlib.sha256(content).hexdigest() != resource.sha256:
        raise _changed(resource)
    return content


def _copy(inventory: Inventory, resource: Resource, path: Path) -> None:
    digest = hashlib.sha256()
    with inventory.file_of(resource).open("rb") as source, path.open("wb") as out:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            out.write(chunk)
    if digest.hexdigest() != resource.sha256:
        raise _changed(resource)


def _changed(resource: Resource) -> ProblemsError:
    what, mend = "changed while it was being archived", "let the build finish, then make the bundle again"
    return ProblemsError([Problem(path=resource.file, field="content", what=what, mend=mend)])
