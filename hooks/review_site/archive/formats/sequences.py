"""A signature's pattern as a sequence of fixed pieces with gaps between them, found in linear time.

Some of PRONOM's patterns ask for a few bytes and then for up to 65,536 of anything before the end. A regular expression
tries each place anew, and a file made for it takes minutes or days; here each piece is looked for once.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

_WIDE = 1000
_BYTE = rb"\\x[0-9a-f]{2}|\\[nrtfv]|\\[^A-Za-z0-9]"
_ONE = rb"%b|\[\^?(?:%b|[^\\\[\]])+\]|[^\\.*+?|()\[\]{}^$]|\." % (_BYTE, _BYTE)
_TOKEN = re.compile(
    rb"\.\{(?P<low>\d+),(?P<high>\d*)\}|\.\{(?P<exact>\d+)\}|\.(?P<any>[*+?])"
    rb"|\(\?:(?P<either>(?:%b)+(?:\|(?:%b)+)+)\)|(?P<one>%b)" % (_ONE, _ONE, _ONE),
    re.DOTALL,
)
_EACH = re.compile(_ONE, re.DOTALL)
_ANY_LENGTH = 1 << 62
_CONTROLS = {rb"\n": b"\n", rb"\r": b"\r", rb"\t": b"\t", rb"\f": b"\f", rb"\v": b"\v"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Bytes that follow one another, `width` of them: those of `plain`, else what a pattern finds ahead of a place."""

    width: int
    plain: bytes | None
    pattern: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One of several runs; `low` to `high` bytes of anything lie before it."""

    low: int
    high: int
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequence:
    """Pieces in order. `tail` is how many bytes may follow the last, up to the end; None when any number may.

    `reach` is how far from the end the first may begin, `needed` the longest bytes without which nothing is found.
    """

    anchored: bool
    pieces: tuple[Piece, ...]
    tail: tuple[int, int] | None
    reach: int
    needed: bytes


def parse_sequence(pattern: bytes) -> Sequence | None:
    """Return a pattern as a sequence, or None where it is more than that.

    None, too, where nothing is won: it has no wide gap and does not say how far from the end it lies.
    """
    text = pattern.removeprefix(b"(?s)")
    anchored, text = text.startswith(rb"\A"), text.removeprefix(rb"\A")
    ended, text = text.endswith(rb"\Z"), text.removesuffix(rb"\Z")
    tokens = _tokens(text)
    gaps = [_gap(token) for token in tokens or () if _is_gap(token)]
    if not tokens or not (ended or any(high - low >= _WIDE for low, high in gaps)):
        return None
    pieces: list[Piece] = []
    low = high = 0
    body: list[bytes] = []
    for token in tokens:
        if token["one"]:
            body.append(token[0])
            continue
        if body:
            pieces.append(_piece(low, high, [b"".join(body)]))
            low, high, body = 0, 0, []
        if token["either"]:
            pieces.append(_piece(low, high, _alternatives(token["either"])))
            low = high = 0
        else:
            least, most = _gap(token)
            low, high = low + least, min(high + most, _ANY_LENGTH)
    if body:
        pieces.append(_piece(low, high, [b"".join(body)]))
        low = high = 0
    spans = (piece.high + max(run.width for run in piece.runs) for piece in pieces)
    reach = min(high + sum(spans), _ANY_LENGTH) if ended else _ANY_LENGTH
    certain = [piece.runs[0].plain or b"" for piece in pieces if len(piece.runs) == 1]
    return Sequence(
        anchored=anchored,
        pieces=tuple(pieces),
        tail=(low, high) if ended else None,
        reach=reach,
        needed=max(certain, key=len, default=b""),
    )


def is_in(sequence: Sequence, content: bytes) -> bool:
    """Tell whether a sequence is found in some bytes, as its pattern would be: from their start where it says so."""
    if not sequence.anchored and sequence.reach < len(content):
        content = content[-sequence.reach :]
    ends = [0] if sequence.anchored else None
    for number, piece in enumerate(sequence.pieces):
        # The first piece of what begins a file is found or missed at once; elsewhere, a search for the longest is.
        if number == int(sequence.anchored) and sequence.needed not in content:
            return False
        ends = _ends(piece, ends, content)
        if not ends:
            return False
    if sequence.tail is None or ends is None:
        return True
    least, most = sequence.tail
    return _one_between(ends, len(content) - most, len(content) - least)


def _ends(piece: Piece, before: list[int] | None, content: bytes) -> list[int]:
    """Return, in order, where a piece ends that begins at the right distance from one of some places, or anywhere."""
    first = piece.low + (before[0] if before else 0)
    last = len(content) if before is None else min(before[-1] + piece.high, len(content))
    found: set[int] = set()
    for run in piece.runs:
        for start in _starts(run, content, first, last + run.width):
            if before is None or _one_between(before, start - piece.high, start - piece.low):
                found.add(start + run.width)
    return sorted(found)


_compiled = cache(re.compile)  # few of all runs are ever searched for as patterns


def _starts(run: Run, content: bytes, first: int, last: int) -> Iterator[int]:
    """Give each place between two at which a run begins, also where it overlaps itself."""
    if run.plain is None:
        yield from (match.start() for match in _compiled(run.pattern).finditer(content, first, last))
        return
    place = content.find(run.plain, first, last)
    while place >= 0:
        yield place
        place = content.find(run.plain, place + 1, last)


def _tokens(text: bytes) -> list[re.Match[bytes]] | None:
    """Return the tokens of a pattern, None where something in it is none."""
    tokens = []
    place = 0
    while place < len(text):
        token = _TOKEN.match(text, place)
        if token is None:
            return None
        tokens.append(token)
        place = token.end()
    return tokens


def _is_gap(token: re.Match[bytes]) -> bool:
    return not token["one"] and not token["either"]


def _gap(token: re.Match[bytes]) -> tuple[int, int]:
    if token["any"]:
        return int(token["any"] == b"+"), 1 if token["any"] == b"?" else _ANY_LENGTH
    if token["exact"]:
        return int(token["exact"]), int(token["exact"])
    return int(token["low"]), int(token["high"] or _ANY_LENGTH)


def _alternatives(text: bytes) -> list[bytes]:
    """Return what stands between the bars of a group; a bar in a class or after a backslash is no bar."""
    found = [b""]
    place = 0
    while place < len(text):
        if one := _EACH.match(text, place):
            found[-1] += one[0]
            place = one.end()
        else:
            found.append(b"")
            place += 1
    return found


def _piece(low: int, high: int, bodies: list[bytes]) -> Piece:
    return Piece(low=low, high=high, runs=tuple(_run(_EACH.findall(body)) for body in bodies))


def _run(each: list[bytes]) -> Run:
    plain = [_plain(one) for one in each]
    known = [byte for byte in plain if byte is not None]
    return Run(
        width=len(each),
        plain=b"".join(known) if len(known) == len(plain) else None,
        pattern=b"(?s)(?=" + b"".join(each) + b")",
    )


def _plain(one: bytes) -> bytes | None:
    """Return the byte that a token stands for, None where it stands for several."""
    if one == b"." or one.startswith(b"["):
        return None
    if one.startswith(rb"\x"):
        return bytes([int(one[2:], 16)])
    return _CONTROLS.get(one, one[-1:])


def _one_between(places: list[int], low: int, high: int) -> bool:
    """Tell whether one of some places, which are in order, lies between two, both included."""
    found = bisect_left(places, low)
    return found < len(places) and places[found] <= high
