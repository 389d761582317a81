"""A18: whether the HTML is valid, as the Nu HTML checker tells."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from review_site.archive.inventory import Inventory
from review_site.archive.readiness.judging import counted, judge
from review_site.archive.readiness.model import Context, Finding, Place
from review_site.media_types import is_html
from review_site.problems import Problem, ProblemsError

_AT_ONCE = 300  # files of one run: a command has a longest length


def valid_html(context: Context) -> Finding:
    """A18: the checker of HTML finds no error."""
    if context.markup is None:
        return Finding(result="not checked here", evidence="No checker of HTML was given.")
    files = sum(is_html(resource.media_type) for resource in context.inventory.resources)
    return judge(
        context.markup,
        holds=f"The Nu HTML checker found no error in {counted(files, 'file')} of HTML.",
        fails=f"The Nu HTML checker found {counted(len(context.markup), 'error')}.",
    )


def check_markup(inventory: Inventory, jar: Path) -> tuple[Place, ...]:
    """Return every error that the Nu HTML checker finds in the pages of a folder, each once.

    Args:
        inventory: the site.
        jar: the checker, vnu.jar; Java must be installed.

    Raises:
        ProblemsError: when Java is missing or the checker does not answer.
    """
    names = sorted({one.file for one in inventory.resources if is_html(one.media_type)})
    found: set[Place] = set()
    for start in range(0, len(names), _AT_ONCE):
        found.update(_errors(inventory.root, names[start : start + _AT_ONCE], jar))
    return tuple(sorted(found, key=lambda place: (place.file, place.line or 0, place.what)))


def _errors(root: Path, names: list[str], jar: Path) -> Iterator[Place]:
    command = ["java", "-Xmx700m", "-jar", str(jar), "--errors-only", "--format", "json", "--exit-zero-always"]
    try:
        run = subprocess.run(  # noqa: S603 - the jar that the caller names, on files of the folder
            [*command, *(str(root / name) for name in names)], capture_output=True, text=True, check=True
        )
        messages: list[dict[str, Any]] = json.loads(run.stderr)["messages"]
    except FileNotFoundError:
        raise _stopped(jar, "Java is not installed", "install it (apt install default-jre-headless)") from None
    except (subprocess.CalledProcessError, ValueError, KeyError) as error:
        raise _stopped(
            jar, f"does not answer as the Nu HTML checker does: {type(error).__name__}", "name vnu.jar"
        ) from None
    for message in messages:
        path = Path(unquote(urlsplit(str(message.get("url", ""))).path))
        if message.get("type") == "error" and path.is_relative_to(root):
            line = message.get("lastLine")
            yield Place(
                file=path.relative_to(root).as_posix(),
                line=line if isinstance(line, int) else None,
                what=str(message.get("message", ""))[:300],
            )
        elif message.get("type") == "non-document-error":
            raise _stopped(jar, f"cannot read the pages: {message.get('message')}", "name a folder of HTML files")


def _stopped(jar: Path, what: str, mend: str) -> ProblemsError:
    return ProblemsError([Problem(path=jar.name, field="--vnu", what=what, mend=mend)])
