"""`ro-crate-metadata.json`: every file of the payload, and what the whole is (RO-Crate 1.2)."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from review_site.archive.inventory import Inventory
from review_site.archive.provenance.payload import PayloadFile
from review_site.archive.provenance.rights import NOT_STATED, Rights

RO_CRATE = "ro-crate-metadata.json"
_VERSION = "https://w3id.org/ro/crate/1.2"
_PRONOM = "https://www.nationalarchives.gov.uk/PRONOM/"
_KEPT = "/!$&'()*+,;=:@~-._"
_WARC = "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
_WACZ = "https://specs.webrecorder.net/wacz/1.1.1/"

_FOLDERS = {
    "crawl/": ("Crawl", "What a crawler of the public site needs and finds: its addresses, and where they lead."),
    "provenance/": ("Provenance", "Where the pages come from, what made the bundle, and its metadata."),
    "reading-copy/": ("Reading copy", "The site as files that open in a browser, without a server or any script."),
    "redirects/": ("Redirects", "How a web server leads old addresses to the archived copy, once the site closes."),
    "reports/": ("Reports", "What was checked, and what changed since the snapshot before."),
    "transfer/": ("Transfer", "The files of the site, loose, with their metadata, for a transfer of digital records."),
    "web/": ("Web archive", "The site as it answers over HTTP, and the index of what was recorded."),
}
_FILES = {
    "crawl/urls.csv": "Every address of the site with its type, status, size and digest.",
    "provenance/dublin-core.xml": "The site in the terms of the Dublin Core.",
    "provenance/environment.txt": "The versions of what the program is built on.",
    "provenance/premis.xml": "The files, what was done to make them, and what did it (PREMIS 3.0).",
    "provenance/sources.bundle": "The sources of the site as a git bundle: git clone sources.bundle.",
    "provenance/urls-to-commits.csv": "The commit that each address comes from.",
    "web/index.cdxj": "Where each response lies in the WARC.",
}
_Entity = dict[str, object]


def write_ro_crate(
    inventory: Inventory,
    name: str,
    instant: datetime,
    files: Sequence[PayloadFile],
    path: Path,
    *,
    rights: Rights | None = None,
) -> None:
    """Write the metadata document of an attached RO-Crate whose root is the payload, one entity a line.

    Args:
        inventory: the captured site.
        name: the bag's.
        instant: the instant of the capture, which is also when the crate was published.
        files: every other file of the payload, sorted.
        path: the file to write, `data/ro-crate-metadata.json` of the bag.
        rights: the terms of use; told as not stated where they are None.

    Raises:
        OSError: when the file cannot be written.
    """
    names = {file.name.removeprefix("data/"): file for file in files}
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write(f'{{"@context": "{_VERSION}/context", "@graph": [\n')
        for number, entity in enumerate(_entities(inventory, name, instant, names, rights or NOT_STATED)):
            out.write((",\n" if number else "") + json.dumps(entity, ensure_ascii=False))
        out.write("\n]}\n")


def _entities(
    inventory: Inventory, name: str, instant: datetime, files: Mapping[str, PayloadFile], rights: Rights
) -> Iterator[_Entity]:
    yield _entity(RO_CRATE, "CreativeWork", about=_link("./"), conformsTo=_link(_VERSION))
    folders: dict[str, list[str]] = {}
    for file in files:
        folder, slash, _ = file.partition("/")
        folders.setdefault(folder + slash if slash else "./", []).append(file)
    licence = rights.url or "#terms"
    yield _root(inventory, instant, folders, licence)
    for folder, inside in folders.items():
        if folder != "./":
            title, about = _FOLDERS.get(folder, (folder.rstrip("/"), f"The files in {folder}"))
            yield _entity(_path_id(folder), "Dataset", name=title, description=about, hasPart=_parts(inside))
    for file, told in files.items():
        yield _file(file, told)
    yield _entity("#bag", "PropertyValue", name="Name of the bag", propertyID="bag", value=name)
    yield from _contexts(inventory, licence, rights)
    formats = {one.format.puid: one.format for one in files.values() if one.format and one.format.puid}
    for puid, known in sorted(formats.items()):
        title = f"{known.name} {known.version}".rstrip()
        yield _entity(_PRONOM + puid, ["WebPage", "Standard"], name=title, identifier=puid)


def _root(inventory: Inventory, instant: datetime, folders: Mapping[str, list[str]], licence: str) -> _Entity:
    stage = f" at the stage “{inventory.stage}”" if inventory.stage else ""
    about = f"The website {inventory.url}{stage}, as a web archive and as files."
    main = [one for one in folders.get("web/", []) if one.endswith(".warc.gz")]
    root = _entity(
        "./",
        "Dataset",
        name=f"{_line(inventory.name)}: snapshot of the website",
        description=_line(" ".join(filter(None, (about, inventory.statement)))),
        identifier=_link("#bag"),
        datePublished=instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        license=_link(licence),
        about=_link(inventory.url),
        hasPart=_parts(sorted({*(folders.keys() - {"./"}), *folders.get("./", [])})),
    )
    if main:
        root["mainEntity"] = _link(_path_id(main[0]))
    return root | ({"publisher": _link("#maintainer")} if inventory.maintainer else {})


def _file(name: str, told: PayloadFile) -> _Entity:
    puid = told.format.puid if told.format else ""
    encoding: object = [told.media_type, _link(_PRONOM + puid)] if puid else told.media_type
    entity = _entity(
        _path_id(name),
        "File",
        name=name.rpartition("/")[2],
        contentSize=str(told.size),
        sha256=told.sha256,
        encodingFormat=encoding,
    )
    if name in _FILES:
        entity["description"] = _FILES[name]
    for ending, about, standard in (
        (".warc.gz", "Every request and the response to it.", _WARC),
        (".wacz", "The WARC with its index and pages, for a player.", _WACZ),
    ):
        if name.startswith("web/") and name.endswith(ending):
            entity |= {"description": about, "conformsTo": _link(standard)}
    return entity


def _contexts(inventory: Inventory, licence: str, rights: Rights) -> Iterator[_Entity]:
    site = _entity(inventory.url, "WebSite", name=_line(inventory.name), url=inventory.url)
    if inventory.language:
        site["inLanguage"] = inventory.language
    yield site
    if inventory.maintainer:
        yield _entity("#maintainer", "Organization", name=_line(inventory.maintainer))
    yield _entity(licence, "CreativeWork", name="Terms of use", description=_line(rights.text))
    yield _entity(_WARC, "CreativeWork", name="The WARC Format 1.1")
    yield _entity(_WACZ, "CreativeWork", name="Web Archive Collection Zipped 1.1.1")


def _entity(at: str, kind: str | list[str], **properties: object) -> _Entity:
    return {"@id": at, "@type": kind, **properties}


def _link(identifier: str) -> _Entity:
    return {"@id": identifier}


def _parts(names: Sequence[str]) -> _Entity | list[_Entity]:
    """Return links to files or folders; a single one stands without a list (RO-Crate 1.2, appendix on JSON-LD)."""
    links = [_link(_path_id(name)) for name in names]
    return links[0] if len(links) == 1 else links


def _path_id(name: str) -> str:
    """Return a path below the payload as a relative reference (RFC 3986 §4.2)."""
    return quote(name, safe=_KEPT)


def _line(text: str) -> str:
    return " ".join(text.split())
