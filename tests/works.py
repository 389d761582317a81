"""The example's publication and made ones, for tests: as drawings, and as a page shows them."""

from collections.abc import Callable
from pathlib import Path

import lxml.html
from tests.conftest import EXAMPLE
from tests.drawings import drawn
from tests.pages import page

Build = Callable[..., Path]
ATLAS = "content/publications/atlas-of-lamps.yml"
LANDING = "/publications/atlas-of-lamps/"
FILES = ("atlas-of-lamps.pdf", "atlas-of-lamps-in-bsl.mp4", "atlas-of-lamps-in-bsl.txt", "atlas-of-lamps.csv")
BEFORE, AFTER = "2021-09-14", "2021-12-01"
WORK = """title: Work {number}
id: tag:lighthouses.example.org,2021-01-04:publications/work-{number}
status: {status}
kind: plan
published: 2021-03-01
about: A work.
versions: [{{title: A work, format: not seen}}]
source: review:/about/
"""


def atlas(old: str = "", new: str = "") -> str:
    text = (EXAMPLE / ATLAS).read_text(encoding="utf-8")
    assert old in text
    return drawn(ATLAS, text.replace(old, new, 1))


def work(number: int, status: str = "ready") -> str:
    return drawn(f"content/publications/work-{number}.yml", WORK.format(number=number, status=status))


WITHDRAWN = ("source:", "withdrawn: {on: 2021-11-01, reason: A lamp was named by mistake., see: /about/}\nsource:")


def versions(site: Path, address: str) -> dict[str, lxml.html.HtmlElement]:
    """The versions on a page of a work, by the words that begin each."""
    main = lxml.html.fromstring(page(site, address)).find(".//main")
    found = main.xpath(".//ul[@class='versions']/li")
    return {" ".join(one.find("p").text_content().split()): one for one in found}


def said(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().split())
