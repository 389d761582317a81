"""The values of the report: a rule, what was found of it and where, and the report as a whole."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from review_site.archive.inventory import Inventory, Resource
from review_site.archive.links import LinkGraph
from review_site.archive.readiness.page_facts import PageFacts
from review_site.problems import Problem, Problems
from review_site.site_index import Archiving

Result = Literal["pass", "fail", "not told", "not checked here", "does not apply"]
RESULTS: tuple[Result, ...] = ("pass", "fail", "not told", "not checked here", "does not apply")
Mark = Literal["S", "H"]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Place:
    """Where something was found: a file of the folder, the line from 1 where there are lines, and what stands there."""

    file: str
    line: int | None = None
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was found of a rule.

    `evidence` are one or two sentences for readers. `places` are where the rule does not hold, every one of them: a
    finding that fails has at least one. `notes` are places that are no failure, and that an archivist should know.
    """

    result: Result
    evidence: str
    places: tuple[Place, ...] = ()
    notes: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a rule stands: the name of a page or document, and its address where it has one."""

    name: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scripted:
    """What a browser made of one page: words that only a script brought, and what a script fetched.

    `error` says why a page could not be read in a browser; the rest is then empty.
    """

    address: str
    words: tuple[str, ...] = ()
    fetched: tuple[str, ...] = ()
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """All that a rule may look at.

    `pages` are the facts of every file of HTML, by address; `by_address` every captured resource; `hops` how many steps
    each address that a crawler comes to is from the root. `facts` is what the folder's own record says was agreed with
    the archive, None without a record; `fetching` are the scripts that can fetch something. `scripted` and `markup` are
    None where no browser and no checker of HTML was given.
    """

    inventory: Inventory
    graph: LinkGraph
    facts: Archiving | None
    stage: str | None
    pages: Mapping[str, PageFacts]
    by_address: Mapping[str, Resource]
    hops: Mapping[str, int]
    fetching: tuple[Place, ...]
    scripted: tuple[Scripted, ...] | None
    markup: tuple[Place, ...] | None

    def file_of(self, address: str) -> str:
        """Return the file, relative to the folder, that answers at a captured address."""
        return self.by_address[address].file


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of the archive.

    `asks` is the rule in one sentence, `told_by` how a program tells. `mark` is `S` where the rule was read in the
    source's own text, `H` where only the heading was read and the detail is general knowledge. A rule that `blocks`
    stops the bundle of a site that has a record of its own; `because` says why it does or does not.
    """

    id: str
    title: str
    asks: str
    told_by: str
    mark: Mark
    sources: tuple[Source, ...]
    blocks: bool
    because: str
    mend: str
    check: Callable[[Context], Finding] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """A rule with what was found of it."""

    rule: Rule
    finding: Finding

    @property
    def stops(self) -> bool:
        """Whether this is a failure of a rule that blocks."""
        return self.rule.blocks and self.finding.result == "fail"


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """The report: the site, how much of it was read, and every rule with its finding, in order.

    `recorded` tells whether the folder has a record of its own (site-index.json): there, and nowhere else, a failure of
    a rule that blocks stops the bundle. `pages` counts the pages that were found where they were asked for.
    """

    name: str
    url: str
    language: str
    stage: str | None
    as_at: datetime | None
    recorded: bool
    addresses: int
    pages: int
    assessed: tuple[Assessed, ...]

    def blocking(self) -> list[Problem]:
        """Return a problem for each place at which a rule that blocks does not hold, whoever made the folder.

        Whether they stop anything is the caller's to say: they do where `recorded`.
        """
        problems = Problems()
        for one in self.assessed:
            if one.stops:
                for place in one.finding.places:
                    problems.add(place.file, one.rule.id, place.what, one.rule.mend, line=place.line)
        return list(problems)

    def counts(self) -> dict[Result, int]:
        """Return how many rules have each result."""
        found = [one.finding.result for one in self.assessed]
        return {result: found.count(result) for result in RESULTS}
