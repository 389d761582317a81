"""Files of text: which are read, and what is made good in them so that the rest can be checked.

A fault is told at its line and taken out, so that it hides no other; only what is no text at all is not read.
"""

import codecs
import os
import re
import stat
from itertools import islice
from pathlib import Path, PurePosixPath

from review_site.problems import Problems

_MEGA = 1_000_000
MAX_BYTES = 2 * _MEGA
UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff]"
    r"|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0000-\U000e007f]"  # which only the flags of nations are made of
)
_NAMED = 5  # characters of a line
_MOST_UNSEEN = 20  # lines; with so many the file is no text
_MANY_ZEROS = 4  # one byte in so many, as in UTF-16
_DOCUMENTS = (
    (re.compile(rb"PK\x03\x04"), "a Word document or a ZIP file"),
    (re.compile(rb"\xd0\xcf\x11\xe0"), "an old Word document"),
    (re.compile(rb"\{\\rtf"), "a document in Rich Text"),
    (re.compile(rb"%PDF-"), "a PDF document"),
    (re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF.{4}WEBP", re.DOTALL), "a picture"),
)
_WRITE = "write the text in a text editor, and save it as plain text"
_SAVE = "save it again as UTF-8"
_OPENS, _PARTS, _CLOSES = re.compile(r"<{7}( |$)"), re.compile(r"={7}$"), re.compile(r">{7}( |$)")


def read_text(
    file: Path, path: str, problems: Problems, *, most_bytes: int = MAX_BYTES, most_unseen: int = _MOST_UNSEEN
) -> str | None:
    """Read a file of UTF-8 text, its line ends made those of Unix; None, with a problem, when it is not one.

    `path` is what messages call the file; a link that leads out of its first folder is not followed. A byte order mark
    is passed over. A file with as many as `most_unseen` lines that hold what nobody sees is no text.
    """
    fault = _fault(file, path, most_bytes)
    if fault:
        problems.add(path, "file", *fault, line=1)
        return None
    try:
        raw = file.read_bytes()
    except OSError as error:
        problems.add(path, "file", f"cannot be opened: {error.strerror}", "ask for the right to read it", line=1)
        return None
    text = _decode(raw, path, problems)
    seen = None if text is None else _without_unseen(text, path, problems, most_unseen)
    return None if seen is None else _without_merge(seen, path, problems)


def leads_out(place: Path, folder: Path) -> bool:
    """Tell whether a file or folder is a symbolic link, or stands below one, that leads out of a folder or nowhere."""
    steps = (place, *place.parents[: len(place.parts) - len(folder.parts) - 1])
    if not any(step.is_symlink() for step in steps):
        return False
    try:
        return not Path(os.path.realpath(place, strict=True)).is_relative_to(os.path.realpath(folder))
    except OSError:
        return True


def _fault(file: Path, path: str, most_bytes: int) -> tuple[str, str] | None:
    """Return why a file is not even opened, and what would be right; None when it is."""
    depth = len(PurePosixPath(path).parts) - 1
    if leads_out(file, file.parents[max(depth, 1) - 1]):
        return "is a link that leads out of its folder or nowhere", "put the file itself here"
    try:
        status = file.stat()
    except OSError as error:
        return f"cannot be opened: {error.strerror}", "ask for the right to read it"
    if not stat.S_ISREG(status.st_mode):
        return "is not a file", "put a file of text in its place, or take it away"
    if status.st_size > most_bytes:
        return f"is {status.st_size / _MEGA:.1f} MB long", f"keep a text under {most_bytes // _MEGA} MB"
    return None


def _decode(raw: bytes, path: str, problems: Problems) -> str | None:
    kind = next((words for pattern, words in _DOCUMENTS if pattern.match(raw)), None)
    if kind:
        problems.add(path, "file", f"is {kind}, and not a text", _WRITE, line=1)
        return None
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or raw.count(0) * _MANY_ZEROS > len(raw):
        problems.add(path, "file", "is not UTF-8 text", _SAVE, line=1)
        return None
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        if b"\0" in raw:
            problems.add(path, "file", "is not a text", _WRITE, line=1)
            return None
        before = raw[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        problems.add(path, "file", "is not UTF-8 text", _SAVE, line=before.count(b"\n") + 1)
        return None


def _without_unseen(text: str, path: str, problems: Problems, most: int) -> str | None:
    """Return a text without the characters that nobody sees and no page may hold, each line with one told."""
    if not UNSEEN.search(text):
        return text
    rows = ((line, list(dict.fromkeys(UNSEEN.findall(row)))) for line, row in enumerate(text.split("\n"), 1))
    told = list(islice(((line, found) for line, found in rows if found), most))
    if len(told) == most:
        problems.add(path, "file", "is not a text", _WRITE, line=1)
        return None
    for line, characters in told:
        codes = " and ".join(f"U+{ord(character):04X}" for character in characters[:_NAMED])
        subject = "a character" if len(characters) == 1 else "characters"
        mend = "delete it, or type the line again" if len(characters) == 1 else "type the line again"
        problems.add(path, "file", f"holds {subject} that nobody sees, {codes}", mend, line=line)
    return UNSEEN.sub("", text)


def _without_merge(text: str, path: str, problems: Problems) -> str:
    """Return a text in which each merge that was left unsolved is told, and has its first side alone."""
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return text
    rows = text.split("\n")
    second = is_open = False
    for number, row in enumerate(rows):
        opens, parts, closes = (mark.match(row) is not None for mark in (_OPENS, _PARTS, _CLOSES))
        if opens or (closes and not is_open):
            mend = "keep what holds of both sides, and delete the lines of <, = and >"
            problems.add(path, "file", "holds marks of an unsolved merge", mend, line=number + 1)
        is_open = (is_open or opens) and not closes
        second = is_open and (second or parts)
        if opens or closes or second:
            rows[number] = ""
    return "\n".join(rows)
