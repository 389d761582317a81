"""Links of a page: made relative, hidden when not due, noted and checked."""

from pathlib import Path

from review_site.plugins.links import LinkTable, relative_links, without_links_to


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
    table.add("/a/", '<a href="../gone/">x</a>', None)
    table.add("/b/", '<a href="../gone/">x</a>', None)
    assert [problem.path for problem in table.problems(tmp_path)] == ["/a/"]


def test_links_elsewhere_are_not_checked(tmp_path: Path) -> None:
    table = LinkTable()
    table.add("/a/", '<a href="https://elsewhere.example/">x</a> <a href="mailto:a@b.example">y</a>', None)
    assert list(table.problems(tmp_path)) == []
    (tmp_path / "here").mkdir()
    (tmp_path / "here/index.html").touch()
    table.add("/a/", '<a href="../here/">x</a>', None)
    assert list(table.problems(tmp_path)) == []
    table.add("/a/", '<a href="../there/">x</a>', None)
    assert "/there/, " in str(*table.problems(tmp_path))


def test_where_a_form_is_sent_is_a_link_too(tmp_path: Path) -> None:
    form = '<form action="/search/" method="get">'
    assert relative_links(form, lambda address: f"..{address}") == '<form action="../search/" method="get">'
    table = LinkTable()
    table.add("/a/", '<form action="../search/" method="get">', None)
    assert "/search/, " in str(*table.problems(tmp_path))
