"""The review-site command without what its peers do not do at all: smaller pictures, cards for sharing, a search index.

The product has no switch for this; here these three are replaced from outside by the least that lets a build go on. So
what remains can be set beside the peers: reading, checking, converting, lists, pages, feeds.
"""

import shutil
from pathlib import Path

from review_site.cli import main
from review_site.content.picture_files import PictureFile
from review_site.pictures.renditions import plan
from review_site.plugins import files, publishing
from review_site.plugins.cards import PublishedCards


def _copy(picture: PictureFile, folder: Path, _cache: Path | None = None) -> None:
    """Copy an original to where pages look for its smaller ones, as the peers copy it."""
    folder.mkdir(parents=True, exist_ok=True)
    for one in plan(picture):
        shutil.copyfile(picture.file, folder / one.name)


class _NoSearch:
    """A search whose index nobody makes."""

    def __init__(self, _site_dir: Path) -> None:
        pass

    def finish(self, _facets: object) -> None:
        """Put nothing into the site."""

    def stop(self) -> None:
        """Leave nothing behind."""


def _replace(owner: object, name: str, stand_in: object) -> None:
    getattr(owner, name)  # what is no longer called so must not go unnoticed
    setattr(owner, name, stand_in)


def strip() -> None:
    """Replace the three in this process."""
    _replace(files, "write_renditions", _copy)
    _replace(PublishedCards, "draw", lambda *_: None)
    _replace(publishing, "Search", _NoSearch)


if __name__ == "__main__":
    strip()
    main(prog_name="review-site")
