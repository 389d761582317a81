"""The data that readers download."""

import csv
import io
from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from review_site.content.exhibits import Exhibited
from review_site.report.exhibits.data_file import render_csv

Make = Callable[..., Exhibited]


def test_it_is_plain_csv_of_our_own(make: Make) -> None:
    table = make("kind: table\n", '\ufeffRock ; bank,Lamps\n" Skerry","1,204 "\n,\nNeedle,£7\n')
    assert render_csv(table) == '\ufeffRock ; bank,Lamps\r\nSkerry,"1,204"\r\nNeedle,£7\r\n'.encode()


def test_a_column_that_readers_do_not_get_is_not_in_it(make: Make) -> None:
    chart = make("kind: bar chart\nvalues: Lamps\ncolumns: Keepers\n", "Rock,Secret,Keepers,Lamps\nSkerry,x,2,3\n")
    assert render_csv(chart).decode("utf-8-sig") == "Rock,Keepers,Lamps\r\nSkerry,2,3\r\n"


CELLS = st.text(
    st.characters(categories=["L", "N", "P", "S"], exclude_characters="\ufffe\uffff"), min_size=1, max_size=9
)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=6))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_what_is_written_reads_back(make: Make, rows: list[tuple[str, str]]) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([("Rock", "Lamps"), *rows])
    if "<<<<<<<" in text.getvalue() or ">>>>>>>" in text.getvalue():
        return
    table = make("kind: table\n", text.getvalue())
    back = list(csv.reader(io.StringIO(render_csv(table).decode())))
    assert [[cell.removeprefix("'") for cell in row] for row in back[1:]] == [
        [cell.removeprefix("'") for cell in row] for row in map(list, rows)
    ]
