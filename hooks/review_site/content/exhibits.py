"""What the register of an exhibit may say: a chart or table of a report, beside its chapters and its data.

`docs/case-for-change/lamps.yml` says what `docs/case-for-change/lamps.csv` shows; a paragraph `[chart lamps]` in a
chapter is where it stands. It may be seen when the page that shows it may.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from review_site.addresses import FILE_NAME, is_slug, slugify
from review_site.content.exhibit_data import Data, read_data
from review_site.content.exhibit_values import check_values, columns_of
from review_site.content.fields import ONE_OR_MORE, Date, Entry, Fault, Sources, Text, read_entry, wrong
from review_site.content.folders import PASSED_OVER, path_of
from review_site.content.source import Source, read_register
from review_site.problems import Problem, Problems, did_you_mean

ENDINGS = (".csv", ".yml")
NUMBER = re.compile(r"(0|[1-9]\d{0,6}|[A-Z])\.([1-9]\d{0,3})([A-Z]{0,2})", re.ASCII)
NUMBER_FORM = "write the chapter's number, a dot and its own: 2.1; on a page that is no chapter a letter: S.1"
ExhibitKind = Literal["bar chart", "line chart", "table"]
_OF_CHARTS = ("values", "shown", "unit")


def _read_number(value: object) -> object:
    if isinstance(value, str) and not NUMBER.fullmatch(value):
        raise wrong(f"“{value}” is not the number of a figure or table", NUMBER_FORM)
    return value


def _read_csv_name(value: object) -> object:
    if isinstance(value, str) and not (FILE_NAME.fullmatch(value) and value.endswith(".csv")):
        plain = slugify(value.rpartition("/")[2].rpartition(".")[0]) or "lamps"
        mend = f"put the file beside this one with the name {plain}.csv, and write that alone"
        raise wrong(f"“{value}” is not a plain name of a CSV file", mend)
    return value


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


ExhibitNumber = Annotated[str, BeforeValidator(_read_number), WithJsonSchema({"type": ["string", "number"]})]
_Columns = Annotated[tuple[Text, ...], BeforeValidator(_as_list), Field(min_length=1), ONE_OR_MORE]


class Exhibit(Entry):
    """A chart or a table: what it is, what it shows, where its figures come from."""

    kind: Annotated[ExhibitKind, Field(description="`bar chart`, `line chart` or `table`")]
    number: Annotated[ExhibitNumber, Field(description="2.1 for the first of chapter 2; never changed once published")]
    title: Annotated[Text, Field(max_length=150, description="what it shows, where and when; it stands in the caption")]
    about: Annotated[
        Text | None,
        Field(max_length=500, description="one or two sentences: what a reader who does not see the chart should know"),
    ] = None
    csv: Annotated[
        str | None,
        BeforeValidator(_read_csv_name),
        Field(description="its data, where the name is not that of its own"),
    ] = None
    labels: Annotated[Text | None, Field(description="the column that names the rows; the first is understood")] = None
    values: Annotated[_Columns | None, Field(description="the column of plain numbers that a chart draws")] = None
    shown: Annotated[Text | None, Field(description="the column that has the values in words: About 201,000")] = None
    columns: Annotated[_Columns | None, Field(description="the columns that readers get; all are understood")] = None
    unit: Annotated[Text | None, Field(description="what the numbers are: `%`, `£ billion`, `children`")] = None
    as_at: Annotated[Date | None, Field(description="the day or month for which the figures held")] = None
    source: Annotated[Sources, Field(description="where the figures are from: a full address, or several")]
    note: Annotated[Text | None, Field(description="one or two sentences that readers need beside it")] = None

    @property
    def word(self) -> Literal["Figure", "Table"]:
        """What its caption calls it."""
        return "Table" if self.kind == "table" else "Figure"

    @property
    def caption(self) -> str:
        """Its caption: `Figure 2.1: Lamps`."""
        return f"{self.word} {self.number}: {self.title}"

    @property
    def anchor(self) -> str:
        """Its anchor on the page that shows it: `figure-2-1`."""
        return anchor_of(self.word, self.number)

    @classmethod
    def faults(cls, data: Mapping[str, Any]) -> Iterator[Fault]:
        """Give what a chart lacks, and what a table has that only a chart can show."""
        kind = data.get("kind")
        if kind == "table":
            for name in _OF_CHARTS:
                if name in data:
                    mend = "take this line out, or write `kind: bar chart`"
                    yield wrong("a table shows its cells as they are written", mend, at=(name,))
        elif kind in ("bar chart", "line chart"):
            if "about" not in data:
                mend = "add `about: …`, one or two sentences on what it shows"
                yield wrong("a chart has no words for those who do not see it", mend, at=("kind",), without="about")
            if "values" not in data:
                mend = "add `values: …` with the name of the column of numbers"
                yield wrong("a chart does not say what it draws", mend, at=("kind",), without="values")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibited:
    """An exhibit with its data: `name` is that of its file, `csv` the path of the file that the data came from."""

    name: str
    entry: Exhibit
    source: Source
    data: Data
    csv: str

    @property
    def labels(self) -> str:
        """The column that names the rows."""
        return self.entry.labels or self.data.columns[0]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that readers get, in the order of the file."""
        wanted = columns_of(self.source.data, self.data)
        return tuple(name for name in self.data.columns if name in wanted)

    @property
    def words(self) -> str:
        """All that it says, for telling whether that has changed."""
        said = ("number", "title", "about", "unit", "as_at", "source", "note")
        fields = [f"{name}: {self.source.data[name]}" for name in said if name in self.source.data]
        places = [self.data.columns.index(name) for name in self.columns]
        return "\n".join([*fields, *(",".join(row[at] for at in places) for row in self.data.rows)])

    @property
    def is_whole(self) -> bool:
        """Whether readers get all that its file holds."""
        return self.columns == self.data.columns

    @property
    def tabled(self) -> tuple[str, ...]:
        """The columns of its table: plain numbers are left out where a column has them in words."""
        hidden = self.entry.values or () if self.entry.shown else ()
        return tuple(name for name in self.columns if name not in hidden)


@dataclass(frozen=True, slots=True)
class Exhibits:
    """The exhibits of a site: `found` are the valid ones, by report and name.

    `names` are those of all, by report; `sources` all that could be read, by report and name; `unnumbered` the problems
    of those without a number, which are told once it is known which would be free.
    """

    found: Mapping[str, Mapping[str, Exhibited]]
    names: Mapping[str, frozenset[str]]
    sources: Mapping[tuple[str, str], Source]
    unnumbered: tuple[Problem, ...] = ()


@dataclass(slots=True)
class _Folder:
    """The exhibits of one report while they are read."""

    found: dict[str, Exhibited] = field(default_factory=dict)
    data: dict[str, Data | None] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)


def anchor_of(word: str, number: str) -> str:
    """Return the anchor of a figure or table: `Figure` and `2.1A` give `figure-2-1a`."""
    return f"{word.lower()}-{number.lower().replace('.', '-')}"


def read_exhibits(docs: Path, reports: Collection[str], problems: Problems) -> Exhibits:
    """Read the exhibits that lie beside the chapters of reports, and tell what lies in docs/ and is none.

    `reports` are the names of the folders of reports.
    """
    files = [file for file in sorted(docs.rglob("*")) if file.suffix in ENDINGS and not _is_passed_over(file, docs)]
    sources: dict[tuple[str, str], Source] = {}
    unnumbered: list[Problem] = []
    folders: dict[str, _Folder] = {}
    for report in sorted(reports):
        folder = folders[report] = _Folder()
        own = [file for file in files if file.parent == docs / report and _is_named(file, docs, problems)]
        folder.data = {file.name: read_data(file, path_of(file, docs), problems) for file in own if _is_csv(file)}
        for file in own:
            if not _is_csv(file) and (source := read_register(file, path_of(file, docs), problems)):
                sources[report, file.stem] = source
                unnumbered += _read_one(source, file.stem, folder, problems)
        for file in own:
            if _is_csv(file) and file.name not in folder.used:
                mend = (
                    f"write {file.stem}.yml beside it, or delete it; files to download belong in content/attachments/"
                )
                problems.add(path_of(file, docs), "file", "is read by no chart and no table", mend, line=1)
    for file in files:
        if file.parent.name not in reports or file.parent.parent != docs:
            _tell_stray(file, docs, problems)
    names = {
        report: frozenset(file.stem for file in files if file.parent == docs / report and not _is_csv(file))
        for report in reports
    }
    return Exhibits({report: one.found for report, one in folders.items()}, names, sources, tuple(unnumbered))


def _read_one(source: Source, name: str, folder: _Folder, problems: Problems) -> list[Problem]:
    """Read an exhibit into its folder; return the problem of a missing number, which is told later."""
    told = Problems()
    entry = read_entry(Exhibit, source, told)
    missing = [one for one in told if one.field == "number" and not source.data.get("number")]
    problems.extend(one for one in told if one not in missing)
    csv = source.data.get("csv", f"{name}.csv")
    if isinstance(csv, str) and csv in folder.data:
        folder.used.add(csv)
        data, path = folder.data[csv], f"{source.path.rpartition('/')[0]}/{csv}"
        before = len(problems)
        if data:
            check_values(source, data, path, problems)
        if data and entry and len(problems) == before:
            folder.found[name] = Exhibited(name=name, entry=entry, source=source, data=data, csv=path)
    elif csv == f"{name}.csv" or (isinstance(csv, str) and FILE_NAME.fullmatch(csv) and csv.endswith(".csv")):
        near = did_you_mean(csv, folder.data)
        mend = near if near.startswith("did you mean") else "put its data there, or name the file under `csv:`"
        line = source.line(("csv",)) if "csv" in source.data else 1
        problems.add(source.path, "csv", f"there is no {csv} beside it", mend, line=line)
    return missing


def _is_csv(file: Path) -> bool:
    return file.suffix == ".csv"


def _is_passed_over(file: Path, docs: Path) -> bool:
    return file.is_dir() or any(part.startswith(PASSED_OVER) for part in file.relative_to(docs).parts)


def _is_named(file: Path, docs: Path, problems: Problems) -> bool:
    """Tell whether a file has a name that makes a plain address; any other is told."""
    if is_slug(file.stem):
        return True
    mend = f"use lower-case letters, digits and hyphens: {slugify(file.stem) or 'lamps'}{file.suffix}"
    problems.add(path_of(file, docs), "file", "has a name that does not make a plain address", mend, line=1)
    return False


def _tell_stray(file: Path, docs: Path, problems: Problems) -> None:
    what = "is not read: it does not lie beside the chapters of a report"
    mend = f"move it to the folder of its report, as {docs.name}/case-for-change/{file.name}"
    if _is_csv(file):
        mend += "; files to download belong in content/attachments/"
    problems.add(path_of(file, docs), "file", what, mend, line=1)
