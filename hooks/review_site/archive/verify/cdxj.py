"""Whether the index finds every response, and nothing but responses (CDXJ, WACZ 1.1.1 §5.2.2)."""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote_from_bytes, unquote_to_bytes, urlsplit

from review_site.archive.verify.fault import FaultError, stop
from review_site.archive.verify.text import lines_of, parse_json_object
from review_site.archive.verify.warc import Response
from review_site.problems import Problems

_LINE_LIMIT = 1 << 16
_LINE = re.compile(rb"([\x21-\x7e]+) (\d{14}) (\{[\x20-\x7e]*\})")
_PLAIN = bytes(set(range(0x21, 0x7F)) - set(b"#%"))
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


def verify_cdxj(path: Path, name: str, warc: str, responses: Iterable[Response], problems: Problems) -> None:
    """Hold an index against the responses of its WARC, both ways.

    Checks that lines are sorted by their bytes, that each points at the member of a response and says of it what the
    WARC says (key, timestamp, address, media type, status, digest, length), and that each response has one line.

    Args:
        path: the index.
        name: its name in the bundle.
        warc: the WARC's file name, which each line gives.
        responses: what the WARC was found to hold.
        problems: gathers what is wrong.

    Raises:
        FaultError: when lines cannot be told apart.
        OSError: when the file cannot be read.
    """
    by_offset = {str(response.offset): response for response in responses}
    indexed: set[str] = set()
    previous = b""
    with path.open("rb") as stream:
        for number, line in lines_of(stream, path.stat().st_size, _LINE_LIMIT):
            if line <= previous:
                problems.add(name, "order", "is not after the line above it", "sort by bytes", line=number)
            previous = line
            try:
                offset = _verify_line(line, number, warc, by_offset, name, problems)
            except FaultError as fault:
                problems.add(name, fault.field, fault.what, fault.mend, line=number)
                continue
            if offset in indexed:
                problems.add(name, "offset", f"{offset} is indexed twice", "index each response once", line=number)
            indexed.add(offset)
    for offset in by_offset.keys() - indexed:
        what = f"{by_offset[offset].url} at offset {offset} of the WARC has no line"
        problems.add(name, "url", what, "make the index again from the WARC")


def _verify_line(
    line: bytes, number: int, warc: str, by_offset: dict[str, Response], name: str, problems: Problems
) -> str:
    match = _LINE.fullmatch(line)
    if not match:
        stop("line", "is not a key, 14 digits and a JSON object, in ASCII")
    told = parse_json_object(match[3], "json")
    offset = str(told.get("offset"))
    if offset not in by_offset:
        stop("offset", f"no response of the WARC lies at {offset}")
    response = by_offset[offset]
    expected = {
        "url": response.url,
        "mime": "warc/revisit" if response.revisit else response.media_type.partition(";")[0],
        "status": response.status,
        "digest": f"sha256:{response.sha256}",
        "length": str(response.length),
        "offset": offset,
        "filename": warc,
    }
    for key in sorted(expected.keys() | told.keys()):
        if told.get(key) != expected.get(key):
            mend = f"the WARC says {json.dumps(expected.get(key))}"
            problems.add(name, key, f"is {json.dumps(told.get(key))[:200]}", mend, line=number)
    if match[2].decode() != re.sub(r"\D", "", response.date):
        problems.add(name, "timestamp", f"is {match[2].decode()}", f"the WARC says {response.date}", line=number)
    if match[1].decode() != (key := sort_key(response.url)):
        problems.add(name, "key", f"is {match[1].decode()[:200]}", f"{response.url} sorts as {key}", line=number)
    return offset


def sort_key(url: str) -> str:
    """Return the key under which an index sorts an address: host turned round, no `www`, no last slash, lower case.

    Raises:
        FaultError: when the address is none.
    """
    try:
        parts = urlsplit(url)
    except ValueError as error:
        stop("url", f"“{url[:200]}” is not an address: {error}")
    host = parts.netloc.lower().rpartition("@")[2].removesuffix(_DEFAULT_PORTS.get(parts.scheme, ""))
    bare, colon, port = host.partition(":")
    labels = re.sub(r"^www[0-9]*\.", "", bare).split(".")
    path = parts.path.encode("utf-8", "surrogateescape")
    while b"%" in path and (plain := unquote_to_bytes(path)) != path:
        path = plain
    path = re.sub(rb"/+", b"/", path)
    shown = quote_from_bytes(path.rstrip(b"/") or b"/", safe=_PLAIN)
    return f"{','.join(labels[::-1])}{colon}{port}){shown.lower()}"
