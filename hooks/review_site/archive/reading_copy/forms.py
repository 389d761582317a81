"""The forms of a page: what they cannot do in a copy, said in them, and their fields out of use."""

import re
from collections.abc import Sequence

from review_site.archive.reading_copy.addressing import Target
from review_site.archive.reading_copy.draft import Draft
from review_site.archive.reading_copy.notes import render_form_note
from review_site.archive.reading_copy.tags import Tag, escape
from review_site.archive.reading_copy.tokens import Token

CONTROLS = frozenset({"input", "button", "select", "textarea"})
_SWITCHES = frozenset({"checkbox", "radio", "hidden"})
_SEARCH = re.compile(r"search|chwilio", re.IGNORECASE)


def end_of_form(tokens: Sequence[Token], at: int) -> int:
    """Return the number of the token that ends the form that begins at token `at`."""
    for number in range(at + 1, len(tokens)):
        token = tokens[number]
        if token.name == "form" and token.kind in ("start", "end"):
            return number
    return len(tokens)


def change_form(draft: Draft, form: Tag, at: int, end: int) -> bool:
    """Say in a form that it does not work; tell whether that is so.

    One that sends nothing (switches that only a stylesheet reads) is left to do what it does.

    Args:
        draft: the page.
        form: its start tag, which is changed where the form is one to search by: of that, the sentence alone is shown.
        at: the number of the form's start tag among its tokens.
        end: that of the token that ends it.
    """
    token = draft.tokens[at]
    controls = [(one.name, draft.tag(one)) for one in draft.tokens[at:end] if _is_control(one)]
    if not form.has("action") and all(_type(draft, name, tag) in _SWITCHES for name, tag in controls):
        return False
    if _is_search(draft, form, controls):
        sentence, link = draft.phrases.search, _finder(draft)
        form.set("data-not-here", "search")
    else:
        sentence, link = draft.phrases.form, ""
    draft.replace(token.end, token.end, render_form_note(draft.phrases, sentence, link))
    return True


def disable(draft: Draft, name: str, tag: Tag) -> None:
    """Put a field out of use."""
    if _type(draft, name, tag) != "hidden":
        tag.set("disabled", "disabled")


def _is_control(token: Token) -> bool:
    return token.kind == "start" and not token.foreign and token.name in CONTROLS


def _type(draft: Draft, name: str, tag: Tag) -> str:
    one = tag.find("type")
    return draft.value(one.raw).strip().lower() if name == "input" and one else name


def _is_search(draft: Draft, form: Tag, controls: Sequence[tuple[str, Tag]]) -> bool:
    said = [one.raw or "" for one in form.attributes if one.name in ("role", "action", "class", "id", "name")]
    return any(map(_SEARCH.search, said)) or any(_type(draft, name, tag) == "search" for name, tag in controls)


def _finder(draft: Draft) -> str:
    if draft.copying.finder is None:
        return ""
    file, is_alphabet = draft.copying.finder
    words = draft.phrases.alphabet if is_alphabet else draft.phrases.every_page
    return f'<a href="{escape(draft.to(Target("copy", "", file)))}">{escape(words)}</a>'
