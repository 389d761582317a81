"""What nobody asks who means well: an error is the answer, and nothing from outside the folder."""

import re
import socket

import pytest
from tests.hosting.servers import Server
from tests.hosting.test_servers import faults_of, one

_OUTSIDE = (b"root:x:0", b"worker_processes", b"RewriteEngine", b"Strict-Transport-Security $review_https")
_PAGE = "/bridge-the-gap/"


def ask(server: Server, request: bytes) -> bytes:
    """Send bytes as they are, and return all that comes back until the server closes or says no more."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        received = b""
        while block := connection.recv(65536):
            received += block
    return received


def get(server: Server, target: str, *headers: str, method: str = "GET") -> tuple[int, bytes, bytes]:
    """Return status, head and body of an answer to a target that no client would clean up."""
    lines = [f"{method} {target} HTTP/1.1", "Host: localhost", "Connection: close", *headers]
    head, _, body = ask(server, "\r\n".join([*lines, "", ""]).encode("latin-1")).partition(b"\r\n\r\n")
    found = re.match(rb"HTTP/1\.[01] (\d{3}) ", head)
    assert found, head[:200]
    return int(found[1]), head, body


@pytest.mark.parametrize(
    "target",
    [
        "/../nginx.conf",
        "/../../../../../../../../etc/passwd",
        "/%2e%2e/nginx.conf",
        "/%2E%2E%2F%2E%2E%2Fetc/passwd",
        "/..%2fnginx.conf",
        "/..%252fnginx.conf",
        "/%252e%252e/nginx.conf",
        "/assets/../../nginx.conf",
        "/assets/%2e%2e/%2e%2e/nginx.conf",
        "/assets/..;/..;/nginx.conf",
        "/..\\nginx.conf",
        "/..%5cnginx.conf",
        "/%c0%ae%c0%ae/nginx.conf",
        "/%c0%af%c0%af/etc/passwd",
        "/%e0%80%ae%e0%80%ae/nginx.conf",
        "/about/%00.html",
        "/about/index.html%00.png",
        "/%",
        "/%zz",
        "/%u002e%u002e/nginx.conf",
        "//etc/passwd",
        "//localhost/../nginx.conf",
        "/file:///etc/passwd",
        "/.htaccess",
        "/about/../.htaccess",
        "/%2ehtaccess",
        "/.git/HEAD",
        "/%2egit/HEAD",
        "/index.html~",
        "/index.html.bak",
        "/about/index.html/nginx.conf",
        "http://127.0.0.1/../nginx.conf",
        "nginx.conf",
        "/" + "a" * 7000,
        "/" + "../" * 2000 + "etc/passwd",
    ],
)
def test_no_way_leads_out_of_the_folder(server: Server, target: str) -> None:
    status, head, body = get(server, target)

    assert status in {400, 403, 404, 414} or status == 301, head
    assert not any(secret in body for secret in _OUTSIDE)


@pytest.mark.parametrize(
    "target",
    [
        "/about%0d%0aSet-Cookie:%20a=b",
        "/%0d%0aLocation:%20https://evil.example/",
        "/about%0aX: y",
        "//evil.example/%2e%2e",
        "//evil.example/about",
    ],
)
def test_no_request_writes_a_header_or_leads_elsewhere(server: Server, target: str) -> None:
    _, head, _ = get(server, target.replace(" ", "%20"))

    names = {line.partition(b":")[0].lower() for line in head.split(b"\r\n")[1:]}
    assert not names & {b"set-cookie", b"x"}
    for location in re.findall(rb"(?im)^location: *(.*?)\r?$", head):
        assert not re.match(rb"(?:[a-z]+:)?[/\\]{2}(?!localhost[/:])", location), location


@pytest.mark.parametrize(
    "method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "PROPFIND", "MKCOL", "X" * 40]
)
def test_readers_only_read(server: Server, method: str) -> None:
    status, _, _ = get(server, _PAGE, "Content-Length: 0", method=method)

    assert status in {400, 403, 404, 405, 501}
    assert get(server, _PAGE)[0] == 200


def test_a_trace_does_not_give_a_secret_back(server: Server) -> None:
    _, head, body = get(server, _PAGE, "X-Secret: lamp-oil", method="TRACE")

    assert b"lamp-oil" not in head + body


@pytest.mark.parametrize(
    ("asked", "status", "told"),
    [
        ("bytes=0-99", 206, rb"bytes 0-99/"),
        ("bytes=-100", 206, rb"bytes \d+-\d+/"),
        ("bytes=100-", 206, rb"bytes 100-\d+/"),
        ("bytes=99999999-", 416, None),
        ("bytes=9-2", None, None),
        ("bytes=18446744073709551615-", None, None),
        ("bytes=-18446744073709551616", None, None),
        ("lines=1-2", 200, None),
        ("bytes=0-18446744073709551615", None, None),
    ],
)
def test_parts_of_a_file(server: Server, asked: str, status: int | None, told: bytes | None) -> None:
    path = one("/assets/fonts/atkinson-400.*.woff2", server)
    whole = get(server, path)[2]
    answered, head, body = get(server, path, f"Range: {asked}")

    assert answered == status or (status is None and answered in {200, 206, 416})
    assert told is None or re.search(rb"(?im)^content-range: *" + told, head)
    assert answered == 416 or body in whole


def test_a_thousand_overlapping_parts_give_no_more_than_the_file(server: Server) -> None:
    path = one("/assets/fonts/atkinson-400.*.woff2", server)
    size = len(get(server, path)[2])
    asked = ",".join(f"{at}-" for at in range(1000))

    status, _, body = get(server, path, f"Range: bytes={asked}")

    assert status in {200, 206, 400, 416}
    assert len(body) < 2 * size + 10_000


@pytest.mark.parametrize(
    ("header", "statuses"),
    [
        ("If-None-Match: *", {200, 304}),
        ("If-None-Match: " + '"a", ' * 1000 + '"b"', {200, 400}),
        ("If-Modified-Since: yesterday", {200}),
        ("If-Modified-Since: Thu, 01 Jan 1970 00:00:00 GMT", {200}),
        ("If-Modified-Since: Fri, 31 Dec 9999 23:59:59 GMT", {200, 304}),
        ('If-Match: "nothing"', {412}),
        ('If-Range: "nothing"', {200}),
        ("Accept-Encoding: gzip;q=nan, br;q=9, *;q=-1", {200}),
        ("Accept: " + "a/b," * 1000, {200, 400}),
        ("X: " + "y" * 30_000, {200, 400, 431}),
    ],
)
def test_odd_conditions(server: Server, header: str, statuses: set[int]) -> None:
    assert get(server, _PAGE, header)[0] in statuses
    assert get(server, _PAGE)[0] == 200


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"\x00" * 1000,
        b"GET\r\n\r\n",
        b"GET /about/\r\n",
        b"GET / HTTP/9.9\r\nHost: a\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcd",
        b"GET / HTTP/1.1\r\nHost : a\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 200,
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET " + b"/a" * 20_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
    ],
)
def test_what_is_no_request(server: Server, request_bytes: bytes) -> None:
    received = ask(server, request_bytes)

    assert not any(secret in received for secret in _OUTSIDE)
    assert get(server, _PAGE)[0] == 200


def test_a_request_within_another_is_not_answered(server: Server) -> None:
    inner = b"GET /smuggled/ HTTP/1.1\r\nHost: localhost\r\n\r\n"
    outer = b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n"
    received = ask(server, outer + b"0\r\n\r\n" + inner)

    assert received.count(b"HTTP/1.1 200") == 0


@pytest.mark.parametrize("host", ["evil.example", "evil.example:99", "[::1]", "a" * 300, "localhost\tx"])
def test_the_name_of_the_host_leads_nowhere(server: Server, host: str) -> None:
    received = ask(server, f"GET /bridge-the-gap HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())

    location = re.search(rb"(?im)^location: *(.*?)\r?$", received)
    assert location is None or location[1].startswith((b"/bridge-the-gap/", f"http://{host}/bridge-the-gap/".encode()))


def test_the_security_headers_stand_on_every_error_of_a_page(server: Server) -> None:
    for path in ("/nothing/", "/.git/config", "/assets/"):
        assert faults_of(server.get(path)) == []


def test_what_was_withdrawn_is_gone(small: Server) -> None:
    answer = small.get("/coast/first-light/")

    assert answer.status == 410
    assert faults_of(answer) == []
