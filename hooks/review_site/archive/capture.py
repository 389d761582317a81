"""Each address of an inventory, asked for once over HTTP, and the very bytes of question and answer."""

import hashlib
import socket
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO
from urllib.parse import urlsplit

from review_site.archive.inventory import Inventory, Resource
from review_site.archive.server import Headers, no_headers, serve
from review_site.problems import Problem, ProblemsError

USER_AGENT = "review-site"
_CHUNK = 1 << 18
_HEAD_LIMIT = 1 << 16
_IN_MEMORY = 1 << 22  # a larger answer waits on disk, so that memory stays flat whatever the site holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One request and the response to it, byte for byte as they went over the socket.

    `response` is open at its start and holds `response_size` bytes, of which the first `head_size` are its head; it
    closes when the next exchange is asked for.
    """

    resource: Resource
    url: str
    request: bytes
    response: IO[bytes]
    response_size: int
    response_sha256: str
    head_size: int
    head_sha256: str


def capture(
    inventory: Inventory, resources: Iterable[Resource], instant: datetime, *, headers: Headers = no_headers
) -> Iterator[Exchange]:
    """Ask an in-process server for some addresses of an inventory, in order, and give each exchange.

    Args:
        inventory: what is served.
        resources: what to ask for.
        instant: the instant of the capture, which the server tells as the time.
        headers: what the site's own host sends beside type and length.

    Raises:
        ProblemsError: when an answer is not what the inventory says (the folder changed meanwhile).
        OSError: when the exchange itself fails.
    """
    with serve(inventory, instant, headers) as place, socket.create_connection(place, timeout=60) as connection:
        for resource in resources:
            url = inventory.url_of(resource)
            request = _render_request(url)
            connection.sendall(request)
            with SpooledTemporaryFile(max_size=_IN_MEMORY) as response:
                yield _read_exchange(connection, resource, url, request, response)


def _render_request(url: str) -> bytes:
    """Render a request as a browser's crawler would send it (RFC 9112 §3)."""
    parts = urlsplit(url)
    lines = (f"GET {parts.path} HTTP/1.1", f"Host: {parts.netloc}", f"User-Agent: {USER_AGENT}", "Accept: */*", "", "")
    return "\r\n".join(lines).encode("ascii")


def _read_exchange(
    connection: socket.socket, resource: Resource, url: str, request: bytes, response: IO[bytes]
) -> Exchange:
    head, rest = _read_head(connection, resource)
    status, length = _status_and_length(head)
    block, payload = hashlib.sha256(head), hashlib.sha256()
    response.write(head)
    left = length
    chunk = rest
    while True:
        block.update(chunk)
        payload.update(chunk)
        response.write(chunk)
        left -= len(chunk)
        if left <= 0:
            break
        chunk = connection.recv(min(left, _CHUNK))
        if not chunk:
            raise _changed(resource)
    if left or (status, payload.hexdigest()) != (resource.status, resource.sha256):
        raise _changed(resource)
    response.seek(0)
    return Exchange(
        resource=resource,
        url=url,
        request=request,
        response=response,
        response_size=len(head) + length,
        response_sha256=block.hexdigest(),
        head_size=len(head),
        head_sha256=hashlib.sha256(head).hexdigest(),
    )


def _read_head(connection: socket.socket, resource: Resource) -> tuple[bytes, bytes]:
    """Return a response's head, with its empty line, and what came of the body with it."""
    received = b""
    while b"\r\n\r\n" not in received:
        chunk = connection.recv(_CHUNK)
        if not chunk or len(received) > _HEAD_LIMIT:
            raise _changed(resource)
        received += chunk
    head, mark, rest = received.partition(b"\r\n\r\n")
    return head + mark, rest


def _status_and_length(head: bytes) -> tuple[int, int]:
    status_line, *fields = head.decode("ascii").split("\r\n")
    lengths = [int(value) for name, _, value in (field.partition(":") for field in fields) if name == "Content-Length"]
    return int(status_line.split(" ")[1]), lengths[0]


def _changed(resource: Resource) -> ProblemsError:
    problem = Problem(
        path=resource.file,
        field="content",
        what="changed while it was being archived",
        mend="let the build finish, then make the bundle again",
    )
    return ProblemsError([problem])
