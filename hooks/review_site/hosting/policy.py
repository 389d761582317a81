"""The security headers, once: what a browser may do with a page of this site.

Pages need no script, load nothing from another host and store nothing, so the policy refuses whatever they do not use.
"""

from collections.abc import Mapping, Sequence

WASM_PREFIXES = ("/search/", "/pagefind/")
"""Where WebAssembly may run: the search page, and the worker that it starts, which obeys its own file's policy."""

_DIRECTIVES: Mapping[str, str] = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",  # data: for the signs of notes and warnings, which stand in the stylesheet
    "font-src": "'self'",
    "connect-src": "'self'",  # the search page reads its index
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
_META_DIRECTIVES: Mapping[str, str] = {
    name: value
    for name, value in _DIRECTIVES.items()
    if name not in ("default-src", "style-src", "img-src", "frame-ancestors")
} | dict.fromkeys(("frame-src", "manifest-src", "media-src", "object-src"), "'none'")
"""What a page tells by itself. `frame-ancestors` may not stand there (CSP Level 3 §3.3). Of styles and pictures nothing
is said, for the page takes this along: into an archive, whose banner has its own, to readers who put in a style for
wider spacing (WCAG 2.2 §1.4.12), and to checkers that read a page from a disk. The header stays with the host and
refuses both."""
_OFF = (
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "publickey-credentials-get",
    "screen-wake-lock",
    "sync-xhr",
    "usb",
    "xr-spatial-tracking",
)

CSP = "Content-Security-Policy"
HSTS = "Strict-Transport-Security"
HSTS_VALUE = "max-age=31536000"
"""One year, of this host alone; to be sent over HTTPS only (RFC 6797 §7.2)."""

FIXED_HEADERS: Mapping[str, str] = {
    "Referrer-Policy": "no-referrer",  # nobody learns from which page a reader in distress came
    "X-Content-Type-Options": "nosniff",  # Fetch §3.6
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _OFF),
    "Cross-Origin-Opener-Policy": "same-origin",  # HTML §7.1.3
    "Cross-Origin-Resource-Policy": "cross-origin",  # Fetch §3.7: readers of feeds show our pictures on their own pages
    "X-Frame-Options": "DENY",  # for browsers that do not know frame-ancestors
}
"""Headers that are the same for every answer."""


def may_run_wasm(address: str) -> bool:
    """Tell whether WebAssembly may run at an address of the site."""
    return address.startswith(WASM_PREFIXES)


def content_security_policy(*, wasm: bool) -> str:
    """Return the policy as a header tells it (CSP Level 3 §3.1)."""
    return _joined(_directives(wasm=wasm))


def meta_policy(address: str | None, hashes: Sequence[str]) -> str:
    """Return the policy as the meta element of the page at an address tells it (CSP Level 3 §3.3).

    The page for a wrong address has no address. `hashes` are those of the site's scripts, which checkers ask for where
    a page is read from a disk and `'self'` is nobody, and of the page's own block of data, which runs nothing.
    """
    script = _directives(wasm=address is not None and may_run_wasm(address))["script-src"]
    return _joined({**_META_DIRECTIVES, "script-src": " ".join((script, *(f"'{one}'" for one in hashes)))})


def _directives(*, wasm: bool) -> Mapping[str, str]:
    if not wasm:
        return _DIRECTIVES
    return {**_DIRECTIVES, "script-src": f"{_DIRECTIVES['script-src']} 'wasm-unsafe-eval'"}  # CSP Level 3 §2.3.1


def _joined(directives: Mapping[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in directives.items())
