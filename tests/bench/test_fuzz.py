"""The fuzzer finds what is planted: an exception, work without end, memory without end; and gives the same again."""

from pathlib import Path
from random import Random

import pytest
from bench.fuzz import row, tell
from bench.fuzzing import running
from bench.fuzzing.mutating import YAML, mutate
from bench.fuzzing.running import Result, run_target
from bench.fuzzing.targets import Target

SEED = b"---\ntitle: Fog\nslug: fog\n---\nThe bell.\n"
LATER = float("inf")


def inputs(seed: int) -> tuple[str, bytes]:
    return "fog.md", mutate(SEED, YAML, [SEED], Random(seed))


def planted(fault: str) -> Target:
    """A reader of titles that does not expect one to be gone."""

    def take(_name: str, data: bytes) -> str:
        if b"title:" in data:
            return "told"
        match fault:
            case "traceback":
                raise KeyError("title")
            case "memory":
                return "told" if bytearray(8 << 30) else "passed"
        while True:
            pass

    return Target(name="planted", input_of=inputs, take=take)


def test_an_input_hangs_on_its_seed_alone() -> None:
    assert [inputs(seed) for seed in range(50)] == [inputs(seed) for seed in range(50)]
    assert len({data for _, data in map(inputs, range(50))}) > 40


@pytest.mark.parametrize("fault", ["traceback", "memory"])
def test_a_planted_fault_is_found_and_kept_and_the_others_go_on(
    fault: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = planted(fault)
    result = run_target(target.attempt(), first=0, until=LATER, most=60)
    wanted = [seed for seed in range(60) if b"title:" not in inputs(seed)[1]]
    assert wanted
    assert [(one.seed, one.kind) for one in result.faults] == [(seed, fault) for seed in wanted]
    assert result.runs == 60
    tell(target, result, tmp_path / "kept")
    place = tmp_path / "kept" / f"planted-{wanted[0]}"
    assert place.with_suffix(".input").read_bytes() == inputs(wanted[0])[1]
    assert "Traceback" in place.with_suffix(".txt").read_text(encoding="utf-8")
    assert capsys.readouterr().out.startswith(f"  {fault} at seed {wanted[0]} (fog.md): {place}.input\n")


def test_work_without_end_is_found_and_the_next_input_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "SECONDS", 0)
    first = next(seed for seed in range(100) if b"title:" not in inputs(seed)[1])
    result = run_target(planted("time").attempt(), first=first, until=LATER, most=2)
    assert (result.faults[0].seed, result.faults[0].kind, result.runs) == (first, "time", 2)


def test_the_table_tells_what_became_of_the_inputs() -> None:
    result = Result(slowest=1.5, memory=9_000_000)
    result.ends.update(told=3, passed=2)
    assert row("text", result).split() == ["text", "5", "3", "2", "0", "1.5", "s", "9", "MB"]
