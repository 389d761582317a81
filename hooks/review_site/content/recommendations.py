"""What the register of recommendations may say."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from review_site.content.fields import Count, Date, Entry, Flag, Number, Sources, Text, wrong

Response = Literal[
    "accepted", "not accepted", "taken forward or trialled", "partly known", "not found", "not yet answered"
]


class Theme(Entry):
    """One theme of the recommendations and what is known of the answer to it."""

    theme: Text
    chapter: Number
    chapter_uncertain: Flag = False
    note: Text | None = None
    response: Response
    response_note: Text | None = None
    response_source: Sources | None = None
    source: Sources


class Mission(Entry):
    """One of the missions that the report set."""

    n: Number
    about: Text
    by: Count | None = None
    source: Sources


class ReportChapter(Entry):
    """One line of the printed report's contents."""

    n: Number
    title: Text
    page: Number


def _not_empty(value: object) -> object:
    if value in ("", [], None):
        raise wrong("is empty", "write at least one")
    return value


class Recommendations(Entry):
    """What is known of the recommendations, without an official list."""

    note: Text
    responded: Annotated[Date | None, Field(description="the day from which the answers below are shown")] = None
    source: Sources
    themes: Annotated[tuple[Theme, ...], BeforeValidator(_not_empty)]
    missions: tuple[Mission, ...] = ()
    chapters: tuple[ReportChapter, ...] = ()
