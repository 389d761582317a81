"""Which names a file in a bundle may bear."""

import re
import unicodedata
from collections.abc import Iterable

_DRIVE = re.compile(r"[A-Za-z]:")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def is_safe(name: str) -> bool:
    """Tell whether a relative name stays inside its folder on every system (RFC 8493 §5.1), and stands on one line."""
    steps = name.split("/")
    if any(step in ("", ".", "..") for step in steps) or _DRIVE.match(name):
        return False
    return "\\" not in name and printable(name) == name


def printable(name: str) -> str:
    """Return a name that can be told: a control character, and what is not UTF-8, stands as its escape."""
    told = name.encode("utf-8", "backslashreplace").decode()
    return _CONTROL.sub(lambda character: character[0].encode("unicode_escape").decode(), told)


def collisions(names: Iterable[str]) -> list[tuple[str, str]]:
    """Return the pairs of names that some systems take for one, for their case or their accents (RFC 8493 §5.2)."""
    seen: dict[str, str] = {}
    pairs = []
    for name in names:
        folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
        if folded in seen:
            pairs.append((seen[folded], name))
        else:
            seen[folded] = name
    return pairs
