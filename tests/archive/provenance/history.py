"""A small repository with every turn that a history takes, for the tests of where pages come from."""

import os
import subprocess
from pathlib import Path

KEEPER = "Keeper of the Lamp <keeper@lighthouses.example>"


def git(folder: Path, *arguments: str, date: str = "2021-01-15T09:00:00+00:00") -> str:
    """Run git as the lighthouses' keeper, untouched by the machine's configuration; return what it says."""
    name, _, mail = KEEPER.rstrip(">").partition(" <")
    people = {
        f"GIT_{who}_{what}": value
        for who in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", name), ("EMAIL", mail))
    }
    dates = {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": "2022-12-24T18:00:00+00:00"}
    config = {
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "HOME": str(folder),
        "PATH": os.environ["PATH"],
    }
    done = subprocess.run(
        ["git", "-c", "protocol.file.allow=always", *arguments],
        cwd=folder,
        env={**people, **dates, **config},
        capture_output=True,
        text=True,
        errors="surrogateescape",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def commit(folder: Path, message: str, date: str, files: dict[str, str] | None = None) -> str:
    """Commit everything, with some files written first, and return the commit's id."""
    write(folder, files or {})
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", message, date=date)
    return git(folder, "rev-parse", "HEAD")


def make_history(folder: Path, *, algorithm: str = "sha1") -> dict[str, str]:
    """Make the repository in an empty folder and return its commits by what they did."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet", "--initial-branch=trunk", f"--object-format={algorithm}")
    commits = {
        "begin": commit(
            folder,
            "Begin",
            "2021-01-15T09:00:00+00:00",
            {
                "docs/index.md": "Lamps.\n",
                "docs/about.md": "About.\n",
                "docs/keepers.md": "Keepers.\n",
                "mkdocs.yml": "a: b\n",
            },
        ),
        "about": commit(folder, "Say more", "2021-03-01T10:30:00-05:00", {"docs/about.md": "About us.\n"}),
        "first": commit(
            folder,
            "Publish, and draft",
            "2021-06-01T08:00:00+01:00",
            {"content/blogs/old-name.md": "First light.\n", "content/blogs/the-last-lamp.md": "It goes dark in May.\n"},
        ),
    }
    git(folder, "mv", "content/blogs/old-name.md", "content/blogs/first-light.md")
    commits["rename"] = commit(folder, "Rename", "2021-06-02T08:00:00+01:00")
    git(folder, "checkout", "--quiet", "-b", "keepers")
    commits["keepers"] = commit(folder, "Name them", "2021-07-01T12:00:00+01:00", {"docs/keepers.md": "Two keepers.\n"})
    git(folder, "checkout", "--quiet", "trunk")
    commits["other"] = commit(folder, "Go on", "2021-07-02T12:00:00+01:00", {"docs/ships ünd sea.md": "Ships.\n"})
    git(folder, "merge", "--quiet", "--no-ff", "--message", "Join", "keepers", date="2021-07-03T12:00:00+01:00")
    git(folder, "checkout", "--quiet", "-b", "dropped")
    commits["dropped"] = commit(folder, "Err", "2021-08-01T12:00:00+01:00", {"docs/about.md": "Wrong.\n"})
    git(folder, "checkout", "--quiet", "trunk")
    commits["more"] = commit(folder, "Go on", "2021-08-02T12:00:00+01:00", {"docs/index.md": "Lamps and bells.\n"})
    git(folder, "merge", "--quiet", "--strategy=ours", "--message", "Drop", "dropped", date="2021-08-03T12:00:00+01:00")
    commits["head"] = git(folder, "rev-parse", "HEAD")
    return commits
