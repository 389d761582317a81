"""The documents that are made of a report: what each is called, and where it is served."""

from collections.abc import Iterator, Mapping

from review_site.content.report import Format, Report, root_of
from review_site.content.shelf import Sourced

ENDINGS: Mapping[Format, str] = {"PDF": "pdf", "EPUB": "epub", "ODT": "odt", "plain text": "txt"}
"""How the file of each form ends."""


def document_address(name: str, form: Format) -> str:
    """Return where a report is served in another form: `/case-for-change/case-for-change.pdf`."""
    return f"{root_of(name)}{name}.{ENDINGS[form]}"


def document_addresses(reports: Mapping[str, Sourced[Report]]) -> Iterator[str]:
    """Give the addresses of all documents that are made of reports."""
    for name, report in reports.items():
        yield from (document_address(name, form) for form in dict.fromkeys(report.entry.formats))
