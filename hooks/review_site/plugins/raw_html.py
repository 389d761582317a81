"""HTML that writers may not put into a page, looked for once more in what was built: the rule is that of content/."""

from review_site.content.raw_html import forbidden_html, without_comments

__all__ = ["forbidden_html", "without_comments"]
