"""The sites whose pages are judged: the real one today and on an earlier day; one of everything, and its preview."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
import pytest
from PIL import Image
from tests.drawings import post_text
from tests.made_submissions import lay_collection
from tests.registers import many_more

from review_site.plugins import map_parts
from review_site.plugins.build import build_site
from review_site.workers import CORES

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests/cases/pages"
EARLIER = "2021-03-15"  # calls were open
SHOWCASE_DAY = "2021-06-15"
FEW_LINKS = 40  # so that the sitemap and the A to Z of the showcase are in parts

LONG_TITLE = (
    "Independent observations of the Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch lighthouse keepers’ "
    "association on responsibilities, characteristics and counter-representations"
)
PICTURED = """topics: [rocks]
pictures:
  - file: lamp.jpg
    alt: A lamp in a dark room.
    caption: The lamp room.
    credit: Photograph by A. Lamp
updates:
  - on: 2021-05-09
    note: A horn was added.
aliases: [/old-bells/]
calls: [call-for-sightings, call-for-lamps]
"""
WITHDRAWN = (
    "topics: [rocks]\nwithdrawn:\n  on: 2021-06-01\n  reason: A ship was named by mistake.\n  see: /fog-bells/\n"
)
REPRINT = (
    "topics: [rocks]\nfirst_published:\n  in: The Harbour\n  on: 2021-04-30\n  at: https://harbour.example.org/bells\n"
)
POSTS = {
    "fog-bells": {"more": PICTURED},
    "fog-horns": {"kind": "speech", "more": WITHDRAWN},
    "fog-lamps": {"kind": "reprint", "more": REPRINT},
    "fog-nets": {"status": "draft", "more": "topics: [rocks]\n"},
}
WORDS = "Words of {}, and enough of them to fill a line or two of a page that is read on a telephone."
UPCOMING = """---
title: Call for Lamps
id: tag:lighthouses.example.org,2021-01-04:calls/call-for-lamps
kind: evidence
announced: 2021-05-01
opens: 2021-08-01
closes: 2021-08-30T17:00
audiences: [sailors]
page: /about/
asked: Which lamps are out?
source: review:/about/
---

Sailors are asked which lamps are out.
"""


CONTACTS = """
public_contacts:
  - contact: keeper.of.the.association.of.lighthouse.keepers@lighthouses.example.org
    because: It is as long as an address can be.
"""


@dataclass(frozen=True, slots=True)
class Built:
    """A built site: its folder, and the template that made the page at each address."""

    folder: Path
    templates: dict[str, str]


def build_traced(
    project: Path, output: Path, today: str | None, *, preview: bool = False, links: int = map_parts.LINKS
) -> Built:
    """Build a site, noting which template makes each page; `links` is how many a page of its sitemap may hold.

    The other arguments are those of `build_site`.
    """
    templates: dict[str, str] = {}
    render = jinja2.Template.render

    def note(self: jinja2.Template, *args: Any, **kwargs: Any) -> str:
        page = dict(*args, **kwargs).get("page")
        templates[f"/{page.url}" if page else f"/{self.name}"] = str(self.name)
        return render(self, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jinja2.Template, "render", note)
        patch.setattr(map_parts, "LINKS", links)
        patch.setenv(CORES, "1")  # what is noted in another process is lost
        folder = build_site(project, output, today, preview=preview)
    return Built(folder, {address.replace("/./", "/"): name for address, name in templates.items()})


def lay_showcase(folder: Path) -> Path:
    """Lay out a review that has all that a site can show; returns its folder."""
    shutil.copytree(ROOT / "tests/example", folder)
    config = folder / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("../../theme", str(ROOT / "theme")), encoding="utf-8")
    for day, (slug, fields) in enumerate(POSTS.items(), 1):
        text = post_text(slug, WORDS.format(slug), published=f"2021-05-0{day}", **fields)
        (folder / f"content/blogs/2021-05-01-{slug}.md").write_text(text, encoding="utf-8")
    every_form = (CASES / "every-form.md").read_text(encoding="utf-8")
    text = post_text("every-form", every_form, published="2021-05-06", kind="guest blog", more="topics: [rocks]\n")
    text = text.replace("title: Every form", f"title: {LONG_TITLE}")
    (folder / "content/blogs/2021-05-06-every-form.md").write_text(text, encoding="utf-8")
    with (folder / "content/review.yml").open("a", encoding="utf-8") as register:
        register.write(CONTACTS)
    shutil.copy(CASES / "every-form-in-a-chapter.md", folder / "docs/case-for-change/chapter-3.md")
    file = folder / "content/recommendations.yml"
    file.write_text(many_more(file.read_text(encoding="utf-8")), encoding="utf-8")
    (folder / "content/calls/call-for-lamps.md").write_text(UPCOMING, encoding="utf-8")
    lay_collection(folder, 120)
    (folder / "content/pictures").mkdir()
    Image.linear_gradient("L").resize((1600, 1200)).convert("RGB").save(folder / "content/pictures/lamp.jpg")
    return folder
