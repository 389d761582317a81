"""Feeds and exports that would swell, fetch, overrun or smuggle; each is a whole file."""

from collections.abc import Callable

_ITEM = (
    "<item><title>Lanterns</title><link>https://x.example/lanterns/</link><guid>{id}</guid>"
    "<pubDate>Thu, 01 Jul 2021 11:00:00 GMT</pubDate><author>a@x.example (Ada Lamp)</author>{more}</item>"
)


def feed_of(word: str) -> bytes:
    """Return the bytes of a feed."""
    return _FEEDS[word]()


def _rss(inside: str, before: str = "") -> bytes:
    start = '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
    head = f'<?xml version="1.0" encoding="utf-8"?>{before}{start}'
    return f"{head}<channel><title>A</title>{inside}</channel></rss>".encode()


def _item(html: str, more: str = "") -> str:
    return _ITEM.format(id="1", more=f"<content:encoded><![CDATA[{html}]]></content:encoded>{more}")


def _laughs(depth: int) -> str:
    names = [f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, depth)]
    return f'<!DOCTYPE rss [<!ENTITY a0 "ha">{"".join(names)}]>'


_OUTSIDE = '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
_PARAMETER = '<!DOCTYPE rss [<!ENTITY % a SYSTEM "http://x.example/a.dtd"> %a;]>'
_ELSEWHERE = '<!DOCTYPE rss SYSTEM "http://x.example/a.dtd">'
_ATTACKS = (
    "<p>Words</p><script>alert(1)</script><svg onload=alert(1)><p onclick=alert(1)>More</p>"
    '<a href="java&#9;script:alert(1)">here</a><iframe srcdoc="<script>alert(1)</script>"></iframe>'
    "<math><mtext><table><mglyph><style><!--</style><img title='--><img src=1 onerror=alert(1)>'>"
)
_FEEDS: dict[str, Callable[[], bytes]] = {
    "billion-laughs": lambda: _rss(_item("&a9;"), _laughs(10)),
    "outside-entity": lambda: _rss(_item("&a;"), _OUTSIDE),
    "parameter-entity": lambda: _rss(_item("a"), _PARAMETER),
    "outside-definition": lambda: _rss(_item("<p>Words</p>"), _ELSEWHERE),
    "swelling-attribute": lambda: _rss('<item a="&a9;"/>', _laughs(10)),
    "second-declaration": lambda: _rss("", before='<?xml version="1.0" encoding="gbk"?>'),
    "deep": lambda: _rss("<a>" * 100_000 + "</a>" * 100_000),
    "of-sixty-megabytes": lambda: _rss(_item("a" * 60_000_000)),
    "text-of-twenty-megabytes": lambda: _rss(_item("a " * 10_000_000)),
    "deep-html": lambda: _rss(_item("<div>" * 200_000 + "<p>Words</p>")),
    "unclosed-html": lambda: _rss(_item("<a href='" * 100_000 + "Words")),
    "many-brackets": lambda: _rss(_item("<p>" + "[gallery " * 100_000 + "</p>")),
    "dots-that-lead-on": lambda: _rss(_ITEM.format(id="1", more=f"<description>Words {'… ' * 9_000}</description>")),
    "stars": lambda: _rss(_item("<p>" + "*_[" * 100_000 + "</p>")),
    "many-attributes": lambda: _rss(f"<item {' '.join(f'a{number}={chr(34) * 2}' for number in range(100_000))}/>"),
    "long-name": lambda: _rss(f"<item><{'a' * 1_000_000}/></item>"),
    "long-author": lambda: _rss(_ITEM.format(id="1", more=f"<author>{'a@' * 500_000}</author>")),
    "two-hundred-posts": lambda: _rss("".join(_ITEM.format(id=number, more="") for number in range(200))),
    "one-id-often": lambda: _rss(_ITEM.format(id="1", more="<description>Words</description>") * 3),
    "slug-that-climbs": lambda: _rss(_item("<p>Words</p>").replace("/lanterns/", "/../../etc/passwd/")),
    "name-of-windows": lambda: _rss(_item("<p>Words</p>").replace("/lanterns/", "/con/")),
    "scripts": lambda: _rss(_item(_ATTACKS)),
    "script-in-the-title": lambda: _rss(
        _item("<p>Words</p>").replace("Lanterns", "<![CDATA[<script>alert(1)</script>]]>")
    ),
    "turned-round": lambda: _rss(_item("<p>Fog \u202egniR\u200b</p>")),
    "yaml-in-the-title": lambda: _rss(_item("<p>Words</p>").replace("Lanterns", '"\n---\nid: x\n&amp;a *a !!b')),
    "zero-bytes": lambda: _rss(_item("<p>Words</p>")).replace(b"Lanterns", b"Lan\0terns"),
    "half-a-character": lambda: _rss(_item("<p>Words</p>")).replace(b"Lanterns", b"F\xed\xa0\x80g"),
    "utf-7": lambda: _rss(_item("a")).replace(b"utf-8", b"utf-7"),
    "gzip": lambda: b"\x1f\x8b\x08\0" + bytes(200),
    "picture-from-etc": lambda: _rss(_item("<p>Words</p><img src='file:///etc/passwd.png' alt='a'>")),
}
