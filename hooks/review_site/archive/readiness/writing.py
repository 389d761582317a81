"""Writes the report into a folder, for people and for programs."""

from pathlib import Path

from review_site.archive.readiness.html_form import render_html
from review_site.archive.readiness.json_form import render_json
from review_site.archive.readiness.model import Readiness


def write_readiness(readiness: Readiness, folder: Path) -> Path:
    """Write `readiness.html` and `readiness.json` into a folder, made where it is not there, and return the page.

    Raises:
        OSError: when the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    page = folder / "readiness.html"
    page.write_bytes(render_html(readiness))
    (folder / "readiness.json").write_bytes(render_json(readiness))
    return page
