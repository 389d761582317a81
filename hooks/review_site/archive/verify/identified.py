"""Whether the tables of formats agree with each other, with the loose files, and with what is transferred."""

import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from review_site.archive.verify.csv_table import read_rows
from review_site.archive.verify.magic import fault_of_content
from review_site.archive.verify.tdr_rules import TdrRules, read_tdr_rules
from review_site.archive.verify.transfer import Transferred
from review_site.archive.verify.tree import Fixity
from review_site.archive.verify.urls import COLUMNS
from review_site.problems import Problems

_FORMATS, _FFID, _URLS = "data/crawl/formats.csv", "file-ffid.csv", "data/crawl/urls.csv"
_CONTENT = "data/transfer/content/"
_FORMATS_COLUMNS = ("file", "puid", "name", "version", "basis", "mismatch", "in_pronom", "note")
_BASES = {"signature", "extension", "table", "none"}
_PUID = re.compile(r"(?:x-)?fmt/[1-9][0-9]*")
_AGAIN = "make the bundle again"


def verify_identified(bag: Path, files: Mapping[str, Fixity], transferred: Transferred, problems: Problems) -> None:
    """Hold `formats.csv` against the inventory, and `file-ffid.csv` against it and the loose files, both ways.

    A loose file must be of a format that the archive takes, by the tables and by its own first bytes.

    Args:
        bag: the bag's folder.
        files: the fixity of each of its files.
        transferred: what `verify_transfer` found.
        problems: gathers what is wrong.

    Raises:
        OSError: when a loose file cannot be read.
    """
    rules = read_tdr_rules()
    for name in (_FORMATS, _FFID):
        if name not in files:
            problems.add(name, "file", "is missing", _AGAIN)
    if _FORMATS not in files or _FFID not in files:
        return
    formats = _read_formats(bag, problems)
    if _URLS in files:
        _verify_against_inventory(bag, formats, transferred, problems)
    _verify_reasons(formats, transferred, rules, problems)
    _verify_ffid(bag, files, formats, transferred, rules, problems)


def _verify_ffid(
    bag: Path,
    files: Mapping[str, Fixity],
    formats: Mapping[str, Mapping[str, str]],
    transferred: Transferred,
    rules: TdrRules,
    problems: Problems,
) -> None:
    loose = {name for name in files if name.startswith(_CONTENT)}
    listed: set[str] = set()
    software: dict[bool, tuple[str, ...]] = {}
    for line, row in read_rows(bag / _FFID, _FFID, rules.export_ffid, problems):
        path = row["Filepath"]
        if path not in loose or path in listed:
            what = f"{path[:200]} is {'listed twice' if path in listed else 'no loose file'}"
            problems.add(_FFID, "Filepath", what, _AGAIN, line=line)
            continue
        listed.add(path)
        told = formats.get(transferred.originals.get(path, ""))
        for column, value in _expected(path, told).items():
            if row[column] != value:
                mend = f"{_FORMATS} says {value}"
                problems.add(_FFID, column, f"is {row[column][:100]} for {path}", mend, line=line)
        ours = told is not None and told["basis"] == "table"
        by = tuple(row[column] for column in rules.export_ffid if column.startswith("FFID-"))
        if software.setdefault(ours, by) != by or not by[0] or software.get(not ours) == by:
            what = f"is {' '.join(by)[:100]} for {path}"
            problems.add(_FFID, "FFID-Software", what, "name what told each basis, alike in all rows", line=line)
        _verify_format(bag / path, path, row["PUID"], rules, problems)
    for path in sorted(loose - listed):
        problems.add(_FFID, "Filepath", f"{path} is not listed", _AGAIN)


def _read_formats(bag: Path, problems: Problems) -> dict[str, dict[str, str]]:
    """Return the rows of `formats.csv` by file, telling those that contradict themselves."""
    formats: dict[str, dict[str, str]] = {}
    names: dict[str, tuple[str, str]] = {}
    before = ""
    for line, row in read_rows(bag / _FORMATS, _FORMATS, _FORMATS_COLUMNS, problems):
        if row["file"] <= before:
            problems.add(_FORMATS, "file", "is not after the one above it", "name each file once", line=line)
        before = row["file"]
        nothing = row["basis"] == "none"
        if row["basis"] not in _BASES or nothing != (not row["puid"]) or nothing != (not row["name"]):
            problems.add(_FORMATS, "basis", f"is {row['basis'][:40]} for “{row['puid'][:40]}”", _AGAIN, line=line)
        if row["puid"] and not _PUID.fullmatch(row["puid"]):
            problems.add(
                _FORMATS, "puid", f"“{row['puid'][:40]}” is none", "write fmt/ or x-fmt/ and a number", line=line
            )
        if names.setdefault(row["puid"], (row["name"], row["version"])) != (row["name"], row["version"]):
            what = f"is “{row['name'][:100]}” for {row['puid'][:40]}"
            problems.add(_FORMATS, "name", what, f"elsewhere it is “{names[row['puid']][0][:100]}”", line=line)
        for column in ("mismatch", "in_pronom"):
            if row[column] not in ("true", "false"):
                problems.add(_FORMATS, column, f"is {row[column][:40]}", "write true or false", line=line)
        formats[row["file"]] = row
    return formats


def _verify_against_inventory(
    bag: Path, formats: Mapping[str, Mapping[str, str]], transferred: Transferred, problems: Problems
) -> None:
    listed: dict[str, dict[str, str]] = {}
    for line, row in read_rows(bag / _URLS, _URLS, COLUMNS, problems):
        file, told = row["file"], transferred.files.get(row["url"])
        if told is not None and told != file:
            what = f"is {file[:200]} for {row['url'][:200]}"
            problems.add(_URLS, "file", what, f"the transfer's tables say {told[:200]}", line=line)
        if file:
            listed[file] = row
    for file in sorted(listed.keys() - formats.keys()):
        problems.add(_FORMATS, "file", f"{file[:200]} has no format", "tell it of every file of the inventory")
    for file in sorted(formats.keys() - listed.keys()):
        problems.add(_FORMATS, "file", f"{file[:200]} is no file of the inventory", _AGAIN)
    for file in sorted(listed.keys() & formats.keys()):
        row, one = listed[file], formats[file]
        if (row["puid"], row["puid_basis"]) != (one["puid"], one["basis"]):
            what = f"of {file[:200]} is {row['puid'][:20]} by {row['puid_basis'][:20]}"
            problems.add(_URLS, "puid", what, f"{_FORMATS} says {one['puid']} by {one['basis']}")


def _verify_reasons(
    formats: Mapping[str, Mapping[str, str]], transferred: Transferred, rules: TdrRules, problems: Problems
) -> None:
    """Hold why files are transferred or left out against their formats."""
    name = "data/transfer/left-out.csv"
    told = {*transferred.originals.values(), *transferred.left_out}
    for file in sorted(formats.keys() - told):
        problems.add(name, "file", f"{file[:200]} is neither transferred nor left out", _AGAIN)
    for file, reason in sorted(transferred.left_out.items()):
        if not file and reason == "not found":
            continue  # the server's own answer, behind which no file stands
        row = formats.get(file)
        if row is None:
            problems.add(_FORMATS, "file", f"{file[:200]} has no format, and is left out", _AGAIN)
        if row and reason in ("unidentified", "not in PRONOM", "refused format") and reason != _refusal(row, rules):
            what = f"is “{reason}” for {file[:200]}"
            problems.add(name, "reason", what, f"{_FORMATS} says that it is {row['puid'] or 'not identified'}")
    for path, file in sorted(transferred.originals.items()):
        row = formats.get(file)
        if row is None:
            problems.add(_FORMATS, "file", f"{file[:200]} has no format, and is transferred as {path}", _AGAIN)
        elif refusal := _refusal(row, rules):
            problems.add(path, "format", f"is transferred, and {_FORMATS} says “{refusal}” of it", _AGAIN)


def _refusal(row: Mapping[str, str], rules: TdrRules) -> str | None:
    if not row["puid"]:
        return "unidentified"
    if row["puid"] in rules.refused:
        return "refused format"
    return "not in PRONOM" if row["in_pronom"] != "true" else None


def _expected(path: str, told: Mapping[str, str] | None) -> dict[str, str]:
    """Return what the columns of a row should hold that other files tell."""
    expected = {"Extension": PurePosixPath(path).suffix.removeprefix(".")}
    if told is not None:
        expected["PUID"] = told["puid"]
        expected["FormatName"] = " ".join(filter(None, (told["name"], told["version"])))
        expected["ExtensionMismatch"] = told["mismatch"]
    return expected


def _verify_format(path: Path, name: str, puid: str, rules: TdrRules, problems: Problems) -> None:
    if not puid:
        problems.add(name, "PUID", "is not told", "leave out what nobody can identify")
    elif puid in rules.refused:
        problems.add(name, "PUID", f"is {puid}, refused as “{rules.refused[puid]}”", "leave the file out")
    if fault := fault_of_content(path, puid):
        problems.add(name, "content", fault, "leave the file out, or tell its format as it is")
