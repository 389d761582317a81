"""Which format each file of a finished folder is of, in PRONOM's identifiers, and on what that rests."""

import re
from dataclasses import dataclass, replace
from mmap import ACCESS_READ, mmap
from pathlib import Path, PurePosixPath
from typing import Literal

from review_site.archive.formats.containers import DOCUMENTS, document_in
from review_site.archive.formats.reviewed import Row, rows_for
from review_site.archive.formats.signatures import WINDOW, Format, Signatures, match, read_signatures
from review_site.archive.inventory import Inventory
from review_site.workers import spread

Basis = Literal["signature", "extension", "table", "none"]
_ZIP, _PDF = b"PK\3\4", b"%PDF-"
_PDFA_PART = re.compile(rb"pdfaid:part(?:>|=[\"'])([1-4])[<\"']")
_PDFA_LEVEL = re.compile(rb"pdfaid:conformance(?:>|=[\"'])([A-Za-z])[<\"']")
_ENCRYPTED = "fmt/494"  # an Office document with a password, which lies in OLE2 and not in a ZIP


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """What a file is: its PRONOM identifier, and the format's name and version there; empty where nothing is known.

    `basis` says what that rests on: the file's bytes, its ending alone, or our reviewed table. `mismatch` tells that
    its name says otherwise than its content. `in_pronom` is False for what our table alone says: a tool that reads
    PRONOM will not find it. `note` says the rest, in words.
    """

    puid: str
    name: str
    version: str
    basis: Basis
    note: str = ""
    mismatch: bool = False
    in_pronom: bool = True


def identify(inventory: Inventory) -> dict[str, Identified]:
    """Identify every file of an inventory, compressed twins too, and return what each is, by its name.

    Args:
        inventory: the finished folder.

    Raises:
        OSError: when a file cannot be read.
    """
    # An address that went and for which the site has no page is answered by the server: no file stands behind it.
    files = sorted({resource.file for resource in (*inventory.resources, *inventory.twins)} - {""})
    read_signatures()  # once, and not in each process
    return dict(zip(files, spread(files, lambda file: identify_file(inventory.root / file)), strict=True))


def identify_file(path: Path) -> Identified:
    """Identify one file by its first and last bytes and its ending.

    Raises:
        OSError: when it cannot be read.
    """
    head, tail = _read_ends(path)
    if not head:
        return _nothing("empty: it has no bytes")
    signatures = read_signatures()
    ending = PurePosixPath(path.name).suffix.lower().removeprefix(".")
    matched = match(signatures, head, tail)
    if head.startswith(_ZIP) and (document := document_in(path)):
        one = signatures.formats[document]
        return _identified(one, "signature", "by what stands inside the ZIP", mismatch=not _may_end(one, ending))
    puids = {one.puid for one in matched}
    rows = [row for row in rows_for(ending) if (puids or {""}) & row.signatures]
    row = next((row for row in rows if row.shows(head)), None)
    if row:
        return _reviewed(row, matched, signatures, ending)
    if matched:
        found = _signed(matched, ending)
        said = _archival_in(path) if head.startswith(_PDF) and "/A" not in found.name else ""
        return replace(found, note="; ".join(filter(None, (found.note, said))))
    if rows:
        return _nothing(f"ends in .{ending}, and its bytes are not of that kind", mismatch=True)
    return _guessed(signatures.by_ending.get(ending, ()), ending)


def _read_ends(path: Path) -> tuple[bytes, bytes]:
    """Return a file's first bytes and its last ones, `WINDOW` of each: the same where it has no more."""
    size = path.stat().st_size
    with path.open("rb") as stream:
        head = stream.read(WINDOW)
        if size <= len(head):
            return head, head
        stream.seek(max(0, size - WINDOW))
        return head, stream.read(WINDOW)


def _archival_in(path: Path) -> str:
    """Return what a PDF's metadata says of PDF/A where signatures do not show it: they look at the ends of a file."""
    with path.open("rb") as stream, mmap(stream.fileno(), 0, access=ACCESS_READ) as content:
        found = [pattern.search(content) for pattern in (_PDFA_PART, _PDFA_LEVEL)]
        said = "".join(one[1].decode().lower() for one in found if one)
    return f"its metadata says PDF/A-{said}" if said[:1].isdigit() else ""


def _reviewed(row: Row, matched: list[Format], signatures: Signatures, ending: str) -> Identified:
    one = next((one for one in matched if row.puid in (None, one.puid) and one.puid in row.signatures), None)
    if one:
        return _identified(one, "signature", row.why)
    one = signatures.formats[row.puid or ""]
    return _identified(one, "table", row.why, in_pronom=ending in one.endings)


def _signed(matched: list[Format], ending: str) -> Identified:
    """Return what bytes say that match one signature or more; of several the one that the ending also says."""
    agreeing = [one for one in matched if _may_end(one, ending)]
    one = (agreeing or matched)[0]
    notes = []
    others = [other.puid for other in matched if other is not one]
    if others:
        notes.append(f"also matches {', '.join(others)}")
    if not agreeing:
        named = f"ends in .{ending}" if ending else "has no ending"
        usual = ", ".join(f".{each}" for each in sorted(one.endings))
        notes.append(f"{named}, and files of this format in {usual}")
    return _identified(one, "signature", "; ".join(notes), mismatch=not agreeing)


def _guessed(candidates: tuple[Format, ...], ending: str) -> Identified:
    """Return what an ending alone says: nothing where it may mean several formats."""
    if not candidates:
        return _nothing(f"PRONOM knows neither its bytes nor the ending .{ending}" if ending else "has no ending")
    if len(candidates) > 1:
        return _nothing(
            f"its bytes match none of the formats that end in .{ending}: {', '.join(one.puid for one in candidates)}",
            mismatch=all(map(_shows, candidates)),
        )
    one = candidates[0]
    note = "its bytes do not match the format's signatures" if _shows(one) else ""
    return _identified(one, "extension", note, mismatch=_shows(one))


def _shows(one: Format) -> bool:
    """Tell whether a file of a format would have shown it by its bytes."""
    return one.has_signatures or one.puid in DOCUMENTS or one.puid == _ENCRYPTED


def _may_end(one: Format, ending: str) -> bool:
    return not one.endings or ending in one.endings


def _identified(one: Format, basis: Basis, note: str, *, mismatch: bool = False, in_pronom: bool = True) -> Identified:
    return Identified(
        puid=one.puid,
        name=one.name,
        version=one.version,
        basis=basis,
        note=note,
        mismatch=mismatch,
        in_pronom=in_pronom,
    )


def _nothing(note: str, *, mismatch: bool = False) -> Identified:
    return Identified(puid="", name="", version="", basis="none", note=note, mismatch=mismatch)
