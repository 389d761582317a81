"""`environment.txt`: what the program is built on, name by name: the one file of a bundle that depends on the machine.

The bytes of a bundle can depend on these versions (zlib's above all), so a second run that differs is explained here.
"""

import platform
import zlib

from review_site.archive.provenance.installed import PRODUCT, find_distribution, follow_requirements
from review_site.archive.software import SOFTWARE


def render_environment(product: str = PRODUCT) -> bytes:
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
    found = {name: find_distribution(name) for name in follow_requirements([product])}
    if product not in found:
        head.append(f"# {product} is not installed here as a distribution: what it is built on is not known.")
    missing = [f"# {name} is required, and is not installed" for name, one in sorted(found.items()) if one is None]
    lines = [f"{name}=={one.version}" for name, one in sorted(found.items()) if one is not None and name != product]
    return "".join(f"{line}\n" for line in (*head, *missing, *lines)).encode()
