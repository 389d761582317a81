"""Columns that a writer aligns are told by a class, as the policy of the site forbids inline style."""

import lxml.html
import pytest
from markdown import Markdown
from tests.drawings import drawn

from review_site.plugins.columns import AlignedColumns

TABLE = "| a | b | c | d |\n|---|---:|:---:|:---|\n| 1 | 2 | 3 | {} |\n"


def cells(last="4"):
    html = Markdown(extensions=["attr_list", "tables", AlignedColumns()]).convert(TABLE.format(last))
    return lxml.html.fromstring(html).xpath("//th | //td")


def test_each_cell_of_a_column_has_its_class_and_no_style():
    assert [cell.get("class") for cell in cells()] == [None, "right", "centre", "left"] * 2
    assert [cell.get("style") for cell in cells()] == [None] * 8


def test_a_class_that_a_writer_gives_stays():
    assert cells("4 { .sum }")[-1].get("class") == "sum left"


def test_pages_of_a_site_have_no_style_in_a_table(site):
    text = "---\ntitle: About\ndescription: About it.\n---\n\n| a |\n|--:|\n| 1 |\n"
    folder = site(drawn("docs/about.md", text))
    html = (folder / "about/index.html").read_text("utf-8")
    assert '<td class="right">1</td>' in html
    assert "style=" not in html


@pytest.mark.parametrize("style", ["color: red", "text-align: justify"])
def test_other_style_is_left_for_the_checks_to_refuse(style):
    html = Markdown(extensions=["attr_list", "tables", AlignedColumns()]).convert(
        TABLE.format(f'4 {{ style="{style}" }}')
    )
    assert f'style="{style}' in html
