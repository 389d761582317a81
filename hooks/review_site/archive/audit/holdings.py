"""What a bundle holds: each address with the answer that was recorded there, from its inventory and its index."""

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from review_site.archive.audit.payload import Member, Part, read_location
from review_site.archive.verify.fault import FaultError, stop
from review_site.archive.verify.names import is_safe
from review_site.archive.verify.tar import read_entries
from review_site.archive.verify.text import lines_of, parse_json_object
from review_site.problems import Problem, ProblemsError

_URLS, _INDEX, _INFO = "data/crawl/urls.csv", "data/web/index.cdxj", "bag-info.txt"
_LARGEST = {_URLS: 1 << 28, _INDEX: 1 << 28, _INFO: 1 << 20}  # bytes
_LINE_LIMIT = 1 << 16
_COLUMNS = ("address", "url", "media_type", "status", "bytes", "sha256")
_URL = re.compile(r"https?://[!-~]+")
_AGAIN = "run review-site verify on the bundle, and fetch a whole copy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """An address and the answer that the bundle recorded there.

    `timestamp` is the instant of its capture: 14 digits, in UTC. `location` is the full address that a redirect leads
    to, and None for every other answer. `member` is where the answer lies in the WARC.
    """

    url: str
    timestamp: str
    status: int
    media_type: str
    size: int
    sha256: str
    location: str | None
    member: Member

    @property
    def is_redirect(self) -> bool:
        """Whether the bundle recorded that the address leads to another."""
        return 300 <= self.status < 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """A bundle as an audit needs it: `root` is the site's own address, `digest` changes with the inventory or index."""

    name: str
    digest: str
    root: str
    organisation: str
    addresses: tuple[Expected, ...]


def read_holdings(bundle: Path) -> Holdings:
    """Return what a bundle holds, sorted by address. Its digests are not checked: that is for `verify`.

    Args:
        bundle: the bag's folder, or its `.tar`.

    Raises:
        ProblemsError: when the inventory or the index cannot be understood, or one says what the other does not.
        OSError: when the bundle cannot be read.
    """
    name = bundle.name if bundle.is_dir() else bundle.name.removesuffix(".tar")
    place = bundle.name
    try:
        parts = _parts_of_folder(bundle) if bundle.is_dir() else _parts_of_tar(bundle, name)
        contents = {}
        for place in _LARGEST:
            contents[place] = _content(parts, place)
        place = _INDEX
        members = _read_index(contents[_INDEX], parts)
        place = _URLS
        rows = list(_rows(contents[_URLS]))
        addresses = [_expected(row, members) for row in rows]
    except FaultError as fault:
        raise ProblemsError([Problem(path=place, field=fault.field, what=fault.what, mend=fault.mend)]) from None
    except (ValueError, csv.Error) as error:
        raise ProblemsError([Problem(path=place, field="file", what=f"cannot be read: {error}", mend=_AGAIN)]) from None
    return Holdings(
        name=name,
        digest=hashlib.sha256(contents[_URLS] + contents[_INDEX]).hexdigest(),
        root=rows[0]["url"].removesuffix(rows[0]["address"]) + "/" if rows else "",
        organisation=_organisation(contents[_INFO]),
        addresses=tuple(sorted(addresses, key=lambda one: one.url)),
    )


def _parts_of_folder(bag: Path) -> dict[str, Part]:
    names = [*_LARGEST, *(f"data/web/{file.name}" for file in (bag / "data/web").glob("*.warc.gz"))]
    return {
        name: Part(path=bag / name, offset=0, size=(bag / name).stat().st_size)
        for name in names
        if (bag / name).is_file()
    }


def _parts_of_tar(tar: Path, bag: str) -> dict[str, Part]:
    with tar.open("rb") as stream:
        entries = read_entries(stream, tar.stat().st_size, bag)
    return {
        entry.name.removeprefix(f"{bag}/"): Part(path=tar, offset=entry.offset, size=entry.size)
        for entry in entries
        if not entry.is_folder
    }


def _content(parts: Mapping[str, Part], name: str) -> bytes:
    if name not in parts:
        stop("file", "is missing", "name the folder or the .tar of a bundle")
    if parts[name].size > _LARGEST[name]:
        stop("size", f"is larger than {_LARGEST[name]} bytes", _AGAIN)
    with parts[name].path.open("rb") as stream:
        stream.seek(parts[name].offset)
        return stream.read(parts[name].size)


def _read_index(content: bytes, parts: Mapping[str, Part]) -> dict[str, tuple[str, Member]]:
    """Return the timestamp and the member of each address; of several the last, since the index is sorted by time."""
    found = {}
    for number, line in lines_of(io.BytesIO(content), len(content), _LINE_LIMIT):
        place = f"line {number}"
        _, _, rest = line.partition(b" ")
        timestamp, _, told = rest.partition(b" ")
        fields = parse_json_object(told, place)
        name = f"data/web/{fields.get('filename')}"
        numbers = [str(fields.get(key)) for key in ("offset", "length")]
        if not re.fullmatch(rb"\d{14}", timestamp) or not all(re.fullmatch(r"\d{1,15}", one) for one in numbers):
            stop(place, "is not a line of an index", _AGAIN)
        if not is_safe(name) or name not in parts:
            stop(place, f"names {name}, which is not there", _AGAIN)
        offset, length = map(int, numbers)
        found[str(fields.get("url"))] = timestamp.decode(), Member(warc=parts[name], offset=offset, length=length)
    return found


def _rows(content: bytes) -> Iterator[dict[str, str]]:
    rows = csv.reader(io.StringIO(content.decode(), newline=""), strict=True)
    columns = next(rows, [])
    for column in _COLUMNS:
        if column not in columns:
            stop("columns", f"have no “{column}”", _AGAIN)
    for row in rows:
        if len(row) != len(columns):
            stop(f"line {rows.line_num}", f"has {len(row)} fields, and there are {len(columns)} columns", _AGAIN)
        told = dict(zip(columns, row, strict=True))
        if not told["url"]:
            continue  # a file of the site that has no address of its own
        numbers = re.fullmatch(r"[1-5]\d\d", told["status"]) and re.fullmatch(r"\d{1,15}", told["bytes"])
        if not _URL.fullmatch(told["url"]) or not numbers or not re.fullmatch("[0-9a-f]{64}", told["sha256"]):
            stop(f"line {rows.line_num}", "is not an address with its status, size and SHA-256", _AGAIN)
        yield told


def _expected(row: Mapping[str, str], members: Mapping[str, tuple[str, Member]]) -> Expected:
    url, status = row["url"], int(row["status"])
    if url not in members:
        stop("url", f"{url[:200]} is not in the index", _AGAIN)
    timestamp, member = members[url]
    return Expected(
        url=url,
        timestamp=timestamp,
        status=status,
        media_type=row["media_type"],
        size=int(row["bytes"]),
        sha256=row["sha256"],
        location=read_location(member, url) if 300 <= status < 400 else None,
        member=member,
    )


def _organisation(info: bytes) -> str:
    match = re.search(r"^Source-Organization: (.+)$", info.decode(), re.MULTILINE)
    return match[1] if match else ""
