"""Files that pages link to for readers to keep: documents, tables, recordings."""

from collections.abc import Mapping
from pathlib import Path

from review_site.addresses import ATTACHMENTS, FILE_NAME, is_reserved, slugify
from review_site.content.folders import PASSED_OVER
from review_site.content.text_files import leads_out
from review_site.problems import Problems

ENDINGS = ("csv", "docx", "epub", "json", "mp3", "mp4", "odp", "ods", "odt", "pdf", "pptx", "srt", "txt", "vtt", "xlsx")
_ZIP = b"PK\x03\x04"
_BEGINNINGS: Mapping[str, tuple[int, tuple[bytes, ...]]] = {
    "pdf": (0, (b"%PDF-",)),
    **dict.fromkeys(("docx", "epub", "odp", "ods", "odt", "pptx", "xlsx"), (0, (_ZIP,))),
    "mp3": (0, (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2")),
    "mp4": (4, (b"ftyp",)),
}
"""Where in a file of an ending which bytes stand (ISO 32000-2 §7.5.2, APPNOTE §4.3.7, ISO/IEC 14496-12 §4.3, ID3v2)."""
_HEAD = 12
_NAME = "use lower-case letters, digits and hyphens: "


def read_attachments(folder: Path, path: str, problems: Problems) -> dict[str, Path]:
    """Return the files of a folder by name; each that may not be published is a problem, and so is a folder in it.

    What runs in a browser (HTML, SVG, scripts) is refused, for it would run as this site.
    """
    found: dict[str, Path] = {}
    for file in sorted(folder.glob("*")) if folder.is_dir() else ():
        if file.name.startswith(PASSED_OVER):
            continue
        fault = _fault(file, folder)
        if fault:
            problems.add(f"{path}/{file.name}", "attachment", *fault, line=1)
        else:
            found[file.name] = file
    return found


def attachment_address(name: str) -> str:
    """Return where an attachment is served."""
    return f"{ATTACHMENTS}{name}"


def _fault(file: Path, folder: Path) -> tuple[str, str] | None:
    """Return what is wrong with an attachment and what would be right; None when nothing is."""
    ending = file.suffix.lower().removeprefix(".")
    if leads_out(file, folder):
        return "is a link that leads out of the folder or nowhere", "copy the file into the folder"
    if file.is_dir():
        return "is a folder, and is not read", "put its files beside it"
    if not file.is_file():
        return "is not a file", "put the document itself in its place, or take it away"
    if ending not in ENDINGS:
        return f"is of a kind that is not published (.{ending})", f"use one of: {', '.join(ENDINGS)}"
    if is_reserved(file.name):
        return "has a name that Windows keeps for itself", "give it another"
    if not FILE_NAME.fullmatch(file.name):
        return "has a name that does not make a plain address", f"{_NAME}{slugify(file.stem) or 'document'}.{ending}"
    if file.stat().st_size == 0:
        return "is empty", "save the document again, or delete the file"
    if not begins_as_named(file):
        return f"ends in .{ending} and is no such file", f"save the document again as .{ending}"
    return None


def begins_as_named(file: Path) -> bool:
    """Tell whether a file begins as those of its ending do; of an ending whose files begin anyhow, every one does."""
    place, beginnings = _BEGINNINGS.get(file.suffix.removeprefix("."), (0, (b"",)))
    with file.open("rb") as stream:
        return stream.read(_HEAD)[place:].startswith(beginnings)
