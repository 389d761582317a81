"""Changes to a file: bytes anyhow, and rows, words and marks as its own kind has them; the same for the same seed."""

from collections.abc import Callable, Sequence
from random import Random

_MOST_CHANGES = 6
_LARGEST = 60_000  # bytes that a change may make of a small file
_REPEATS = (2, 3, 20, 300, 3_000)
_NUMBERS = (b"0", b"-1", b"65536", b"4294967295", b"9223372036854775808", b"1e999", b"9" * 5_000)
_ODD = (b"\0", b"\r", b"\xff\xfe", b"\xef\xbb\xbf", b"\xe2\x80\xae", b"\xc2\x85", b"\xed\xa0\x80", b"\xf3\xa0\x81\x81")
YAML = (b"&a ", b"*a", b"<<: *a", b"!!python/object:os.system ", b"- ", b"  ", b": ", b"? ", b"|", b">", b"[", b"]")
YAML += (
    b"{",
    b"}",
    b"'",
    b'"',
    b"#",
    b"---\n",
    b"...\n",
    b"%YAML 1.1\n",
    b"\t",
    b"~",
    b"2021-02-30",
    b"9999-12-31T23:59",
)
MARKDOWN = (
    b"[",
    b"](",
    b"![",
    b"<",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"<script>",
    b"`",
    b"```\n",
    b"*",
    b"__",
    b"{: .a }",
)
MARKDOWN += (b"[^1]", b"[^1]: ", b"*[A]: ", b"!!! note\n", b"??? a\n", b'=== "a"\n', b"/// call | a: open\n", b"///\n")
MARKDOWN += (
    b"> ",
    b"    ",
    b"- ",
    b"1. ",
    b"# ",
    b"|a|b|\n|-|-|\n",
    b"<div markdown>\n",
    b"&#106;",
    b"javascript:",
    b"\n\n",
)
XML = (
    b"<item>",
    b"</item>",
    b"<![CDATA[",
    b"]]>",
    b"<!DOCTYPE a [",
    b"<!ENTITY a 'b'>",
    b"&a;",
    b"&nbsp;",
    b"&#0;",
    b"<a ",
)
XML += (
    b"<?xml version='1.0' encoding='utf-7'?>",
    b"<title>",
    b"xmlns:a='b'",
    b"<!--",
    b"-->",
    b"&lt;script&gt;",
    b"[gallery]",
)
CSV = (b",", b'"', b"\n", b";", b"=cmd()", b'""', b"\t")
BINARY = (
    b"\x1f\x8b",
    b"PK\3\4",
    b"WARC/1.1\r\n",
    b"Content-Length: 99999999999\r\n",
    b"\r\n\r\n",
    b"ustar",
    b"../",
    b"{",
    b"[[[[",
)


def mutate(data: bytes, words: Sequence[bytes], others: Sequence[bytes], chance: Random) -> bytes:
    """Return bytes changed a few times.

    Args:
        data: what is changed.
        words: marks that mean something in a file of its kind.
        others: further files of the kind, of which pieces are put in.
        chance: decides everything.
    """
    for _ in range(chance.randint(1, _MOST_CHANGES)):
        change = chance.choice(_CHANGES)
        data = change(data, words, others, chance)[: max(_LARGEST, len(data))]
    return data


def _flip(data: bytes, _words: Sequence[bytes], _others: Sequence[bytes], chance: Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]


def _cut(data: bytes, _words: Sequence[bytes], _others: Sequence[bytes], chance: Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + data[at + chance.choice((1, 2, 10, 100, len(data))) :]


def _put(data: bytes, words: Sequence[bytes], _others: Sequence[bytes], chance: Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    piece = chance.choice((*words, *_ODD))
    return data[:at] + piece * chance.choice((1, 1, 1, *_REPEATS)) + data[at:]


def _number(data: bytes, _words: Sequence[bytes], _others: Sequence[bytes], chance: Random) -> bytes:
    places = [at for at in range(len(data)) if data[at : at + 1].isdigit()]
    if not places:
        return data
    start = end = chance.choice(places)
    while data[end : end + 1].isdigit():
        end += 1
    return data[:start] + chance.choice(_NUMBERS) + data[end:]


def _rows(data: bytes, _words: Sequence[bytes], _others: Sequence[bytes], chance: Random) -> bytes:
    """Say a row again, leave it out, put it elsewhere, or further in."""
    rows = data.split(b"\n")
    at, to = chance.randrange(len(rows)), chance.randrange(len(rows))
    row = rows[at]
    match chance.randrange(4):
        case 0:
            rows[at:at] = [row] * chance.choice(_REPEATS[:4])
        case 1:
            del rows[at]
        case 2:
            rows[at], rows[to] = rows[to], row
        case _:
            rows[at] = b" " * chance.choice((1, 2, 4, 90)) + row
    return b"\n".join(rows)


def _value(data: bytes, words: Sequence[bytes], _others: Sequence[bytes], chance: Random) -> bytes:
    """Give a row `name: value` another value, which is taken from another row or is a mark."""
    rows = data.split(b"\n")
    named = [at for at, row in enumerate(rows) if b": " in row]
    if not named:
        return data
    at, other = chance.choice(named), chance.choice(named)
    value = chance.choice((rows[other].partition(b": ")[2], chance.choice(tuple(words)), b"", b"a" * 5_000))
    rows[at] = rows[at].partition(b": ")[0] + b": " + value
    return b"\n".join(rows)


def _splice(data: bytes, _words: Sequence[bytes], others: Sequence[bytes], chance: Random) -> bytes:
    other = chance.choice(others)
    start = chance.randrange(len(other) + 1)
    at = chance.randrange(len(data) + 1)
    return data[:at] + other[start : start + chance.choice((5, 50, 500))] + data[at:]


def _again(data: bytes, _words: Sequence[bytes], _others: Sequence[bytes], chance: Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    piece = data[start : start + chance.choice((1, 3, 10, 80))]
    return data[:start] + piece * chance.choice(_REPEATS) + data[start:]


_Change = Callable[[bytes, Sequence[bytes], Sequence[bytes], Random], bytes]
_CHANGES: tuple[_Change, ...] = (_flip, _cut, _put, _put, _number, _rows, _value, _splice, _again)
