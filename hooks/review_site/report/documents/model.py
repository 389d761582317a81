"""A report as its documents take it, and a document that was made of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from review_site.clock import spoken_date
from review_site.content.report import Format


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A page of a report: a chapter with its number, or a part without one.

    `html` is the finished content of the page, without its title; its links start at the site's root. `language` is the
    code of its language (BCP 47) where that is not the report's.
    """

    address: str
    title: str
    chapter: int | None
    html: str
    language: str | None = None

    @property
    def heading(self) -> str:
        """The title as a book has it: Chapter 2: Help for families."""
        return self.title if self.chapter is None else f"Chapter {self.chapter}: {self.title}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportText:
    """A report with all of its text, in reading order.

    `cover` is the line below the title, empty for none; `maker` is who answers for the document; `byline` what its
    cover says of whose words these are, without a full stop, empty for nothing; `site` is the name of the website,
    `root` its full address, `url` the full address of the report's first page; `language` a code (BCP 47); `published`
    the date in words, empty where it is not known; `dated` the day on which the text last changed (London), which the
    files carry as theirs; `licence` a sentence; `notes` what is said of the document behind its cover, a paragraph
    each; `pictures` the bytes of the pictures that the parts show, by the addresses under which they show them;
    those of charts by the anchors of their figures (`#figure-2-1`).
    """

    title: str
    cover: str
    maker: str
    byline: str
    site: str
    root: str
    url: str
    language: str
    published: str
    dated: date
    licence: str
    parts: tuple[Part, ...]
    notes: tuple[str, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def told(self) -> tuple[str, ...]:
        """What is said of the document behind its cover, a paragraph each; its address on the web is told beside."""
        made = f"This document is made from the web pages of {self.site}, as they stood on {spoken_date(self.dated)}."
        lasting = "The numbers of its paragraphs do not change: cite them, not pages."
        numbered = any(part.chapter is not None for part in self.parts)
        return tuple(filter(None, (*self.notes, made, lasting if numbered else "", self.licence)))


class DocumentError(Exception):
    """Raised when a report cannot be put into a form: what the tool said, in one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A report in one form, and the bytes of its file."""

    form: Format
    data: bytes
