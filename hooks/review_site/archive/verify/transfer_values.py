"""Whether a row of the upload table holds what the archive takes: columns, words, dates, lengths."""

from collections.abc import Mapping
from datetime import date

from review_site.archive.verify.tdr_rules import Column, TdrRules
from review_site.problems import Problems

_UNKNOWN = "Unknown"


def verify_values(row: Mapping[str, str], line: int, name: str, rules: TdrRules, problems: Problems) -> None:
    """Hold each value of a row against its column's rules, and against each other.

    Args:
        row: values by column.
        line: where it ends.
        name: the table's name in the bundle.
        rules: the archive's.
        problems: gathers what is wrong.
    """
    for column in rules.columns:
        value = row[column.header]
        if mend := _mend(column, value, rules):
            problems.add(name, column.header, f"is “{value[:100]}”", mend, line=line)
    if row["copyright"] == _UNKNOWN and row["copyright details"]:
        what = f"is “{row['copyright details'][:100]}”"
        problems.add(name, "copyright details", what, f"leave it empty: the copyright is {_UNKNOWN}", line=line)
    if row["date of the record"] > row["date last modified"]:
        what = f"is {row['date of the record'][:20]}, which was still to come"
        problems.add(name, "date of the record", what, "give a date that is past, or none", line=line)


def _mend(column: Column, value: str, rules: TdrRules) -> str | None:
    """Return what would be right in place of a value, None where it is."""
    if column.allowed is not None and value not in column.allowed:
        return f"write {' or '.join(column.allowed) or 'nothing'}"
    if column.longest and len(value) > column.longest:
        return f"write {column.longest} characters at most"
    if column.form == "line" and len(value.splitlines()) > 1:
        return "write one line"
    if column.form == "date" and value and not _is_date(value):
        return "write a date as YYYY-MM-DD"
    if column.form == "languages" and value and not set(value.split(";")) <= rules.languages:
        return f"use {', '.join(sorted(rules.languages))}"
    if column.form == "copyrights":
        holders = value.split(";")
        alone = _UNKNOWN not in holders or len(holders) == 1
        if not set(holders) <= rules.copyrights or not alone:
            return f"use {', '.join(sorted(rules.copyrights))}, and {_UNKNOWN} alone"
    return None


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
