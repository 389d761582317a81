"""The search index: made by Pagefind from the finished pages that carry `data-pagefind-body`."""

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

from pagefind_bin import get_executable

from review_site.problems import Problem, ProblemsError

FOLDER = "pagefind"
_ENTRY = "pagefind-entry.json"
_NOT_SEARCHED = ".line, .quiet, .footnote, .footnote-ref, .para"
"""What is on a page and not of its own words: lines of lists, small print, notes, and the numbers set among words.

Whole blocks say so themselves, by `data-pagefind-ignore`.
"""


def write_search(site_dir: Path, expected: int) -> None:
    """Make the index of a finished site and put it into its folder `pagefind/`, without what our page does not use.

    `expected` is how many pages it should hold. The engine is the one that is installed beside this package: neither
    $PATH nor any other setting of the machine is asked, so that the same pages give the same bytes.

    Raises:
        ProblemsError: when the engine is missing, fails, or holds another number of pages.
    """
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / FOLDER
        _run(site_dir.resolve(), made)
        engines, counted = _read_entry(made)
        if counted != expected:
            raise _problem(f"holds {counted} pages and not {expected}", "tell the developers: a template lost its mark")
        target = site_dir / FOLDER
        shutil.rmtree(target, ignore_errors=True)
        for file in _used(made, engines):
            copy = target / file.relative_to(made)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)


def _run(site_dir: Path, made: Path) -> None:
    try:
        command = [str(get_executable()), "--site", str(site_dir), "--output-path", str(made), "--silent"]
        command += ["--exclude-selectors", _NOT_SEARCHED]
        subprocess.run(command, check=True, capture_output=True, text=True, cwd=made.parent, env={})  # noqa: S603
    except (OSError, subprocess.CalledProcessError) as error:
        said = error.stderr if isinstance(error, subprocess.CalledProcessError) else str(error)
        what = f"could not be made: {' '.join(said.split()) or error}"
        raise _problem(what, "install what requirements/run.txt names, as `make site` does") from error


def _read_entry(made: Path) -> tuple[set[str], int]:
    """Return what the index says of its languages: the names of the engine's files for them, and how many pages."""
    try:
        languages = json.loads((made / _ENTRY).read_bytes())["languages"].values()
        return {f"wasm.{one['wasm']}.pagefind" for one in languages}, sum(one["page_count"] for one in languages)
    except (OSError, ValueError, KeyError) as error:
        raise _problem(f"cannot be read: {error!r}", "tell the developers") from error


def _used(made: Path, engines: set[str]) -> list[Path]:
    """Return the files of an index that `search.js` fetches: no ready-made forms, no other language's engine."""
    names = {"pagefind.js", _ENTRY, *engines}
    parts = (".pf_meta", ".pf_index", ".pf_fragment", ".pf_filter")
    return sorted(file for file in made.rglob("*") if file.name in names or file.suffix in parts)


def _problem(what: str, mend: str) -> ProblemsError:
    return ProblemsError([Problem(path=FOLDER, field="search", what=f"the index of the search {what}", mend=mend)])
