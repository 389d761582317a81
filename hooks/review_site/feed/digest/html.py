"""A digest as a whole HTML document that programs for mail show.

No script, no picture, nothing from elsewhere, no colour: each program puts its own, light or dark.
"""

from collections.abc import Iterator

from markupsafe import Markup, escape

from review_site.feed.digest.model import Digest, DigestItem
from review_site.feed.digest.words import (
    ALL_OF_IT,
    CHANGES,
    CLOSES,
    CONTENT_NOTE,
    NOTHING,
    WHERE_TO_TURN,
    on_lines,
)
from review_site.lifecycle.support import IN_DANGER

_OURS = "en-GB"
"""The language of the words that are ours and not the review's."""
_SHEET = Markup(
    ":root { color-scheme: light dark; }\n"
    "body { margin: 1em auto; max-width: 38em; padding: 0 1em; font: 1.125em/1.5 sans-serif; }\n"
    "h1, h2, h3 { line-height: 1.25; }\n"
)
_PAGE = Markup(
    "<!DOCTYPE html>\n"
    '<html lang="{ours}">\n'
    "<head>\n"
    '<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    '<meta name="color-scheme" content="light dark">\n'
    "<title>{subject}</title>\n"
    "<style>\n{sheet}</style>\n"
    "</head>\n"
    "<body>\n{body}\n</body>\n"
    "</html>\n"
)


def render_html(digest: Digest) -> str:
    """Render a digest as an HTML document (to be written in UTF-8); headings give its order to a screen reader."""
    digest = on_lines(digest)
    name = digest.name
    blocks = [Markup("<h1{}>{}</h1>").format(_in(digest.language), name), _paragraph(digest.opening)]
    blocks += [] if digest.groups else [_paragraph(NOTHING)]
    for heading, items in digest.groups:
        blocks.append(Markup("<h2>{}</h2>").format(heading))
        blocks.extend(block for item in items for block in _blocks_of(item, item.language or digest.language))
    blocks.append(Markup('<p>{}: <a href="{}">{}</a></p>').format(ALL_OF_IT, digest.site, name))
    return str(_PAGE.format(ours=_OURS, subject=digest.subject, sheet=_SHEET, body=Markup("\n").join(blocks)))


def _blocks_of(item: DigestItem, language: str) -> Iterator[Markup]:
    own = _in(language)
    yield Markup('<h3{}><a href="{}">{}</a></h3>').format(own, item.address, item.title)
    yield _paragraph(item.about)
    if item.content_note:
        yield Markup("<p><strong>{}:</strong> <span{}>{}</span></p>").format(CONTENT_NOTE, own, item.content_note)
    if item.closes:
        yield Markup("<p><strong>{}:</strong> {}</p>").format(CLOSES, item.closes)
    if item.summary:
        yield Markup("<p{}>{}</p>").format(own, item.summary)
    if item.changes:
        changes = Markup("").join(Markup("<li{}>{}</li>").format(own, change) for change in item.changes)
        yield Markup("<p>{}:</p>\n<ul>{}</ul>").format(CHANGES, changes)
    if item.warns:
        links = (Markup('<a href="{}">{}</a>').format(link.address, link.words) for link in item.support)
        yield Markup("<p>{}: {}</p>").format(WHERE_TO_TURN, Markup("; ").join((escape(IN_DANGER), *links)))


def _in(language: str) -> Markup:
    """Return the attributes of an element whose words are in a language; nothing for that of the document."""
    return Markup(' lang="{}" dir="auto"').format(language) if language not in ("", _OURS) else Markup("")


def _paragraph(text: str) -> Markup:
    return Markup("<p>{}</p>").format(text)
