"""The links of PDFs: their addresses from the bytes, and the pages on which they stand from a parser."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from review_site.archive.links.found import Found
from review_site.archive.links.pdf_scan import scan_pdf, text_of

# Without -P a module in the present folder would be taken for one of ours.
_WORKER = (sys.executable, "-P", "-m", "review_site.archive.links.pdf_worker")

Annotated = list[tuple[int, bytes]]
"""The page, from 1, and the address of each link that leads out of a PDF."""


def read_pages(paths: Sequence[Path]) -> Iterator[Annotated]:
    """Give the links of each PDF with their pages, in order; none of a PDF that cannot be parsed within its bounds."""
    waiting = list(paths)
    while waiting:
        for annotated in _ask(tuple(waiting)):
            del waiting[0]
            yield annotated


def read_pdf(path: Path, annotated: Annotated, found: Found) -> None:
    """Note every address that a PDF leads to, each once a page.

    Those that stand in its bytes and on no page that was parsed (bookmarks, replaced pages, what is damaged) are noted
    at page 0.

    Args:
        path: the file.
        annotated: its links with their pages.
        found: gathers what is found; its base is the file's own address.

    Raises:
        OSError: when it cannot be read.
    """
    on_pages = dict.fromkeys((page, _without_place(text_of(raw))) for page, raw in annotated)
    known = {address for _, address in on_pages}
    for page, address in on_pages:
        found.add("link", "pdf", "uri", address, page)
    for address in dict.fromkeys(map(_without_place, scan_pdf(path))):
        if address not in known:
            found.add("link", "pdf", "uri", address, 0)


def _without_place(address: str) -> str:
    """Return an address without the place on the page that it leads to: places of one page are one address."""
    return address.partition("#")[0]


def _ask(paths: Sequence[Path]) -> Iterator[Annotated]:
    """Give answers until all are given, or the process that gives them dies: what it died of has none."""
    with subprocess.Popen(  # noqa: S603 - the command is ours
        _WORKER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="ascii"
    ) as process:
        try:
            for path in paths:
                answer = _exchange(process, path)
                yield [(page, bytes.fromhex(raw)) for page, raw in json.loads(answer or "[]")]
                if not answer:
                    return
        finally:
            process.kill()


def _exchange(process: "subprocess.Popen[str]", path: Path) -> str:
    """Ask for one PDF and return the answer, empty where there is none."""
    if process.stdin is None or process.stdout is None:
        return ""
    try:
        process.stdin.write(f"{json.dumps(str(path))}\n")
        process.stdin.flush()
        return process.stdout.readline()
    except BrokenPipeError:
        return ""
