"""What the last automated tests of the site found: content/accessibility-results.yml, written by `make accessibility`.

Nothing else writes it. People commit it, and the build reads it as it reads all else: as words that may be wrong.
"""

from typing import Annotated

from pydantic import Field

from review_site.content.fields import Entry, Text
from review_site.content.legal import CriterionNumber
from review_site.content.parts import Day

RESULTS = "accessibility-results.yml"


class Tool(Entry):
    """A program that took part in the test."""

    name: Text
    version: Text


class Finding(Entry):
    """What one rule of one tool found; without `criteria`, it fails none at level A or AA."""

    tool: Text
    rule: Text
    what: Annotated[Text, Field(description="what the tool says of it")]
    criteria: Annotated[tuple[CriterionNumber, ...], Field(description="the success criteria that it fails")] = ()
    pages: Annotated[tuple[Text, ...], Field(min_length=1, description="the addresses on which it was found")]
    views: Annotated[tuple[Text, ...], Field(description="in which views of them; without, in the page itself")] = ()


class Results(Entry):
    """One run over the built site."""

    tested: Annotated[Day, Field(description="the day of the run")]
    tools: Annotated[tuple[Tool, ...], Field(min_length=1)]
    views: Annotated[tuple[Text, ...], Field(min_length=1, description="how each page was shown")]
    pages: Annotated[tuple[Text, ...], Field(min_length=1, description="the addresses of the pages tested")]
    stored: Annotated[tuple[Text, ...], Field(description="cookies and whatever else was left in the browser")] = ()
    asked: Annotated[tuple[Text, ...], Field(description="other hosts that a page asked for something")] = ()
    findings: tuple[Finding, ...] = ()
