"""`_headers`, as Netlify and hosts that follow it read it.

All rules that match an answer count, and values of one header are joined by commas. So no header may stand in two rules
that match the same address; and pages without WebAssembly are held by their own meta element, as two policies together
allow only what both allow (CSP Level 3 §8.1).
"""

from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import quote

from review_site.hosting.caching import ASK_AGAIN, cache_control_of
from review_site.hosting.policy import CSP, FIXED_HEADERS, HSTS, HSTS_VALUE, content_security_policy
from review_site.hosting.served import Served, local_path
from review_site.hosting.types import served_type_of

_FEEDS = frozenset({".atom", ".ics", ".opml", ".rss"})  # what hosts name otherwise


def render_headers(served: Served) -> str:
    """Return the text of `_headers`: one rule for every answer, then one for each file that differs.

    Pages need no rule for caching: these hosts let browsers keep nothing without asking again.
    """
    everywhere = {CSP: content_security_policy(wasm=True), **FIXED_HEADERS, HSTS: HSTS_VALUE}
    rules = [_rule("/*", everywhere), *_rules_of_files(served)]
    return "\n".join(rules)


def render_redirects(served: Served) -> str:
    """Return the text of `_redirects`: each older address with where it leads."""
    lines = [f"{served.prefix[:-1]}{old}  {local_path(served, new)}  301!" for old, new in served.moved]
    return "".join(f"{line}\n" for line in lines)


def _rules_of_files(served: Served) -> Iterator[str]:
    for file in served.files:
        headers = {}
        if (kept := cache_control_of(file)) != ASK_AGAIN:
            headers["Cache-Control"] = kept
        if PurePosixPath(file).suffix in _FEEDS:
            headers["Content-Type"] = served_type_of(file)
        if headers:
            yield _rule(served.prefix + quote(file), headers)


def _rule(path: str, headers: dict[str, str]) -> str:
    return "".join([f"{path}\n", *(f"  {name}: {value}\n" for name, value in headers.items())])
