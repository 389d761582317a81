"""Which files of a folder are read; what else lies there, and would never be seen, is told."""

from collections.abc import Collection, Iterable
from pathlib import Path

from review_site.addresses import LONGEST_SLUG, is_reserved, is_slug, slugify, without_look_alikes
from review_site.content.text_files import leads_out
from review_site.problems import Problems, did_you_mean, printable

PASSED_OVER = (".", "~$")  # what editors and systems leave beside a file
_OUTSIDE = ("is a link that leads out of its folder or nowhere", "put the folder itself here")
_NAMES = ("README", "index")  # that pages of a folder may have


def is_open(folder: Path, inside: Path, problems: Problems) -> bool:
    """Tell whether a folder may be read: it is there, and no link that leads out of the folder around it."""
    path = f"{inside.name}/{folder.relative_to(inside).as_posix()}"
    if leads_out(folder, inside):
        problems.add(path, "file", *_OUTSIDE, line=1)
        return False
    if folder.exists() and not folder.is_dir():
        problems.add(path, "file", "is not a folder", "put a folder of this name in its place", line=1)
    return folder.is_dir()


def list_files(folder: Path, pattern: str, problems: Problems, beside: Collection[str] = ()) -> list[Path]:
    """Return the files of a pattern (`blogs/*.md`, `**/*.md`) below a folder, in order.

    `beside` are the endings of files that lie among them and that another reader takes.
    """
    inside, _, name = pattern.rpartition("/")
    deep = inside == "**"
    place = folder if deep else folder / inside
    if not deep and not is_open(place, folder, problems):
        return []
    found = sorted(place.rglob("*") if deep else place.glob("*"))
    kept = [file for file in found if not _is_passed_over(file, folder, problems)]
    ours = [file for file in kept if file.suffix not in beside or file.is_dir()]
    return [file for file in ours if _is_read(file, folder, name, problems, deep=deep)]


def path_of(file: Path, folder: Path) -> str:
    """Return what messages call a file below a folder: `content/blogs/2021-09-01-bridge-the-gap.md`."""
    return printable(f"{folder.name}/{file.relative_to(folder).as_posix()}")


def bring_back(path: str) -> str:
    """Return the mend for what is gone, and was kept by git."""
    return f"bring it back: git checkout {path}"


def check_names(folder: Path, known: Collection[str], problems: Problems) -> None:
    """Tell what lies directly in a folder and has a name that nothing there has."""
    for file in sorted(folder.glob("*")):
        if not file.name.startswith(PASSED_OVER) and file.name not in known:
            near = did_you_mean(file.name, known)
            mend = near if near.startswith("did you mean") else f"move it to the folder that it belongs in{_all(known)}"
            problems.add(path_of(file, folder), "file", "is not read", mend, line=1)


def _all(known: Iterable[str]) -> str:
    return f": {', '.join(sorted(name for name in known if '.' not in name))}"


def _is_passed_over(file: Path, folder: Path, problems: Problems) -> bool:
    """Tell whether a file is one that nobody reads; the generator would follow a link to a folder all the same."""
    if not any(part.startswith(PASSED_OVER) for part in file.relative_to(folder).parts):
        return False
    if file.is_symlink() and file.is_dir():
        mend = "take it away: nothing of it is published, and all of it would be read"
        problems.add(path_of(file, folder), "file", "is a hidden link to a folder", mend, line=1)
    return True


def _is_read(file: Path, folder: Path, name: str, problems: Problems, *, deep: bool) -> bool:
    """Tell whether a file is to be read; what is not is told, and so is a name that makes no plain address."""
    path = path_of(file, folder)
    if file.is_dir() and deep:
        if file.is_symlink():
            problems.add(path, "file", "is a link to a folder, and is not read", _OUTSIDE[1], line=1)
        elif not is_slug(file.name):
            _tell_name(file, path, problems)
        return False
    if file.is_dir() or not file.match(name):
        mend = f"give it a name that ends in {name[1:]}, or take it out of {file.parent.name}/"
        if not file.is_dir() and name == "*.md":
            mend += "; pictures belong in content/pictures/, other files in content/attachments/"
        problems.add(path, "file", "is not read", mend, line=1)
        return False
    if not is_slug(file.stem) and file.stem not in _NAMES:
        _tell_name(file, path, problems)
    return True


def _tell_name(file: Path, path: str, problems: Problems) -> None:
    ending = "" if file.is_dir() else file.suffix
    if is_reserved(file.name):
        problems.add(path, "file", "has a name that Windows keeps for itself", "give it another", line=1)
        return
    if len(file.stem) > LONGEST_SLUG:
        what = f"has a name of more than {LONGEST_SLUG} letters"
        problems.add(path, "file", what, "use fewer words", line=1)
        return
    if deceit := without_look_alikes(file.stem):
        mend = f"type it again in plain letters: {slugify(deceit[1])}{ending}"
        problems.add(path, "file", f"has a name that {deceit[0]}", mend, line=1)
        return
    mend = f"use lower-case letters, digits and hyphens: {slugify(file.stem) or 'a-short-name'}{ending}"
    problems.add(path, "file", "has a name that does not make a plain address", mend, line=1)
