"""The made-up posts as a site of Pelican, with a theme of its own."""

from pathlib import Path

from bench.made import frame
from bench.made.layout import Layout, write
from bench.made.posts import Post

_CONFIGURATION = f"""SITENAME = "{frame.NAME}"
SITEURL = "{frame.ADDRESS[:-1]}"
PATH = "content"
ARTICLE_PATHS = ["blog"]
STATIC_PATHS = ["pictures", "style.css"]
THEME = "theme"
TIMEZONE = "Europe/London"
DEFAULT_LANG = "en"
DEFAULT_PAGINATION = {frame.PER_PAGE}
ARTICLE_URL = "blog/{{slug}}/"
ARTICLE_SAVE_AS = "blog/{{slug}}/index.html"
CATEGORY_URL = "blog/categories/{{slug}}/"
CATEGORY_SAVE_AS = "blog/categories/{{slug}}/index.html"
YEAR_ARCHIVE_URL = "blog/years/{{date:%Y}}/"
YEAR_ARCHIVE_SAVE_AS = "blog/years/{{date:%Y}}/index.html"
PAGE_URL = "{{slug}}/"
PAGE_SAVE_AS = "{{slug}}/index.html"
INDEX_URL = "blog/"
INDEX_SAVE_AS = "blog/index.html"
HOME_SAVE_AS = "index.html"
SITEMAP_SAVE_AS = "sitemap.xml"
AUTHOR_SAVE_AS = AUTHORS_SAVE_AS = TAG_SAVE_AS = TAGS_SAVE_AS = ARCHIVES_SAVE_AS = ""
DIRECT_TEMPLATES = ["index", "home", "categories", "sitemap"]
PAGINATED_TEMPLATES = {{"index": None, "category": None, "period_archives": None}}
PAGINATION_PATTERNS = (
    (1, "{{url}}", "{{save_as}}"),
    (2, "{{base_name}}/page/{{number}}/", "{{base_name}}/page/{{number}}/index.html"),
)
FEED_DOMAIN = SITEURL
FEED_ALL_RSS = "feed.xml"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
FEED_MAX_ITEMS = {frame.IN_FEED}
MARKDOWN = {{
    "extension_configs": {{
        f"markdown.extensions.{{name}}": {{}}
        for name in ("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "meta", "tables", "toc")
    }},
    "output_format": "html5",
}}
"""
_DATE = """<time datetime="{{ post.date.strftime('%Y-%m-%d') }}">{{ post.locale_date }}</time>"""
_BASE = (
    frame.head(
        "{% block title %}{{ SITENAME }}{% endblock %}",
        "{% block summary %}{% endblock %}",
        "{{ SITEURL }}/{{ output_file }}",
    )
    + "{% block main %}{% endblock %}\n"
    + frame.FOOT
)
_LIST = f"""<h1>@title</h1>
{{% for post in articles_page.object_list %}}<article><h2><a href="/{{{{ post.url }}}}">{{{{ post.title }}}}</a></h2>
<p>{_DATE}</p>{{{{ post.summary }}}}</article>
{{% endfor %}}<nav>
{{% if articles_page.has_previous() %}}<a href="/{{{{ articles_previous_page.url }}}}">Newer</a>{{% endif %}}
Page {{{{ articles_page.number }}}} of {{{{ articles_paginator.num_pages }}}}
{{% if articles_page.has_next() %}}<a href="/{{{{ articles_next_page.url }}}}">Older</a>{{% endif %}}</nav>
"""
_ARTICLE = f"""{{% set post = article %}}<article><h1>{{{{ post.title }}}}</h1>
<p>{_DATE} {{% for author in post.authors %}}<span>{{{{ author }}}}</span> {{% endfor %}}
<a href="/{{{{ post.category.url }}}}">{{{{ post.category }}}}</a></p>
{{{{ post.content }}}}</article>
"""
_HOME = f"""<h1>{frame.NAME}</h1><p>{frame.ABOUT}</p>
<ul>{{% for post in articles[:{frame.PER_PAGE}] %}}<li><a href="/{{{{ post.url }}}}">{{{{ post.title }}}}</a></li>
{{% endfor %}}</ul>
"""
_CATEGORIES = """<ul>{% for category, _ in categories %}<li><a href="/{{ category.url }}">{{ category }}</a></li>
{% endfor %}</ul>
"""
_SITEMAP = """<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{% for post in articles %}
<url><loc>{{ SITEURL }}/{{ post.url }}</loc><lastmod>{{ post.date.strftime('%Y-%m-%d') }}</lastmod></url>{% endfor %}
</urlset>
"""


def _page(main: str, title: str = "") -> str:
    named = f"{{% block title %}}{title}{{% endblock %}}" if title else ""
    return f'{{% extends "base.html" %}}{named}{{% block main %}}{main}{{% endblock %}}\n'


def _lay(folder: Path, _posts: list[Post]) -> None:
    templates = {
        "base": _BASE,
        "index": _page(_LIST.replace("@title", "Blog")),
        "category": _page(_LIST.replace("@title", "{{ category }}")),
        "period_archives": _page(_LIST.replace("@title", "{{ period[0] }}")),
        "categories": _page(_CATEGORIES),
        "home": _page(_HOME),
        "page": _page("<h1>{{ page.title }}</h1>{{ page.content }}"),
        "article": _page(_ARTICLE, "{{ article.title }}"),
        "sitemap": _SITEMAP,
    }
    files = {
        "pelicanconf.py": _CONFIGURATION,
        "content/style.css": frame.STYLE,
        "content/pages/report.md": f"Title: Report\nSlug: report\n\n{frame.ABOUT}",
        **{f"theme/templates/{name}.html": text for name, text in templates.items()},
    }
    write(folder, files)
    (folder / "theme/static").mkdir()


def _file(post: Post) -> str:
    return f"content/blog/{post.published.year}/{post.slug}.md"


def _text(post: Post, posts: list[Post]) -> str:
    fields = {
        "Title": post.title,
        "Date": str(post.published),
        "Slug": post.slug,
        "Category": post.topics[0],  # it knows one for each post
        "Authors": "; ".join(post.authors),
        "Summary": post.summary,
    }

    def reference(number: int) -> str:
        to = posts[number]
        return f"{{filename}}/blog/{to.published.year}/{to.slug}.md"

    head = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return f"{head}\n{post.text(reference, '{static}/pictures/')}"


PELICAN = Layout(
    lay=_lay, post_file=_file, post_text=_text, pictures="content/pictures", template="theme/templates/base.html"
)
