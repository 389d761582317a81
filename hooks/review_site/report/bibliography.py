"""The bibliography of a report, in Harvard style: author, year in brackets, title, publisher, and where it is cited."""

from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup

from review_site.content.report_bibliography import Work, and_list, cited_author, year_of
from review_site.report.uses import Use, uses_html


def bibliography_html(works: Iterable[Work], labels: Mapping[str, str], uses: Mapping[str, Sequence[Use]]) -> str:
    """Return the list of works in the order of their labels; `uses` are the places that cite a work, by its anchor."""
    entries = (
        _entry(work, labels[work.id], uses.get(work.anchor, ()))
        for work in sorted(works, key=lambda work: (labels[work.id].casefold().strip("“"), work.id))
    )
    return Markup('<ul class="works">\n{}\n</ul>').format(Markup("\n").join(entries))


def _entry(work: Work, label: str, uses: Sequence[Use]) -> Markup:
    year = label.removeprefix(f"{cited_author(work)}, ")
    title = Markup("<cite>{}</cite>").format(work.title)
    title = Markup('<a href="{}">{}</a>').format(work.url, title) if work.url else title
    end = "" if work.title.endswith((".", "?", "!", "…")) else "."
    if work.author:
        name = Markup("{} ({}) {}{}").format(and_list(list(work.author)), year, title, end)
    else:
        name = Markup("{} ({}).").format(title, year)
    parts = [name, *map(Markup("{}.").format, _facts(work))]
    if work.archived:
        copy = Markup('<a href="{}">Copy in an archive<span class="unseen">: {}</span></a>.')
        parts.append(copy.format(work.archived, work.title))
    if work.note:
        parts.append(Markup("{}").format(work.note if work.note.endswith((".", "?", "!")) else f"{work.note}."))
    cited = Markup(' <span class="quiet">Cited in {}</span>').format(uses_html(uses)) if uses else ""
    return Markup('<li id="{}">{}{}</li>').format(work.anchor, Markup(" ").join(parts), cited)


def _facts(work: Work) -> Iterable[str]:
    """Give who published a work, and when where more than its year is known; and when it was read."""
    day = work.published.spoken if work.published and work.published.spoken != year_of(work.published) else ""
    told = ", ".join(filter(None, (work.publisher.rstrip(".") if work.publisher else "", day)))
    if told:
        yield told[0].upper() + told[1:]
    if work.accessed:
        yield f"Read {work.accessed.joined}"
