"""Let an entry go: ready, dated, its address recorded."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path, PurePosixPath

from review_site.clock import is_due, start_of_day
from review_site.content.edits import set_fields
from review_site.content.library import Library, Meanwhile, read_library
from review_site.content.models import Post
from review_site.content.paragraph_ledger import write_ledger_of_numbers
from review_site.content.publication import Publication, publication_address
from review_site.content.record import write_record
from review_site.content.references import OR_DRAFT
from review_site.content.when import DateError, When, parse_when
from review_site.content.written import page_address
from review_site.lifecycle.due import is_public
from review_site.lifecycle.freeze import frozen_out
from review_site.lifecycle.paragraph_record import numbers_brought_up
from review_site.lifecycle.record import Written, brought_up, with_promise
from review_site.lifecycle.told import bring_up_told
from review_site.problems import Problem, Problems, ProblemsError


@dataclass(frozen=True, slots=True)
class Published:
    """What was let go: its address and the date in words, None for what has none; and whether it is out at once."""

    address: str | None
    spoken: str | None
    out: bool


def publish_entry(
    content: Path,
    docs: Path,
    file: Path,
    instant: datetime,
    *,
    on: str | None,
    keep: bool,
    also: Callable[[Library], Iterable[Problem]] = lambda _: (),
    meanwhile: Meanwhile = lambda _: (),
) -> Published:
    """Set a file's `status: ready` and its date, check the whole content, and record the address.

    The date is `on` (a London date or time), else the one that the file gives if that is still to come or is to be
    kept (`keep`), else the London day of `instant`. If anything is wrong the file is left as it was; `also` tells
    what else is, of the library with the entry in it, `meanwhile` of content that is not valid.

    Raises:
        ProblemsError: when the content is not right with the file published, when the date cannot be read, or when the
            entry is out already.
    """
    path = path_in_content(content, docs, file)
    library = read_library(content, docs, meanwhile)
    one = _written_in(library, path)
    if one is not None and is_public(one.entry, instant) and _address(one, docs) in library.record.recorded:
        mend = "to tell of a change add a line under `updates:`; to take it down add `withdrawn:`"
        raise _refusal(path, "status", "is out already", mend)
    if one is None and on is not None:
        raise _refusal(
            path, "--on", "it has no day on which it comes out", "leave --on out; its own dates say when it shows"
        )
    fields = {"status": "ready"}
    if one is not None and (on is not None or isinstance(one.entry, Post)):
        fields["published"] = _date_for(one, path, instant, on, keep=keep)
    before = file.read_bytes()
    try:
        after = set_fields(before.decode("utf-8"), fields, register=file.suffix == ".yml").encode()
    except ValueError as error:
        raise _refusal(path, "front matter", str(error), "start from `review-site new`") from None
    try:
        _replace(file, after)
        library = _read_published(content, docs, path, meanwhile)
        Problems(one for one in frozen_out(library) if one.path == path).raise_if_any()
        Problems(one for one in also(library) if one.level == "problem").raise_if_any()
    except BaseException:
        _replace(file, before)
        raise
    done = _record(library, _written_in(library, path), content, docs, instant)
    bring_up_told(library, content, docs, instant)
    return done


def path_in_content(content: Path, docs: Path, file: Path) -> str:
    """Return the path of a file as messages call it: below the content folder or docs/.

    Raises:
        ProblemsError: when it lies in neither.
    """
    for folder in (content, docs):
        if file.resolve().is_relative_to(folder.resolve()):
            return f"{folder.name}/{file.resolve().relative_to(folder.resolve()).as_posix()}"
    what = f"is neither in {content.name}/ nor in {docs.name}/"
    raise _refusal(str(file), "file", what, f"name a file such as {content.name}/blogs/2021-09-01-bridge-the-gap.md")


def _read_published(content: Path, docs: Path, path: str, meanwhile: Meanwhile) -> Library:
    """Read the content with a file made ready; what it lacks is not told with the advice to make it a draft again."""
    try:
        return read_library(content, docs, meanwhile)
    except ProblemsError as error:
        again = "; then publish again"
        raise ProblemsError(
            replace(one, mend=one.mend.replace(OR_DRAFT, again)) if one.path == path else one for one in error.problems
        ) from None


def _record(library: Library, one: Written | None, content: Path, docs: Path, instant: datetime) -> Published:
    record = brought_up(library, instant)
    write_ledger_of_numbers(content, numbers_brought_up(library, instant))
    if one is None:
        write_record(content, record)
        return Published(None, None, out=True)
    address, out = _address(one, docs), is_public(one.entry, instant)
    write_record(content, record if out else with_promise(record, address, one))
    return Published(address, one.entry.published.spoken if one.entry.published else None, out)


def _date_for(one: Written, path: str, instant: datetime, on: str | None, *, keep: bool) -> str:
    """Return the date to be written."""
    if on is not None:
        when = _exact(on, path)
        if when.first < start_of_day(instant.date()):
            mend = "leave --on out to let it go today; to keep a date gone by, write it in the file and use --keep-date"
            raise _refusal(path, "--on", f"{when.spoken} has gone by", mend)
        return when.text
    given = one.entry.published
    if given is not None and (keep or not is_due(given.due, instant)):
        return given.text
    return instant.date().isoformat()


def _exact(on: str, path: str) -> When:
    try:
        when = parse_when(on)
    except DateError as error:
        raise _refusal(path, "--on", str(error), error.mend) from None
    if not when.exact:
        raise _refusal(path, "--on", f"“{on}” is not one day or minute", "write 2021-11-26, or 2021-11-26T09:30")
    return when


def _written_in(library: Library, path: str) -> Written | None:
    written: tuple[Written, ...] = (*library.written, *library.publications.values())
    return next((one for one in written if one.source.path == path), None)


def _address(one: Written, docs: Path) -> str:
    if isinstance(one.entry, Publication):
        return publication_address(PurePosixPath(one.source.path).stem)
    return one.entry.address if isinstance(one.entry, Post) else page_address(one.source.path, docs.name)


def _replace(file: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    beside = file.with_name(f".{file.name}.writing")
    beside.write_bytes(data)
    beside.replace(file)


def _refusal(path: str, field: str, what: str, mend: str) -> ProblemsError:
    return ProblemsError([Problem(path=path, field=field, what=what, mend=mend)])
