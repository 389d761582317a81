"""Works are cited by author and year, and those of the same told apart."""

from typing import Any

import pytest

from review_site.content.report_bibliography import Work, labels_of, year_of
from review_site.content.when import parse_when


def work(name: str = "a", **fields: Any) -> Work:
    return Work.model_validate({"id": name, "title": "Light at sea", **fields})


@pytest.mark.parametrize(
    ("fields", "label"),
    [
        ({"author": "Lamp, A.", "published": "2020"}, "Lamp, 2020"),
        ({"author": "Lamp, A. B.", "published": "2020-05"}, "Lamp, 2020"),
        ({"author": ["Lamp, A.", "Rock, B."], "published": "2020-05-03"}, "Lamp and Rock, 2020"),
        ({"author": ["Lamp, A.", "Rock, B.", "Oil, C."], "published": "2020"}, "Lamp, Rock and Oil, 2020"),
        ({"author": ["Lamp, A.", "B", "C", "D"], "published": "2020"}, "Lamp and others, 2020"),
        ({"author": "Board of Oil, Rope and Wicks", "published": "2020"}, "Board of Oil, Rope and Wicks, 2020"),
        ({"author": "Lamp, A."}, "Lamp, no date"),
        ({"published": "1871"}, "“Light at sea”, 1871"),
        ({"title": "A very long title of a work about lights that goes on and on", "published": "2020"},
         "“A very long title of a work about lights that …”, 2020"),
    ],
)  # fmt: skip
def test_the_label_of_a_work(fields: dict[str, Any], label: str) -> None:
    assert labels_of([work(**fields)]) == {"a": label}


@pytest.mark.parametrize(
    ("date", "year"),
    [("2020-11/2021-02", "2020 to 2021"), ("2020-03/2020-05", "2020"), ("2021-06/..", "after June 2021")],
)
def test_the_year_of_a_vague_date(date: str, year: str) -> None:
    assert year_of(parse_when(date)) == year


def test_works_of_one_author_and_year_are_told_apart_in_the_order_of_the_file() -> None:
    works = [work(name, author="Lamp, A.", published="2020") for name in ("b", "a")]
    undated = [work(name, author="Lamp, A.") for name in ("d", "e")]
    other = work("c", author="Lamp, A.", published="2021")
    assert labels_of([*works, other, *undated]) == {
        "b": "Lamp, 2020a",
        "a": "Lamp, 2020b",
        "c": "Lamp, 2021",
        "d": "Lamp, no date a",
        "e": "Lamp, no date b",
    }


def test_there_are_letters_for_any_number_of_works() -> None:
    labels = labels_of(work(f"w{number}", author="Lamp, A.", published="2020") for number in range(800))
    assert len(set(labels.values())) == 800
    assert (labels["w25"], labels["w26"]) == ("Lamp, 2020z", "Lamp, 2020aa")
