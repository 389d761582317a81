"""Where things stand: an address seen from the root of its site, and names that carry a fingerprint."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

# Six digits and more in base 16, set apart by a dot, a dash or a low line. Digits alone are more often a date or a
# number that people gave, unless there are very many.
_FINGERPRINT = re.compile(r"(?<=[._-])(?=[0-9a-f]*(?:\d[a-f]|[a-f]\d)|\d{12})[0-9a-f]{6,64}(?=[._-]|$)")
_NUMBER = re.compile(r"(?<=[._-])[0-9a-f]{6,64}(?=[._-]|$)")
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


@dataclass(frozen=True, slots=True)
class Root:
    """The address of a site's root, `https://example.org/`: it ends with a slash."""

    url: str

    def address_of(self, url: str) -> str:
        """Return an address below the root without it, beginning with a slash; any other as it is.

        http and https are one, as are an address with the port that it would have anyway and without.
        """
        bare, mine = _bare(url), _bare(self.url)
        if bare == url or not f"{bare}/".startswith(mine):
            return url
        return bare[len(mine) - 1 :] or "/"

    def __post_init__(self) -> None:
        if not self.url.endswith("/"):
            raise ValueError(f"“{self.url}” does not end with a slash")


def _bare(url: str) -> str:
    """Return a full address without its scheme and default port, its host in lower case."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    if parts.scheme not in _DEFAULT_PORTS:
        return url
    host = parts.netloc.lower().removesuffix(_DEFAULT_PORTS[parts.scheme])
    start = url.find("//") + 2 + len(parts.netloc)
    return f"{host}{url[start:]}"


def without_fingerprint(address: str, *, digits: bool = False) -> str:
    """Return an address with `*` for a fingerprint in its last step, as it is where there is none.

    `/assets/site.3f9a1c2b.css` gives `/assets/site.*.css`. With `digits`, a short number counts as one too.
    """
    folder, slash, name = address.rpartition("/")
    return f"{folder}{slash}{(_NUMBER if digits else _FINGERPRINT).sub('*', name)}"
