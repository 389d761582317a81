"""House style over everything that was written."""

from pathlib import Path

from review_site.content.library import Library
from review_site.content.markdown import read_markdown
from review_site.problems import Problem, Problems
from review_site.style.advice import advise
from review_site.style.house_style import read_house_style

HOUSE_STYLE = "house-style.yml"


def advise_library(library: Library, content: Path) -> list[Problem]:
    """Return the advice on every post and page of a library; what is wrong in house-style.yml itself is a problem.

    Without a house-style.yml there is none.
    """
    file = content / HOUSE_STYLE
    if not file.is_file():
        return []
    problems = Problems()
    style = read_house_style(file, f"{content.name}/{HOUSE_STYLE}", problems)
    if style is None:
        return list(problems)
    return [
        one
        for written in library.written
        for one in advise(written.source, read_markdown(written.source.body, written.source.body_line), style)
    ]
