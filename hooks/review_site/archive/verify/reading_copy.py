"""Whether the reading copy is the recorded site: every file of it, and nothing that runs or leads elsewhere unsaid."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from review_site.archive.verify.apart import each_apart
from review_site.archive.verify.copied_markup import Piece, read_pieces
from review_site.archive.verify.copied_page import page_faults
from review_site.archive.verify.copied_style import copied_style, recorded_style, same_style
from review_site.archive.verify.copied_text import text_of_file, text_of_response, written_out
from review_site.archive.verify.copy_places import Places, places_of
from review_site.archive.verify.fault import FaultError, of_file
from review_site.archive.verify.location import Location, locate_full
from review_site.archive.verify.names import is_safe
from review_site.archive.verify.payload import payload_at
from review_site.archive.verify.styles import addresses_of
from review_site.archive.verify.table import read_table
from review_site.archive.verify.text import read_text
from review_site.archive.verify.tree import Fixity
from review_site.archive.verify.warc import Response
from review_site.problems import Problems

FOLDER = "data/reading-copy/"
_LIST, _README = f"{FOLDER}reading-copy.csv", f"{FOLDER}README.txt"
_COLUMNS = ("address", "url", "recorded_file", "file", "treatment")
_LARGEST = 24 << 20
_HELD = 1 << 17  # bytes of a picture that a stylesheet may hold
_AGAIN = "make the bundle again"
_BY_TYPE = {
    "text/html": "page",
    "application/xhtml+xml": "page of XML",
    "text/css": "stylesheet",
    "image/svg+xml": "drawing",
    "text/javascript": "left out",
    "application/wasm": "left out",
}
_SHOWN = 200  # lines of a list in the guide; of more, not all are there
_MONTH_NAMES = "January February March April May June July August September October November December"
_MONTHS = _MONTH_NAMES.split()
_SEARCH = "/pagefind/pagefind.js"
_UNSAFE = re.compile(
    r"[\x00-\x1f<>:\"\\|?*]|[. ](?:/|$)|(?:^|/)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.[^/]*)?(?:/|$)", re.IGNORECASE
)
_ENTITY = re.compile(r"<!DOCTYPE[^>]*\[.*?<!(?:ENTITY|ATTLIST)", re.DOTALL)


def verify_reading_copy(
    bag: Path, files: Mapping[str, Fixity], warc: str, responses: Sequence[Response], problems: Problems
) -> None:
    """Hold every file of the reading copy against the response that it was made from.

    Checks that the list has a row for each recorded address and the folder no other file; that pages, stylesheets and
    drawings are the recorded ones but for what a copy changes, run nothing, load nothing from elsewhere, and lead to
    files that are there; that all other files are the recorded bytes.

    Args:
        bag: the bag's folder.
        files: every file of the bag by its name, with its fixity.
        warc: the WARC's name in the bag.
        responses: what the WARC was found to hold.
        problems: gathers what is wrong.

    Raises:
        FaultError: when the list or a record cannot be read.
        OSError: when a file cannot be read.
        ValueError: when the list is not UTF-8.
    """
    recorded = {response.url: response for response in responses}
    own = {name.removeprefix(FOLDER) for name in files if name.startswith(FOLDER)}
    for name in (_LIST, _README):
        if name not in files:
            problems.add(name, "file", "is missing", _AGAIN)
    if _LIST not in files:
        return
    with of_file(_LIST):
        rows = _read_rows(bag, recorded, own, problems)
    for name in sorted(own - {row["file"] for row in rows.values()} - {"README.txt", "reading-copy.csv"}):
        problems.add(FOLDER + name, "file", f"is not named in {_LIST}", "remove it, or make the bundle again")
    root = _root(rows.values())
    if _README in files:
        with of_file(_README):
            _verify_readme(read_text(bag / _README), root, rows.values(), responses, problems)
    places = places_of({url: row["file"] for url, row in rows.items() if row["file"] in own}, root)
    held = {fixity.sha256: name for name, fixity in files.items() if not name.startswith(FOLDER)}
    types = {row["file"]: recorded[url].media_type.partition(";")[0] for url, row in rows.items()}
    opened = _Opened(bag, warc, types, places, held)
    jobs = [
        (recorded[url], row, files[FOLDER + row["file"]])
        for url, row in _one_for_each_file(rows).items()
        if row["file"] in own
    ]
    for _ in each_apart(jobs, lambda job, found: _Check(opened, found).verify(*job), problems):
        pass


def _verify_readme(
    text: str, root: str, rows: Iterable[Mapping[str, str]], responses: Iterable[Response], problems: Problems
) -> None:
    """Hold what people are told against the list."""
    days = {_london_day(response.date) for response in responses}
    told = {f", as at {day.day} {_MONTHS[day.month - 1]} {day.year}." for day in days if day}
    if not any(re.search(rf"the website “.*”, {re.escape(root + one)}\n", text) for one in told):
        problems.add(_README, "address", f"does not say that it is a copy of {root} and of what day", _AGAIN)
    lines = set(text.split("\n"))
    missing = [
        f"- {' '.join(row['recorded_file'].split())} is {row['file']}"
        for row in rows
        if row["file"] not in ("", row["recorded_file"])
    ]
    for line in missing if len(missing) <= _SHOWN else ():
        if line not in lines:
            problems.add(_README, "names", f"lacks “{line[2:]}”", _AGAIN)


def _read_rows(
    bag: Path, recorded: Mapping[str, Response], own: set[str], problems: Problems
) -> dict[str, dict[str, str]]:
    """Return the rows of the list by the full address, those that name what was recorded."""
    rows: dict[str, dict[str, str]] = {}
    search = {url.removesuffix("pagefind.js") for url in recorded if url.endswith(_SEARCH)}
    for line, row in read_table(bag / _LIST, _LIST, _COLUMNS, problems):
        url, file = row["url"], row["file"]
        what = ""
        if url not in recorded or url in rows:
            what = f"{url[:200]} is not recorded, or stands twice"
        elif file and (not is_safe(file) or _UNSAFE.search(file)):
            what = f"{file[:200]} is not a name for every system"
        elif file and file not in own:
            what = f"{file[:200]} is not in the copy"
        elif not _is_own_address(row, recorded[url]):
            what = f"{row['address'][:200]} is not the address of {row['recorded_file'][:200]}"
        elif not _is_treated(row, recorded[url], search):
            what = f"{row['treatment'][:40]} is not what becomes of {url[:200]}"
        if what:
            problems.add(_LIST, "row", what, _AGAIN, line=line)
        if url in recorded and url not in rows:
            rows[url] = row
    for url in sorted(recorded.keys() - rows.keys()):
        problems.add(_LIST, "url", f"{url} is recorded but not listed", _AGAIN)
    return rows


def _is_own_address(row: Mapping[str, str], response: Response) -> bool:
    """Tell whether a row's address ends its url, and its file answers there; that for lost pages does so anywhere."""
    if not row["url"].endswith(row["address"]) or not row["address"].startswith("/"):
        return False
    if row["recorded_file"] == "":  # the server's own words, where a site has no page for what went
        return response.status == "404"
    own = "/" + re.sub(r"(^|/)index\.html$", r"\1", row["recorded_file"])
    return unquote(row["address"]) == own or (response.status == "404" and row["recorded_file"] == "404.html")


def _is_treated(row: Mapping[str, str], response: Response, search: Iterable[str]) -> bool:
    """Tell whether a row says what should become of a recorded answer."""
    treatment = row["treatment"]
    expected = _BY_TYPE.get(response.media_type.split(";")[0].strip().lower(), "as it was")
    if response.status != "404" and any(response.url.startswith(folder) for folder in search):
        expected = "left out"
    if (treatment == "left out") != (row["file"] == ""):
        return False
    if row["recorded_file"] == "":
        return True
    if treatment == "as text":
        by_size = response.size > _LARGEST
        return row["file"].endswith(".txt") and (by_size or expected not in ("page", "left out"))
    return treatment == expected


def _root(rows: Iterable[Mapping[str, str]]) -> str:
    """Return the full address of the site: what stands before the address in each row."""
    roots = sorted({row["url"].removesuffix(row["address"]) for row in rows if row["url"].endswith(row["address"])})
    return f"{roots[0]}/" if roots else ""


def _one_for_each_file(rows: Mapping[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """Return the row of each file: that of the file's own address, where it answers at several."""
    chosen: dict[str, str] = {}
    for url, row in rows.items():
        if row["file"] not in chosen or unquote(row["address"]) == f"/{row['recorded_file']}":
            chosen[row["file"]] = url
    return {url: rows[url] for url in chosen.values()}


class _Opened:
    """A bag and its copy: `types` has the media type of each file, `held` what lies elsewhere, by its digest."""

    def __init__(self, bag: Path, warc: str, types: Mapping[str, str], places: Places, held: Mapping[str, str]) -> None:
        self.bag, self.warc, self.types, self.places, self.held = bag, bag / warc, types, places, held
        self.own = {file for file in types if file and (bag / FOLDER / file).is_file()}


class _Check:
    """Holds one file against its record."""

    def __init__(self, opened: _Opened, problems: Problems) -> None:
        self._bag, self._warc, self._types, self._places = opened.bag, opened.warc, opened.types, opened.places
        self._own, self._held, self._problems = opened.own, opened.held, problems

    def verify(self, response: Response, row: Mapping[str, str], fixity: Fixity) -> None:
        name, treatment = FOLDER + row["file"], row["treatment"]
        if treatment in ("as it was", "as text"):
            if fixity.sha256 != response.sha256:
                self._problems.add(name, "content", f"is not what {response.url} gave", _AGAIN)
            return
        if max(response.size, fixity.size // 4) > _LARGEST:
            self._problems.add(name, "size", f"is larger than {_LARGEST} bytes", _AGAIN)
            return
        try:
            recorded = self._recorded(response)
        except FaultError as fault:
            self._problems.add(name, fault.field, fault.what, fault.mend)
            return
        place = locate_full(response.url)
        if place is None:
            self._problems.add(name, "url", f"{response.url[:200]} is not an address", _AGAIN)
            return
        copied = (self._bag / name).read_bytes()
        if treatment == "stylesheet":
            self._verify_style(recorded, copied, place, row["file"])
        else:
            self._verify_page(recorded, copied, place, row["file"], response, is_xml=treatment != "page")

    def _recorded(self, response: Response) -> bytes | None:
        """Return what was recorded, None where it lies in an earlier bundle and nowhere in this one."""
        if not response.revisit:
            with self._warc.open("rb") as stream:
                return payload_at(stream, response).read()
        name = self._held.get(response.sha256)
        return (self._bag / name).read_bytes() if name else None

    def _verify_page(
        self, recorded: bytes | None, copied: bytes, place: Location, file: str, response: Response, *, is_xml: bool
    ) -> None:
        before = None if recorded is None else text_of_response(recorded, response.media_type, is_xml=is_xml)
        after = text_of_file(copied, is_xml=is_xml)
        is_drawing = response.media_type.startswith("image/")
        if is_drawing and recorded is not None and before is not None and _ENTITY.search(before):
            before = written_out(recorded)
        if is_xml and (_ENTITY.search(after) or "<?xml-stylesheet" in after):
            self._problems.add(FOLDER + file, "prolog", "defines or loads what no copy may", _AGAIN)
        notice = None if is_drawing else (response.url, _london_day(response.date))
        faults = page_faults(
            before,
            after,
            self._places,
            place,
            file,
            holds=self._holds,
            files=self._own,
            notice=notice,
            is_xml=is_xml,
            drawing=self._drawing,
        )
        for line, field, what in faults:
            self._problems.add(FOLDER + file, field, what, _AGAIN, line=line)

    def _verify_style(self, recorded: bytes | None, copied: bytes, place: Location, file: str) -> None:
        after = copied.decode("utf-8-sig", "replace")
        if not copied.isascii() and not copied.startswith((b"\xef\xbb\xbf", b'@charset "utf-8";')):
            self._problems.add(FOLDER + file, "charset", "is not named, and no server tells it", _AGAIN)
        if recorded is not None:
            before = recorded.decode("utf-8-sig", "replace")
            expected = recorded_style(before, lambda text: self._places.recorded(text, place, place))
            found = copied_style(after, lambda text: self._places.copied(text, file))
            if not same_style(expected, found, self._holds):
                self._problems.add(FOLDER + file, "stylesheet", "is not as it was recorded", _AGAIN)
        for _, address in addresses_of(after):
            lead = self._places.copied(address, file)
            is_data = address.lower().startswith("data:")
            if not is_data and (
                lead.kind not in ("file", "here") or (lead.kind == "file" and lead.name not in self._own)
            ):
                self._problems.add(FOLDER + file, "address", f"loads {address[:200]}, which is not in the copy", _AGAIN)

    def _drawing(self, name: str) -> list[Piece]:
        path = self._bag / FOLDER / name
        if self._types.get(name) != "image/svg+xml" or name not in self._own or path.stat().st_size > _LARGEST:
            return []
        return read_pieces(text_of_file(path.read_bytes(), is_xml=True), is_xml=True)

    def _holds(self, name: str, media_type: str, content: bytes | None) -> bool:
        path = self._bag / FOLDER / name
        if name not in self._own:
            return False
        is_picture = self._types[name].startswith("image/")
        if content is None:
            return path.stat().st_size > _HELD or not is_picture
        return self._types[name] == media_type and path.stat().st_size <= 2 * _HELD and path.read_bytes() == content


@cache  # one day, or a few, for all records of a bundle
def _london_day(text: str) -> date | None:
    try:
        instant = datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None
    return instant.astimezone(ZoneInfo("Europe/London")).date()
