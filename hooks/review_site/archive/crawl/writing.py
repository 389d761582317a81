"""Writes the folder `data/crawl/`, but for its `urls.csv`."""

from pathlib import Path

from review_site.archive.crawl.tables import (
    render_broken_links,
    render_hops,
    render_not_read,
    render_pdf_links,
    render_seeds,
    render_third_party,
)
from review_site.archive.inventory import Inventory
from review_site.archive.links import LinkGraph, with_answers


def write_crawl(inventory: Inventory, graph: LinkGraph, folder: Path) -> None:
    """Write what a crawl of the live site needs to know into a folder, which is made where it is not there.

    - `seeds.txt`: the root, then every full address that a crawler would not come to from there, one a line.
    - `hops.csv`: every captured address, how many hops it is from the root, and where a crawler finds it first.
    - `broken-links.csv`: every reference to an address of the site that is not captured as it is written.
    - `pdf-links.csv`: where the links of PDFs lead.
    - `third-party.csv`: what pages take from elsewhere, and which other hosts they link to.
    - `not-read.csv`: the files of which not every reference could be read.

    Args:
        inventory: what is captured; more than the graph was read from where addresses of an earlier snapshot went.
        graph: the site's references, as `read_links` gives them.
        folder: `data/crawl` of a bag.
    """
    folder.mkdir(parents=True, exist_ok=True)
    graph = with_answers(graph, inventory)
    (folder / "seeds.txt").write_bytes(render_seeds(graph))
    (folder / "hops.csv").write_bytes(render_hops(graph))
    (folder / "broken-links.csv").write_bytes(render_broken_links(graph))
    (folder / "pdf-links.csv").write_bytes(render_pdf_links(graph))
    (folder / "third-party.csv").write_bytes(render_third_party(graph))
    (folder / "not-read.csv").write_bytes(render_not_read(graph))
