"""Names that hold on every system: safe on Windows, one each also where case or accents do not tell names apart."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

CONTENT = "content"
_LONG = "long-names"
_LONGEST_STEP, _LONGEST_STEP_BYTES, _LONGEST_PATH = 150, 200, 200
_LONGEST_ENDING = 20
# Among them %, which a manifest writes as %25 (RFC 8493 §2.1.3): the bagit package does not read that.
_FORBIDDEN = frozenset('<>:"|?*\\/%')
_UNPRINTED = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?=[ ]*(?:\.|$))", re.IGNORECASE)
_REDACTED = re.compile(r".+?(?:_R|_Redacted|_redacted)\d*")
_FORMULA = ("=", "+", "-", "@")


def safe_paths(files: Iterable[str]) -> dict[str, str]:
    """Return where each of some files goes below the transfer folder: `content/about/index.html`.

    A name that is safe stays as it is. Another is changed as little as it can be; where two would be one, and where one
    is too long, a part of the digest of the file's own name tells them apart. The same files give the same names.

    Args:
        files: names relative to the site, with forward slashes, each once.
    """
    files = sorted(files)
    steps = _safe_steps(files)
    paths = {}
    for file in files:
        path = "/".join((CONTENT, *(steps[parent] for parent in _ancestry(file))))
        if len(path) > _LONGEST_PATH:
            path = f"{CONTENT}/{_LONG}/{_fit(_safe(PurePosixPath(file).name), _digest(file, 16), shorten=True)}"
        paths[file] = path
    return paths


def _safe_steps(files: list[str]) -> dict[str, str]:
    """Return the safe name of each file and folder, by its own path."""
    children: dict[str, set[str]] = {}
    for file in files:
        above = ""
        for path in _ancestry(file):
            children.setdefault(above, set()).add(path)
            above = path
    steps: dict[str, str] = {}
    for above, paths in children.items():
        taken = {_key(_LONG)} if not above else set()
        # What needs no change is never moved aside by what does.
        for path in sorted(paths, key=lambda each: (_safe(_last(each)) != _last(each), each)):
            step = _fit(_safe(_last(path)), _digest(path, 8))
            if _key(step) in taken:
                step = _fit(step, _digest(path, 16), shorten=True)
            taken.add(_key(step))
            steps[path] = step
    return steps


def _ancestry(file: str) -> Iterator[str]:
    """Give each folder above a file, from the top, and the file itself."""
    place = file.find("/")
    while place >= 0:
        yield file[:place]
        place = file.find("/", place + 1)
    yield file


def _last(path: str) -> str:
    return path.rpartition("/")[2]


def _safe(step: str) -> str:
    step = "".join(_safe_character(character) for character in unicodedata.normalize("NFC", step))
    kept = step.rstrip(" .")
    step = kept + "_" * (len(step) - len(kept))
    if step.startswith((" ", *_FORMULA)):
        step = f"_{step.lstrip(' ')}"
    if reserved := _RESERVED.match(step):
        step = f"{reserved[0]}_{step[reserved.end() :]}"
    stem, dot, ending = step.rpartition(".") if "." in step[1:] else (step, "", "")
    if _REDACTED.fullmatch(stem):
        step = f"{stem}_{dot}{ending}"
    return unicodedata.normalize("NFC", step)


def _safe_character(character: str) -> str:
    category = unicodedata.category(character)
    if character in _FORBIDDEN or category in _UNPRINTED:
        return "_"
    return " " if category == "Zs" else character


def _fit(step: str, digest: str, *, shorten: bool = False) -> str:
    """Return a name within its length; where it is cut, or `shorten` asks for it, a digest stands before its ending."""
    if not shorten and len(step) <= _LONGEST_STEP and len(step.encode()) <= _LONGEST_STEP_BYTES:
        return step
    stem, dot, ending = step.rpartition(".")
    if not stem or len(ending.encode()) > _LONGEST_ENDING:
        stem, dot, ending = step, "", ""
    after = f"-{digest}{dot}{ending}"
    stem = (
        stem[: _LONGEST_STEP - len(after)].encode()[: _LONGEST_STEP_BYTES - len(after.encode())].decode(errors="ignore")
    )
    return f"{stem}{after}"


def _key(step: str) -> str:
    """Return what two names share that some system takes for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", step).casefold())


def _digest(path: str, length: int) -> str:
    return hashlib.sha256(path.encode()).hexdigest()[:length]
