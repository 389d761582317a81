"""What git's commits and trees say (gitformat-pack(5), git-hash-object(1)); a reader of its own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from review_site.archive.verify.fault import stop

COMMIT, TREE, BLOB = 1, 2, 3
WORDS = {COMMIT: b"commit", TREE: b"tree", BLOB: b"blob"}
FOLDER, OTHER_REPOSITORY = "40000", "160000"
_ID = rb"((?:[0-9a-f]{64})|(?:[0-9a-f]{40}))"
_HEAD = re.compile(rb"tree " + _ID + rb"\n((?:parent " + _ID + rb"\n)*)")
_AUTHOR = re.compile(rb"author [^\n]*> (\d{1,15}) ([+-]\d\d)([0-5]\d)")
_SNAPSHOT = re.compile(
    rb"author review-site <> (\d+ [+-]\d{4})\ncommitter review-site <> \1\n\n"
    rb"Sources as at commit ([0-9a-f]{40,64})\n\nThe history is not in this bundle: [^\n]+\.\n"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """A commit: the ids of its tree and its parents, when it was written, and what it stands for.

    `author_date` is ISO 8601 in the writer's zone. `snapshot_of` is the true commit's id in hex where the commit is one
    that a bundle's maker put in the place of a history, else empty.
    """

    tree: bytes
    parents: tuple[bytes, ...]
    author_date: str
    snapshot_of: str


def parse_commit(content: bytes, field: str) -> Commit:
    """Return what a commit says.

    Raises:
        FaultError: when it names no tree, or its head is none.
    """
    match = _HEAD.match(content)
    if not match:
        stop(field, "does not begin with its tree and its parents")
    rest = content[match.end() :]
    snapshot = _SNAPSHOT.fullmatch(rest)
    return Commit(
        tree=bytes.fromhex(match[1].decode()),
        parents=tuple(bytes.fromhex(line[7:].decode()) for line in match[2].splitlines()),
        author_date=_date(rest),
        snapshot_of=snapshot[2].decode() if snapshot and not match[2] else "",
    )


def _date(rest: bytes) -> str:
    """Return when a commit was written; what no calendar has is the beginning of 1970, as its writer holds it."""
    match = _AUTHOR.search(rest.partition(b"\n\n")[0])
    try:
        seconds, hours, minutes = (int(part) for part in match.groups()) if match else (0, 0, 0)
        if match and match[2].startswith(b"-"):
            minutes = -minutes
        zone = timezone(timedelta(hours=hours, minutes=minutes))
        return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)).astimezone(zone).isoformat()
    except (OverflowError, ValueError):
        return "1970-01-01T00:00:00+00:00"


def parse_tree(content: bytes, id_size: int, field: str) -> Iterator[tuple[str, bytes, bytes]]:
    """Give mode, name and id of each entry of a tree.

    Raises:
        FaultError: when an entry is cut short, or has no mode or name.
    """
    at = 0
    while at < len(content):
        end = content.find(b"\0", at)
        mode, _, name = content[at : max(end, at)].partition(b" ")
        identifier = content[end + 1 : end + 1 + id_size]
        if end < 0 or not name or b"/" in name or not mode.isdigit() or len(identifier) != id_size:
            stop(field, f"has an entry at byte {at} that is none")
        yield mode.decode("ascii").lstrip("0"), name, identifier
        at = end + 1 + id_size
