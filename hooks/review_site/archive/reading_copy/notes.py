"""What a copy adds to a page: the notice at its top, the notes in it, and what its head says to the browser."""

from datetime import date

from review_site.archive.reading_copy.phrases import Phrases, day_in
from review_site.archive.reading_copy.tags import escape

MARK = "data-reading-copy"
OURS = (MARK, "data-leads-out", "data-not-here")
# Scripts are taken out of the page; a reader made for the web of another day must not find one all the same.
_POLICY = "script-src 'none'; connect-src 'none'; base-uri 'none'; form-action 'none'"
_NOTICE = (
    "all:initial;display:block;grid-column:1/-1;flex:none;box-sizing:border-box;width:100%;padding:4px 16px;"
    "border-bottom:1px solid currentColor;color:inherit;font:13px/1.4 sans-serif;text-align:start;"
    "overflow-wrap:anywhere"
)
_STYLE = (
    'a[data-leads-out]::after{{content:"\\2197";content:"\\2197" / "{leads_out}";margin-inline-start:.15em;'
    "font-size:.75em;text-decoration:none}}"
    "a[data-not-here],area[data-not-here]{{text-decoration:underline dotted}}"
    "[data-reading-copy]{{overflow-wrap:anywhere}}[data-reading-copy] a{{color:inherit;text-decoration:underline}}"
    "[data-reading-copy=note]{{font-style:italic}}"
    "[data-reading-copy=form]{{display:block;flex:0 1 auto;grid-column:1/-1;max-width:20em;font-size:max(.8em,13px)}}"
    "[data-not-here=search]>:not([data-reading-copy]){{display:none!important}}"
)


def render_head(phrases: Phrases, label: str | None) -> str:
    """Render what stands in the head of a copied page; `label` names its encoding where it must still be named."""
    charset = f'<meta charset="{label}" />' if label else ""
    policy = f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}" {MARK}="policy" />'
    style = _STYLE.format(leads_out=_css_string(phrases.leads_out))
    return f'{charset}{policy}<style {MARK}="style">{style}</style>'


def render_notice(phrases: Phrases, address: str, day: date | None, left_out: list[tuple[str, str]]) -> str:
    """Render the notice at the top of a page: what it is a copy of, of what day, and what it lacks.

    Args:
        phrases: in whose words.
        address: the full address of the page.
        day: that of the state of the site, None where nobody knows it.
        left_out: kind and address of each thing that has no place on the page.
    """
    parts = [phrases.copy_as_at.format(day=day_in(phrases, day)) if day else phrases.copy, address]
    if left_out:
        shown = [phrases.kinds[kind].format(address=one) for kind, one in left_out[:6]]
        if len(left_out) > len(shown):
            shown.append(phrases.more.format(count=len(left_out) - len(shown)))
        parts.append(phrases.left_out.format(things="; ".join(shown)))
    language = f'lang="{phrases.language}" dir="ltr"'
    return f'<div {MARK}="notice" role="note" {language} style="{_NOTICE}">{escape(" · ".join(parts))}</div>'


def render_note(phrases: Phrases, thing: str, more: str = "") -> str:
    """Render a note in the place of what is not in the copy; `more` is HTML that follows it."""
    return _span(phrases, "note", escape(phrases.left_out.format(things=thing)) + more)


def render_form_note(phrases: Phrases, sentence: str, link: str = "") -> str:
    """Render the sentence in a form; `link` is HTML."""
    return _span(phrases, "form", " ".join(filter(None, (escape(sentence), link))))


def render_moved(phrases: Phrases, link: str) -> str:
    """Render the line that stands where a page sent its reader on by itself; `link` is HTML."""
    return f'<p {MARK}="moved" lang="{phrases.language}" dir="ltr">{escape(phrases.moved)} {link}</p>'


def _span(phrases: Phrases, kind: str, html: str) -> str:
    return f'<span {MARK}="{kind}" lang="{phrases.language}" dir="ltr">{html}</span> '


def _css_string(text: str) -> str:
    return "".join(sign if sign.isascii() else f"\\{ord(sign):x} " for sign in text)
