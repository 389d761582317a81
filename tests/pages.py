"""Pages of a built site, for tests: their HTML, their words, and what the site's index tells of them."""

import json
import re
from pathlib import Path
from urllib.parse import urljoin

import lxml.html


def page(site: Path, address: str) -> str:
    return (site / address.strip("/") / "index.html").read_text(encoding="utf-8")


def words(site: Path, address: str) -> str:
    return " ".join(lxml.html.fromstring(page(site, address)).find(".//main").text_content().split())


def index(site: Path) -> dict[str, dict[str, object]]:
    found = json.loads((site / "site-index.json").read_text(encoding="utf-8"))["entries"]
    return {entry["address"]: entry for entry in found}


def is_deep(address: str) -> bool:
    """Whether a page repeats what others hold, so that the A to Z and the search pass over it.

    Such are lists of recommendations and submissions, and a report on one page.
    """
    below = re.fullmatch(r"/(?:recommendations/.+|submissions/[^/]+/.+)/", address)
    return below is not None or address.endswith("/whole/")


def words_of_now(site: Path, address: str) -> str:
    """The words of a page without its list of earlier versions, which tells how calls stood then."""
    main = lxml.html.fromstring(page(site, address)).find(".//main")
    for earlier in main.xpath(".//section[@aria-labelledby='earlier-versions']"):
        earlier.drop_tree()
    return " ".join(main.text_content().split())


_SEARCH = "self::form[@role='search'][@method='get']"
_CHOICE = "self::select[@name='kind' or @name='topic' or @name='year']"
_FIELDS = f"self::button | self::input[@type='search'][@name='q'] | {_CHOICE}"


def other_forms(site: Path, file: Path) -> list[str]:
    """Whatever can be filled in on a page, but for the form of the search and its fields: the file and the element."""
    root = lxml.html.parse(str(file)).getroot()
    here = f"https://here.invalid/{file.relative_to(site).as_posix()}"
    allowed = []
    for form in root.iter("form"):
        if form.xpath(_SEARCH) and urljoin(here, form.get("action")) == "https://here.invalid/search/":
            allowed += [form, *(field for field in form.iter() if field.xpath(_FIELDS))]
    controls = root.iter("form", "input", "button", "select", "textarea")
    return [f"{file.name}: {control.tag}" for control in controls if control not in allowed]
