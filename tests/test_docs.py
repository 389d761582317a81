"""What is written for people stays true to the code."""

import re
import tomllib
from pathlib import Path
from typing import get_args

import pytest

from review_site.archive.software import SOFTWARE
from review_site.content.models import Page, Post, PostKind

ROOT = Path(__file__).parent.parent


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def test_every_field_and_kind_of_a_post_is_documented() -> None:
    guide = read("content/README.md")
    rows = re.findall(r"^\| `([a-z_]+)` \| ", guide, re.MULTILINE)
    assert rows == list(Post.model_fields)
    assert all(f"`{kind}`" in guide for kind in get_args(PostKind))


def test_needed_fields_are_marked_so() -> None:
    guide = read("content/README.md")
    needed = re.findall(r"^\| `([a-z_]+)` \| yes \|", guide, re.MULTILINE)
    assert needed == [name for name, field in Post.model_fields.items() if field.is_required()]


def test_the_fields_of_a_standing_page_are_documented() -> None:
    (row,) = re.findall(r"^\| `\.\./docs/\*\.md` \|(.*)$", read("content/README.md"), re.MULTILINE)
    assert re.findall(r"`([a-z_]+)`", row) == list(Page.model_fields)


def test_every_borrowed_package_is_explained() -> None:
    readme = read("README.md")
    project = tomllib.loads(read("pyproject.toml"))["project"]
    names = [re.match(r"[A-Za-z0-9-]+", line) for line in project["dependencies"]]
    assert [name[0] for name in names if name and name[0] not in readme] == []


def test_the_version_is_one() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    assert f"{project['name']} {project['version']}" == SOFTWARE
    assert f"## {project['version']}" in read("CHANGELOG.md")


@pytest.mark.parametrize("name", ["run", "test"])
def test_locked_packages_are_exact_hashed_and_name_no_registry(name: str) -> None:
    lines = read(f"requirements/{name}.txt").splitlines()
    packages = [line for line in lines if line and not line.startswith((" ", "#"))]
    assert len(packages) > 20
    assert all(re.match(r"[a-z0-9._-]+==[^ ]+", package) for package in packages)
    assert sum("--hash=sha256:" in line for line in lines) >= len(packages)
    assert not re.search(r"https?://|file:|--index|--find-links", "\n".join(lines))
    assert any(re.match(r"mkdocs==1\.", package) for package in packages)


def test_every_relative_link_of_the_documents_leads_somewhere() -> None:
    for path in ("README.md", "CONTRIBUTING.md", "content/README.md", "hooks/README.md"):
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", read(path)):
            base = ROOT if target.startswith("/") else (ROOT / path).parent
            in_example = "/case-for-change/" in target
            assert in_example or (base / target.lstrip("/")).exists(), f"{path}: {target}"


def test_the_first_screen_of_the_readme_shows_the_two_commands() -> None:
    first = read("README.md").splitlines()[:20]
    assert any(line.startswith("make site") for line in first)
    assert any(line.startswith("make test") for line in first)


def test_ci_runs_the_two_commands() -> None:
    lines = [line for line in read(".ci/run").splitlines() if line.startswith("make")]
    assert lines == ["make site", "make test"]
