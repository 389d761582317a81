"""All closing redirects in one folder: the 301 forms, the 410 forms in `gone/`, and the cases that prove them."""

from collections.abc import Iterable
from pathlib import Path

from review_site.archive.redirects import apache, cloudfront, netlify, nginx
from review_site.archive.redirects.cases import render_cases
from review_site.archive.redirects.pages import render_gone, render_not_held
from review_site.archive.redirects.target import Target

_WEBSITE = "Find this website in the archive"


def write_redirects(target: Target, name: str, addresses: Iterable[str], folder: Path) -> None:
    """Write the configurations for nginx, Apache, Netlify and CloudFront into a folder that is not there yet.

    Any request below the site's address is led to its copy, so the files do not grow with the site; `cases.tsv` names
    each address.

    Args:
        target: the archive's copies.
        name: the site's name, for readers.
        addresses: every address of the site.
        folder: where they go.
    """
    for path, content in _files(target, " ".join(name.split()), addresses).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)


def _files(target: Target, name: str, addresses: Iterable[str]) -> dict[str, str | bytes]:
    nginx_gone, nginx_page = nginx.render_gone_forms(target, name)
    apache_gone, apache_page = apache.render_gone_forms(target, name)
    not_held = render_not_held(name, target.copy_of(target.prefix)) + "\n"
    return {
        "nginx.conf": nginx.render_moved(target, name),
        "apache.conf": apache.render_moved(target, name),
        "_redirects": netlify.render_moved(target),
        netlify.NOT_HELD_PAGE: not_held,
        "cloudfront.js": cloudfront.render_moved(target, name),
        "cases.tsv": render_cases(target, addresses),
        "gone/nginx.conf": nginx_gone,
        f"gone/{nginx.GONE_PAGE}": nginx_page,
        "gone/apache.conf": apache_gone,
        f"gone/{apache.GONE_PAGE}": apache_page,
        "gone/_redirects": netlify.render_gone_form(target),
        f"gone/{netlify.GONE_PAGE}": render_gone(name, target.copy_of(target.prefix), _WEBSITE) + "\n",
        "gone/cloudfront.js": cloudfront.render_gone_form(target, name),
    }
