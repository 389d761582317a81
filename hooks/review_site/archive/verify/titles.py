"""Whether titles and descriptions in the tables of a bundle are those of the pages that were recorded."""

import json
import unicodedata
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from lxml import etree

from review_site.archive.verify.apart import each_apart
from review_site.archive.verify.csv_table import read_rows
from review_site.archive.verify.formulas import RUN
from review_site.archive.verify.pages import is_html
from review_site.archive.verify.payload import payload_at
from review_site.archive.verify.site_manifest import read_captured
from review_site.archive.verify.tdr_rules import read_tdr_rules
from review_site.archive.verify.tree import Fixity
from review_site.archive.verify.urls import COLUMNS
from review_site.archive.verify.warc import Response
from review_site.problems import Problems

_URLS, _METADATA = "data/crawl/urls.csv", "data/transfer/metadata.csv"
_INDEX = "site-index.json"
_LARGEST = 1 << 25  # bytes of a page
_LONGEST_TITLE = 1000  # characters; one that was never closed swallows its page
_WITHDRAWN = " (withdrawn: the page that says so)"
_Row = dict[str, str]


def verify_titles(
    bag: Path,
    files: Mapping[str, Fixity],
    warc: str,
    responses: Iterable[Response],
    originals: Mapping[str, str],
    problems: Problems,
) -> None:
    """Hold the titles of `urls.csv` and the descriptions of `metadata.csv` against the pages and the site's own record.

    A title is that of `site-index.json` as it was captured, and stands in the page's `title`; where that names no such
    file, it is the page's. Of a page that lies in an earlier snapshot, the record alone is asked.

    Args:
        bag: the bag's folder.
        files: the fixity of each of its files.
        warc: the name of its WARC in it.
        responses: what the WARC was found to hold.
        originals: the site's own name of each loose file, by its path in the bag.
        problems: gathers what is wrong.

    Raises:
        FaultError: when a record is damaged.
        OSError: when a file cannot be read.
    """
    if _URLS not in files:
        return
    recorded = {response.url: response for response in responses}
    # What is wrong with the tables themselves is told elsewhere.
    listed = [(line, row) for line, row in read_rows(bag / _URLS, _URLS, COLUMNS, Problems()) if row["url"] in recorded]
    if not listed:
        return
    root = f"{listed[0][1]['url'].removesuffix(listed[0][1]['address'])}/"
    site, in_index = urlsplit(root).hostname or "", dict[str, str]()
    if index := recorded.get(f"{root}{_INDEX}"):
        content = read_captured(bag, files, warc, _INDEX, index)
        if content is None:
            return
        site, in_index = _read_index(content) or (site, in_index)
    pages = each_apart([recorded[row["url"]] for _, row in listed], partial(_title_of, bag / warc), problems)
    known: dict[str, tuple[str, str]] = {}
    for (line, row), in_page in zip(listed, pages, strict=True):
        file, told = row["file"], row["title"]
        title = in_index.get(file, in_page)
        if title is None:
            continue
        known[file] = (title, row["status"])
        if told != _guarded(title):
            source = _INDEX if file in in_index else "the page"
            mend = f"{source} that was recorded says “{title[:100]}”"
            problems.add(_URLS, "title", f"is “{told[:100]}” for {file}", mend, line=line)
        elif in_page is not None and is_html(row["media_type"]) and _bare(title) not in _bare(in_page):
            mend = f"the page that was recorded says “{in_page[:100]}”"
            problems.add(_URLS, "title", f"is “{told[:100]}” for {file}", mend, line=line)
    if _METADATA in files:
        _verify_descriptions(bag, originals, known, site, problems)


def _verify_descriptions(
    bag: Path,
    originals: Mapping[str, str],
    known: Mapping[str, tuple[str, str]],
    site: str,
    problems: Problems,
) -> None:
    rules = read_tdr_rules()
    columns = [column.header for column in rules.columns]
    longest = next(column.longest for column in rules.columns if column.header == "description") or None
    for line, row in read_rows(bag / _METADATA, _METADATA, columns, Problems()):
        told, file = row["description"], originals.get(f"data/transfer/{row['filepath']}", "")
        if file not in known:
            continue
        title, status = _in_one_line(known[file][0]), known[file][1]
        expected = (_guarded(title) + (_WITHDRAWN if status == "410" else ""))[:longest]
        if title and told != expected:
            what = f"is “{told[:100]}” for {file}"
            mend = f"the title of what was recorded gives “{expected[:100]}”"
            problems.add(_METADATA, "description", what, mend, line=line)
        ending = f": a file of the website {_in_one_line(site)}"
        if not title and not told.endswith(ending):
            what = f"is “{told[:100]}” for {file}, which has no title"
            problems.add(_METADATA, "description", what, f"write its format{ending}", line=line)


def _read_index(content: bytes) -> tuple[str, dict[str, str]] | None:
    """Return the name of the site and the title of each file that its own record names, None where it is none."""
    try:
        index = json.loads(content)
        return str(index["site"]["name"]), {str(one["file"]): str(one["title"]) for one in index["entries"]}
    except (KeyError, TypeError, ValueError, RecursionError):
        return None


def _title_of(warc: Path, response: Response, _: Problems) -> str | None:
    """Return the title of what was recorded on one line, empty for what is no page; None where nobody can know."""
    if not is_html(response.media_type):
        return ""
    if response.revisit or response.size > _LARGEST:
        return None
    with warc.open("rb") as stream:
        return _read_title(payload_at(stream, response).read())


def _read_title(content: bytes) -> str:
    try:
        content.decode()
        encoding = "utf-8"
    except UnicodeDecodeError:
        encoding = None  # as the page itself says
    end = content.lower().find(b"</title")
    if encoding and end >= 0:
        # Most pages have it in their head, where nothing that follows changes it.
        titles = _titles(content[: end + len(b"</title>")], encoding, ".//head/title")
        if titles:
            return titles[0]
    found = _titles(content, encoding, ".//head/title") or _titles(content, encoding, ".//title")
    return found[0] if found else ""


def _titles(content: bytes, encoding: str | None, path: str) -> list[str]:
    if not content.strip():
        return []
    root: etree._Element | None = etree.HTML(
        content, etree.HTMLParser(encoding=encoding, huge_tree=True, no_network=True)
    )
    found = [] if root is None else root.findall(path)
    return [" ".join("".join(map(str, one.itertext())).split())[:_LONGEST_TITLE] for one in found]


def _guarded(title: str) -> str:
    """Return a title as a table tells it: in quotation marks where a spreadsheet program would run it."""
    return f"“{title}”" if title.startswith(RUN) else title


def _in_one_line(text: str) -> str:
    return " ".join("".join(" " if unicodedata.category(one)[0] == "C" else one for one in text).split())


def _bare(text: str) -> str:
    return "".join(text.split())
