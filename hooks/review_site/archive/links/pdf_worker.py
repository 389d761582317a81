"""The link annotations of PDFs page by page: a program, so that no PDF hangs or fills the one that asks.

It takes the paths of PDFs, a line of JSON each, and answers each with a line of JSON: a list of pages, from 1, with the
address that a link leads to, in hexadecimal (ISO 32000-1 §12.5.6.5, §12.6.4.7).
"""

import json
import logging
import resource
import sys
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ByteStringObject, IndirectObject, TextStringObject

_SECONDS = 20  # of the processor, for one PDF
_MEMORY = 1 << 30  # bytes
_MANY = 100_000  # of pages, and of links


def main() -> None:
    """Answer line for line until there is no more."""
    logging.disable()
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    for line in sys.stdin:
        used = resource.getrusage(resource.RUSAGE_SELF)
        # Past it the process is killed, and the one that asked goes on with the next.
        limit = int(used.ru_utime + used.ru_stime) + _SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))
        sys.stdout.write(f"{json.dumps(_read(Path(json.loads(line))))}\n")
        sys.stdout.flush()


def _read(path: Path) -> list[tuple[int, str]]:
    """Return what can be read: a page that cannot be read has no links, and after some damage there are no pages."""
    found: list[tuple[int, str]] = []
    # The parser meets any input, and fails in any way.
    with suppress(Exception), path.open("rb") as stream:
        reader = PdfReader(stream)
        if reader.is_encrypted:
            reader.decrypt("")
        for number, page in enumerate(_pages(reader), 1):
            with suppress(Exception):
                found += islice(_links(page, number), _MANY - len(found))
    return found


def _pages(reader: PdfReader) -> Iterator[Any]:
    """Give the pages in order, each once, whatever circles their tree has."""
    waiting: list[Any] = [_value(reader.trailer, "/Root", "/Pages")]
    seen: set[tuple[int, int]] = set()
    given = 0
    while waiting and given < _MANY:
        node = waiting.pop()
        if isinstance(node, IndirectObject):
            place = (node.idnum, node.generation)
            if place in seen:
                continue
            seen.add(place)
            node = node.get_object()
        kids = _value(node, "/Kids")
        if isinstance(kids, list):
            waiting += reversed(kids)
        elif hasattr(node, "get"):
            given += 1
            yield node


def _links(page: Any, number: int) -> Iterator[tuple[int, str]]:
    annotations = _value(page, "/Annots")
    for annotation in annotations if isinstance(annotations, list) else []:
        address = _value(annotation, "/A", "/URI")
        if isinstance(address, TextStringObject | ByteStringObject):
            yield number, address.original_bytes.hex()


def _value(holder: Any, *keys: str) -> Any:
    """Return what stands under keys inside each other, None where one is missing."""
    for key in keys:
        holder = holder.get_object() if isinstance(holder, IndirectObject) else holder
        # Not get(): it leaves a reference where a key is asked for with a default.
        holder = holder.raw_get(key) if hasattr(holder, "raw_get") and key in holder else None
    return holder.get_object() if isinstance(holder, IndirectObject) else holder


if __name__ == "__main__":
    main()
