"""What a finished site says to an archive, and from when on."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from review_site.clock import parse_instant
from review_site.content.library import Library
from review_site.lifecycle.archiving import archiving_at
from review_site.site_index import read_site_index

CHART = "https://docs.example.com/chart-of-rocks"
BELOW = "/copyright/#copyright-of-others"


def told(library: Library, day: str, *, linked: tuple[str, ...] = ()) -> dict[str, Any]:
    instant = parse_instant(day)
    return archiving_at(library.review, instant, stands=(), linked=linked, third_party=BELOW)


def test_what_was_done_is_told_from_its_day_on(example: Library) -> None:
    always = {"contact_live": False, "third_party_listed_at": BELOW}
    assert told(example, "2021-10-31") == always
    assert told(example, "2021-12-07") == {
        **always,
        "last_major_change": "2021-11-01",
        "notice_given": "2021-12-01",
    }
    assert told(example, "2021-12-08")["crawlers_let_in"] == {
        "by": "The harbour office, which hosts the site",
        "on": "2021-12-08",
    }


@pytest.mark.parametrize("name", ["closes", "capture_from", "contacts_kept_until", "domain_kept_until"])
def test_what_is_planned_is_told_once_the_site_closes(example: Library, name: str) -> None:
    assert name not in told(example, "2022-02-28")
    assert name in told(example, "2022-03-01")


def test_a_document_held_elsewhere_is_told_once_a_page_links_to_it(example: Library) -> None:
    assert "held_elsewhere" not in told(example, "2022-03-01")
    assert list(told(example, "2022-03-01", linked=(CHART,))["held_elsewhere"]) == [CHART]


def test_the_freeze_is_told_with_the_exceptions_that_stand(real: Library) -> None:
    review = real.review
    assert review.freeze is not None
    frozen = review.freeze.model_copy(update={"except_": {"/a/": "It was asked for.", "/b/": "It is to come."}})
    review = review.model_copy(update={"freeze": frozen})
    site = archiving_at(review, parse_instant("2023-03-11"), stands={"/a/"}, linked=(), third_party=None)
    assert (site["frozen_from"], site["closes"]) == ("2023-01-14", "2023-03-11")
    assert site["freeze_exceptions"] == {"/a/": "It was asked for."}
    assert "third_party_listed_at" not in site


def test_the_site_index_carries_it(site: Callable[..., Path]) -> None:
    page = f"docs/about.md\n    ---\n    title: About\n    description: About.\n    ---\n\n    [The chart]({CHART}).\n"
    index = read_site_index(site(page, "2022-03-02"))
    assert index is not None
    archiving = index.site.archiving
    assert archiving is not None
    assert archiving.held_elsewhere == {CHART: "A chart of the Ministry of Lamps, which keeps it."}
    assert archiving.redirects_in_place is not None
    assert archiving.redirects_in_place.on.isoformat() == "2022-03-02"
    assert archiving.third_party_listed_at == BELOW
    assert read_site_index(site("", "2021-11-30")).site.archiving.held_elsewhere == {}  # type: ignore[union-attr]
