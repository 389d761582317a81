"""Gives changed inputs to all that reads what others write, and prints how many, and what went wrong.

    fuzz.py [--minutes 10] [--target NAME] [--seed N] [--runs N] [--keep FOLDER]

Each target has its share of the minutes, in a process with limits of memory and time. An input hangs on its target and
its seed alone: `--target text --seed 17 --runs 1` gives the same again. What went wrong is kept with its trace in
.cache/fuzz/. Ends with 1 when anything did.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from bench.fuzzing.running import Result, run_target
from bench.fuzzing.targets import Target, all_targets

ROOT = Path(__file__).parent.parent
_HEAD = f"{'target':14}{'runs':>9}{'told':>9}{'passed':>9}{'faults':>8}{'slowest':>11}{'memory':>10}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--target")
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--runs", type=int)
    parser.add_argument("--keep", type=Path, default=ROOT / ".cache/fuzz")
    asked = parser.parse_args()
    os.environ["REVIEW_SITE_CORES"] = "1"
    first = int(time.time()) * 1000 if asked.seed is None else asked.seed
    with tempfile.TemporaryDirectory() as work:
        targets = all_targets(Path(work), ROOT / "tests/cases")
        wanted = [target for target in targets if asked.target in (None, target.name)]
        if not wanted:
            parser.error(f"there is no target “{asked.target}”: {', '.join(target.name for target in targets)}")
        print(f"From seed {first} on.\n{_HEAD}", flush=True)
        faults = 0
        for target in wanted:
            until = time.monotonic() + asked.minutes * 60 * target.share / sum(one.share for one in wanted)
            result = run_target(target.attempt(), first=first, until=until, most=asked.runs)
            print(row(target.name, result), flush=True)
            tell(target, result, asked.keep)
            faults += len(result.faults)
    print(f"{faults} faults.")
    sys.exit(faults > 0)


def row(name: str, result: Result) -> str:
    """Return the row of a target in the table."""
    told, passed = result.ends["told"], result.ends["passed"]
    end = f"{result.slowest:9.1f} s{result.memory / 1_000_000:7.0f} MB"
    return f"{name:14}{result.runs:9}{told:9}{passed:9}{len(result.faults):8}{end}"


def tell(target: Target, result: Result, keep: Path) -> None:
    """Print what went wrong, once each, and keep the first input of each with its trace."""
    seen: set[str] = set()
    for fault in result.faults:
        sort = "\n".join(fault.what.strip().splitlines()[-3:])
        if sort in seen:
            continue
        seen.add(sort)
        name, data = target.input_of(fault.seed)
        keep.mkdir(parents=True, exist_ok=True)
        place = keep / f"{target.name.replace(' ', '-')}-{fault.seed}"
        place.with_suffix(".input").write_bytes(data)
        place.with_suffix(".txt").write_text(f"{fault.kind} of {name}\n{fault.what}", encoding="utf-8")
        print(f"  {fault.kind} at seed {fault.seed} ({name}): {place}.input\n{sort}", flush=True)


if __name__ == "__main__":
    main()
