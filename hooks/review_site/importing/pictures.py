"""Pictures of imported posts: found in a folder by their names, copied beside our own. Nothing is ever fetched."""

import os
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from review_site.addresses import slugify
from review_site.content.picture_files import MOST_BYTES, PictureError, PictureFile, read_picture_files
from review_site.problems import Problems

_ENDINGS = (".jpg", ".jpeg", ".png", ".webp")
_STARTS = ((b"\xff\xd8\xff", ".jpg"), (b"\x89PNG\r\n\x1a\n", ".png"), (b"RIFF", ".webp"))
_SIZED = re.compile(r"(?:-\d{1,5}x\d{1,5}|-scaled)$")
_LONGEST = 60
_PUT = "put it into content/pictures/ and write ![what it shows](name.jpg) on a line of its own"


@dataclass(slots=True)
class Pictures:
    """The pictures that may be taken, by lower-case name, and those that will be copied: new name → file.

    `present` holds the SHA-256 of each picture that stands in content/pictures/, or will.
    """

    found: Mapping[str, tuple[Path, ...]] = field(default_factory=dict)
    present: dict[str, str] = field(default_factory=dict)
    copies: dict[str, Path] = field(default_factory=dict)

    def take(self, address: str) -> str:
        """Return the name under which the picture of an address will stand.

        Raises:
            PictureError: when the folder has none of that name, or it is one that this site cannot show.
        """
        file = self._file_of(address)
        if file is None:
            raise PictureError("was not found, and left out", _PUT)
        picture = _check(file)
        stem = slugify(_SIZED.sub("", file.stem))[:_LONGEST].strip("-") or "picture"
        ending = Path(picture.name).suffix
        number = 1
        # No two may differ in their endings alone, for one stem names what is made of a picture.
        while self._is_other(name := f"{stem}{f'-{number}' if number > 1 else ''}{ending}", picture.sha256):
            number += 1
        if name not in self.present:
            self.present[name] = picture.sha256
            self.copies[name] = file
        return name

    def _is_other(self, name: str, digest: str) -> bool:
        """Tell whether another picture has this name, or one that differs in its ending alone."""
        names = [name.rpartition(".")[0] + ending for ending in _ENDINGS]
        return any(one in self.present and (one != name or self.present[one] != digest) for one in names)

    def _file_of(self, address: str) -> Path | None:
        """Return the file with the name of an address, the whole picture before a smaller cut of it."""
        try:
            path = PurePosixPath(unquote(urlsplit(address).path))
        except ValueError:
            return None
        plain = _SIZED.sub("", path.stem)
        for name in dict.fromkeys((f"{plain}{path.suffix}", f"{plain}-scaled{path.suffix}", path.name)):
            files = self.found.get(name.lower())
            if files:
                return max(files, key=lambda file: _steps_in_common(file, path))
        return None


def find_pictures(folder: Path | None, ours: Mapping[str, PictureFile]) -> Pictures:
    """Look for pictures in a folder and below, following no link, beside those that are `ours` already."""
    found: dict[str, tuple[Path, ...]] = {}
    for place, folders, names in os.walk(folder) if folder else ():
        folders.sort()
        for name in sorted(names):
            file = Path(place, name)
            if file.suffix.lower() in _ENDINGS and not file.is_symlink() and file.is_file():
                found[name.lower()] = (*found.get(name.lower(), ()), file)
    return Pictures(found, {name: picture.sha256 for name, picture in ours.items()})


def _check(file: Path) -> PictureFile:
    """Return what our own reader of pictures says of a file, under the ending that its content has.

    Raises:
        PictureError: when the reader would refuse it in content/pictures/, where one fault stops every build.
    """
    with file.open("rb") as opened:
        data = opened.read(MOST_BYTES + 1)
    ending = next((ending for start, ending in _STARTS if data.startswith(start)), file.suffix.lower())
    with tempfile.TemporaryDirectory() as place:
        Path(place, f"picture{ending}").write_bytes(data)
        problems = Problems()
        read = read_picture_files(Path(place), "content/pictures", problems)
    for problem in problems:
        raise PictureError(f"{problem.what}, and was left out", f"{problem.mend}; then {_PUT}")
    return next(iter(read.values()))


def _steps_in_common(file: Path, path: PurePosixPath) -> int:
    """Count the steps, from the end, that a file shares with the path of an address: 2021/03/lamp.jpg."""
    pairs = list(zip(reversed(file.parent.parts), reversed(path.parent.parts), strict=False))
    return next((count for count, (one, other) in enumerate(pairs) if one != other), len(pairs))
