"""The options of `update-feed`, and what must hold of them."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from mkdocs.config import base
from mkdocs.config import config_options as c

from review_site.feed.model import FORMS, Form
from review_site.plugins.feed_dates import read_date
from review_site.problems import Problem, did_you_mean

_AUTHORITY = (
    r"(?:[A-Za-z0-9._-]+@)?[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*"
)
_DATE = r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"
_STEP = re.compile(r"(?!\.)[A-Za-z0-9._~-]+")
_TAG = re.compile(f"{_AUTHORITY},{_DATE}")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")  # RFC 3987 §2.2, as far as one can tell by looking


class UpdateFeedOptions(base.Config):
    """Options of `update-feed` in mkdocs.yml."""

    enabled = c.Type(bool, default=True)
    """Whether feeds are written at all."""
    path = c.Type(str, default="feed")
    """Where the main feed stands on the site, without ending: `feed` gives feed.atom, feed.rss, feed.json."""
    forms = c.Type(list, default=list(FORMS))
    """The forms that each feed is written in."""
    limit = c.Type(int, default=50)
    """How many entries a feed holds at most: those that were published or updated last."""
    history = c.Type(bool, default=True)
    """Whether earlier entries stand in archive documents beside the feed (RFC 5005 §4, in Atom): feed/1.atom, …"""
    id = c.Optional(c.Type(str))
    """The feed's own id, a `tag:` or other full address that never changes; else made of `tag`, else its address."""
    tag = c.Optional(c.Type(str))
    """Who gives out ids, since when (RFC 4151 §2.1): `example.org,2021`; else the site's host and each page's year."""
    begun = c.Optional(c.Type((str, date)))
    """The day on which the site began: when a feed without entries was last updated; else 1970-01-01."""
    date_key = c.Type(str, default="date")
    """The front matter key that dates a page; a page without it is no entry."""
    include = c.Type(list, default=[])
    """Patterns of source files (`blog/*`; `*` stands for any characters) whose dated pages are entries; else all."""
    future = c.Type(bool, default=False)
    """Whether pages with a date that is still to come are entries as well."""
    title = c.Optional(c.Type(str))
    """The title of the feed; else site_name."""
    subtitle = c.Optional(c.Type(str))
    """A sentence that says what the feed is; else site_description."""
    author = c.Optional(c.Type(str))
    """Who stands as author of the feed, and of entries that name none; else site_author, else site_name."""
    rights = c.Optional(c.Type(str))
    """Under which rights the entries stand; else the words of copyright."""
    guide = c.Optional(c.Type(str))
    """The address of a page that tells people how to follow a feed: `/subscribe/`."""
    hub = c.Optional(c.Type(str))
    """The full address of a WebSub hub that tells subscribers of what is new."""
    opml = c.Type(str, default="feeds.opml")
    """Where the list of all feeds stands on the site, for feed readers to import; written when there are several."""
    stylesheet = c.Type(bool, default=True)
    """Whether a style sheet stands beside the main feed, so that feeds read well in a browser."""
    cache = c.Optional(c.Type(str))
    """The folder, from that of mkdocs.yml, which remembers the documents that were right: they are not judged again."""


def forms_of(options: UpdateFeedOptions) -> tuple[Form, ...]:
    """Return the forms that feeds are written in, in the order of all forms."""
    return tuple(form for form in FORMS if form in options.forms)


def is_uri(text: str) -> bool:
    """Tell whether a text can be an id: a full address with a scheme (RFC 4287 §4.2.6)."""
    return _URI.fullmatch(text) is not None


def faults_of(options: UpdateFeedOptions, site_url: str | None) -> list[Problem]:
    """Return what is wrong with the options, and with the address of the site that feeds need."""
    found = [
        Problem(path="mkdocs.yml", field=f"update-feed: {name}", what=what, mend=mend)
        for name, faults in _FAULTS.items()
        for what, mend in faults(options)
    ]
    if not site_url:
        what, mend = "is missing, and a feed needs full addresses", "add a line `site_url: https://example.org/`"
        found.append(Problem(path="mkdocs.yml", field="site_url", what=what, mend=mend))
    return found


Faults = Iterator[tuple[str, str]]


def _of_path(options: UpdateFeedOptions) -> Faults:
    yield from _of_place(options.path, "feed")
    ending = PurePosixPath(options.path).suffix
    if ending in (".atom", ".rss", ".json", ".xml"):
        yield f"“{options.path}” has an ending", f"write {options.path.removesuffix(ending)}: each form adds its own"


def _of_opml(options: UpdateFeedOptions) -> Faults:
    yield from _of_place(options.opml, "feeds.opml")


def _of_place(place: str, right: str) -> Faults:
    if not all(_STEP.fullmatch(step) for step in place.split("/")):
        yield f"“{place}” is not a place on the site", f"write {right}, or {right} below a folder: news/{right}"


def _of_forms(options: UpdateFeedOptions) -> Faults:
    for form in options.forms:
        if form not in FORMS:
            yield f"“{form}” is not a form of a feed", did_you_mean(str(form), FORMS)
    if not options.forms:
        yield "names no form", f"name at least one of: {', '.join(FORMS)}"


def _of_limit(options: UpdateFeedOptions) -> Faults:
    if options.limit < 1:
        yield f"is {options.limit}", "write how many entries a feed holds: 50"


def _of_id(options: UpdateFeedOptions) -> Faults:
    if options.id is not None and not is_uri(options.id):
        yield f"“{options.id}” is not a full address", "write tag:example.org,2021:feed, with your own host and year"


def _of_tag(options: UpdateFeedOptions) -> Faults:
    if options.tag is not None and not _TAG.fullmatch(options.tag):
        what = f"“{options.tag}” is not a host and a date"
        yield what, "write example.org,2021: a host that was yours on the first day of that year"


def _of_begun(options: UpdateFeedOptions) -> Faults:
    try:
        read_date(options.begun or "1970-01-01")
    except (ValueError, OverflowError):
        yield f"“{options.begun}” is not a date", "write it as 2021-11-26"


def _of_include(options: UpdateFeedOptions) -> Faults:
    for pattern in options.include:
        if not isinstance(pattern, str) or pattern.startswith(("/", "./")):
            yield f"“{pattern}” is not a pattern of source files", "write it from the docs folder: blog/*"


def _of_guide(options: UpdateFeedOptions) -> Faults:
    if options.guide is not None and not (_is_web(options.guide) or re.fullmatch(r"/(?!/)\S*", options.guide)):
        yield f"“{options.guide}” is not an address of a page", "write it from the root of the site: /subscribe/"


def _of_hub(options: UpdateFeedOptions) -> Faults:
    if options.hub is not None and not _is_web(options.hub):
        yield f"“{options.hub}” is not a full address", "write the address of the hub, beginning with https://"


def _is_web(address: str) -> bool:
    parts = urlsplit(address)
    return is_uri(address) and parts.scheme in ("https", "http") and bool(parts.hostname)


_FAULTS: dict[str, Callable[[UpdateFeedOptions], Faults]] = {
    "path": _of_path,
    "opml": _of_opml,
    "forms": _of_forms,
    "limit": _of_limit,
    "id": _of_id,
    "tag": _of_tag,
    "begun": _of_begun,
    "include": _of_include,
    "guide": _of_guide,
    "hub": _of_hub,
}
