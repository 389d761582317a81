"""Compiles one Typst file: a program, so that no document hangs the one that asks.

It takes JSON and answers with it: the files that were made, or what went wrong.
"""

import json
import sys
from pathlib import Path

import typst


def main() -> None:
    """Compile what is asked for, with the fonts named and those in the compiler, and none of the machine's."""
    asked = json.load(sys.stdin)
    compiler = typst.Compiler(
        asked["input"],
        root=asked["root"],
        font_paths=asked["fonts"],
        ignore_system_fonts=True,
        sys_inputs=asked["inputs"],
        package_path=asked["root"],
        package_cache_path=asked["root"],
    )
    try:
        made = compiler.compile(format=asked["format"], **asked["options"])
    except typst.TypstError as error:
        said = {"message": error.message, "hints": error.hints}
    else:
        said = {"files": write_all(made, asked["output"])}
    sys.stdout.write(json.dumps(said))


def write_all(made: bytes | list[bytes] | None, stem: str) -> list[str]:
    """Write what was made, each page in a file of its own where there are several; return their names."""
    pages = made if isinstance(made, list) else [made or b""]
    names = [f"{stem}-{number}" for number in range(1, len(pages) + 1)]
    for name, page in zip(names, pages, strict=True):
        Path(name).write_bytes(page)
    return names


if __name__ == "__main__":
    main()
