"""What Material's blog plugin knows of a site, if it is there: it is asked through MkDocs and never imported."""

from collections.abc import Iterator, Mapping
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

_BLOG = "/blog"
"""How the names of the plugin end: `material/blog`, or as a theme made after Material has it."""


def blog_authors(config: MkDocsConfig) -> dict[str, str]:
    """Return the names of a blog's authors by the ids that posts give."""
    names: dict[str, str] = {}
    for blog in _blogs(config):
        authors = getattr(blog, "authors", None)
        if isinstance(authors, Mapping):
            names |= {str(key): str(author.name) for key, author in authors.items()}
    return names


def is_blog_view(page: Page, config: MkDocsConfig) -> bool:
    """Tell whether a page is the index of a blog, or was made by its plugin: for a year, a category, an author."""
    made = (page.file.generated_by or "").endswith(_BLOG)
    return made or any(getattr(blog, "blog", None) is page for blog in _blogs(config))


def _blogs(config: MkDocsConfig) -> Iterator[Any]:
    """Give the blog plugins: MkDocs numbers the second and those after it, `material/blog #2`."""
    return (plugin for name, plugin in config.plugins.items() if name.partition(" ")[0].endswith(_BLOG))
