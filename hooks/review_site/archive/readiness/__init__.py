"""Whether a finished folder is ready for the archive: its rules A1 to A22, each with what was found.

`assess` reads the folder; `write_readiness` writes what it found, for people and for programs.
"""

from review_site.archive.readiness.assess import assess
from review_site.archive.readiness.html_form import render_html
from review_site.archive.readiness.json_form import render_json
from review_site.archive.readiness.model import Assessed, Finding, Place, Readiness, Rule, Scripted
from review_site.archive.readiness.rules import RULES
from review_site.archive.readiness.writing import write_readiness

__all__ = [
    "RULES",
    "Assessed",
    "Finding",
    "Place",
    "Readiness",
    "Rule",
    "Scripted",
    "assess",
    "render_html",
    "render_json",
    "write_readiness",
]
