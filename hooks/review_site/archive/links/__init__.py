"""Everything that the files of a site refer to: links, requisites, frames, forms, media, and where a crawler gets.

`read_links` reads every captured file; the `LinkGraph` that it gives answers how many hops an address is from the root.
"""

from review_site.archive.links.graph import Broken, Link, LinkGraph, PageLinks
from review_site.archive.links.reading import read_links, with_answers

__all__ = ["Broken", "Link", "LinkGraph", "PageLinks", "read_links", "with_answers"]
