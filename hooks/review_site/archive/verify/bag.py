"""Whether the bag is whole (BagIt 1.0, RFC 8493); stricter, so that any changed byte of a tag file is told."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from review_site.archive.verify.fault import FaultError
from review_site.archive.verify.names import is_safe, printable
from review_site.archive.verify.text import read_text
from review_site.archive.verify.tree import Fixity, read_tree
from review_site.problems import Problems

_ALGORITHMS = {"sha256": 64, "sha512": 128}
_DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_MANIFESTS = {f"{kind}-{algorithm}.txt" for kind in ("manifest", "tagmanifest") for algorithm in _ALGORITHMS}
_UNNAMED = {f"tagmanifest-{algorithm}.txt" for algorithm in _ALGORITHMS}
"""What no manifest names."""
_REQUIRED = {"bagit.txt", "bag-info.txt"} | _MANIFESTS
_TABLES = {"file-ffid.csv", "file-metadata.csv"}
"""The tag files beside those of any bag (RFC 8493 §2.2.4 allows others): the tables of a transfer."""
_LABELS = ("Source-Organization", "External-Description", "Bagging-Date", "Payload-Oxum", "Bag-Software-Agent")
_AGAIN = "make the bundle again, or fetch a whole copy"


def verify_bag(bag: Path, problems: Problems) -> dict[str, Fixity]:
    """Read every file of a bag against its manifests and return each file's fixity by its name in the bag.

    Checks `bagit.txt` (RFC 8493 §2.1.1), that no tag file is there but those of a bundle, that payload manifests
    (§2.1.3) and tag manifests (§2.2.1) of both algorithms name every file and no other, every digest, and
    `bag-info.txt` with its oxum (§2.2.2).

    Args:
        bag: the folder.
        problems: gathers what is wrong.
    """
    files = read_tree(bag, problems)
    for name in sorted(_REQUIRED - files.keys()):
        problems.add(name, "file", "is missing", _AGAIN)
    texts = _read_tags(bag, sorted(_REQUIRED & files.keys()), problems)
    if texts.get("bagit.txt", _DECLARATION) != _DECLARATION:
        problems.add("bagit.txt", "BagIt-Version", "is not the declaration of BagIt 1.0 in UTF-8", _AGAIN)
    payload = {name for name in files if name.startswith("data/")}
    if not payload:
        problems.add("data", "payload", "is empty or missing", _AGAIN)
    tags = files.keys() - payload
    strange = tags - _REQUIRED - _TABLES
    for name in sorted(strange):
        problems.add(name, "file", "has no place in a bundle", "take it away, or make the bundle again")
    listed = tags - _UNNAMED - strange
    for kind, expected in (("manifest", payload), ("tagmanifest", listed)):
        for algorithm in _ALGORITHMS:
            name = f"{kind}-{algorithm}.txt"
            if name in texts:
                entries = _parse_manifest(name, texts[name], algorithm, problems)
                entries = {path: entry for path, entry in entries.items() if path not in strange}
                if entries:  # where no line can be read, nothing is known of what it names
                    _compare(name, algorithm, entries, {file: files[file] for file in expected}, problems)
    if "bag-info.txt" in texts:
        _verify_info(texts["bag-info.txt"], bag.name, {name: files[name] for name in payload}, problems)
    return files


def _read_tags(bag: Path, names: list[str], problems: Problems) -> dict[str, str]:
    texts = {}
    for name in names:
        try:
            texts[name] = read_text(bag / name)
        except FaultError as fault:
            problems.add(name, fault.field, fault.what, fault.mend)
        except OSError as error:
            problems.add(name, "file", f"cannot be read: {error.strerror}", _AGAIN)
    return texts


def _parse_manifest(name: str, text: str, algorithm: str, problems: Problems) -> dict[str, tuple[int, str]]:
    """Return the line number and digest of each file that a manifest names, also on lines of another form.

    A fault of form that every line has is told once.
    """
    pattern = re.compile(rf"([0-9A-Fa-f]{{{_ALGORITHMS[algorithm]}}})([ \t]+\*?)(\S|\S.*\S)")
    entries: dict[str, tuple[int, str]] = {}
    faults: dict[int, str] = {}
    lines = text[:-1].split("\n")
    for number, line in enumerate(lines, 1):
        match = pattern.fullmatch(line)
        if not match or re.search(r"%(?!25|0A|0D)", line):
            faults[number] = "is not a line of a manifest"
            continue
        digest, path = match[1].lower(), match[3].replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")
        if wrong := [*(("capital letters in its hash",) if digest != match[1] else ()), *_between(match[2])]:
            faults[number] = f"has {' and '.join(wrong)}"
        if not is_safe(path):
            problems.add(name, "path", f"“{printable(path)}” is not a safe path", _AGAIN, line=number)
        elif path in entries:
            problems.add(name, "path", f"{path} stands twice", "name each file once", line=number)
        else:
            entries[path] = (number, digest)
    form = f"write {algorithm} in lower-case hex, two spaces, the path"
    if len(lines) > 1 and len(faults) == len(lines) and len(set(faults.values())) == 1:
        problems.add(name, algorithm, f"{faults[1]}, on each of its {len(lines)} lines", form)
    else:
        for number, what in faults.items():
            problems.add(name, algorithm, what, form, line=number)
    return entries


def _between(gap: str) -> tuple[str, ...]:
    """Return what is wrong between a hash and its path."""
    if gap == "  ":
        return ()
    return ("a star before its path",) if gap.endswith("*") else ("no two spaces before its path",)


def _compare(
    manifest: str,
    algorithm: str,
    entries: Mapping[str, tuple[int, str]],
    files: Mapping[str, Fixity],
    problems: Problems,
) -> None:
    for path, (number, digest) in entries.items():
        if path not in files:
            what = f"is named in {manifest} line {number} but is not there"
            problems.add(path, algorithm, what, "put the file back, or make the bundle again")
        elif (found := getattr(files[path], algorithm)) != digest:
            what = f"is {found}, but {manifest} line {number} says {digest}"
            problems.add(path, algorithm, what, "one of the two has changed: fetch a whole copy of both")
    for path in sorted(files.keys() - entries.keys()):
        problems.add(path, algorithm, f"is not named in {manifest}", "remove the file, or make the bundle again")


def _verify_info(text: str, bag: str, payload: Mapping[str, Fixity], problems: Problems) -> None:
    name = "bag-info.txt"
    labels: dict[str, str] = {}
    for number, line in enumerate(text[:-1].split("\n"), 1):
        match = re.fullmatch(r"([A-Z][A-Za-z-]*): (\S|\S.*\S)", line)
        if not match:
            problems.add(name, "label", "is not “Label: value”", "write label, colon, space, value", line=number)
        elif match[1] in labels:
            problems.add(name, match[1], "stands twice", "give each label once", line=number)
        else:
            labels[match[1]] = match[2]
    for label in _LABELS:
        if label not in labels:
            problems.add(name, label, "is missing", "give it a value")
    oxum = f"{sum(fixity.size for fixity in payload.values())}.{len(payload)}"
    if labels.get("Payload-Oxum", oxum) != oxum:
        problems.add(name, "Payload-Oxum", f"is {labels['Payload-Oxum']}", f"the payload has {oxum}")
    if labels.get("External-Identifier", bag) != bag:
        problems.add(name, "External-Identifier", f"is {labels['External-Identifier']}", f"the bag's folder is {bag}")
    if not _is_date(labels.get("Bagging-Date", "2000-01-01")):
        problems.add(name, "Bagging-Date", f"is “{labels['Bagging-Date']}”", "write a date as YYYY-MM-DD")


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
