"""The made-up posts as a site of Hugo, with templates of its own."""

from pathlib import Path

from bench.made import frame
from bench.made.layout import Layout, write
from bench.made.posts import Post

_CONFIGURATION = f"""baseURL = "{frame.ADDRESS}"
title = "{frame.NAME}"
locale = "en-GB"
[pagination]
pagerSize = {frame.PER_PAGE}
[taxonomies]
category = "categories"
year = "years"
[permalinks.page]
blog = "/blog/:slug/"
[services.rss]
limit = {frame.IN_FEED}
[outputFormats.rss]
baseName = "feed"
[outputs]
home = ["html", "rss"]
section = ["html"]
taxonomy = ["html"]
term = ["html"]
"""
_DATE = '<time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2 January 2006" }}</time>'
_LINK = '<a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a>'
_BASE = (
    frame.head("{{ .Title }}", "{{ .Description }}", "{{ .Permalink }}")
    + '{{ block "main" . }}{{ end }}\n'
    + frame.FOOT
)
_LIST = f"""{{{{ define "main" }}}}<h1>{{{{ .Title }}}}</h1>
{{{{ range .Paginator.Pages }}}}<article><h2>{_LINK}</h2>
<p>{_DATE}</p>{{{{ .Summary }}}}</article>
{{{{ end }}}}<nav>{{{{ with .Paginator }}}}{{{{ with .Prev }}}}<a href="{{{{ .URL }}}}">Newer</a>{{{{ end }}}}
Page {{{{ .PageNumber }}}} of {{{{ .TotalPages }}}}
{{{{ with .Next }}}}<a href="{{{{ .URL }}}}">Older</a>{{{{ end }}}}{{{{ end }}}}</nav>{{{{ end }}}}
"""
_TERMS = f"""{{{{ define "main" }}}}<h1>{{{{ .Title }}}}</h1>
<ul>{{{{ range .Pages }}}}<li>{_LINK}</li>{{{{ end }}}}</ul>{{{{ end }}}}
"""
_HOME = f"""{{{{ define "main" }}}}<h1>{{{{ .Title }}}}</h1>{{{{ .Content }}}}
<ul>{{{{ range first {frame.PER_PAGE} (where .Site.RegularPages "Section" "blog") }}}}<li>{_LINK}</li>
{{{{ end }}}}</ul>{{{{ end }}}}
"""
_PAGE = f"""{{{{ define "main" }}}}<article><h1>{{{{ .Title }}}}</h1>
<p>{_DATE} {{{{ range .Params.authors }}}}<span>{{{{ . }}}}</span> {{{{ end }}}}
{{{{ range .GetTerms "categories" }}}}{_LINK} {{{{ end }}}}</p>
{{{{ .TableOfContents }}}}{{{{ .Content }}}}
<nav>{{{{ with .PrevInSection }}}}{_LINK}{{{{ end }}}} {{{{ with .NextInSection }}}}{_LINK}{{{{ end }}}}</nav>
</article>{{{{ end }}}}
"""


def _lay(folder: Path, _posts: list[Post]) -> None:
    files = {
        "hugo.toml": _CONFIGURATION,
        "layouts/baseof.html": _BASE,
        "layouts/section.html": _LIST,
        "layouts/term.html": _LIST,
        "layouts/taxonomy.html": _TERMS,
        "layouts/home.html": _HOME,
        "layouts/page.html": _PAGE,
        "static/style.css": frame.STYLE,
        "content/_index.md": f"---\ntitle: Home\n---\n{frame.ABOUT}",
        "content/report.md": f"---\ntitle: Report\n---\n{frame.ABOUT}",
        "content/blog/_index.md": "---\ntitle: Blog\n---\n",
    }
    write(folder, files)


def _file(post: Post) -> str:
    return f"content/blog/{post.published.year}/{post.slug}.md"


def _text(post: Post, posts: list[Post]) -> str:
    def reference(number: int) -> str:
        to = posts[number]
        return f'{{{{< relref "/blog/{to.published.year}/{to.slug}.md" >}}}}'

    head = frame.yaml_head(post, slug=post.slug, years=f'["{post.published.year}"]')
    return head + post.text(reference, "/pictures/", "<!--more-->")


HUGO = Layout(lay=_lay, post_file=_file, post_text=_text, pictures="static/pictures", template="layouts/baseof.html")
