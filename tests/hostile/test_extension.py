"""Whatever extension is added to mkdocs.yml, no script gets from it into a page: the build stops and says so."""

from collections.abc import Callable
from pathlib import Path

import pytest

from review_site.plugins.build import build_site
from review_site.problems import ProblemsError


def test_what_an_extension_lets_through_stops_the_build(lay: Callable[[str], Path]) -> None:
    project = lay("")
    config = project / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    listed = text.replace("markdown_extensions:\n", "markdown_extensions:\n  - tests.hostile.letting_through\n")
    assert listed != text
    config.write_text(listed, encoding="utf-8")
    for path, sign in (("docs/about.md", "☠"), ("content/blogs/2021-02-03-first-light.md", "☢")):
        with (project / path).open("a", encoding="utf-8") as file:
            file.write(f"\n{sign}\n")
    with pytest.raises(ProblemsError) as stopped:
        build_site(project, project / "site", "2030-01-01")
    assert {(problem.path, problem.what) for problem in stopped.value.problems} == {
        ("docs/about.md", "holds <script>, which this site does not publish"),
        ("content/blogs/2021-02-03-first-light.md", "holds <body>, which this site does not publish"),
    }
    assert not (project / "site").exists()
