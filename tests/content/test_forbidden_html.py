import pytest

from review_site.content.raw_html import forbidden_html


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>fine <a href='/a/'>a</a> <img src='/a.png' alt=''></p>", []),
        ("<p>x</p><script>1</script>", ["<script>"]),
        ("<iframe src='https://example.org/'></iframe>", ["<iframe>"]),
        ("<p onclick='x()'>x</p>", ["onclick="]),
        ("<a href=' JavaScript:x()'>x</a>", ["an address that runs (JavaScript:x()…)"]),
        ("<img src='//example.org/x.png' alt=''>", ["a src on another host (//example.org/x.png)"]),
        ("<style>p{}</style><form></form>", ["<style>", "<form>"]),
        ("", []),
    ],
)
def test_what_a_page_may_not_hold(html: str, found: list[str]) -> None:
    assert forbidden_html(html) == found
