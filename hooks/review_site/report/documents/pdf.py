"""A report as a PDF: PDF/UA-1 and PDF/A-2a, which the compiler holds the document to."""

from pathlib import Path

from review_site.report.documents.model import ReportText
from review_site.report.documents.pandoc import HERE, run_pandoc
from review_site.report.documents.preparing import Prepared
from review_site.report.documents.typesetting import typeset


def render_pdf(report: ReportText, prepared: Prepared, folder: Path) -> bytes:
    """Return a report as a PDF; `folder` is an empty one for this work.

    Raises:
        DocumentError: when one of the tools refuses the report.
    """
    filter_ = f"--lua-filter={HERE / 'typst.lua'}"
    body = run_pandoc(prepared, "typst-smart", "body.typ", folder, options=["--wrap=none", filter_])
    return typeset(report, body.decode(), folder, "pdf")
