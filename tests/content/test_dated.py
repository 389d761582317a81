"""Calls: what may stand beside what, and what is out of order."""

import pytest

from review_site.content.dated import Call


@pytest.mark.parametrize(
    ("dates", "faults"),
    [
        ({"announced": "2021-02-20", "opens": "2021-03-01", "closes": "2021-04-01"}, []),
        ({"announced": "2021-03-01", "opens": "2021-03-01", "closes": "2021-04-01"}, []),
        ({"announced": "2021-03-02", "opens": "2021-03-01", "closes": "2021-04-01"}, ["announced"]),
        ({"announced": "2021-02-20", "closes": "2021-04-01"}, []),
        ({"opens": "2021-04-01", "closes": "2021-04-01"}, []),
        ({"opens": "2021-04-02", "closes": "2021-04-01"}, ["closes"]),
    ],
)
def test_a_call_is_announced_and_opens_before_it_closes(dates: dict[str, str], faults: list[str]) -> None:
    assert [(fault.context or {})["at"][0] for fault in Call.faults(dates)] == faults
