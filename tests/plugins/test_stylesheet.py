"""The stylesheet loses what no page can use, and needless characters, and nothing else."""

import gzip
import re
from pathlib import Path

import pytest

from review_site.plugins.stylesheet import slim_stylesheet


def slim(css: str) -> str:
    return slim_stylesheet(css.encode()).decode().removeprefix('@charset "UTF-8";')


@pytest.mark.parametrize(
    ("css", "left"),
    [
        ("a { color : red ; }", "a{color:red}"),
        ("/* why */ a{color:red/* because */}", "a{color:red}"),
        ("a , b > c{margin:0  auto}", "a,b>c{margin:0 auto}"),
        ("a{width:calc(1px + 2px)}", "a{width:calc(1px + 2px)}"),
        ("a{transition:color 1s , margin 2s}", "a{transition:color 1s,margin 2s}"),
        ('a{content:" /* kept */  , "}', 'a{content:" /* kept */  , "}'),
        ('[title="a > b"] c{color:red}', '[title="a > b"] c{color:red}'),
        (":is(a, b):not(.x) c{color:red}", ":is(a,b):not(.x) c{color:red}"),
        ("a{color:red!important}", "a{color:red!important}"),
        ("@media print{a:hover{color:red}b{color:blue}}", "@media print{a:hover{color:red}b{color:blue}}"),
        ("a{color:red;@media print{color:blue}margin:0}", "a{color:red;@media print{color:blue}margin:0}"),
        ('@font-face{font-family:A; src:url("a.woff2")}', '@font-face{font-family:A;src:url("a.woff2")}'),
        ('@charset "UTF-8";a{color:red}', "a{color:red}"),
        ("a{}", ""),
        ("@media print{a{}}", ""),
    ],
)
def test_needless_characters_go(css: str, left: str) -> None:
    assert slim(css) == left


@pytest.mark.parametrize(
    ("selector", "left"),
    [
        (".md-header", ""),
        (".md-header .md-typeset", ""),
        (".md-typeset .md-tabs, .md-typeset p", ".md-typeset p"),
        (".md-typeset :is(.md-nav,.note)", ".md-typeset :is(.md-nav,.note)"),
        (".md-typeset :is(.md-nav,.md-tabs)", ""),
        (".md-typeset p:not(.md-nav)", ".md-typeset p:not(.md-nav)"),
        (".no-js .md-typeset p", ""),
        ("[data-md-color-scheme=slate] p", ""),
        ("[dir=rtl] .md-typeset p", ""),
        (".md-typeset [dir=rtl]", ".md-typeset [dir=rtl]"),
        (".md-typeset .md-button--primary", ".md-typeset .md-button--primary"),
        (".md-typeset .admonition.note", ".md-typeset .admonition.note"),
        (".highlight .k", ".highlight .k"),
    ],
)
def test_a_selector_that_no_page_can_match_goes(selector: str, left: str) -> None:
    assert slim(f"{selector}{{color:red}}") == (f"{left}{{color:red}}" if left else "")


def test_custom_properties_that_nothing_asks_for_go() -> None:
    css = (
        ":root{--used:var(--behind);--behind:red;--unused:blue;--behind-unused:var(--unused)}a{color:var( --used, red)}"
    )
    assert slim(css) == ":root{--used:var(--behind);--behind:red}a{color:var(--used,red)}"


def test_animations_that_nothing_asks_for_go() -> None:
    css = "@keyframes a{0%{top:0}to{top:1px}}@keyframes b{to{top:0}}p{animation:a 1s}"
    assert slim(css) == "@keyframes a{0%{top:0}to{top:1px}}p{animation:a 1s}"


@pytest.mark.parametrize("css", ["a{color red}", "a{color:red}}b{color:blue}", "a", "a{color:}b{;:}"])
def test_what_is_not_css_is_told_with_its_line(css: str) -> None:
    with pytest.raises(ValueError, match="line 3"):
        slim_stylesheet(f"p{{color:red}}\n\n{css}".encode())


def test_it_is_made_once_and_for_all(built_site: Path) -> None:
    (sheet,) = (built_site / "assets").glob("review.*.css")
    made = sheet.read_bytes()
    assert slim_stylesheet(made) == made
    assert len(gzip.compress(made, 9, mtime=0)) < 15_500
    for kept in (
        b".md-typeset .admonition",
        b"--md-admonition-icon--bug",
        b".tabbed-set",
        b".task-list",
        b".keys",
        b".grid",
    ):
        assert kept in made
    for gone in (b"md-header", b"md-search", b"md-nav", b"md-version", b"data-md-"):
        assert gone not in made
    assert re.findall(rb"@keyframes ([a-z-]+)", made) == [b"needs-script"]
