"""Feeds named in the head of a page, so that browsers and feed readers find them."""

import re
from collections.abc import Iterable
from html import escape

from review_site.feed.model import FORMS, Feed
from review_site.plugins.feed_heads import link_titles

_HEAD_END = re.compile(r"</head\s*>", re.IGNORECASE)
_BODY = re.compile(r"<body[\s>]", re.IGNORECASE)


def named_in(output: str, heads: Iterable[Feed]) -> str:
    """Return a page's HTML with links to feeds in its head (HTML §4.6.7.1, link type alternate), in their order.

    A head may end without its end tag (HTML §13.1.2.4); a page without a body is left as it is.
    """
    place = _HEAD_END.search(output) or _BODY.search(output)
    if place is None:
        return output
    links = "".join(map(_links, heads))
    return output[: place.start()] + links + output[place.start() :]


def _links(head: Feed) -> str:
    return "".join(
        f'<link rel="alternate" type="{FORMS[form]}" title="{escape(title)}" href="{escape(head.addresses[form])}">\n'
        for form, title in link_titles(head).items()
    )
