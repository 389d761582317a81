"""A stylesheet's file as it stands in the copy."""

import re

from review_site.archive.reading_copy.draft import Copying, Draft
from review_site.archive.reading_copy.encodings import View
from review_site.archive.reading_copy.page import Copied

_MARK = b"\xef\xbb\xbf"
_CHARSET = re.compile(rb'@charset "[^"]*";', re.IGNORECASE)
_UTF8 = b'@charset "utf-8";'


def copy_sheet(copying: Copying, content: bytes, url: str, file: str) -> Copied:
    """Return a stylesheet changed for the copy, which names its encoding itself where its server did (CSS Syntax §3.2).

    Args:
        copying: what all files of the copy have in common.
        content: the stylesheet, which was served as UTF-8.
        url: its full address.
        file: its name in the copy.
    """
    mark, body = (_MARK, content[3:]) if content.startswith(_MARK) else (b"", content)
    draft = Draft(copying=copying, view=View(body.decode("latin-1"), "utf-8"), url=url, file=file, base=url)
    changed = draft.css(draft.view.text).encode("latin-1")
    if not mark and not changed.isascii():
        changed = _UTF8 + _CHARSET.sub(b"", changed, count=1) if _CHARSET.match(changed) else _UTF8 + changed
    return Copied(mark + changed, tuple(draft.losses))
