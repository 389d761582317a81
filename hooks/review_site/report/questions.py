"""Questions and answers: each a native disclosure, open, with its heading in the summary."""

import lxml.html

from review_site.report.fragments import parse_fragment, render_fragment

_NOTES = "footnote"


def enclose_questions(html: str) -> str:
    """Return the HTML of a page in which each heading of level 2 and its answer can be closed, and stand open.

    The answer is what follows the heading, up to the next one or to the footnotes. The heading keeps its anchor and
    stays a heading (HTML §4.11.2: a summary may hold one): in the outline, in a crawl and in print, open or closed.
    """
    root = parse_fragment(html)
    for heading in list(root.iter("h2")):
        _enclose(heading)
    return render_fragment(root)


def _enclose(heading: lxml.html.HtmlElement) -> None:
    answer = []
    for element in heading.itersiblings():
        if element.tag == "h2" or _NOTES in (element.get("class") or "").split():
            break
        answer.append(element)
    details = lxml.html.Element("details", {"class": "faq"})
    details.set("open")
    summary = lxml.html.Element("summary")
    heading.addprevious(details)
    details.append(summary)
    details.text, summary.tail, details.tail = "\n", heading.tail, "\n"
    heading.tail = None
    summary.append(heading)
    details.extend(answer)
