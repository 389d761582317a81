"""What a replay found: for each engine how many addresses it gave, how many of them rightly, and every difference."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from review_site.problems import Problem, Problems

EngineName = Literal["index", "pywb", "wabac"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is answered for an address: `location` is a full address or None, `size` is in bytes, `sha256` in hex."""

    status: int
    location: str | None
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Difference:
    """One thing that an engine gave otherwise than it should have; `expected` and `found` are for people."""

    url: str
    field: str
    expected: str
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """What one engine did.

    `version` names what ran, and is empty where `reason` tells why nothing did. `addresses` is how many were asked for,
    `identical` how many came back with status, Location and every byte as they should be, `bytes` and `statuses` what
    those held. `pages` are those that were shown in a browser, `unshown` tells why none was. `missing` are addresses
    that shown pages asked for and that were never captured, such as another host's: a fault of the site, if one, and
    none of the capture.
    """

    engine: EngineName
    version: str = ""
    reason: str = ""
    addresses: int = 0
    identical: int = 0
    bytes: int = 0
    statuses: Mapping[int, int]
    pages: tuple[str, ...] = ()
    unshown: str = ""
    missing: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """Every engine's result; `against` tells whether answers were held against the site's files or the WARC alone.

    `earlier` is how many addresses are told by revisits, whose bytes lie in the snapshot before: no engine has them.
    """

    against: Literal["site", "warc"]
    earlier: int
    played: tuple[Played, ...]

    def problems(self, path: str) -> list[Problem]:
        """Return every difference as a problem of the file at `path`; none means that every engine gave everything."""
        problems = Problems()
        for one in self.played:
            for difference in one.differences:
                what = f"{difference.url} gives {difference.found}"
                problems.add(path, f"{one.engine}, {difference.field}", what, f"it should be {difference.expected}")
        return list(problems)


def not_played(engine: EngineName, reason: str) -> Played:
    """Return the result of an engine that did not run."""
    return Played(engine=engine, reason=reason, statuses={})


def compare(expected: Mapping[str, Answer], found: Mapping[str, Answer | str]) -> list[Difference]:
    """Return how answers differ from what they should be; a text in place of an answer tells why there is none."""
    return [
        difference for url, answer in expected.items() for difference in _compare_one(url, answer, found.get(url, ""))
    ]


def _compare_one(url: str, expected: Answer, found: Answer | str) -> list[Difference]:
    if isinstance(found, str):
        wanted = f"an answer of {expected.size} bytes"
        return [Difference(url=url, field="answer", expected=wanted, found=found or "no answer")]
    pairs = (
        ("status", str(expected.status), str(found.status)),
        ("location", expected.location or "none", found.location or "none"),
        ("bytes", _bytes(expected), _bytes(found)),
    )
    return [Difference(url=url, field=field, expected=a, found=b) for field, a, b in pairs if a != b]


def _bytes(answer: Answer) -> str:
    return f"{answer.size} bytes of SHA-256 {answer.sha256}"


def counted(
    engine: EngineName,
    version: str,
    expected: Mapping[str, Answer],
    found: Mapping[str, Answer | str],
    *,
    more: Sequence[Difference] = (),
    pages: Sequence[str] = (),
    unshown: str = "",
    missing: Sequence[str] = (),
) -> Played:
    """Compare all answers of an engine and count them; `more` are differences that were found otherwise."""
    differences = compare(expected, found)
    wrong = {difference.url for difference in differences}
    right = [answer for url, answer in expected.items() if url not in wrong]
    return Played(
        engine=engine,
        version=version,
        addresses=len(expected),
        identical=len(right),
        bytes=sum(answer.size for answer in right),
        statuses=dict(sorted(Counter(answer.status for answer in right).items())),
        pages=tuple(pages),
        unshown=unshown,
        missing=tuple(sorted(set(missing))),
        differences=tuple(sorted({*differences, *more})),
    )
