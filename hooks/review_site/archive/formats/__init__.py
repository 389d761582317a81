"""Which format each file is of: PRONOM's signatures and endings, and a reviewed table of ours."""

from review_site.archive.formats.identified import Basis, Identified, identify, identify_file
from review_site.archive.formats.table import COLUMNS, render_formats

__all__ = ["COLUMNS", "Basis", "Identified", "identify", "identify_file", "render_formats"]
