"""What must hold between files: names that exist, ids that are unique.

The checks read the plain data of sources, so that they speak even where a file has other mistakes.
"""

from collections.abc import Iterable, Iterator, Mapping, Set

from review_site.addresses import slugify
from review_site.content.source import Key, Source
from review_site.problems import Problems, did_you_mean

_NAMED_IN: dict[str, tuple[str, ...]] = {
    "authors": ("people", "groups"),
    "topics": ("topics",),
    "audiences": ("audiences",),
    "calls": ("calls",),
    "publications": ("publications",),
}
_SINGULAR = {
    "authors": "person or group",
    "topics": "topic",
    "audiences": "audience",
    "calls": "call",
    "publications": "publication",
}

OF_CHAPTER = "chapter_recommendations"
OR_DRAFT = ", or set status: draft"
"""How the mend ends of what a draft may lack."""


def names_in(register: Source) -> dict[str, set[str]]:
    """Return the ids that a register gives to people, groups, topics and audiences, of those that can be read.

    One that is not written as an id counts as what it should be, so that it is told once, where it stands.
    """
    groups = {field: register.data.get(field) for field in ("people", "groups", "topics", "audiences")}
    return {
        field: {*value, *map(slugify, value)}
        for field, value in groups.items()
        if isinstance(value, dict) and not register.is_unread((field,))
    }


def check_references(sources: Iterable[Source], ids: Mapping[str, Set[str]], problems: Problems) -> None:
    """Tell every name that the register or a folder of content does not know, and each that stands twice.

    Names of what is not among the `ids` at all, because it cannot be read, pass.
    """
    known = {field: shelves for field, shelves in _NAMED_IN.items() if all(shelf in ids for shelf in shelves)}
    for source in sources:
        for field, shelves in known.items():
            allowed = set[str]().union(*(ids[shelf] for shelf in shelves))
            names = source.data.get(field) or ()
            seen: set[str] = set()
            for index, name in enumerate(names if isinstance(names, list) else ()):
                key = (field, index)
                if not isinstance(name, str) or not name or source.is_unread(key):
                    continue
                if name in seen:
                    problems.add(source.path, field, f"“{name}” stands twice", "keep one", line=source.line(key))
                elif name not in allowed:
                    what = f"there is no {_SINGULAR[field]} “{name}”"
                    problems.add(source.path, field, what, did_you_mean(name, allowed), line=source.line(key))
                seen.add(name)


def check_ids(sources: Iterable[Source], problems: Problems) -> None:
    """Tell each `id` that stands in two files."""
    seen: dict[str, str] = {}
    for source in sources:
        name = source.data.get("id")
        if isinstance(name, str):
            tell_taken(source, "id", seen.get(name), problems)
            seen.setdefault(name, source.path)


def check_sections(pages: Iterable[Source], absent: Set[str], problems: Problems) -> None:
    """Tell each section that a page shows and no file feeds."""
    for source in pages:
        shown = source.data.get("show") or ()
        for index, name in enumerate(shown if isinstance(shown, list) else ()):
            if isinstance(name, str) and name in absent:
                mend = "bring back content/recommendations.yml, or take the section off the page"
                problems.add(source.path, "show", f"{name} has no data", mend, line=source.line(("show", index)))


def check_chapter_sections(pages: Iterable[tuple[str, Source]], report: object, problems: Problems) -> None:
    """Tell each page that shows the recommendations of a chapter and is no chapter of the report that made them.

    `pages` are standing pages with their addresses, `report` the name of that report as it was written.
    """
    for address, source in pages:
        shown = source.data.get("show")
        if not isinstance(shown, list) or OF_CHAPTER not in shown or not isinstance(report, str):
            continue
        line = source.line(("show", shown.index(OF_CHAPTER)))
        if not address.startswith(f"/{report}/"):
            mend = f"take it off the page: the recommendations are those of {report} (content/recommendations.yml)"
            problems.add(source.path, "show", f"{OF_CHAPTER} has no data on a page of another report", mend, line=line)
        elif "chapter" not in source.data and not source.is_lost("chapter"):
            mend = "add `chapter:` with its number, or show `recommendations`, which are all of them"
            problems.add(source.path, "show", f"{OF_CHAPTER} stands on a page that is no chapter", mend, line=line)


def check_unwritten(sources: Iterable[Source], posts: Iterable[Source], problems: Problems) -> None:
    """Tell what still says TODO, in a field or in the text, and a post that has no text.

    `sources` are all that may have such fields, `posts` those among them that need a text.
    """
    told = {(problem.path, problem.line) for problem in problems}
    for source in sources:
        for key in _unwritten(source.data, ()):
            if (source.path, source.line(key)) not in told:
                field = ".".join(str(part + 1) if isinstance(part, int) else part for part in key)
                problems.add(source.path, field, "still says TODO", "write it", line=source.line(key))
        lines = enumerate(source.body.splitlines(), source.body_line)
        todo = next((number for number, line in lines if line.startswith("TODO")), None)
        if todo:
            problems.add(source.path, "text", "still says TODO", _write(source), line=todo)
    for source in posts:
        is_post = "slug" in source.data or "authors" in source.data  # and not one that stands in the wrong folder
        if is_post and not source.body.strip() and "withdrawn" not in source.data:
            problems.add(source.path, "text", "is empty", _write(source), line=source.body_line)


def _write(source: Source) -> str:
    return "write it" if source.is_draft else f"write it{OR_DRAFT}"


def _unwritten(value: object, key: Key) -> Iterator[Key]:
    """Give the key of each text that starts with TODO."""
    if isinstance(value, str) and value.startswith("TODO"):
        yield key
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from _unwritten(part, (*key, name))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _unwritten(part, (*key, index))


def tell_taken(source: Source, field: str, holder: str | None, problems: Problems) -> None:
    """Tell a value that `holder`, if there is one, used before."""
    if holder:
        what = f"“{source.data[field]}” is already used by {holder}"
        problems.add(source.path, field, what, f"give one of them another {field}", line=source.line((field,)))
