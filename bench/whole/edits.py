"""What happens between two builds, and the words by which the second is known to have seen it."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.made.layout import Layout
from bench.made.posts import Post, newest_post
from bench.whole.tools import Tool


@dataclass(frozen=True, slots=True)
class Seen:
    """What must be found after a build: words, on the page of a post."""

    slug: str
    words: str


def _nothing(_layout: Layout, _folder: Path, posts: list[Post], number: int) -> Seen:
    return Seen(_among(posts, number).slug, "</html>")


def _body(layout: Layout, folder: Path, posts: list[Post], number: int) -> Seen:
    post, words = _among(posts, number), f"Here a sentence was added, number {number}."
    layout.change_body(folder, post, words)
    return Seen(post.slug, words)


def _title(layout: Layout, folder: Path, posts: list[Post], number: int) -> Seen:
    post, title = _among(posts, number + len(posts) // 2), f"Another title, number {number}"
    layout.change_title(folder, post, title)
    return Seen(post.slug, title)


def _new(layout: Layout, folder: Path, posts: list[Post], number: int) -> Seen:
    post = newest_post(len(posts) + number, days=number)
    layout.write(folder, post, posts)
    return Seen(post.slug, post.title)


def _template(layout: Layout, folder: Path, posts: list[Post], number: int) -> Seen:
    words = f"The foot of every page was changed, number {number}."
    layout.change_template(folder, words)
    return Seen(_among(posts, number).slug, words)


def _among(posts: list[Post], number: int) -> Post:
    """Return a post for the round of a number: each time another one, and none of the last, which no other links to."""
    return posts[(len(posts) // 3 + 7 * number) % len(posts)]


COLD, WARM = "cold", "warm"
MODES: dict[str, Callable[[Layout, Path, list[Post], int], Seen]] = {
    COLD: _nothing,
    WARM: _nothing,
    "body": _body,
    "title": _title,
    "new": _new,
    "template": _template,
}
SPOKEN = {
    COLD: "from nothing",
    WARM: "nothing changed",
    "body": "the text of one post changed",
    "title": "the title of one post changed",
    "new": "a new post, the newest",
    "template": "one template changed, of every page",
}


def change(mode: str, tool: Tool, folder: Path, posts: list[Post], number: int) -> Seen:
    """Do what a mode asks for in a folder, in the round of a number, and return what the next build must show."""
    if mode == COLD:
        for name in (tool.output, *tool.kept):
            shutil.rmtree(folder / name, ignore_errors=True)
    return MODES[mode](tool.layout, folder, posts, number)


def is_seen(seen: Seen, output: Path) -> bool:
    """Say whether a finished site shows what it must."""
    pages = output.rglob(f"{seen.slug}/index.html")
    return any(seen.words in page.read_text(encoding="utf-8") for page in pages)
