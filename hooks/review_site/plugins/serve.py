"""The preview: the site with drafts and what is still to come, on this machine, built again at each save."""

import errno
import logging
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from review_site.plugins.build import build_site
from review_site.problems import Problem, ProblemsError

PREVIEW = "preview"
_HOST = "127.0.0.1"
_LOOKED_AT = 0.2  # seconds between looks at the files
_WATCHED = ("content", "docs", "theme", "mkdocs.yml")


def serve_preview(project: Path, port: int, say: Callable[[ProblemsError | None], None]) -> None:
    """Build the preview into preview/ and serve it on loopback until it is interrupted.

    Each save builds it again. A save that is not right is told by `say`, and the preview stays as it was; a good one is
    told as None.

    Raises:
        ProblemsError: when the content is not right to begin with, or something else is being served there.
    """
    output = project / PREVIEW
    logging.getLogger("mkdocs").addHandler(logging.NullHandler())
    build_site(project, output, None, preview=True)

    def build_again() -> None:
        try:
            build_site(project, output, None, preview=True)
        except (ProblemsError, OSError) as error:
            say(error if isinstance(error, ProblemsError) else _told(error))
        else:
            say(None)

    server = LiveReloadServer(build_again, _HOST, port, str(output), polling_interval=_LOOKED_AT)
    server.error_handler = lambda code: (output / "404.html").read_bytes() if code == HTTPStatus.NOT_FOUND else None
    for name in _WATCHED:
        if (project / name).exists():
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
        raise ProblemsError([Problem(path=f"{_HOST}:{port}", field="serve", what=what, mend=mend)]) from error
    finally:
        server.shutdown()


def _told(error: OSError) -> ProblemsError:
    mend = "save again when the machine lets you"
    return ProblemsError([Problem(path=PREVIEW, field="file", what=error.strerror or str(error), mend=mend)])
