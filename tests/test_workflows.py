"""What runs beside a commit and a pull request does what it says."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
BIN = Path(sys.executable).parent


@pytest.fixture
def repository(lay: Callable[[str], Path]) -> Path:
    """The example review as a repository with our hooks."""
    project = lay("")
    shutil.copy(ROOT / ".pre-commit-config.yaml", project)
    (project / ".venv").mkdir()
    (project / ".venv/bin").symlink_to(BIN)
    git(project, "init", "-q")
    git(project, "add", "content", "docs", "mkdocs.yml", ".pre-commit-config.yaml")
    return project


def git(project: Path, *words: str) -> None:
    subprocess.run(["git", "-C", str(project), *words], check=True)


def run_hooks(project: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [BIN / "pre-commit", "run", "--all-files", "--color", "never"], cwd=project, capture_output=True, text=True
    )


def test_hooks_let_good_content_pass(repository: Path) -> None:
    done = run_hooks(repository)
    assert (done.returncode, "Passed" in done.stdout) == (0, True), done.stdout + done.stderr


def test_hooks_tell_a_mistake_with_its_line(repository: Path) -> None:
    post = next((repository / "content/blogs").glob("2021-02*.md"))
    post.write_text(post.read_text(encoding="utf-8").replace("kind: ", "kimd: "), encoding="utf-8")
    done = run_hooks(repository)
    assert done.returncode == 1
    assert re.search(rf"content/blogs/{re.escape(post.name)}:\d+: kimd: there is no such field", done.stdout)


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_actions_are_pinned_and_may_only_read(file: Path) -> None:
    workflow = yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)
    assert workflow["permissions"] == {"contents": "read"}
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    used = [step["uses"] for step in steps if "uses" in step]
    assert used
    assert [name for name in used if not re.fullmatch(r"[a-z-]+/[a-z-]+@[0-9a-f]{40}", name)] == []


def test_the_pull_request_workflow_checks_builds_and_keeps_a_preview() -> None:
    text = (ROOT / ".github/workflows/pull-request.yml").read_text(encoding="utf-8")
    assert "pull_request" in yaml.load(text, yaml.BaseLoader)["on"]
    steps = yaml.load(text, yaml.BaseLoader)["jobs"]["preview"]["steps"]
    runs = [step["run"] for step in steps if "run" in step]
    assert runs[0] == "make .venv/run"
    assert re.search(r"^\$\(VENV\)/run:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert (steps[-1]["with"]["path"], steps[-1]["with"]["if-no-files-found"]) == ("preview/", "error")


def test_the_commands_of_the_pull_request_workflow_run(repository: Path) -> None:
    steps = yaml.safe_load((ROOT / ".github/workflows/pull-request.yml").read_text(encoding="utf-8"))
    runs = [step["run"] for step in steps["jobs"]["preview"]["steps"] if "run" in step]
    for command in runs[1:]:
        done = subprocess.run(["bash", "-e", "-c", command], cwd=repository, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
    assert (repository / "preview/index.html").is_file()
