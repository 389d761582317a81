"""`site-index.json`: what the builder says about the site and about each of its files.

From here on the folder is the interface: nothing that reads it knows MkDocs or Markdown. A folder from another
generator has none.
"""

import json
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, StringConstraints, ValidationError

from review_site.problems import Problem, ProblemsError

SITE_INDEX = "site-index.json"


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class SignOff(_Value):
    """That something was done: who says so, and on which day."""

    by: str
    on: date


class Archiving(_Value):
    """What people agreed with an archive and did for it; None, or nothing, where nobody has said.

    `closes` is the day on which the site is to be taken down, and `frozen_from` the day from which its builder lets
    nothing new come but what `freeze_exceptions` names, each with the reason. `contact_live` tells whether the contact
    that the site names is read, `third_party_listed_at` where it lists what belongs to others. `held_elsewhere` are
    documents of others on sharing services, each with why the site does not hold it.
    """

    closes: date | None = None
    frozen_from: date | None = None
    freeze_exceptions: dict[str, str] = {}
    contact_live: bool | None = None
    third_party_listed_at: str | None = None
    notice_given: date | None = None
    capture_from: date | None = None
    last_major_change: date | None = None
    crawlers_let_in: SignOff | None = None
    contacts_kept_until: date | None = None
    domain_kept_until: date | None = None
    redirects_in_place: SignOff | None = None
    held_elsewhere: dict[str, str] = {}


class Site(_Value):
    """The site as a whole; `maintainer` keeps it, and `statement` says what it is and is not."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
    url: str
    language: str
    maintainer: str | None = None
    statement: str | None = None
    archiving: Archiving | None = None


class Entry(_Value):
    """One file of the site: where it is served, what it is and came from, and what a server should answer there."""

    address: str
    file: str
    title: str
    kind: str
    source: str | None
    published: str | None
    status: Literal[200, 301, 404, 410] = 200
    target: Annotated[str, StringConstraints(pattern=r"^(?:/|https?://)[\x21-\x7e]*$")] | None = None


class SiteIndex(_Value):
    """What the builder wrote; `as_at` is the instant it was built for, `present` that this was its own day."""

    version: Literal[1]
    site: Site
    as_at: AwareDatetime
    present: bool = False
    preview: bool = False
    stage: str | None = None
    entries: tuple[Entry, ...]


def read_site_index(folder: Path) -> SiteIndex | None:
    """Return the site index at the root of a finished folder, or None where there is none.

    Raises:
        ProblemsError: telling every fault of an index that is there but cannot be trusted, and refusing a preview.
    """
    index = read_index(folder)
    if index is None:
        return None
    problems = _entry_problems(folder, index)
    if index.preview:
        mend = "build the site itself: review-site build"
        problems.append(_problem("preview", "this is a preview, with drafts and what is still to come in it", mend))
    if problems:
        raise ProblemsError(problems)
    return index


def read_index(folder: Path) -> SiteIndex | None:
    """Return the site index of a folder, whatever became of the files that it names; None where there is none.

    Raises:
        ProblemsError: telling every fault of its form.
    """
    path = folder / SITE_INDEX
    if not path.is_file():
        return None
    try:
        content = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise ProblemsError([_problem("json", f"is not JSON: {error}", "build the site again")]) from None
    try:
        index = SiteIndex.model_validate(content)
    except ValidationError as error:
        raise ProblemsError(
            _problem(
                ".".join(map(str, fault["loc"])) or "index", fault["msg"], "build the site again with this version"
            )
            for fault in error.errors()
        ) from None
    return index


def _entry_problems(folder: Path, index: SiteIndex) -> list[Problem]:
    problems = []
    seen: set[str] = set()
    for number, entry in enumerate(index.entries):
        field = f"entries.{number}.file"
        if entry.file in seen:
            problems.append(_problem(field, f"{entry.file} stands twice", "name each file once"))
        elif ".." in Path(entry.file).parts or not (folder / entry.file).is_file():
            problems.append(_problem(field, f"{entry.file} is not in the folder", "build the site again"))
        if (entry.status == 301) != (entry.target is not None):
            what = f"{entry.address} answers {entry.status} and leads to {entry.target or 'nothing'}"
            problems.append(_problem(f"entries.{number}.target", what, "301 and no other status has a target"))
        seen.add(entry.file)
    return problems


def _problem(field: str, what: str, mend: str) -> Problem:
    return Problem(path=SITE_INDEX, field=field, what=what, mend=mend)
