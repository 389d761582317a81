"""A dumb crawler finds every page of the real site, in as many hops as are told."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from review_site.archive.inventory import Inventory
from review_site.archive.links import read_links
from review_site.archive.pages import pages_of
from review_site.archive.server import serve

Crawl = Callable[..., set[str]]


@pytest.fixture(scope="module")
def crawl(inventory: Inventory, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawl]:
    """Crawl the site with wget and these options, and give the files of the site that it found."""
    with serve(inventory, datetime(2023, 5, 1, tzinfo=UTC)) as (host, port):

        def run(*options: str) -> set[str]:
            folder = tmp_path_factory.mktemp("wget")
            place = ["--no-verbose", "--no-host-directories", "--directory-prefix", str(folder), "--tries=1"]
            command = ["wget", *options, "--page-requisites", *place, f"http://{host}:{port}/"]
            done = subprocess.run(
                command, env=os.environ | {"no_proxy": "*"}, capture_output=True, text=True, check=False
            )
            # The one address it cannot ask for is that of the public host, to which an old address leads.
            assert "ERROR" not in done.stderr, done.stderr
            return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}

        yield run


def test_wget_finds_every_page(inventory: Inventory, crawl: Crawl) -> None:
    pages = {resource.file for resource in pages_of(inventory)}
    found = crawl("--mirror")
    assert {file for file in found if file.endswith(".html")} == pages
    assert found <= {resource.file for resource in inventory.resources}
    assert len(pages) > 100


def test_wget_needs_as_many_hops_as_are_told(inventory: Inventory, crawl: Crawl) -> None:
    hops = read_links(inventory).hops()
    pages = {resource.file: hops[resource.address] for resource in pages_of(inventory)}
    deepest = max(pages.values())
    sys.stdout.write(f"{len(pages)} pages, none more than {deepest} hops from the root\n")
    for level in range(1, deepest + 1):
        found = crawl("--recursive", f"--level={level}")
        assert {file for file in pages if file in found} == {file for file, count in pages.items() if count <= level}


def test_what_wget_finds_a_crawl_of_ours_finds(inventory: Inventory, crawl: Crawl) -> None:
    hops = read_links(inventory).hops()
    reached = {resource.file for resource in inventory.resources if resource.address in hops}
    assert crawl("--mirror") - reached == {"robots.txt"}
