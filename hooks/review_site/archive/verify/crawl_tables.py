"""Whether the tables of references in `data/crawl/` say what the recorded files say, both ways."""

import re
from collections import Counter
from pathlib import Path

from review_site.archive.verify.findings import Findings, Outside, Site
from review_site.archive.verify.location import Location, locate_written
from review_site.archive.verify.ordered_table import Row, read_ordered
from review_site.archive.verify.references import REASONS
from review_site.problems import Problems

_NUMBER = re.compile(r"[1-9][0-9]{0,8}")
_KINDS = frozenset({"form", "frame", "link", "media", "requisite"})

_Fault = tuple[str, str, str]


def verify_broken_links(path: Path, name: str, site: Site, findings: Findings, problems: Problems) -> None:
    """Hold `broken-links.csv` against the references to addresses of the site that are not recorded.

    Raises:
        FaultError: when the table cannot be read.
    """
    listed = set()
    columns = ("address", "url", "element", "attribute", "instead")
    for line, (address, url, element, attribute, instead) in read_ordered(path, name, columns, problems):
        place = locate_written(url)
        target = site.path_of(place) if place else None
        broken = target is not None and target not in site.addresses
        if place and (address, place, element, attribute) in findings.broken:
            listed.add((address, place, element, attribute))
        elif not broken or address not in findings.absent:
            what = (
                f"{address[:200]} does not refer to {url[:200]} by {element[:40]} {attribute[:40]}, or it is recorded"
            )
            problems.add(name, "url", what, "list references that lead nowhere, and no other", line=line)
            continue
        expected = site.answered_at(target or "") or ""
        if instead != expected:
            problems.add(name, "instead", f"is “{instead[:200]}”", f"a web server answers with “{expected}”", line=line)
    for key, certain in findings.broken.items():
        if certain and key not in listed:
            page, lost, tag, where = key
            offset = site.responses[page].offset
            what = f"{page} refers by {tag} {where} to {site.path_of(lost)}, which is not recorded"
            problems.add(name, f"response at offset {offset}", what, "record it, or list it here")


def verify_not_read(path: Path, name: str, site: Site, findings: Findings, problems: Problems) -> None:
    """Hold `not-read.csv` against what cannot be read.

    Raises:
        FaultError: when the table cannot be read.
    """
    listed = set()
    for line, (address, why) in read_ordered(path, name, ("address", "why"), problems):
        listed.add(address)
        if findings.unread.get(address) != why and not (address in findings.absent and why in REASONS):
            what = f"{address[:200]} is said to be one that “{why[:80]}”"
            problems.add(name, "why", what, "list files that cannot be read, with their fault", line=line)
    for address in sorted(findings.unread.keys() - listed):
        offset = site.responses[address].offset
        what = f"{address} {findings.unread[address]}, and is not listed"
        problems.add(name, f"response at offset {offset}", what, "list what cannot be read")


def verify_pdf_links(path: Path, name: str, site: Site, findings: Findings, problems: Problems) -> None:
    """Hold `pdf-links.csv` against the addresses in the bytes of the recorded PDFs.

    Where its plain objects tell on which pages an address stands, it stands on no other.

    Raises:
        FaultError: when the table cannot be read.
    """
    listed: dict[str, set[Location]] = {}
    columns = ("pdf", "page", "url", "in_scope", "captured")
    for line, row in read_ordered(path, name, columns, problems, order=_pdf_order):
        place = locate_written(row[2])
        fault = _pdf_fault(row, place, site, findings)
        if fault:
            problems.add(name, *fault, line=line)
        elif place:
            listed.setdefault(row[0], set()).add(place)
    for pdf, places in findings.pdfs.items():
        for place in (places or {}).keys() - listed.get(pdf, set()):
            offset = site.responses[pdf].offset
            what = f"{pdf} leads to {place.scheme}:{place.authority}{place.path}, and that is not listed"
            problems.add(name, f"response at offset {offset}", what, "list every address of a PDF")


def _pdf_order(row: Row) -> Row:
    return row[0], row[1].zfill(9), row[2]


def _pdf_fault(row: Row, place: Location | None, site: Site, findings: Findings) -> _Fault | None:
    pdf, page, url, in_scope, captured = row
    if pdf not in findings.pdfs:
        return "pdf", f"{pdf[:200]} is not a PDF that is recorded", "list PDFs that are recorded"
    if page and not _NUMBER.fullmatch(page):
        return "page", f"is “{page[:20]}”", "write a number from 1, or nothing"
    places = findings.pdfs[pdf]
    if place is None or (places is not None and place not in places):
        return "url", f"{url[:200]} does not stand in {pdf}", "list addresses to which the PDF leads"
    known = places[place] if places else set()
    if page and known and int(page) not in known:
        return "page", f"of {url[:200]} is {page}", f"it stands on {', '.join(map(str, sorted(known)))}"
    path = site.path_of(place)
    expected = ("no", "") if path is None else ("yes", "yes" if path in site.addresses else "no")
    if (in_scope, captured) != expected:
        told = f"and captured are “{in_scope[:9]}” and “{captured[:9]}”"
        return "in_scope", told, f"they are “{'” and “'.join(expected)}”"
    return None


def verify_third_party(path: Path, name: str, site: Site, findings: Findings, problems: Problems) -> None:
    """Hold `third-party.csv` against what the recorded files take from elsewhere, and to whom they link.

    Raises:
        FaultError: when the table cannot be read.
    """
    told: Counter[Outside] = Counter()
    columns = ("host", "kind", "url", "page", "references")
    for line, row in read_ordered(path, name, columns, problems, order=lambda row: row[:4]):
        host, kind, url, page, count = row
        key = (host, kind, locate_written(url) if url else None, page or None)
        if _is_row(row, key, site) and _is_known(key, findings):
            told[key] += int(count)
        else:
            what = f"{kind[:20]} to {host[:100]} {url[:200]} on “{page[:200]}” is not in the recorded files"
            problems.add(name, "row", what, "list what they take from elsewhere", line=line)
    for key in sorted(findings.elsewhere.keys() | told.keys(), key=str):
        least, possible = findings.elsewhere[key], findings.possible[key]
        if told[key] < least or (told[key] > least + possible and not _is_open(key, findings)):
            what = f"{key[1]} to {key[0]}{key[2].path if key[2] else ''} is told {told[key]} times"
            offset = f" at offset {site.responses[key[3]].offset}" if key[3] else ""
            problems.add(name, f"references{offset}", what, f"the recorded files have {least}")


def _is_row(row: Row, key: Outside, site: Site) -> bool:
    """Tell whether a row is of its form: links by host alone, all else with its address outside and the file."""
    host, kind, url, page, count = row
    place = key[2]
    if kind not in _KINDS or not host or not _NUMBER.fullmatch(count):
        return False
    if kind == "link":
        return not url and not page
    return place is not None and place.authority == host and site.path_of(place) is None and page in site.responses


def _is_known(key: Outside, findings: Findings) -> bool:
    return key in findings.elsewhere or key in findings.possible or _is_open(key, findings)


def _is_open(key: Outside, findings: Findings) -> bool:
    """Tell whether files that lie in an earlier snapshot may hold more of the same."""
    return key[3] in findings.absent if key[3] else bool(findings.absent)
