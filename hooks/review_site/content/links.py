"""Links that writers wrote to pages of the site: each must lead somewhere, now or when it is due."""

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Set
from pathlib import PurePosixPath
from urllib.parse import unquote

from review_site.addresses import AS_AT, is_address
from review_site.content.fields import field_name, groups_in
from review_site.content.markdown import read_markdown
from review_site.content.markdown_text import Link, file_name_of
from review_site.content.outside_links import Fault, fault_of_outside, leads_out
from review_site.content.publication import LISTS
from review_site.content.source import Key, Source
from review_site.content.state_blocks import read_blocks
from review_site.problems import Problems, did_you_mean

_BUILT_BELOW = ("/news/", "/author/", "/for/", *LISTS, "/recommendations/", "/submissions/", "/assets/")
_MAIL = re.compile(r"[^\s/@]+@[^\s/@]+\.[^\s/@]+")
_HOST = re.compile(r"www\.|(?:[a-z0-9-]+\.)+(?:uk|org|com|net|info|eu|int|io)(?:/|$)", re.IGNORECASE)
_PAGE_ENDING = re.compile(r"(?:(?:^|/)(?:index|README))?\.(?:md|html?)$", re.IGNORECASE)
_DATE = re.compile(r"^\d{4}-\d\d-\d\d-")
_BRING_BACK = "correct the address, or bring the page back"


def check_links(sources: Iterable[Source], served: Set[str], problems: Problems) -> None:
    """Tell each link to a page, and each field that names one, which leads nowhere or is not written from the root.

    Addresses of files, and of lists that the builder makes, are left to the check of the finished site; bare names of
    files to `text_checks`.
    """
    for source in sources:
        for key, value in _fields(source):
            if isinstance(value, str) and is_address(value):
                _tell(source, field_name(key), value, source.line(key), served, problems)
        for link in read_markdown(source.body, source.body_line).links:
            path = unquote(_without_end(link.target))
            if path.startswith("/") and not path.startswith("//"):
                _tell(source, "link", path, link.line, served, problems)
            elif path and not link.bare:
                _check_other(source, link, path, served, problems)
            elif not link.target:
                what, mend = (
                    f"“{link.words}” leads nowhere",
                    "write the address between the brackets, or take the link out",
                )
                problems.add(source.path, "link", what, mend, line=link.line)


def check_anchors(
    written: Iterable[tuple[str | None, Source]],
    anchors_of: Callable[[str], Set[str] | None],
    lasting_of: Callable[[str], Set[str] | None],
    problems: Problems,
) -> None:
    """Tell each link to a place on a page (`#who`, `/about/#who`) that the page does not have, or not in each state.

    `written` pairs each source with the address of its page, None when it has none of its own. `anchors_of` gives the
    anchors of a page by its address, None when they are not known: such links pass; `lasting_of` those that it has in
    each of its states. They are asked for those pages alone that a link with an anchor names. A link within a state
    block passes when the page has the anchor in some state.
    """
    for own, source in written:
        for link in read_markdown(source.body, source.body_line).links:
            before, mark, anchor = link.target.partition("#")
            path = unquote(_without_end(before)) or own
            if not mark or path is None or not path.startswith("/") or anchor.startswith(":~:"):
                continue
            anchors = anchors_of(path)
            if anchors is not None and unquote(anchor) not in anchors:
                _tell_anchor(source, link, unquote(anchor), anchors, problems)
            elif unquote(anchor) not in (lasting_of(path) or {unquote(anchor)}) and not _in_block(source, link):
                what = f"{link.target} leads to a place that stands in a state block, and is not always there"
                mend = "put the heading outside the block, or the link into a block of the same state"
                problems.add(source.path, "link", what, mend, line=link.line)


def _in_block(source: Source, link: Link) -> bool:
    row = link.line - source.body_line
    return any(block.row < row < block.end for run in read_blocks(source.body).sets for block in run)


def _fields(source: Source) -> Iterator[tuple[Key, object]]:
    """Give what a source says in the fields that name a page: its own, of what came of a call, of versions."""
    yield ("page",), source.data.get("page")
    for index, other in groups_in(source.data, "other_forms"):
        yield ("other_forms", index, "page"), other.get("page")
    for index, result in groups_in(source.data, "results"):
        yield ("results", index, "page"), result.get("page")
    for index, version in groups_in(source.data, "versions"):
        yield ("versions", index, "page"), version.get("page")
        yield ("versions", index, "transcript"), version.get("transcript")


def _without_end(target: str) -> str:
    """Return a target without its query and its anchor."""
    return re.split(r"[?#]", target, maxsplit=1)[0]


def _tell(source: Source, field: str, target: str, line: int, served: Set[str], problems: Problems) -> None:
    is_file = "." in target.rpartition("/")[2]
    if target.endswith(".md"):
        target, is_file = _PAGE_ENDING.sub("", target), False
    if target in served or target.startswith(_BUILT_BELOW) or AS_AT in target or is_file:
        return
    near = f"did you mean {target}/?" if f"{target}/" in served else did_you_mean(target, served)
    mend = near if near.startswith("did you mean") else _BRING_BACK
    problems.add(source.path, field, f"{target} leads nowhere", mend, line=line)


def _check_other(source: Source, link: Link, path: str, served: Set[str], problems: Problems) -> None:
    """Tell a link within the site that is not written from the root, and one out of it that others cannot follow."""
    if leads_out(link.target):
        fault = fault_of_outside(link.target)
    else:
        fault = None if file_name_of(link.target) else _fault_within(source, path, served)
    if fault is not None:
        problems.add(source.path, "link", *fault, line=link.line)


def _fault_within(source: Source, path: str, served: Set[str]) -> Fault:
    """Return what is wrong with a path that is neither an address from the root nor the name of a file."""
    if _MAIL.fullmatch(path):
        return f"{path} is a mail address", f"write mailto:{path}"
    if _HOST.match(path):
        return f"{path} is an address without its beginning", f"write https://{path}"
    name = path.rstrip("/").rpartition("/")[2]
    if file_name_of(name):
        return f"{path} names a folder", f"put the file into content/attachments/ and write its bare name, {name}"
    addresses = _from_root(source, path)
    address = next((address for address in addresses if address in served), addresses[0])
    return f"{path} is not an address from the root", f"write it from the root: {address}"


def _from_root(source: Source, path: str) -> list[str]:
    """Return the addresses that a relative path may mean, the likeliest first."""
    folder = PurePosixPath(*PurePosixPath(source.path).parts[1:-1])
    page = _PAGE_ENDING.sub("", path)
    beside, alone = posixpath.normpath(f"/{folder}/{page}"), posixpath.normpath(f"/{page}").lstrip("./")
    post = _DATE.sub("", page.rstrip("/").rpartition("/")[2])
    return [f"/{found.strip('/')}/".replace("//", "/") for found in (beside, alone, post)]


def _tell_anchor(source: Source, link: Link, anchor: str, anchors: Set[str], problems: Problems) -> None:
    near = did_you_mean(f"#{anchor}", [f"#{name}" for name in anchors if name])
    mend = (
        near if near.startswith("did you mean") else f"link to the page alone, or write {{#{anchor}}} after a heading"
    )
    problems.add(source.path, "link", f"{link.target} leads to no place on the page", mend, line=link.line)
