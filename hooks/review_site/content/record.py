"""The public record: content/addresses.txt, every address ever published, and content/record.csv, what stood there.

People may write into addresses.txt. record.csv is written by `review-site record` and `review-site publish` alone.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from review_site.addresses import ATTACHMENTS, is_address, is_file_address, read_ledger, slugify
from review_site.content.collections import read_recorded, write_recorded
from review_site.content.source import Source, read_text
from review_site.content.when import DateError, When, parse_when
from review_site.problems import Problems

ADDRESSES, RECORD = "addresses.txt", "record.csv"
_HEADING = "# Every address ever published on this site, one a line. Add a line for a new page; never take one away.\n"
_COLUMNS = "address,published,text,notes"
_ROW = re.compile(r"(/[^,]*),([^,]*),([0-9a-f]*),([0-9]{1,6})")


@dataclass(frozen=True, slots=True)
class Recorded:
    """What stood at an address when it was recorded.

    `published` is the date as written then, None for a page without one; `text` the digest of its words, empty for what
    is promised and not known to be out; `notes` how many notes of changes it carried.
    """

    published: When | None
    text: str
    notes: int

    @property
    def promised(self) -> bool:
        """Whether this was written down before it came out."""
        return not self.text

    @property
    def spoken(self) -> str:
        """The date in words."""
        return self.published.spoken if self.published else "an unknown day"


@dataclass(frozen=True, slots=True)
class PublicRecord:
    """The ledger with the line of each address, and what was recorded of those that have words of their own.

    `submissions` are the pages on which these stand: by collection, then by id. `unread` names the files that cannot be
    read, `spoilt` the addresses that lines of them are about which cannot: all of which has been told.
    """

    ledger: Mapping[str, int]
    recorded: Mapping[str, Recorded]
    submissions: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    spoilt: frozenset[str] = frozenset()


def digest_of(source: Source, beside: Iterable[str] = ()) -> str:
    """Return a short SHA-256 over the words of an entry, whatever the white space at the ends of lines.

    `beside` are the words of what it shows besides.
    """
    words = "\n".join([*(line.rstrip() for line in source.body.strip().splitlines()), *beside])
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def read_record(content: Path, problems: Problems) -> PublicRecord:
    """Read both files of a content folder; a missing addresses.txt is a problem, a missing record.csv is not."""
    path = f"{content.name}/{ADDRESSES}"
    text: dict[str, str | None] = {}
    for name in (ADDRESSES, RECORD):
        if _is_there(content / name):
            text[name] = read_text(content / name, f"{content.name}/{name}", problems)
        elif name == ADDRESSES:
            text[name] = None
            problems.add(path, "file", "is missing", "bring it back: it lists every address ever published", line=1)
    spoilt: set[str] = set()
    ledger: dict[str, int] = {}
    for address, line in read_ledger(text[ADDRESSES] or "").items():
        if _is_written(address, line, path, problems):
            ledger[address] = line
        else:
            spoilt.add(_meant(address))
    recorded = _read_rows(text.get(RECORD) or "", problems, content, spoilt)
    unread = frozenset(name for name, words in text.items() if words is None)
    return PublicRecord(ledger, recorded, read_recorded(content, problems), unread, frozenset(spoilt))


def render_ledger(addresses: Iterable[str], before: str) -> str:
    """Return the text of addresses.txt, in order; the comment lines of the text before stay at the top."""
    comments = [line for line in before.splitlines() if line.startswith("#")]
    heading = "".join(f"{line}\n" for line in comments) or _HEADING
    return heading + "".join(f"{address}\n" for address in sorted(addresses))


def render_record(recorded: Mapping[str, Recorded]) -> str:
    """Return the text of record.csv, in the order of addresses: no value of it can hold a comma."""
    rows = (
        f"{address},{row.published.text if row.published else ''},{row.text},{row.notes}\n"
        for address, row in sorted(recorded.items())
    )
    return "".join([f"{_COLUMNS}\n", *rows])


def write_record(content: Path, record: PublicRecord) -> bool:
    """Write all of it where it differs from what stands there; return whether anything changed."""
    ledger = content / ADDRESSES
    before = ledger.read_text(encoding="utf-8") if ledger.is_file() else ""
    texts = {ledger: render_ledger(record.ledger, before), content / RECORD: render_record(record.recorded)}
    changed = {file: text for file, text in texts.items() if not file.is_file() or file.read_text("utf-8") != text}
    for file, text in changed.items():
        file.write_text(text, encoding="utf-8")
    return write_recorded(content, record.submissions) or bool(changed)


def _is_there(file: Path) -> bool:
    return file.exists() or file.is_symlink()


def _is_written(address: str, line: int, path: str, problems: Problems) -> bool:
    """Tell whether a line of the ledger is an address; any other is told."""
    if is_address(address) or address.startswith(ATTACHMENTS) or is_file_address(address):
        return True
    mend = "write it as /bridge-the-gap/, with a slash at both ends, and # before a note"
    problems.add(path, "address", f"“{address}” is not an address of this site", mend, line=line)
    return False


def _meant(line: str) -> str:
    """Return the address that a line of either file is most likely about."""
    found = re.match(r"(?:\w+://[^/]*)?([^,;\s]*)", line)
    steps = (slugify(step) for step in found[1].split("/")) if found else ()
    return "".join(f"/{step}" for step in steps if step) + "/"


def _read_rows(text: str, problems: Problems, content: Path, spoilt: set[str]) -> dict[str, Recorded]:
    """Return the rows of record.csv; the addresses of those that cannot be read, which are told, go into `spoilt`."""
    path = f"{content.name}/{RECORD}"
    rows: dict[str, Recorded] = {}
    mend = f"take the line out of {RECORD}, and run `review-site record`"
    for number, line in enumerate(text.splitlines(), 1):
        if line in ("", _COLUMNS):
            continue
        row = _ROW.fullmatch(line)
        try:
            when = parse_when(row[2]) if row and row[2] else None
        except DateError:
            row = None
        if row is None or not is_address(row[1]):
            problems.add(path, "record", "is not a line that was written by the command", mend, line=number)
            spoilt.add(_meant(line))
        elif row[1] in rows:
            problems.add(path, "record", f"{row[1]} stands twice", "keep one of the lines", line=number)
        else:
            rows[row[1]] = Recorded(when, row[3], int(row[4]))
    return rows
