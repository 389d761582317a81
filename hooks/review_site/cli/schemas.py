"""JSON Schemas of what may be written, for editors that complete and check it as one types (JSON Schema 2020-12).

`python -m review_site.cli.schemas content/schemas` writes them anew from the models.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel

from review_site.content.dated import Call, Event
from review_site.content.exhibits import Exhibit
from review_site.content.models import Page, Post
from review_site.content.publication import Publication
from review_site.content.recommendations import Recommendations
from review_site.content.register import Review
from review_site.content.report import Report
from review_site.content.submissions import Submissions
from review_site.style.house_style import HouseStyle

MODELS: Mapping[str, type[BaseModel]] = {
    "call": Call,
    "event": Event,
    "exhibit": Exhibit,
    "house-style": HouseStyle,
    "page": Page,
    "post": Post,
    "publication": Publication,
    "recommendations": Recommendations,
    "report": Report,
    "review": Review,
    "submissions": Submissions,
}
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def render_schema(model: type[BaseModel]) -> str:
    """Return the JSON Schema of a model, with its fields under the names that writers use."""
    schema = {"$schema": _DIALECT, **model.model_json_schema(by_alias=True)}
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def write_schemas(folder: Path) -> None:
    """Write the schema of every kind of file into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, model in MODELS.items():
        (folder / f"{name}.json").write_text(render_schema(model), encoding="utf-8")


if __name__ == "__main__":
    write_schemas(Path(sys.argv[1]))
