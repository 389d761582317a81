"""The bibliography is in Harvard style, in order, escaped, and leads back."""

from typing import Any

import lxml.html
import pytest

from review_site.content.report_bibliography import Work, labels_of
from review_site.report.bibliography import bibliography_html
from review_site.report.uses import Use


def work(**fields: Any) -> Work:
    return Work.model_validate({"id": "a", "title": "Light at sea", **fields})


def entries(*works: Work, **uses: tuple[Use, ...]) -> list[str]:
    html = bibliography_html(works, labels_of(works), {f"work-{name}": found for name, found in uses.items()})
    return [" ".join(one.text_content().split()) for one in lxml.html.fromstring(html).iter("li")]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "Light at sea (no date)."),
        ({"author": "Lamp, A.", "published": "2020"}, "Lamp, A. (2020) Light at sea."),
        ({"author": "Lamp, A.", "title": "Who sees?"}, "Lamp, A. (no date) Who sees?"),
        (
            {"author": ["Lamp, A.", "Rock, B."], "published": "2020-05-03", "publisher": "Harbour Press"},
            "Lamp, A. and Rock, B. (2020) Light at sea. Harbour Press, 3 May 2020.",
        ),
        ({"published": "2020-05"}, "Light at sea (2020). May 2020."),
        (
            {"author": "Lamp, A.", "url": "https://a.test/", "archived": "https://b.test/", "accessed": "2021-02-01"},
            "Lamp, A. (no date) Light at sea. Read on 1 February 2021. Copy in an archive: Light at sea.",
        ),
        ({"author": "Lamp, A.", "note": "Out of print"}, "Lamp, A. (no date) Light at sea. Out of print."),
    ],
)  # fmt: skip
def test_an_entry(fields: dict[str, Any], told: str) -> None:
    assert entries(work(**fields)) == [told]


def test_works_stand_by_author_and_year_and_lead_back() -> None:
    works = [
        work(id="c", author="Rock, B.", published="2019"),
        work(id="b", author="Lamp, A.", published="2020"),
        work(id="d", author="Lamp, A.", published="2019"),
        work(id="e", title="A light", published="2018"),
    ]
    told = entries(*works, b=(Use("1.2", "/r/one/#p-1-2", is_number=True),))
    assert told == [
        "A light (2018).",
        "Lamp, A. (2019) Light at sea.",
        "Lamp, A. (2020) Light at sea. Cited in paragraph 1.2",
        "Rock, B. (2019) Light at sea.",
    ]


def test_what_writers_write_is_escaped() -> None:
    bad = "<script>alert(1)</script>"
    html = bibliography_html([one := work(title=bad, author=bad, note=bad, publisher=bad)], labels_of([one]), {})
    assert "<script" not in html
    assert html.count("&lt;script&gt;") == 4
