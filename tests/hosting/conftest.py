"""The real site and a small one below a path, each made ready and served by nginx and Apache, and a browser."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from tests.conftest import EXAMPLE, ROOT, Once
from tests.hosting.servers import Server, apache, nginx

from review_site.hosting.folder import make_hosting
from review_site.plugins.build import build_site

CHROME = os.environ.get("CHROME", "/usr/bin/chromium")
SERVERS = ("nginx", "nginx with brotli", "Apache")
MOVED = "\nredirects:\n  /former/: /about/\n  /abroad/old/: /support/\n"
WITHDRAWN = "withdrawn: {on: 2021-06-01, reason: It was wrong.}\nsummary:"


@pytest.fixture(scope="session")
def open_folder() -> Iterator[Path]:
    """Give a temporary folder that servers may read which give up their rights; pytest's own is closed to them."""
    folder = Path(tempfile.mkdtemp(prefix="review-site-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def hosting(built_site: Path, open_folder: Path, once: Once) -> Path:
    """Make the real site ready."""
    made = once("hosting", lambda folder: make_hosting(built_site, folder / "real"))
    return Path(shutil.copytree(made / "real", open_folder / "real"))


@pytest.fixture(scope="session")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the example below a path of its host, with addresses that lead on and one that is gone."""
    project = tmp_path_factory.mktemp("small") / "project"
    shutil.copytree(EXAMPLE, project)
    for name, change in (
        ("mkdocs.yml", lambda text: text.replace("../../theme", str(ROOT / "theme"))),
        ("content/review.yml", lambda text: text.replace("example.org/\n", "example.org/coast/\n", 1) + MOVED),
        ("content/blogs/2021-02-03-first-light.md", lambda text: text.replace("summary:", WITHDRAWN, 1)),
    ):
        file = project / name
        file.write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")
    return build_site(project, project / "site", "2030-01-01")


@pytest.fixture(scope="session")
def small_hosting(small_site: Path, open_folder: Path) -> Path:
    """Make the small site ready."""
    return make_hosting(small_site, open_folder / "small")


@pytest.fixture(scope="session")
def started(open_folder: Path) -> Iterator[Callable[[Path, str], Server]]:
    """Return a way to serve a folder by a server of `SERVERS`; each runs once, until the tests end."""
    running: dict[tuple[Path, str], Server] = {}
    with ExitStack() as stack:

        def start(folder: Path, name: str) -> Server:
            if (folder, name) not in running:
                work = open_folder / f"apache-{folder.name}"
                work.mkdir(exist_ok=True)
                context = apache(folder, work) if name == "Apache" else nginx(folder, brotli=name != "nginx")
                running[folder, name] = stack.enter_context(context)
            return running[folder, name]

        yield start


@pytest.fixture(params=SERVERS)
def server(request: pytest.FixtureRequest, started: Callable[[Path, str], Server], hosting: Path) -> Server:
    """Serve the real site by each server."""
    return started(hosting, request.param)


@pytest.fixture(params=SERVERS)
def small(request: pytest.FixtureRequest, started: Callable[[Path, str], Server], small_hosting: Path) -> Server:
    """Serve the small site, which stands at /coast/, by each server."""
    return started(small_hosting, request.param)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Debian’s Chromium, or what $CHROME names."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROME, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open an empty page of a browser that has kept nothing."""
    context = browser.new_context(reduced_motion="reduce")
    yield context.new_page()
    context.close()
