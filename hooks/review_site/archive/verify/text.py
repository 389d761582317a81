"""Text and JSON as a bundle may hold them: UTF-8, no byte-order mark, lines that end in LF."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from review_site.archive.verify.fault import stop

_TEXT_LIMIT = 1 << 26


def read_text(path: Path) -> str:
    """Return a tag file's text.

    Raises:
        FaultError: when it is larger than any tag file of ours, not UTF-8, or its last line does not end.
        OSError: when it cannot be read.
    """
    with path.open("rb") as stream:
        content = stream.read(_TEXT_LIMIT + 1)
    if len(content) > _TEXT_LIMIT:
        stop("size", f"is larger than {_TEXT_LIMIT} bytes")
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        stop("encoding", f"is not UTF-8 at byte {error.start}")
    if faults := list(_faults(text)):
        stop("lines", "; ".join(faults))
    return text


def _faults(text: str) -> Iterator[str]:
    if text.startswith("\ufeff"):
        yield "has a byte-order mark before its first line"
    if "\r" in text:
        number = text.count("\n", 0, text.index("\r")) + 1
        count = text.count("\r")
        yield f"has carriage returns where lines end with a line feed alone: {count}, the first on line {number}"
    if not text.endswith("\n"):
        yield "has no line end after its last line" if text else "is empty"


def lines_of(stream: BinaryIO, size: int, limit: int) -> Iterator[tuple[int, bytes]]:
    """Give each line of the next `size` bytes, without its LF, with its number from 1.

    Raises:
        FaultError: when a line is longer than `limit` or the last one does not end.
    """
    number = 0
    while size > 0:
        number += 1
        line = stream.readline(min(size, limit + 1))
        size -= len(line)
        if not line.endswith(b"\n"):
            stop(f"line {number}", f"does not end, or is longer than {limit} bytes")
        yield number, line[:-1]


def parse_json(content: bytes, field: str) -> object:
    """Parse JSON in which no key stands twice.

    Raises:
        FaultError: when it is anything else.
    """
    try:
        value: object = json.loads(content.decode(), object_pairs_hook=_unique, parse_constant=_refuse)
    except RecursionError:
        stop(field, "is not JSON as it should be: it is nested without end")
    except UnicodeDecodeError as error:
        stop(field, f"is not UTF-8 at byte {error.start}")
    except ValueError as error:
        stop(field, f"is not JSON as it should be: {error}")
    return value


def parse_json_object(content: bytes, field: str) -> dict[str, object]:
    """Parse a JSON object in which no key stands twice.

    Raises:
        FaultError: when it is anything else.
    """
    value = parse_json(content, field)
    if not isinstance(value, dict):
        stop(field, "is not a JSON object")
    return value


def as_written(value: object) -> str:
    """Return a value of JSON as the file has it, or that there is none."""
    if value is None:
        return "empty or missing"
    written = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    if isinstance(value, bool):
        return f"“{written}”"
    return "larger than any number of ours" if value == float("inf") else written[:200]


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no number of JSON")


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("a key stands twice")
    return value
