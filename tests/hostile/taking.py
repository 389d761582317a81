"""Gives the cases of a file to the code, in a process that their bounds end: `taking.py NAME FOLDER`.

For each case a line of JSON says that it begins, and another what was told of it and what was written beside it.
"""

import json
import resource
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from tests.good import lay_good
from tests.hostile.archives import Sound, archive_of
from tests.hostile.cases import Case, read_cases
from tests.hostile.feeds import feed_of
from tests.hostile.making import POST, change_text, picture_of, put_file, text_of

from review_site.archive.verify import verify_bundle
from review_site.content.library import read_library
from review_site.content.raw_html import forbidden_html
from review_site.importing.posts import import_posts
from review_site.pictures.metadata import metadata_of
from review_site.pictures.renditions import write_renditions
from review_site.problems import Problem, Problems, ProblemsError
from review_site.style.house_style import read_house_style

_STATUS = Path("/proc/self/statm")


def take_text(case: Case, folder: Path) -> list[str]:
    """Put rows or a made text below the post of the good review, or save it otherwise."""
    project = lay_good(folder / "project")
    if not (case.word and change_text(project, case.word[0])):
        text = text_of(*case.word) if case.word else "\n".join(case.rows)
        with (project / POST).open("a", encoding="utf-8", errors="surrogatepass") as stream:
            stream.write(f"\n{text}\n")
    return _told_of_post(project)


def take_front_matter(case: Case, folder: Path) -> list[str]:
    """Put rows at the end of the post's front matter; one that has a field already takes its place."""
    project = lay_good(folder / "project")
    if not (case.word and change_text(project, case.word[0])):
        rows = (f"note: {text_of(*case.word)}",) if case.word and case.word[0] != "rows" else case.rows
        rows = tuple(text_of(*case.word[1:]).splitlines()) if case.word[:1] == ("rows",) else rows
        head, body = (project / POST).read_text(encoding="utf-8").split("\n---\n", 1)
        text = "\n".join((*_without(head, rows), *rows, "---", body))
        (project / POST).write_text(text, encoding="utf-8")
    return _told_of_post(project)


def _without(head: str, rows: Sequence[str]) -> list[str]:
    """Return the rows of front matter but for the fields, each with what belongs to it, that other rows have."""
    names = {row.partition(":")[0] for row in rows}
    kept, away = list[str](), False
    for row in head.split("\n"):
        away = row.partition(":")[0] in names if row[:1].strip() else away
        kept += [] if away else [row]
    return kept


def take_files(case: Case, folder: Path) -> list[str]:
    """Put something odd into the good review."""
    project = lay_good(folder / "project")
    put_file(project, *case.word)
    return _told(project)


def take_pictures(case: Case, folder: Path) -> list[str]:
    """Put a picture among those of the good review; what is published of it has pixels alone."""
    project = lay_good(folder / "project")
    (project / "content/pictures" / case.word[0]).write_bytes(picture_of(case.word[1]))
    told = _told(project)
    if not told:
        library = read_library(project / "content", project / "docs")
        write_renditions(library.pictures[case.word[0]], project / "published")
        said = {name for file in (project / "published").iterdir() for name in metadata_of(file.read_bytes())}
        told += [f"published with {name}" for name in sorted(said)]
    return told


def take_feeds(case: Case, folder: Path) -> list[str]:
    """Bring a feed into the good review; what is brought in must be read without a fault."""
    project = lay_good(folder / "project")
    (folder / "feed.xml").write_bytes(feed_of(case.word[0]))
    library = read_library(project / "content", project / "docs")
    before = set(project.rglob("*"))
    try:
        done = import_posts(
            folder / "feed.xml", library, project / "content", author="ada-lamp", kind="blog", pictures=project / "docs"
        )
    except ProblemsError as error:
        if set(project.rglob("*")) != before:
            return ["something was written"]
        return [str(problem) for problem in error.problems]
    made = "".join(path.read_text(encoding="utf-8") for path in done.written)
    run = [word for word in ("<script", "javascript:", "onerror", "onload", "/etc/passwd.") if word in made]
    return [*(f"brought in {word}" for word in run), *map(str, done.told), *_told(project)]


def take_archives(sound: Sound) -> Callable[[Case, Path], list[str]]:
    """Verify a bundle, or part of one, in which something is not as it should be."""

    def take(case: Case, folder: Path) -> list[str]:
        (folder / "held").mkdir()
        bundle = archive_of(case.word, sound, folder / "held")
        before = {path: path.lstat().st_mtime_ns for path in folder.rglob("*")}
        told = [str(problem) for problem in verify_bundle(bundle)]
        after = {path: path.lstat().st_mtime_ns for path in folder.rglob("*")}
        return told if before == after else [*told, "something was written"]

    return take


def take_html(case: Case, _folder: Path) -> list[str]:
    """Hold the content of a page, as an extension might make it, against what this site publishes."""
    html = text_of(*case.word) if case.word else "\n".join(case.rows)
    return forbidden_html(html)


def _told_of_post(project: Path) -> list[str]:
    """Return what is told of the post, without its path, and not what others tell of it."""
    return [line.removeprefix(f"{POST}:") for line in _told(project) if line.startswith(POST)]


def _told(project: Path) -> list[str]:
    style = Problems()
    read_house_style(project / "content/house-style.yml", "content/house-style.yml", style)
    try:
        found: Iterable[Problem] = read_library(project / "content", project / "docs").unfinished
    except ProblemsError as error:
        found = error.problems
    return [str(problem) for problem in (*found, *style)]


def main(name: str, folder: Path) -> None:
    bounds, cases = read_cases(name)
    takers: dict[str, Callable[[], Callable[[Case, Path], list[str]]]] = {
        "text": lambda: take_text,
        "front-matter": lambda: take_front_matter,
        "files": lambda: take_files,
        "pictures": lambda: take_pictures,
        "feeds": lambda: take_feeds,
        "html": lambda: take_html,
        "archives": lambda: take_archives(Sound(folder / "sound")),
    }
    take = takers[name]()
    pages = int(_STATUS.read_text().split()[0])
    resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + bounds.memory, resource.RLIM_INFINITY))
    for case in cases:
        _say({"begins": case.name})
        limit = int(time.process_time()) + 1 + bounds.seconds
        resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))
        (folder / "case").mkdir()
        before = time.process_time()
        told = take(case, folder / "case")
        seconds = time.process_time() - before
        strays = sorted(path.name for path in folder.iterdir() if path.name not in ("case", "sound"))
        _say({"name": case.name, "told": [*told, *strays], "seconds": seconds})
        shutil.rmtree(folder / "case")


def _say(words: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
