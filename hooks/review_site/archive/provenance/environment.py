"""`environment.txt`: what the program is built on, name by name: the one file of a bundle that depends on the machine.

The bytes of a bundle can depend on these versions (zlib's above all), so a second run that differs is explained here.
"""

import platform
import re
import zlib
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from packaging.requirements import Requirement

from review_site.archive.software import SOFTWARE

_PRODUCT = "review-site"


def render_environment(product: str = _PRODUCT) -> bytes:
    """Render the versions of Python, of zlib and of every distribution that a product depends on here.

    One distribution stands on a line, as pip's requirements do, sorted by name; those that the environment holds beside
    them are left out. No path, host or user is named.

    Args:
        product: the distribution whose requirements are followed.
    """
    head = [
        f"# What made this bundle: {SOFTWARE}, and what it is built on.",
        f"# Python {platform.python_version()} ({platform.python_implementation()})",
        f"# zlib {zlib.ZLIB_RUNTIME_VERSION}",
    ]
    found = dict(_closure(product))
    if product not in found:
        head.append(f"# {product} is not installed here as a distribution: what it is built on is not known.")
    missing = [f"# {name} is required, and is not installed" for name, one in sorted(found.items()) if one is None]
    lines = [f"{name}=={one.version}" for name, one in sorted(found.items()) if one is not None and name != product]
    return "".join(f"{line}\n" for line in (*head, *missing, *lines)).encode()


def _closure(product: str) -> Iterator[tuple[str, Distribution | None]]:
    """Give a product and, each once, whatever it requires on this machine, however far down."""
    waiting = [(product, "")]
    seen = set()
    while waiting:
        name, extra = waiting.pop()
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        found = _find(name)
        if found is None and name == product:
            return
        yield name, found
        for text in (found.requires if found else None) or ():
            requirement = Requirement(text)
            if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
                inner = _normal(requirement.name)
                waiting += [(inner, one) for one in ("", *sorted(requirement.extras))]


def _find(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def _normal(name: str) -> str:
    """Return a distribution's name as all of its spellings give it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()
