"""Entries of the example review for tests, as texts and as drawings that `conftest.lay` reads."""


def post_text(
    slug: str = "fog-bells",
    body: str = "Words.",
    *,
    status: str = "ready",
    kind: str = "news",
    published: str = "2021-05-01",
    authors: str = "[ada-lamp]",
    summary: str = "A sentence.",
    more: str = "",
) -> str:
    """Return the text of a post; `more` is further lines of front matter, `body` begins two lines below it."""
    fields = {
        "title": slug.replace("-", " ").capitalize(),
        "slug": slug,
        "id": f"tag:lighthouses.example.org,2021-01-04:posts/{slug}",
        "status": status,
        "kind": kind,
        "published": published,
        "authors": authors,
        "summary": summary,
    }
    rows = [f"{name}: {value}" for name, value in fields.items()] + [row for row in more.splitlines() if row]
    return "\n".join(["---", *rows, "---", "", body, ""])


def draw_post(slug: str = "fog-bells", body: str = "Words.", **fields: str) -> str:
    """Draw a post; other arguments are those of `post_text`."""
    return drawn(f"content/blogs/2021-05-01-{slug}.md", post_text(slug, body, **fields))


def drawn(path: str, text: str) -> str:
    """Return the drawing of a file."""
    return "".join(f"{line}\n" for line in [path, *(f"    {row}".rstrip() for row in text.splitlines())])
