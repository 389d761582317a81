"""The forms of a feed, each with what renders it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from review_site.feed.atom import atom_entry, render_atom
from review_site.feed.json_feed import json_item, render_json
from review_site.feed.model import Feed, FeedEntry, Form
from review_site.feed.rss import render_rss, rss_item

EntryBytes = Callable[[FeedEntry], bytes]


@dataclass(frozen=True, slots=True)
class Renderer:
    """What renders a form: an entry, which may be kept for other feeds, and a document around entries."""

    entry: EntryBytes
    feed: Callable[[Feed, EntryBytes], bytes]


RENDERERS: Mapping[Form, Renderer] = {
    "atom": Renderer(atom_entry, render_atom),
    "rss": Renderer(rss_item, render_rss),
    "json": Renderer(json_item, render_json),
}
"""The forms in the order of `FORMS`. For one document alone: `RENDERERS[form].feed(feed, RENDERERS[form].entry)`."""
