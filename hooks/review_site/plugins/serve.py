"""The preview: the site with drafts and what is still to come, on this machine, built again at each save."""

import errno
import logging
import os
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from http import HTTPStatus
from pathlib import Path

from mkdocs.livereload import LiveReloadServer
from watchdog.observers.polling import PollingObserverVFS

from review_site.content.folders import PASSED_OVER
from review_site.machine import problem_of
from review_site.plugins.build import build_whole
from review_site.plugins.later import LaterBuild
from review_site.plugins.one_post import render_again
from review_site.problems import Problem, Problems, ProblemsError
from review_site.workers import LostProcessError

PREVIEW = "preview"
TAKEN = "serve"
"""The field of the problem that something else is being served there, whatever becomes of the preview."""
_HOST = "127.0.0.1"
_LOOKED_AT = 0.2  # seconds between looks at the files
_WATCHED = ("content", "docs", "theme", "mkdocs.yml")

log = logging.getLogger(__name__)


def serve_preview(
    project: Path,
    port: int,
    say: Callable[[ProblemsError | None], None],
    show: Callable[[str], None],
    turn: Callable[[], AbstractContextManager[None]],
) -> None:
    """Build the preview into preview/ and serve it on loopback until it is interrupted.

    Each save builds it again. A post of which the text alone was changed is shown at once, and the rest of the preview
    is built in a process of its own. What is shown so is told by `show`, with the path of its file. A save that is not
    right is told by `say`, and the preview stays as it was; where all of it was built, that is told as None. `turn`
    holds the place where the preview stands, while it is built.

    Raises:
        ProblemsError: when the content is not right to begin with, or something else is being served there.
    """
    logging.getLogger("mkdocs").addHandler(logging.NullHandler())
    preview = _Preview(project, say, show, turn)
    preview.build()
    server = LiveReloadServer(preview.build_again, _HOST, port, str(preview.output), polling_interval=_LOOKED_AT)
    server.error_handler = preview.page_of_error
    server.observer = _observer(project)  # type: ignore[assignment]
    for name in _WATCHED:
        server.watch(str(project / name))
    say(None)
    try:
        server.serve()
    except KeyboardInterrupt:
        pass
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        mend = "stop the other one first: it may be a `review-site serve` in another window; or name another --port"
        what = "something is being served there already"
        raise ProblemsError([Problem(path=f"{_HOST}:{port}", field=TAKEN, what=what, mend=mend)]) from error
    finally:
        preview.later.stop()
        server.shutdown()


class _Preview:
    """The preview that stands: what its last build left in this process, and how the files stood that it read."""

    def __init__(
        self,
        project: Path,
        say: Callable[[ProblemsError | None], None],
        show: Callable[[str], None],
        turn: Callable[[], AbstractContextManager[None]],
    ) -> None:
        self.project, self.output, self.say, self.show, self.turn = project, project / PREVIEW, say, show, turn
        self.later = LaterBuild(project, say)

    def build(self) -> None:
        """Build all of it here and now, so that this process knows it."""
        self.later.stop()
        with self.turn():
            self.seen = _stand(self.project)
            self.kept = build_whole(self.project, self.output, None, preview=True).kept

    def build_again(self) -> None:
        """Show what was saved: one post at once, and the rest later; else all of it."""
        try:
            now = _stand(self.project)
            changed = {path for path, _ in self.seen.items() ^ now.items()}
            if len(changed) == 1 and self._show(*changed):
                self.seen = now
                self.show(*changed)
                self.later.start()
                return
            self.build()
        except Exception as error:  # whatever was saved, the next save may be right
            log.debug("The preview was not built", exc_info=True)
            self.say(_told(error))
        else:
            self.say(None)

    def _show(self, path: str) -> bool:
        """Render a post again; False where that is not enough, or goes wrong: a whole build tells why."""
        self.later.stop()
        try:
            return render_again(self.kept, self.project, path, self.output)
        except Exception:
            log.debug("%s was not rendered by itself", path, exc_info=True)
            return False

    def page_of_error(self, code: int) -> bytes | None:
        """Return the page for an address that does not exist."""
        return (self.output / "404.html").read_bytes() if code == HTTPStatus.NOT_FOUND else None


def _stand(project: Path) -> dict[str, tuple[int, int, int]]:
    """Return the files that are watched, by their paths in the project, each with its time, size and inode."""
    found = {}
    for name in _WATCHED:
        for folder, _, files in os.walk(project / name):
            for file in (file for file in files if not file.startswith(PASSED_OVER)):
                path = Path(folder, file)
                try:
                    known = path.stat()
                except OSError:
                    continue
                found[path.relative_to(project).as_posix()] = (known.st_mtime_ns, known.st_size, known.st_ino)
    with suppress(FileNotFoundError):
        config = (project / _WATCHED[-1]).stat()
        found[_WATCHED[-1]] = (config.st_mtime_ns, config.st_size, config.st_ino)
    return found


def _observer(project: Path) -> PollingObserverVFS:
    """Return what looks at the files again and again, and goes on when one that is watched is away for a while."""
    watched = {str((project / name).absolute()) for name in _WATCHED}

    def stat(path: str) -> os.stat_result:
        try:
            return os.stat(path)  # noqa: PTH116
        except (FileNotFoundError, NotADirectoryError):
            if path in watched:
                return project.stat()
            raise

    return PollingObserverVFS(stat, os.scandir, polling_interval=_LOOKED_AT)


def _told(error: Exception) -> ProblemsError:
    """Return why a preview was not built."""
    if isinstance(error, ProblemsError):
        return error
    if isinstance(error, OSError | LostProcessError):
        return ProblemsError([problem_of(error)])
    problems = Problems()
    mend = "save again; if that does not help, see what `review-site --debug build --preview` says"
    problems.add(PREVIEW, "build", f"came to no end: {type(error).__name__}: {error}", mend)
    return ProblemsError(problems)
