"""Charts as static SVG: true to their numbers, named and described, the same at each run."""

import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from review_site.content.exhibits import Exhibited
from review_site.report.exhibits.svg import render_svg

SVG = "{http://www.w3.org/2000/svg}"
Make = Callable[..., Exhibited]


def parsed(exhibit: Exhibited, *, alone: bool = False) -> etree._Element:
    svg = render_svg(exhibit, alone=alone)
    return etree.fromstring(svg if alone else svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def number(element: etree._Element, name: str) -> float:
    return float(re.sub(r"%|em", "", element.get(name, "0")))


def texts(root: etree._Element) -> list[str]:
    return [" ".join("".join(map(str, text.itertext())).split()) for text in root.iter(f"{SVG}text")]


@pytest.mark.parametrize("alone", [False, True])
def test_a_drawing_names_and_describes_itself(bars: Exhibited, alone: bool) -> None:
    root = parsed(bars, alone=alone)
    title, about = root[0], root[1]
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {about.get('id')}" == "figure-2-1-title figure-2-1-about"
    assert title.text == "Figure 2.1: Lamps & rocks"
    assert about.text == "Skerry had most. Bar chart, bars: 3. The table below it has all the figures."


@pytest.mark.parametrize("alone", [False, True])
@pytest.mark.parametrize("kind", ["bars", "lines"])
def test_a_drawing_runs_nothing_asks_for_nothing_and_has_no_style(
    request: pytest.FixtureRequest, kind: str, alone: bool
) -> None:
    root = parsed(request.getfixturevalue(kind), alone=alone)
    tags = {etree.QName(element).localname for element in root.iter()}
    assert tags <= {"svg", "title", "desc", "rect", "line", "circle", "path", "text", "tspan"}
    names = {str(name) for element in root.iter() for name in element.attrib}
    assert not [name for name in names if name in ("style", "href", "src") or name.startswith(("on", "{"))]
    assert "url(" not in render_svg(request.getfixturevalue(kind), alone=alone)


@pytest.mark.parametrize("kind", ["bars", "lines"])
def test_the_same_exhibit_gives_the_same_bytes(request: pytest.FixtureRequest, kind: str) -> None:
    exhibit = request.getfixturevalue(kind)
    assert render_svg(exhibit) == render_svg(exhibit)
    assert render_svg(exhibit) != render_svg(exhibit, alone=True)


def test_bars_start_at_nought_and_are_as_long_as_their_numbers(bars: Exhibited) -> None:
    drawn = list(parsed(bars).iter(f"{SVG}rect"))
    assert [(number(bar, "x"), number(bar, "width")) for bar in drawn] == [(0, 100), (0, 50)]
    ground, *alone = parsed(bars, alone=True).iter(f"{SVG}rect")
    assert ground.get("class") == "ground"
    assert [(number(bar, "x"), number(bar, "width")) for bar in alone] == [(0, 576), (0, 288)]


def test_a_number_that_is_not_exact_is_drawn_otherwise_and_explained(bars: Exhibited) -> None:
    root = parsed(bars)
    exact, inexact = root.iter(f"{SVG}rect")
    assert exact.get("stroke-dasharray") is None
    assert (inexact.get("fill"), inexact.get("class")) == ("none", "bar inexact")
    assert inexact.get("stroke-dasharray")
    assert texts(root) == ["Skerry", "24", "Needle", "About 12", "Outer Bank Not counted", "Broken outline: not exact."]


def test_exact_numbers_need_no_key(make: Make) -> None:
    chart = make("kind: bar chart\nvalues: Lamps\nunit: lamps lit\n", "Rock,Lamps\nSkerry,1204\n")
    assert texts(parsed(chart)) == ["Lamps lit", "Skerry", "1,204"]


@pytest.mark.parametrize(
    ("unit", "cell", "words"),
    [
        ("%", "24", "24%"),
        ("£ billion", "10.50", "£10.50 billion"),
        ("£", "14000", "£14,000"),
        ("€", '"1,204"', "€1,204"),
        ("lamps", "-3", "−3"),
    ],
)
def test_a_value_says_its_unit_where_that_is_short(make: Make, unit: str, cell: str, words: str) -> None:
    chart = make(f'kind: bar chart\nvalues: Lamps\nunit: "{unit}"\n', f"Rock,Lamps\nSkerry,{cell}\n")
    assert any(text.endswith(words) for text in texts(parsed(chart)))


def test_bars_below_nought_go_the_other_way(make: Make) -> None:
    chart = make("kind: bar chart\nvalues: Change\nunit: '%'\n", "Rock,Change\nSkerry,30\nNeedle,-10\nBank,0\n")
    root = parsed(chart)
    assert [(number(bar, "x"), number(bar, "width")) for bar in root.iter(f"{SVG}rect")] == [(25, 75), (0, 25)]
    assert {number(line, "x1") for line in root.iter(f"{SVG}line")} == {25}
    assert texts(root) == ["Skerry 30%", "Needle −10%", "Bank 0%"]


def test_steps_of_time_and_values_stand_where_they_are(lines: Exhibited) -> None:
    root = parsed(lines)
    (axis, *_), keepers = (
        [line for line in root.iter(f"{SVG}line") if line.get("class") == look] for look in ("axis", "line-1")
    )
    _, first, second = keepers
    across = [number(first, "x1"), number(first, "x2"), number(second, "x2")]
    assert (across[2] - across[1]) == pytest.approx(2 * (across[1] - across[0]), abs=0.05)
    nought = number(axis, "y1")
    heights = [nought - number(first, "y1"), nought - number(first, "y2"), nought - number(second, "y2")]
    assert [height / heights[0] for height in heights] == pytest.approx([1, 58 / 64, 31 / 64], abs=0.005)


def test_lines_differ_without_colour(lines: Exhibited) -> None:
    root = parsed(lines)
    dashes = {line.get("class"): line.get("stroke-dasharray") for line in root.iter(f"{SVG}line")}
    assert dashes["line-1"] is None
    assert dashes["line-2"]
    assert len(list(root.iter(f"{SVG}circle"))) == len(list(root.iter(f"{SVG}path"))) == 4  # three values and the key
    assert texts(root)[:2] == ["Keepers", "Lamps"]
    assert {"64", "31", "52", "49", "0", "2017", "2018", "2020"} < set(texts(root))


def test_words_at_one_point_stand_above_one_another(make: Make) -> None:
    chart = make("kind: line chart\nvalues: [A, B, C]\n", "Year,A,B,C\n2017,50,50,50\n2018,51,50.5,50\n")
    values = [text for text in parsed(chart).iter(f"{SVG}text") if text.get("class") == "over"]
    for across in {text.get("x") for text in values}:
        rows = sorted(number(text, "y") for text in values if text.get("x") == across)
        assert len(rows) == 3
        assert all(after - before >= 1.2 for before, after in pairwise(rows))


def test_a_line_stops_where_a_value_is_missing(make: Make) -> None:
    data = "Year,Lamps,In words\n2017,5,5\n2018,,Not counted\n2019,6,About 6\n2020,7,7\n"
    root = parsed(make("kind: line chart\nvalues: Lamps\nshown: In words\n", data))
    assert len([line for line in root.iter(f"{SVG}line") if line.get("class") == "line-1"]) == 1
    points = [point.get("class") for point in root.iter(f"{SVG}circle")]
    assert points == ["point", "point inexact", "point"]
    assert "Hollow mark: not exact." in texts(root)


def test_a_table_is_no_drawing(make: Make) -> None:
    table = make("kind: table\n", "Rock,Lamps\nSkerry,24\n")
    with pytest.raises(ValueError, match="is no chart"):
        render_svg(table)


def test_what_a_writer_wrote_is_never_markup(make: Make) -> None:
    chart = make("kind: bar chart\nvalues: Lamps\nunit: <b>\n", 'Rock,Lamps\n"<script>alert(1)</script> ""&amp;""",1\n')
    assert " ".join(texts(parsed(chart))[1:3]) == '<script>alert(1)</script> "&amp;"'


NAMES = st.text(st.characters(categories=["L", "N", "P", "Zs"], exclude_characters="\x85"), min_size=1, max_size=60)
ROWS = st.lists(st.tuples(NAMES.map(str.strip).filter(bool), st.integers(-(10**9), 10**9)), min_size=1, max_size=9)


@given(ROWS.filter(lambda rows: any(value for _, value in rows)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_bars_stay_within_the_drawing(make: Make, rows: list[tuple[str, int]]) -> None:
    cells = "".join(f'"{index} {name.replace(chr(34), "")}",{value}\n' for index, (name, value) in enumerate(rows))
    root = parsed(make("kind: bar chart\nvalues: Value\n", f"Name,Value\n{cells}"))
    height = number(root, "height")
    for bar in root.iter(f"{SVG}rect"):
        assert number(bar, "x") >= -0.01
        assert number(bar, "x") + number(bar, "width") <= 100.02
        assert number(bar, "y") + number(bar, "height") <= height
    assert all(0 < number(text, "y") <= height for text in root.iter(f"{SVG}text"))
