"""The references of one recorded file, as they are gathered."""

from dataclasses import dataclass, field

from review_site.archive.verify.location import Location, locate

_EMPTY = "".join(map(chr, range(33)))
_LONGEST = 4096  # characters


@dataclass(frozen=True, slots=True)
class Reference:
    """One reference: its kind, the element and attribute that hold it, and where it leads.

    `certain` is False for one that some readers see and others do not: of broken markup, of the pages of a PDF.
    """

    kind: str
    element: str
    attribute: str
    place: Location
    certain: bool = True


Written = tuple[str, str, str, str, bool]
"""Kind, element, attribute and text of a reference, and whether it is certain."""


@dataclass(slots=True)
class References:
    """Gathers the references of one file; `base` is what they are read against, `encoding` the file's.

    `unread` tells why where not all of the file can be read, `hidden` that it may hold more than was found; `pages` are
    those on which an address of a PDF was found, from 1. With `written` references are kept there as they stand, to be
    noted where their base is known; `is_rebased` then tells that the text names one of its own.
    """

    base: Location
    encoding: str = "utf-8"
    found: list[Reference] = field(default_factory=list)
    unread: str = ""
    hidden: bool = False
    pages: dict[Location, set[int]] = field(default_factory=dict)
    written: list[Written] | None = None
    is_rebased: bool = False

    def note(self, kind: str, element: str, attribute: str, text: str, *, certain: bool = True) -> Location | None:
        """Note a reference, and return where it leads: None into the same file, into itself, and nowhere."""
        trimmed = text.strip(_EMPTY)
        if trimmed[:1] in ("", "#") or trimmed[:5].lower() == "data:" or len(trimmed) > _LONGEST:
            return None
        if self.written is not None:
            self.written.append((kind, element, attribute, trimmed, certain))
            return None
        place = locate(self.base, trimmed, self.encoding)
        if place is not None:
            self.found.append(Reference(kind, element, attribute, place, certain))
        return place

    def rebased(self, text: str) -> Location:
        """Return what references are read against where a text names another base."""
        self.is_rebased = True
        place = locate(self.base, text, self.encoding) if len(text) <= _LONGEST else None
        return place if place is not None and place.scheme in ("http", "https") else self.base
