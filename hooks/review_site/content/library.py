"""Everything the comms team wrote, valid and joined together: the library."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from review_site.addresses import address_of_file, read_ledger
from review_site.content.fields import Entry, read_entry
from review_site.content.links import check_links
from review_site.content.models import Call, Event, Page, Post, Publication, Recommendations
from review_site.content.references import (
    check_addresses,
    check_bodies,
    check_ids,
    check_references,
    check_sections,
)
from review_site.content.register import Review
from review_site.content.source import Source, read_register, read_source, read_text
from review_site.problems import Problem, Problems, ProblemsError

E = TypeVar("E", bound=Entry)
_PASSED_OVER = (".", "~$")  # what editors and systems leave beside a file


@dataclass(frozen=True, slots=True)
class Sourced(Generic[E]):
    """A valid entry and the text it came from."""

    entry: E
    source: Source


@dataclass(frozen=True, slots=True)
class Library:
    """The whole content of a site, valid: `posts` newest first, `pages` by address, the rest by their file's stem.

    `unfinished` tells the TODO lines of drafts, which stop nothing.
    """

    review: Review
    posts: tuple[Sourced[Post], ...]
    pages: Mapping[str, Sourced[Page]]
    calls: Mapping[str, Sourced[Call]] = field(default_factory=dict)
    events: tuple[Sourced[Event], ...] = ()
    publications: Mapping[str, Sourced[Publication]] = field(default_factory=dict)
    recommendations: Recommendations | None = None
    ledger: Mapping[str, int] = field(default_factory=dict)
    unfinished: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Shelf(Generic[E]):
    """What a folder holds: every source that could be read, and the valid entries among them by their file's stem.

    `stems` are those of all its files, so that one which could not be read is not told of again where it is named.
    """

    sources: tuple[Source, ...]
    entries: dict[str, Sourced[E]]
    stems: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether every file could be read."""
        return len(self.sources) == len(self.stems)


def read_library(content: Path, docs: Path) -> Library:
    """Read and check content/ and docs/.

    Raises:
        ProblemsError: with every problem of every file.
    """
    problems = Problems()
    register = _read_file(Review, content, "review.yml", problems)
    recommendations = (
        _read_file(Recommendations, content, "recommendations.yml", problems)
        if _has(content, "recommendations.yml")
        else None
    )
    posts = _read_shelf(Post, content, "blogs/*.md", problems)
    calls = _read_shelf(Call, content, "calls/*.md", problems)
    events = _read_shelf(Event, content, "events/*.md", problems)
    publications = _read_shelf(Publication, content, "publications/*.yml", problems)
    pages = _read_shelf(Page, docs, "**/*.md", problems)
    ledger = read_ledger(_read_ledger(content, problems))
    if register is not None:
        ids = {"calls": set(calls.stems), "publications": set(publications.stems)}
        ids |= {name: set(register.source.data.get(name) or ()) for name in ("people", "groups", "topics", "audiences")}
        sources = (*posts.sources, *calls.sources, *events.sources, *pages.sources)
        check_references(sources, ids, problems)
    check_ids((*posts.sources, *calls.sources, *events.sources, *publications.sources), problems)
    check_bodies(posts.sources, problems)
    page_sources = [(page_address(source.path, docs.name), source) for source in pages.sources]
    expected = ledger if posts.whole and pages.whole else {}
    ledger_path = f"{content.name}/addresses.txt"
    served = check_addresses(posts.sources, page_sources, expected, ledger_path, problems)
    check_links((*posts.sources, *pages.sources, *calls.sources, *events.sources), served, problems)
    absent = set() if _has(content, "recommendations.yml") else {"recommendations", "missions"}
    check_sections(pages.sources, absent, problems)
    unfinished = tuple(problem for problem in problems if _is_unfinished(problem, posts.sources, content.parent))
    if register is None or len(unfinished) < len(problems):
        raise ProblemsError(problems)
    return Library(
        review=register.entry,
        posts=tuple(sorted(posts.entries.values(), key=_newest_last, reverse=True)),
        pages={page_address(page.source.path, docs.name): page for page in pages.entries.values()},
        calls=calls.entries,
        events=tuple(sorted(events.entries.values(), key=lambda event: event.entry.on.placed)),
        publications=publications.entries,
        recommendations=recommendations.entry if recommendations else None,
        ledger=ledger,
        unfinished=unfinished,
    )


def read_review(content: Path) -> Review:
    """Read the register alone.

    Raises:
        ProblemsError: with every problem of content/review.yml.
    """
    problems = Problems()
    register = _read_file(Review, content, "review.yml", problems)
    problems.raise_if_any()
    if register is None:
        raise ProblemsError(problems)
    return register.entry


def page_address(path: str, docs: str) -> str:
    """Return the address of a standing page: `docs/about.md` gives `/about/`, an index.md or README.md its folder's."""
    inside = Path(path).relative_to(docs)
    folder = inside.parent if inside.name in ("index.md", "README.md") else inside.with_suffix("")
    return address_of_file((folder / "index.html").as_posix())


def _newest_last(post: Sourced[Post]) -> tuple[object, str]:
    return post.entry.published.placed, post.entry.slug


def _has(folder: Path, name: str) -> bool:
    return (folder / name).is_file()


def _read_ledger(content: Path, problems: Problems) -> str:
    name = "addresses.txt"
    path = f"{content.name}/{name}"
    if not _has(content, name):
        problems.add(path, "file", "is missing", "bring it back: it lists every address ever published", line=1)
        return ""
    return read_text(content / name, path, problems) or ""


def _tell_strays(folder: Path, pattern: str, problems: Problems) -> None:
    """Tell what lies in a folder of entries and would never be seen: another ending, a folder."""
    inside, _, name = pattern.rpartition("/")
    if inside in ("", "**"):
        return
    for file in sorted((folder / inside).glob("*")):
        if not file.name.startswith(_PASSED_OVER) and (file.is_dir() or not file.match(name)):
            mend = f"give it a name that ends in {name[1:]}, or take it out of {inside}/"
            problems.add(f"{folder.name}/{inside}/{file.name}", "file", "is not read", mend, line=1)


def _is_unfinished(problem: Problem, posts: tuple[Source, ...], root: Path) -> bool:
    """Tell whether a problem is a line of a draft that still says TODO."""
    drafts = {post.path for post in posts if post.data.get("status") == "draft"}
    if problem.path not in drafts or not problem.line:
        return False
    lines = (root / problem.path).read_text(encoding="utf-8-sig", errors="replace").splitlines()
    return problem.line <= len(lines) and "TODO" in lines[problem.line - 1]


def _read_file(model: type[E], folder: Path, name: str, problems: Problems) -> Sourced[E] | None:
    path = f"{folder.name}/{name}"
    if not _has(folder, name):
        problems.add(path, "file", "is missing", "bring it back, or start from the one in the example review", line=1)
        return None
    return _read_one(model, folder / name, path, problems)[1]


def _read_shelf(model: type[E], folder: Path, pattern: str, problems: Problems) -> _Shelf[E]:
    sources: list[Source] = []
    entries: dict[str, Sourced[E]] = {}
    _tell_strays(folder, pattern, problems)
    found = (file for file in folder.glob(pattern) if file.is_file() and not file.name.startswith(_PASSED_OVER))
    files = sorted(found)
    for file in files:
        path = f"{folder.name}/{file.relative_to(folder).as_posix()}"
        source, sourced = _read_one(model, file, path, problems)
        if source:
            sources.append(source)
        if sourced:
            entries[file.relative_to(folder).with_suffix("").name if pattern.count("*") == 1 else path] = sourced
    return _Shelf(tuple(sources), entries, tuple(file.stem for file in files))


def _read_one(model: type[E], file: Path, path: str, problems: Problems) -> tuple[Source | None, Sourced[E] | None]:
    source = (read_source if file.suffix == ".md" else read_register)(file, path, problems)
    entry = read_entry(model, source, problems) if source else None
    return source, Sourced(entry, source) if source and entry else None
