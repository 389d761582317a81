"""The files of publications: none is seen before its work, nor once that was withdrawn, whoever links to it."""

from collections.abc import Iterator

from review_site.content.attachments import attachment_address
from review_site.content.library import Library


def files_held_back(whole: Library, seen: Library) -> frozenset[str]:
    """Return the names of the attachments that belong to publications which may not be seen, and to none that may.

    `seen` is what may be seen of the `whole` library.
    """
    shown = {name for work in seen.publications.values() for name in work.entry.files}
    return frozenset(name for work in whole.publications.values() for name in work.entry.files) - shown


def addresses_held_back(whole: Library, seen: Library) -> frozenset[str]:
    """Return the addresses of the files that are held back: a link to one of them leads nowhere yet."""
    return frozenset(map(attachment_address, files_held_back(whole, seen)))


def addresses_of_works(seen: Library) -> Iterator[str]:
    """Give the addresses of the files of the publications that may be seen, and of those that were withdrawn."""
    for work in (*seen.publications.values(), *seen.withdrawn_works.values()):
        yield from map(attachment_address, work.entry.files)
