"""What stands beside the pages of a copy: `README.txt` for people, and a list of what became of each address."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from review_site.archive.inventory import Inventory
from review_site.archive.reading_copy.phrases import ENGLISH, day_in
from review_site.archive.reading_copy.treatment import Treatment

README, LIST = "README.txt", "reading-copy.csv"
COLUMNS = ("address", "url", "recorded_file", "file", "treatment")
_SHOWN = 200  # lines of a list; the rest is in the table


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One address of the site; `file` is the name in the copy of what stood there, empty for what was left out."""

    address: str
    url: str
    recorded_file: str
    file: str
    treatment: Treatment
    status: int


def render_list(rows: Iterable[Row]) -> bytes:
    """Render a row for each address, in the order of the inventory, as CSV in UTF-8 (RFC 4180)."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows((row.address, row.url, row.recorded_file, row.file, row.treatment) for row in rows)
    return out.getvalue().encode()


def render_readme(
    inventory: Inventory,
    day: date | None,
    rows: Sequence[Row],
    losses: Mapping[str, Sequence[tuple[str, str]]],
) -> bytes:
    """Render what a person should know who finds the folder.

    Args:
        inventory: the site.
        day: that of the state of the site, None where nobody knows it.
        rows: what became of each address.
        losses: by file of the copy, kind and address of each thing that it would have loaded and does not.
    """
    start = next((row.file for row in rows if row.address == "/"), "") or next(
        (row.file for row in rows if row.treatment == "page" and row.status == 200), ""
    )
    when = f", as at {day_in(ENGLISH, day)}" if day else ""
    paragraphs = [
        f"A copy for reading\n{'=' * 18}",
        f"This folder holds a copy of the website “{_line(inventory.name)}”, {inventory.url}{when}.",
        f"To read it, open {start} in any web browser. No connection to the Internet and no other program is needed."
        if start
        else "The site has no page to begin with: every file that it has is named in reading-copy.csv.",
        _DIFFERENCES,
        f"{LIST} has a row for each address of the site: where it stands in this folder, and what was done to it.",
        *_left_out(rows),
        *_renamed(rows),
        *_lost(losses),
    ]
    return ("\n\n".join(paragraphs) + "\n").encode()


_DIFFERENCES = """What differs from the site, and why
-----------------------------------
- Each page says at its top that it is a copy. Nothing else of its words was changed.
- Scripts are left out: a copy that is to be read in twenty years must not depend on them. What a page shows to
  readers without scripts is shown.
- Links and pictures name files of this folder. A link marked with an arrow leads out of it, to the Internet. A link
  with a dotted line led to an address of the site that had nothing, and leads nowhere.
- Nothing is loaded from other places. Where a picture, a film or a frame was, a note says what is not here.
- Forms cannot be used, and say so. A search names the list of every page, where the site has one.
- A page that sent its reader on to another one has a link to it.
- Feeds, calendars, sitemaps, documents and all other files are byte for byte what the site gave: addresses inside them
  lead to the Internet. A file that a browser would run when it is opened from a folder has “.txt” added to its name.

The same site as it was served, unchanged and with its scripts, is in the web archive file (WARC) of the same bundle."""


def _left_out(rows: Sequence[Row]) -> list[str]:
    files = sorted({row.recorded_file for row in rows if not row.file})
    if not files:
        return []
    return [_section("Left out, since only scripts use them", _folded(files))]


def _folded(files: Sequence[str]) -> list[str]:
    """Return files by name, and those of a folder with many as one line."""
    folders = Counter(file.partition("/")[0] for file in files if "/" in file)
    many = {folder for folder, count in folders.items() if count > 10}
    lines = [f"{folder}/ ({folders[folder]} files)" for folder in sorted(many)]
    return sorted([*lines, *(file for file in files if file.partition("/")[0] not in many)])


def _renamed(rows: Sequence[Row]) -> list[str]:
    pairs = sorted({(row.recorded_file, row.file) for row in rows if row.file and row.file != row.recorded_file})
    if not pairs:
        return []
    title = "Under another name, so that every system can hold it"
    return [_section(title, [f"{_line(old)} is {new}" for old, new in pairs])]


def _lost(losses: Mapping[str, Sequence[tuple[str, str]]]) -> list[str]:
    lines = [
        f"{file}: {ENGLISH.kinds[kind].format(address=address)}"
        for file, things in sorted(losses.items())
        for kind, address in things
    ]
    return [_section("Not here, since it lay elsewhere or was not on the site", lines)] if lines else []


def _section(title: str, lines: Sequence[str]) -> str:
    shown = [f"- {_line(line)}" for line in lines[:_SHOWN]]
    more = [f"- and {len(lines) - _SHOWN} more"] if len(lines) > _SHOWN else []
    return "\n".join([title, "-" * len(title), *shown, *more])


def _line(text: str) -> str:
    return " ".join(text.split())
