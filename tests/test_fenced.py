"""A site is built, hosted, bundled and verified without the network, and without a file elsewhere."""

import os
import shutil
import socket
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.fenced.fence import CUTTING, NOT_CUT, ROOT, Fence, tree

PROGRAM = Path(sys.executable).parent / "review-site"
COMMANDS = (
    ("build",),
    ("hosting", "site"),
    ("archive", "site", "--output", "dist"),
    ("verify", "dist/lighthouses-example-org-closed-2030-01-01.tar"),
)
MADE = (".cache", "site", "hosting", "dist")
CHILDREN = {"git", "pagefind", "pandoc", "python"}
NOWHERE = "192.0.2.1"  # of no host (RFC 5737)


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> tuple[Fence, dict[str, tuple[object, ...]], list[str]]:
    """The example review, made behind the fence: what was around before, and what the commands said."""
    fence = Fence(tmp_path_factory.mktemp("fenced") / "whole").make()
    project = fence.project
    shutil.copytree(ROOT / "tests/example", project, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".cache"))
    shutil.copytree(ROOT / "theme", project / "theme")
    (project / "requirements").mkdir()
    shutil.copy(ROOT / "requirements/run.txt", project / "requirements")
    for name, old, new in (
        ("mkdocs.yml", "../../theme", "theme"),
        ("content/reports/case-for-change.yml", "formats: []", "formats: [PDF]"),
    ):
        text = (project / name).read_text(encoding="utf-8")
        assert old in text
        (project / name).write_text(text.replace(old, new), encoding="utf-8")
    who = ("-c", "user.name=Keeper", "-c", "user.email=keeper@example.org")
    for words in (("init", "-q"), ("add", "."), (*who, "commit", "-q", "-m", "All")):
        subprocess.run(["git", "-C", project, *words], check=True)
    before = fence.around()
    said = []
    for command in COMMANDS:
        done = fence.run(PROGRAM, *command)
        assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}\n{fence.told('refused')}"
        said.append(done.stdout)
    return fence, before, said


@pytest.mark.filterwarnings("default:Programs in C")
def test_all_is_made_and_verified_without_the_network(finished: tuple[Fence, object, list[str]]) -> None:
    fence, _, said = finished
    assert fence.told("refused") == []
    assert said[-1].startswith("Sound, and in step with its own manifests")
    assert sorted(path.name for path in fence.project.glob("dist/*.cdx.json")) == [
        "lighthouses-example-org-closed-2030-01-01.cdx.json"
    ]
    if not CUTTING:
        warnings.warn(NOT_CUT, stacklevel=1)


def test_nothing_is_written_but_in_the_project_and_the_folder_for_temporary_files(
    finished: tuple[Fence, dict[str, tuple[object, ...]], list[str]],
) -> None:
    fence, before, _ = finished
    assert fence.around() == before
    assert list(fence.home.iterdir()) == []
    assert list(fence.temporary.iterdir()) == []


def test_nothing_of_the_project_is_written_but_what_is_made(finished: tuple[Fence, object, list[str]]) -> None:
    project = finished[0].project
    changed = subprocess.run(
        ["git", "-C", project, "status", "--porcelain"], capture_output=True, text=True, check=True
    )
    assert {line[3:].strip("/") for line in changed.stdout.splitlines()} == set(MADE)


def test_the_programs_that_are_started_are_these(finished: tuple[Fence, object, list[str]]) -> None:
    fence, _, _ = finished
    started = {Path(one).name for one in fence.told("started")} - {PROGRAM.name}
    assert {name.rstrip("0123456789.") for name in started} == CHILDREN
    assert len(fence.told("fenced")) > len(COMMANDS)


@pytest.fixture
def fence(tmp_path: Path) -> Fence:
    return Fence(tmp_path / "planted").make()


CALLS = {
    "socket.connect": f"socket.socket().connect(('{NOWHERE}', 80))",
    "socket.getaddrinfo": "urllib.request.urlopen('http://archive.example/')",
    "socket.sendto": f"socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('{NOWHERE}', 53))",
    "socket.sendmsg": f"socket.socket(type=socket.SOCK_DGRAM).sendmsg([b'x'], [], 0, ('{NOWHERE}', 53))",
    "socket.gethostbyname": "socket.gethostbyname('archive.example')",
    "socket.bind": "socket.socket().bind(('0.0.0.0', 0))",
}


@pytest.mark.parametrize("event", CALLS)
def test_another_host_is_refused_and_told(fence: Fence, event: str) -> None:
    done = fence.run(sys.executable, "-c", f"import socket, urllib.request\n{CALLS[event]}", cut=False)
    assert done.returncode == 1
    assert f"PermissionError: over the fence: {event}" in done.stderr
    assert [line.partition(" ")[0] for line in fence.told("refused")] == [event]


def test_what_is_swallowed_is_told_all_the_same(fence: Fence) -> None:
    code = f"import socket\ntry: {CALLS['socket.connect']}\nexcept OSError: print('on we go')"
    # In a process of a process, since the fence goes with every Python that is started.
    again = f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {code!r}], check=True)"
    done = fence.run(sys.executable, "-c", again, cut=False)
    assert (done.returncode, done.stdout) == (0, "on we go\n")
    assert fence.told("refused") == [f"socket.connect {NOWHERE}"]
    assert fence.told("started") == [sys.executable]


def test_the_loopback_and_sockets_of_this_machine_are_let_through(fence: Fence) -> None:
    code = """
import os, socket
with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
    pass
with socket.socket(socket.AF_UNIX) as one, socket.socket(socket.AF_UNIX) as other:
    place = os.path.join(os.environ["TMPDIR"], "s")
    one.bind(place), one.listen(), other.connect(place)
print("met")
"""
    done = fence.run(sys.executable, "-c", code)
    assert (done.stdout, done.stderr, fence.told("refused")) == ("met\n", "", [])


@pytest.fixture
def listener() -> Iterator[int]:
    """A port of this machine at which somebody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.filterwarnings("default:Programs in C")
def test_a_program_in_c_is_cut_off_where_the_machine_can_do_it(fence: Fence, listener: int) -> None:
    reach = ("bash", "-c", f"exec 3<>/dev/tcp/127.0.0.1/{listener} && echo reached")
    assert fence.run(*reach, cut=False).stdout == "reached\n"
    if CUTTING:
        done = fence.run(*reach)
        assert (done.returncode, done.stdout) == (1, ""), done.stderr
        names = fence.run("cat", "/proc/net/dev").stdout.splitlines()[2:]
        assert [line.split(":")[0].strip() for line in names] == ["lo"]
    else:
        warnings.warn(NOT_CUT, stacklevel=1)


WRITES = {
    "open": "open(home / 'x', 'w')",
    "open to add": "open(around / 'inner/file.txt', 'a')",
    "open by its number": "os.open(home / 'x', os.O_CREAT | os.O_WRONLY)",
    "touch": "(home / 'x').touch()",
    "touch again": "os.utime(around / 'inner/file.txt')",
    "through a link": "pathlib.Path('link').symlink_to(home); pathlib.Path('link/x').write_text('')",
    "through a link to a file": "pathlib.Path('link').symlink_to(around / 'inner/file.txt'); open('link', 'w')",
    "up and down": "open('../home/x', 'w')",
    "make a folder": "os.mkdir(home / 'x')",
    "rename to": "pathlib.Path('x').touch(); os.rename('x', home / 'x')",
    "rename from": "os.rename(around / 'inner', 'x')",
    "copy": "pathlib.Path('x').touch(); shutil.copy('x', home)",
    "link": "pathlib.Path('x').touch(); os.link('x', home / 'x')",
    "symbolic link": "os.symlink('x', home / 'x')",
    "remove": "os.remove(around / 'inner/file.txt')",
    "remove a tree": "shutil.rmtree(around)",
    "in a folder by its number": "os.mkdir('x', dir_fd=os.open(home, os.O_RDONLY))",
    "mode": "os.chmod(around / 'inner/file.txt', 0o600)",
    "owner": "os.chown(around, os.getuid(), os.getgid())",
    "cut": "os.truncate(around / 'inner/file.txt', 0)",
    "database": "sqlite3.connect(home / 'x')",
}


@pytest.mark.parametrize("how", WRITES)
def test_a_file_elsewhere_is_refused_and_told(fence: Fence, how: str) -> None:
    head = (
        "import os, pathlib, shutil, sqlite3\nup = pathlib.Path('..').resolve()\nhome, around = up/'home', up/'around'"
    )
    before = fence.around()
    done = fence.run(sys.executable, "-c", f"{head}\n{WRITES[how]}", cut=False)
    assert done.returncode == 1
    assert "PermissionError: over the fence: " in done.stderr
    assert len(fence.told("refused")) >= 1
    assert fence.around() == before


def test_files_of_the_project_and_temporary_ones_are_let_through(fence: Fence) -> None:
    code = """
import os, pathlib, shutil, tempfile
pathlib.Path("a/b").mkdir(parents=True)
pathlib.Path("a/b/x").write_text("x")
os.replace("a/b/x", "a/x")
with tempfile.TemporaryDirectory() as folder:
    shutil.copytree("a", folder + "/a")
shutil.rmtree("a")
pathlib.Path(os.devnull).write_text("x")
"""
    done = fence.run(sys.executable, "-c", code, cut=False)
    assert (done.returncode, done.stderr, fence.told("refused")) == (0, "", [])


@pytest.mark.parametrize(
    "words", [("touch", "../home/x"), ("mkdir", "../around/x"), ("rm", "../around/inner/file.txt")]
)
def test_what_a_program_in_c_writes_elsewhere_is_seen_around(fence: Fence, words: tuple[str, ...]) -> None:
    before = fence.around()
    code = f"import subprocess\nsubprocess.run({words!r}, check=True)"
    assert fence.run(sys.executable, "-c", code, cut=False).returncode == 0
    assert fence.around() != before
    assert [Path(one).name for one in fence.told("started")] == [words[0]]


def test_a_tree_is_another_after_any_change(tmp_path: Path) -> None:
    file = tmp_path / "a/x"
    file.parent.mkdir()
    file.write_text("1", encoding="utf-8")
    trees = [tree(tmp_path)]
    known = file.stat()
    file.write_text("2", encoding="utf-8")
    os.utime(file, ns=(known.st_atime_ns, known.st_mtime_ns))
    trees.append(tree(tmp_path))
    file.chmod(0o600)
    trees.append(tree(tmp_path))
    assert len({str(one) for one in trees}) == 3
    assert tree(tmp_path, but=[tmp_path / "a"]) == {}
