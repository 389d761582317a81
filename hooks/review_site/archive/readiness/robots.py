"""robots.txt: what crawlers are kept from (RFC 9309)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

_LIMIT = 500 * 1024  # bytes that a crawler must read (§2.5)
_LINE = re.compile(r"\s*([A-Za-z-]+)\s*:\s*([^#]*)")


@dataclass(slots=True)
class Group:
    """What one group of crawlers may and may not ask for: line, whether it allows, pattern (§2.2)."""

    agents: list[str] = field(default_factory=list)
    rules: list[tuple[int, bool, str]] = field(default_factory=list)
    delays: list[tuple[int, str]] = field(default_factory=list)


@dataclass(slots=True)
class Robots:
    """A whole robots.txt; `sitemaps` are line and full address."""

    groups: list[Group] = field(default_factory=list)
    sitemaps: list[tuple[int, str]] = field(default_factory=list)


def read_robots(content: bytes) -> Robots:
    """Return what a robots.txt says; lines that cannot be understood are left out, as crawlers leave them out."""
    robots = Robots()
    group: Group | None = None
    for number, line in enumerate(content[:_LIMIT].decode("utf-8-sig", "replace").splitlines(), 1):
        match = _LINE.match(line)
        if not match:
            continue
        name, value = match[1].lower(), match[2].strip()
        if name == "user-agent":
            if group is None or group.rules or group.delays:
                group = Group()
                robots.groups.append(group)
            group.agents.append(value)
        elif name == "sitemap":
            robots.sitemaps.append((number, line.partition(":")[2].strip()))
        elif group is not None and name in ("allow", "disallow"):
            group.rules.append((number, name == "allow", value))
        elif group is not None and name == "crawl-delay":
            group.delays.append((number, value))
    return robots


def kept_from(group: Group, paths: Iterable[str]) -> dict[int, list[str]]:
    """Return the paths that a group is kept from, by the line that does it.

    The longest pattern that matches counts, and of two of one length the one that allows (§2.2.2).
    """
    rules = [(number, allows, pattern) for number, allows, pattern in group.rules if pattern]
    kept: dict[int, list[str]] = {}
    for path in paths:
        matching = [(len(pattern), allows, number) for number, allows, pattern in rules if _matches(pattern, path)]
        if matching:
            _, allows, number = max(matching)
            if not allows:
                kept.setdefault(number, []).append(path)
    return kept


def _matches(pattern: str, path: str) -> bool:
    """Tell whether a pattern with `*` and a last `$` matches, in time that grows with the path alone (§2.2.3)."""
    first, *later = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    place = len(first)
    if pattern.endswith("$"):
        if not later:
            return place == len(path)
        last = later.pop()
        if not path.endswith(last):
            return False
        end = len(path) - len(last)
    else:
        end = len(path)
    for step in later:
        found = path.find(step, place, end)
        if found < 0:
            return False
        place = found + len(step)
    return place <= end
