"""Whether the list of pages names every page that was recorded, and no other (WACZ 1.1.1 §5.2.3)."""

from collections.abc import Mapping
from typing import BinaryIO

from review_site.archive.verify.fault import stop
from review_site.archive.verify.text import lines_of, parse_json_object
from review_site.archive.verify.warc import Response
from review_site.archive.verify.zip_file import Entry
from review_site.problems import Problems

_LINE_LIMIT = 1 << 26
_KEYS = {"id", "url", "ts", "title", "text"}


def verify_pages(
    stream: BinaryIO, entry: Entry, name: str, recorded: Mapping[str, Response], problems: Problems
) -> int:
    """Hold `pages.jsonl` against the responses that are HTML and were found; return how many pages it lists.

    Args:
        stream: the WACZ.
        entry: where the list lies in it.
        name: the WACZ's name in the bundle.
        recorded: the WARC's responses by address.
        problems: gathers what is wrong.

    Raises:
        FaultError: when a line is not JSON.
    """
    pages = {url: one for url, one in recorded.items() if one.status == "200" and is_html(one.media_type)}
    listed: set[str] = set()
    ids: set[str] = set()
    stream.seek(entry.offset)
    for number, line in lines_of(stream, entry.size, _LINE_LIMIT):
        field = f"{entry.name} line {number}"
        page = parse_json_object(line, field)
        if number == 1:
            if page.get("format") != "json-pages-1.0" or not isinstance(page.get("id"), str):
                problems.add(name, field, "is not the header of a list of pages", "write format and id")
            continue
        fault = _fault(page, pages)
        url, identifier = str(page.get("url")), str(page.get("id"))
        if fault:
            problems.add(name, field, *fault)
        elif url in listed or identifier in ids:
            problems.add(name, field, f"{url} or its id stands twice", "list each page once")
        listed.add(url)
        ids.add(identifier)
    if entry.size == 0:
        stop(entry.name, "is empty")
    for url in sorted(pages.keys() - listed):
        problems.add(name, entry.name, f"{url} is not listed", "list every page that is recorded")
    return len(listed)


def _fault(page: dict[str, object], pages: Mapping[str, Response]) -> tuple[str, str] | None:
    if page.keys() != _KEYS or not all(isinstance(value, str) for value in page.values()):
        return "does not have the keys of a page", f"write {', '.join(sorted(_KEYS))}, each as text"
    url = str(page["url"])
    if url not in pages:
        return f"{url[:200]} is not a page that is recorded", "list pages that are recorded"
    if page["ts"] != pages[url].date:
        return f"ts is {page['ts']}", f"the WARC says {pages[url].date}"
    return None


def is_html(media_type: str) -> bool:
    """Tell whether a `Content-Type` says HTML."""
    return media_type.split(";")[0].strip().lower() == "text/html"
