"""The made-up posts as a stock site of MkDocs and Material with the plugins blog and rss; Zensical reads the same."""

from pathlib import Path

from bench.made import frame
from bench.made.layout import Layout, write
from bench.made.posts import AUTHORS, Post

_CONFIGURATION = f"""site_name: {frame.NAME}
site_url: {frame.ADDRESS}
site_description: {frame.ABOUT}theme:
  name: material
  custom_dir: overrides
  font: false
nav:
  - Home: index.md
  - Blog: blog/index.md
  - Report: report.md
plugins:
  - search
  - blog:
      post_url_format: "{{slug}}"
      archive_pagination: true
      categories_pagination: true
      pagination_per_page: {frame.PER_PAGE}
  - rss:
      match_path: blog/posts/.*
      use_git: false
      date_from_meta: {{as_creation: date, as_update: date}}
      length: {frame.IN_FEED}
markdown_extensions: [abbr, admonition, attr_list, def_list, footnotes, md_in_html, tables]
"""
_FOOT = """{% extends "base.html" %}
{% block footer %}<footer class="md-footer"><p>These words may be used by anyone.</p></footer>{% endblock %}
"""
_AUTHORS = "authors:\n" + "".join(
    f"  {author}:\n    name: {author}\n    description: Keeper\n    avatar: {frame.ADDRESS}{author}.png\n"
    for author in AUTHORS
)


def _lay(folder: Path, _posts: list[Post]) -> None:
    files = {
        "mkdocs.yml": _CONFIGURATION,
        "overrides/main.html": _FOOT,
        "docs/index.md": f"# {frame.NAME}\n\n{frame.ABOUT}",
        "docs/report.md": f"# Report\n\n{frame.ABOUT}",
        "docs/blog/index.md": "# Blog\n",
        "docs/blog/.authors.yml": _AUTHORS,
    }
    write(folder, files)


def _file(post: Post) -> str:
    return f"docs/blog/posts/{_name(post)}"


def _name(post: Post) -> str:
    return f"{post.published.year}/{post.slug}.md"


def _text(post: Post, posts: list[Post]) -> str:
    text = post.text(lambda number: f"../{_name(posts[number])}", "../../../pictures/", "<!-- more -->")
    return frame.yaml_head(post, slug=post.slug) + text


MATERIAL = Layout(lay=_lay, post_file=_file, post_text=_text, pictures="docs/pictures", template="overrides/main.html")
