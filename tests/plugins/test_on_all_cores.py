"""Pages converted and rendered ahead are those that MkDocs makes by itself, whatever the number of cores."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import mkdocs.commands.build
import pytest
from tests.conftest import DAY, ROOT
from tests.plugins.test_build import tree_of

from review_site.plugins import publishing
from review_site.plugins.build import build_site
from review_site.plugins.finishing import Finisher
from review_site.plugins.site import Site
from review_site.problems import ProblemsError
from review_site.workers import CORES


@pytest.fixture(params=["plain", "1", "2", "3"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """How pages are made: by MkDocs one by one, or ahead on so many cores."""
    if request.param == "plain":
        monkeypatch.setattr(publishing, "are_ours", lambda _: False)
    else:
        monkeypatch.setenv(CORES, request.param)
    return str(request.param)


def test_the_real_site_is_what_mkdocs_makes_of_it(
    built_site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "are_ours", lambda _: False)
    assert tree_of(build_site(ROOT, tmp_path / "site", DAY)) == tree_of(built_site)


def test_the_example_on_another_day_is_the_same_bytes(
    way: str, lay: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = lay("")
    site = build_site(project, tmp_path / "site", "2021-06-20T12:00")
    with monkeypatch.context() as patched:
        patched.setattr(publishing, "are_ours", lambda _: False)
        assert tree_of(site) == tree_of(build_site(project, tmp_path / "other", "2021-06-20T12:00"))


@pytest.mark.parametrize(("owner", "step"), [(Finisher, "content"), (Site, "context_of")])
def test_what_mkdocs_warns_of_is_told_once(
    way: str, owner: type, step: str, lay: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    working = getattr(owner, step)

    def warning(one: Any, *args: Any) -> Any:
        if args[-1].url == "about/":
            logging.getLogger("mkdocs.structure.pages").warning("Doc file '%s' is odd", args[-1].file.src_uri)
        return working(one, *args)

    monkeypatch.setattr(owner, step, warning)
    project = lay("")
    with pytest.raises(ProblemsError) as raised:
        build_site(project, project / "site", "2021-06-20")

    assert [(problem.path, problem.what) for problem in raised.value.problems] == [("docs/about.md", "is odd")]


def test_an_error_in_a_page_is_raised_as_by_mkdocs(
    way: str, lay: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    context_of = Site.context_of

    def failing(site: Site, page: Any) -> dict[str, Any]:
        if page.url == "about/":
            raise ZeroDivisionError("in a template")
        return context_of(site, page)

    monkeypatch.setattr(Site, "context_of", failing)
    project = lay("")
    with pytest.raises(ZeroDivisionError, match="in a template"):
        build_site(project, project / "site", "2021-06-20")


def test_mkdocs_is_left_with_the_pages_of_reports(lay: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    left: list[str] = []
    building = mkdocs.commands.build._build_page

    def noting(page: Any, *args: Any, **options: Any) -> None:
        left.append(page.url)
        building(page, *args, **options)

    monkeypatch.setattr(mkdocs.commands.build, "_build_page", noting)
    project = lay("")
    build_site(project, project / "site", "2030-01-01")

    assert left
    assert all(url.startswith("case-for-change/") for url in left), left
