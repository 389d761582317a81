"""What is counted from what was measured."""

import json
from pathlib import Path

import pytest
from bench.whole.results import Result, Results, read_results, write_results


def result(tool: str = "ours", size: int = 100, number: int = 0, wall: float = 2.0, **more: object) -> Result:
    fields = {"mode": "cold", "processor": 2 * wall, "peak": 10**8, "together": 0, "files": 10, "bytes": 1000}
    return Result(tool=tool, size=size, round=number, wall=wall, **(fields | more))


def results(*all_of_them: Result) -> Results:
    return Results(all_of_them, "Measured somewhere")


def test_the_median_is_of_all_rounds() -> None:
    measured = results(*(result(number=number, wall=wall) for number, wall in enumerate((9.0, 1.0, 2.0))))
    assert measured.median("ours", 100, "cold", "wall") == 2.0
    assert measured.median("ours", 100, "cold", "processor") == 4.0


def test_what_was_not_measured_has_no_median_ratio_or_exponent() -> None:
    measured = results(result())
    assert measured.median("hugo", 100, "cold", "wall") is None
    assert measured.ratio("ours", "hugo", 100, "cold", "wall") is None
    assert measured.exponent("ours", (100, 1000), "cold", "wall") is None
    assert measured.exponent("ours", (100, 100), "warm", "wall") is None


def test_a_ratio_is_taken_within_each_round_and_then_the_median() -> None:
    ours, hugo = (4.0, 40.0, 8.0), (1.0, 20.0, 1.0)
    measured = results(
        *(result(number=number, wall=wall) for number, wall in enumerate(ours)),
        *(result("hugo", number=number, wall=wall) for number, wall in enumerate(hugo)),
    )
    assert measured.ratio("hugo", "ours", 100, "cold", "wall") == 0.25  # of 0.25, 0.5 and 0.125


def test_a_round_in_which_one_of_the_two_is_missing_does_not_count() -> None:
    measured = results(result(wall=4.0), result("hugo", wall=1.0), result("hugo", number=1, wall=100.0))
    assert measured.ratio("hugo", "ours", 100, "cold", "wall") == 0.25


@pytest.mark.parametrize(("large", "exponent"), [(20.0, 1.0), (2.0, 0.0), (200.0, 2.0)])
def test_the_exponent_tells_how_a_measure_grows(large: float, exponent: float) -> None:
    measured = results(result(), result(size=1000, wall=large))
    assert measured.exponent("ours", (100, 1000), "cold", "wall") == pytest.approx(exponent)


def test_sizes_are_in_order_and_names_as_they_were_measured() -> None:
    measured = results(result(size=1000), result("hugo"), result(number=1))
    assert measured.sizes() == [100, 1000]
    assert measured.values("tool") == ["ours", "hugo"]
    assert measured.rounds() == 2


def test_results_are_read_as_they_were_written(tmp_path: Path) -> None:
    measured = results(result(), result("hugo", wall=0.1))
    write_results(measured, tmp_path / "results.jsonl")
    assert read_results(tmp_path / "results.jsonl") == measured


@pytest.mark.parametrize("lines", [[], [{"tool": "ours"}], [{"where": "here"}, {"tool": "ours"}]])
def test_another_file_is_refused(lines: list[dict[str, str]], tmp_path: Path) -> None:
    file = tmp_path / "other.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    with pytest.raises(ValueError, match="no results"):
        read_results(file)
