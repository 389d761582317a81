"""The headers with which the configurations here answer for a file, as a list: for the archive, which records them."""

from review_site.hosting.caching import cache_control_of
from review_site.hosting.policy import (
    CSP,
    FIXED_HEADERS,
    HSTS,
    HSTS_VALUE,
    content_security_policy,
    may_run_wasm,
)


def headers_of(address: str, file: str, *, https: bool) -> list[tuple[str, str]]:
    """Return the headers that say how a browser may use and keep an answer, in the order of their names.

    Args:
        address: where the file is served, below the site's own address.
        file: the file, relative to the site.
        https: whether the site is served over HTTPS, where browsers are told to come back so (RFC 6797 §7.2).
    """
    headers = {
        **FIXED_HEADERS,
        CSP: content_security_policy(wasm=may_run_wasm(address)),
        "Cache-Control": cache_control_of(file),
        "Vary": "Accept-Encoding",
    }
    if https:
        headers[HSTS] = HSTS_VALUE
    return sorted(headers.items())
