"""What a crawler of the live site needs to be told, and what one should know of its references: `data/crawl/`."""

from review_site.archive.crawl.tables import REACH, render_seeds
from review_site.archive.crawl.writing import write_crawl

__all__ = ["REACH", "render_seeds", "write_crawl"]
