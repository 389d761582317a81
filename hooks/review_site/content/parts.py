"""The parts that entries share: pictures, notes of changes, withdrawal, a first place elsewhere."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from review_site.addresses import FILE_NAME, deceit_in, slugify
from review_site.content.fields import (
    MAIL,
    URL,
    Address,
    AnyAddress,
    Date,
    Entry,
    Fault,
    Flag,
    Text,
    Url,
    date_in,
    groups_in,
    is_true,
    wrong,
)
from review_site.content.languages import Language
from review_site.content.when import When

Status = Annotated[
    Literal["draft", "ready"], Field(description="`draft` keeps it back, `ready` lets it out when it is due")
]

SupportFor = Literal["adults", "children and young people"]
SUPPORT_PAGES: Mapping[SupportFor, str] = {
    "adults": "/support-for-adults/",
    "children and young people": "/support-for-children-and-young-people/",
}
"""For whom each of the two support pages is."""


Form = Literal["Easy Read", "for children", "British Sign Language", "large print", "audio", "translation"]
"""What another form of a page is for its readers."""


def _one_day(when: When) -> When:
    if not when.exact:
        raise wrong(f"“{when.text}” is not one day", "write the day, such as 2021-11-26")
    return when


def _read_file_name(value: object) -> object:
    if isinstance(value, str) and not FILE_NAME.fullmatch(value):
        path = PurePosixPath(value.replace("\\", "/"))
        plain = f"{slugify(path.stem) or 'lamp-room'}{path.suffix.lower() or '.jpg'}"
        mend = f"give the file in content/pictures/ the name {plain}, and write that alone"
        raise wrong(f"“{value}” is not a plain name of a file", mend)
    return value


Day = Annotated[Date, AfterValidator(_one_day)]


class FirstPublished(Entry):
    """Where a reprint stood first."""

    in_: Annotated[Text, Field(alias="in", description="the publication it first appeared in")]
    on: Annotated[Date | None, Field(description="the date it appeared there")] = None
    at: Annotated[Url | None, Field(description="its full address there")] = None


class Picture(Entry):
    """A picture and what must be said of it."""

    file: Annotated[
        str,
        BeforeValidator(_read_file_name),
        Field(pattern=FILE_NAME.pattern, description="its name in content/pictures/"),
    ]
    alt: Annotated[Text | None, Field(description="what it shows, for those who do not see it")] = None
    decorative: Annotated[Flag, Field(description="`true` when it says nothing that the text does not")] = False
    caption: Annotated[Text | None, Field(description="words below it")] = None
    credit: Annotated[Text | None, Field(description="who made it")] = None

    @classmethod
    def faults(cls, data: Mapping[str, Any]) -> Iterator[Fault]:
        """Give that it is not described, or described and decorative as well."""
        decorative = is_true(data, "decorative") or data.get("decorative") not in (None, False, "false")
        if "alt" not in data and not decorative:
            mend = "add `alt: …` that says what it shows, or `decorative: true` if it says nothing"
            yield wrong("has no words for those who do not see it", mend, at=("alt",), without="alt")
        if data.get("alt") and is_true(data, "decorative"):
            yield wrong("is decorative and described as well", "keep `alt` or `decorative: true`", at=("decorative",))


class Update(Entry):
    """A note of a change to what was published."""

    on: Annotated[Day, Field(description="the day of the change")]
    note: Annotated[Text, Field(description="one sentence: what changed")]
    minor: Annotated[Flag, Field(description="`true` for a change that readers need not be told of")] = False


class Way(Entry):
    """A way to answer a call, shown while it is open."""

    by: Annotated[
        Literal["online form", "email", "post", "telephone", "in person"], Field(description="how an answer is sent")
    ]
    at: Annotated[
        Text | None, Field(description="where: a full address, a mail address, a postal address, a number")
    ] = None
    note: Annotated[Text | None, Field(description="what else must be known of it")] = None

    @classmethod
    def faults(cls, data: Mapping[str, Any]) -> Iterator[Fault]:
        """Give a form that is no web address, and an email that is no mail address."""
        by, at = data.get("by"), data.get("at")
        if by == "online form" and isinstance(at, str):
            fault = (
                None if URL.fullmatch(at) else (f"“{at}” is not a full address", "write it as https://example.org/form")
            )
            fault = fault or deceit_in(at)
            if fault:
                yield wrong(*fault, at=("at",))
        if by == "email" and isinstance(at, str) and not MAIL.fullmatch(at):
            yield wrong(f"“{at}” is not a mail address", "write it as name@example.org", at=("at",))


class Result(Entry):
    """Something that came of a call, and when it was made public."""

    on: Annotated[Date, Field(description="the date from which it may be seen")]
    text: Annotated[Text, Field(description="one or two sentences, with counts and their dates")]
    page: Annotated[Address | None, Field(description="the page that tells more")] = None


class Withdrawn(Entry):
    """That, why and since when an entry is no longer there; its page stays and says so."""

    on: Annotated[Day, Field(description="the day from which it is gone")]
    reason: Annotated[Text, Field(description="one sentence for readers: why")]
    see: Annotated[Address | None, Field(description="the page to go to in its place")] = None


class OtherForm(Entry):
    """Another form of a page or post, for readers whom this one does not serve."""

    form: Annotated[Form, Field(description="what it is for its readers")]
    page: Annotated[AnyAddress, Field(description="its address on this site, a page or an attachment")]
    language: Annotated[Language | None, Field(description="the code of its language; a translation needs one")] = None

    @classmethod
    def faults(cls, data: Mapping[str, Any]) -> Iterator[Fault]:
        """Give a translation that does not say into which language."""
        if data.get("form") == "translation" and "language" not in data:
            mend = "add `language: …` with its code, such as cy for Welsh"
            yield wrong("a translation does not say into which language", mend, at=("form",), without="language")


def history_faults(data: Mapping[str, Any]) -> Iterator[Fault]:
    """Give each change and the withdrawal that comes before the entry itself, by what was written of them."""
    published = date_in(data, "published")
    if published is None:
        return
    yield from note_faults(data, [published], "the piece was published")
    yield from withdrawal_faults(data, published)


def withdrawal_faults(data: Mapping[str, Any], published: When | None) -> Iterator[Fault]:
    """Give a withdrawal from before the day on which an entry was published, where that is known."""
    withdrawn = data.get("withdrawn")
    if published and isinstance(withdrawn, Mapping) and _over_before(date_in(withdrawn, "on"), published):
        yield wrong("it is withdrawn before it was published", "correct the date", at=("withdrawn", "on"))


def note_faults(data: Mapping[str, Any], seen: Iterable[When | None], what: str) -> Iterator[Fault]:
    """Give each note of a change from before an entry could be seen.

    `seen` are the days from which it can, of which the first counts and None stands for one that is not given; `what`
    says in words what came to pass then.
    """
    since = min((when for when in seen if when is not None), key=lambda when: when.first.timestamp(), default=None)
    for index, update in groups_in(data, "updates"):
        if since is not None and _over_before(date_in(update, "on"), since):
            mend = "correct the date of the note"
            yield wrong(f"a change is dated before {what}", mend, at=("updates", index, "on"))


def _over_before(when: When | None, published: When) -> bool:
    return when is not None and when.exact and when.over is not None and when.over <= published.first


def sensitive_faults(data: Mapping[str, Any]) -> Iterator[Fault]:
    """Give what an entry that is flagged as sensitive lacks: its warning, and whom to turn to."""
    if not is_true(data, "sensitive"):
        return
    if "content_note" not in data:
        mend = "add `content_note: …`, one sentence of warning"
        yield wrong("a sensitive page warns nobody", mend, at=("sensitive",), without="content_note")
    if data.get("support", []) == []:
        mend = "add `support: [adults, children and young people]`, or one of them"
        yield wrong("a sensitive page names nobody to turn to", mend, at=("sensitive",), without="support")
