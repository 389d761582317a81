"""The search index: made by Pagefind from the finished pages that carry `data-pagefind-body`, and our table of filters.

Pagefind's own filters stand in another order at each run, and one build must give the same bytes as the next.
"""

import gzip
import json
import shutil
import subprocess
import tempfile
import weakref
from collections.abc import Mapping
from pathlib import Path

from pagefind_bin import get_executable

from review_site.plugins.facets import Facets
from review_site.problems import Problem, ProblemsError
from review_site.timing import timed

FOLDER = "pagefind"
_ENTRY = "pagefind-entry.json"
_MARK = b"data-pagefind-body"
_SAID = "said"
_SIGNATURE = b"pagefind_dcd"
_NOT_SEARCHED = ".line, .quiet, .footnote, .footnote-ref, .para, svg"
"""What is on a page and not of its own words: lines of lists, small print, notes, the numbers set among words, and
drawings, whose words stand in a table as well.

Whole blocks say so themselves, by `data-pagefind-ignore`.
"""


class Search:
    """The making of the index of one site, in a process of its own, beside whatever else is done meanwhile."""

    def __init__(self, site_dir: Path) -> None:
        """Start it, once the pages of a site stand.

        The engine is the one that is installed beside this package: neither $PATH nor any other setting of the machine
        is asked. It is given the pages that are searched and no others, which it would read and hold all the same.

        Raises:
            ProblemsError: when the engine is missing.
        """
        self._site_dir = site_dir
        self._folder = Path(tempfile.mkdtemp(prefix="search-"))
        try:
            self._process = _start(site_dir, self._folder)
        except BaseException:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise
        self.stop = weakref.finalize(self, _stop, self._process, self._folder)
        """End it, wherever it is, and leave nothing behind; at the latest when this process ends."""

    @timed("search")
    def finish(self, facets: Mapping[str, Facets]) -> None:
        """Wait for the index, and put it into the site's folder `pagefind/`, without what our page does not use.

        `facets` are the addresses that should be found, each with what it is filtered by.

        Raises:
            ProblemsError: when the engine fails, or found other pages.
        """
        try:
            code = self._process.wait()
            if code:
                said = (self._folder / _SAID).read_text(encoding="utf-8", errors="replace")
                raise _not_made(said or f"it ended with {code}")
            self._put(self._folder / FOLDER, facets)
        finally:
            self.stop()

    def _put(self, made: Path, facets: Mapping[str, Facets]) -> None:
        engines, pages = _read_index(made)
        if pages.keys() != facets.keys():
            unlike = ", ".join(sorted(pages.keys() ^ facets.keys()))
            raise _problem(f"and the site differ in {unlike}", "tell the developers: a template marks what is searched")
        target = self._site_dir / FOLDER
        shutil.rmtree(target, ignore_errors=True)
        for file in _used(made, engines):
            copy = target / file.relative_to(made)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)
        (target / "filters.json").write_bytes(render_filters({pages[address]: facets[address] for address in pages}))


def render_filters(facets: Mapping[str, Facets]) -> bytes:
    """Render what `search.js` filters by: for each filter and slug the pages, by their names in the index."""
    table: dict[str, dict[str, list[str]]] = {"kind": {}, "topic": {}, "year": {}}
    for name, one in sorted(facets.items()):
        pairs = [("kind", one.kind), *(("topic", topic) for topic in one.topics), ("year", one.year)]
        for facet, term in pairs:
            if term:
                table[facet].setdefault(term.slug, []).append(name)
    return json.dumps(table, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def _start(site_dir: Path, folder: Path) -> subprocess.Popen[bytes]:
    """Start the engine on the pages of a site that are searched; what it makes and says goes into a folder."""
    pages = folder / "pages"
    pages.mkdir()
    for file in site_dir.rglob("*.html"):
        data = file.read_bytes()
        if _MARK in data:
            copy = pages / file.relative_to(site_dir)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(data)
    try:
        command = [str(get_executable()), "--site", str(pages), "--output-path", str(folder / FOLDER), "--silent"]
        command += ["--exclude-selectors", _NOT_SEARCHED]
        with (folder / _SAID).open("wb") as said:
            return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=said, cwd=folder, env={})  # noqa: S603
    except OSError as error:
        raise _not_made(str(error)) from error


def _stop(process: subprocess.Popen[bytes], folder: Path) -> None:
    process.kill()
    process.wait()
    shutil.rmtree(folder, ignore_errors=True)


def _read_index(made: Path) -> tuple[set[str], dict[str, str]]:
    """Return the names of the engine's files for the languages of an index, and its name for each page by address."""
    try:
        languages = json.loads((made / _ENTRY).read_bytes())["languages"].values()
        engines = {f"wasm.{one['wasm']}.pagefind" for one in languages}
        pages = {_address_in(file): file.stem for file in sorted((made / "fragment").glob("*.pf_fragment"))}
    except (OSError, ValueError, KeyError) as error:
        raise _problem(f"cannot be read: {error!r}", "tell the developers") from error
    return engines, pages


def _address_in(fragment: Path) -> str:
    data = gzip.decompress(fragment.read_bytes())
    return str(json.loads(data.removeprefix(_SIGNATURE))["url"])


def _used(made: Path, engines: set[str]) -> list[Path]:
    """Return the files of an index that `search.js` fetches: no ready-made forms, no other language's engine."""
    names = {"pagefind.js", _ENTRY, *engines}
    parts = (".pf_meta", ".pf_index", ".pf_fragment")
    return sorted(file for file in made.rglob("*") if file.name in names or file.suffix in parts)


def _not_made(said: str) -> ProblemsError:
    return _problem(
        f"could not be made: {' '.join(said.split())}",
        "make room in the folder for temporary files; or install what requirements/run.txt names, as `make site` does",
    )


def _problem(what: str, mend: str) -> ProblemsError:
    return ProblemsError([Problem(path=FOLDER, field="search", what=f"the index of the search {what}", mend=mend)])
