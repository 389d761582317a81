"""Registers of recommendations made at random, and drawn by hand, for tests."""

from typing import Any

from hypothesis import strategies as st

from review_site.content.recommendation_lists import PER_PAGE
from review_site.content.recommendations import Recommendations

ANSWERS = ("accepted", "accepted in part", "rejected", "taken forward or trialled", "no response")
SOURCE = "https://lamps.example.org/answer"
_NAMES = ("The Ministry of Lamps", "The Harbour Office", "=HYPERLINK(1)", "Ördnungsamt", "A | B")
_WORDS = st.sampled_from(
    ("A lamp", "=1+1", "+44", "-5", "@lamp", "“Rocks”, they say", "<b>Bell</b>", "Two\nlines", "a | b")
)
_DAYS = tuple(f"2021-{month:02}-{day:02}" for month in range(9, 13) for day in (1, 15))


@st.composite
def entries(draw: st.DrawFn, name: str) -> dict[str, Any]:
    """One recommendation as it is written."""
    entry: dict[str, Any] = {"id": name, "title": draw(_WORDS), draw(st.sampled_from(("text", "theme"))): draw(_WORDS)}
    entry |= draw(st.fixed_dictionaries({}, optional={"number": st.just(f"={name}"), "note": _WORDS}))
    if draw(st.booleans()):
        entry["chapter"] = draw(st.sampled_from(("1", "2")))
    if draw(st.booleans()):
        entry["addressee"] = draw(st.lists(st.sampled_from(_NAMES), min_size=1, max_size=3, unique=True))
    kind = draw(st.sampled_from(("none", "response", "history", "not found")))
    answer = st.sampled_from(ANSWERS)
    if kind == "response":
        entry |= {"response": draw(answer), "response_source": SOURCE}
        entry |= draw(
            st.fixed_dictionaries({}, optional={"response_date": st.sampled_from(_DAYS), "response_note": _WORDS})
        )
    if kind == "not found":
        entry["response"] = kind
    if kind == "history":
        days = sorted(draw(st.lists(st.sampled_from(_DAYS), min_size=1, max_size=4, unique=True)))
        entry["history"] = [{"on": day, "response": draw(answer), "source": SOURCE} for day in days]
    return entry


@st.composite
def registers(draw: st.DrawFn, most: int = 12) -> Recommendations:
    """A valid register of the example review."""
    count = draw(st.integers(1, most))
    return register_of([draw(entries(f"r{number}")) for number in range(count)])


def register_of(rows: list[dict[str, Any]], **more: Any) -> Recommendations:
    """Return a register of the example review with some entries as they are written."""
    head = {
        "report": "case-for-change",
        "published": "2021-09-01",
        "note": "Made up.",
        "source": "review:/final-report/",
    }
    return Recommendations.model_validate({**head, "responded": "2021-12-01", "recommendations": rows, **more})


def many(count: int) -> Recommendations:
    """Return a register of many entries, in two chapters, to forty addressees."""
    return register_of(
        [
            {
                "id": f"lamp-{number}",
                "number": str(number),
                "title": f"Lamp {number}",
                "text": f"Lamp {number} should be lit.",
                "chapter": str(1 + number % 2),
                "addressee": [f"Office {number % 40}"],
                "response": ANSWERS[number % len(ANSWERS)],
                "response_source": SOURCE,
            }
            for number in range(count)
        ]
    )


def many_more(text: str) -> str:
    """Return the text of a register with so many more recommendations that they do not stand on one page."""
    head, mark, rest = text.partition("missions:\n")
    more = (
        f"  - id: lamp-{number}\n    title: Lamp {number}\n    text: Lamp {number} should be lit.\n    chapter: 1\n"
        for number in range(PER_PAGE)
    )
    return "".join((head, *more, mark, rest))
