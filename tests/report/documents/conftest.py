"""A made-up report in all of its forms, made once."""

import pytest
from tests.report.documents.made import made_report

from review_site.content.report import Format
from review_site.report.documents.making import make_documents

FORMS: tuple[Format, ...] = ("PDF", "EPUB", "ODT", "plain text")


@pytest.fixture(scope="session")
def documents() -> dict[str, bytes]:
    """The documents of the made-up report, by form."""
    return {one.form: one.data for one in make_documents(made_report(), FORMS, "content/reports/lamps.yml")}
