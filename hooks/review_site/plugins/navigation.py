"""The navigation of mkdocs.yml without the pages that may not be seen yet."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from review_site.content.models import Page, Post
from review_site.content.shelf import Sourced


def without_pages(nav: Any, hidden: Mapping[str, Sourced[Post] | Sourced[Page]], docs: str) -> Any:
    """Return a `nav` of MkDocs without the files of hidden pages, and without the sections that this leaves empty."""
    files = {PurePosixPath(one.source.path).relative_to(docs).as_posix() for one in _pages(hidden, docs)}
    return _without(nav, files) if nav and files else nav


def _pages(hidden: Mapping[str, Sourced[Post] | Sourced[Page]], docs: str) -> list[Sourced[Post] | Sourced[Page]]:
    return [one for one in hidden.values() if PurePosixPath(one.source.path).is_relative_to(docs)]


def _without(item: Any, files: set[str]) -> Any:
    """Return a part of a `nav` (a list, a {title: part}, or a file) without some files; None when nothing is left."""
    if isinstance(item, list):
        kept = [part for part in (_without(one, files) for one in item) if part is not None]
        return kept or None
    if isinstance(item, dict):
        parts = {title: _without(part, files) for title, part in item.items()}
        kept_parts = {title: part for title, part in parts.items() if part is not None}
        return kept_parts or None
    return None if item in files else item
