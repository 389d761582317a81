"""The charts and tables that a page of a report shows, and the files of their data that are served beside it."""

from collections.abc import Mapping

from review_site.content.exhibit_marks import names_in
from review_site.content.exhibits import Exhibited
from review_site.content.library import Library
from review_site.plugins.place import MadeFile, Place
from review_site.plugins.views import view_sources
from review_site.report.exhibits.data_file import csv_address, render_csv
from review_site.report.exhibits.html import DataFile, render_exhibit
from review_site.report.exhibits.placing import place_exhibits


def data_files(text: str, report: str, library: Library) -> tuple[MadeFile, ...]:
    """Return the data of each exhibit that a Markdown text places in a page of a report."""
    exhibits = library.exhibits.get(report, {})
    shown = dict.fromkeys(name for name in names_in(text) if name in exhibits)
    return tuple(_made(report, exhibits[name]) for name in shown)


def with_exhibits(html: str, place: Place, library: Library, titles: Mapping[str, str]) -> str:
    """Return the content of a page with its exhibits in place; an earlier version offers no data of its own.

    `titles` are those of posts and pages, by address.
    """
    if place.report is None:
        return html
    files = {file.address: DataFile(file.address, len(file.data)) for file in place.files}
    report = place.report.name

    def render(exhibit: Exhibited) -> str:
        sources = view_sources(exhibit.entry.source, library.review.publishers, titles)
        links = [(source.words, source.address) for source in sources]
        return render_exhibit(exhibit, links, files.get(csv_address(report, exhibit)))

    return place_exhibits(html, library.exhibits.get(report, {}), render)


def _made(report: str, exhibit: Exhibited) -> MadeFile:
    return MadeFile(
        address=csv_address(report, exhibit),
        title=f"{exhibit.entry.caption} (data)",
        kind="data",
        data=render_csv(exhibit),
        source=exhibit.csv,
    )
