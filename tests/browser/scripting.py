"""What is asked of a page in its own language: one function a file, in scripts/."""

from pathlib import Path


def read_script(name: str) -> str:
    """Return the text of a script, for `page.evaluate`."""
    return (Path(__file__).parent / f"scripts/{name}.js").read_text(encoding="utf-8")
