"""A site below a path of its host, with addresses that lead on, and one that is gone."""

from pathlib import Path

import pytest
from tests.hosting.servers import Server
from tests.hosting.test_servers import faults_of


@pytest.mark.parametrize("path", ["/coast/", "/coast/about/", "/coast/feed.atom", "/coast/case-for-change/chapter-1/"])
def test_the_site_stands_below_its_path(small: Server, path: str) -> None:
    answer = small.get(path)
    assert (answer.status, faults_of(answer)) == (200, [])
    assert small.get(path.replace("/coast", "", 1)).status in (403, 404)


def test_a_wrong_address_is_answered_with_the_page_for_it(small: Server, small_site: Path) -> None:
    for path in ("/coast/nothing/", "/coast/about/deep/er/nothing.html", "/coast/404.html"):
        answer = small.get(path)
        assert (answer.status, answer.body) == (404, (small_site / "404.html").read_bytes())
        assert faults_of(answer) == []


def test_an_older_address_leads_on(small: Server) -> None:
    for old, new in (("/coast/former/", "/coast/about/"), ("/coast/abroad/old/", "/coast/support/")):
        answer = small.get(old)
        assert answer.status == 301
        assert answer.headers["Location"].removeprefix(small.url) == new
        assert faults_of(answer) == []


@pytest.mark.parametrize("encoding", ["identity", "gzip", "br"])
def test_a_withdrawn_page_is_gone_and_says_why(small: Server, small_site: Path, encoding: str) -> None:
    answer = small.get("/coast/first-light/", accept_encoding=encoding)
    plain = small.get("/coast/first-light/")
    assert (answer.status, faults_of(answer)) == (410, [])
    assert plain.body == (small_site / "first-light/index.html").read_bytes()
    assert b"It was wrong." in plain.body


@pytest.mark.parametrize("path", ["/coast/assets/review.*.css"])
def test_hashed_files_may_be_kept_for_ever(small: Server, path: str) -> None:
    (file,) = small.folder.glob(path.lstrip("/"))
    answer = small.get(f"/{file.relative_to(small.folder).as_posix()}")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
