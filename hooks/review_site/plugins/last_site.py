"""The site that was built before: what it holds, and what must not be lost from it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from review_site.content.library import Library
from review_site.content.publication import publication_address
from review_site.lifecycle.due import as_at
from review_site.problems import Problem, ProblemsError
from review_site.site_index import SITE_INDEX, read_index

# These come and go with the pages that show them.
_WITHOUT_WORDS = {"listing", "picture", "attachment", "card", "calendar", "data", "document"}


@dataclass(frozen=True, slots=True)
class LastSite:
    """A built site: since when it stands as it does, whether it was built for its own day, and its pages' sources."""

    as_at: datetime
    present: bool
    preview: bool
    sources: dict[str, str]


def read_last_site(folder: Path) -> LastSite | None:
    """Return what a folder's own record says of it; None where there is none that can be read."""
    try:
        index = read_index(folder)
    except ProblemsError:
        return None
    if index is None:
        return None
    sources = {entry.address: entry.source or "" for entry in index.entries if entry.kind not in _WITHOUT_WORDS}
    return LastSite(index.as_at, index.present, index.preview, sources)


def refuse_to_lose(last: LastSite | None, new: LastSite | None, output: Path) -> None:
    """Raise ProblemsError naming each address that the last site had and the new one does not.

    Only sites of the present are compared: a build as at an earlier day, or a preview, says nothing of what is out.
    """
    if last is None or new is None or not (last.present and new.present) or last.as_at > new.as_at:
        return
    lost = last.sources.keys() - new.sources.keys()
    mend = (
        "bring it back, add `withdrawn:` to it, or name its address under `aliases:` of the page that took its place; "
        f"if it was never online, delete the folder {output.name}/ and build again"
    )
    problems = [
        Problem(
            path=last.sources[address] or SITE_INDEX,
            field="address",
            what=f"{address} is in the site that was built before, and would be gone",
            mend=mend,
        )
        for address in lost
    ]
    if problems:
        raise ProblemsError(problems)


def not_built(library: Library, last: LastSite, instant: datetime) -> list[str]:
    """Return the files of posts, pages and publications that may be seen at an instant and are not in a site."""
    seen = as_at(library, instant)
    addresses = {post.entry.address: post.source.path for post in (*seen.posts, *seen.withdrawn)}
    addresses |= {address: page.source.path for address, page in seen.pages.items()}
    works = (*seen.publications.items(), *seen.withdrawn_works.items())
    addresses |= {publication_address(name): work.source.path for name, work in works}
    return sorted(path for address, path in addresses.items() if address not in last.sources)
