"""The same in another form (Easy Read, for children, a translation): declared once, on one page of the two."""

from collections.abc import Collection, Iterable

from review_site.addresses import ATTACHMENTS, is_attachment
from review_site.content.fields import field_name, groups_in
from review_site.content.source import Source
from review_site.problems import Problems, did_you_mean


def check_other_forms(
    written: Iterable[tuple[str | None, Source]], attachments: Collection[str], problems: Problems
) -> None:
    """Tell each other form that is the page itself, stands twice, or is an attachment that is not there.

    `written` pairs each source with the address of its page; `attachments` are the names of the files that there are.
    That a page is there is checked with all fields that name one.
    """
    holders: dict[str, str] = {}  # by the address of each other form, the file that names it
    pairs: set[tuple[str | None, str]] = set()
    for own, source in written:
        for index, other in groups_in(source.data, "other_forms"):
            page, key = other.get("page"), ("other_forms", index, "page")
            if not isinstance(page, str) or source.is_unread(key):
                continue
            fault: tuple[str, str] | None
            if page == own:
                fault = f"{page} is this page itself", "name the page that is its other form"
            elif (page, own) in pairs:
                fault = f"{page} names this page already", "take this out: the link back stands there by itself"
            elif page in holders:
                fault = f"{page} is another form in {holders[page]} as well", "keep one of the two"
            else:
                fault = _missing(page, attachments)
            if fault:
                problems.add(source.path, field_name(key), *fault, line=source.line(key))
            holders.setdefault(page, source.path)
            pairs.add((own, page))


def _missing(page: str, attachments: Collection[str]) -> tuple[str, str] | None:
    name = page.removeprefix(ATTACHMENTS)
    if not is_attachment(page) or name in attachments:
        return None
    near = did_you_mean(name, attachments)
    mend = (
        near.replace("mean ", f"mean {ATTACHMENTS}") if near.startswith("did") else "put it into content/attachments/"
    )
    return f"there is no file {name}", mend
