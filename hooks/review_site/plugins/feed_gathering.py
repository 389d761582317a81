"""What the pages of one build give to its feeds: entries, withdrawn entries, lists, and what is wrong with them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from review_site.plugins.feed_blogs import is_blog_view
from review_site.plugins.feed_entries import (
    PageDeleted,
    PageEntry,
    deleted_of_page,
    entry_of_page,
    given_entries,
    is_entry,
    problem_at,
    unread_date,
)
from review_site.plugins.feed_heads import FeedList, FeedSite
from review_site.plugins.feed_meta import FieldError, text_in
from review_site.problems import Problem
from review_site.workers import spread

_NAME = re.compile(r"(?:/(?!\.)[^/\\?#%\s]+)+/?")


@dataclass(slots=True)
class Gathering:
    """What was gathered so far, in the order of pages; `lists` by their names.

    `pages` are those, with their rendered content, whose entries are still to be made.
    """

    pages: list[tuple[Page, str]] = field(default_factory=list)
    entries: list[PageEntry] = field(default_factory=list)
    deleted: list[PageDeleted] = field(default_factory=list)
    lists: dict[str, FeedList] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    own_lists: list[tuple[str, str]] = field(default_factory=list)
    """The names of lists that people gave in front matter or that an entry hangs on, each with the path of the file."""


def gather(page: Page, html: str, site: FeedSite, gathering: Gathering) -> None:
    """Add a page with its rendered content, and the list that it may be; what is wrong with that is noted."""
    try:
        if page.meta.get("feed"):
            _add_list(page, gathering)
    except FieldError as fault:
        gathering.problems.append(problem_at(page, site, fault.field, fault.what, fault.mend))
    if page.meta.get("feed_entries") != [] or page.meta.get("feed_deleted"):  # an empty list gives nothing
        gathering.pages.append((page, html))


def make_entries(site: FeedSite, config: MkDocsConfig, gathering: Gathering) -> None:
    """Add what the pages gathered give to the feeds, made on all cores; what is wrong with them is noted."""

    def work(given: tuple[Page, str]) -> Gathering:
        made = Gathering()
        _add_entries(*given, site, config, made)
        return made

    for made in spread(gathering.pages, work):
        gathering.entries += made.entries
        gathering.deleted += made.deleted
        gathering.problems += made.problems
        gathering.own_lists += made.own_lists
    gathering.pages.clear()


def _add_entries(page: Page, html: str, site: FeedSite, config: MkDocsConfig, gathering: Gathering) -> None:
    try:
        if page.meta.get("feed_deleted"):
            gathering.deleted.append(deleted_of_page(page, site))
        if "feed_entries" in page.meta:
            given = list(given_entries(page, html, site, gathering.problems))
            gathering.entries.extend(given)
            gathering.own_lists.extend((name, one.source) for one in given if one.lists_only for name in one.lists)
        elif unread_date(page, site):
            what = "front matter cannot be read, and the page would be in no feed"
            mend = f"look for a day that there is not, such as 2021-02-30, at {site.options.date_key}"
            raise FieldError(site.options.date_key, what, mend)
        elif is_entry(page, site) and not is_blog_view(page, config):
            entry = entry_of_page(page, html, site)
            if entry is not None:
                gathering.entries.append(entry)
                gathering.own_lists.extend((name, entry.source) for name in entry.lists)
    except FieldError as fault:
        gathering.problems.append(problem_at(page, site, fault.field, fault.what, fault.mend))


def problems_of(gathering: Gathering, *, whole: bool) -> list[Problem]:
    """Return everything that is wrong with what was gathered; `whole` says that all pages were."""
    return [*gathering.problems, *_twice(gathering), *(_unknown_lists(gathering) if whole else ())]


def unused_patterns(site: FeedSite, sources: list[str]) -> list[str]:
    """Return the patterns of `include` that no source file fits."""
    return [pattern for pattern in site.options.include if not any(fnmatchcase(source, pattern) for source in sources)]


def _add_list(page: Page, gathering: Gathering) -> None:
    meta: Mapping[str, Any] = page.meta
    name = meta["feed"]
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise FieldError("feed", f"“{name}” is not an address below the root", "write the address of the list: /news/")
    other = gathering.lists.get(name)
    if other is not None:
        raise FieldError("feed", f"“{name}” is the name of another list as well", "give each list a name of its own")
    gathering.lists[name] = FeedList(
        name=name,
        address=page.canonical_url or "",
        title=text_in(meta.get("feed_title") or page.title),
        group=text_in(meta.get("feed_group")),
        history=meta.get("feed_history") is True,
    )


def _twice(gathering: Gathering) -> Iterator[Problem]:
    """Give a problem for each id that a second entry has, whether it stands or was withdrawn."""
    first: dict[str, str] = {}
    ids = [(one.entry.id, one.source) for one in gathering.entries]
    ids += [(one.deleted.id, one.source) for one in gathering.deleted]
    for name, source in ids:
        if name in first:
            what = f"{name} stands twice: {first[name]} has it as well"
            yield Problem(path=source, field="id", what=what, mend="give each entry an id of its own")
        first.setdefault(name, source)


def _unknown_lists(gathering: Gathering) -> Iterator[Problem]:
    for name, source in gathering.own_lists:
        if name not in gathering.lists:
            mend = f"add a line `feed: {name}` to the page of that list, or take it out"
            yield Problem(path=source, field="feeds", what=f"no page is the list {name}", mend=mend)
