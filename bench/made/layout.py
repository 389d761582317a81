"""A generator's own layout of the made-up posts: how the whole is laid, one post written, and a template changed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.made.pictures import picture
from bench.made.posts import Post

_FOOT = "</footer>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A layout.

    `lay` writes everything but the posts into a folder; `post_file` and `post_text` give a post's file, from the top of
    the folder, and its text; `pictures` is the folder of pictures; `template` is the file with the foot of every page.
    """

    lay: Callable[[Path, list[Post]], None]
    post_file: Callable[[Post], str]
    post_text: Callable[[Post, list[Post]], str]
    pictures: str
    template: str

    def lay_all(self, folder: Path, posts: list[Post]) -> None:
        """Lay a whole site with these posts into a folder that is not there yet."""
        self.lay(folder, posts)
        for post in posts:
            self.write(folder, post, posts)

    def write(self, folder: Path, post: Post, posts: list[Post]) -> None:
        """Write a post and its picture; `posts` are those that its links may lead to."""
        write(folder, {self.post_file(post): self.post_text(post, posts)})
        if post.picture:
            file = folder / self.pictures / post.picture
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(picture(post.number))

    def change_body(self, folder: Path, post: Post, words: str) -> None:
        """Add a paragraph to the end of a post."""
        with (folder / self.post_file(post)).open("a", encoding="utf-8") as file:
            file.write(f"\n{words}\n")

    def change_title(self, folder: Path, post: Post, title: str) -> None:
        """Give a post another title; its address stays."""
        self._replace(folder / self.post_file(post), f"itle: {post.title}\n", f"itle: {title}\n")

    def change_template(self, folder: Path, words: str) -> None:
        """Add a paragraph to the foot of every page."""
        self._replace(folder / self.template, _FOOT, f"<p>{words}</p>{_FOOT}")

    def _replace(self, file: Path, old: str, new: str) -> None:
        text = file.read_text(encoding="utf-8")
        if old not in text:
            raise ValueError(f"{file.name} holds no {old!r}")
        file.write_text(text.replace(old, new, 1), encoding="utf-8")


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Write texts into a folder, by their paths in it."""
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
