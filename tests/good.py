"""A review in which everything is said that can be said, and nothing is wrong: what mistakes are made in."""

import shutil
from io import BytesIO
from pathlib import Path

from PIL import Image

TESTS = Path(__file__).parent


def lay_good(project: Path) -> Path:
    """Lay the good review in a folder that is not there yet; returns the folder."""
    stream = BytesIO()
    Image.linear_gradient("L").resize((640, 480)).save(stream, "PNG")
    for part in ("content", "docs"):
        shutil.copytree(TESTS / "example" / part, project / part)
        shutil.copytree(TESTS / "cases/mistakes/good" / part, project / part, dirs_exist_ok=True)
    for name in ("pictures/bell.png", "pictures/waves.png", "attachments/plan.pdf"):
        file = project / "content" / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(b"%PDF-1.7" if name.endswith(".pdf") else stream.getvalue())
    return project
