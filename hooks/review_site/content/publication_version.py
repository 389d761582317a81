"""What a version of a publication may say: what it is, for whom, and where it can be had."""

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from review_site.addresses import FILE_NAME, is_address, slugify
from review_site.content.fields import Address, Count, Entry, Fault, Flag, Text, Url, wrong
from review_site.content.languages import Language
from review_site.content.parts import Form

VersionForm = Literal["full", "summary", "simplified", "accessible", "data", Form]
"""What a version is for its readers."""

Format = Literal[
    "PDF",
    "PDF form",
    "Word",
    "OpenDocument text",
    "EPUB",
    "plain text",
    "CSV",
    "Excel",
    "OpenDocument spreadsheet",
    "PowerPoint",
    "OpenDocument presentation",
    "JSON",
    "film",
    "embedded film",
    "audio",
    "web page",
    "web page or PDF",
    "email",
    "paper",
    "not seen",
]
ENDINGS: Mapping[str, str] = {
    "PDF": "pdf",
    "PDF form": "pdf",
    "Word": "docx",
    "OpenDocument text": "odt",
    "EPUB": "epub",
    "plain text": "txt",
    "CSV": "csv",
    "Excel": "xlsx",
    "OpenDocument spreadsheet": "ods",
    "PowerPoint": "pptx",
    "OpenDocument presentation": "odp",
    "JSON": "json",
    "film": "mp4",
    "audio": "mp3",
}
"""The endings of the files that may be held here, by their format."""

_PLAYED = ("film", "embedded film", "audio")
_UNHELD = ("embedded film", "web page", "web page or PDF", "email", "paper", "not seen")  # of what is no file here
_LENGTH = re.compile(r"(?:(\d{1,2}):)?([0-5]?\d):([0-5]\d)", re.ASCII)


def _read_file(value: object) -> object:
    if isinstance(value, str) and not FILE_NAME.fullmatch(value):
        stem, _, ending = value.replace("\\", "/").rpartition("/")[2].rpartition(".")
        plain = f"{slugify(stem or ending) or 'report'}.{ending.lower() if stem else 'pdf'}"
        mend = f"give the file in content/attachments/ the name {plain}, and write that alone"
        raise wrong(f"“{value}” is not a plain name of a file", mend)
    return value


def _read_transcript(value: object) -> object:
    return value if isinstance(value, str) and is_address(value) else _read_file(value)


def _read_length(value: str) -> str:
    if not _LENGTH.fullmatch(value):
        raise wrong(f"“{value}” is not a length", "write minutes and seconds, such as 4:10, or 1:04:10 with hours")
    return value


FileName = Annotated[str, BeforeValidator(_read_file)]


class Version(Entry):
    """One form of a publication: what it is, for whom, and where it can be had.

    Readers have it from here (`file`, `page`) or from elsewhere (`url`, `archived`); without these it is only told of.
    """

    title: Annotated[Text, Field(description="what it is called")]
    form: Annotated[VersionForm | None, Field(description="what it is for its readers")] = None
    format: Annotated[Format, Field(description="what sort of file it is, or was")]
    language: Annotated[Language | None, Field(description="the code of its language, where it is another")] = None
    pages: Annotated[Count | None, Field(description="how many pages it has, in digits or words")] = None
    length: Annotated[
        Text | None,
        AfterValidator(lambda value: value and _read_length(value)),
        Field(description="how long a film or recording is, in minutes and seconds: `4:10`"),
    ] = None
    uncertain: Annotated[Flag, Field(description="`true` when its format or its pages are not certain")] = False
    file: Annotated[FileName | None, Field(description="the name of its file in content/attachments/")] = None
    page: Annotated[Address | None, Field(description="the page of this site that it is, or that tells of it")] = None
    url: Annotated[Url | None, Field(description="where it stands or is listed elsewhere: its full address")] = None
    archived: Annotated[Url | None, Field(description="the full address of an archive's copy of `url`")] = None
    transcript: Annotated[
        str | None,
        BeforeValidator(_read_transcript),
        Field(
            description="what is said in it as text: a page's address, or the name of a file in content/attachments/"
        ),
    ] = None
    note: Annotated[Text | None, Field(description="what else readers must know of it")] = None

    @property
    def files(self) -> tuple[str, ...]:
        """The names of the attachments that belong to it: its own, and that of its transcript."""
        transcript = self.transcript if self.transcript and not is_address(self.transcript) else None
        return tuple(name for name in (self.file, transcript) if name)

    @property
    def seconds(self) -> int | None:
        """How long a film or recording is."""
        match = _LENGTH.fullmatch(self.length) if self.length else None
        return int(match[1] or 0) * 3600 + int(match[2]) * 60 + int(match[3]) if match else None

    @classmethod
    def faults(cls, data: Mapping[str, Any]) -> Iterator[Fault]:
        """Give what contradicts itself, and what is missing where another field asks for it."""
        yield from _form_faults(data)
        yield from _file_faults(data)
        yield from _film_faults(data)
        if "archived" in data and "url" not in data:
            mend = "add `url: …` with the address that the archive copied"
            yield wrong("nothing says what the archive's copy is of", mend, at=("archived",), without="url")
        if "archived" in data and data.get("archived") == data.get("url"):
            mend = "write under `url` where it stood, and under `archived` where the archive keeps it"
            yield wrong("is the same as `url`", mend, at=("archived",))


def _text(data: Mapping[str, Any], name: str) -> str:
    """Return what was written in a field, empty where it is no text."""
    value = data.get(name)
    return value if isinstance(value, str) else ""


def _form_faults(data: Mapping[str, Any]) -> Iterator[Fault]:
    form, known, language = _text(data, "form"), _text(data, "format"), data.get("language")
    if form == "translation" and "language" not in data:
        mend = "add `language: …` with its code, such as cy for Welsh"
        yield wrong("a translation does not say into which language", mend, at=("form",), without="language")
    if form == "British Sign Language" and language not in (None, "", "bfi"):
        mend = "take the line out: British Sign Language is the language of the film"
        yield wrong("is not the language of British Sign Language", mend, at=("language",))
    if form == "British Sign Language" and known in ENDINGS and known not in _PLAYED:
        yield wrong("is not a film", "write format: film, which is what signing is shown in", at=("format",))
    if form == "data" and known in _PLAYED:
        yield wrong("is no format of data", "correct the format, or the form", at=("format",))


def _file_faults(data: Mapping[str, Any]) -> Iterator[Fault]:
    """Give a file whose ending is not that of the format, and a format in which no file can be held."""
    file, known = _text(data, "file"), _text(data, "format")
    if not FILE_NAME.fullmatch(file):
        return
    ending = file.rpartition(".")[2]
    fitting = [name for name, other in ENDINGS.items() if other == ending]
    if known in ENDINGS and ENDINGS[known] != ending:
        what = f"{file} is not a file of the format {known}"
        mend = f"write format: {fitting[0]}" if fitting else f"name a file that ends in .{ENDINGS[known]}"
        yield wrong(what, mend, at=("file",))
    elif known in _UNHELD:
        mend = f"write format: {fitting[0]}" if fitting else f"use one of: {', '.join(sorted(set(ENDINGS.values())))}"
        yield wrong(f"{file} is held here, and the format says {known}", mend, at=("format",))


def _film_faults(data: Mapping[str, Any]) -> Iterator[Fault]:
    """Give a film or recording that readers can have without its words as text, and what only one or the other has."""
    known = _text(data, "format")
    if known in _PLAYED:
        if "transcript" not in data and (data.get("file") or data.get("url")):
            what = "has no transcript for those who cannot hear or see it"
            mend = "add `transcript: …`: a page's address, or the name of a text file in content/attachments/"
            yield wrong(what, mend, at=("format",), without="transcript")
        if "pages" in data:
            mend = "write `length: …` in minutes and seconds"
            yield wrong("is not what a film or recording has", mend, at=("pages",))
    elif known in ENDINGS or known in _UNHELD:
        for name in ("length", "transcript"):
            if name in data:
                mend = "take the line out, or correct the format"
                yield wrong("is what only a film or recording has", mend, at=(name,))
