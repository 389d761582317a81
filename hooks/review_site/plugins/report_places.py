"""Pages that are made of each report: the whole on one page, its glossary, its bibliography, its corrections."""

from collections.abc import Iterator

from review_site.content.recommendation_lists import REGISTER
from review_site.content.report import BIBLIOGRAPHY, CORRECTIONS, GLOSSARY, WHOLE, made_page, root_of
from review_site.lifecycle.matter import made_pages
from review_site.plugins.place import Place
from review_site.plugins.register_places import TITLE
from review_site.plugins.standing import Scene

TITLES = {
    WHOLE: "All of it on one page",
    GLOSSARY: "Glossary",
    BIBLIOGRAPHY: "Bibliography",
    CORRECTIONS: "Corrections",
}
"""What each of these pages is called, within its report."""

_ABOUT = {
    WHOLE: "Every part of {}, in reading order, on one page.",
    GLOSSARY: "What words mean in {}, and where they are used.",
    BIBLIOGRAPHY: "The works that {} refers to, and where it cites them.",
    CORRECTIONS: "What was corrected in {} since it came out, and when.",
}

_IN_SHORT = {
    WHOLE: "Every part in reading order: to search in, to print, to keep.",
    GLOSSARY: "What words mean in the report.",
    BIBLIOGRAPHY: "The works that it refers to, and where.",
    CORRECTIONS: "What was corrected since it came out.",
}


def report_places(scene: Scene) -> Iterator[Place]:
    """Give the place of each page that is made of a report that may be seen.

    What stands on them is put together when the content of all pages is rendered (`Reports.context_of`).
    """
    for name in scene.library.reports:
        report = scene.report_of(root_of(name))
        if report is None:
            continue
        made = tuple(made_pages(name, scene.matters[name], scene.library))
        for page, title in TITLES.items():
            address = made_page(name, page)
            if address not in made:
                continue
            yield Place(
                address=address,
                kind="report",
                meta={
                    "title": f"{report.title}: {title[0].lower()}{title[1:]}",
                    "description": _ABOUT[page].format(report.title),
                    "template": f"report_{'whole' if page == WHOLE else 'list'}.html",
                },
                context={"report": report, "leaves": scene.leaves[name], "made": page, "heading": title},
                report=report,
                published=report.published.text if report.published else None,
                group=f"Made of {report.title}",
                deep=page == WHOLE,
            )


def made_links(scene: Scene, name: str) -> tuple[tuple[str, str, str], ...]:
    """Return the pages made of a report as its other pages link to them: the title, the address, what it is.

    The register of its recommendations comes first.
    """
    register, made = scene.library.recommendations, set(made_pages(name, scene.matters[name], scene.library))
    listed = ((TITLE, REGISTER, "Each of them, and what became of it."),)
    return (
        *(listed if register is not None and register.report == name else ()),
        *(
            (title, address, _IN_SHORT[page])
            for page, title in TITLES.items()
            if (address := made_page(name, page)) in made
        ),
    )
