"""A Markdown body → what it holds, read once for each library."""

from collections.abc import Iterator
from contextlib import contextmanager

from review_site.content.markdown_reader import read_body
from review_site.content.markdown_text import Text


class _Texts:
    """The texts that the checks of one library ask for, and those of the last library, which are mostly the same."""

    def __init__(self) -> None:
        self.now: dict[tuple[str, int], Text] = {}
        self.before: dict[tuple[str, int], Text] = {}


_texts = _Texts()


def read_markdown(body: str, first_line: int) -> Text:
    """Return what a Markdown body holds, its first line being line `first_line` of its file."""
    key = (body, first_line)
    text = _texts.now.get(key)
    if text is None:
        text = _texts.now[key] = _texts.before.get(key) or read_body(body, first_line)
    return text


def hold_text(body: str, first_line: int, text: Text) -> None:
    """Keep what another process read of a body, so that `read_markdown` need not read it again."""
    _texts.now[body, first_line] = text


@contextmanager
def texts_of_one_library() -> Iterator[None]:
    """Keep each text that is read while the block runs until the next such block; let go of those before them."""
    _texts.before, _texts.now = _texts.now, {}
    try:
        yield
    finally:
        _texts.before = {}
