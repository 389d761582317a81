"""Links of a page: made relative, hidden when not due, noted and checked."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from mkdocs.utils import get_relative_url

from review_site.plugins.links import LinkReader, LinkTable, relative_from, relative_links, without_links_to


def test_only_links_from_the_root_are_rewritten() -> None:
    rest = '<a href="//other/"> <a href="b/"> <a href="#c"> <p title="/x/">'
    html = f'<a href="/about/?q#who">x</a> <img src="/a.png"> {rest}'
    out = relative_links(html, lambda address: f"..{address}")
    assert out == f'<a href="../about/?q#who">x</a> <img src="../a.png"> {rest}'


def test_a_link_to_what_is_hidden_keeps_its_words_alone() -> None:
    html = '<p><a class="x" href="/secret/#a">the <em>words</em></a> and <a href="/open/">open</a></p>'
    assert without_links_to({"/secret/"}, html) == '<p>the <em>words</em> and <a href="/open/">open</a></p>'


def test_a_link_that_only_a_template_brings_is_told_once(tmp_path: Path) -> None:
    table = LinkTable()
    table.add("/a/", LinkReader().read("/a/", '<a href="../gone/">x</a>'), None)
    table.add("/b/", LinkReader().read("/b/", '<a href="../gone/">x</a>'), None)
    assert [problem.path for problem in table.problems(tmp_path)] == ["/a/"]


def test_links_elsewhere_are_not_checked(tmp_path: Path) -> None:
    table = LinkTable()
    table.add(
        "/a/",
        LinkReader().read("/a/", '<a href="https://elsewhere.example/">x</a> <a href="mailto:a@b.example">y</a>'),
        None,
    )
    assert list(table.problems(tmp_path)) == []
    (tmp_path / "here").mkdir()
    (tmp_path / "here/index.html").touch()
    table.add("/a/", LinkReader().read("/a/", '<a href="../here/">x</a>'), None)
    assert list(table.problems(tmp_path)) == []
    table.add("/a/", LinkReader().read("/a/", '<a href="../there/">x</a>'), None)
    assert "/there/, " in str(*table.problems(tmp_path))


def test_where_a_form_is_sent_is_a_link_too(tmp_path: Path) -> None:
    form = '<form action="/search/" method="get">'
    assert relative_links(form, lambda address: f"..{address}") == '<form action="../search/" method="get">'
    table = LinkTable()
    table.add("/a/", LinkReader().read("/a/", '<form action="../search/" method="get">'), None)
    assert "/search/, " in str(*table.problems(tmp_path))


PART = st.sampled_from(["a", "b", "about", "x.html", "..", "."])
PATH = st.builds(lambda parts, end: "/".join(parts) + end, st.lists(PART, max_size=4), st.sampled_from(["", "/"]))


@given(PATH, st.lists(PATH, min_size=1))
def test_addresses_are_made_relative_as_mkdocs_does(page: str, addresses: list[str]) -> None:
    relative = relative_from(page)

    for address in (*addresses, *addresses):
        assert relative(f"/{address}") == get_relative_url(address.lstrip("/") or ".", page)


def test_what_many_pages_link_to_is_kept_once() -> None:
    reader = LinkReader("https://example.org/")
    within = '<a href="#b">b</a> <a href="#%C3%A9">é</a> <a href="#">top</a> <a href="?q=1">q</a>'
    others = '<a href="../z/">z</a> <a href="mailto:a@b.example">m</a> <img src="/y.png" srcset="/y.png 1x, /z.png 2x">'
    html = f'<a href="/x/?q=1#a">x</a> {within} {others}'
    here, there = (reader.read(address, html) for address in ("/here/", "/there/"))

    assert here.targets == (("/x/", "a"), *_within("/here/"), ("/z/", ""), ("/y.png", ""), ("/z.png", ""))
    assert there.targets == (("/x/", "a"), *_within("/there/"), ("/z/", ""), ("/y.png", ""), ("/z.png", ""))
    assert here.elsewhere == there.elsewhere == ("mailto:a@b.example",)
    assert here.targets[0] is there.targets[0]


def _within(page: str) -> list[tuple[str, str]]:
    return [(page, "b"), (page, "é"), (page, "")]
