"""What judges say of pages → the findings of content/accessibility-results.yml, with the criteria that they fail."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from review_site.content.criteria import CRITERIA
from review_site.problems import printable

HEADING = "# Written by `make accessibility`, and by nothing else. Commit it; do not edit it.\n"
_TAG = re.compile(r"wcag(\d)(\d)(\d{1,2})")  # of axe: wcag143 is 1.4.3, wcag1410 is 1.4.10


@dataclass(frozen=True, slots=True, order=True)
class Seen:
    """One rule of one tool that a page breaks, in a view of it; a view of "" is the page's file."""

    tool: str
    rule: str
    what: str
    criteria: tuple[str, ...]
    page: str
    view: str = ""


def criteria_of(tags: Iterable[str]) -> tuple[str, ...]:
    """Return the numbers of the success criteria at A and AA that axe's tags name, in order."""
    numbers = {".".join(found.groups()) for tag in tags if (found := _TAG.fullmatch(tag))}
    return tuple(number for number in CRITERIA if number in numbers)


def of_axe(violations: Iterable[Mapping[str, Any]], page: str, view: str) -> list[Seen]:
    """Return what axe says of a page in a view."""
    return [
        Seen("axe-core", one["id"], _words(one["help"]), criteria_of(one["tags"]), page, view) for one in violations
    ]


def of_vnu(messages: Iterable[Mapping[str, Any]], pages: Mapping[str, str]) -> list[Seen]:
    """Return the errors and warnings of the Nu HTML checker; `pages` are the addresses of files by their URLs.

    Valid HTML is no success criterion of WCAG 2.2 (4.1.1 was removed).
    """
    return [
        Seen("Nu Html Checker", one.get("subType", one["type"]), _words(one["message"]), (), pages[one["url"]])
        for one in messages
        if one["type"] != "info" or one.get("subType") == "warning"
    ]


def gather(seen: Iterable[Seen]) -> list[dict[str, Any]]:
    """Return each rule once, with all pages and views in which it is broken, those that fail a criterion first."""
    alike: dict[tuple[Any, ...], list[Seen]] = {}
    for one in sorted(seen):
        alike.setdefault((not one.criteria, one.tool, one.rule, one.what, one.criteria), []).append(one)
    return [
        {
            "tool": tool,
            "rule": rule,
            "what": what,
            "criteria": list(criteria),
            "pages": sorted({one.page for one in ones}),
            "views": sorted({one.view for one in ones} - {""}),
        }
        for (_, tool, rule, what, criteria), ones in sorted(alike.items(), key=lambda item: item[0])
    ]


def render_results(results: Mapping[str, Any]) -> str:
    """Return the text of the file: the same results give the same text."""
    return HEADING + yaml.safe_dump(dict(results), allow_unicode=True, sort_keys=False, width=110)


def _words(text: str) -> str:
    return printable(" ".join(text.split())).rstrip(".")
