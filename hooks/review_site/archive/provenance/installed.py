"""What is installed here as a distribution, and what each of them requires of the others."""

import re
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from packaging.requirements import Requirement

PRODUCT = "review-site"
"""The name under which this program is installed."""


def find_distribution(name: str) -> Distribution | None:
    """Return the distribution of a name, or None where it is not installed."""
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def follow_requirements(names: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return some distributions, and whatever they require on this machine, however far down, with what each requires.

    Names are as PEP 503 gives them. One that is required and not installed is there, and requires nothing.

    Args:
        names: the distributions to begin with; one of them that is not installed is left out.
    """
    waiting = [(name, "") for name in names if find_distribution(name) is not None]
    seen: set[tuple[str, str]] = set()
    found: dict[str, frozenset[str]] = {}
    while waiting:
        name, extra = waiting.pop()
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        required = list(_required(name, extra))
        found[name] = found.get(name, frozenset()) | {inner for inner, _ in required if inner != name}
        waiting += required
    return found


def normal_name(name: str) -> str:
    """Return a distribution's name as all of its spellings give it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _required(name: str, extra: str) -> Iterator[tuple[str, str]]:
    """Give what a distribution requires with one of its extras, or with none (""), each with the extras asked for."""
    found = find_distribution(name)
    for text in (found.requires if found else None) or ():
        requirement = Requirement(text)
        if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
            inner = normal_name(requirement.name)
            yield from ((inner, one) for one in ("", *sorted(requirement.extras)))
