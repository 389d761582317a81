"""What front matter says of pictures, beside what the text says of them."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from review_site.addresses import FILE_NAME, is_attachment
from review_site.content.block_checks import check_blocks
from review_site.content.collections import MOST_BYTES
from review_site.content.fields import groups_in
from review_site.content.markdown import read_markdown
from review_site.content.markdown_text import file_name_of
from review_site.content.raw_html import check_html
from review_site.content.source import Source, read_register, read_source, read_text
from review_site.content.text_checks import check_files, check_text, explain_alt
from review_site.problems import Problems, did_you_mean

_BETWEEN_CELLS = re.compile(r'\s*[,"\n]\s*')


def check_texts(
    sources: Iterable[Source], pictures: Collection[str], attachments: Collection[str], problems: Problems
) -> None:
    """Tell what of each text would leave readers out, and each picture and attachment that is not there.

    `pictures` and `attachments` are the names of the files that there are.
    """
    for source in sources:
        text = read_markdown(source.body, source.body_line)
        named = list(_named(source))
        check_text(source, text, problems, decorative=[_file(one, pictures) for _, one in named])
        check_html(source, text, problems)
        check_blocks(source, problems)
        check_files(source, text, pictures, attachments, problems)
        for index, one in named:
            _check_named(source, index, one, pictures, problems)


def files_of(source: Source) -> Iterator[str]:
    """Give the pictures and attachments that a text or its front matter names: `pictures/lamp.jpg`."""
    text = read_markdown(source.body, source.body_line)
    names = (file_name_of(picture.target) for picture in text.pictures)
    yield from (f"pictures/{name}" for name in names if name)
    yield from (f"pictures/{one.get('file')}" for _, one in _named(source))
    forms = (str(other.get("page")) for _, other in groups_in(source.data, "other_forms"))
    yield from (form.removeprefix("/") for form in forms if is_attachment(form))
    held = (version.get(field) for _, version in groups_in(source.data, "versions") for field in ("file", "transcript"))
    yield from (f"attachments/{name}" for name in held if isinstance(name, str) and FILE_NAME.fullmatch(name))
    links = (file_name_of(link.target) for link in text.links)
    yield from (f"attachments/{name}" for name in links if name)


def files_of_those_in(place: Path, content: Path) -> set[str]:
    """Return the paths of the pictures and attachments that a file, or any file below a folder, names.

    They begin with the name of the content folder, as in messages. What cannot be read names none.
    """
    readers = {".md": read_source, ".yml": read_register}
    files = [place] if place.is_file() else list(place.rglob("*"))
    read = (readers[file.suffix](file, file.as_posix(), Problems()) for file in files if file.suffix in readers)
    found = {f"{content.name}/{name}" for source in read if source for name in files_of(source)}
    return found.union(*(_named_in_table(file, content) for file in files if file.suffix == ".csv"))


def _named_in_table(file: Path, content: Path) -> set[str]:
    """Return the paths of the attachments whose names are cells of a table."""
    cells = set(_BETWEEN_CELLS.split(read_text(file, file.as_posix(), Problems(), most_bytes=MOST_BYTES) or ""))
    names = (attached.name for attached in (content / "attachments").glob("*"))
    return {f"{content.name}/attachments/{name}" for name in names if name in cells}


def _named(source: Source) -> Iterable[tuple[int, dict[str, Any]]]:
    """Give the pictures that front matter names, whatever else is wrong with what it says of them."""
    pictures = source.data.get("pictures")
    for index, one in enumerate(pictures if isinstance(pictures, list) else ()):
        yield index, one if isinstance(one, dict) else {"file": one}


def _file(one: Mapping[str, Any], pictures: Collection[str]) -> str:
    """Return the name of a picture's file, without a folder before it, or the one that it is the misspelling of."""
    name = str(one.get("file")).rpartition("/")[2]
    near = re.fullmatch(r"did you mean (\S+)\?", did_you_mean(name, pictures))
    return near[1] if near and name not in pictures else name


def _check_named(
    source: Source, index: int, one: dict[str, Any], pictures: Collection[str], problems: Problems
) -> None:
    name, alt = one.get("file"), one.get("alt")
    if isinstance(name, str) and FILE_NAME.fullmatch(name) and name not in pictures:
        near = did_you_mean(name, pictures)
        mend = near if near.startswith("did you mean") else "put it into content/pictures/"
        what = f"there is no picture {name}"
        problems.add(source.path, "pictures", what, mend, line=source.line(("pictures", index, "file")))
    if isinstance(alt, str) and alt.strip() and (fault := explain_alt(alt)):
        line = source.line(("pictures", index, "alt"))
        problems.add(source.path, "pictures", fault[0], "say in words what it shows", line=line)
