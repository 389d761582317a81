"""A preview shows what is still to come, says so on every page, and can't be taken for the live site."""

import json
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.drawings import draw_post

from review_site.archive.bundle import write_bundle
from review_site.plugins.build import build_site
from review_site.problems import ProblemsError

DRAFT = draw_post(
    body="Words of wrack, with [a link](/nowhere/) and ![](missing.jpg).",
    status="draft",
    authors="[TODO]",
    summary='"TODO: a sentence"',
    more="topics: [TODO]",
)
_PATIENCE = 30  # seconds


@pytest.fixture
def preview(lay: Callable[[str], Path]) -> Path:
    project = lay(DRAFT)
    return build_site(project, project / "preview", None, preview=True)


def test_every_page_says_that_it_is_a_preview_and_keeps_search_engines_out(preview: Path) -> None:
    pages = sorted(preview.rglob("*.html"))
    assert len(pages) > 10
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert "Preview, not the live site" in text, page
        assert '<meta name="robots" content="noindex">' in text, page
    assert (preview / "robots.txt").read_text(encoding="utf-8") == "User-agent: *\nDisallow: /\n"
    assert json.loads((preview / "site-index.json").read_text(encoding="utf-8"))["preview"] is True


def test_a_draft_is_shown_as_one_however_unfinished(preview: Path) -> None:
    text = (preview / "fog-bells/index.html").read_text(encoding="utf-8")
    assert "This page is a draft." in text
    assert "TODO (not in review.yml)" in text
    assert "Words of wrack" in text


def test_a_post_still_to_come_says_when(preview: Path) -> None:
    text = (preview / "the-last-lamp/index.html").read_text(encoding="utf-8")
    assert "This page comes out: 1 January 2099." in text
    news = (preview / "news/index.html").read_text(encoding="utf-8")
    assert re.search(r'the-last-lamp/">.*?</h2>\n<p class="quiet"><strong>Still to come</strong> · ', news)
    assert re.search(r'fog-bells/">.*?</h2>\n<p class="quiet"><strong>Draft</strong> · ', news)


def test_the_live_site_has_no_such_mark(built_site: Path) -> None:
    assert not [page for page in built_site.rglob("*.html") if "Preview, not" in page.read_text(encoding="utf-8")]
    assert json.loads((built_site / "site-index.json").read_text(encoding="utf-8"))["preview"] is False


def test_a_preview_is_not_archived(preview: Path, tmp_path: Path) -> None:
    with pytest.raises(ProblemsError, match=r"site-index\.json: preview: this is a preview, with drafts"):
        write_bundle(preview, "https://lighthouses.example.org/", tmp_path / "dist", datetime.now(UTC))
    assert not (tmp_path / "dist").exists()


@pytest.mark.parametrize("preview_first", [True, False])
def test_neither_takes_the_place_of_the_other(lay: Callable[[str], Path], preview_first: bool) -> None:
    project = lay("")
    folder = build_site(project, project / "out", None, preview=preview_first)
    before = (folder / "index.html").read_bytes()
    with pytest.raises(ProblemsError, match="may not take its place"):
        build_site(project, project / "out", None, preview=not preview_first)
    assert (folder / "index.html").read_bytes() == before


def read(port: int, path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=_PATIENCE) as answer:
        text: str = answer.read().decode()
        return text


def wait_for(wanted: Callable[[], bool]) -> None:
    """Wait until something is so, for as long as anybody would."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        try:
            if wanted():
                return
        except OSError:
            pass
        time.sleep(0.05)
    pytest.fail("nothing came")


@pytest.fixture
def served(lay: Callable[[str], Path]) -> Iterator[tuple[Path, int, "subprocess.Popen[str]", Path]]:
    project = lay(DRAFT)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = project / "serve.log"
    command = [sys.executable, "-m", "review_site.cli", "-C", str(project), "serve", "--port", str(port)]
    with log.open("w") as out, subprocess.Popen(command, stdout=out, stderr=out, text=True) as process:
        try:
            wait_for(lambda: "Words of wrack" in read(port, "/fog-bells/"))
            yield project, port, process, log
        finally:
            process.kill()


def test_a_save_is_shown_and_a_bad_one_is_told_and_changes_nothing(
    served: tuple[Path, int, "subprocess.Popen[str]", Path],
) -> None:
    project, port, process, log = served
    post = project / "content/blogs/2021-05-01-fog-bells.md"
    good = post.read_text(encoding="utf-8")
    post.write_text(good.replace("wrack", "kelp"), encoding="utf-8")
    wait_for(lambda: "Words of kelp" in read(port, "/fog-bells/"))
    post.write_text(good.replace("published: 2021-05-01", "published: 2021-05-45"), encoding="utf-8")
    wait_for(lambda: "fog-bells.md:7: published: “2021-05-45” does not exist" in log.read_text(encoding="utf-8"))
    assert "Words of kelp" in read(port, "/fog-bells/")
    post.write_bytes(b"\xff\xfe\x00")
    wait_for(lambda: "is not UTF-8 text" in log.read_text(encoding="utf-8"))
    post.unlink()
    wait_for(lambda: not (project / "preview/fog-bells").exists())
    post.write_text(good.replace("wrack", "dulse"), encoding="utf-8")
    wait_for(lambda: "Words of dulse" in read(port, "/fog-bells/"))
    assert not (project / "site").exists()
    process.send_signal(signal.SIGINT)
    assert process.wait(_PATIENCE) == 0
    assert not re.search("Traceback|Error", log.read_text(encoding="utf-8"))


def test_the_preview_goes_on_whatever_is_broken_or_taken_away(
    served: tuple[Path, int, "subprocess.Popen[str]", Path],
) -> None:
    project, port, process, log = served
    config, content, away = project / "mkdocs.yml", project / "content", project / "away"
    good = config.read_text(encoding="utf-8")
    config.write_text(good.replace("nav:", "nav: ["), encoding="utf-8")
    wait_for(lambda: "mkdocs.yml:14: configuration: " in log.read_text(encoding="utf-8"))
    config.unlink()
    wait_for(lambda: "mkdocs.yml: file: is missing" in log.read_text(encoding="utf-8"))
    config.write_text(good, encoding="utf-8")
    wait_for(lambda: log.read_text(encoding="utf-8").count("Built.") == 2)
    content.rename(away)
    wait_for(lambda: "content/review.yml:1: file: is missing" in log.read_text(encoding="utf-8"))
    post = away / "blogs/2021-05-01-fog-bells.md"
    post.write_text(post.read_text(encoding="utf-8").replace("wrack", "kelp"), encoding="utf-8")
    assert "Words of wrack" in read(port, "/fog-bells/")
    away.rename(content)
    wait_for(lambda: "Words of kelp" in read(port, "/fog-bells/"))
    process.send_signal(signal.SIGINT)
    assert process.wait(_PATIENCE) == 0
    assert "Traceback" not in log.read_text(encoding="utf-8")
