"""Whatever becomes of a build, in its place stands one whole good site: the last one, or the new one."""

import errno
import importlib
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from tests.conftest import EXAMPLE, ROOT

from review_site import swap
from review_site.manifest import SITE_MANIFEST, verify_manifest
from review_site.plugins.build import build_site
from review_site.problems import ProblemsError

_FORK = multiprocessing.get_context("fork")
_DAY = "2022-01-01"
Fault = Callable[[Callable[..., Any]], Callable[..., Any]]


def killed_before(_: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)


def killed_after(step: Callable[..., Any]) -> Callable[..., Any]:
    def run(*given: Any, **named: Any) -> None:
        step(*given, **named)
        os.kill(os.getpid(), signal.SIGKILL)

    return run


def refused(code: int) -> Fault:
    def refuse(*_: Any, **__: Any) -> NoReturn:
        raise OSError(code, os.strerror(code))

    return lambda _: refuse


KILLED, TOLD = -signal.SIGKILL, 1
FAULTS = [
    ("review_site.plugins.publishing.Search", killed_before, KILLED, "old"),
    ("review_site.plugins.publishing.write_manifest", killed_before, KILLED, "old"),
    ("review_site.plugins.build.keep_unchanged", killed_before, KILLED, "old"),
    ("review_site.swap.exchange", killed_before, KILLED, "old"),
    ("review_site.swap.exchange", killed_after, KILLED, "new"),
    ("mkdocs.utils.write_file", refused(errno.ENOSPC), TOLD, "old"),
    ("review_site.workers._start", refused(errno.EMFILE), TOLD, "old"),
    ("review_site.swap.write_through", refused(errno.EROFS), TOLD, "old"),
]


def edit(project: Path, words: str) -> None:
    text = (EXAMPLE / "docs/about.md").read_text(encoding="utf-8")
    (project / "docs/about.md").write_text(f"{text}\n{words}.\n", encoding="utf-8")


def words_of(site: Path) -> str:
    """Return which words stand in a site that is whole by its manifest."""
    assert verify_manifest(site, SITE_MANIFEST)[1] == []
    text = (site / "about/index.html").read_text(encoding="utf-8")
    (words,) = (words for words in ("old", "new") if f"<p>{words}.</p>" in text)
    return words


def build_with(project: Path, where: str, fault: Fault) -> None:
    """Build with a fault in place of a function; end with 1 where that was raised."""
    os.environ["REVIEW_SITE_CORES"] = "2"
    module, _, name = where.rpartition(".")
    home = importlib.import_module(module)
    setattr(home, name, fault(getattr(home, name)))
    try:
        build_site(project, project / "site", _DAY)
    except OSError:
        os._exit(TOLD)
    os._exit(0)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = tmp_path_factory.mktemp("review") / "project"
    shutil.copytree(EXAMPLE, project)
    config = project / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8").replace("../../theme", str(ROOT / "theme")), encoding="utf-8")
    edit(project, "old")
    build_site(project, project / "site", _DAY)
    shutil.copytree(project / "site", project.parent / "old")
    edit(project, "new")
    return project


@pytest.mark.parametrize(("where", "fault", "code", "words"), FAULTS)
def test_one_whole_site_stands_whatever_happens(project: Path, where: str, fault: Fault, code: int, words: str) -> None:
    shutil.rmtree(project / "site")
    shutil.copytree(project.parent / "old", project / "site")
    run = _FORK.Process(target=build_with, args=(project, where, fault))
    run.start()
    run.join()
    assert run.exitcode == code
    assert words_of(project / "site") == words
    if code == TOLD:
        assert not list(project.glob(".site*"))


def test_the_next_run_succeeds_and_leaves_nothing_beside_it(project: Path) -> None:
    staging = swap.staging_of(project / "site")
    staging.mkdir(exist_ok=True)
    (staging / "half.html").write_text("half")
    assert words_of(build_site(project, project / "site", _DAY)) == "new"
    assert not list(project.glob(".site*"))


def test_a_template_that_cannot_be_read_is_told_with_its_line(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    theme = project / "theme"
    shutil.copytree(ROOT / "theme", theme)
    (theme / "post.html").write_text("{% extends 'shell.html' %}\n{% block content %}\n{{ page.title }\n")
    config = project / "mkdocs.yml"
    good = config.read_text(encoding="utf-8")
    config.write_text(good.replace(str(ROOT / "theme"), "theme"), encoding="utf-8")
    with pytest.raises(ProblemsError, match=r"^theme/post\.html:3: template: unexpected '\}'"):
        build_site(project, project / "site", _DAY)
    assert words_of(project / "site") == "new"
    config.write_text(good, encoding="utf-8")
    shutil.rmtree(theme)


def test_mkdocs_alone_leaves_the_last_site_where_a_mistake_is_made(project: Path) -> None:
    post = next((project / "content/blogs").glob("2021*.md"))
    good = post.read_text(encoding="utf-8")
    post.write_text(good.replace("kind: ", "knd: ", 1), encoding="utf-8")
    with pytest.raises(Abort, match="did you mean kind"):
        build(load_config(str(project / "mkdocs.yml"), strict=True))
    post.write_text(good, encoding="utf-8")
    assert words_of(project / "site") == "new"


def test_mkdocs_alone_lists_what_it_built(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1641000000")
    build(load_config(str(project / "mkdocs.yml"), strict=True))
    assert words_of(project / "site") == "new"


def test_mkdocs_alone_waits_for_its_turn(project: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1641000000", "NO_MKDOCS_2_WARNING": "1"}
    with swap.turn_at(project, lambda: None):
        run = subprocess.Popen(command, cwd=project, env=environment, stderr=subprocess.PIPE, text=True)
        assert run.stderr is not None
        assert any("waiting for its end" in line for line in run.stderr)
        before = words_of(project / "site")
    said = run.stderr.read()
    assert run.wait() == 0, said
    assert (before, words_of(project / "site")) == ("new", "new")
    run.stderr.close()
