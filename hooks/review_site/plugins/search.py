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
_MARKDOWN_MARKS = ".footnote-ref, .footnote-backref, .para"  # numbers that Markdown or the report sets among words


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
        entry = _read_entry(made)
        counted = sum(language["page_count"] for language in entry.values())
        if counted != expected:
            raise _problem(f"holds {counted} pages and not {expected}", "tell the developers: a template lost its mark")
        target = site_dir / FOLDER
        shutil.rmtree(target, ignore_errors=True)
        for file in _used(made, entry):
            copy = target / file.relative_to(made)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)


def _run(site_dir: Path, made: Path) -> None:
    try:
        command = [str(get_executable()), "--site", str(site_dir), "--output-path", str(made), "--silent"]
        command += ["--exclude-selectors", _MARKDOWN_MARKS]
        subprocess.run(command, check=True, capture_output=True, text=True, cwd=made.parent, env={})  # noqa: S603
    except (OSError, subprocess.CalledProcessError) as error:
        said = error.stderr if isinstance(error, subprocess.CalledProcessError) else str(error)
        what = f"could not be made: {' '.join(said.split()) or error}"
        raise _problem(what, "install what requirements/run.txt names, as `make site` does") from error


def _read_entry(made: Path) -> dict[str, dict[str, int | str]]:
    """Return what the index says of each language: how many pages, and the name of the engine's file for it."""
    try:
        languages: dict[str, dict[str, int | str]] = json.loads((made / _ENTRY).read_bytes())["languages"]
    except (OSError, ValueError, KeyError) as error:
        raise _problem("holds no page", "tell the developers: no template marks what is searched") from error
    return languages


def _used(made: Path, entry: dict[str, dict[str, int | str]]) -> list[Path]:
    """Return the files of an index that `search.js` fetches: no ready-made forms, no other language's engine."""
    engines = {f"wasm.{language['wasm']}.pagefind" for language in entry.values()}
    names = {"pagefind.js", _ENTRY, *engines}
    parts = (".pf_meta", ".pf_index", ".pf_fragment", ".pf_filter")
    return sorted(file for file in made.rglob("*") if file.name in names or file.suffix in parts)


def _problem(what: str, mend: str) -> ProblemsError:
    return ProblemsError([Problem(path=FOLDER, field="search", what=f"the index of the search {what}", mend=mend)])
