"""The glossary of a report: its terms linked where a page first uses them, and the list of what they mean."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from markupsafe import Markup

from review_site.addresses import slugify
from review_site.content.report_glossary import Index, Term, find_terms
from review_site.report.fragments import parse_fragment, render_fragment
from review_site.report.pieces import Element, Piece, place_pieces
from review_site.report.uses import Use, uses_html

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_NOT_LINKED = frozenset(
    {*_HEADINGS, "a", "button", "cite", "code", "figure", "footer", "label", "pre", "script", "style", "summary", "svg"}
)
_NOTES = "footnote"
Links = Sequence[tuple[str, str]]


def link_terms(html: str, index: Index, address_of: Callable[[int], str]) -> str:
    """Return the HTML of a page in which the first use of each term is a link to its entry.

    `index` is made of the terms by `index_terms`, `address_of` gives the address of an entry by the term's number.
    Terms in headings, links, code, figures, notes and the sources of quotations stay as they are.
    """
    if not index:
        return html
    root = parse_fragment(html)
    used: set[int] = set()

    def find(text: str, _: Element) -> Iterator[Piece]:
        for start, end, number in find_terms(text, index):
            if number not in used:
                used.add(number)
                yield Piece(start, end, text[start:end], address_of(number), "term")

    place_pieces(root, _is_skipped, find)
    return render_fragment(root) if used else html


def glossary_html(terms: Iterable[Term], uses: Mapping[str, Sequence[Use]], sources_of: Callable[[Term], Links]) -> str:
    """Return the list of terms in alphabetical order: what each means, where that is from, and where it is used.

    `uses` are the places that use a term, by its anchor; `sources_of` gives the sources of a meaning as words with
    their addresses, which are empty where there is nothing to link to.
    """
    entries = (
        _entry(term, uses.get(term.anchor, ()), sources_of(term))
        for term in sorted(terms, key=lambda term: (slugify(term.term), term.term))
    )
    return Markup('<dl class="glossary">\n{}\n</dl>').format(Markup("\n").join(entries))


def _entry(term: Term, uses: Sequence[Use], sources: Links) -> Markup:
    also = Markup(' <span class="quiet">also: {}</span>').format(", ".join(term.also)) if term.also else ""
    source = (
        Markup('\n<p class="quiet">Source: {}</p>').format(Markup("; ").join(map(_link, sources))) if sources else ""
    )
    used = Markup('\n<p class="quiet">Used in {}</p>').format(uses_html(uses)) if uses else ""
    return Markup('<dt id="{}"><dfn>{}</dfn>{}</dt>\n<dd><p>{}</p>{}{}</dd>').format(
        term.anchor, term.term, also, term.means, source, used
    )


def _link(link: tuple[str, str]) -> Markup:
    words, address = link
    return Markup('<a href="{}">{}</a>').format(address, words) if address else Markup("{}").format(words)


def _is_skipped(element: Element) -> bool:
    return element.tag in _NOT_LINKED or _NOTES in (element.get("class") or "").split()
