"""The corrections of a report, the newest first, each with its day and what it bears on."""

from collections.abc import Callable, Iterable, Iterator

from markupsafe import Markup

from review_site.content.report_corrections import Correction


def corrections_html(corrections: Iterable[Correction], address_of: Callable[[str, str], str | None]) -> str:
    """Return the list of corrections.

    `address_of` gives where a `para`, `figure` or `table` with a number may stand, None where nothing is known of it.
    """
    row = sorted(corrections, key=lambda one: one.on.first.timestamp(), reverse=True)
    entries = (
        Markup('<dt><time datetime="{}">{}</time></dt>\n<dd><p>{}</p>{}</dd>').format(
            one.on.html, one.on.spoken, one.note, Markup("").join(_lines(one, address_of))
        )
        for one in row
    )
    return Markup('<dl class="corrections">\n{}\n</dl>').format(Markup("\n").join(entries))


def _lines(one: Correction, address_of: Callable[[str, str], str | None]) -> Iterator[Markup]:
    corrected = (*one.paragraphs, *one.exhibits)
    for word, texts in (("Corrected", corrected), ("Removed", one.removed)):
        if texts:
            links = Markup(", ").join(_link(text, address_of) for text in texts)
            yield Markup('\n<p class="quiet">{}: {}</p>').format(word, links)


def _link(text: str, address_of: Callable[[str, str], str | None]) -> Markup:
    """Return a link to what a correction names; of a run of paragraphs, to its first."""
    kind, _, number = text.lower().rpartition(" ")
    first, dash, last = number.upper().partition("-")
    plain = f"paragraphs {first} to {last}" if dash else f"paragraph {first}"
    words = f"{kind} {first}" if kind else plain
    address = address_of(kind or "para", first)
    return Markup('<a class="ref" href="{}">{}</a>').format(address, words) if address else Markup("{}").format(words)
