"""What a commit says of itself, without its people."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from tempfile import TemporaryFile

from review_site.archive.provenance.git import Repository, ask_git, damaged

_AUTHOR = re.compile(rb"^author [^\n]*> (\d{1,15}) ([+-])(\d{2})([0-5]\d)$", re.MULTILINE)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAST_HOUR = 23


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorDate:
    """When a commit was written: seconds since 1970 and the writer's own zone, as git writes it (`+0100`)."""

    seconds: int = 0
    zone: str = "+0000"

    def isoformat(self) -> str:
        """Return the date as ISO 8601 in the writer's own zone."""
        offset = timedelta(hours=int(self.zone[1:3]), minutes=int(self.zone[3:]))
        zone = timezone(-offset if self.zone.startswith("-") else offset)
        return (_EPOCH + timedelta(seconds=self.seconds)).astimezone(zone).isoformat()


def read_author_dates(repository: Repository, commits: Iterable[str]) -> dict[str, AuthorDate]:
    """Return the author date of each commit; one that no calendar has is the beginning of 1970.

    Raises:
        ProblemsError: when one of them is not in the repository, or is damaged.
    """
    wanted = sorted(set(commits))
    dates = {}
    with TemporaryFile() as names:
        names.write("".join(f"{commit}\n" for commit in wanted).encode("ascii"))
        names.seek(0)
        with ask_git(repository, "cat-file", "--batch", "--buffer", stdin=names) as stream:
            for commit in wanted:
                head = stream.readline().split()
                if len(head) != 3 or head[1] != b"commit":
                    raise damaged(f"commit {commit} is not there")
                dates[commit] = parse_author_date(stream.read(int(head[2])))
                stream.read(1)
    return dates


def parse_author_date(commit: bytes) -> AuthorDate:
    """Return the author date of a commit's own text."""
    match = _AUTHOR.search(commit.partition(b"\n\n")[0])
    if not match or int(match[3]) > _LAST_HOUR:
        return AuthorDate()
    date = AuthorDate(seconds=int(match[1]), zone=b"".join(match.group(2, 3, 4)).decode("ascii"))
    try:
        date.isoformat()
    except OverflowError:
        return AuthorDate()
    return date
