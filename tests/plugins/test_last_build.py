"""A build that would make the same is known as such without being run, and no other is."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.drawings import draw_post
from tests.plugins.test_build import tree_of

import review_site
from review_site.clock import LONDON, parse_instant
from review_site.content.library import read_library
from review_site.lifecycle.agenda import turns_of
from review_site.plugins import build, last_build, publishing
from review_site.plugins.build import Built, build_site, build_whole
from review_site.plugins.last_build import Asked, look_around, note_build, pages_of_same

NOON = datetime(2022, 1, 1, 12, tzinfo=UTC)
LATER = draw_post("later", published="2022-01-01T15:30")


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the program as it is for settled, though a file of it may have been saved a second ago."""
    monkeypatch.setattr(last_build, "_IMPORTED", 0)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Set the clock."""

    def set_clock(instant: datetime) -> None:
        for module in (last_build, publishing):
            monkeypatch.setattr(module, "wall_clock", lambda: instant)

    set_clock(NOON)
    return set_clock


def build_and_note(asked: Asked) -> Built:
    ground = look_around(asked)
    built = build_whole(asked.project, asked.output, asked.today)
    note_build(asked, ground, built.read, built.span, 7)
    return built


def is_same(asked: Asked) -> bool:
    return pages_of_same(asked, look_around(asked)) == 7


def test_what_a_build_would_not_change_is_left_and_is_what_it_would_make(
    lay: Callable[[str], Path], at: Callable[[datetime], None]
) -> None:
    project = lay(LATER)
    asked = Asked(project, project / "site", None)
    assert not is_same(asked)
    build_and_note(asked)
    before = tree_of(project / "site")
    (project / "letter.txt").write_text("Nothing of the site.", encoding="utf-8")
    shutil.rmtree(project / ".cache/cards")
    for clock, same in ((-12, True), (-13, False), (0, True), (3.49, True), (3.5, False), (12, False)):
        at(NOON + timedelta(hours=clock))
        assert is_same(asked) is same, clock
        if same:
            assert tree_of(build_site(project, project / "other/site", None)) == before
    at(NOON + timedelta(hours=3.5))
    assert "later/index.html" in tree_of(build_site(project, project / "other/site", None))


def test_a_build_as_at_another_day_is_another(lay: Callable[[str], Path], at: Callable[[datetime], None]) -> None:
    project = lay(LATER)
    build_and_note(Asked(project, project / "site", "2021-12-24T08:00"))
    before = tree_of(project / "site")
    for today, same in (("2021-12-24T19:00", True), ("2021-12-25", False), ("2021-12-23T23:59", False), (None, False)):
        assert is_same(Asked(project, project / "site", today)) is same
    assert tree_of(build_site(project, project / "other/site", "2021-12-24T19:00")) == before
    assert not is_same(Asked(project, project / "elsewhere", "2021-12-24T19:00"))


def test_nothing_is_kept_of_a_day_to_come(lay: Callable[[str], Path], at: Callable[[datetime], None]) -> None:
    project = lay("")
    asked = Asked(project, project / "site", "2022-01-02")
    build_and_note(asked)
    assert not is_same(asked)
    at(NOON + timedelta(days=1))
    assert not is_same(asked)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("docs_dir: docs", "docs_dir: docs\nhooks: [hook.py]"),
        ("  - publishing:", "  - search\n  - publishing:"),
        ("  - tables", "  - tables\n  - pymdownx.snippets"),
        ("  - tables", "  - tables\n  - pymdownx.b64"),
        ("strict: true", "strict: true\nINHERIT: other.yml"),
        ("[BUNDLE, false]", "[BUNDLE, true]"),
    ],
)
def test_nothing_is_known_where_something_else_may_read_more(
    lay: Callable[[str], Path], at: Callable[[datetime], None], old: str, new: str
) -> None:
    project = lay("hook.py\n    \nother.yml\n    site_name: X\n")
    config = project / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    assert old in text
    config.write_text(text.replace(old, new, 1), encoding="utf-8")
    settings = build._load(project, project / "site", strict=True)
    assert build._places_read(project, settings) is None
    config.write_text(text, encoding="utf-8")
    settings = build._load(project, project / "site", strict=True)
    assert build._places_read(project, settings) is not None


def test_nothing_is_kept_of_a_build_of_which_it_is_not_known_what_it_read(
    lay: Callable[[str], Path], at: Callable[[datetime], None]
) -> None:
    project = lay("")
    asked = Asked(project, project / "site", None)
    note_build(asked, look_around(asked), None, (NOON - timedelta(hours=1), NOON + timedelta(hours=1)), 7)
    assert not is_same(asked)


def test_of_a_preview_nothing_is_known(lay: Callable[[str], Path]) -> None:
    project = lay("")
    assert build_whole(project, project / "preview", None, preview=True).read is None


def test_a_save_while_a_site_is_built_is_not_taken_for_built(
    lay: Callable[[str], Path], at: Callable[[datetime], None]
) -> None:
    project = lay("")
    asked = Asked(project, project / "site", None)
    ground = look_around(asked)
    built = build_whole(project, project / "site", None)
    about = project / "docs/about.md"
    about.write_text(about.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
    note_build(asked, ground, built.read, built.span, 7)
    assert not is_same(asked)


@pytest.mark.parametrize("kept", [b"", b"{}", b"[]", b"nonsense", json.dumps({"form": 1}).encode()])
def test_a_note_that_cannot_be_read_says_nothing(
    lay: Callable[[str], Path], at: Callable[[datetime], None], kept: bytes
) -> None:
    project = lay("")
    asked = Asked(project, project / "site", None)
    last_build.write_cached(project / ".cache/builds", last_build._key(asked), kept)
    assert not is_same(asked)


# Of random edits


@pytest.fixture(scope="module")
def ground_truth(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project with a site that could have been built from it."""
    project = tmp_path_factory.mktemp("project")
    for path in ("mkdocs.yml", "content/a.md", "content/b/c.md", "docs/d.md", "theme/e.html", "site/index.html"):
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_text("one", encoding="utf-8")
    return project


FILES = st.sampled_from(
    [
        *("mkdocs.yml", "content/a.md", "content/b/c.md", "content/new.md", "docs/d.md", "theme/e.html", "tests/f.py"),
        *("site/index.html", "site/more.css", "site/a/index.html"),
    ]
)
EDITS = st.one_of(
    st.tuples(st.just("write"), FILES, st.sampled_from(["one", "two", "three"])),
    st.tuples(st.just("write and set the time back"), FILES, st.sampled_from(["one", "two"])),
    st.tuples(st.just("touch"), FILES, st.just("")),
    st.tuples(st.just("remove"), FILES, st.just("")),
    st.tuples(st.just("swap"), FILES, FILES),
    st.tuples(st.just("clock"), st.just(""), st.integers(-30 * 60, 30 * 60).map(str)),
    st.tuples(st.just("variable"), st.sampled_from(["REVIEW_SITE_X", "TZ", "BUNDLE", "OTHER"]), st.sampled_from("ab")),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(edits=st.lists(EDITS, max_size=4))
def test_it_is_as_it_was_only_if_all_that_counts_is(
    ground_truth: Path, monkeypatch: pytest.MonkeyPatch, edits: list[tuple[str, str, str]]
) -> None:
    project, span = ground_truth, (NOON - timedelta(hours=2), NOON + timedelta(hours=3))
    asked, places = Asked(project, project / "site", None), [project / name for name in ("content", "docs", "theme")]
    with monkeypatch.context() as patch:
        clock = NOON
        patch.setattr(last_build, "wall_clock", lambda: clock)
        for name in ("REVIEW_SITE_X", "TZ", "BUNDLE", "OTHER"):
            patch.delenv(name, raising=False)
        (project / "mkdocs.yml").write_text("enabled: !ENV [BUNDLE, false]", encoding="utf-8")
        note_build(asked, look_around(asked), last_build.begin_reading(project, places), span, 7)
        before = all_that_counts(project)
        assert is_same(asked)
        for what, first, second in edits:
            if what == "clock":
                clock = NOON + timedelta(minutes=int(second))
            elif what == "variable":
                patch.setenv(first, second)
            else:
                edit(project, what, first, second)
            counts = all_that_counts(project) == before and span[0] <= clock < span[1]
            assert counts or not is_same(asked)


def edit(project: Path, what: str, first: str, second: str) -> None:
    file = project / first
    if what.startswith("write"):
        known = file.stat() if file.exists() else None
        file.parent.mkdir(exist_ok=True)
        file.write_text(second, encoding="utf-8")
        if known and "back" in what:
            os.utime(file, ns=(known.st_atime_ns, known.st_mtime_ns))
    elif what == "touch" and file.exists():
        os.utime(file)
    elif what == "remove":
        file.unlink(missing_ok=True)
    elif what == "swap" and file.exists() and (project / second).exists() and first != second:
        file.rename(project / "aside")
        (project / second).rename(file)
        (project / "aside").rename(project / second)


def all_that_counts(project: Path) -> object:
    names = ("REVIEW_SITE_X", "TZ", "BUNDLE")
    places = ("content", "docs", "theme", "site")
    config = project / "mkdocs.yml"
    return (
        {name: tree_of(project / name) for name in places},
        config.read_bytes() if config.exists() else None,
        [os.environ.get(name) for name in names],
    )


# Of what a build reads, and of the moments that it asks of

LISTEN = """
import json, os, sys
opened = []
OPENING = ("open", "os.listdir", "os.scandir")
sys.addaudithook(lambda event, told: opened.append(str(told[0])) if event in OPENING else None)
from pathlib import Path
from review_site.plugins.build import build_whole
project = Path(sys.argv[1])
built = build_whole(project, project / "site", "2022-01-01")
print(json.dumps([opened, [str(place) for place in built.read.places]]))
"""


def test_a_build_reads_nothing_of_a_project_but_the_places_that_are_looked_at(lay: Callable[[str], Path]) -> None:
    project = lay("letter.txt\n    Not read.\n")
    environment = {**os.environ, "REVIEW_SITE_CORES": "1"}
    run = subprocess.run(
        [sys.executable, "-c", LISTEN, project], env=environment, capture_output=True, text=True, check=True
    )
    opened, places = json.loads(run.stdout)
    files = {Path(os.path.realpath(path)) for path in opened if path.startswith("/")}
    theirs = [project.resolve() / name for name in ("mkdocs.yml", ".cache", ".site.building", "site", ".site.old")]
    known = [*map(Path, places), *theirs]
    written = {project.resolve(), project.resolve().parent}  # where the time is asked for
    homes = (sys.prefix, sys.base_prefix, Path(review_site.__file__).parent, *filter(None, sys.path))
    programs = [Path(name).resolve() for name in homes]
    machine = [Path(name).resolve() for name in ("/dev", "/proc", "/usr", "/etc", tempfile.gettempdir())]
    of_project = [file for file in files if file.is_relative_to(project.resolve()) and file not in written]
    assert len(of_project) > 50
    assert [str(file) for file in of_project if not any(file.is_relative_to(one) for one in known)] == []
    elsewhere = [file for file in files if not any(file.is_relative_to(one) for one in (*known, *programs, *machine))]
    assert [str(file) for file in elsewhere if file not in written] == []


class Asking(datetime):
    """An instant that notes each moment with which it is compared."""

    moments: set[datetime]

    def astimezone(self, tz: Any = None) -> "Asking":
        return asking(datetime.astimezone(plain(self), tz), self.moments)

    def __le__(self, other: object) -> bool:
        return plain(self) <= self._note(other)

    def __ge__(self, other: object) -> bool:
        return plain(self) >= self._note(other)

    def __lt__(self, other: object) -> bool:
        return plain(self) < self._note(other)

    def __gt__(self, other: object) -> bool:
        return plain(self) > self._note(other)

    def __sub__(self, other: object) -> Any:
        raise AssertionError("a build measures how long ago something was, which changes by the minute")

    __rsub__ = __sub__

    def _note(self, other: object) -> datetime:
        assert isinstance(other, datetime)
        self.moments.add(plain(other))
        return plain(other)


def plain(one: datetime) -> datetime:
    return datetime(*one.timetuple()[:6], one.microsecond, tzinfo=one.tzinfo, fold=one.fold)


def asking(instant: datetime, moments: set[datetime]) -> Asking:
    made = Asking(*instant.timetuple()[:6], instant.microsecond, tzinfo=instant.tzinfo, fold=instant.fold)
    made.moments = moments
    return made


@pytest.mark.parametrize("day", ["2020-12-01T10:00", "2021-05-01T10:00", "2021-09-15T10:00", "2030-01-01T10:00"])
def test_every_moment_that_a_build_asks_of_is_in_the_agenda(
    lay: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch, day: str
) -> None:
    project, moments = lay(LATER), set[datetime]()
    monkeypatch.setenv("REVIEW_SITE_CORES", "1")
    monkeypatch.setattr(publishing, "read_instant", lambda *_: asking(parse_instant(day), moments))
    build_site(project, project / "site", day)
    turns = {turn.instant.timestamp() for turn in turns_of(read_library(project / "content", project / "docs"))}
    assert parse_instant("2022-01-01T15:30") in moments
    unknown = sorted(moment for moment in moments if moment.timestamp() not in turns)
    assert [moment for moment in unknown if moment.astimezone(LONDON).time() != datetime.min.time()] == []
