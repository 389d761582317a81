"""What addresses on a page lead to."""

import pytest

from review_site.archive.reading_copy.addressing import Site, relative

SITE = Site(
    "https://example.org/review/",
    {
        b"": "index.html",
        b"index.html": "index.html",
        b"about/": "about/index.html",
        b"plan.pdf": "plan.pdf",
        b"one.html": "one.html",
    }
    | {"é b.txt".encode(): "é b.txt", b"a:b/": "a_b-1/index.html"},
)
BASE = "https://example.org/review/about/"


@pytest.mark.parametrize(
    ("written", "kind", "href"),
    [
        ("../", "copy", "../index.html"),
        ("..", "copy", "../index.html"),
        (".", "copy", "index.html"),
        ("?a=1", "copy", "index.html?a=1"),
        ("/review", "copy", "../index.html"),
        ("/review/about", "copy", "index.html"),
        ("/review/about/#é", "copy", "index.html#%C3%A9"),
        ("../one", "copy", "../one.html"),
        (" \n../pl\tan.pdf ", "copy", "../plan.pdf"),
        ("http://EXAMPLE.org:80/review/plan.pdf", "copy", "../plan.pdf"),
        ("https:plan.pdf", "missing", ""),
        ("https:../plan.pdf", "copy", "../plan.pdf"),
        ("\\review\\plan.pdf", "copy", "../plan.pdf"),
        ("\\\\example.org\\review\\plan.pdf", "copy", "../plan.pdf"),
        ("//example.org/review/plan.pdf?x\\y#z", "copy", "../plan.pdf?x%5Cy#z"),
        ("../../review/%70lan.pdf", "copy", "../plan.pdf"),
        ("../../../../review/./x/%2e%2E/plan.pdf", "copy", "../plan.pdf"),
        ("../%C3%A9%20b.txt", "copy", "../%C3%A9%20b.txt"),
        ("../é b.txt", "copy", "../%C3%A9%20b.txt"),
        ("../a:b/", "copy", "../a_b-1/index.html"),
        ("https://user@example.org/review/plan.pdf", "copy", "../plan.pdf"),
        ("/other/", "outside", "https://example.org/other/"),
        ("https://example.org:8443/review/plan.pdf", "outside", "https://example.org:8443/review/plan.pdf"),
        ("//cdn.example/x", "outside", "https://cdn.example/x"),
        ("https://example.org@cdn.example/", "outside", "https://example.org@cdn.example/"),
        ("http:/cdn.example/x", "outside", "http://cdn.example/x"),
        ("missing.html", "missing", "https://example.org/review/about/missing.html"),
        ("mailto:a@example.org", "other", "mailto:a@example.org"),
        ("TEL:999", "other", "TEL:999"),
        ("#top", "here", "#top"),
        ("", "here", ""),
        ("JavaScript:x()", "harmful", ""),
        ("java\nscript:x()", "harmful", ""),
        ("\x01javascript:x()", "harmful", ""),
        ("data:text/html,x", "harmful", ""),
        ("file:///etc/passwd", "harmful", ""),
        ("https://[", "harmful", ""),
        ("https://[::1]/", "outside", "https://[::1]/"),
        ("https://{{ host }}/", "harmful", ""),
        ("ftp://example.org/x", "other", "ftp://example.org/x"),
        ("http://", "harmful", ""),
        ("//", "harmful", ""),
        ("https://example.org:port/", "harmful", ""),
    ],
)
def test_an_address_leads_where_a_browser_would_go(written: str, kind: str, href: str):
    target = SITE.target(written, BASE)
    assert target.kind == kind
    if kind == "copy":
        assert relative(target, "about/index.html") == href
    elif href:
        assert target.url == href
