"""A report as plain text: UTF-8, lines of at most 72 letters where no word or table is longer."""

import textwrap
from pathlib import Path

from review_site.report.documents.model import ReportText
from review_site.report.documents.pandoc import HERE, run_pandoc
from review_site.report.documents.preparing import Prepared

LINE = 72  # letters


def render_text(report: ReportText, prepared: Prepared, folder: Path) -> bytes:
    """Return a report as plain text; `folder` is an empty one for this work.

    Raises:
        DocumentError: when pandoc refuses the report.
    """
    options = [f"--columns={LINE}", "--wrap=auto", f"--lua-filter={HERE / 'plain.lua'}"]
    body = run_pandoc(prepared, "plain", "made.txt", folder, options=options).decode()
    text = "\n\n".join((*_front(report, prepared), body.strip()))
    return ("\n".join(line.rstrip() for line in text.splitlines()) + "\n").encode()


def _front(report: ReportText, prepared: Prepared) -> list[str]:
    """Return what stands before the text, in paragraphs: title, what is said of the document, contents."""
    title = _wrapped(report.title.upper())
    rule = "=" * max(map(len, title.splitlines()))
    titles = [_wrapped(heading.words) for heading in prepared.headings if heading.level == 1]
    said = [report.site, f"{title}\n{rule}", report.cover, report.published, report.byline and f"{report.byline}."]
    said += [*report.told, f"On the web: {report.url}"]
    paragraphs = [_wrapped(words) if "\n" not in words else words for words in said if words]
    return [*paragraphs, "\n".join(("Contents\n--------\n", *titles)), ""]


def _wrapped(words: str) -> str:
    return textwrap.fill(words, LINE, break_long_words=False, break_on_hyphens=False)
