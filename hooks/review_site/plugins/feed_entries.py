"""Pages as entries: a page that carries a date, or what another plugin gives in its place."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from markupsafe import escape
from mkdocs.structure.pages import Page

from review_site.character_references import unescape
from review_site.clock import LONDON, is_due
from review_site.feed.article import Picture, read_article
from review_site.feed.content import portable
from review_site.feed.model import DeletedEntry, FeedEntry
from review_site.plugins.feed_dates import dates_in
from review_site.plugins.feed_heads import FeedSite
from review_site.plugins.feed_meta import (
    FieldError,
    categories_in,
    checked_entry,
    date_in,
    id_in,
    language_in,
    lines_in,
    lists_in,
    text_in,
    updated_in,
    words_in,
)
from review_site.problems import Problem

_PATH = "/!$&'()*+,;=:@~"  # what may stand in a tag beside letters and digits (RFC 4151 §2.1, RFC 3986 §3.3)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageEntry:
    """An entry, and what the site does with it.

    `source` is the path of its page's file, `lists` are the names of the lists that it stands in, and in them alone
    where `lists_only` says so; `pictures` have full addresses; those that are files of the site become its enclosures
    when all files are written.
    """

    entry: FeedEntry
    source: str
    lists: tuple[str, ...] = ()
    lists_only: bool = False
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageDeleted:
    """An entry that was withdrawn, the path of its page's file, and the names of the lists that it stood in."""

    deleted: DeletedEntry
    source: str
    lists: tuple[str, ...] = ()


def is_entry(page: Page, site: FeedSite) -> bool:
    """Tell whether a page is an entry by its front matter: it carries a date, and is neither draft nor withdrawn."""
    meta, patterns = page.meta, site.options.include
    return (
        dates_in(meta.get(site.options.date_key))[0] is not None
        and not meta.get("feed_deleted")
        and str(meta.get("draft", "")).lower() != "true"
        and not page.file.inclusion.is_excluded()
        and (not patterns or any(fnmatchcase(page.file.src_uri, pattern) for pattern in patterns))
    )


def entry_of_page(page: Page, html: str, site: FeedSite) -> PageEntry | None:
    """Return the entry of a page that carries a date; None where that is still to come.

    Raises:
        FieldError: at the first thing that is wrong with its front matter.
    """
    meta, key = page.meta, site.options.date_key
    created, updated = dates_in(meta[key])
    published = date_in(created, key)
    if not site.options.future and not is_due(published, site.instant):
        return None
    own = {name: meta[name] for name in ("authors", "feeds", "rights") if meta.get(name)}
    fields = {
        "id": meta.get("id") or made_id(page, published, site),
        "title": unescape(str(page.title)),  # themes show both as HTML, with its character references
        "description": unescape(text_in(meta.get("description"))),
        "date": created,
        "updated": _updated_so_far(meta.get("updated") or updated, published, site),
        "language": meta.get("lang") or meta.get("language"),
        "authors": meta.get("author"),
        "rights": meta.get("licence") or meta.get("license"),
        "tags": [
            {"term": term, "scheme": scheme_of(sort, site)}
            for sort in ("categories", "tags")
            for term in words_in(meta.get(sort))
        ],
    }
    return _made(fields | own, page, html, site)


def unread_date(page: Page, site: FeedSite) -> bool:
    """Tell whether MkDocs could not read the front matter of a page that has a date in it, which it does not tell."""
    if page.meta:
        return False
    front = re.match(r"---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*\n", page.file.content_string, re.DOTALL)
    return front is not None and re.search(rf"^{re.escape(site.options.date_key)}:", front[1], re.MULTILINE) is not None


def given_entries(page: Page, html: str, site: FeedSite, problems: list[Problem]) -> Iterator[PageEntry]:
    """Give the entries that stand in `feed_entries` of a page, in place of its own; what is wrong is added."""
    given = page.meta["feed_entries"]
    if not isinstance(given, list):
        problems.append(problem_at(page, site, "feed_entries", "is not a list", "begin each entry with “- id:”"))
        return
    for number, fields in enumerate(given, 1):
        try:
            yield _made(checked_entry(fields), page, html, site)
        except FieldError as fault:
            field = f"feed_entries {number}: {fault.field}"
            problems.append(problem_at(page, site, field, fault.what, fault.mend))


def deleted_of_page(page: Page, site: FeedSite) -> PageDeleted:
    """Return what `feed_deleted` of a page says: its entry was withdrawn.

    Raises:
        FieldError: at the first thing that is wrong with it.
    """
    told = page.meta["feed_deleted"]
    if not isinstance(told, Mapping) or not told.get("when") or not told.get("reason"):
        raise FieldError("feed_deleted", "does not say when and why", "write two lines below it, when: and reason:")
    when = date_in(told["when"], "feed_deleted: when")
    created = dates_in(page.meta.get(site.options.date_key))[0]
    if not told.get("id") and not page.meta.get("id") and created is None:
        raise FieldError(
            "feed_deleted", "does not say what was withdrawn", f"keep the {site.options.date_key} of the page"
        )
    name = told.get("id") or page.meta.get("id") or made_id(page, date_in(created, site.options.date_key), site)
    deleted = DeletedEntry(id=id_in(name), address=page.canonical_url or "", when=when, reason=text_in(told["reason"]))
    return PageDeleted(deleted=deleted, source=path_of(page, site), lists=lists_in(page.meta.get("feeds")))


def made_id(page: Page, published: datetime, site: FeedSite) -> str:
    """Return the id that a page has by rule (RFC 4151): of where its file lies, and never of its address."""
    tag = site.options.tag or f"{_authority(site.head.site)},{published.astimezone(LONDON).year}"
    place = unicodedata.normalize("NFC", str(PurePosixPath(page.file.src_uri).with_suffix("")))
    return f"tag:{tag}:{quote(place, safe=_PATH)}"


def scheme_of(sort: str, site: FeedSite) -> str:
    """Return the scheme of categories of a sort, such as `tags` (RFC 4287 §4.2.2.2)."""
    return f"tag:{site.options.tag}:{sort}" if site.options.tag else urljoin(site.head.site, sort)


def path_of(page: Page, site: FeedSite) -> str:
    """Return the path of a page's file from the project."""
    return f"{site.docs}/{page.file.src_uri}"


def problem_at(page: Page, site: FeedSite, field: str, what: str, mend: str) -> Problem:
    """Return a problem of a page's front matter, with the line of the field where the file has one."""
    key, text = field.split(":")[0].split(" ")[0], page.file.content_string
    lines = (number for number, line in enumerate(text.splitlines(), 1) if line.strip().startswith(f"{key}:"))
    return Problem(path=path_of(page, site), field=field, what=what, mend=mend, line=next(lines, None))


def _updated_so_far(value: Any, published: datetime, site: FeedSite) -> Any:
    """Return the date of an update as it was written; None for one that is still to come, as its text may be."""
    if not value:
        return None
    updated = updated_in(value, published)
    return value if site.options.future or is_due(updated, site.instant) else None


def _made(fields: Mapping[str, Any], page: Page, html: str, site: FeedSite) -> PageEntry:
    base = page.canonical_url or ""
    title, address = text_in(fields["title"]), base + text_in(fields.get("anchor"))
    own = fields.get("html")
    article = read_article(html if own is None else str(own), title, base)
    summary = text_in(fields.get("description")) or article.opening
    before = "".join(f"<p><em>{escape(line)}</em></p>" for line in lines_in(fields.get("preface")))
    content = portable(before + article.html, base).strip()
    authors = tuple(site.authors.get(author, author) for author in words_in(fields.get("authors")))
    published, language = date_in(fields["date"], "date"), language_in(fields.get("language"))
    entry = FeedEntry(
        id=id_in(fields["id"]),
        title=title,
        address=address,
        published=published,
        updated=updated_in(fields.get("updated"), published),
        summary=summary,
        content=content or _in_place_of_text(summary, title, address),
        authors=authors or (site.head.author,),
        categories=categories_in(fields.get("tags")),
        rights=text_in(fields.get("rights")),
        language="" if language == site.head.language else language,
        dated=text_in(fields.get("dated")),
    )
    lists, only = lists_in(fields.get("feeds")), fields.get("lists_only") is True
    return PageEntry(entry=entry, source=path_of(page, site), lists=lists, lists_only=only, pictures=article.pictures)


def _in_place_of_text(summary: str, title: str, address: str) -> str:
    """Return the content of an entry whose page has no text: readers of feeds expect some."""
    return f"<p>{escape(summary)}</p>" if summary else f'<p><a href="{escape(address)}">{escape(title)}</a></p>'


def _authority(url: str) -> str:
    """Return the host of a site as a tag has it: in ASCII letters (RFC 4151 §2.1)."""
    host = urlsplit(url).hostname or ""
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return quote(host, safe="")
