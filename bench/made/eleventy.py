"""The made-up posts as a site of Eleventy, with templates of its own in Nunjucks."""

import json
from pathlib import Path

from bench.made import frame
from bench.made.layout import Layout, write
from bench.made.posts import Post

_POSTS = "src/blog/posts"
_FEED = {
    "type": "rss",
    "outputPath": "/feed.xml",
    "collection": {"name": "posts", "limit": frame.IN_FEED},
    "metadata": {"language": "en-GB", "title": frame.NAME, "base": frame.ADDRESS, "author": {"name": "The keepers"}},
}
_CONFIGURATION = f"""import {{ feedPlugin }} from "@11ty/eleventy-plugin-rss";
import footnote from "markdown-it-footnote";

const spoken = new Intl.DateTimeFormat("en-GB", {{ dateStyle: "long", timeZone: "UTC" }});
const posts = (api) => api.getFilteredByGlob("{_POSTS}/**/*.md").sort((one, other) => one.date - other.date);

/** Lists of posts by what `keys` gives for each, newest first, in pages. */
const lists = (keys) => (api) => {{
  const found = new Map();
  for (const post of posts(api).reverse())
    for (const key of keys(post)) found.set(key, [...(found.get(key) ?? []), post]);
  return [...found].flatMap(([key, all]) => {{
    const pages = Math.ceil(all.length / {frame.PER_PAGE});
    return Array.from({{ length: pages }}, (_, at) => ({{
      key, pages, at: at + 1, posts: all.slice(at * {frame.PER_PAGE}, (at + 1) * {frame.PER_PAGE}),
    }}));
  }});
}};

export default function (config) {{
  config.addPlugin(feedPlugin, {json.dumps(_FEED)});
  config.amendLibrary("md", (library) => library.use(footnote));
  config.setFrontMatterParsingOptions({{ excerpt: true, excerpt_separator: "<!-- more -->" }});
  config.addPassthroughCopy({{ "src/pictures": "pictures", "src/style.css": "style.css" }});
  config.addCollection("posts", posts);
  config.addCollection("categories", lists((post) => post.data.categories));
  config.addCollection("years", lists((post) => [post.date.getUTCFullYear()]));
  config.addFilter("spoken", (date) => spoken.format(date));
  config.addFilter("day", (date) => date.toISOString().slice(0, 10));
  return {{ dir: {{ input: "src", output: "_site" }}, markdownTemplateEngine: false }};
}}
"""
_DATE = '<time datetime="{{ %s.date | day }}">{{ %s.date | spoken }}</time>'
_BASE = frame.head("{{ title }}", "{{ description }}", "{{ page.url }}") + "{{ content | safe }}\n" + frame.FOOT
_POST = f"""---
layout: base.njk
---
<article><h1>{{{{ title }}}}</h1>
<p>{_DATE % ("page", "page")} {{% for author in authors %}}<span>{{{{ author }}}}</span> {{% endfor %}}
{{% for name in categories %}}<a href="/blog/categories/{{{{ name }}}}/">{{{{ name }}}}</a> {{% endfor %}}</p>
{{{{ content | safe }}}}
{{% set earlier = collections.posts | getPreviousCollectionItem %}}
{{% set later = collections.posts | getNextCollectionItem %}}
<nav>{{% if earlier %}}<a href="{{{{ earlier.url }}}}">{{{{ earlier.data.title }}}}</a>{{% endif %}}
{{% if later %}}<a href="{{{{ later.url }}}}">{{{{ later.data.title }}}}</a>{{% endif %}}</nav></article>
"""
_ITEM = f"""<article><h2><a href="{{{{ post.url }}}}">{{{{ post.data.title }}}}</a></h2>
<p>{_DATE % ("post", "post")}</p><p>{{{{ post.page.excerpt }}}}</p></article>
"""
_BLOG = f"""---
layout: base.njk
title: Blog
pagination: {{data: collections.posts, size: {frame.PER_PAGE}, reverse: true, alias: posts}}
permalink: "/blog/{{% if pagination.pageNumber > 0 %}}page/{{{{ pagination.pageNumber + 1 }}}}/{{% endif %}}index.html"
---
<h1>Blog</h1>{{% for post in posts %}}{_ITEM}{{% endfor %}}
<nav>{{% if pagination.href.previous %}}<a href="{{{{ pagination.href.previous }}}}">Newer</a>{{% endif %}}
{{% if pagination.href.next %}}<a href="{{{{ pagination.href.next }}}}">Older</a>{{% endif %}}</nav>
"""
_LISTS = f"""---
layout: base.njk
pagination: {{data: collections.@lists, size: 1, alias: list}}
permalink: "/blog/@lists/{{{{ list.key }}}}/{{% if list.at > 1 %}}page/{{{{ list.at }}}}/{{% endif %}}index.html"
eleventyComputed: {{title: "{{{{ list.key }}}}"}}
---
<h1>{{{{ list.key }}}}</h1>{{% for post in list.posts %}}{_ITEM}{{% endfor %}}
<nav>Page {{{{ list.at }}}} of {{{{ list.pages }}}}</nav>
"""
_HOME = f"""---
layout: base.njk
title: Home
---
<h1>{frame.NAME}</h1><p>{frame.ABOUT}</p>
<ul>{{% for post in collections.posts | reverse %}}{{% if loop.index <= {frame.PER_PAGE} %}}
<li><a href="{{{{ post.url }}}}">{{{{ post.data.title }}}}</a></li>{{% endif %}}{{% endfor %}}</ul>
"""
_SITEMAP = f"""---
permalink: /sitemap.xml
eleventyExcludeFromCollections: true
---
<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{{% for one in collections.all %}}
<url><loc>{frame.ADDRESS[:-1]}{{{{ one.url }}}}</loc><lastmod>{{{{ one.date | day }}}}</lastmod></url>{{% endfor %}}
</urlset>
"""


def _lay(folder: Path, _posts: list[Post]) -> None:
    files = {
        "package.json": '{"type": "module", "private": true}\n',
        "eleventy.config.js": _CONFIGURATION,
        "src/_includes/base.njk": _BASE,
        "src/_includes/post.njk": _POST,
        f"{_POSTS}/posts.json": '{"layout": "post.njk"}\n',
        "src/blog/index.njk": _BLOG,
        "src/blog/categories.njk": _LISTS.replace("@lists", "categories"),
        "src/blog/years.njk": _LISTS.replace("@lists", "years"),
        "src/index.njk": _HOME,
        "src/report.md": f"---\nlayout: base.njk\ntitle: Report\n---\n{frame.ABOUT}",
        "src/sitemap.njk": _SITEMAP,
        "src/style.css": frame.STYLE,
    }
    write(folder, files)


def _file(post: Post) -> str:
    return f"{_POSTS}/{post.published.year}/{post.slug}.md"


def _text(post: Post, posts: list[Post]) -> str:
    text = post.text(lambda number: f"/blog/{posts[number].slug}/", "/pictures/", "<!-- more -->")
    return frame.yaml_head(post, permalink=f"/blog/{post.slug}/") + text


ELEVENTY = Layout(
    lay=_lay, post_file=_file, post_text=_text, pictures="src/pictures", template="src/_includes/base.njk"
)
