"""Which files of a site go into a transfer, and which are left out and why.

Every file that answers for an address of its own goes in, be it a page, a document, a picture or what pages need to be
shown, and so does the page that says that another was withdrawn: it is part of what the public was told. A page that
only leads elsewhere holds nothing that its target does not, and the answer to addresses that don't exist is no record.
Beyond that, what TDR would refuse stays out, since one file of that kind holds up a whole transfer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from review_site.archive.formats import Identified
from review_site.archive.inventory import Inventory, Resource
from review_site.archive.transfer.limits import Limits
from review_site.archive.transfer.rules import read_rules

Reason = Literal[
    "redirect",
    "not found",
    "empty",
    "unidentified",
    "not in PRONOM",
    "refused format",
    "system file",
    "too large",
    "address too long",
    "compressed form",
]
LONGEST_ADDRESS = 1000
_OK, _WITHDRAWN, _NOT_FOUND = 200, 410, 404


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A file of the site that is not transferred; `url` is empty for a compressed form, which has no address."""

    file: str
    url: str
    reason: Reason
    why: str


def choose(
    inventory: Inventory, identified: Mapping[str, Identified], limits: Limits
) -> tuple[list[Resource], list[LeftOut]]:
    """Return the resources to transfer, and what is left out, both in the inventory's order, compressed forms last.

    Args:
        inventory: the finished folder.
        identified: what each of its files is, by name.
        limits: how large a file may be.
    """
    chosen: list[Resource] = []
    left: list[LeftOut] = []
    for resource in inventory.resources:
        url = inventory.url_of(resource)
        reason = _no_record(resource, url) or _refused(resource, identified[resource.file], limits)
        if reason:
            left.append(LeftOut(file=resource.file, url=url, reason=reason[0], why=reason[1]))
        else:
            chosen.append(resource)
    why = "a compressed form of the file beside it, which a web server may send in its place"
    left += [LeftOut(file=twin.file, url="", reason="compressed form", why=why) for twin in inventory.twins]
    return chosen, left


def _no_record(resource: Resource, url: str) -> tuple[Reason, str] | None:
    if resource.location is not None:
        return "redirect", f"leads to {resource.location}, and holds nothing else"
    if resource.status == _NOT_FOUND:
        return "not found", "answers for addresses that do not exist"
    if resource.status not in (_OK, _WITHDRAWN):
        return "redirect", f"answers with {resource.status}, and not with a page of its own"
    if PurePosixPath(resource.file).name.lower() in read_rules().ignored_names:
        return "system file", "a file that an operating system leaves behind, which TDR passes over by its name"
    if len(url) > LONGEST_ADDRESS:
        return "address too long", f"its address is longer than the {LONGEST_ADDRESS} characters that the note may have"
    return None


def _refused(resource: Resource, identified: Identified, limits: Limits) -> tuple[Reason, str] | None:
    rules = read_rules()
    if not resource.size or resource.sha256 in rules.empty_sha256:
        return "empty", "has no content"
    if not identified.puid:
        return "unidentified", identified.note
    if identified.puid in rules.refused:
        reason, name = rules.refused[identified.puid]
        return "refused format", f"{name} ({identified.puid}) is refused as “{reason}”"
    if not identified.in_pronom:
        return "not in PRONOM", f"{identified.note}: a tool that reads PRONOM alone leaves it unidentified"
    most = min(limits.file_bytes, limits.transfer_bytes)
    if resource.size > most:
        return "too large", f"has {resource.size} bytes, and a file may have {most}"
    return None
