"""What MkDocs logs while a page is worked on in another process, to be said again in this one."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

Said = tuple[str, int, str]
"""Who said it, its level, and the words."""

_MKDOCS = "mkdocs"


@contextmanager
def overheard() -> Iterator[list[Said]]:
    """Keep what MkDocs and its plugins log while the block runs, in place of letting it out."""
    logger, heard = logging.getLogger(_MKDOCS), _Hearing()
    handlers, propagate = logger.handlers, logger.propagate
    logger.handlers, logger.propagate = [heard], False
    try:
        yield heard.said
    finally:
        logger.handlers, logger.propagate = handlers, propagate


def say_again(said: Sequence[Said]) -> None:
    """Log what was overheard, each as from where it came."""
    for name, level, words in said:
        logging.getLogger(name).log(level, "%s", words)


class _Hearing(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[Said] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append((record.name, record.levelno, record.getMessage()))
