"""What must hold of publications beside their own fields: files of the right kind, other works, names of their own."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from review_site.addresses import FILE_NAME, is_address
from review_site.content.fields import field_name, groups_in
from review_site.content.publication import LISTS, publication_address
from review_site.content.source import Key, Source
from review_site.problems import Problems, did_you_mean

_TEXTS = ("txt", "vtt", "srt")


def check_publications(
    sources: Iterable[Source],
    names: Collection[str],
    there: Collection[str],
    language: object,
    problems: Problems,
) -> None:
    """Tell files that are not there or cannot be read as what they are for, works that are not there, names in the way.

    `names` are those of all publications, `there` those of all files that lie in the folder of
    attachments, `language` is that of the site.
    """
    works = {PurePosixPath(source.path).stem: source for source in sources}
    for name, source in works.items():
        if publication_address(name) in LISTS:
            mend = f"rename it, such as {name}-of-the-review.yml"
            problems.add(source.path, "file", f"has the name of a list of publications: {name}", mend, line=1)
        for index, version in groups_in(source.data, "versions"):
            key: Key = ("versions", index)
            _check_files(source, key, version, there, problems)
            if version.get("language") is not None and version["language"] == language:
                what = "is the language of the site, which is understood"
                problems.add(source.path, field_name((*key, "language")), what, "take the line out",
                             line=source.line((*key, "language")))  # fmt: skip
        _check_twice(source, problems)
        for field in ("part_of", "replaces"):
            _check_work(source, name, field, names, works, problems)


def _check_files(
    source: Source,
    key: Key,
    version: Mapping[str, Any],
    there: Collection[str],
    problems: Problems,
) -> None:
    for field in ("file", "transcript"):
        name = version.get(field)
        if not isinstance(name, str) or not FILE_NAME.fullmatch(name) or source.is_unread((*key, field)):
            continue
        fault: tuple[str, str] | None = None
        if name not in there:
            near = did_you_mean(name, there)
            mend = near if near.startswith("did you mean") else "put it into content/attachments/"
            fault = (f"there is no file {name}", mend)
        elif field == "transcript" and name.rpartition(".")[2] not in (*_TEXTS, "pdf", "docx", "odt"):
            fault = (f"{name} is no text", f"name a page of the site, or a file that ends in .{_TEXTS[0]}")
        if fault:
            problems.add(source.path, field_name((*key, field)), *fault, line=source.line((*key, field)))


def _check_twice(source: Source, problems: Problems) -> None:
    """Tell a file that is named by two versions of one work."""
    seen: dict[str, int] = {}
    for index, version in groups_in(source.data, "versions"):
        name, key = version.get("file"), ("versions", index, "file")
        if isinstance(name, str) and name in seen and not source.is_unread(key):
            what = f"{name} is the file of version {seen[name]} as well"
            problems.add(source.path, field_name(key), what, "name the file of this version", line=source.line(key))
        elif isinstance(name, str):
            seen[name] = index + 1


def _check_work(
    source: Source, own: str, field: str, names: Collection[str], works: Mapping[str, Source], problems: Problems
) -> None:
    name = source.data.get(field)
    if not isinstance(name, str) or source.is_unread((field,)) or not is_address(f"/{name}/"):
        return
    fault = None
    if name == own:
        fault = "is this publication itself", "name the other one, or take the line out"
    elif name not in names:
        fault = f"there is no publication “{name}”", did_you_mean(name, names)
    elif own in _ways(name, field, works):
        fault = f"leads from “{name}” back to this publication", "take one of the lines out"
    if fault:
        problems.add(source.path, field, *fault, line=source.line((field,)))


def _ways(name: str, field: str, works: Mapping[str, Source]) -> Iterator[str]:
    """Give the works to which a field leads from one on, each once."""
    seen: set[str] = set()
    while name in works and name not in seen:
        seen.add(name)
        following = works[name].data.get(field)
        if not isinstance(following, str):
            return
        name = following
        yield name
