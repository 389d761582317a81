"""The peers' layouts: the same posts, links that lead to posts, and changes that are made alike."""

import re
from pathlib import Path, PurePosixPath
from urllib.parse import urljoin

import pytest
from bench.made.eleventy import ELEVENTY
from bench.made.hugo import HUGO
from bench.made.layout import Layout
from bench.made.material import MATERIAL
from bench.made.pelican import PELICAN
from bench.made.pictures import picture
from bench.made.posts import make_posts
from bench.made.project import PROJECT

POSTS = make_posts(30)
LAYOUTS = {"ours": PROJECT, "material": MATERIAL, "hugo": HUGO, "eleventy": ELEVENTY, "pelican": PELICAN}


@pytest.fixture(params=LAYOUTS)
def layout(request: pytest.FixtureRequest) -> Layout:
    return LAYOUTS[request.param]


def test_every_post_and_picture_is_laid(layout: Layout, tmp_path: Path) -> None:
    layout.lay_all(tmp_path / "site", POSTS)
    for post in POSTS:
        text = (tmp_path / "site" / layout.post_file(post)).read_text(encoding="utf-8")
        assert post.title in text
        assert post.blocks[0] in text
    laid = {file.name: file.read_bytes() for file in (tmp_path / "site" / layout.pictures).iterdir()}
    assert laid == {f"picture-{number}.png": picture(number) for number in (0, 10, 20)}


def test_each_change_is_made_in_the_file_that_it_names(layout: Layout, tmp_path: Path) -> None:
    layout.lay_all(tmp_path / "site", POSTS)
    file = tmp_path / "site" / layout.post_file(POSTS[3])
    layout.change_body(tmp_path / "site", POSTS[3], "A sentence more.")
    layout.change_title(tmp_path / "site", POSTS[3], "Another title")
    text = file.read_text(encoding="utf-8")
    assert text.endswith("\n\nA sentence more.\n")
    assert re.search(r"^[Tt]itle: Another title$", text, re.MULTILINE)
    assert POSTS[3].slug in text
    layout.change_template(tmp_path / "site", "A foot.")
    template = (tmp_path / "site" / layout.template).read_text(encoding="utf-8")
    assert "<p>A foot.</p></footer>" in template


def test_a_title_that_is_not_there_cannot_be_changed(layout: Layout, tmp_path: Path) -> None:
    layout.lay_all(tmp_path / "site", POSTS)
    layout.change_title(tmp_path / "site", POSTS[3], "Another title")
    with pytest.raises(ValueError, match="holds no"):
        layout.change_title(tmp_path / "site", POSTS[3], "A third title")


LINKS = {
    "ours": (r"\]\((/[^)]+/)\)", lambda post: f"/{post.slug}/"),
    "material": (r"\]\((\.\./[^)]+\.md)\)", lambda post: f"/{MATERIAL.post_file(post)}"),
    "hugo": (r'relref "([^"]+)"', lambda post: f"/{PurePosixPath(HUGO.post_file(post)).relative_to('content')}"),
    "eleventy": (r"\]\((/blog/[^)]+/)\)", lambda post: f"/blog/{post.slug}/"),
    "pelican": (
        r"\{filename\}([^)]+)",
        lambda post: f"/{PurePosixPath(PELICAN.post_file(post)).relative_to('content')}",
    ),
}


@pytest.mark.parametrize("name", LINKS)
def test_links_lead_to_posts(name: str) -> None:
    layout, (pattern, address) = LAYOUTS[name], LINKS[name]
    known = {address(post) for post in POSTS}
    found = [
        urljoin(f"/{layout.post_file(post)}", link)
        for post in POSTS
        for link in re.findall(pattern, layout.post_text(post, POSTS))
    ]
    wanted = sum(block.count("](post:") for post in POSTS for block in post.blocks)
    assert len(found) == wanted
    assert set(found) <= known
