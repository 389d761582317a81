"""The references of one file as they are found: each is resolved, and what leads nowhere is left out."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from review_site.archive.links.addressing import EDGES, resolve
from review_site.archive.links.graph import Kind, Link

LONGEST = 4096  # characters: crawlers and web servers take no more


@dataclass(slots=True)
class Found:
    """Gathers the references of one file; `base` is what they are read against, `encoding` the file's.

    `unread` tells why where not all of them could be read. With `as_written` addresses are kept as they stand, to be
    added to others; `rebased` then tells that the text names a base of its own, which must be read where it stands.
    """

    base: str
    encoding: str = "utf-8"
    links: list[Link] = field(default_factory=list)
    unread: str = ""
    as_written: bool = False
    rebased: bool = False
    _line: int | None = None

    def rebase(self, reference: str) -> None:
        """Read what follows against another address, which is itself read against the present one."""
        self.rebased = True
        url = resolve(self.base, reference, self.encoding) if len(reference) <= LONGEST else None
        if url is not None and url.startswith(("http://", "https://")):
            self.base = url

    @contextmanager
    def inside(self, line: int) -> Iterator[None]:
        """Read a text inside the file: its references stand on the line of what holds it, and its base ends with it."""
        before = self.base, self.encoding, self._line
        self._line = line if self._line is None else self._line
        try:
            yield
        finally:
            self.base, self.encoding, self._line = before

    def add(self, kind: Kind, element: str, attribute: str, reference: str, line: int, *, rel: str = "") -> None:
        """Note one reference, but for what leads nowhere, into the same file or into itself, and what is too long."""
        text = reference.strip(EDGES)
        if not text or text.startswith("#") or text[:5].lower() == "data:" or len(text) > LONGEST:
            return
        url = text if self.as_written else resolve(self.base, text, self.encoding)
        if url is not None:
            line = line if self._line is None else self._line
            self.links.append(Link(kind=kind, element=element, attribute=attribute, url=url, line=line, rel=rel))
