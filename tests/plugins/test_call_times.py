"""The sentence that says until when a call is open."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import EXAMPLE

CALL = "content/calls/call-for-sightings.md"
WRITTEN = "closes: 2021-06-30T17:00"


@pytest.mark.parametrize(
    ("closes", "today", "sentence"),
    [
        ("2021-06-30T17:00", "2021-05-01", "Open until 5pm on Wednesday 30 June 2021."),
        ("2021-06-30T17:00", "2021-07-01", "Closed at 5pm on Wednesday 30 June 2021."),
        ("2021-06-30", "2021-05-01", "Open until the end of Wednesday 30 June 2021."),
        ("2021-06", "2021-05-01", "Open. Closes: June 2021, day not found."),
        ("2021-06", "2021-07-01", "Closed: June 2021, day not found."),
        ("2021-06/2021-07", "2021-08-01", "Closed: June or July 2021, day not found."),
    ],
)
def test_a_call_says_until_when_it_is_open(site: Callable[..., Path], closes: str, today: str, sentence: str) -> None:
    text = (EXAMPLE / CALL).read_text(encoding="utf-8").replace(WRITTEN, f"closes: {closes}")
    drawing = "\n".join((CALL, *(f"    {line}" for line in text.splitlines())))
    about = (site(drawing, today) / "about/index.html").read_text(encoding="utf-8")
    assert f'<p class="time">{sentence}</p>' in about
