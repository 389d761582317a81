"""What must hold of any feed, whatever it was meant to say."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from urllib.parse import urlsplit

from review_site.clock import LONDON
from review_site.feed.verify.reading import EntryReading, Reading
from review_site.problems import Problems

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SPACE = re.compile(r"\s")
_ESCAPED = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d+|#[xX][0-9a-fA-F]+);")


def verify_rules(reading: Reading, path: str, problems: Problems) -> None:
    """Add what is wrong with the ids, dates, order and addresses of a document."""
    counted = Counter(entry.id for entry in reading.entries)
    twice = sorted(one for one, count in counted.items() if count > 1)
    if twice:
        problems.add(path, "id", f"{', '.join(twice)} stands twice", "give each entry an id of its own")
    for number, entry in enumerate(reading.entries, 1):
        for what, mend in (*_faults_of_dates(entry), *_faults_of_addresses(entry)):
            problems.add(path, entry.id or f"entry {number}", what, mend)
    _verify_order(reading, path, problems)
    _verify_deleted(reading, path, problems)
    for what, mend in _faults_of_walk(reading):
        problems.add(path, "feed", what, mend)


def verify_words(reading: Reading, path: str, problems: Problems) -> None:
    """Add what is wrong with the texts of entries: escaped twice, or with characters that nobody can see."""
    for entry in reading.entries:
        for words, text in (("title", entry.title), ("summary", entry.summary)):
            found = _ESCAPED.search(text)
            if found:
                what = f"its {words} holds {found[0]}, which readers see as it stands"
                problems.add(path, entry.id, what, f"write the character itself in the {words}")
        texts = {"title": entry.title, "summary": entry.summary, "content": entry.content}
        texts |= {"authors": " ".join(entry.authors), "categories": " ".join(one.term for one in entry.categories)}
        for words, text in texts.items():
            found = _CONTROL.search(text)
            if found:
                what = f"its {words} holds the control character U+{ord(found[0]):04X} at character {found.start() + 1}"
                problems.add(path, entry.id, what, "delete it and type what is meant there")


def is_full(address: str) -> bool:
    """Whether an address leads somewhere by itself: https or http, with a host, and no white space."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("https", "http") and bool(parts.hostname) and not _SPACE.search(address)


def _faults_of_dates(entry: EntryReading) -> Iterator[tuple[str, str]]:
    dates = {"date of publication": entry.published, "date of update": entry.updated}
    for words, date in dates.items():
        if date is None:
            yield f"its {words} is missing, or is no date", f"give the {words}"
    if entry.published and entry.updated and entry.updated < entry.published:
        yield (
            f"is updated on {_day(entry.updated)}, before it is published on {_day(entry.published)}",
            "an update comes after the publication: mend one of the two days",
        )


def _faults_of_addresses(entry: EntryReading) -> Iterator[tuple[str, str]]:
    if not is_full(entry.address):
        yield f"its address reads back as {entry.address or 'nothing'}", "it should begin with https:// and a host"
    for one in entry.enclosures:
        if not is_full(one.address):
            yield f"its file reads back at {one.address or 'nothing'}", "it should begin with https:// and a host"
        if one.length < 0 or "/" not in one.media_type:
            yield f"its file {one.address} has no length in bytes, or no type", "look whether the file is there"


def _verify_order(reading: Reading, path: str, problems: Problems) -> None:
    dated = [(entry.updated, entry) for entry in reading.entries if entry.updated is not None]
    for (earlier, before), (later, entry) in pairwise(dated):
        if later > earlier:
            what = f"stands after {before.id}, which changed before it"
            problems.add(path, entry.id, what, "the entry that changed last comes first")
    newest = max((date for date, _ in dated), default=None)
    if reading.updated is not None and newest is not None and reading.updated != newest:
        what = f"says that it changed last on {_day(reading.updated)}, and its newest entry on {_day(newest)}"
        problems.add(path, "feed", what, "a feed changes when its newest entry does")


def _verify_deleted(reading: Reading, path: str, problems: Problems) -> None:
    ids = {entry.id for entry in reading.entries}
    for number, one in enumerate(reading.deleted, 1):
        field = one.id or f"withdrawn entry {number}"
        if one.id in ids:
            mend = "leave it out of the feed, or take back that it was withdrawn"
            problems.add(path, field, "was withdrawn, and stands among the entries", mend)
        if one.when is None:
            problems.add(path, field, "was withdrawn on no date", "say since when")
        if not is_full(one.address):
            what = f"was withdrawn, and the page that says so reads back as {one.address or 'nothing'}"
            problems.add(path, field, what, "it should begin with https:// and a host")


def _faults_of_walk(reading: Reading) -> Iterator[tuple[str, str]]:
    """RFC 5005 §4: the documents of a feed form a chain that a reader can walk."""
    addresses = {"address": reading.address, "page": reading.site} | dict(reading.walk)
    addresses |= {"hub": reading.hub} if reading.hub else {}
    for words, address in addresses.items():
        if not is_full(address):
            yield f"its {words} reads back as {address or 'nothing'}", "it should begin with https:// and a host"
    if reading.archive and reading.walk.get("current", reading.address) == reading.address:
        yield "is an archive, and does not lead to the feed that readers subscribe to", "it needs a link to that feed"
    others = [address for rel, address in reading.walk.items() if rel != "current"]
    if reading.address in others or len(set(others)) != len(others):
        yield "leads to itself, or to one document both ways", "each document before and after it is another"


def _day(instant: datetime) -> str:
    return instant.astimezone(LONDON).isoformat(sep=" ", timespec="minutes")
