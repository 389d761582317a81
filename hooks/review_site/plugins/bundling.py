"""From a finished folder to its bundle, with what only the project around it knows: sources, terms, headers."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from review_site.archive.inventory import Resource
from review_site.archive.options import Options
from review_site.archive.provenance.rights import Rights
from review_site.content.library import read_library
from review_site.hosting.headers import headers_of
from review_site.lifecycle.withheld import names_of, withheld
from review_site.site_index import SiteIndex, read_site_index

_CONTENT, _DOCS = "content", "docs"


def options_for(folder: Path, sources: Path | None, options: Options) -> Options:
    """Return the options with which a folder is bundled.

    A folder with a record of its own is captured with the headers that its hosting sends. Of the project that it was
    built from, what is not public yet is kept back, and the terms of use are told.

    Args:
        folder: the finished site.
        sources: the project's folder; None where the sources are to stay out of the bundle.
        options: what else was asked for.

    Raises:
        ProblemsError: when the folder's record or the project's content cannot be read.
    """
    index = read_site_index(folder)
    if index is not None:
        https = index.site.url.startswith("https://")

        def headers(resource: Resource) -> Sequence[tuple[str, str]]:
            return headers_of(resource.address, resource.file, https=https)

        options = replace(options, headers=headers)
    if sources is None:
        return options
    options = replace(options, repository=sources)
    return (
        _with_content(index, sources, options) if index and (sources / _CONTENT / "review.yml").is_file() else options
    )


def _with_content(index: SiteIndex, sources: Path, options: Options) -> Options:
    library = read_library(sources / _CONTENT, sources / _DOCS)
    licence = library.review.licence
    rights = Rights(text=licence.text, url=licence.url)
    kept = withheld(library, index.as_at)
    kept |= _that_name(names_of(library, kept), sources)
    return replace(options, withheld=kept, rights=rights)


def _that_name(names: frozenset[str], sources: Path) -> frozenset[str]:
    """Return the files in which a writer names what is withheld: a page that links to a post which is still to come."""
    wanted = [name.encode() for name in sorted(names)]
    written = [sources / "mkdocs.yml"] if wanted else []
    written += [file for folder in (_CONTENT, _DOCS) for file in (sources / folder).rglob("*") if wanted]
    found = (file for file in written if file.is_file() and _holds(file.read_bytes(), wanted))
    return frozenset(file.relative_to(sources).as_posix() for file in found)


def _holds(content: bytes, names: Sequence[bytes]) -> bool:
    return any(name in content for name in names)
