"""A build of the preview in a process of its own, soon, unless something else comes first."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from review_site.problems import Problem, ProblemsError

_SOON = 1.0  # seconds in which a writer may save once more before it begins


class LaterBuild:
    """At most one build that waits or runs; what it finds is told by `say`, and a good one as None."""

    def __init__(self, project: Path, say: Callable[[ProblemsError | None], None]) -> None:
        self._project, self._say = project, say
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Build soon, in place of whatever waits or runs."""
        self.stop()
        with self._lock:
            self._timer = threading.Timer(_SOON, self._run)
            self._timer.daemon = True
            self._timer.start()

    def stop(self) -> None:
        """End what waits or runs, and wait until it has ended; the last good preview stands."""
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
            timer, process = self._timer, self._process
            self._timer = None
            if process is not None and process.returncode is None:
                _end(process)
        if timer is not None and timer.is_alive():
            timer.join()

    def _run(self) -> None:
        command = [sys.executable, "-m", "review_site.cli", "-C", str(self._project)]
        with self._lock:
            if self._timer is not threading.current_thread():
                return
            self._process = subprocess.Popen(  # noqa: S603 - our own command
                [*command, "build", "--preview", "--format", "json"],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # so that it can be ended with the processes that it starts
            )
        said, _ = self._process.communicate()
        code, self._process = self._process.returncode, None
        if code >= 0:  # it was not ended for something else
            self._say(ProblemsError(_problems_in(said)) if code else None)


def _problems_in(said: bytes) -> list[Problem]:
    """Return what stops a build, as it told it; where it told nothing, that it came to no end."""
    try:
        found = [Problem(**one) for one in json.loads(said)]
    except (ValueError, TypeError):
        mend = "save again; if that does not help, see what `review-site build --preview` says"
        found = [Problem(path="preview", field="build", what="came to no end", mend=mend)]
    return [one for one in found if one.level == "problem"]


def _end(process: "subprocess.Popen[bytes]") -> None:
    with suppress(ProcessLookupError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
