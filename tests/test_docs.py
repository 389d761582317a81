"""What is written for people stays true to the code."""

import re
import tomllib
from pathlib import Path
from typing import get_args

import pytest

from review_site.addresses import slugify
from review_site.archive.software import SOFTWARE
from review_site.content.archiving import Archiving, SignOff
from review_site.content.dated import Call, CallKind, Event
from review_site.content.exhibits import Exhibit
from review_site.content.legal import (
    AccessibilityStatement,
    Burden,
    CopyrightPart,
    Feedback,
    KnownIssue,
    Legal,
    OutOfScope,
    Privacy,
)
from review_site.content.models import Page, Post, PostKind
from review_site.content.parts import FirstPublished, Picture, Result, Update, Way, Withdrawn
from review_site.content.publication import Publication, PublicationKind
from review_site.content.publication_version import Format as VersionFormat
from review_site.content.publication_version import Version
from review_site.content.recommendations import Recommendation, Recommendations, Step
from review_site.content.register_parts import Notice, Phase, SupportLine
from review_site.content.report import Report
from review_site.content.report_bibliography import Work
from review_site.content.report_corrections import Correction
from review_site.content.report_glossary import Term
from review_site.content.report_questions import Answer, Question, Questions
from review_site.content.submission_rows import COLUMNS
from review_site.content.submissions import Submissions
from review_site.lifecycle.stage import EFFECTS

ROOT = Path(__file__).parent.parent


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


FIELDS = {
    "## The fields of a post": Post,
    "### A reprint": FirstPublished,
    "### Pictures": Picture,
    "### Changing a post": Update,
    "### Taking a post down": Withdrawn,
    "### Support lines": SupportLine,
    "### Notices": Notice,
    "### Phases of the work": Phase,
    "### The legal pages": Legal,
    "#### How readers reach you": Feedback,
    "#### The accessibility statement": AccessibilityStatement,
    "##### What fails": KnownIssue,
    "##### What would be too great a burden": Burden,
    "##### What the law does not ask for": OutOfScope,
    "#### Privacy": Privacy,
    "#### Copyright": CopyrightPart,
    "### The archive": Archiving,
    "#### A sign-off": SignOff,
    "### Standing pages": Page,
    "### Calls": Call,
    "#### Ways to answer": Way,
    "#### What came of a call": Result,
    "### Events": Event,
    "### Publications": Publication,
    "#### Versions of a publication": Version,
    "### Reports": Report,
    "#### Corrections of a report": Correction,
    "#### Charts and tables": Exhibit,
    "### Recommendations": Recommendations,
    "#### A recommendation": Recommendation,
    "#### The history of the answers": Step,
    "#### A glossary": Term,
    "#### A bibliography": Work,
    "#### What a report asked": Questions,
    "##### A question": Question,
    "##### An answer": Answer,
    "### Submissions": Submissions,
}


@pytest.mark.parametrize("heading", FIELDS)
def test_every_field_is_documented_and_the_needed_ones_are_marked(heading: str) -> None:
    (section,) = re.findall(rf"^{heading}$(.*?)(?=^##|\Z)", read("content/README.md"), re.MULTILINE | re.DOTALL)
    rows = dict(re.findall(r"^\| `([a-z_]+)` \| ([^|]*?) ?\| ", section, re.MULTILINE))
    fields = {field.alias or name: field for name, field in FIELDS[heading].model_fields.items()}
    assert list(rows) == list(fields)
    assert [name for name, mark in rows.items() if mark == "yes"] == [
        name for name, field in fields.items() if field.is_required()
    ]


def test_every_column_of_submissions_is_documented_in_its_order() -> None:
    section = read("content/README.md").partition("#### The rows")[2].partition("\n#")[0]
    assert re.findall(r"^\| `([a-z]+)` \| ", section, re.MULTILINE) == list(COLUMNS)


@pytest.mark.parametrize("kinds", [PostKind, CallKind, PublicationKind, VersionFormat])
def test_every_kind_is_documented(kinds: object) -> None:
    guide = read("content/README.md")
    assert [kind for kind in get_args(kinds) if f"`{kind}`" not in guide] == []


def test_what_each_stage_changes_is_documented() -> None:
    _, _, section = read("content/README.md").partition("### What each stage changes")
    rows = re.findall(r"^\| `(\w+)` \| (yes|no) \| (.+) \|$", section.partition("###")[0], re.MULTILINE)
    effects = [(stage, "yes" if one.invites else "no", one.feed_footer) for stage, one in EFFECTS.items() if stage]
    assert rows == effects


def test_every_anchor_of_the_guide_leads_to_a_heading() -> None:
    guide = read("content/README.md")
    headings = {slugify(heading) for heading in re.findall(r"^#+ (.+)$", guide, re.MULTILINE)}
    assert [anchor for anchor in re.findall(r"\]\(#([^)]+)\)", guide) if anchor not in headings] == []


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
    for path in ("README.md", "CONTRIBUTING.md", "content/README.md", "hooks/README.md", "hooks/update-feed.md"):
        words = re.sub(r"^ *```.*?^ *```|`[^`\n]*`", "", read(path), flags=re.MULTILINE | re.DOTALL)
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", words):
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
