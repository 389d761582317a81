"""A digest in all its forms as files of a folder."""

from collections.abc import Callable, Mapping
from pathlib import Path

from review_site.feed.digest.html import render_html
from review_site.feed.digest.message import render_message
from review_site.feed.digest.model import Digest
from review_site.feed.digest.notify import render_notify
from review_site.feed.digest.text import render_text

FILES: Mapping[str, Callable[[Digest], str | bytes]] = {
    "digest.txt": render_text,
    "digest.html": render_html,
    "digest.eml": render_message,
    "digest.notify.md": render_notify,
}
"""The files, each with what renders it."""


def write_digest(digest: Digest, folder: Path) -> None:
    """Write a digest in all its forms into a folder, which is made if need be; other files there stay.

    Raises:
        OSError: when the folder cannot be written.
    """
    rendered = {name: render(digest) for name, render in FILES.items()}
    folder.mkdir(parents=True, exist_ok=True)
    for name, written in rendered.items():
        (folder / name).write_bytes(written if isinstance(written, bytes) else written.encode())
