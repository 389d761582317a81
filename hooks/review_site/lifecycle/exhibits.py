"""Which charts and tables may be seen at an instant, and where their data is served."""

from collections.abc import Iterator
from datetime import datetime

from review_site.content.exhibit_marks import names_in
from review_site.content.exhibits import Exhibited
from review_site.content.library import Library
from review_site.content.report import report_at
from review_site.lifecycle.due import as_at
from review_site.lifecycle.texts import text_at


def exhibits_on(address: str, body: str, library: Library) -> list[Exhibited]:
    """Return the exhibits that a Markdown body places on the page at an address, in order."""
    report = report_at(library.reports, address)
    own = library.exhibits.get(report, {}) if report else {}
    return [own[name] for name in names_in(body) if name in own] if own else []


def exhibits_out(library: Library, instant: datetime) -> Iterator[tuple[str, Exhibited]]:
    """Give the exhibits that may be seen at an instant, each with the address of its data.

    `library` is the whole one. What a page that was withdrawn showed last is among them.
    """
    for address in as_at(library, instant).pages:
        body = text_at(library.pages[address].source.body, library, instant)
        for exhibit in exhibits_on(address, body, library):
            yield data_address(address, exhibit), exhibit


def data_address(page: str, exhibit: Exhibited) -> str:
    """Return where the data of an exhibit of a report is served: `/case-for-change/lamps.csv`.

    `page` is the address of a page of the report.
    """
    return f"/{page.split('/')[1]}/{exhibit.name}.csv"
