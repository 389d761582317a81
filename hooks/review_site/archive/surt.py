"""The key under which web archives sort an address: `https://www.example.org/About/` gives `org,example)/about`.

The rules are those of the Internet Archive's canonicaliser (the `surt` package, AGPL and so only a judge here), as far
as they touch addresses without a query.
"""

import re
from urllib.parse import quote_from_bytes, unquote_to_bytes, urlsplit

_WWW = re.compile(r"www\d*\.")
_DEFAULT_PORTS = {"http": 80, "https": 443}
_KEPT = "!\"$&'()*+,-./:;<=>?@[\\]^_`{|}~"


def surt_of(url: str) -> str:
    """Return the sort key of a full address without query.

    Raises:
        ValueError: when the address names no host.
    """
    parts = urlsplit(url)
    if not parts.hostname:
        raise ValueError(f"“{url}” names no host")
    host = ",".join(reversed(_WWW.sub("", parts.hostname, count=1).split(".")))
    port = f":{parts.port}" if parts.port and parts.port != _DEFAULT_PORTS.get(parts.scheme) else ""
    return f"{host}{port}){_path_key(parts.path)}"


def _path_key(path: str) -> str:
    raw = path.encode()
    while (decoded := unquote_to_bytes(raw)) != raw:
        raw = decoded
    steps = [step for step in raw.split(b"/") if step]
    # The last slash is dropped, save at the root.
    return quote_from_bytes(b"/" + b"/".join(steps), safe=_KEPT).lower()
