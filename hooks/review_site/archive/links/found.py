"""The references of one file as they are found: each is resolved, and what leads nowhere is left out."""

from dataclasses import dataclass, field

from review_site.archive.links.addressing import resolve
from review_site.archive.links.graph import Kind, Link


@dataclass(slots=True)
class Found:
    """Gathers the references of one file; `base` is what they are read against, `encoding` the file's."""

    base: str
    encoding: str = "utf-8"
    links: list[Link] = field(default_factory=list)

    def rebase(self, reference: str) -> None:
        """Read what follows against another address, which is itself read against the file's own."""
        url = resolve(self.base, reference, self.encoding)
        if url is not None and url.startswith(("http://", "https://")):
            self.base = url

    def add(self, kind: Kind, element: str, attribute: str, reference: str, line: int, *, rel: str = "") -> None:
        """Note one reference; nothing is noted of an empty one, of a place in the same file, and of data in itself."""
        text = reference.strip()
        if not text or text.startswith("#") or text[:5].lower() == "data:":
            return
        url = resolve(self.base, text, self.encoding)
        if url is not None:
            self.links.append(Link(kind=kind, element=element, attribute=attribute, url=url, line=line, rel=rel))
