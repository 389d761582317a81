"""The folder content/submissions/: each collection with its rows, and what must hold between its files and others."""

from collections.abc import Mapping, Set
from pathlib import Path

from review_site.addresses import is_slug
from review_site.content.csv_rows import Told, tell_first
from review_site.content.folders import PASSED_OVER, is_open
from review_site.content.shelf import Shelf, Sourced, read_file
from review_site.content.source import Source, read_text
from review_site.content.submission_rows import read_headings, read_rows
from review_site.content.submissions import IDS, Collection, Submission, Submissions
from review_site.problems import Problems, did_you_mean, printable

FOLDER = "submissions"
MOST_BYTES = 100_000_000
_MOST_UNSEEN = 1_000  # lines; forms let through what nobody sees
_HEADING = (
    "# Every submission that was published, and on which page it stands. Written by `review-site record`; "
    "never take a line away.\n"
)


def read_collections(
    content: Path,
    recorded: Mapping[str, Mapping[str, int]],
    known: Mapping[str, Set[str]],
    attachments: Set[str],
    problems: Problems,
) -> tuple[Shelf[Submissions], dict[str, Collection]]:
    """Return the registers of all collections, and the valid collections by the name of their files.

    Args:
        content: the folder of the content.
        recorded: where each submission was published, by collection.
        known: the names that the fields `call` and `report` may give.
        attachments: the names of the files that rows may name.
        problems: takes everything that is wrong.
    """
    sources: list[Source] = []
    entries: dict[str, Sourced[Submissions]] = {}
    collections: dict[str, Collection] = {}
    paths: list[str] = []
    for stem in _stems(content, problems):
        path = f"{content.name}/{FOLDER}/{stem}"
        paths.append(f"{path}.yml")
        source, one = read_file(Submissions, content, f"{FOLDER}/{stem}.yml", problems)
        if source is not None:
            sources.append(source)
            _check_names(source, known, problems)
        if not (content / FOLDER / f"{stem}.csv").exists():
            problems.add(f"{path}.yml", "file", f"there is no {stem}.csv beside it", "put the rows there", line=1)
        elif source is not None:
            rows = _read_csv(f"{path}.csv", content, source, recorded.get(stem, {}), attachments, problems)
            if one is not None and rows is not None:
                entries[stem] = one
                collections[stem] = Collection(stem, one.entry, one.source, rows, f"{path}.csv")
    return Shelf(tuple(sources), entries, tuple(paths)), collections


def _read_csv(
    path: str,
    content: Path,
    source: Source,
    recorded: Mapping[str, int],
    attachments: Set[str],
    problems: Problems,
) -> tuple[Submission, ...] | None:
    """Return the rows of a collection; None, which is told, when the file cannot be read."""
    found = Problems()
    file = content.parent / path
    text = read_text(file, path, found, most_bytes=MOST_BYTES, most_unseen=_MOST_UNSEEN)
    tell_first(found, path, problems)
    if text is None:
        return None
    rows, ids = read_rows(text, path, read_headings(source), attachments, problems)
    if ids is not None:
        _check_recorded(f"{path.removesuffix('.csv')}{IDS}", recorded, ids, problems)
    return rows


def read_recorded(content: Path, problems: Problems) -> dict[str, dict[str, int]]:
    """Return the page on which each submission was published, by collection and id, in the order of their files."""
    found: dict[str, dict[str, int]] = {}
    if not is_open(content / FOLDER, content, Problems()):
        return found
    for file in sorted((content / FOLDER).glob(f"*{IDS}")):
        path = f"{content.name}/{FOLDER}/{printable(file.name)}"
        text = read_text(file, path, problems, most_bytes=MOST_BYTES) or ""
        pages: dict[str, int] = {}
        told = Told(path, problems)
        for line, row in enumerate(text.splitlines(), 1):
            name, _, page = row.partition(" ")
            if not row or row.startswith("#"):
                continue
            if not is_slug(name) or not (page.isascii() and page.isdecimal() and 0 < len(page) < 7 and int(page)):
                told(line, "record", "is not a line that was written by the command", "take the line out")
            elif name in pages:
                told(line, "record", f"{name} stands twice", "keep one of the lines")
            else:
                pages[name] = int(page)
        told.close()
        found[file.stem] = pages
    return found


def write_recorded(content: Path, recorded: Mapping[str, Mapping[str, int]]) -> bool:
    """Write where each submission is published, where that differs from what stands there; return whether it did."""
    changed = False
    for name, pages in recorded.items():
        file = content / FOLDER / f"{name}{IDS}"
        text = _HEADING + "".join(f"{one} {page}\n" for one, page in pages.items())
        if not file.is_file() or file.read_text(encoding="utf-8") != text:
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
            changed = True
    return changed


def _stems(content: Path, problems: Problems) -> list[str]:
    """Return the names of the collections, in order; what belongs to none is told."""
    folder = content / FOLDER
    stems = set[str]()
    for file in sorted(folder.glob("*")) if is_open(folder, content, problems) else ():
        path = printable(f"{content.name}/{FOLDER}/{file.name}")
        if file.name.startswith(PASSED_OVER):
            continue
        if file.suffix not in (".yml", ".csv", IDS):
            mend = "keep a file such as sightings.yml here, and sightings.csv beside it; other files in attachments/"
            problems.add(path, "file", "is not read", mend, line=1)
        elif not is_slug(file.stem):
            problems.add(path, "file", "has a name that does not make a plain address", "use a-short-name", line=1)
        else:
            stems.add(file.stem)
    return sorted(stems)


def _check_recorded(path: str, recorded: Mapping[str, int], ids: Set[str], problems: Problems) -> None:
    """Tell each submission that was published and has no row any more."""
    told = Told(path, problems)
    for line, name in enumerate(recorded, 2):
        if name not in ids:
            mend = (
                "bring the row back; to take it down, leave its id, and write identity withdrawn, a reason and the day"
                if name.lstrip("0") not in ids
                else f"write {name} again: a spreadsheet takes such noughts away unless the column is set to Text"
            )
            told(line, "id", f"{name} was published, and has no row any more", mend)
    told.close()


def _check_names(source: Source, known: Mapping[str, Set[str]], problems: Problems) -> None:
    for field, names in known.items():
        value = source.data.get(field)
        if isinstance(value, str) and value and value not in names and not source.is_unread((field,)):
            line = source.line((field,))
            problems.add(source.path, field, f"there is no {field} “{value}”", did_you_mean(value, names), line=line)
