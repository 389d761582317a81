"""What is gone altogether, and is told alone: a folder from which things were published, the words of the register.

What would be told besides follows from it: that links lead nowhere, that addresses are lost, that names are unknown.
"""

from pathlib import Path

from review_site.addresses import ATTACHMENTS, read_ledger
from review_site.content.folders import PASSED_OVER, bring_back
from review_site.content.record import ADDRESSES
from review_site.content.text_files import read_text
from review_site.content.told import TOLD
from review_site.problems import Problem, Problems

REGISTER = "review.yml"
_COPIED = {"blogs": "posts", "calls": "calls", "events": "events", "publications": "publications"}
_ONE_MAY_GO = 1  # as a folder's only post, whose address leads elsewhere now


def gone(content: Path, docs: Path) -> list[Problem]:
    """Return a problem for each folder that is gone or empty, by what is recorded of it, and for an empty register."""
    problems = Problems()
    for name, kind in _COPIED.items():
        published = sum(1 for file in (content / TOLD / name).glob("*") if not file.name.startswith(PASSED_OVER))
        if published > _ONE_MAY_GO:
            _tell_folder(content / name, f"{content.name}/{name}", f"{published} {kind} were", problems)
    if documents := _documents(content):
        _tell_folder(content / "attachments", f"{content.name}/attachments", documents, problems)
    _tell_folder(docs, docs.name, "the standing pages are", problems)
    problems.extend(empty_register(content))
    return list(problems)


def empty_register(content: Path) -> list[Problem]:
    """Return a problem when nothing is written in the register; one that is missing or cannot be read is told of."""
    file, path, problems = content / REGISTER, f"{content.name}/{REGISTER}", Problems()
    text = read_text(file, path, Problems()) if file.exists() else None
    rows = (line.strip() for line in (text or "").splitlines())
    if text is not None and all(not row or row.startswith(("#", "---")) for row in rows):
        problems.add(path, "file", "is empty", bring_back(path), line=1)
    return list(problems)


def _documents(content: Path) -> str:
    """Return how many documents were published from the folder of attachments; nothing for none."""
    file = content / ADDRESSES
    text = read_text(file, ADDRESSES, Problems()) if file.exists() else None
    count = sum(1 for address in read_ledger(text or "") if address.startswith(ATTACHMENTS))
    return f"{count} documents were" if count > _ONE_MAY_GO else ""


def _tell_folder(folder: Path, path: str, what: str, problems: Problems) -> None:
    """Tell a folder that is not there, or in which nothing is; a file or a link in its place is told of by itself."""
    if not folder.exists() and not folder.is_symlink():
        fault = "is missing"
    elif folder.is_dir() and not any(not file.name.startswith(PASSED_OVER) for file in folder.iterdir()):
        fault = "is empty"
    else:
        return
    problems.add(path, "folder", f"{fault}, and {what} published from it", bring_back(path))
