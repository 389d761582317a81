"""Runs programs behind the fence, and tells what became of the folders around them."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
LOOPBACK = [sys.executable, HERE / "loopback.py"]


def _cutting() -> list[str | Path]:
    """Return what cuts a program in any language off from the network, or nothing where this machine cannot."""
    for unshare in (["unshare", "--net"], ["unshare", "--map-root-user", "--net"]):
        try:
            if subprocess.run([*unshare, *LOOPBACK, "true"], capture_output=True, check=False).returncode == 0:
                return [*unshare, *LOOPBACK]
        except FileNotFoundError:
            return []
    return []


CUTTING = _cutting()
NOT_CUT = "Programs in C were not cut off from the network: this machine lets nobody make a network of their own."


@dataclass(frozen=True, slots=True)
class Fence:
    """A folder with a project in it that may be written to, an empty home, and what lies around."""

    folder: Path

    @property
    def project(self) -> Path:
        return self.folder / "project"

    @property
    def home(self) -> Path:
        return self.folder / "home"

    @property
    def temporary(self) -> Path:
        return self.folder / "temporary"

    @property
    def log(self) -> Path:
        return self.folder.with_suffix(".log")

    def make(self) -> "Fence":
        for place in (self.home, self.temporary, self.project, self.folder / "around/inner"):
            place.mkdir(parents=True, exist_ok=True)
        (self.folder / "around/inner/file.txt").write_text("Leave me alone.\n", encoding="utf-8")
        self.log.touch()
        return self

    def run(self, *command: str | Path, cut: bool = True) -> subprocess.CompletedProcess[str]:
        """Run a command in the project, behind the fence; `cut` takes the network from it, where that can be done."""
        environment = {
            "FENCE_LOG": str(self.log),
            "FENCE_WRITABLE": os.pathsep.join(map(str, (self.project, self.temporary))),
            "HOME": str(self.home),
            "LANG": "C.UTF-8",
            "NO_MKDOCS_2_WARNING": "1",
            "PATH": os.environ["PATH"],
            "PYTHONDONTWRITEBYTECODE": "1",  # what Python keeps of modules lies beside them, and is not of our making
            "PYTHONPATH": os.pathsep.join(map(str, (HERE, ROOT / "hooks"))),
            "SOURCE_DATE_EPOCH": "1893456000",
            "TMPDIR": str(self.temporary),
        }
        words = [*(CUTTING if cut else []), *command]
        return subprocess.run(words, cwd=self.project, env=environment, capture_output=True, text=True, check=False)

    def told(self, kind: str) -> list[str]:
        """Return what the fence told of a kind: fenced, started, refused."""
        lines = self.log.read_text(encoding="utf-8").splitlines()
        return [line.partition(" ")[2] for line in lines if line.startswith(f"{kind} ")]

    def around(self) -> dict[str, tuple[object, ...]]:
        """Return everything in the folder but the project and the temporary files, as `tree` does."""
        return tree(self.folder, but=(self.project, self.temporary))


def tree(folder: Path, but: Iterable[Path] = ()) -> dict[str, tuple[object, ...]]:
    """Return each file and folder below a folder with its mode, time and content."""
    found: dict[str, tuple[object, ...]] = {}
    for path in sorted(folder.rglob("*")):
        if not any(path == one or path.is_relative_to(one) for one in but):
            known = path.lstat()
            content = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
            found[path.relative_to(folder).as_posix()] = (known.st_mode, known.st_mtime_ns, content)
    return found
