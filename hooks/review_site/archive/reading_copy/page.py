"""A page as it stands in the copy: its own bytes, but for the tags that cannot be as they were."""

from dataclasses import dataclass

from review_site.archive.reading_copy.body import Beginning, find_beginning, find_xml_beginning
from review_site.archive.reading_copy.draft import Copying, Draft, link_to
from review_site.archive.reading_copy.elements import change_tokens
from review_site.archive.reading_copy.encodings import View, declares, label_of, view_page, view_xml
from review_site.archive.reading_copy.notes import render_head, render_moved, render_notice
from review_site.archive.reading_copy.phrases import phrases_of
from review_site.archive.reading_copy.tokens import Token, read_tokens, read_xml_tokens

_DEEPEST = 2  # frames that hold pages that hold frames that hold pages


Losses = tuple[tuple[str, str], ...]
"""Kind and address of each thing that a file of the site would have loaded and its copy does not."""


@dataclass(frozen=True, slots=True)
class Copied:
    """A file of the copy, and what it lost."""

    content: bytes
    losses: Losses


def copy_page(
    copying: Copying, content: bytes, url: str, file: str, *, utf8: bool, xml: bool = False, location: str | None = None
) -> Copied:
    """Return a page changed for the copy.

    Args:
        copying: what all pages of the copy have in common.
        content: the page as it was served.
        url: its full address.
        file: its name in the copy.
        utf8: whether its server says that it is UTF-8, whatever it says itself.
        xml: whether it is XHTML served as XML.
        location: the full address that its server leads on to, where it does.
    """
    view = view_xml(content) if xml else view_page(content, utf8=utf8)
    tokens = tuple(read_xml_tokens(view.text) if xml else read_tokens(view.text))
    draft = Draft(copying=copying, view=view, url=url, file=file, xml=xml, base=url, tokens=tokens, inner=change_inner)
    draft.base = _base(draft)
    draft.phrases = phrases_of(_language(draft), copying.language)
    beginning = find_xml_beginning(tokens) if xml else find_beginning(tokens, view.text)
    change_tokens(draft, None if beginning is None or beginning.body is None else beginning.first)
    if beginning is not None:
        _add_notice(draft, beginning, location)
        _add_head(draft, beginning)
    return Copied(draft.finish(), tuple(draft.losses))


def change_inner(draft: Draft, html: str) -> str | None:
    """Return the page that a frame holds in its own attribute, changed as the page around it; None for one too deep."""
    if draft.depth >= _DEEPEST:
        return None
    view = View(html.encode("utf-8", "replace").decode("latin-1"), "utf-8")
    inner = Draft(
        copying=draft.copying,
        view=view,
        url=draft.url,
        file=draft.file,
        depth=draft.depth + 1,
        base=draft.base,
        phrases=draft.phrases,
        tokens=tuple(read_tokens(view.text)),
        inner=change_inner,
    )
    inner.base = _base(inner)
    change_tokens(inner, find_beginning(inner.tokens, view.text).first)
    draft.losses.update(inner.losses)
    draft.left_out.update(inner.left_out)
    return inner.finish().decode("utf-8", "replace")


def _base(draft: Draft) -> str:
    """Return the address that the page's own start from (HTML §4.2.3)."""
    for token in draft.tokens:
        if token.kind == "start" and token.name == "base" and not token.foreign:
            one = draft.tag(token).find("href")
            if one is not None:
                target = draft.target(draft.value(one.raw))
                return target.url if target.kind in ("copy", "missing", "outside") else draft.base
    return draft.base


def _language(draft: Draft) -> str | None:
    html = next((token for token in draft.tokens if token.kind == "start" and token.name == "html"), None)
    one = draft.tag(html).find("lang", "xml:lang") if html else None
    return draft.value(one.raw) if one else None


def _add_head(draft: Draft, beginning: Beginning) -> None:
    """Name the page's encoding where nothing else does once no server tells it, and add to the head."""
    view = draft.view
    declaring = _declaring(draft, beginning)
    named = bool(view.mark) or view.transcoded is not None or draft.xml
    if not named and declaring and declares(view.text[: declaring[0].end].encode("latin-1")) == view.encoding:
        kept, label, place = declaring[0], None, declaring[0].end
    else:
        kept, label, place = None, None if named else label_of(view.encoding), beginning.head
    if not named:
        for token in declaring:
            if token is not kept:
                draft.edits = [edit for edit in draft.edits if edit[0] != token.start or edit[1] != token.end]
                draft.replace(token.start, token.end)
    draft.edits.insert(0, (place, place, render_head(draft.phrases, label)))


def _declaring(draft: Draft, beginning: Beginning) -> list[Token]:
    """Return the tags of the head that name an encoding."""
    found = []
    for token in draft.tokens[: beginning.first]:
        if token.kind == "start" and token.name == "meta" and not token.foreign:
            tag = draft.tag(token)
            order = tag.find("http-equiv")
            if tag.has("charset") or (order is not None and draft.value(order.raw).strip().lower() == "content-type"):
                found.append(token)
    return found


def _add_notice(draft: Draft, beginning: Beginning, location: str | None) -> None:
    if beginning.body is None:
        return  # the pages of a set of frames have notices of their own
    html = render_notice(draft.phrases, draft.url, draft.copying.day, list(draft.left_out))
    target = draft.target(location or draft.moved_to) if location or draft.moved_to else None
    if target is not None and target.kind in ("copy", "outside"):
        known = target.file if target.kind == "copy" else target.url
        if known != draft.file and known not in draft.led_to:
            html += render_moved(draft.phrases, link_to(draft, target))
    # First of all that is added at its place: a note may stand beside the very first thing of the body.
    draft.edits.insert(0, (beginning.body, beginning.body, html))
