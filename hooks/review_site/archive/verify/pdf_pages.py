"""The pages of a PDF and what is annotated on each, by its plain objects (ISO 32000-1 §7.3.10, §7.7.3, §12.5)."""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from mmap import mmap

_GAP = rb"[\x00\t\n\f\r ]"
_OBJECT = re.compile(rb"(?<![0-9])([0-9]{1,10})" + _GAP + rb"+[0-9]{1,5}" + _GAP + rb"+obj\b")
_END = re.compile(rb"\bendobj\b|\bstream\r?\n")
_TO = rb"([0-9]{1,10})" + _GAP + rb"+[0-9]{1,5}" + _GAP + rb"+R\b"
_REFERENCE = re.compile(_TO)
_ROOT = re.compile(rb"/Root" + _GAP + rb"*" + _TO)
_PAGES = re.compile(rb"/Pages" + _GAP + rb"*" + _TO)
_KIDS = re.compile(rb"/Kids" + _GAP + rb"*(?:" + _TO + rb"|\[([^\]]*)\])")
_ANNOTATIONS = re.compile(rb"/Annots" + _GAP + rb"*(?:" + _TO + rb"|\[)")
_ACTION = re.compile(rb"/A" + _GAP + rb"+" + _TO)
_FIRST = re.compile(rb"/First" + _GAP + rb"+([0-9]{1,9})")
_LONGEST = 1 << 16  # bytes of an object that are read
_MOST = 50_000  # pages, and annotations of a page


@dataclass(frozen=True, slots=True)
class Packed:
    """An object stream: where it begins, what stands before it, and what it holds."""

    place: int
    head: bytes
    text: bytes


def annotated_pages(content: mmap, packed: Iterable[Packed]) -> Iterator[bytes]:
    """Give for each page, in order, the text of all that is annotated on it."""
    objects = _read_objects(content, packed)
    roots = deque(_ROOT.finditer(content), maxlen=1)  # the last one counts
    waiting = [int(tree[1]) for root in roots if (tree := _PAGES.search(objects.text(int(root[1]))))]
    seen: set[int] = set()
    given = 0
    while waiting and given < _MOST:
        number = waiting.pop()
        if number in seen:
            continue
        seen.add(number)
        text = objects.text(number)
        kids = _KIDS.search(text)
        if kids:
            named = objects.text(int(kids[1])) if kids[1] else kids[2]
            waiting += [int(kid) for kid in reversed(_REFERENCE.findall(named)[:_MOST])]
        elif text:
            given += 1
            yield b"\n".join(_annotations(text, objects))


def _annotations(page: bytes, objects: "_Objects") -> Iterator[bytes]:
    match = _ANNOTATIONS.search(page)
    if not match:
        return
    held = objects.text(int(match[1])) if match[1] else page[match.end() :]
    yield held
    for number in _REFERENCE.findall(held)[:_MOST]:
        text = objects.text(int(number))
        yield text
        if action := _ACTION.search(text):
            yield objects.text(int(action[1]))


class _Objects:
    """The objects of a PDF by their numbers; where one stands more than once, the last one counts."""

    def __init__(self, content: mmap) -> None:
        self._content = content
        self._plain: dict[int, int] = {}
        self._packed: dict[int, tuple[int, memoryview]] = {}

    def note(self, number: int, start: int) -> None:
        self._plain[number] = start

    def note_packed(self, number: int, place: int, text: memoryview) -> None:
        self._packed[number] = place, text

    def text(self, number: int) -> bytes:
        """Return what an object holds, without its stream; empty where there is no such object."""
        start = self._plain.get(number, -1)
        place, packed = self._packed.get(number, (-1, memoryview(b"")))
        if place > start:
            return bytes(packed[:_LONGEST])
        if start < 0:
            return b""
        end = _END.search(self._content, start, start + _LONGEST)
        return self._content[start : end.start() if end else start + _LONGEST]


def _read_objects(content: mmap, packed: Iterable[Packed]) -> _Objects:
    objects = _Objects(content)
    for match in _OBJECT.finditer(content):
        objects.note(int(match[1]), match.end())
    for stream in packed:
        first = _FIRST.search(stream.head)
        if first:
            _note_packed(stream, int(first[1]), objects)
    return objects


def _note_packed(stream: Packed, first: int, objects: _Objects) -> None:
    """Note the objects of a stream, which begins with their numbers and where each begins (ISO 32000-1 §7.5.7)."""
    numbers = [int(one) for one in stream.text[:first].split() if one.isdigit() and len(one) < 11]
    text = memoryview(stream.text)
    starts = [first + offset for offset in numbers[1::2]]
    for number, start, end in zip(numbers[::2], starts, [*starts[1:], len(text)], strict=False):
        objects.note_packed(number, stream.place, text[start : max(start, end)])
