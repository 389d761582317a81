"""A sample of addresses: always the same one of the same bundle, spread over the whole site."""

import hashlib

from review_site.archive.audit.holdings import Expected, Holdings


def choose(holdings: Holdings, number: int | None) -> tuple[Expected, ...]:
    """Return the addresses to ask for: all, or as many as asked for, the home page first among the chosen.

    Which ones is decided by a hash of the address, so that nobody can say that they were picked by hand.
    """
    if number is None or number >= len(holdings.addresses):
        return holdings.addresses
    ranked = sorted(holdings.addresses, key=lambda one: (one.url != holdings.root, _rank(one.url)))
    return tuple(sorted(ranked[:number], key=lambda one: one.url))


def _rank(url: str) -> str:
    return hashlib.sha256(url.encode()).hexdigest()
