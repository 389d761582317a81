"""The server by which an engine reads its files, in ranges."""

from http.client import HTTPConnection
from pathlib import Path

import pytest

from review_site.archive.replay.loopback import serve_files


@pytest.mark.parametrize(
    ("asked", "status", "body"),
    [
        ({}, 200, b"0123456789"),
        ({"Range": "bytes=2-4"}, 206, b"234"),
        ({"Range": "bytes=7-"}, 206, b"789"),
        ({"Range": "bytes=-3"}, 206, b"789"),
        ({"Range": "bytes=-30"}, 206, b"0123456789"),
        ({"Range": "bytes=8-100"}, 206, b"89"),
        ({"Range": "bytes=10-"}, 416, b""),
        ({"Range": "bytes=-"}, 416, b""),
        ({"Range": "lines=1-2"}, 200, b"0123456789"),
    ],
)
def test_the_loopback_server_gives_ranges(tmp_path: Path, asked: dict[str, str], status: int, body: bytes) -> None:
    file = tmp_path / "x"
    file.write_bytes(b"0123456789")
    with serve_files({"/x": (file, "text/plain")}) as served:
        connection = HTTPConnection(served.origin.removeprefix("http://"), timeout=10)
        connection.request("GET", "/x", headers=asked)
        response = connection.getresponse()
        assert (response.status, response.read()) == (status, body)
        connection.request("HEAD", "/x", headers=asked)
        response = connection.getresponse()
        assert (response.status, response.getheader("Content-Length")) == (status, str(len(body)))
        response.read()
        for path in ("/y", "/x/../x", "/x?x"):
            connection.request("GET", path)
            response = connection.getresponse()
            assert (response.status, response.read()) == (404, b"")
        connection.request("POST", "/answers/x", body=b"1")
        with connection.getresponse() as response:
            assert response.status == 400
        connection.close()
        assert served.received == {}
