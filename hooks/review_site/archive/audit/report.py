"""What an audit found, as JSON for programs and as plain text for people."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from review_site.archive.audit.findings import LOST, UNKNOWN, VERDICTS, Difference, Finding, Verdict
from review_site.archive.software import SOFTWARE
from review_site.clock import LONDON, spoken_date
from review_site.problems import printable

_TITLES: Mapping[Verdict, str] = {
    "missing": "Missing: the archive says that it holds no capture",
    "differs": "Differs: the archive holds something else",
    "redirected": "Redirected: the archive holds a redirect in the place of the answer",
    "refused": "Could not be asked: the archive refused",
    "unanswered": "Could not be asked: no answer came",
}
_COUNTED: Mapping[Verdict, str] = {
    "identical": "identical",
    "neither": "in neither (the bundle records that nothing is there)",
    "missing": "missing",
    "differs": "different",
    "redirected": "redirected",
    "refused": "refused",
    "unanswered": "without an answer",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """A bundle held against an archive: `of` is how many addresses the bundle has, `chosen` how many were to be asked.

    `timestamp` is the instant of the bundle's captures (14 digits, UTC), or the last of them; `stopped` says in words
    why the archive was asked no further, and is None where every chosen address was asked.
    """

    bundle: str
    archive: str
    instant: datetime
    of: int
    chosen: int
    timestamp: str
    stopped: str | None
    findings: tuple[Finding, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many addresses have each verdict, and how many were not asked."""
        found = Counter(finding.verdict for finding in self.findings)
        return {**{verdict: found[verdict] for verdict in VERDICTS}, "not asked": self.chosen - len(self.findings)}

    @property
    def is_lost(self) -> bool:
        """Whether something is not in the archive as it is in the bundle."""
        return any(finding.verdict in LOST for finding in self.findings)

    @property
    def is_complete(self) -> bool:
        """Whether every chosen address was asked, and answered."""
        return len(self.findings) == self.chosen and not any(one.verdict in UNKNOWN for one in self.findings)


def render_json(audit: Audit) -> bytes:
    """Render an audit as JSON in ASCII: what was asked, counts, and a row for each address, sorted."""
    told = {
        "version": 1,
        "software": SOFTWARE,
        "bundle": audit.bundle,
        "archive": audit.archive,
        "instant": audit.instant.isoformat(),
        "addresses": audit.of,
        "chosen": audit.chosen,
        "stopped": audit.stopped,
        "counts": audit.counts,
        "findings": [finding.as_row() for finding in sorted(audit.findings, key=lambda one: one.url)],
    }
    return (json.dumps(told, indent=1) + "\n").encode()


def render_summary(audit: Audit) -> str:
    """Render in a few lines of text what was found."""
    counts = audit.counts
    chosen = f"{audit.of} addresses" if audit.chosen == audit.of else f"{audit.chosen} of {audit.of} addresses"
    day = spoken_date(audit.instant.astimezone(LONDON).date())
    lines = [f"{audit.bundle} in {audit.archive}, {day}", ""]
    lines += [f"{chosen}: {counts['identical']} identical"]
    lines += [f"  {counts[verdict]} {_COUNTED[verdict]}" for verdict in VERDICTS[1:] if counts[verdict]]
    lines += [f"  {counts['not asked']} not asked: {audit.stopped}"] if counts["not asked"] else []
    lines += _captures(audit)
    return _joined(lines)


def render_text(audit: Audit) -> str:
    """Render an audit as text: its summary, then every address at which something is to be done."""
    lines = []
    for verdict, title in _TITLES.items():
        found = sorted((one for one in audit.findings if one.verdict == verdict), key=lambda one: one.url)
        if found:
            lines += ["", title]
        for finding in found:
            lines += [f"  {finding.url}", *(f"    {words}" for words in _told(finding)), f"    asked: {finding.asked}"]
    return render_summary(audit) + _joined(lines)


def write_report(audit: Audit, path: Path) -> None:
    """Write an audit as JSON, and as text beside it with the ending `.txt`.

    Raises:
        OSError: when writing fails.
    """
    for file, content in ((path, render_json(audit)), (path.with_suffix(".txt"), render_text(audit).encode())):
        half = file.with_name(f".{file.name}.half")
        half.write_bytes(content)
        half.replace(file)


def _joined(lines: list[str]) -> str:
    return "".join(f"{printable(line)}\n" for line in lines)


def _captures(audit: Audit) -> list[str]:
    """Return a line on captures that are of another instant than the bundle's."""
    others = sorted(one.captured for one in audit.findings if one.captured and one.captured != audit.timestamp)
    if not others:
        return []
    first, last = (f"{one[:4]}-{one[4:6]}-{one[6:8]}" for one in (others[0], others[-1]))
    when = f"on {first}" if first == last else f"from {first} to {last}"
    return [f"  {len(others)} of these captures were made at another time than the bundle, {when}"]


def _told(finding: Finding) -> list[str]:
    reason = [finding.reason] if finding.reason else []
    return [*reason, *map(_difference, finding.differences), *finding.notes]


def _difference(one: Difference) -> str:
    if one.what == "bytes":
        return f"first other byte at {one.at}: the bundle has “{one.bundle}”, the archive “{one.archive}”"
    bundle, archive = ("none" if value is None else value for value in (one.bundle, one.archive))
    return f"{one.what}: the bundle has {bundle}, the archive {archive}"
