"""A whole build: beside the last good site, and swapped in when it is right."""

import logging
import os
import re
import shutil
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import entry_points
from pathlib import Path
from typing import cast

from jinja2 import TemplateError, TemplateNotFound
from mkdocs.commands import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError

from review_site.changes import Changes, keep_unchanged
from review_site.content.gone import gone
from review_site.content.settings import check_settings
from review_site.plugins.archive_bundle import ArchiveBundle
from review_site.plugins.last_build import CONFIG, Read, begin_reading
from review_site.plugins.last_site import LastSite, read_last_site, refuse_to_lose
from review_site.plugins.one_post import Kept, keep
from review_site.plugins.publishing import Publishing
from review_site.problems import Problem, Problems, ProblemsError
from review_site.swap import open_to_readers, put_back, staging_of, swap_in
from review_site.timing import running_stopwatch, timed

_MARK = "site-index.json"
# Plugins and extensions of which it is known what they read: ours, and those that read nothing but the page.
_READS_THE_PAGE = re.compile(r"(?:review_site|markdown|pymdownx(?!\.snippets|\.b64))\.")
_WHERE = re.compile(r", line (\d+), column \d+")  # as YAML says it
_ELSEWHERE = re.compile(r"INHERIT|!!python")  # what leads from mkdocs.yml to other files


@dataclass(frozen=True, slots=True)
class Built:
    """A site that was built: its folder, what changed in it, and from when on until before when it stands so (London).

    `read` is what was read for it; None where that cannot be known, since something else than ours read as well.
    `kept` is what the build left in this process.
    """

    site: Path
    changes: Changes
    span: tuple[datetime, datetime]
    read: Read | None
    kept: Kept


def build_site(project: Path, output: Path, today: str | None, *, preview: bool = False) -> Path:
    """Build the project's site into a folder, as `build_whole` does, and return the folder."""
    return build_whole(project, output, today, preview=preview).site


def build_whole(project: Path, output: Path, today: str | None, *, preview: bool = False) -> Built:
    """Build the project's site into a folder; the folder changes only if everything went well.

    `today` is a London date or time, None for SOURCE_DATE_EPOCH or the clock; `preview` shows drafts and what is still
    to come. A file that would be the same byte for byte stays the file that it is, with its time.

    Raises:
        ProblemsError: with every problem of the content, of links, of the feed, and each address that would be lost.
        OSError, LostProcessError: when the machine does not let it; the folder is as it was then, too.
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
            with timed("settings"):
                config = _load(project, staging, strict=not preview)  # a draft may lead nowhere yet
            publishing = cast("Publishing", config.plugins["publishing"])
            if today is not None:
                publishing.config["today"] = today
            publishing.config["preview"] = preview
            places = None if preview else _places_read(project, config)  # no agenda tells when a draft changes
            read = begin_reading(project, places) if places else None
            kept = keep(config)
            _time_rounds(config)
            build.build(config)
    except Abort as error:
        raise _told(error, warnings.told) from error
    except TemplateError as error:
        raise _told_of_template(error, project) from error
    else:
        refuse_to_lose(last, read_last_site(staging), output)
        open_to_readers(staging)
        with timed("swap"):
            changes = keep_unchanged(output, staging)
            swap_in(staging, output)
        return Built(output, changes, (publishing.site.instant, publishing.site.until), read, kept)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _places_read(project: Path, config: MkDocsConfig) -> tuple[Path, ...] | None:
    """Return the files and folders that a build reads; None where something else than ours may read others."""
    settings = (project / CONFIG).read_text(encoding="utf-8")
    homes = {one.name: one.module for one in entry_points(group="markdown.extensions")}
    modules = [type(plugin).__module__ for plugin in config.plugins.values()]
    modules += [homes.get(name, name) for name in map(str, config.markdown_extensions)]
    bundles = any(isinstance(plugin, ArchiveBundle) and plugin.config.enabled for plugin in config.plugins.values())
    if bundles or config.hooks or _ELSEWHERE.search(settings) or not all(map(_READS_THE_PAGE.match, modules)):
        return None
    content = config.plugins["publishing"].config["content_dir"]
    folders = (content, config.docs_dir, config.theme.custom_dir or content)
    return tuple(dict.fromkeys((project / folder).resolve() for folder in folders))


def _time_rounds(config: MkDocsConfig) -> None:
    """Time the two rounds of MkDocs over all pages, which are no event: their conversion, and their rendering."""
    if (stopwatch := running_stopwatch()) is None:
        return
    events = config.plugins.events
    events["nav"].append(lambda *_, **__: stopwatch.begin("conversion"))
    events["env"].insert(0, lambda *_, **__: stopwatch.end())
    events["env"].append(lambda *_, **__: stopwatch.begin("rendering"))
    events["post_build"].insert(0, lambda **_: stopwatch.end())


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
    Problems(check_settings(project)).raise_if_any()
    try:
        config = load_config(str(project / CONFIG), site_dir=str(site_dir), strict=strict)
    except (ConfigurationError, Abort) as error:
        if (project / CONFIG).is_file():
            Problems(gone(project / "content", project / "docs")).raise_if_any()
        problems, said = Problems(), _WHERE.findall(str(error))
        problems.add(CONFIG, "configuration", str(error), "correct it", line=int(said[-1]) if said else None)
        raise ProblemsError(problems) from error
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


def _told_of_template(error: TemplateError, project: Path) -> ProblemsError:
    """Return what is wrong with a template of the theme, with its line where that is known."""
    file, line = getattr(error, "filename", None) or getattr(error, "name", None), getattr(error, "lineno", None)
    if file and Path(file).is_absolute():
        file = os.path.relpath(file, project)
    mend = "correct the template; `review-site --debug build` shows where it was used"
    what = "is not there" if isinstance(error, TemplateNotFound) else error.message or type(error).__name__
    problems = Problems()
    problems.add(file or "theme", "template", what, mend, line=line)
    return ProblemsError(problems)


def _problem_of(warning: str) -> Problem:
    """Return a warning of MkDocs as a problem of the file that it names."""
    named = re.match(r"Doc file '([^']+)' ", warning)
    what = warning.removeprefix(named[0]) if named else warning
    mend = "correct it; write links from the root, as in /about/"
    return Problem(path=f"docs/{named[1]}" if named else "mkdocs.yml", field="build", what=what, mend=mend)
