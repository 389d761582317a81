"""XML as a bundle may hold it: no document type, nothing fetched, read one child of the root at a time."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from review_site.archive.verify.fault import stop

_CHUNK = 1 << 16
_DEEPEST = 32
_CHILD_LIMIT = 1 << 24  # elements and characters in one child of the root


@dataclass(slots=True)
class Node:
    """An element: names have their namespace in braces before them, `text` is what stands right in it."""

    name: str
    attributes: dict[str, str]
    text: str = ""
    children: list["Node"] = field(default_factory=list)

    def all(self, name: str) -> list["Node"]:
        """Return the children of a name."""
        return [child for child in self.children if child.name == name]

    def every(self, name: str) -> Iterator["Node"]:
        """Give the elements of a name inside this one, however deep."""
        for child in self.children:
            if child.name == name:
                yield child
            yield from child.every(name)

    def text_at(self, *names: str) -> str:
        """Return the text of the first element that a path of names leads to, empty where it leads nowhere."""
        here: Node | None = self
        for name in names:
            here = next(iter(here.all(name)), None) if here else None
        return here.text if here else ""


def read_children(path: Path, root: str) -> Iterator[tuple[Node, dict[str, str]]]:
    """Give each child of a document's root, whole, with the root's own attributes.

    Args:
        path: the file.
        root: the root's name.

    Raises:
        FaultError: when it is no such document, has a document type, or is nested or filled beyond measure.
        OSError: when the file cannot be read.
    """
    reader = _Reader(root)
    with path.open("rb") as stream:
        while not reader.done:
            chunk = stream.read(_CHUNK)
            reader.feed(chunk)
            for child in reader.take():
                yield child, reader.attributes


class _Reader:
    def __init__(self, root: str) -> None:
        self.attributes: dict[str, str] = {}
        self.done = False
        self._root, self._open = root, list[Node]()
        self._whole: list[Node] = []
        self._depth = self._count = 0
        self._parser = expat.ParserCreate(namespace_separator="}")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = self._doctype

    def feed(self, chunk: bytes) -> None:
        """Parse the next bytes; none say that the document is at its end."""
        self.done = not chunk
        try:
            self._parser.Parse(chunk, self.done)
        except (expat.ExpatError, LookupError, ValueError) as error:  # the last two of an encoding that is declared
            stop("xml", f"is not well formed: {error}")

    def take(self) -> list[Node]:
        whole, self._whole = self._whole, []
        return whole

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        named = {_braced(key): value for key, value in attributes.items()}
        self._depth += 1
        if self._depth == 1:
            if _braced(name) != self._root:
                stop("xml", f"has {name[:80]} as its root", f"write {self._root}")
            self.attributes = named
            return
        if self._depth > _DEEPEST:
            stop("xml", f"nests elements more than {_DEEPEST} deep")
        self._note(1)
        node = Node(_braced(name), named)
        if self._open:
            self._open[-1].children.append(node)
        self._open.append(node)

    def _end(self, _name: str) -> None:
        self._depth -= 1
        if self._open:
            node = self._open.pop()
            if not self._open:
                self._whole.append(node)
                self._count = 0

    def _text(self, text: str) -> None:
        if self._open:
            self._note(len(text))
            self._open[-1].text += text

    def _note(self, size: int) -> None:
        self._count += size
        if self._count > _CHILD_LIMIT:
            stop("xml", f"holds more than {_CHILD_LIMIT} elements and characters in one")

    def _doctype(self, *_declared: object) -> None:
        stop("xml", "has a document type", "write none")


def _braced(name: str) -> str:
    return "{" + name if "}" in name else name
