"""Named fields, as WARC records and HTTP messages write them: `Name: value`, one a line."""

import re
from datetime import datetime

from review_site.archive.verify.fault import stop

_FIELD = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+): ?(.*)")
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z", re.ASCII)
_NUMBER = re.compile(r"0|[1-9][0-9]{0,14}")


def parse_head(head: bytes, field: str) -> tuple[str, dict[str, str]]:
    """Return the first line and the fields of a head, by their names in lower case.

    Raises:
        FaultError: when it does not end with an empty line, is not UTF-8, or a field is malformed or stands twice.
    """
    if not head.endswith(b"\r\n\r\n"):
        stop(field, "does not end with an empty line within its limit")
    try:
        first, *lines = head[:-4].decode().split("\r\n")
    except UnicodeDecodeError:
        stop(field, "is not UTF-8")
    fields: dict[str, str] = {}
    for line in lines:
        match = _FIELD.fullmatch(line)
        if not match:
            stop(field, f"has a line that is not “Name: value”: “{line[:80]}”")
        name = match[1].lower()
        if name in fields:
            stop(field, f"has {match[1]} twice")
        fields[name] = match[2]
    return first, fields


def parse_number(text: str | None, field: str) -> int:
    """Return a whole number written in digits.

    Raises:
        FaultError: when it is missing or anything else.
    """
    if text is None or not _NUMBER.fullmatch(text):
        stop(field, "is missing" if text is None else f"is “{text[:40]}”, not a number")
    return int(text)


def is_instant(text: str) -> bool:
    """Tell whether a text is an instant that there is, in UTC and whole seconds (W3C-DTF, WARC 1.1 §5.4)."""
    if not _INSTANT.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
