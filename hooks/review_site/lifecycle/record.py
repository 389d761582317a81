"""The public record at an instant: nothing that was published is lost, and changes are noted."""

import json
from collections.abc import Iterator, Set
from dataclasses import replace
from datetime import datetime

from review_site.addresses import AS_AT, ATTACHMENTS, is_attachment, is_file_address
from review_site.clock import is_due
from review_site.content.address_checks import BUILT, BUILT_BELOW, LOST
from review_site.content.attachments import attachment_address
from review_site.content.catalogue import list_works
from review_site.content.library import Library
from review_site.content.listings import list_posts
from review_site.content.markdown import read_markdown
from review_site.content.markdown_text import file_name_of
from review_site.content.models import Page, Post
from review_site.content.publication import LISTS, Publication, publication_address
from review_site.content.recommendation_lists import REGISTER, register_addresses
from review_site.content.record import ADDRESSES, PublicRecord, Recorded, digest_of
from review_site.content.report import MADE_PAGES, made_page
from review_site.content.report_documents import document_addresses
from review_site.content.routes import ROUTES, route_addresses
from review_site.content.shelf import Sourced
from review_site.content.submissions import SUBMISSIONS
from review_site.lifecycle.documents import addresses_held_back, addresses_of_works
from review_site.lifecycle.due import as_at, set_aside
from review_site.lifecycle.exhibits import exhibits_on, exhibits_out
from review_site.lifecycle.matter import all_made_pages
from review_site.lifecycle.paragraph_record import numbers_lost
from review_site.lifecycle.submissions import addresses_of, recorded_pages, unrecorded_pages
from review_site.lifecycle.texts import text_at
from review_site.lifecycle.versions import earlier_addresses
from review_site.problems import Problem, Problems

Written = Sourced[Post] | Sourced[Page] | Sourced[Publication]
_RENEW = "run `review-site record`, which writes down what is promised now"
_OR_REDIRECT = "or name the address under `redirects:` in review.yml with the page to go to"
_NOTE = "add `on` and `note` under `updates:` (and minor: true if readers need not be told), then `review-site record`"


def taken_back(library: Library, instant: datetime) -> list[Problem]:
    """Return what was published and would be seen no more at an instant, each a problem at its line.

    An address whose recorded date is still to come was promised, and not yet published: it may be put off, when the
    record is told.
    """
    problems = Problems()
    hidden = set_aside(library, instant)
    for address, one in hidden.items():
        if address in library.record.ledger:
            _tell_hidden(address, one, library, instant, problems)
    problems.extend(versions_lost(library, instant))
    problems.extend(numbers_lost(library, instant))
    served = {address for address, _ in _out(library, instant)}
    made = {made_page(name, page) for name in library.reports for page in MADE_PAGES}
    for address, line in library.record.ledger.items():
        if address in served or address in hidden or AS_AT in address:
            continue
        row = library.record.recorded.get(address)
        fault: tuple[str, str] | None
        if row is not None and row.promised:
            what = f"was promised for {row.spoken}, and nothing is to stand there"
            fault = what, LOST if _was_out(row, instant) else _RENEW
        else:
            fault = _loss(address, made)
        if fault:
            problems.add(f"{library.folder}/{ADDRESSES}", "address", f"{address} {fault[0]}", fault[1], line=line)
    return list(problems)


def _loss(address: str, made: Set[str]) -> tuple[str, str] | None:
    """Return what is wrong when nothing stands at an address any more, by what stood there, and what would be right.

    None for a page that a writer wrote, which is told elsewhere; `made` are pages that are made of reports.
    """
    if address.startswith(ATTACHMENTS):
        return "was published, and no page links to it any more", f"link to it from a page, {_OR_REDIRECT}"
    if address.startswith(REGISTER) and "/page/" not in address:
        what = "was published, and no recommendation stands there any more"
        return what, f"put back what its recommendations said in content/recommendations.yml, {_OR_REDIRECT}"
    if is_file_address(address):
        mend = "place it again (a document: name its form under `formats:` of its report)"
        return "was published, and no page shows it any more", f"{mend}, {_OR_REDIRECT}"
    if address.startswith(ROUTES):
        what = "was published, and no audience of the register has that page any more"
        return what, f"bring the audience back in review.yml, {_OR_REDIRECT}"
    if address.startswith(SUBMISSIONS):
        what = "was published, and no submissions stand there any more"
        return what, f"bring the collection or its topic back in content/submissions/, {_OR_REDIRECT}"
    if address.startswith(LISTS) and "/page/" not in address:
        what = "was published, and no publication is listed there any more"
        return what, f"list one there (content/publications/), {_OR_REDIRECT}"
    if address.startswith(BUILT_BELOW) and "/page/" not in address:
        return "was published, and no post is listed there any more", f"list a post there, {_OR_REDIRECT}"
    if address in made:
        what = "was published, and there is nothing to show there any more"
        return what, f"bring back what stood there in the register of the report, {_OR_REDIRECT}"
    return None


def versions_lost(library: Library, instant: datetime) -> list[Problem]:
    """Return, each as a problem at its line of the ledger, the earlier versions that a changed date would take away."""
    problems = Problems()
    served = {*earlier_addresses(library, instant), *library.review.redirects}
    served.update(alias for one in library.written for alias in one.entry.aliases)
    for address, line in library.record.ledger.items():
        if AS_AT in address and address not in served:
            page = f"{address.partition(AS_AT)[0]}/"
            what = f"{address} was published, and a changed date (of a call, a stage, a state block) takes it away"
            mend = f"put the date back; or, under `redirects:` in {library.register_path}, write {address}: {page}"
            problems.add(f"{library.folder}/{ADDRESSES}", "address", what, mend, line=line)
    return list(problems)


def unrecorded(library: Library, instant: datetime) -> list[str]:
    """Return the addresses that are out at an instant and stand in no ledger yet, in order.

    A collection with submissions that were not recorded is among them.
    """
    out = {address for address, _ in _out(library, instant)} - library.record.ledger.keys()
    return sorted(out | set(unrecorded_pages(library, instant)))


def brought_up(library: Library, instant: datetime) -> PublicRecord:
    """Return the record with everything in it that is out at an instant, and every promise as it is now.

    The words of an entry that changed without a note stay recorded as they were, so that the change is told until
    there is a note of it.
    """
    silent = {problem.path for problem in changed_without_note(library, instant)}
    out = dict(_out(library, instant))
    kept = {
        address: row
        for address, row in library.record.recorded.items()
        if not row.promised or _was_out(row, instant) or address in out
    }
    broken = library.record.recorded.keys() - kept.keys()
    rows = {
        address: _row(address, one, library)
        for address, one in out.items()
        if one is not None and one.entry.withdrawn is None and one.source.path not in silent
    }
    ledger = {address for address in library.record.ledger if address not in broken} | out.keys()
    record = PublicRecord(dict.fromkeys(ledger, 0), {**kept, **rows}, recorded_pages(library, instant))
    for address, one in set_aside(library, instant).items():
        if address in broken and one.entry.status == "ready":
            record = with_promise(record, address, one)
    return record


def with_promise(record: PublicRecord, address: str, one: Written) -> PublicRecord:
    """Return the record with an entry in it that is ready and still to come: its words may change until then."""
    row = Recorded(one.entry.published, "", 0)
    return replace(record, ledger={**record.ledger, address: 0}, recorded={**record.recorded, address: row})


def changed_without_note(library: Library, instant: datetime) -> list[Problem]:
    """Return, as advice, each text that is out and was changed since it was recorded, without a note of it."""
    problems = Problems()
    for address, one in _out(library, instant):
        before = library.record.recorded.get(address)
        if one is None or before is None or before.promised or one.entry.withdrawn is not None:
            continue
        if _digest(address, one, library) != before.text and len(one.entry.updates) <= before.notes:
            part = "what it says of its versions" if isinstance(one.entry, Publication) else "the text"
            what = f"{part} has changed since it was recorded, and no note says so"
            line = one.source.line(("updates",))
            problems.add(one.source.path, "updates", what, _NOTE, line=line, level="advice")
    return list(problems)


def _tell_hidden(address: str, one: Written, library: Library, instant: datetime, problems: Problems) -> None:
    entry, source = one.entry, one.source
    row = library.record.recorded.get(address)
    if row is None or _was_out(row, instant):
        field = "status" if entry.status != "ready" else "published"
        what = f"{address} was published ({library.folder}/{ADDRESSES}), and this would take it away"
        mend = "set status: ready, and the date on which it came out; to take it down, add `withdrawn:`"
        problems.add(source.path, field, what, mend, line=source.line((field,)))
    elif entry.status != "ready" or (row.published and entry.due != row.published.due):
        now = entry.published.spoken if entry.status == "ready" and entry.published else "a draft"
        what = f"the record promises it for {row.spoken}, and this makes it {now}"
        problems.add(source.path, "published", what, _RENEW, line=source.line(("published",)))


def _was_out(row: Recorded, instant: datetime) -> bool:
    return row.published is None or is_due(row.published.due, instant)


def _row(address: str, one: Written, library: Library) -> Recorded:
    return Recorded(one.entry.published, _digest(address, one, library), len(one.entry.updates))


def _digest(address: str, one: Written, library: Library) -> str:
    """Return the digest of an entry's words, with those of the charts and tables that it shows in any of its states.

    Of a publication it is that of what is said of its versions.
    """
    if isinstance(one.entry, Publication):
        said = json.dumps(one.source.data.get("versions"), ensure_ascii=False, indent=0)
        return digest_of(replace(one.source, body=said))
    return digest_of(one.source, [exhibit.words for exhibit in exhibits_on(address, one.source.body, library)])


def _out(library: Library, instant: datetime) -> Iterator[tuple[str, Written | None]]:
    """Give every address that is out at an instant, with the entry that has words of its own there."""
    seen = as_at(library, instant)
    for post in (*seen.posts, *seen.withdrawn):
        yield post.entry.address, post
    yield from seen.pages.items()
    for name, work in (*seen.publications.items(), *seen.withdrawn_works.items()):
        yield publication_address(name), work
    aliases = (alias for one in seen.written for alias in one.entry.aliases)
    lists = (
        *(listing.address for listing in list_posts(seen)),
        *(catalogue.address for catalogue in list_works(seen)),
        *register_addresses(seen),
    )
    of_exhibits = (address for address, _ in exhibits_out(library, instant))
    linked = {*_attachments(library, seen, instant)} - addresses_held_back(library, seen)
    attached = (*linked, *addresses_of_works(seen), *of_exhibits, *document_addresses(seen.reports))
    of_reports = (address for pages in all_made_pages(seen, library, instant).values() for address in pages)
    built = (
        *BUILT[1:],
        *lists,
        *addresses_of(seen),
        *of_reports,
        *route_addresses(seen.review),
        *earlier_addresses(library, instant),
    )
    yield from ((address, None) for address in (*aliases, *seen.review.redirects, *built, *attached))


def _attachments(library: Library, seen: Library, instant: datetime) -> Iterator[str]:
    """Give the addresses of the attachments that what is out links to, or linked to until it was withdrawn.

    The row of a withdrawn submission names none: where its file stood, readers are sent on by a redirect.
    """
    out = {one.source.path for one in seen.written}
    for one in library.written:
        if one.source.path in out:
            text = text_at(one.source.body, library, instant)
            links = read_markdown(text, one.source.body_line).links
            names = (file_name_of(link.target) for link in links)
            yield from (attachment_address(name) for name in names if name)
            yield from (other.page for other in one.entry.other_forms if is_attachment(other.page))
    files = (row.file for collection in seen.submissions.values() for row in collection.rows)
    yield from (attachment_address(name) for name in files if name)
