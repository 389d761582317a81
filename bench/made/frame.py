"""What the peers' layouts share: the head and foot of a page, the front matter of a post, a page beside the posts."""

from bench.made.posts import Post

NAME = "Review of Lighthouses"
ADDRESS = "https://lighthouses.example.org/"
ABOUT = "This made-up review looked at the lighthouses of a made-up coast.\n"
STYLE = "body { max-width: 40rem; margin: auto; padding: 1rem; font: 1.2rem/1.5 sans-serif; }\n"
FOOT = "</main>\n<footer><p>These words may be used by anyone.</p></footer>\n</body>\n</html>\n"
PER_PAGE = 10
IN_FEED = 30
_HEAD = """<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>@title · Review of Lighthouses</title>
<meta name="description" content="@summary">
<link rel="canonical" href="@address">
<link rel="alternate" type="application/rss+xml" href="/feed.xml">
<link rel="stylesheet" href="/style.css">
</head>
<body>
<a href="#main">Skip to main content</a>
<header><a href="/">Review of Lighthouses</a>
<nav><ul><li><a href="/">Home</a></li><li><a href="/blog/">Blog</a></li>
<li><a href="/report/">Report</a></li></ul></nav></header>
<main id="main">
"""


def head(title: str, summary: str, address: str) -> str:
    """Return the head of a page up to its main part, with what a template language writes for these three."""
    return _HEAD.replace("@title", title).replace("@summary", summary).replace("@address", address)


def yaml_head(post: Post, **more: str) -> str:
    """Return the front matter of a post as Hugo, Eleventy and Material read it, with lines that one of them wants."""
    fields = {
        "title": post.title,
        "date": str(post.published),
        "authors": _listed(post.authors),
        "categories": _listed(post.topics),
        "description": post.summary,
        **more,
    }
    return "\n".join(["---", *(f"{name}: {value}" for name, value in fields.items()), "---", "", ""])


def _listed(names: tuple[str, ...]) -> str:
    return f"[{', '.join(names)}]"
