"""Advice on everything that was written: house style, words that time has overtaken, what was long not looked at."""

from datetime import datetime
from pathlib import Path

from review_site.content.library import Library
from review_site.content.markdown import read_markdown
from review_site.problems import Problem, Problems
from review_site.style.advice import advise
from review_site.style.house_style import read_house_style
from review_site.style.review_dates import advise_on_reviews
from review_site.style.timeliness import advise_on_time

HOUSE_STYLE = "house-style.yml"


def advise_library(library: Library, content: Path, instant: datetime) -> list[Problem]:
    """Return the advice on a library at an instant (London); what is wrong in house-style.yml itself is a problem.

    Without a house-style.yml there is none on house style.
    """
    on_time = (*advise_on_time(library, content, instant), *advise_on_reviews(library, content, instant))
    return [*_advise_on_style(library, content), *on_time]


def _advise_on_style(library: Library, content: Path) -> list[Problem]:
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
