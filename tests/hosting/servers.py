"""Real web servers over a folder made by `hosting`, as plain processes on a free port of the loopback."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path

ROOT = Path(__file__).parents[2]
UNPACKED = Path(os.environ.get("JUDGES", ROOT / ".judges")) / "nginx"
NGINX = os.environ.get("NGINX", str(UNPACKED / "usr/sbin/nginx"))
APACHE = os.environ.get("APACHE", "/usr/sbin/apache2")
APACHE_MODULES = os.environ.get("APACHE_MODULES", "/usr/lib/apache2/modules")
_DEBIAN = "/usr/lib/nginx/modules/"
_STARTING = 10  # seconds until a server that has not answered is one that does not start
_APACHE_CONF = """\
ServerRoot "{work}"
ServerName localhost
TraceEnable off
Listen 127.0.0.1:{port}
PidFile "{work}/apache.pid"
ErrorLog "/dev/stderr"
TypesConfig "{work}/mime.types"
{modules}
DocumentRoot "{public}"
<Directory "{public}">
  AllowOverride All
  Require all granted
</Directory>
"""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: HTTPMessage
    body: bytes


@dataclass(frozen=True)
class Server:
    """A running server and the folder that it serves."""

    name: str
    port: int
    folder: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for a path; `accept_encoding="br"` is a header. No other header is sent but Host."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.putrequest("GET", path, skip_accept_encoding=True)
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()


@contextmanager
def nginx(folder: Path, *, brotli: bool) -> Iterator[Server]:
    """Run nginx with the configuration that was made, changed in nothing but the port and where the module lies."""
    port = free_port()
    made = (folder / ("nginx-brotli.conf" if brotli else "nginx.conf")).read_text(encoding="utf-8")
    text = made.replace("127.0.0.1:8080", f"127.0.0.1:{port}")
    if "NGINX" not in os.environ:
        text = text.replace(_DEBIAN, f"{UNPACKED}{_DEBIAN}")
    (folder / f"{port}.conf").write_text(text.replace("pid nginx", f"pid {port}"), encoding="utf-8")
    command = [NGINX, "-e", "stderr", "-p", str(folder), "-c", f"{port}.conf"]
    name = "nginx with brotli" if brotli else "nginx"
    with running(command, Server(name, port, folder / "public")) as server:
        yield server


@contextmanager
def apache(folder: Path, work: Path) -> Iterator[Server]:
    """Run Apache over the public folder, with a bare configuration that leaves everything to its .htaccess."""
    port = free_port()
    names = ["mpm_event", "authz_core", "dir", "env", "headers", "mime", "rewrite"]
    modules = "\n".join(f'LoadModule {name}_module "{APACHE_MODULES}/mod_{name}.so"' for name in names)
    public = folder / "public"
    (work / "mime.types").write_text(
        "application/gzip gz\napplication/x-site xml\n", encoding="utf-8"
    )  # to be overruled
    (work / "apache.conf").write_text(
        _APACHE_CONF.format(work=work, port=port, modules=modules, public=public), encoding="utf-8"
    )
    with running([APACHE, "-DFOREGROUND", "-f", str(work / "apache.conf")], Server("Apache", port, public)) as server:
        yield server


@contextmanager
def running(command: list[str], server: Server) -> Iterator[Server]:
    if shutil.which(command[0]) is None:
        raise FileNotFoundError(f"{command[0]} is missing: run `make judges`, which sets up what tests need")
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        _wait_for(process, server.port)
        yield server
    finally:
        process.terminate()
        process.communicate(timeout=_STARTING)


def _wait_for(process: "subprocess.Popen[bytes]", port: int) -> None:
    until = time.monotonic() + _STARTING
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(process.stderr.read().decode() if process.stderr else "the server ended at once")
        with socket.socket() as connection:
            if connection.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("the server did not answer")


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
