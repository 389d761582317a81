"""The charts and tables that a page of a report shows, and the files of their data that are served beside it."""

from collections.abc import Mapping

from review_site.content.exhibits import Exhibited
from review_site.content.library import Library
from review_site.lifecycle.exhibits import data_address, exhibits_on
from review_site.plugins.place import MadeFile, Place
from review_site.plugins.views import view_sources
from review_site.report.exhibits.data_file import render_csv
from review_site.report.exhibits.html import DataFile, render_exhibit
from review_site.report.exhibits.placing import place_exhibits


def data_files(address: str, text: str, library: Library) -> tuple[MadeFile, ...]:
    """Return the data of each exhibit that a Markdown text places on the page at an address."""
    return tuple(
        MadeFile(
            address=data_address(address, exhibit),
            title=f"{exhibit.entry.caption} (data)",
            kind="data",
            data=render_csv(exhibit),
            source=exhibit.csv,
        )
        for exhibit in exhibits_on(address, text, library)
    )


def with_exhibits(html: str, place: Place, library: Library, titles: Mapping[str, str]) -> str:
    """Return the content of a page with its exhibits in place; an earlier version offers no data of its own.

    `titles` are those of posts and pages, by address.
    """
    if place.report is None:
        return html
    files = {file.address: DataFile(file.address, len(file.data)) for file in place.files}
    root = place.report.address

    def render(exhibit: Exhibited) -> str:
        sources = view_sources(exhibit.entry.source, library.review.publishers, titles)
        links = [(source.words, source.address) for source in sources]
        return render_exhibit(exhibit, links, files.get(data_address(root, exhibit)))

    return place_exhibits(html, library.exhibits.get(place.report.name, {}), render)
