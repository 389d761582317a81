"""nginx and Apache with nothing but the closing redirects, and a client that sends requests as they are."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.hosting.servers import APACHE, APACHE_MODULES, NGINX, Server, free_port, running

from review_site.archive.redirects.target import PAGES

_NGINX = """\
daemon off; worker_processes 1; pid {work}/nginx.pid; error_log stderr warn; events {{}}
http {{
    access_log off;
    client_body_temp_path {work}/body; proxy_temp_path {work}/proxy; fastcgi_temp_path {work}/fastcgi;
    uwsgi_temp_path {work}/uwsgi; scgi_temp_path {work}/scgi;
    keepalive_requests 100000;
    server {{ listen 127.0.0.1:{port}; root {work}/none; include {conf}; }}
}}
"""
_APACHE = """\
ServerRoot "{work}"
ServerName localhost
Listen 127.0.0.1:{port}
PidFile "{work}/apache.pid"
ErrorLog "/dev/stderr"
MaxKeepAliveRequests 0
{modules}
DocumentRoot "{work}"
<VirtualHost *:{port}>
Include "{conf}"
</VirtualHost>
"""


@dataclass(frozen=True)
class Answer:
    """What a server sent: names of headers in lower case."""

    status: int
    headers: dict[str, str]
    body: str


@contextmanager
def closed(name: str, redirects: Path, work: Path, *, gone: bool) -> Iterator["Client"]:
    """Run nginx or Apache with a configuration changed in nothing but where its page lies."""
    port = free_port()
    folder = redirects / "gone" if gone else redirects
    conf = work / f"{name.lower()}-closing.conf"
    text = (folder / f"{name.lower()}.conf").read_text(encoding="utf-8")
    conf.write_text(text.replace(PAGES, str(redirects)), encoding="utf-8")
    main = work / f"{name.lower()}.conf"
    if name == "nginx":
        main.write_text(_NGINX.format(work=work, port=port, conf=conf), encoding="utf-8")
        command = [NGINX, "-e", "stderr", "-p", str(work), "-c", str(main)]
    else:
        names = ["mpm_event", "authz_core", "alias", "headers", "include", "mime", "rewrite"]
        modules = "\n".join(f'LoadModule {one}_module "{APACHE_MODULES}/mod_{one}.so"' for one in names)
        modules += "\nTypesConfig /dev/null"
        main.write_text(_APACHE.format(work=work, port=port, conf=conf, modules=modules), encoding="utf-8")
        command = [APACHE, "-DFOREGROUND", "-f", str(main)]
    with running(command, Server(name, port, work)), Client(port) as client:
        yield client


class Client:
    """One kept connection, over which requests go byte for byte."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=20)
        self._stream = self._socket.makefile("rb")

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *error: object) -> None:
        self._stream.close()
        self._socket.close()

    def ask(self, request: str | bytes, *, method: str = "GET", host: str = "review.example.org") -> Answer:
        raw = request if isinstance(request, bytes) else request.encode("ascii")
        self._socket.sendall(method.encode() + b" " + raw + b" HTTP/1.1\r\nHost: " + host.encode() + b"\r\n\r\n")
        status = int(self._stream.readline().split()[1])
        headers = {}
        while (line := self._stream.readline()) not in (b"\r\n", b""):
            key, _, value = line.rstrip(b"\r\n").partition(b": ")
            assert key.decode().lower() not in headers, f"{key.decode()} stands twice"
            headers[key.decode().lower()] = value.decode("latin-1")
        return Answer(status, headers, "" if method == "HEAD" else self._body(headers))

    def _body(self, headers: dict[str, str]) -> str:
        if headers.get("transfer-encoding") != "chunked":
            return self._stream.read(int(headers.get("content-length", 0))).decode()
        body = b""
        while size := int(self._stream.readline(), 16):
            body += self._stream.read(size)
            self._stream.readline()
        self._stream.readline()
        return body.decode()
