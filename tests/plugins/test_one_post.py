"""The page of a post whose text was changed is what a whole build would make of it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.drawings import draw_post
from tests.plugins.test_build import tree_of

from review_site.plugins.build import build_whole
from review_site.plugins.one_post import Kept, render_again

PATH = "content/blogs/2021-05-01-fog-bells.md"
PAGE = "fog-bells/index.html"


@pytest.fixture
def built(lay: Callable[[str], Path]) -> tuple[Path, Kept]:
    drawing = draw_post(body="Words of wrack.[^1]\n\n[^1]: A note.") + draw_post("lamps", status="draft")
    project = lay(drawing)
    (project / "content/attachments").mkdir(exist_ok=True)
    (project / "content/attachments/plan.pdf").write_bytes(b"%PDF-1.7")
    return project, build_whole(project, project / "preview", None, preview=True).kept


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_a_changed_text_is_shown_as_a_whole_build_would(built: tuple[Path, Kept]) -> None:
    project, kept = built
    output = project / "preview"
    before = tree_of(output)
    inode = (output / PAGE).stat().st_ino
    for old, new in (("wrack", "kelp"), ("kelp", "*dulse*, and [news](/news/)"), ("A note", "## A heading\n\nA note")):
        change(project / PATH, old, new)
        assert render_again(kept, project, PATH, output)
        after = tree_of(output)
        assert {path for path in after if after[path] != before.get(path)} == {PAGE}
        whole = build_whole(project, project / "other/preview", None, preview=True).site
        assert (output / PAGE).read_bytes() == (whole / PAGE).read_bytes()
    assert (output / PAGE).stat().st_ino != inode
    assert (output / PAGE).stat().st_mode & 0o777 == 0o644
    assert not [path.name for path in project.iterdir() if path.name.startswith(".preview")]


def test_a_draft_is_shown_as_well(built: tuple[Path, Kept]) -> None:
    project, kept = built
    path = PATH.replace("fog-bells", "lamps")
    change(project / path, "Words.", "Words of lamps.")
    assert render_again(kept, project, path, project / "preview")
    assert "Words of lamps." in (project / "preview/lamps/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (PATH, "title: Fog bells", "title: Bells"),
        (PATH, "title: Fog bells", "title: [Fog"),
        (PATH, "---\ntitle", "--\ntitle"),
        (PATH, "Words of", "[The plan (PDF)](plan.pdf)\n\nWords of"),
        (PATH, "Words of", "<script>alert(3)</script>\n\nWords of"),
        (PATH, "Words of", "[Gone](/gone/)\n\nWords of"),
        (PATH, "Words of", "[No such part](/about/#nowhere)\n\nWords of"),
        (PATH, "Words of", "[No such part](#nowhere)\n\nWords of"),
        (PATH, "Words of", "![](lamp.jpg)\n\nWords of"),
        ("docs/about.md", "\n\n", "\n\nMore.\n\n"),
        ("content/review.yml", "\n", "\n\n"),
    ],
)
def test_whatever_else_was_changed_is_left_to_a_whole_build(
    built: tuple[Path, Kept], path: str, old: str, new: str
) -> None:
    project, kept = built
    before = tree_of(project / "preview")
    change(project / path, old, new)
    assert not render_again(kept, project, path, project / "preview")
    assert tree_of(project / "preview") == before


def test_a_post_that_went_is_left_to_a_whole_build(built: tuple[Path, Kept]) -> None:
    project, kept = built
    (project / PATH).unlink()
    assert not render_again(kept, project, PATH, project / "preview")
    assert (project / "preview" / PAGE).is_file()
