"""The two files that tell the changes between two states."""

from pathlib import Path

from review_site.archive.compare.changes import Changes
from review_site.archive.compare.machine import json_pieces
from review_site.archive.compare.people import html_pieces

PAGE, DATA = "changes-since-previous.html", "changes-since-previous.json"


def write_changes(changes: Changes, folder: Path) -> None:
    """Write `changes-since-previous.html` for people and `.json` for programs into a folder, made if it is not there.

    Raises:
        OSError: when writing fails.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, pieces in ((PAGE, html_pieces(changes)), (DATA, json_pieces(changes))):
        with (folder / name).open("wb") as out:
            out.writelines(piece.encode() for piece in pieces)
