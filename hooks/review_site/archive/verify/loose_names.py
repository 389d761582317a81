"""Whether the names of loose files hold on every system, Windows and those that don't tell case apart included."""

import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath

from review_site.problems import Problems

_LONGEST_PATH, _LONGEST_STEP, _LONGEST_STEP_BYTES = 200, 150, 255
_DEVICES = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {
    f"{device}{number}" for device in ("com", "lpt") for number in "0123456789¹²³"
}
_REDACTED = re.compile(r".+_(R|Redacted|redacted)[0-9]*")
_RENAME = "make the bundle again, which renames it"


def verify_loose_names(paths: Iterable[str], problems: Problems) -> None:
    """Tell each name that some system refuses, and each two that some system takes for one.

    Args:
        paths: of the files in the bag.
        problems: gathers what is wrong.
    """
    folded: dict[tuple[str, str], str] = {}
    for path in sorted(paths):
        if len(path) - len("data/transfer/") > _LONGEST_PATH:
            problems.add(path, "name", f"is longer than {_LONGEST_PATH} characters", _RENAME)
        above = ""
        for step in path.split("/"):
            if fault := fault_of(step):
                problems.add(path, "name", f"“{step}” {fault}", _RENAME)
            place = (above, unicodedata.normalize("NFC", unicodedata.normalize("NFKC", step).casefold()))
            if folded.setdefault(place, step) != step:
                problems.add(path, "name", f"“{step}” is one name with “{folded[place]}” on some systems", _RENAME)
            above = f"{above}{step}/"


def fault_of(step: str) -> str | None:
    """Return what is wrong with the name of a file or folder, None where nothing is."""
    if any(unicodedata.category(each)[0] == "C" or unicodedata.category(each) in ("Zl", "Zp") for each in step):
        return "has a character that cannot be printed"
    if any(each in step for each in '<>:"|?*\\'):
        return "has a character that Windows refuses"
    if step != step.strip(" ") or step.endswith("."):
        return "begins or ends with a space, or ends with a full stop"
    if step.partition(".")[0].rstrip(" ").lower() in _DEVICES:
        return "is the name of a device on Windows"
    if unicodedata.normalize("NFC", step) != step:
        return "is not in the composed form of Unicode (NFC)"
    if len(step) > _LONGEST_STEP or len(step.encode()) > _LONGEST_STEP_BYTES:
        return f"is longer than {_LONGEST_STEP} characters or {_LONGEST_STEP_BYTES} bytes"
    if step.startswith(("=", "+", "-", "@")):
        return "begins as a formula of a spreadsheet does"
    if _REDACTED.fullmatch(PurePosixPath(step).stem):
        return "is what the archive names a redacted copy"
    return None
