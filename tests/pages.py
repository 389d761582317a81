"""Pages of a built site, for tests: their HTML, their words, and what the site's index tells of them."""

import json
from pathlib import Path

import lxml.html


def page(site: Path, address: str) -> str:
    return (site / address.strip("/") / "index.html").read_text(encoding="utf-8")


def words(site: Path, address: str) -> str:
    return " ".join(lxml.html.fromstring(page(site, address)).find(".//main").text_content().split())


def index(site: Path) -> dict[str, dict[str, object]]:
    found = json.loads((site / "site-index.json").read_text(encoding="utf-8"))["entries"]
    return {entry["address"]: entry for entry in found}


def words_of_now(site: Path, address: str) -> str:
    """The words of a page without its list of earlier versions, which tells how calls stood then."""
    main = lxml.html.fromstring(page(site, address)).find(".//main")
    for earlier in main.xpath(".//section[@aria-labelledby='earlier-versions']"):
        earlier.drop_tree()
    return " ".join(main.text_content().split())
