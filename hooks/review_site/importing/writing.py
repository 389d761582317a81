"""Posts and pictures → files that were not there before; all of them, or none."""

import tempfile
from collections.abc import Mapping
from pathlib import Path

from review_site.content.fields import read_entry
from review_site.content.models import Post
from review_site.content.source import read_source
from review_site.problems import Problems


def check_posts(texts: Mapping[str, str], folder: str, problems: Problems) -> None:
    """Tell whatever the reader of posts would say of these texts, by file name, once they stand in a folder."""
    with tempfile.TemporaryDirectory() as place:
        for name, text in texts.items():
            file = Path(place, name)
            file.write_text(text, encoding="utf-8")
            source = read_source(file, f"{folder}/{name}", problems)
            if source is not None:
                read_entry(Post, source, problems)
            file.unlink()


def write_all(
    texts: Mapping[str, str], copies: Mapping[str, Path], content: Path
) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Write posts into blogs/ and copy pictures into pictures/, by name; return the files of both.

    Raises:
        OSError: when one of them cannot be written, or is there already; those written before it are taken back.
    """
    blogs, pictures = content / "blogs", content / "pictures"
    made: list[Path] = []
    try:
        # Pictures first: a post that stands has all that it shows.
        for name, file in copies.items():
            _write_new(pictures / name, file.read_bytes(), made)
        for name, text in texts.items():
            _write_new(blogs / name, text.encode(), made)
    except BaseException:
        for path in reversed(made):
            if path.is_dir():
                path.rmdir()
            else:
                path.unlink()
        raise
    return tuple(blogs / name for name in texts), tuple(pictures / name for name in copies)


def _write_new(file: Path, data: bytes, made: list[Path]) -> None:
    """Write a file that is not there yet, noting in `made` what has to go if the work fails."""
    if not file.parent.is_dir():
        file.parent.mkdir()
        made.append(file.parent)
    with file.open("xb") as opened:
        made.append(file)
        opened.write(data)
