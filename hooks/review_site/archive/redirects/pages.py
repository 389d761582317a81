"""The two pages that a closed site still shows: gone, with the link to the copy; and that there is no copy.

Plain HTML without any file beside it, so that it works when nothing else of the site is left.
"""

from html import escape

_PAGE = (
    "<!doctype html><html lang='en-GB'><head><meta charset='utf-8'>"
    "<meta name='viewport' content='width=device-width'><meta name='robots' content='noindex'><title>{title}</title>"
    "<style>body{{font:1.1875rem/1.5 sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem;color:#0b0c0c;"
    "background:#fff}}a{{color:#00504d}}a:focus{{outline:3px solid #0b0c0c;outline-offset:3px}}"
    "@media(prefers-color-scheme:dark){{body{{color:#f3f2f1;background:#121212}}a{{color:#7fd6d0}}"
    "a:focus{{outline-color:#f3f2f1}}}}</style></head>"
    "<body><main><h1>{title}</h1>{body}</main></body></html>"
)


def render_gone(name: str, link: str, words: str = "Find this page in the archive") -> str:
    """Render the page of an address that is gone for good (RFC 9110 §15.5.11), on one line.

    Args:
        name: the site.
        link: the address of the copy as it stands in HTML, or what a server puts there.
        words: what the link is called.
    """
    body = (
        f"<p>The website “{escape(name)}” is closed. What stood here is kept in a web archive.</p>"
        f'<p><a href="{link}">{words}</a></p>'
    )
    return _PAGE.format(title="This website is closed", body=body)


def render_not_held(name: str, home: str) -> str:
    """Render the page for a reader whom the archive sent back, on one line and without a double quote.

    Args:
        name: the site.
        home: the address of the copy of its home page.
    """
    body = (
        f"<p>The website “{escape(name)}” is closed, and the archive that keeps it has no copy of this page.</p>"
        "<p>The address may have been copied wrongly, or the page may never have been kept. "
        f"<a href='{escape(home)}'>Find the start of this website in the archive</a></p>"
    )
    return _PAGE.format(title="Page not found", body=body).replace("\u201c", "&ldquo;").replace("\u201d", "&rdquo;")
