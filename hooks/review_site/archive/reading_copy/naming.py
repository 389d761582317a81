"""Names that files of a copy bear on every system: Windows, macOS, and those that see no difference of case."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable

STEP_LIMIT, PATH_LIMIT = 120, 140  # UTF-16 units: Windows opens no path of more than 259, and a bag has a name too
LONG_NAMES = "long-names"  # the folder of files whose whole path is longer
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\..*)?", re.IGNORECASE)
# Among them %, which a manifest writes as %25 (RFC 8493 §2.1.3): the bagit package does not read that.
_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*%\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]')
_ENDING = re.compile(r"(?<=.)(?:\.[A-Za-z0-9]{1,12}){1,2}$")


def safe_names(files: Iterable[str], taken: Iterable[str] = ()) -> dict[str, str]:
    """Return the name under which each file is copied: its own, where that is safe and no other file's.

    A step that is not is made so, with the first digits of the SHA-256 of its path, so that the same files always get
    the same names. Order does not matter.

    Args:
        files: names relative to the folder, with forward slashes.
        taken: names at the root of the copy that none of them may bear.
    """
    folders: dict[str, str] = {"": ""}
    used: dict[str, set[str]] = {"": {_fold(name) for name in (*taken, LONG_NAMES)}}
    names: dict[str, str] = {}
    for file in sorted(set(files)):
        parent = ""
        *steps, last = file.split("/")
        for step in steps:
            here = f"{parent}{step}/"
            if here not in folders:
                folders[here] = folders[parent] + _name(step, here, used.setdefault(parent, set())) + "/"
            parent = here
        name = folders[parent] + _name(last, file, used.setdefault(parent, set()))
        names[file] = name if _length(name) <= PATH_LIMIT else f"{LONG_NAMES}/{_digits(file, 24)}{_ending(last)}"
    return names


def _name(step: str, path: str, used: set[str]) -> str:
    plain = _UNSAFE.sub("_", unicodedata.normalize("NFC", step))
    if plain != plain.rstrip(". "):
        plain = plain.rstrip(". ") + "_"
    if _RESERVED.fullmatch(plain):
        plain = f"_{plain}"
    name, tries = plain, 0
    while (name != step and tries == 0) or _fold(name) in used or _length(name) > STEP_LIMIT:
        digits = _digits(f"{path}{'+' * tries}", 8)
        ending = _ending(plain)
        name = f"{_cut(plain[: len(plain) - len(ending)], STEP_LIMIT - 40)}-{digits}{ending}"
        tries += 1
    used.add(_fold(name))
    return name


def _fold(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _length(name: str) -> int:
    return len(name.encode("utf-16-le")) // 2


def _cut(name: str, limit: int) -> str:
    while _length(name) > limit or len(name.encode()) > 2 * limit:
        name = name[:-1]
    return name.rstrip(". ")


def _digits(path: str, count: int) -> str:
    return hashlib.sha256(path.encode()).hexdigest()[:count]


def _ending(name: str) -> str:
    match = _ENDING.search(name)
    return match[0] if match else ""
