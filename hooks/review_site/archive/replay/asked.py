"""What is asked of an engine: every address with what it should give, and the pages that it should show."""

import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from review_site.archive.replay.result import Answer
from review_site.problems import Problem, ProblemsError

_PAGES = "pages/pages.jsonl"
_SHOWN = 3
_LINE_LIMIT = 1 << 26


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Each address with its right answer, and every address of the index with the 14 digits of its capture."""

    answers: Mapping[str, Answer]
    times: Mapping[str, str]

    def time_of(self, url: str) -> str:
        """Return the time under which an address is asked for; one that the index lacks gets that of another."""
        return self.times.get(url) or next(iter(self.times.values()), "")


def read_pages(wacz: Path) -> list[str]:
    """Return the address of each page that a WACZ lists, in the order of the list (WACZ 1.1.1 §5.2.3).

    Raises:
        ProblemsError: when the list cannot be read.
        OSError: when the file cannot be read.
    """
    try:
        with ZipFile(wacz) as archive, archive.open(_PAGES) as stream:
            lines = iter(lambda: stream.readline(_LINE_LIMIT), b"")
            return [str(json.loads(line)["url"]) for line in islice(lines, 1, None)]
    except (BadZipFile, zlib.error, KeyError, TypeError, ValueError, RecursionError) as error:
        problem = Problem(path=wacz.name, field=_PAGES, what=f"cannot be read: {error}", mend="make the bundle again")
        raise ProblemsError([problem]) from None


def choose_pages(pages: Iterable[str], asked: Asked) -> list[str]:
    """Return three pages: the first as addresses sort (the home page), the largest, the middle one.

    The same site gives the same three. A smaller site gives fewer.
    """
    known = sorted(url for url in set(pages) if url in asked.answers)
    if not known:
        return []
    largest = max(known, key=lambda url: asked.answers[url].size)
    return list(dict.fromkeys([known[0], largest, known[len(known) // 2], *known]))[:_SHOWN]
