"""The form of an RSS document: what RSS 2.0 lets stand in a channel and in an item, and how often."""

from collections import Counter
from collections.abc import Iterator, Mapping

from lxml import etree

from review_site.feed.verify.reading import count_of, read_rfc822
from review_site.feed.verify.xml_document import text_of
from review_site.problems import Problems

_MANY = 1 << 30
_CHANNEL: Mapping[str, tuple[int, int]] = {
    **dict.fromkeys(("title", "link", "description"), (1, 1)),
    **dict.fromkeys(("language", "copyright", "managingEditor", "webMaster", "pubDate", "lastBuildDate"), (0, 1)),
    **dict.fromkeys(("generator", "docs", "cloud", "ttl", "image", "rating", "textInput"), (0, 1)),
    **dict.fromkeys(("skipHours", "skipDays"), (0, 1)),
    **dict.fromkeys(("category", "item"), (0, _MANY)),
}
_ITEM: Mapping[str, tuple[int, int]] = {
    **dict.fromkeys(("title", "link", "guid", "pubDate"), (1, 1)),
    **dict.fromkeys(("description", "author", "comments", "source"), (0, 1)),
    **dict.fromkeys(("category", "enclosure"), (0, _MANY)),
}
_MEND = "the writer of feeds is at fault, not a text: tell whoever looks after the site"


def verify_rss_form(channel: etree._Element, path: str, problems: Problems) -> None:
    """Add what a channel and its items have against RSS 2.0; of the items, more is asked for than there.

    Each item must say its title, page, id and date of publication, so that what it says does not hang on the reader.
    """
    for what in (*_faults_of_children(channel, _CHANNEL), *_faults_of_dates(channel, ("pubDate", "lastBuildDate"))):
        problems.add(path, "feed", what, _MEND)
    for number, item in enumerate(channel.iterchildren("item"), 1):
        for what in _faults_of_item(item):
            problems.add(path, text_of(item, "guid") or f"entry {number}", what, _MEND)


def _faults_of_item(item: etree._Element) -> Iterator[str]:
    yield from _faults_of_children(item, _ITEM)
    yield from _faults_of_dates(item, ("pubDate",))
    guid = item.find("guid")
    if guid is not None and guid.get("isPermaLink") != "false" and guid.text != text_of(item, "link"):
        yield "has an id that readers would follow as an address (RSS 2.0, guid)"
    for enclosure in item.iterchildren("enclosure"):
        if (
            not enclosure.get("url")
            or count_of(enclosure.get("length", "")) < 0
            or "/" not in enclosure.get("type", "")
        ):
            yield "has a file without its address, length in bytes or type (RSS 2.0, enclosure)"
    description = item.find("description")
    if description is not None and "<" in (description.text or ""):
        yield "has a summary that readers would take for HTML (RSS 2.0, description)"


def _faults_of_children(parent: etree._Element, allowed: Mapping[str, tuple[int, int]]) -> Iterator[str]:
    counted = Counter(child.tag for child in parent.iterchildren("*") if not child.tag.startswith("{"))
    for name in sorted(counted.keys() - allowed.keys()):
        yield f"has {name}, which RSS 2.0 does not know there"
    for name, (least, most) in allowed.items():
        if not least <= counted[name] <= most:
            yield f"has {counted[name]} of {name} where {'one must be' if least else 'one may be'}"


def _faults_of_dates(parent: etree._Element, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        child = parent.find(name)
        if child is not None and read_rfc822(child.text or "") is None:
            yield f"has “{child.text}” as {name}, which is no date of RFC 822 with four digits for the year"
