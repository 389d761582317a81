"""Signs in texts that mean something to programs alone: HTML's in a field, and what is left of a lost letter."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from review_site.character_references import unescape
from review_site.content.fields import field_name
from review_site.content.source import Key, Source
from review_site.problems import Problems

_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});")
_LOST = re.compile("[\ufffd\ue000-\uf8ff]|â€.?|Ã[\xa1-\xbf]|Â[\xa0-\xbf]")  # UTF-8 that was read as Windows-1252
_MOST = 20  # lines of a text
_ADDRESS = re.compile(r"(?:https?|mailto|tel|review):|/", re.IGNORECASE)


def check_fields(sources: Iterable[Source], problems: Problems) -> None:
    """Tell characters that are written as HTML writes them (`&amp;`), at their field, and those of a lost letter."""
    for source in sources:
        rows = enumerate(source.body.split("\n"), source.body_line) if _LOST.search(source.body) else ()
        for line, found in islice(((line, found) for line, row in rows if (found := _LOST.search(row))), _MOST):
            problems.add(source.path, "text", *_lost(found[0]), line=line)
        for key, text in texts_in(source.data):
            lost = _LOST.search(text)
            if lost:
                problems.add(source.path, field_name(key), *_lost(lost[0]), line=source.line(key))
            found = _ENTITY.search(text)
            if found and unescape(found[0]) != found[0] and not _ADDRESS.match(text):
                letter = unescape(found[0])
                mend = f"write {letter}" if letter.isprintable() and letter.strip() else "write a space"
                what = f"holds {found[0]}, which readers would see as it is"
                problems.add(source.path, field_name(key), what, mend, line=source.line(key))


def _lost(found: str) -> tuple[str, str]:
    what = f"holds “{found}” (U+{ord(found[0]):04X}), which is left of a letter that was lost"
    return what, "type the word again; copy the text again if there are many"


def texts_in(value: object, key: Key = ()) -> Iterator[tuple[Key, str]]:
    """Give every text of fields with its key, names of fields among them."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield (*key, name), str(name)
            yield from texts_in(inner, (*key, name))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from texts_in(inner, (*key, at))
