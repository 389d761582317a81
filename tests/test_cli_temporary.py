"""What a run keeps for a while goes with it, and what a killed run left goes with the next; nothing else goes."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from review_site.cli.temporary import own_temporary_folder

KEPT = (
    "import sys, tempfile, time\n"
    "from pathlib import Path\n"
    "from review_site.cli.temporary import own_temporary_folder\n"
    "with own_temporary_folder():\n"
    "    Path(tempfile.mkdtemp(), 'file').write_text('kept')\n"
    "    print(tempfile.gettempdir(), flush=True)\n"
    "    time.sleep(3600)\n"
)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_nothing_stays_of_a_run(place: Path) -> None:
    with own_temporary_folder():
        folder = Path(tempfile.mkdtemp())
        assert folder.parent.parent == place
    assert (list(place.iterdir()), tempfile.gettempdir()) == ([], str(place))


def test_what_a_killed_run_left_goes_and_what_another_keeps_stays(place: Path) -> None:
    (place / ".review-site-run-mine").mkdir(mode=0o755)
    environment = {**os.environ, "TMPDIR": str(place)}
    command = [sys.executable, "-c", KEPT]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as killed,
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as going,
    ):
        assert killed.stdout is not None
        assert going.stdout is not None
        left, kept = Path(killed.stdout.readline().strip()), Path(going.stdout.readline().strip())
        killed.kill()
        killed.wait()
        assert list(left.rglob("file"))
        with own_temporary_folder():
            assert not left.exists()
            assert list(kept.rglob("file"))
        going.kill()
    assert going.returncode == -signal.SIGKILL
    assert {path.name for path in place.iterdir()} == {".review-site-run-mine", kept.name}


def test_where_no_folder_can_be_made_a_run_goes_on(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(place / "nowhere"))
    with own_temporary_folder():
        assert tempfile.gettempdir() == str(place / "nowhere")


def test_where_there_are_no_locks_a_run_goes_on(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError

    monkeypatch.setattr("fcntl.flock", refuse)
    with own_temporary_folder():
        assert tempfile.gettempdir() == str(place)
    assert list(place.iterdir()) == []
