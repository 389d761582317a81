"""The texts of a finished file, whatever its form."""

import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from review_site.character_references import unescape

_PAGES = (".htm", ".html", ".xhtml", ".svg", ".css", ".js", ".mjs", ".map", ".webmanifest")
_DATA = (".atom", ".csv", ".ics", ".json", ".md", ".opml", ".rss", ".srt", ".tsv", ".txt", ".vtt", ".xml", ".yml")
PLAIN = frozenset((*_PAGES, *_DATA))
PACKED = frozenset((".docx", ".epub", ".odp", ".ods", ".odt", ".pptx", ".xlsx", ".zip"))
PDF = ".pdf"
_TAG = re.compile(r"<[^<>]{0,2000}>")
_VEILED = re.compile("&(?:#(?!39;|34;)|nbsp;|commat;|period;|plus;)")  # what a contact may be written with
_MOST = 64 << 20  # bytes of one packed file, unpacked
# Without -P a module in the present folder would be taken for one of ours.
_READER = (sys.executable, "-P", "-m", "review_site.privacy.pdf_words")


class UnreadableError(Exception):
    """A file whose words cannot be read: locked, damaged, or too large when it is unpacked."""


def texts_of(path: Path) -> Iterator[str]:
    """Give what a file says: all of a text with its marks, each text of a packed document, the words of a PDF.

    Pictures, fonts and recordings say nothing here.

    Raises:
        UnreadableError: when it should say something, and cannot be read.
        OSError: when the disk cannot give it.
    """
    ending = path.suffix.lower()
    if ending in PLAIN:
        text = _plain(path.read_bytes())
        yield text.replace(",", " , ") if ending == ".csv" else text  # no number goes on from the cell before it
    elif ending in PACKED:
        yield from _unpacked(path.read_bytes())
    elif ending == PDF:
        yield _words_of_pdf(path)


def _plain(data: bytes) -> str:
    """Return a text with what stands for other characters in HTML and in addresses written out."""
    text = data.decode("utf-8", "replace")
    text = unescape(text) if _VEILED.search(text) else text
    return text.replace("%40", "@") if "%40" in text else text


def _unpacked(data: bytes) -> Iterator[str]:
    """Give the texts of a ZIP file, also without their tags, at which office programs cut words in two."""
    left = _MOST
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            for entry in packed.infolist():
                if Path(entry.filename).suffix.lower() not in {*PLAIN, ".rels", ".ncx", ".opf"}:
                    continue
                with packed.open(entry) as stream:
                    content = stream.read(left + 1)
                left -= len(content)
                if left < 0:
                    raise UnreadableError("is too large when it is unpacked")
                text = _plain(content)
                yield text
                yield _TAG.sub("", text)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise UnreadableError("cannot be unpacked") from error


def _words_of_pdf(path: Path) -> str:
    done = subprocess.run([*_READER, path.resolve()], capture_output=True, check=False)  # noqa: S603 - the command is ours
    if done.returncode:
        raise UnreadableError("is a PDF whose words cannot be read")
    return done.stdout.decode("utf-8", "replace")
