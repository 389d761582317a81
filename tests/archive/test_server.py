import http.client
from datetime import datetime
from pathlib import Path

import pytest
from tests.archive.records import write_site_index

from review_site.archive.inventory import read_inventory
from review_site.archive.server import serve


def _get(place: tuple[str, int], path: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(*place, timeout=10)
    try:
        connection.putrequest("GET", path, skip_host=True)
        connection.putheader("Host", "review.example.org")
        connection.endheaders()
        response = connection.getresponse()
        return response.status, dict(response.getheaders()), response.read()
    finally:
        connection.close()


def test_it_serves_what_is_there_with_the_capture_as_its_time(site: Path, url: str, instant: datetime) -> None:
    with serve(read_inventory(site, url), instant) as place:
        status, headers, body = _get(place, "/images/dot.png")
    assert status == 200
    assert body == (site / "images/dot.png").read_bytes()
    assert headers == {
        "Server": "review-site",
        "Date": "Mon, 01 May 2023 11:30:00 GMT",
        "Last-Modified": "Mon, 01 May 2023 11:30:00 GMT",
        "Content-Type": "image/png",
        "Content-Length": "70",
    }


@pytest.mark.parametrize(
    "path",
    ["/../secret", "/%2e%2e/secret", "//etc/passwd", "/files/", "/files", "/about", "/about/index.html", "/about/?a=b"],
)
def test_no_path_leaves_the_folder_and_no_folder_is_listed(
    site: Path, url: str, instant: datetime, tmp_path: Path, path: str
) -> None:
    (tmp_path / "secret").write_text("secret")
    with serve(read_inventory(site, url), instant) as place:
        status, _, body = _get(place, path)
    assert status == 404
    assert body == (site / "404.html").read_bytes()


def test_a_site_without_its_own_page_gets_a_plain_one(site: Path, url: str, instant: datetime) -> None:
    (site / "404.html").unlink()
    with serve(read_inventory(site, url), instant) as place:
        assert _get(place, "/none")[::2] == (404, b"Not found\n")


def test_each_address_answers_as_the_public_host_does(site: Path, url: str, instant: datetime) -> None:
    records = [("/about/", "about/index.html", 301, "/new/"), ("/feed.atom", "feed.atom", 410, None)]
    write_site_index(site, url, records)
    headers = {"/about/": [("X-Frame-Options", "DENY")]}
    with serve(read_inventory(site, url), instant, lambda resource: headers.get(resource.address, [])) as place:
        moved, gone, found = (_get(place, path) for path in ("/about/", "/feed.atom", "/"))
    assert (moved[0], moved[1]["Location"], moved[2]) == (301, f"{url}new/", (site / "about/index.html").read_bytes())
    assert moved[1]["X-Frame-Options"] == "DENY"
    assert (gone[0], gone[2]) == (410, (site / "feed.atom").read_bytes())
    assert found[0] == 200
    assert "X-Frame-Options" not in found[1]
