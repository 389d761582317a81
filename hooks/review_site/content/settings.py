"""mkdocs.yml: whether the file of the site's settings is there and is a text, before MkDocs reads it."""

from pathlib import Path

from review_site.content.text_files import read_text
from review_site.problems import Problem, Problems

SETTINGS = "mkdocs.yml"


def check_settings(project: Path) -> list[Problem]:
    """Return why nobody could read mkdocs.yml as it stands in a project: it is missing, no text, or half merged."""
    file, problems = project / SETTINGS, Problems()
    if file.exists():
        read_text(file.resolve(), SETTINGS, problems)
    elif (project / "content").is_dir():
        problems.add(SETTINGS, "file", "is missing", f"bring it back: git checkout {SETTINGS}")
    else:
        mend = "run this in the folder that holds it, or name that folder: review-site -C FOLDER"
        problems.add(SETTINGS, "file", "is missing", mend)
    return list(problems)
