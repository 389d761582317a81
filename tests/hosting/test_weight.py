"""Bytes on the wire, over nginx with brotli and an empty cache, as Chromium counts them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request
from tests.hosting.servers import Server
from tests.pages import index

KB = 1000


@pytest.fixture
def server(started: Callable[[Path, str], Server], hosting: Path) -> Server:
    return started(hosting, "nginx with brotli")


def weight(page: Page, url: str) -> tuple[int, int]:
    """Return the bytes of all responses, heads and bodies as they were sent, and the number of requests."""
    answers: list[Request] = []
    page.on("requestfinished", lambda request: answers.append(request))
    page.goto(url, wait_until="networkidle")
    sizes = [request.sizes() for request in answers]
    return sum(size["responseHeadersSize"] + size["responseBodySize"] for size in sizes), len(sizes)


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/bridge-the-gap/", 100 * KB),
        ("/learning-from-tragedy-to-improve-help-and-protection/", 100 * KB),
        ("/open-letter-to-foster-carers/", 100 * KB),
        ("/", 150 * KB),
    ],
)
def test_a_page_is_light(server: Server, page: Page, address: str, most: int) -> None:
    sent, requests = weight(page, server.url + address)
    assert requests > 2
    assert 20 * KB < sent < most


def test_what_is_heavy_is_seen(server: Server, page: Page) -> None:
    page.route("**/about/", lambda route: route.fulfill(body="x" * 200 * KB, content_type="text/html"))
    sent, _ = weight(page, f"{server.url}/about/")
    assert sent > 150 * KB


def test_the_html_of_every_post_is_small(server: Server, built_site: Path) -> None:
    kinds = {"blog", "guest blog", "news", "speech", "press notice", "open letter", "event report", "reprint"}
    posts = [address for address, entry in index(built_site).items() if entry["kind"] in kinds]
    assert len(posts) >= 20
    for encoding in ("gzip", "br"):
        sizes = {address: len(server.get(address, accept_encoding=encoding).body) for address in posts}
        assert {address: size for address, size in sizes.items() if size >= 15 * KB} == {}
