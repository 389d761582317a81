"""Whether the parts of drawings that stand in a page of a reading copy are those of its own drawings."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from urllib.parse import unquote

from review_site.archive.verify.copied_markup import Piece
from review_site.archive.verify.copied_notes import MARK
from review_site.archive.verify.copy_places import Lead

Drawing = Callable[[str], Sequence[Piece]]
"""Gives the tags and words of a drawing of the copy by its name; none for any other file."""

_FRAME = {MARK: "symbol", "aria-hidden": "true", "width": "0", "height": "0", "style": "position:absolute"}
_LEFT_OUT = frozenset({"foreignobject", "script", "style", "image", "a"})


def key_of(lead: Lead) -> str:
    """Return the id that a part of a drawing has in a page of a copy."""
    mark = lead.tail.partition("#")[2]
    return f"copied-{hashlib.sha256(f'{lead.name}#{mark}'.encode()).hexdigest()[:12]}"


def is_symbol(addition: Sequence[Piece]) -> bool:
    """Tell whether what a copy added to a page is a part of a drawing."""
    return addition[0].attributes.get(MARK) == "symbol"


def keys_in(additions: Sequence[Sequence[Piece]]) -> frozenset[str]:
    """Return the ids that parts of drawings have in a page."""
    starts = (addition[1] for addition in additions if is_symbol(addition) and len(addition) > 1)
    return frozenset(piece.attributes.get("id", "") for piece in starts)


def symbol_fault(addition: Sequence[Piece], used: Mapping[str, Lead] | None, drawing: Drawing) -> str:
    """Return what is wrong with a part of a drawing in a page, empty where nothing is.

    Args:
        addition: its tags.
        used: by the id in the page, what the recorded page uses of drawings; None where nobody knows.
        drawing: gives a drawing of the copy.
    """
    if addition[0].text != "svg" or addition[0].attributes != _FRAME:
        return "has a part of a drawing that is not as a copy has it"
    parts = list(_elements(addition[1:-1]))
    key = parts[0][0].attributes.get("id", "") if parts else ""
    if used is None:
        return ""
    if key not in used:
        return f"has a part of a drawing that the recorded page does not use: {key[:40]}"
    whole = drawing(used[key].name)
    marks = [unquote(used[key].tail.partition("#")[2]), *(part[0].attributes.get("id", "") for part in parts[1:])]
    for mark, part in zip(marks, parts, strict=True):
        start = next(
            (at for at, one in enumerate(whole) if one.kind == "start" and one.attributes.get("id") == mark), None
        )
        if start is None or _plain(next(_elements(whole[start:]))) != _plain(part):
            return f"has a part of a drawing that is not as in {used[key].name[:200]}"
    return ""


def _elements(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Give each element that stands in a row of pieces, from its start to its end."""
    depth = start = 0
    for at, piece in enumerate(pieces):
        if piece.kind == "start":
            start = at if depth == 0 else start
            depth += 1
        elif piece.kind == "end":
            depth -= 1
            if depth == 0:
                yield list(pieces[start : at + 1])


def _plain(element: Sequence[Piece]) -> list[tuple[str, str, dict[str, str]]]:
    """Return an element without its own id, its namespaces, and what a part of a drawing lacks in a page."""
    out: list[tuple[str, str, dict[str, str]]] = []
    hidden = 0
    for piece in element:
        name = piece.text.rpartition(":")[2]
        if hidden or (piece.kind == "start" and name in _LEFT_OUT):
            hidden += {"start": 1, "end": -1}.get(piece.kind, 0)
            continue
        attributes = {
            key.rpartition(":")[2]: value
            for key, value in piece.attributes.items()
            if not key.startswith("xmlns") and not (key == "id" and not out) and key != "/"
        }
        text = " ".join(piece.text.split()) if piece.kind == "words" else name
        if text:
            out.append((piece.kind, text, attributes))
    return out
