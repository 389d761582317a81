"""A collection of submissions: what its register may say, its rows, and where each of them stands for good.

`content/submissions/sightings.yml` says what the collection is; `sightings.csv` beside it has a row for each of them;
`sightings.ids`, which `review-site record` writes, says on which page each was published.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from review_site.content.fields import Date, Entry, Fault, Slug, Sources, Text, date_in, wrong
from review_site.content.parts import Status, Update, note_faults
from review_site.content.source import Source
from review_site.content.when import When

SUBMISSIONS = "/submissions/"
IDS = ".ids"  # the ending of the file that says where each submission stands
MOST_ENTRIES, MOST_CHARACTERS = 50, 30_000  # of one page; a longer text has a page of its own

Identity = Literal["named", "anonymous", "withheld", "withdrawn"]
Column = Literal[
    "id",
    "identity",
    "contributor",
    "kind",
    "topic",
    "date",
    "title",
    "text",
    "file",
    "url",
    "archived",
    "reason",
    "withdrawn",
]
_MOST_TOPICS = 200


def _read_topics(value: object) -> object:
    """Return a value that are topics by id; too many of them, and two of one name, are told."""
    if not isinstance(value, dict):
        return value
    if len(value) > _MOST_TOPICS:
        raise wrong(f"has more than {_MOST_TOPICS} topics", "gather them into fewer, for readers to choose from")
    names = [plain_words(name) for name in value.values() if isinstance(name, str)]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise wrong(f"two topics are called “{twice}”", "give each a name of its own")
    return value


class Submissions(Entry):
    """What a collection of submissions is, apart from its rows."""

    title: Annotated[Text, Field(description="its name")]
    about: Annotated[Text, Field(description="one or two sentences on what was sent in, by whom and when")]
    status: Status = "ready"
    published: Annotated[Date, Field(description="the date or London time from which it may be seen")]
    date_note: Text | None = None
    call: Annotated[
        Text | None, Field(description="the call that it answers: a file's name in content/calls/, without its ending")
    ] = None
    report: Annotated[
        Text | None, Field(description="the report that it led to: a file's name in content/reports/, without .yml")
    ] = None
    policy: Annotated[Text, Field(description="how it was decided what is published, and under which names")]
    topics: Annotated[
        dict[Slug, Text],
        BeforeValidator(_read_topics),
        Field(default_factory=dict, description="each id with the name that readers see"),
    ]
    columns: Annotated[
        dict[Column, Text],
        Field(default_factory=dict, description="what the first line of the CSV calls a column, where it is otherwise"),
    ]
    updates: Annotated[tuple[Update, ...], Field(description="notes of changes since it was published")] = ()
    source: Sources

    @classmethod
    def faults(cls, data: Mapping[str, Any]) -> Iterator[Fault]:
        """Give each note from before it was published."""
        yield from note_faults(data, [date_in(data, "published")], "the submissions were published")


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """One row. What is empty was left out; `topics` are ids of the collection; contents are plain text.

    One that is withheld or withdrawn has a reason and nothing else of itself; an anonymous one has no contributor.
    """

    id: str
    identity: Identity
    contributor: str = ""
    kind: str = ""
    topics: tuple[str, ...] = ()
    date: When | None = None
    title: str = ""
    text: str = ""
    file: str = ""
    url: str = ""
    archived: str = ""
    reason: str = ""
    withdrawn: When | None = None

    @property
    def shown(self) -> bool:
        """Whether something of it can be read: a text, a file or a place elsewhere."""
        return bool(self.text or self.file or self.url)

    @property
    def anchor(self) -> str:
        """Its place in its page."""
        return f"s-{self.id}"


@dataclass(frozen=True, slots=True)
class Collection:
    """A valid collection: its register, its rows in the order of the file, and the paths of its two files."""

    name: str
    entry: Submissions
    source: Source
    rows: tuple[Submission, ...]
    csv_path: str

    @property
    def address(self) -> str:
        """The address of its first page."""
        return collection_address(self.name)


def collection_address(name: str) -> str:
    """Return where a collection stands, by the name of its files."""
    return f"{SUBMISSIONS}{name}/"


def plain_words(text: str) -> str:
    """Return words as they are compared: white space and capitals do not count."""
    return " ".join(text.split()).casefold()


def pages_of(rows: Iterable[Submission], recorded: Mapping[str, int]) -> dict[str, int]:
    """Return the page on which each submission stands, by its id, in the order in which they stand there.

    Those that were recorded stay where they are, also when rows are put between them, sorted or lengthened. Others come
    after them in the order of the file; a page is full when it has `MOST_ENTRIES`, or texts of `MOST_CHARACTERS`.
    """
    by_id = {row.id: row for row in rows}
    placed = {name: page for name, page in recorded.items() if name in by_id}
    number = max(recorded.values(), default=1)
    last = [by_id[name] for name, page in placed.items() if page == number]
    count, characters = len(last), sum(len(row.text) for row in last)
    for row in by_id.values():
        if row.id in placed:
            continue
        if count >= MOST_ENTRIES or (count and characters + len(row.text) > MOST_CHARACTERS):
            number, count, characters = number + 1, 0, 0
        placed[row.id] = number
        count, characters = count + 1, characters + len(row.text)
    return placed
