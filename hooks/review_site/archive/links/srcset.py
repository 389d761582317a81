"""The addresses in a `srcset` (HTML Standard §4.8.4.2.1)."""

import re

_NEXT = re.compile(r"[ \t\n\f\r,]*([^ \t\n\f\r]+)")
_DESCRIPTORS = re.compile(r"(?:\([^)]*(?:\)|\Z)|[^(,])*,?")


def addresses_of_srcset(value: str) -> list[str]:
    """Return the addresses of a list of pictures, `a.png 1x, b.png 2x`, in order."""
    found = []
    place = 0
    while match := _NEXT.match(value, place):
        address, place = match[1], match.end()
        if address.endswith(","):
            address = address.rstrip(",")
        elif descriptors := _DESCRIPTORS.match(value, place):
            place = descriptors.end()
        if address:
            found.append(address)
    return found
