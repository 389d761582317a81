"""The same in another form, linked both ways: from the page that names it, and back from the other."""

from collections.abc import Mapping
from dataclasses import dataclass

from review_site.addresses import is_attachment
from review_site.content.languages import language_name
from review_site.content.library import Library
from review_site.content.models import Page, Post
from review_site.content.parts import Form, OtherForm

_FORMS: Mapping[Form, str] = {
    "Easy Read": "Easy Read",
    "for children": "a version for children",
    "British Sign Language": "British Sign Language",
    "large print": "large print",
    "audio": "audio",
    "translation": "",
}


@dataclass(frozen=True, slots=True)
class FormLink:
    """A way to another form of a page: words before it, the link, and the language that it leads to, if another."""

    before: str
    words: str
    address: str
    language: str | None = None


def link_forms(library: Library) -> dict[str, tuple[FormLink, ...]]:
    """Return the ways between pages and their other forms by the address of the page on which they stand.

    `library` is what may be seen: a page that is not out yet or was withdrawn is named by no other, and names none.
    """
    out: dict[str, Post | Page] = {post.entry.address: post.entry for post in library.posts}
    out |= {address: page.entry for address, page in library.pages.items() if page.entry.withdrawn is None}
    found: dict[str, list[FormLink]] = {}
    for address, entry in out.items():
        for other in entry.other_forms:
            if other.page in out or is_attachment(other.page):
                found.setdefault(address, []).append(_there(other))
                if not is_attachment(other.page):
                    back = FormLink(_back(other), entry.title, address, entry.language or library.review.language)
                    found.setdefault(other.page, []).append(back)
    return {address: tuple(links) for address, links in found.items()}


def form_words(form: Form | None, language: str | None) -> str:
    """Return what another form is, as it stands after “in” or “as”: Easy Read in Welsh; empty for none."""
    words = _FORMS[form] if form else ""
    spoken = f"in {language_name(language)}" if language else ""
    return " ".join(filter(None, (words, spoken)))


def _there(other: OtherForm) -> FormLink:
    words = form_words(other.form, other.language)
    before = "Also " if words.startswith("in ") else "Also as " if words.startswith("a ") else "Also in "
    ending = f" ({other.page.rpartition('.')[2].upper()})" if is_attachment(other.page) else ""
    return FormLink(before, f"{words}{ending}", other.page, other.language)


def _back(other: OtherForm) -> str:
    if other.form == "for children":
        return "This is the version for children of "
    if other.form == "translation":
        return "This is a translation of "
    return f"This is the {other.form} version of "
