"""The schemas in content/ are those of the models, and editors find them."""

import json
import re
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from review_site.cli.schemas import MODELS, render_schema, write_schemas
from review_site.clock import parse_instant
from review_site.content.drafts import KINDS, render_draft
from review_site.content.library import read_review

ROOT = Path(__file__).parent.parent
SCHEMAS = ROOT / "content/schemas"
NAMED = re.compile(r"^# yaml-language-server: \$schema=(\S+)$", re.MULTILINE)


@pytest.mark.parametrize("name", MODELS)
def test_a_schema_is_as_its_model(name: str) -> None:
    assert (SCHEMAS / f"{name}.json").read_text(encoding="utf-8") == render_schema(MODELS[name]), "run: make schemas"


def test_there_is_no_schema_without_a_model(tmp_path: Path) -> None:
    write_schemas(tmp_path)
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted(file.name for file in SCHEMAS.iterdir())


@pytest.mark.parametrize(
    "path", ["review.yml", "recommendations.yml", "house-style.yml", "publications/*.yml", "reports/*.yml"]
)
def test_every_register_names_its_schema(path: str) -> None:
    files = sorted((ROOT / "content").glob(path))
    assert files
    for file in files:
        (named,) = NAMED.findall(file.read_text(encoding="utf-8"))
        assert (
            file.parent / named
        ).resolve() == SCHEMAS / f"{file.parent.name.rstrip('s') if '/' in path else file.stem}.json"


def test_a_new_post_names_its_schema() -> None:
    review = read_review(ROOT / "content")
    for kind in KINDS:
        (named,) = NAMED.findall(render_draft(kind, "X", review, parse_instant("2021-07-01")))
        assert (ROOT / "content/blogs" / named).resolve() == SCHEMAS / "post.json"


class Reader(yaml.SafeLoader):
    """Reads YAML 1.2 as editors do: a date is a text, and so is `on`."""


Reader.yaml_implicit_resolvers = {
    first: [pair for pair in pairs if pair[0] not in ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool")]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Reader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"true|false"), list("tf"))


def faults(schema: object, text: str) -> list[str]:
    """Return what a reader of schemas that is not ours has against a text of YAML."""
    return [error.message for error in Draft202012Validator(schema).iter_errors(yaml.load(text, Reader))]


def test_what_is_written_has_the_fields_that_the_schemas_know() -> None:
    folders = {"post": "content/blogs/*.md", "call": "content/calls/*.md", "event": "content/events/*.md"}
    folders |= {"publication": "content/publications/*.yml", "page": "docs/**/*.md", "review": "content/review.yml"}
    folders |= {"report": "content/reports/*.yml"}
    folders |= {"recommendations": "content/recommendations.yml", "house-style": "content/house-style.yml"}
    for name, pattern in folders.items():
        schema = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
        files = sorted(ROOT.glob(pattern))
        assert files
        for file in files:
            text = file.read_text(encoding="utf-8")
            front = text.split("---\n")[1] if file.suffix == ".md" else text
            assert faults(schema, front) == [], file


def test_an_editor_would_underline_a_mistake() -> None:
    schema = json.loads((SCHEMAS / "post.json").read_text(encoding="utf-8"))
    (file, *_) = sorted((ROOT / "content/blogs").glob("*.md"))
    front = file.read_text(encoding="utf-8").split("---\n")[1]
    assert faults(schema, front.replace("status: ready", "status: redy")) != []
    assert faults(schema, front + "categries: [a]\n") != []
    assert faults(schema, front.replace("slug: ", "slug: Not A Slug ")) != []


@pytest.mark.parametrize("name", MODELS)
def test_each_is_a_schema(name: str) -> None:
    Draft202012Validator.check_schema(json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8")))
