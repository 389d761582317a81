"""What the register of a report may say: what it is besides its chapters, which are the pages of a folder in docs/.

`content/reports/case-for-change.yml` belongs to the pages of `docs/case-for-change/`.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Annotated, Any, Literal

from pydantic import Field

from review_site.content.fields import Entry, Fault, Text
from review_site.content.report_bibliography import Work, bibliography_faults
from review_site.content.report_corrections import Correction
from review_site.content.report_glossary import Term, glossary_faults
from review_site.content.report_questions import Questions
from review_site.content.shelf import Shelf, Sourced
from review_site.content.source import Source
from review_site.problems import Problems, did_you_mean

WHOLE, GLOSSARY, BIBLIOGRAPHY, CORRECTIONS = "whole", "glossary", "bibliography", "corrections"
MADE_PAGES = (WHOLE, GLOSSARY, BIBLIOGRAPHY, CORRECTIONS)
"""The pages that are made of a report, by the last step of their addresses."""

Format = Literal["PDF", "EPUB", "ODT", "plain text"]


class Report(Entry):
    """A report: a folder of pages whose chapters have numbered paragraphs."""

    cover: Annotated[Text | None, Field(description="one line below the title on the cover")] = None
    wording: Annotated[
        Literal["original", "summary"],
        Field(description="`original`: the report itself; `summary`: our account of it, which the cover says"),
    ] = "original"
    publication: Annotated[
        Text | None, Field(description="the publication that it is or tells of: a file's name in content/publications/")
    ] = None
    formats: Annotated[
        tuple[Format, ...], Field(description="the other forms that are made of it: `PDF`, `EPUB`, `ODT`, `plain text`")
    ] = ("PDF", "EPUB", "ODT", "plain text")
    corrections: Annotated[
        tuple[Correction, ...], Field(description="what was corrected since it came out: see below")
    ] = ()
    glossary: Annotated[tuple[Term, ...], Field(description="words that readers may not know: see below")] = ()
    bibliography: Annotated[tuple[Work, ...], Field(description="works that the report refers to: see below")] = ()
    figures: Annotated[
        Literal["sourced", "own"] | None,
        Field(
            description="`sourced`: each number needs a source, as is understood of a summary; `own`: the report is "
            "the source of its numbers"
        ),
    ] = None
    questions: Annotated[Questions | None, Field(description="what it asked, and what came back: see below")] = None

    @classmethod
    def faults(cls, data: Mapping[str, Any]) -> Iterator[Fault]:
        """Give what stands twice in its glossary and its bibliography."""
        yield from glossary_faults(data)
        yield from bibliography_faults(data)


def name_of(register: Source) -> str:
    """Return the name of the report of a register: that of its file, and of the folder of its pages."""
    return register.path.rpartition("/")[2].removesuffix(".yml")


def root_of(name: str) -> str:
    """Return the address of the report whose register has this file name, without its ending."""
    return f"/{name}/"


def made_page(name: str, page: str) -> str:
    """Return the address of one of the pages that are made of a report."""
    return f"{root_of(name)}{page}/"


def made_pages_of(reports: Iterable[Source], addresses: Iterable[str]) -> Iterator[str]:
    """Give the addresses of the pages that are made of reports, by their registers as they were written.

    `addresses` are those of the standing pages.
    """
    written = tuple(addresses)
    for source in reports:
        name = name_of(source)
        if any(address.startswith(root_of(name)) and address != root_of(name) for address in written):
            yield made_page(name, WHOLE)
        yield from (made_page(name, page) for page in MADE_PAGES[1:] if source.data.get(page))


def report_at(reports: Mapping[str, Sourced[Report]], address: str) -> str | None:
    """Return the name of the report whose page stands at an address; None for a page of none."""
    name = address.split("/")[1]
    return name if name in reports else None


def check_reports(
    reports: Shelf[Report], addresses: Iterable[str], publications: Set[str], folder: str, problems: Problems
) -> None:
    """Tell each report that has no folder of pages, and each that names a publication which is not there.

    `addresses` are those of the standing pages, `folder` is the name of the folder that these lie in.
    """
    known = set(addresses)
    for source in reports.sources:
        name = name_of(source)
        if root_of(name) not in known:
            what = f"there is no report in {folder}/{name}/"
            mend = f"write {folder}/{name}/index.md, or give this file the name of the report's folder"
            problems.add(source.path, "file", what, mend, line=1)
        work = source.data.get("publication")
        if isinstance(work, str) and work not in publications and not source.is_unread(("publication",)):
            line = source.line(("publication",))
            what = f"there is no publication “{work}”"
            problems.add(source.path, "publication", what, did_you_mean(work, publications), line=line)
