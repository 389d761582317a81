"""A whole build: beside the last good site, and swapped in when it is right."""

import logging
import re
import shutil
from pathlib import Path

from mkdocs.commands import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError

from review_site.plugins.last_site import LastSite, read_last_site, refuse_to_lose
from review_site.problems import Problem, ProblemsError
from review_site.swap import open_to_readers, put_back, staging_of, swap_in

_MARK = "site-index.json"


def build_site(project: Path, output: Path, today: str | None, *, preview: bool = False) -> Path:
    """Build the project's site into a folder; the folder changes only if everything went well.

    `today` is a London date or time, None for SOURCE_DATE_EPOCH or the clock; `preview` shows drafts and what is still
    to come.

    Raises:
        ProblemsError: with every problem of the content, of links, of the feed, and each address that would be lost.
    """
    put_back(output, _MARK)
    _refuse_to_overwrite(project, output)
    last = read_last_site(output)
    _refuse_to_mix(last, output, preview=preview)
    staging = staging_of(output)
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True)
    warnings = _Warnings()
    try:
        with warnings:
            config = _load(project, staging, strict=not preview)  # a draft may lead nowhere yet
            if today is not None:
                config.plugins["publishing"].config["today"] = today
            config.plugins["publishing"].config["preview"] = preview
            build.build(config)
    except Abort as error:
        raise _told(error, warnings.told) from error
    else:
        refuse_to_lose(last, read_last_site(staging), output)
        open_to_readers(staging)
        swap_in(staging, output)
        return output
    finally:
        shutil.rmtree(staging, ignore_errors=True)


class _Warnings(logging.Handler):
    """Keeps what MkDocs warns of while it builds: under strict rules each is a problem."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.told.append(record.getMessage())

    def __enter__(self) -> None:
        logging.getLogger("mkdocs").addHandler(self)

    def __exit__(self, *error: object) -> None:
        logging.getLogger("mkdocs").removeHandler(self)


def _refuse_to_overwrite(project: Path, output: Path) -> None:
    """Raise ProblemsError when the output is, holds or lies in what people wrote, or is a folder that is not a site."""
    sources = [project / name for name in ("content", "docs", "theme", "hooks", "tests", ".git")]
    clash = project.is_relative_to(output) or any(output.is_relative_to(source) for source in sources)
    strange = output.exists() and not (output / _MARK).is_file() and (output.is_file() or any(output.iterdir()))
    if clash or strange:
        what = "belongs to the project" if clash else f"is there already and is not a site (it has no {_MARK})"
        mend = "name a folder that is new or empty" if clash else "name a new or empty one; or remove it, if it may go"
        problem = Problem(path=str(output), field="--output", what=what, mend=mend)
        raise ProblemsError([problem])


def _refuse_to_mix(last: LastSite | None, output: Path, *, preview: bool) -> None:
    """Raise ProblemsError when a preview would take the place of a site, or a site that of a preview."""
    if last is not None and last.preview != preview:
        there, wanted = ("a preview", "a site") if last.preview else ("a site", "a preview")
        what = f"holds {there}, and {wanted} may not take its place"
        raise ProblemsError([Problem(path=str(output), field="--output", what=what, mend="name another folder")])


def _load(project: Path, site_dir: Path, *, strict: bool) -> MkDocsConfig:
    try:
        config = load_config(str(project / "mkdocs.yml"), site_dir=str(site_dir), strict=strict)
    except (ConfigurationError, Abort) as error:
        mend = "correct mkdocs.yml, or run this in the folder that holds it"
        raise ProblemsError([Problem(path="mkdocs.yml", field="configuration", what=str(error), mend=mend)]) from error
    if "publishing" not in config.plugins:
        raise ProblemsError(
            [Problem(path="mkdocs.yml", field="plugins", what="publishing is missing", mend="add `- publishing`")]
        )
    return config


def _told(error: Abort, warnings: list[str]) -> ProblemsError:
    """Return the problems behind an abort of MkDocs; what it said itself when there are none."""
    cause = error.__cause__
    if isinstance(cause, ProblemsError):
        return ProblemsError([*cause.problems, *map(_problem_of, warnings)])
    if isinstance(cause, ValueError):
        problem = Problem(path="build", field="instant", what=str(cause), mend="write 2021-02-05, or 2021-02-05T17:00")
    elif warnings:
        return ProblemsError([_problem_of(warning) for warning in warnings])
    else:
        problem = Problem(path="mkdocs.yml", field="build", what=str(error), mend="run `mkdocs build` to see more")
    return ProblemsError([problem])


def _problem_of(warning: str) -> Problem:
    """Return a warning of MkDocs as a problem of the file that it names."""
    named = re.match(r"Doc file '([^']+)' ", warning)
    what = warning.removeprefix(named[0]) if named else warning
    mend = "correct it; write links from the root, as in /about/"
    return Problem(path=f"docs/{named[1]}" if named else "mkdocs.yml", field="build", what=what, mend=mend)
