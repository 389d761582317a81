"""All that others made comes in by locks: one version of each, with its hashes, and nothing is fetched by the way."""

import ast
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "hooks/review_site"
LOCKS = [
    *(ROOT / "requirements" / f"{name}.txt" for name in ("run", "test", "audit")),
    *(
        path.with_suffix(".txt")
        for folder in ("tests/judges", "bench")
        for path in sorted((ROOT / folder).rglob("*.in"))
    ),
]
NPM_LOCKS = [
    path for folder in ("tests/judges", "bench") for path in sorted((ROOT / folder).rglob("package-lock.json"))
]
HOST = re.compile(r"https?://|file:|--(?:extra-)?index|--find-links|--trusted-host| @ ")
WHAT_FETCHES = {
    *("aiohttp", "ftplib", "http.client", "httpx", "imaplib", "poplib", "requests", "smtplib", "socket", "ssl"),
    *("telnetlib", "urllib.request", "urllib3", "webbrowser", "websockets", "xmlrpc"),
}
"""What could ask another host, and nothing of ours but these may import it."""
MAY_FETCH = {
    "archive/audit/asking.py": {"http.client", "socket", "ssl"},  # `audit`, which asks an archive that the user names
    "archive/capture.py": {"socket"},  # the loopback, to the server in the same program
    "archive/replay/pywb.py": {"http.client", "socket"},  # the loopback, to the pywb that the user names
}
FETCHING_WORDS = re.compile(r"\b(?:apt-get|curl|git clone|git fetch|git pull|npm|npx|pip|uv|wget)\b")


def faults_of_lock(text: str) -> list[str]:
    """Tell of a lock whatever is not one exact version with its hashes, and whatever names a host."""
    found = [f"names a host: {line}" for line in text.splitlines() if HOST.search(line)]
    for block in re.split(r"^(?=[^\s#])", text, flags=re.MULTILINE):
        head = block.partition("\n")[0]
        if not head or head.startswith("#"):
            continue
        if not re.fullmatch(r"[a-z0-9][a-z0-9._-]*(?:\[[a-z0-9,-]+\])?==[^\s=;]+(?: ; [^\\]+)? \\", head):
            found.append(f"is not one exact version: {head}")
        if not re.search(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$", block, re.MULTILINE):
            found.append(f"has no hash: {head}")
    return found


def test_a_lock_is_judged_by_its_lines() -> None:
    good = f"lamp[oil]==1.0 ; python_version < '4' \\\n    --hash=sha256:{'0' * 64}\n    # via x\n"
    assert faults_of_lock(good) == []
    for bad in (
        good.replace("==1.0", ">=1.0"),
        good.replace("sha256:0", "sha256:"),
        good + "bell==2 \\\n    # via x\n",
        "--index-url https://packages.example/simple\n" + good,
        good.replace("==1.0", " @ https://packages.example/lamp.whl"),
    ):
        assert faults_of_lock(bad) != [], bad


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.relative_to(ROOT).as_posix())
def test_every_line_of_every_lock_is_one_version_with_hashes_and_no_lock_names_a_host(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "==" in text
    assert faults_of_lock(text) == []


@pytest.mark.parametrize("lock", NPM_LOCKS, ids=lambda lock: lock.relative_to(ROOT).as_posix())
def test_every_package_of_npm_has_its_hash_and_no_lock_names_a_host(lock: Path) -> None:
    packages = {name: one for name, one in json.loads(lock.read_bytes())["packages"].items() if name}
    assert packages
    assert [name for name, one in packages.items() if not one.get("integrity", "").startswith("sha512-")] == []
    assert [name for name, one in packages.items() if "resolved" in one] == []


def test_mkdocs_is_held_below_2() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "mkdocs>=1.6,<2" in project["dependencies"]


def fetching_of(code: str) -> set[str]:
    """Return what of all that could ask another host some code imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return {one for one in WHAT_FETCHES for name in names if name == one or name.startswith(f"{one}.")}


def test_what_fetches_is_found() -> None:
    assert fetching_of("def f():\n    from urllib import request\n") == {"urllib.request"}
    assert fetching_of("import http.client as h, requests.adapters\nfrom urllib.parse import quote") == {
        "http.client",
        "requests",
    }


def test_no_module_but_those_that_say_why_could_ask_another_host() -> None:
    found = {
        path.relative_to(PACKAGE).as_posix(): fetching
        for path in PACKAGE.rglob("*.py")
        if (fetching := fetching_of(path.read_text(encoding="utf-8")))
    }
    assert found == MAY_FETCH


def _commands_of(path: Path) -> Iterator[list[str]]:
    """Give the lists of words, in some code, that may be commands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.List | ast.Tuple):
            yield [one.value for one in node.elts if isinstance(one, ast.Constant) and isinstance(one.value, str)]


def test_no_command_of_the_program_fetches() -> None:
    words = [" ".join(words) for path in PACKAGE.rglob("*.py") for words in _commands_of(path)]
    assert len(words) > 1000
    assert [line for line in words if FETCHING_WORDS.match(line)] == []


def test_make_site_fetches_what_is_locked_and_nothing_else() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    recipes = [
        re.search(rf"^{re.escape(goal)}:.*\n((?:\t.*\n)+)", makefile, re.MULTILINE) for goal in ("site", "$(VENV)/run")
    ]
    lines = "".join(recipe[1] for recipe in recipes if recipe).splitlines()
    fetching = [
        line.strip() for line in lines if "$(PIP)" in line or re.search(r"\b(?:curl|wget|npm|pip install)\b", line)
    ]
    assert fetching == [
        "@$(PIP) --require-hashes --requirement requirements/run.txt",
        "@$(PIP) --no-deps --no-build-isolation --editable .",
    ]


def test_the_advisories_are_asked_of_every_lock_of_ours_and_not_by_make_test() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    recipe = re.search(r"^audit:\n((?:\t.*\n)+)", makefile, re.MULTILINE)
    assert recipe
    asked = re.search(r"for name in ([a-z ]+);", recipe[1])
    assert asked
    assert asked[1].split() == ["run", "test", "audit"]
    assert {f"{name}.txt" for name in asked[1].split()} == {path.name for path in (ROOT / "requirements").glob("*.txt")}
    assert "--strict --require-hashes --disable-pip" in recipe[1]
    assert re.search(r"^test: (.*)$", makefile, re.MULTILINE)[1].split() == ["$(VENV)/test", "judges", "check"]
    jobs = yaml.safe_load((ROOT / ".github/workflows/pull-request.yml").read_text(encoding="utf-8"))["jobs"]
    assert [step["run"] for step in jobs["audit"]["steps"] if "run" in step] == ["make audit"]
    assert "`make audit`" in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "path", ["README.md", *sorted(p.relative_to(ROOT).as_posix() for p in (ROOT / ".github").rglob("*.yml"))]
)
def test_every_action_is_pinned_by_its_commit(path: str) -> None:
    used = re.findall(r"\buses: *(\S+)", (ROOT / path).read_text(encoding="utf-8"))
    assert used
    assert [name for name in used if not re.fullmatch(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}", name)] == []
