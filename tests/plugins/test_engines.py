"""What a build takes of MkDocs and of Material, and that the same bytes come without either of them."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
import yaml
from jinja2 import Environment, meta, nodes
from tests.conftest import EXAMPLE, ROOT

JUDGE = ROOT / ".judges/properdocs/lib"
LEAVING = ROOT / "hooks/leaving-material.md"
INSTANT = "1893456000"  # 2030-01-01T00:00Z
OURS = "from review_site.cli import main; main(['build', '--whole', '--output', OUTPUT])"
PROPER = "from properdocs.__main__ import cli; cli(['build', '--strict', '--quiet', '--site-dir', OUTPUT])"
TELLING_WHAT_IS_READ = """
import os, sys
log = os.open(LOG, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
def watch(event, told):
    if event == "open" and isinstance(told[0], str):
        os.write(log, f"{told[0]}\\n".encode())
sys.addaudithook(watch)
"""
INSTEAD_OF_MKDOCS = """
import properdocs.replacement
"""
WITHOUT_MATERIAL = """
import sys
class Refusing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "material":
            raise ModuleNotFoundError(f"{name} is to be left")
sys.meta_path.insert(0, Refusing())
"""
TELLING_THE_ENGINE = """
import atexit, os, sys
def tell():
    files = [getattr(module, "__file__", None) or "" for module in list(sys.modules.values())]
    names = {name for file in files for name in ("mkdocs", "material", "properdocs") if f"/{name}/" in file}
    print("took", *sorted(names))
atexit.register(tell)
"""


def _package(name: str) -> Path:
    """Return the folder of an installed package, without importing it."""
    spec = importlib.util.find_spec(name)
    assert spec is not None, f"{name} is not installed"
    assert spec.origin, name
    return Path(spec.origin).parent


MATERIAL = _package("material")
MKDOCS = _package("mkdocs")


class Project:
    """The example review, built by one engine after the other; cards are kept from one to the next."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.judge = folder, folder.with_name("judge")
        self.judge.mkdir()
        found = list(JUDGE.glob("python*/site-packages/properdocs*"))
        assert found, "ProperDocs is not there (run: bash tests/judges/set-up.sh)"
        for path in found:  # alone, without the pip of its environment
            (self.judge / path.name).symlink_to(path)
        shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns(".cache"))
        shutil.copytree(ROOT / "theme", folder / "theme")
        self.change_config("../../theme", "theme")

    def change_config(self, old: str, new: str) -> None:
        config = self.folder / "mkdocs.yml"
        text = config.read_text(encoding="utf-8")
        assert old in text
        config.write_text(text.replace(old, new), encoding="utf-8")

    def run(self, output: str, *code: str) -> subprocess.CompletedProcess[str]:
        """Run some code that builds a site into a folder beside the project, with ProperDocs in reach."""
        environment = {
            "NO_MKDOCS_2_WARNING": "1",
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.pathsep.join(map(str, (ROOT / "hooks", self.judge))),
            "SOURCE_DATE_EPOCH": INSTANT,
        }
        words = "".join((TELLING_THE_ENGINE, *code)).replace("OUTPUT", repr(str(self.folder.with_name(output))))
        return subprocess.run(
            [sys.executable, "-c", words], cwd=self.folder, env=environment, capture_output=True, text=True, check=False
        )

    def build(self, output: str, *code: str) -> tuple[dict[str, bytes], set[str]]:
        """Return the files of a site that some code builds, and which engines it took."""
        done = self.run(output, *code)
        assert done.returncode == 0, done.stdout + done.stderr
        (took,) = (line for line in done.stdout.splitlines() if line.startswith("took "))
        return read_files(self.folder.with_name(output)), set(took.split()[1:])


def read_files(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def differences(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return Project(tmp_path_factory.mktemp("engines") / "project")


@pytest.fixture(scope="module")
def by_mkdocs(project: Project) -> tuple[dict[str, bytes], set[str], Path]:
    """The site as MkDocs with Material makes it, the engines that it took, and the list of files that were read."""
    log = project.folder.with_name("read")
    return *project.build("mkdocs", TELLING_WHAT_IS_READ.replace("LOG", repr(str(log))), OURS), log


def test_mkdocs_makes_the_site_with_material(by_mkdocs: tuple[dict[str, bytes], set[str], Path]) -> None:
    files, took, _ = by_mkdocs
    assert took == {"mkdocs", "material"}
    assert {"index.html", "404.html", "feed.atom", "site-index.json", "sitemap.xml"} <= files.keys()


def test_properdocs_makes_the_same_bytes(project: Project, by_mkdocs: tuple[dict[str, bytes], set[str], Path]) -> None:
    files, took = project.build("properdocs", PROPER)
    assert took == {"properdocs", "material"}
    assert differences(files, by_mkdocs[0]) == []


def test_the_same_bytes_come_without_mkdocs_and_without_material(
    project: Project, by_mkdocs: tuple[dict[str, bytes], set[str], Path], tmp_path: Path
) -> None:
    """The steps of hooks/leaving-material.md, done for once."""
    left = Project(tmp_path / "project")
    shutil.copytree(project.folder / ".cache", left.folder / ".cache")
    left.change_config("name: material", "name: null\n  static_templates: [404.html]")
    (sheet,) = (MATERIAL / "templates/assets/stylesheets").glob("main.*.min.css")
    own = left.folder / "theme/assets/stylesheets"
    own.mkdir()
    shutil.copy(sheet, own)
    files, took = left.build("neither", INSTEAD_OF_MKDOCS, WITHOUT_MATERIAL, OURS)
    assert took == {"properdocs"}
    assert differences(files, by_mkdocs[0]) == []


def test_a_mistake_is_told_in_the_same_words(project: Project) -> None:
    page = project.folder / "docs/about.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(f"{text}\n[Gone](missing.md)\n", encoding="utf-8")
    told = [project.run("wrong", code) for code in (OURS, PROPER)]
    page.write_text(text, encoding="utf-8")
    assert [done.returncode for done in told] == [1, 1]
    mistakes = [[line for line in (one.stdout + one.stderr).splitlines() if line.startswith("docs/")] for one in told]
    assert mistakes[0] == mistakes[1]
    assert len(mistakes[0]) == 1


def test_any_other_byte_would_be_told() -> None:
    one = {"a": b"1", "b": b"2"}
    assert differences(one, dict(one)) == []
    assert differences(one, {"a": b"1", "b": b"3", "c": b""}) == ["b", "c"]


def _rows(section: str) -> set[str]:
    """Return the first cells of the table below a heading of the way out."""
    _, found, rest = LEAVING.read_text(encoding="utf-8").partition(f"\n## {section}\n")
    assert found, section
    return set(re.findall(r"^\| `([^`]+)` \|", rest.partition("\n## ")[0], re.MULTILINE))


def test_the_files_that_a_build_reads_of_material_and_mkdocs_are_those_that_are_listed(
    by_mkdocs: tuple[dict[str, bytes], set[str], Path],
) -> None:
    opened = {Path(line) for line in by_mkdocs[2].read_text(encoding="utf-8").splitlines()}
    read = set()
    for package in (MATERIAL, MKDOCS):
        inside = {path.relative_to(package.parent) for path in opened if path.is_relative_to(package)}
        read |= {
            path.as_posix() for path in inside if path.suffix not in (".py", ".pyc") and "__pycache__" not in path.parts
        }
    plain = {re.sub(r"\bmain\.[0-9a-f]+\.min", "main.*.min", name) for name in read}
    assert plain == _rows("What a build reads of Material and of MkDocs")


def _referenced(template: Path) -> Iterator[str | None]:
    """Give the templates that one asks for; None where its name is made up while it runs."""
    yield from meta.find_referenced_templates(Environment(autoescape=True).parse(template.read_text(encoding="utf-8")))


def test_our_templates_ask_for_our_templates_alone() -> None:
    theme = ROOT / "theme"
    asked = {(path.name, name) for path in theme.rglob("*.html") for name in _referenced(path)}
    assert len(asked) > 50
    assert [(path, name) for path, name in asked if name is not None and not (theme / name).is_file()] == []
    assert {path for path, name in asked if name is None} == set(_made_up(theme))


def _made_up(theme: Path) -> Iterable[str]:
    """Give the templates that make up a name, each of which begins it with one of our folders."""
    for path in theme.rglob("*.html"):
        tree = Environment(autoescape=True).parse(path.read_text(encoding="utf-8"))
        for node in tree.find_all((nodes.Include, nodes.Extends, nodes.Import, nodes.FromImport)):
            first = next(node.template.find_all(nodes.Const), None) if isinstance(node.template, nodes.Concat) else None
            if first is not None and (theme / str(first.value)).is_dir():
                yield path.name


def test_no_icon_of_material_is_asked_for() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "theme").rglob("*.html")]
    assert [
        text for text in texts if ".icons/" in text or re.search(r":(?:material|fontawesome|octicons|simple)-", text)
    ] == []
    assert "emoji" not in (ROOT / "mkdocs.yml").read_text(encoding="utf-8")


def test_the_extensions_that_come_with_material_are_those_that_are_listed() -> None:
    config = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), yaml.BaseLoader)
    names = {name if isinstance(name, str) else next(iter(name)) for name in config["markdown_extensions"]}
    assert {name for name in names if name.startswith(("pymdownx", "material"))} == _rows("Markdown extensions")


def test_no_plugin_and_no_module_of_material_is_used() -> None:
    config = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), yaml.BaseLoader)
    assert {next(iter(plugin)) for plugin in config["plugins"]} == {"publishing", "update-feed", "archive-bundle"}
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "hooks").rglob("*.py"))
    assert re.search(r"^ *(?:import|from) mkdocs\b", code, re.MULTILINE)
    assert not re.search(r"^ *(?:import|from) material\b", code, re.MULTILINE)


def test_what_we_take_of_mkdocs_is_listed() -> None:
    plugins = ROOT / "hooks/review_site/plugins"
    taken = set()
    for path in plugins.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        taken |= set(re.findall(r"^ *from (mkdocs[\w.]*) import", text, re.MULTILINE))
        taken |= set(re.findall(r"^ *import (mkdocs[\w.]*)", text, re.MULTILINE))
    assert taken == _rows("What the plugins take of MkDocs")


def test_the_names_of_material_in_our_own_files_are_those_that_are_listed() -> None:
    files = [path for kind in ("*.html", "*.css") for path in (ROOT / "theme").rglob(kind)]
    named = re.compile(r"(?<![\w-])(?:--)?md-[a-z-]+")
    found = {name for path in files for name in named.findall(path.read_text(encoding="utf-8"))}
    assert found == _rows("Names of Material in our own files")


def test_the_logger_of_mkdocs_is_named_where_it_is_listed() -> None:
    plugins = ROOT / "hooks/review_site/plugins"
    found = {path.name for path in plugins.rglob("*.py") if '"mkdocs"' in path.read_text(encoding="utf-8")}
    assert found == _rows("Where the name of MkDocs' logger stands")


def test_what_only_material_asks_for_is_what_would_go_with_it() -> None:
    lock = (ROOT / "requirements/run.txt").read_text(encoding="utf-8")
    asked = dict(re.findall(r"^([a-z0-9-]+)==[^\n]*\n(?:    --hash[^\n]*\n)+    # via (.+)$", lock, re.MULTILINE))
    alone = {name for name, who in asked.items() if who == "mkdocs-material"} - {"pymdown-extensions"}
    told = re.search(r"that only Material asks for go with it: ([^.]+)\.", LEAVING.read_text(encoding="utf-8"))
    assert told
    assert set(re.split(r",\s+", told[1])) == alone
