"""What stops one check of a bundle is told of its file, in plain words, whichever process found it."""

import json
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from review_site.archive.verify.attempt import attempt
from review_site.archive.verify.fault import FaultError, of_file, stop
from review_site.archive.verify.readiness import verify_readiness
from review_site.archive.verify.text import as_written, parse_json
from review_site.problems import Problems


def _told(check: Callable[[], object]) -> list[str]:
    problems = Problems()
    attempt("data/reports", problems, check)
    return [str(problem) for problem in problems]


def test_a_fault_comes_whole_from_another_process() -> None:
    fault = pickle.loads(pickle.dumps(FaultError("lines", "are none", "write some", "a.txt")))
    assert (fault.field, fault.what, fault.mend, fault.path) == ("lines", "are none", "write some", "a.txt")


def test_a_fault_is_told_of_its_file_and_not_of_its_folder(tmp_path: Path) -> None:
    def check() -> None:
        with of_file("data/reports/x.json"):
            stop("json", "is none", "write some")

    assert _told(check) == ["data/reports/x.json: json: is none (write some)"]
    name = "data/reports/readiness.json"
    (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / name).write_text("[]\n")
    (told,) = _told(lambda: verify_readiness(tmp_path, {name}, tmp_path, [], Problems()))
    assert told.startswith(f"{name}: json: is not a JSON object (")


def test_what_is_no_text_is_told_in_plain_words() -> None:
    again = "(make the bundle again, or fetch a whole copy)"
    assert _told(lambda: b"a\xff".decode()) == [f"data/reports: encoding: is not UTF-8 at byte 1 {again}"]
    assert _told(lambda: parse_json(b"\xff", "json")) == [f"data/reports: json: is not UTF-8 at byte 0 {again}"]
    (told,) = _told(lambda: parse_json(b"[Infinity]", "json"))
    assert told == f"data/reports: json: is not JSON as it should be: Infinity is no number of JSON {again}"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "empty or missing"),
        (True, "“true”"),
        (json.loads("1e999"), "larger than any number of ours"),
        ({"a": [None, "é"]}, '{"a": [null, "é"]}'),
        ("yes", "yes"),
        (12, "12"),
    ],
)
def test_a_value_is_told_as_it_is_written(value: object, said: str) -> None:
    assert as_written(value) == said
