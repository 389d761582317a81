"""Whether what is told of the changes since the snapshot before is what the WARC holds, and twice the same."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from review_site.archive.verify.changes_address import address_below, texts_of
from review_site.archive.verify.changes_form import check_form
from review_site.archive.verify.changes_page import verify_page
from review_site.archive.verify.changes_words import verify_words
from review_site.archive.verify.fault import of_file
from review_site.archive.verify.text import as_written, parse_json_object, read_text
from review_site.archive.verify.warc import Response
from review_site.problems import Problems

PAGE, DATA = "data/reports/changes-since-previous.html", "data/reports/changes-since-previous.json"
_AGAIN = "make the bundle again, beside the one before"
_Told = Mapping[str, Any]


def verify_changes(bag: Path, warc: str, files: Set[str], responses: Sequence[Response], problems: Problems) -> None:
    """Hold the report of changes against the responses of the WARC, and its page against its data.

    A bundle without a snapshot before it has no such report. What that snapshot held cannot be seen from this bundle;
    that it is told without contradiction can.

    Args:
        bag: the bag's folder.
        warc: the WARC's name in the bundle.
        files: the names of all files in it.
        responses: what the WARC was found to hold.
        problems: gathers what is wrong.

    Raises:
        FaultError: when a file is not of its form, or a record cannot be read.
        OSError: when a file cannot be read.
    """
    there = files & {PAGE, DATA}
    for name in sorted({PAGE, DATA} - there if there else ()):
        problems.add(name, "file", "is missing, and the other form of it is there", _AGAIN)
    if DATA not in files:
        return
    with of_file(DATA):
        told = check_form(parse_json_object(read_text(bag / DATA).encode(), "json"))
    root = told["new"]["url"]
    recorded = {address_below(response.url, root): response for response in responses}
    _verify_instants(told, responses, problems)
    _verify_sums(told, recorded, problems)
    _verify_items(told, recorded, problems)
    _verify_natures(told, problems)
    _verify_pairs(told, problems)
    _verify_alike(told, problems)
    verify_words(bag / warc, DATA, told, recorded, problems)
    if PAGE in files:
        with of_file(PAGE):
            verify_page(read_text(bag / PAGE), PAGE, told, problems)


def _verify_instants(told: _Told, responses: Sequence[Response], problems: Problems) -> None:
    for side in ("old", "new"):
        written = told[side]["as_at"]
        instant = _instant(written)
        if written is not None and instant is None:
            problems.add(DATA, f"{side}.as_at", f"is {as_written(written)}", "write an instant with its time zone")
    dates = {response.date for response in responses}
    if {_instant(date) for date in dates} != {_instant(told["new"]["as_at"])}:
        problems.add(
            DATA, "new.as_at", f"is {as_written(told['new']['as_at'])}", f"the WARC says {', '.join(sorted(dates))}"
        )


def _instant(written: str | None) -> datetime | None:
    """Return an instant as RFC 3339 writes it, None for any other text."""
    told = re.sub(r"Z\Z", "+00:00", written or "")
    try:
        instant = datetime.fromisoformat(told)
    except ValueError:
        return None
    return None if instant.tzinfo is None or instant.isoformat() != told else instant.astimezone(UTC)


def _verify_sums(told: _Told, recorded: Mapping[str, Response], problems: Problems) -> None:
    lists = {key: [str(one["address"]) for one in told[key]] for key in ("added", "removed", "changed")}
    for key, addresses in lists.items():
        if addresses != sorted(set(addresses)):
            problems.add(DATA, key, "is not sorted by address, or names one twice", _AGAIN)
    for address, times in Counter(address for addresses in lists.values() for address in set(addresses)).items():
        if times > 1:
            problems.add(DATA, "address", f"{address} is told in two ways", _AGAIN)
    for side, key in (("new", "added"), ("old", "removed")):
        sum_of = len(lists[key]) + len(lists["changed"]) + told["unchanged"]
        if told[side]["addresses"] != sum_of:
            problems.add(DATA, f"{side}.addresses", f"is {told[side]['addresses']}", f"its parts make {sum_of}")
    if told["new"]["addresses"] != len(recorded):
        problems.add(DATA, "new.addresses", f"is {told['new']['addresses']}", f"the WARC holds {len(recorded)}")
    for address in sorted(recorded.keys() & set(lists["removed"])):
        problems.add(DATA, "removed", f"{address} is recorded", "tell as removed what is not there")


def _verify_items(told: _Told, recorded: Mapping[str, Response], problems: Problems) -> None:
    """Hold what is said of each address as it is now against its record."""
    root = told["new"]["url"]
    for item in (*told["added"], *(one["new"] for one in told["changed"])):
        response = recorded.get(item["address"])
        if response is None:
            problems.add(DATA, "address", f"{item['address']} is not recorded", "tell what is recorded")
            continue
        location = address_below(urljoin(response.url, response.location), root) if response.location else None
        expected = {
            "url": response.url,
            "status": int(response.status or 0),
            "media_type": response.media_type,
            "bytes": response.size,
            "sha256": response.sha256,
            "location": location,
        }
        for key, value in expected.items():
            if item[key] != value:
                problems.add(DATA, key, f"of {item['address']} is {item[key]}", f"the WARC says {value}")
    for one in told["changed"]:
        if not one["address"] == one["old"]["address"] == one["new"]["address"]:
            problems.add(DATA, "address", f"of the change of {one['address']} is another on one side", _AGAIN)


def _verify_natures(told: _Told, problems: Problems) -> None:
    for one in told["changed"]:
        old, new, nature = one["old"], one["new"], one["nature"]
        outer = next((key for key in ("status", "location") if old[key] != new[key]), "")
        types = [side["media_type"].partition(";")[0].strip().lower() for side in (old, new)]
        outer = outer or ("type" if types[0] != types[1] or old["sha256"] == new["sha256"] else "")
        if outer != (nature if nature in ("status", "location", "type") else ""):
            problems.add(DATA, "nature", f"of {one['address']} is {nature}", f"its two sides say {outer or 'bytes'}")
        elif all(old[key] == new[key] for key in ("status", "location", "media_type", "sha256")):
            problems.add(DATA, "nature", f"of {one['address']} is {nature}", "its two sides are the same")
        if (one["text"] is not None) != (nature == "words"):
            problems.add(DATA, "text", f"of {one['address']} does not go with “{nature}”", _AGAIN)


def _verify_pairs(told: _Told, problems: Problems) -> None:
    """Check that what belongs together is among the removed, added and changed, and said to be the same there."""
    new, old = ({one["address"]: one for one in told[key]} for key in ("added", "removed"))
    redirected = {one["address"]: one["old"] for one in told["changed"] if one["new"]["location"]}
    for move in told["moved"]:
        before = redirected if move["reason"] == "redirect" else old
        if move["new"] != new.get(move["new"]["address"]) or move["old"] != before.get(move["old"]["address"]):
            problems.add(DATA, "moved", f"{move['new']['address']} is not told the same elsewhere", _AGAIN)
        elif move["reason"] == "bytes" and move["old"]["sha256"] != move["new"]["sha256"]:
            problems.add(DATA, "moved", f"{move['new']['address']} has other bytes than before", _AGAIN)
    for one in told["renewed"]:
        if set(one["old"]) - old.keys() or set(one["new"]) - new.keys() or not (one["old"] and one["new"]):
            problems.add(DATA, "renewed", f"{one['pattern']} is not told the same elsewhere", _AGAIN)


def _verify_alike(told: _Told, problems: Problems) -> None:
    if [one["number"] for one in told["alike"]] != list(range(1, len(told["alike"]) + 1)):
        problems.add(DATA, "alike", "is not numbered from 1 on", _AGAIN)
    shared = {(number, address) for address, text in texts_of(told) for number in text["alike"]}
    listed = {(one["number"], address) for one in told["alike"] for address in one["addresses"]}
    for number, address in sorted(shared ^ listed):
        problems.add(DATA, "alike", f"{number} and {address} do not name each other", _AGAIN)
