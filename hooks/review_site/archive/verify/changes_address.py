"""How a report of changes names its pages."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

_Told = Mapping[str, Any]


def address_below(url: str, root: str) -> str:
    """Return an address as a report tells it: below the root without it, any other as it is."""
    bare, mine = _bare(url), _bare(root)
    if not mine or not f"{bare}/".startswith(mine):
        return url
    return bare[len(mine) - 1 :] or "/"


def _bare(url: str) -> str:
    """Return an address of the web without scheme and default port; nothing for any other."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    port = {"http": ":80", "https": ":443"}.get(parts.scheme)
    rest = url[url.find("//") + 2 + len(parts.netloc) :]
    return f"{parts.netloc.lower().removesuffix(port)}{rest}" if port else ""


def texts_of(told: _Told) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Give how the words of each page changed, with the address at which it stands now."""
    for one in (*told["changed"], *told["moved"]):
        if one["text"] is not None:
            yield one["new"]["address"], one["text"]
