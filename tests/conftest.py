"""What every test may start from: the real site built once, and a small review laid out and built at will."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from review_site import swap
from review_site.archive import placing
from review_site.plugins.build import build_site
from review_site.workers import CORES

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "tests/example"
DAY = "2026-11-22"
os.environ["NO_MKDOCS_2_WARNING"] = "1"
# The tests stand on all cores themselves. Those of work on several cores ask for it, and so does `make site`.
os.environ.setdefault(CORES, "1")
# No test may fail because the machine is busy.
settings.register_profile("any machine", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


@pytest.fixture(scope="session", autouse=True)
def _disk() -> Iterator[None]:
    """Wait for no disk after each of many small builds: a power cut would end the tests as well."""
    with pytest.MonkeyPatch.context() as patch:
        for place in (swap, placing):
            patch.setattr(place, "write_through", lambda _: None)
        yield


Once = Callable[[str, Callable[[Path], object]], Path]


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Return a way to make a folder, by its name, once for all processes that run tests; whoever comes later waits."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def make_once(name: str, make: Callable[[Path], object]) -> Path:
        folder, unfinished = shared / name, shared / f"{name}.unfinished"
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not folder.exists():
                shutil.rmtree(unfinished, ignore_errors=True)
                unfinished.mkdir()
                make(unfinished)
                unfinished.rename(folder)
        return folder

    return make_once


@pytest.fixture(scope="session")
def built_site(once: Once) -> Path:
    """The real site, built for a fixed day: read it, or leave it as it was found."""
    return once("real", lambda folder: build_site(ROOT, folder / "site", DAY)) / "site"


@pytest.fixture
def lay(tmp_path: Path) -> Callable[[str], Path]:
    """Lay the example review in a temporary folder, anew each time, with files from a drawing over it.

    The drawing has a path at the start of a line and the file's text indented by four spaces below it; a path followed
    by ` (gone)` takes the file away.
    """

    def lay_tree(drawing: str = "") -> Path:
        project = tmp_path / "project"
        shutil.rmtree(project, ignore_errors=True)
        _lay_example(project)
        for path, content in read_drawing(drawing).items():
            file = project / path
            if content is None:
                file.unlink()
            else:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(content, encoding="utf-8")
        return project

    return lay_tree


@pytest.fixture
def site(lay: Callable[[str], Path]) -> Callable[..., Path]:
    """Build the example review, changed by a drawing, as at a day; returns the folder of the site."""

    def build(drawing: str = "", today: str = "2030-01-01") -> Path:
        project = lay(drawing)
        return build_site(project, project / "site", today)

    return build


def _lay_example(project: Path) -> None:
    shutil.copytree(EXAMPLE, project, ignore=shutil.ignore_patterns(".cache"))
    config = project / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace("../../theme", str(ROOT / "theme"))
    config.write_text(text, encoding="utf-8")


def read_drawing(drawing: str) -> dict[str, str | None]:
    files: dict[str, list[str] | None] = {}
    path = ""
    for line in drawing.splitlines():
        if line and not line.startswith(" "):
            path, gone = line.removesuffix(" (gone)"), line.endswith(" (gone)")
            files[path] = None if gone else []
        elif path and (lines := files[path]) is not None:
            lines.append(line.removeprefix("    "))
    return {path: None if lines is None else "\n".join(lines) + "\n" for path, lines in files.items()}
