"""Running pandoc: the one that comes with its wheel, cut off from the machine, the reader's folders and the network."""

import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from review_site.report.documents.model import DocumentError
from review_site.report.documents.preparing import Prepared

HERE = Path(__file__).parent
_SECONDS = 120
_HEAP = "1g"
_INPUT = "report.html"


def run_pandoc(
    prepared: Prepared, to: str, output: str, folder: Path, *, read: str = "html+smart", options: Sequence[str] = ()
) -> bytes:
    """Return a report in one of pandoc's formats.

    Args:
        prepared: the report.
        to: the format, with pandoc's extensions; the Lua filter of that name stands beside this module.
        output: the name of the file that pandoc writes.
        folder: an empty one for this work, in which the pictures are laid.
        read: the format of the input, with pandoc's extensions.
        options: further arguments.

    Raises:
        DocumentError: when pandoc refuses the report or takes too long.
    """
    for picture in prepared.pictures:
        (folder / picture.name).write_bytes(picture.data)
    (folder / _INPUT).write_text(prepared.html, encoding="utf-8")
    (folder / "data").mkdir()
    command = [
        *(str(_program()), "+RTS", f"-M{_HEAP}", "-RTS"),
        *("--from", read, "--to", to, "--output", output, "--data-dir", "data"),
        *options,
        _INPUT,
    ]
    try:
        run = subprocess.run(  # noqa: S603 - the program of the wheel, on files of the folder
            command,
            cwd=folder,
            env=_environment(folder),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise DocumentError(f"pandoc was not done after {_SECONDS} seconds") from error
    said = run.stderr.decode(errors="replace").strip()
    if run.returncode or said:
        raise DocumentError(f"pandoc says: {said or f'nothing, and fails with {run.returncode}'}")
    return (folder / output).read_bytes()


def _program() -> Path:
    """Return the program in the wheel: `pypandoc` itself would take a newer one that the machine happens to have."""
    found = find_spec("pypandoc")
    if found is None or found.origin is None:
        raise DocumentError("pandoc is not installed")
    return Path(found.origin).parent / "files" / ("pandoc.exe" if sys.platform == "win32" else "pandoc")


def _environment(folder: Path) -> dict[str, str]:
    """Return an environment in which nothing depends on the machine; dates in files are set later, by the report."""
    return {
        "HOME": str(folder),
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "SOURCE_DATE_EPOCH": "315532800",
        "TMPDIR": str(folder),
    }
