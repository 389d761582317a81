import re
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from review_site.content.when import DateError, When, parse_when


def utc(instant: datetime | None) -> str | None:
    return instant and instant.astimezone(UTC).strftime("%Y-%m-%d %H:%M")


TABLE = [
    # text, first, last, placed, over, spoken, html
    (
        "2021-02-05",
        "2021-02-05 00:00",
        "2021-02-05 00:00",
        "2021-02-05 00:00",
        "2021-02-06 00:00",
        "5 February 2021",
        "2021-02-05",
    ),
    (
        "2021-02-05T17:00",
        "2021-02-05 17:00",
        "2021-02-05 17:00",
        "2021-02-05 17:00",
        "2021-02-05 17:00",
        "5pm on Friday 5 February 2021",
        "2021-02-05T17:00:00+00:00",
    ),
    (
        "2021-07-01 09:30",
        "2021-07-01 08:30",
        "2021-07-01 08:30",
        "2021-07-01 08:30",
        "2021-07-01 08:30",
        "9:30am on Thursday 1 July 2021",
        "2021-07-01T09:30:00+01:00",
    ),
    (
        "2021-02",
        "2021-02-01 00:00",
        "2021-02-28 00:00",
        "2021-02-14 00:00",
        "2021-03-01 00:00",
        "February 2021",
        "2021-02",
    ),
    (
        "2024-02",
        "2024-02-01 00:00",
        "2024-02-29 00:00",
        "2024-02-15 00:00",
        "2024-03-01 00:00",
        "February 2024",
        "2024-02",
    ),
    (
        "2100-02",
        "2100-02-01 00:00",
        "2100-02-28 00:00",
        "2100-02-14 00:00",
        "2100-03-01 00:00",
        "February 2100",
        "2100-02",
    ),
    (
        "2021-12",
        "2021-12-01 00:00",
        "2021-12-31 00:00",
        "2021-12-16 00:00",
        "2022-01-01 00:00",
        "December 2021",
        "2021-12",
    ),
    ("2021", "2021-01-01 00:00", "2021-12-31 00:00", "2021-07-01 23:00", "2022-01-01 00:00", "2021", "2021"),
    (
        "2021-11/2021-12",
        "2021-11-01 00:00",
        "2021-12-31 00:00",
        "2021-12-01 00:00",
        "2022-01-01 00:00",
        "November or December 2021",
        None,
    ),
    (
        "2021-11/2022-05",
        "2021-11-01 00:00",
        "2022-05-30 23:00",
        "2022-02-14 00:00",
        "2022-05-31 23:00",
        "between November 2021 and May 2022",
        None,
    ),
    (
        "2021-12/2022-01",
        "2021-12-01 00:00",
        "2022-01-31 00:00",
        "2021-12-31 00:00",
        "2022-02-01 00:00",
        "between December 2021 and January 2022",
        None,
    ),
    (
        "2021-03-01/2021-03-30",
        "2021-03-01 00:00",
        "2021-03-29 23:00",
        "2021-03-15 00:00",
        "2021-03-30 23:00",
        "between 1 March 2021 and 30 March 2021",
        None,
    ),
    ("2021-06/..", "2021-06-30 23:00", None, "2021-06-30 23:00", None, "after June 2021", None),
    ("2021/..", "2022-01-01 00:00", None, "2022-01-01 00:00", None, "after 2021", None),
    ("9999", "9999-01-01 00:00", "9999-12-31 00:00", "9999-07-01 23:00", None, "9999", "9999"),
]


@pytest.mark.parametrize(("text", "first", "last", "placed", "over", "spoken", "html"), TABLE)
def test_reads_a_date_of_each_precision(
    text: str, first: str, last: str | None, placed: str, over: str | None, spoken: str, html: str | None
) -> None:
    when = parse_when(text)
    assert (utc(when.first), utc(when.last), utc(when.placed), utc(when.over)) == (first, last, placed, over)
    assert (when.text, when.spoken, when.html) == (text, spoken, html)
    assert when.due == (when.last or when.first)


@pytest.mark.parametrize(
    ("text", "exact"), [("2021-02-05", True), ("2021-02-05T17:00", True), ("2021-02", False), ("2021-06/..", False)]
)
def test_a_day_and_a_minute_are_exact(text: str, exact: bool) -> None:
    assert parse_when(text).exact is exact


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "soon",
        "20210205",
        "2021-00",
        "2021-13",
        "2021-13-01",
        "2021-02-00",
        "2021-02-29",
        "1900-02-29",
        "0000",
        "10000",
        "-2021",
        "２０２１",
        "2021-02-05T25:00",
        "2021-02-05T17:60",
        "2021-02-05T17:00:30",
        "2021-02-05T17:00+01:00",
        "2021-03-28T01:30",
        "/",
        "..",
        "../2021",
        "2021/",
        "2021/soon",
        "2021-12/2021-11",
        "2021-02-05/2021-02-05",
        "2021/2022/2023",
        "2021-11/ ..",
    ],
)
def test_tells_what_is_wrong_with_any_other_text(text: str) -> None:
    with pytest.raises(DateError, match=r"^“.*”") as told:
        parse_when(text)
    assert told.value.mend


OTHER_FORMS = [
    *("05-02-2021", "5 February 2021", "5th February, 2021", "2021-2-5", "2021/02/05", "5.2.2021", "5/2/21"),
    *("Friday 5 February 2021", "5 Feb 2021", "February 5, 2021", "Feb. 5th 2021", "5th of February 2021"),
    *("2021–02–05", "2021_02_05", "“2021-02-05”"),
]


@pytest.mark.parametrize("text", OTHER_FORMS)
def test_offers_the_date_that_another_form_means(text: str) -> None:
    with pytest.raises(DateError, match="is not written as a date here") as told:
        parse_when(text)
    assert told.value.mend == "did you mean 2021-02-05?"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("02/28/2021", "2021-02-28"),
        ("February 2021", "2021-02"),
        ("02/2021", "2021-02"),
        ("2021-02-05 5pm", "2021-02-05T17:00"),
        ("2021-02-05 at 5.30 pm", "2021-02-05T17:30"),
        ("5 February 2021, 12am", "2021-02-05T00:00"),
        ("5 February 2021, 12pm", "2021-02-05T12:00"),
        ("2021-02-05T9:30", "2021-02-05T09:30"),
        ("2021-02-05T17:00:30", "2021-02-05T17:00"),
        ("2021-02-05T17:00Z", "2021-02-05T17:00"),
    ],
)
def test_offers_what_is_meant_by_a_time_and_by_the_month_first(text: str, meant: str) -> None:
    with pytest.raises(DateError, match="is not written as a date here") as told:
        parse_when(text)
    assert told.value.mend == f"did you mean {meant}?"


@pytest.mark.parametrize("text", ["2021-02-05 13pm", "2021-02-05 0am", "2021-02-05 5.60pm", "2021-02-05 17"])
def test_an_hour_that_there_is_not_means_nothing(text: str) -> None:
    with pytest.raises(DateError) as told:
        parse_when(text)
    assert "did you mean" not in told.value.mend


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("12:30", "write 2021-11-26T12:30"),
        ("9.30", "write 2021-11-26T09:30"),
        ("2021-04-31", "April 2021 has 30 days"),
        ("2021-13", "months go from 01 to 12, as in 2021-11-26"),
        ("2021-02-05T24:00", "times go from 00:00 to 23:59"),
        ("2021-03-28T01:30", "write 00:30 or 02:30"),
        ("2021-12/2021-11", "write the earlier date first: 2021-11/2021-12"),
        ("0021-02-05", "write a year from 1900 on, as in 2021-11-26"),
        ("0021", "write a year from 1900 on, as in 2021-11-26"),
        ("2021-12/", "write 2021-12/.. for what came after it, or 2021-12 alone"),
    ],
)
def test_says_what_would_be_right(text: str, mend: str) -> None:
    with pytest.raises(DateError) as told:
        parse_when(text)
    assert told.value.mend == mend


DAYS = st.dates(date(1900, 1, 1), date(9999, 12, 31))
MONTHS = DAYS.map(lambda day: f"{day:%Y-%m}")
TIMES = st.datetimes(datetime(1900, 1, 1), datetime(9999, 12, 31, 23, 59)).map(lambda time: f"{time:%Y-%m-%dT%H:%M}")  # noqa: DTZ001 - London, as written
SINGLES = st.one_of(DAYS.map(str), MONTHS, DAYS.map(lambda day: f"{day:%Y}"), TIMES)
SPANS = st.tuples(SINGLES, SINGLES).map("/".join)
TEXTS = st.one_of(SINGLES, SPANS, SINGLES.map(lambda text: f"{text}/.."))


def read(text: str) -> When | None:
    try:
        return parse_when(text)
    except DateError:
        return None


@given(TEXTS)
@example("2021-02-05T17:00/2021-02-05T18:00")
@example("2021-02-05T17:00/2021-02-06")
@settings(deadline=None, max_examples=500)
def test_nothing_is_due_before_it_is_placed_nor_placed_before_it_may_be(text: str) -> None:
    when = read(text)
    if when is None:
        assert "/" in text or "T" in text  # a span that runs backwards, an hour that the clocks skip
        return
    first, placed, due = (instant.astimezone(UTC) for instant in (when.first, when.placed, when.due))
    assert due >= placed >= first
    assert when.over is None or when.over.astimezone(UTC) >= due


@given(SINGLES)
@settings(deadline=None)
def test_an_open_span_is_never_over(text: str) -> None:
    single = read(text)
    if single is not None:
        after = parse_when(f"{text}/..")
        assert after.last is None
        assert after.over is None
        assert after.first == after.due == after.placed == (single.over or single.due)


@given(MONTHS)
@settings(deadline=None)
def test_a_month_ends_the_day_before_the_next_begins(text: str) -> None:
    last = parse_when(text).last
    assert last is not None
    assert f"{last:%Y-%m}" == text
    assert last.date() == date.max or (last.date() + timedelta(days=1)).day == 1


@given(st.one_of(st.text(), st.from_regex(re.compile(r"[0-9/. T:-]{0,20}"), fullmatch=True)))
@settings(deadline=None, max_examples=500)
def test_a_text_is_a_date_or_a_date_error(text: str) -> None:
    when = read(text)
    assert when is None or when.due >= when.first


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("2026-12-05", "on 5 December 2026"),
        ("2026-12-05T00:01", "at 12:01am on Saturday 5 December 2026"),
        ("2026-12", "in December 2026"),
        ("2026", "in 2026"),
        ("2026-11/2026-12", "in November or December 2026"),
        ("2026-10/2026-12", "between October and December 2026"),
        ("2026-06/..", "after June 2026"),
    ],
)
def test_joins_a_sentence_by_the_word_that_fits(text: str, joined: str) -> None:
    assert parse_when(text).joined == joined
