"""The two files that tell the changes between two states."""

from pathlib import Path

from review_site.archive.compare.changes import Changes
from review_site.archive.compare.machine import render_json
from review_site.archive.compare.people import render_html

PAGE, DATA = "changes-since-previous.html", "changes-since-previous.json"


def write_changes(changes: Changes, folder: Path) -> None:
    """Write `changes-since-previous.html` for people and `.json` for programs into a folder, made if it is not there.

    Raises:
        OSError: when writing fails.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / PAGE).write_bytes(render_html(changes))
    (folder / DATA).write_bytes(render_json(changes))
