"""Whether the tables of references in `data/crawl/` say what the recorded files say, both ways."""

import re
from collections import Counter
from pathlib import Path

from review_site.archive.verify.findings import Findings, Site
from review_site.archive.verify.location import Location, locate_full
from review_site.archive.verify.tables import Row, rows_of
from review_site.problems import Problems

_NUMBER = re.compile(r"[1-9][0-9]{0,8}")
_Outside = tuple[str, str, Location | None, str | None]


def verify_broken_links(path: Path, name: str, site: Site, findings: Findings, problems: Problems) -> None:
    """Hold `broken-links.csv` against the references to addresses of the site that are not recorded.

    Raises:
        FaultError: when the table cannot be read.
    """
    listed = set()
    columns = ("address", "url", "element", "attribute", "instead")
    for line, row in rows_of(path, name, columns, problems):
        address, url, element, attribute, instead = row
        place = locate_full(url)
        key = (address, place, element, attribute)
        if place is None or key not in findings.broken:
            what = (
                f"{address[:200]} does not refer to {url[:200]} by {element[:40]} {attribute[:40]}, or that is recorded"
            )
            problems.add(name, "url", what, "list references that lead nowhere, and no other", line=line)
            continue
        listed.add(key)
        expected = site.answered_at(site.path_of(place) or "") or ""
        if instead != expected:
            problems.add(name, "instead", f"is “{instead[:200]}”", f"a web server answers with “{expected}”", line=line)
    for key, certain in findings.broken.items():
        if certain and key not in listed:
            page, target, element, attribute = key
            offset = site.responses[page].offset
            what = f"{page} refers by {element} {attribute} to {site.path_of(target)}, which is not recorded"
            problems.add(name, f"response at offset {offset}", what, "record it, or list it here")


def verify_not_read(path: Path, name: str, site: Site, findings: Findings, problems: Problems) -> None:
    """Hold `not-read.csv` against what cannot be read.

    Raises:
        FaultError: when the table cannot be read.
    """
    listed = set()
    for line, row in rows_of(path, name, ("address", "why"), problems):
        listed.add(row[0])
        if findings.unread.get(row[0]) != row[1]:
            what = f"{row[0][:200]} is said to be one that “{row[1][:80]}”"
            problems.add(name, "why", what, "list files that cannot be read, with their fault", line=line)
    for address in sorted(findings.unread.keys() - listed):
        offset = site.responses[address].offset
        what = f"{address} {findings.unread[address]}, and is not listed"
        problems.add(name, f"response at offset {offset}", what, "list what cannot be read")


def verify_pdf_links(path: Path, name: str, site: Site, findings: Findings, problems: Problems) -> None:
    """Hold `pdf-links.csv` against the addresses in the bytes of the recorded PDFs.

    On which page an address stands is not told by bytes alone, and not checked.

    Raises:
        FaultError: when the table cannot be read.
    """
    listed: dict[str, set[Location]] = {}
    columns = ("pdf", "page", "url", "in_scope", "captured")
    for line, row in rows_of(path, name, columns, problems, order=lambda row: (row[0], row[1].zfill(9), row[2])):
        place = locate_full(row[2])
        fault = _pdf_fault(row, place, site, findings)
        if fault:
            problems.add(name, *fault, line=line)
        elif place:
            listed.setdefault(row[0], set()).add(place)
    for pdf, places in findings.pdfs.items():
        for place in (places or set()) - listed.get(pdf, set()):
            offset = site.responses[pdf].offset
            what = f"{pdf} leads to {place.scheme}:{place.authority}{place.path}, and that is not listed"
            problems.add(name, f"response at offset {offset}", what, "list every address of a PDF")


def _pdf_fault(row: Row, place: Location | None, site: Site, findings: Findings) -> tuple[str, str, str] | None:
    pdf, page, url, in_scope, captured = row
    if pdf not in findings.pdfs:
        return "pdf", f"{pdf[:200]} is not a PDF that is recorded", "list PDFs that are recorded"
    if page and not _NUMBER.fullmatch(page):
        return "page", f"is “{page[:20]}”", "write a number from 1, or nothing"
    places = findings.pdfs[pdf]
    if place is None or (places is not None and place not in places):
        return "url", f"{url[:200]} does not stand in {pdf}", "list addresses to which the PDF leads"
    path = site.path_of(place)
    expected = ("no", "") if path is None else ("yes", "yes" if path in site.addresses else "no")
    if (in_scope, captured) != expected:
        return (
            "in_scope",
            f"and captured are “{in_scope[:9]}” and “{captured[:9]}”",
            f"they are “{'” and “'.join(expected)}”",
        )
    return None


def verify_third_party(path: Path, name: str, site: Site, findings: Findings, problems: Problems) -> None:
    """Hold `third-party.csv` against what the recorded files take from elsewhere, and to whom they link.

    Raises:
        FaultError: when the table cannot be read.
    """
    told: Counter[_Outside] = Counter()
    columns = ("host", "kind", "url", "page", "references")
    for line, row in rows_of(path, name, columns, problems, order=lambda row: row[:4]):
        host, kind, url, page, count = row
        place = locate_full(url) if url else None
        key = (host, kind, place, page or None)
        if not _NUMBER.fullmatch(count) or (url and place is None) or not _is_known(key, findings):
            what = f"{kind[:20]} to {host[:100]} {url[:200]} on “{page[:200]}” is not in the recorded files"
            problems.add(name, "row", what, "list what they take from elsewhere", line=line)
        else:
            told[key] += int(count)
    for key in sorted(findings.elsewhere.keys() | told.keys(), key=str):
        least = findings.elsewhere[key]
        if not least <= told[key] <= least + findings.possible[key]:
            to, kind_of, at, source = key
            where = f" on {source}, at offset {site.responses[source].offset}" if source else ""
            what = f"{kind_of} to {to}{at.path if at else ''}{where} is told {told[key]} times"
            problems.add(name, "references", what, f"the recorded files have {least}")


def _is_known(key: _Outside, findings: Findings) -> bool:
    return key in findings.elsewhere or key in findings.possible
