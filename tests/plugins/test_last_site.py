"""What the last site had is not lost, though nobody recorded it."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from tests.drawings import draw_post

from review_site.clock import parse_instant
from review_site.content.library import read_library
from review_site.plugins.build import build_site
from review_site.plugins.last_site import not_built, read_last_site
from review_site.problems import ProblemsError

POST = draw_post()
PATH = "content/blogs/2021-05-01-fog-bells.md"


def test_a_post_that_was_built_and_never_recorded_is_not_lost(lay: Callable[[str], Path]) -> None:
    project = lay(POST)
    site = build_site(project, project / "site", None)
    (project / PATH).unlink()
    with pytest.raises(ProblemsError) as lost:
        build_site(project, site, None)
    (line,) = str(lost.value).splitlines()
    assert line.startswith(f"{PATH}: address: /fog-bells/ is in the site that was built before, and would be gone (")
    assert "delete the folder site/ and build again" in line
    assert (site / "fog-bells/index.html").is_file()


def test_a_build_as_at_another_day_says_nothing_of_what_is_out(lay: Callable[[str], Path]) -> None:
    project = lay(POST)
    site = build_site(project, project / "site", None)
    assert build_site(project, site, "2021-03-01") == site
    assert not (site / "fog-bells").exists()
    (project / PATH).unlink()
    assert build_site(project, site, None) == site


def test_an_alias_or_a_withdrawal_keeps_what_was_there(lay: Callable[[str], Path]) -> None:
    project = lay(POST)
    site = build_site(project, project / "site", None)
    about = project / "docs/about.md"
    text = about.read_text(encoding="utf-8")
    about.write_text(text.replace("---\n", "---\naliases: [/fog-bells/]\n", 1), encoding="utf-8")
    (project / PATH).unlink()
    build_site(project, site, None)
    assert "This page has moved" in (site / "fog-bells/index.html").read_text(encoding="utf-8")


def test_a_withdrawn_post_takes_its_attachment_with_it(lay: Callable[[str], Path]) -> None:
    project = lay(POST.replace("Words.", "Read [the plan (PDF)](plan.pdf)."))
    (project / "content/attachments").mkdir(exist_ok=True)
    (project / "content/attachments/plan.pdf").write_bytes(b"%PDF-1.7")
    site = build_site(project, project / "site", None)
    assert (site / "attachments/plan.pdf").is_file()
    post = project / PATH
    withdrawn = "withdrawn: {on: 2021-06-01, reason: A mistake.}\nsummary:"
    post.write_text(post.read_text(encoding="utf-8").replace("summary:", withdrawn), encoding="utf-8")
    build_site(project, site, None)
    assert not (site / "attachments/plan.pdf").exists()


def test_what_is_due_and_not_in_a_site_is_known(lay: Callable[[str], Path]) -> None:
    project = lay(POST)
    site = build_site(project, project / "site", "2021-04-30T12:00")
    last = read_last_site(site)
    assert last is not None
    library = read_library(project / "content", project / "docs")
    assert not_built(library, last, parse_instant("2021-04-30T23:59")) == []
    assert not_built(library, last, last.as_at + timedelta(days=2)) == [PATH]


@pytest.mark.parametrize("text", ["", "{}", "[]", "\x00", json.dumps({"version": 2})])
def test_a_record_that_cannot_be_read_is_no_last_site(tmp_path: Path, text: str) -> None:
    (tmp_path / "site-index.json").write_text(text, encoding="utf-8")
    assert read_last_site(tmp_path) is None
    assert read_last_site(tmp_path / "nowhere") is None
