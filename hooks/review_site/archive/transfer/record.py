"""A record: one loose file with what is said of it."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import PurePosixPath

from review_site.archive.formats import Identified
from review_site.archive.inventory import Inventory, Resource
from review_site.archive.transfer.facts import Facts
from review_site.archive.transfer.rules import language_name, read_rules

_WITHDRAWN = 410
_FORMULA = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A loose file: `path` below the transfer folder, `file` its name in the site, `url` its address.

    `metadata` has a value for each of TDR's columns; dates are YYYY-MM-DD, that of the last change in UTC.
    """

    path: str
    file: str
    url: str
    size: int
    sha256: str
    identified: Identified
    metadata: Mapping[str, str]


def make_record(
    inventory: Inventory, resource: Resource, identified: Identified, path: str, instant: datetime, facts: Facts
) -> Record:
    """Describe one file of a site.

    A loose file bears the time of the capture, as it does in the bundle's tar, and TDR reads that as the date of its
    last change. The date of the record is the day of its publication, where that is known and not still to come.

    Args:
        inventory: the site.
        resource: one of its resources.
        identified: what it is.
        path: where it goes below the transfer folder.
        instant: when the site was captured, with its time zone.
        facts: what is said of every file.
    """
    longest = read_rules().longest
    url = inventory.url_of(resource)
    former = url if len(url) <= longest["former reference"] and ";" not in url else ""
    told = {
        "filepath": path,
        "filename": PurePosixPath(path).name,
        "date last modified": instant.astimezone(UTC).date().isoformat(),
        "date of the record": _record_date(resource.published, instant.astimezone(UTC).date()),
        "description": _description(inventory, resource, identified, facts)[: longest["description"]],
        "former reference": former,
        "closure status": facts.closure_status,
        "is filename closed": "No",
        "is description closed": "No",
        "language": facts.language or language_name(inventory.language),
        "copyright": ";".join(facts.copyright),
        "copyright details": facts.copyright_details,
        "note": _note(resource.file, path, "" if former else url, longest["note"]),
    }
    return Record(
        path=path,
        file=resource.file,
        url=url,
        size=resource.size,
        sha256=resource.sha256,
        identified=identified,
        metadata={column: told.get(column, "") for column in read_rules().columns},
    )


def _description(inventory: Inventory, resource: Resource, identified: Identified, facts: Facts) -> str:
    title = _line(facts.descriptions.get(resource.title, resource.title))
    if not title:
        return f"{identified.name}: a file of the website {_line(inventory.name)}"
    if title.startswith(_FORMULA):
        title = f"“{title}”"  # a spreadsheet would take it for a formula, and run it
    return f"{title} (withdrawn: the page that says so)" if resource.status == _WITHDRAWN else title


def _note(file: str, path: str, url: str, longest: int) -> str:
    """Return the address where it stands nowhere else, and the file's own name where it goes by another."""
    address = f"Address: {url}" if url else ""
    name = f"Original name: {_line(file)}" if path.partition("/")[2] != file else ""
    both = ". ".join(filter(None, (address, name)))
    return both if len(both) <= longest else address or name[:longest]


def _record_date(published: str | None, latest: date) -> str:
    try:
        day = datetime.fromisoformat(published or "").date()
    except ValueError:
        return ""
    return day.isoformat() if day <= latest else ""


def _line(text: str) -> str:
    """Return a text on one line, without what cannot be printed."""
    return " ".join("".join(" " if unicodedata.category(each).startswith("C") else each for each in text).split())
