"""Runs a command from a process that is small itself, and writes what it cost to a file: `launch.py FILE COMMAND…`.

Linux counts the memory of whoever starts a program as that program's own, up to the moment at which it starts.
"""

import json
import os
import sys
import time


def main() -> None:
    file, *command = sys.argv[1:]
    start = time.perf_counter()
    process = os.posix_spawnp(command[0], command, os.environ)
    _, status, used = os.wait4(process, 0)
    wall = time.perf_counter() - start
    cost = {
        "wall": wall,
        "processor": used.ru_utime + used.ru_stime,
        "peak": used.ru_maxrss * 1024,
        "code": os.waitstatus_to_exitcode(status),
    }
    with open(file, "w", encoding="utf-8") as written:  # noqa: PTH123 - pathlib would make this process larger
        json.dump(cost, written)


if __name__ == "__main__":
    main()
