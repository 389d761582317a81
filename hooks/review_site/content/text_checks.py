"""What a text must get right for readers who cannot see it, or see only its headings or its links."""

import re
from collections.abc import Collection, Iterator, Mapping
from urllib.parse import unquote

from review_site.content.markdown_text import Picture, Text, file_name_of, without_comments
from review_site.content.source import Source
from review_site.problems import Problems, did_you_mean

PICTURES = "content/pictures/"
ATTACHMENTS = "content/attachments/"
MAX_ALT = 250
_FIRST = 2  # the level of the headings of a text, below its title
_SHOW = "write ![what it shows](name.jpg)"
_SAY_WHERE = "say where it leads: [the final report](…)"
_EMPTY_WORDS = re.compile(
    r"(?:(?:click|read|see|view|go|follow|open|find|learn|visit|download|and) )*"
    r"(?:click|read|view|visit|open|download|go|it|on|here|there|this|that|more|out more|further|source|details?|info|"
    r"information|more details?|more info|more information|full story|"
    r"(?:(?:the|this|that|our|on this) )?(?:link|page|web ?page|site|web ?site))(?: here| for more| now)?"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*|(?:[\w-]+\.)+[a-z]{2,}/\S*", re.IGNORECASE)
_FILE_NAME = re.compile(
    r"[^\s/]+\.(?:jpe?g|png|gif|svg|webp|avif|heic|tiff?|bmp)"
    r"|_?(?:img|dscn?|dscf|pxl|p|mvimg|photo|image|picture|screen ?shot|scan)[\s_-]*\d[\s\d_.:-]*(?:at [\d.:]+)?",
    re.IGNORECASE,
)
_ONLY_A_KIND = re.compile(
    r"(?:(?:an?|the|this|our|my) )?(?:image|photo|photograph|pic|picture|graphic|illustration|icon|logo|screenshot|"
    r"diagram|chart|graph|figure|banner|untitled|alt|alt text)s?(?: (?:of|showing|here|below|above))?",
    re.IGNORECASE,
)
_TARGET = r"((?:/|mailto:)[^\s()\[\]]*)"
_TORN = re.compile(rf"\[([^\[\]]+)\] +\({_TARGET}\)|\(([^()\[\]]+)\)\[{_TARGET}\]")
_UNNAMED = re.compile(r"\[([^\[\]]*[^\W\d_][^\[\]]*)\] ?\[([^\[\]^@]*)\]")
_CODE = re.compile(r"^(```+|~~~+).*?^\1|`[^`\n]*`|^(?: {4}|\t).*$", re.MULTILINE | re.DOTALL)
_BULLET = re.compile(r"\s*[•·▪●◦‣]\s*\S")
_RAW_PICTURE = re.compile(r"<img\b", re.IGNORECASE)


def check_text(
    source: Source,
    text: Text,
    problems: Problems,
    *,
    decorative: Collection[str] = (),
    described: Mapping[str, str] | None = None,
) -> None:
    """Tell headings, link words and pictures of a text that would leave some of its readers out.

    `decorative` are the files of pictures that say nothing, `described` those whose alternative text stands in the
    front matter: a picture of these may have none in the text.
    """
    silent = {*decorative, *(name for name, alt in (described or {}).items() if alt.strip())}
    _check_headings(source, text, problems)
    _check_link_words(source, text, problems)
    for line in text.tight_lists:
        problems.add(source.path, "text", "a list follows with no empty line above it", "leave one empty", line=line)
    note = _open_note(source)
    if note is not None:
        problems.add(source.path, "text", "a note opens with <!-- and is not closed", "close it with -->", line=note)
    for line in _bullets(text):
        mend = "start each line of the list with a hyphen and a space: - one"
        problems.add(source.path, "text", "a list is made with bullets of a word processor", mend, line=line)
    for line, what, mend in _torn_links(text):
        problems.add(source.path, "link", what, mend, line=line)
    for picture in text.pictures:
        _check_picture(source, picture, problems, silent)
    for piece in text.html:
        shown = without_comments(piece.text)
        for found in _RAW_PICTURE.finditer(shown):
            line = piece.line + shown.count("\n", 0, found.start())
            problems.add(source.path, "picture", "is written as HTML", _SHOW, line=line)


def _open_note(source: Source) -> int | None:
    """Return the line of a note to colleagues that has no end, and would be published; code may hold its marks."""
    body = _CODE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), source.body)
    start = body.rfind("<!--")
    return None if start <= body.rfind("-->") else source.body_line + body.count("\n", 0, start)


def _bullets(text: Text) -> Iterator[int]:
    """Give the first line of each paragraph in which a line starts with a bullet, as pasted from a document."""
    for prose in text.prose:
        rows = prose.words.split("\n")
        found = next((number for number, row in enumerate(rows) if _BULLET.match(row)), None)
        if found is not None:
            yield prose.line + found


def check_files(
    source: Source, text: Text, pictures: Collection[str], attachments: Collection[str], problems: Problems
) -> None:
    """Tell each picture and attachment of a text that is not among the files of its folder."""
    for picture in text.pictures:
        name = file_name_of(picture.target)
        if name and name not in pictures:
            _tell_missing(source, "picture", name, PICTURES, pictures, picture.line, problems)
    for link in text.links:
        name = file_name_of(link.target)
        if not name or link.bare or name in attachments:
            continue
        if name in pictures:
            mend = f"show it: ![what it shows]({name}), or put a copy into {ATTACHMENTS}"
            problems.add(source.path, "link", f"{name} is a picture, not an attachment", mend, line=link.line)
        else:
            _tell_missing(source, "link", name, ATTACHMENTS, attachments, link.line, problems)


def explain_alt(alt: str) -> tuple[str, str] | None:
    """Return what is wrong with the alternative text of a picture, and what would be right; None when nothing is."""
    words = " ".join(alt.split())
    if not words:
        return "has no alternative text", f"{_SHOW}, or `![](name.jpg){{ decorative }}` if it shows nothing"
    if _FILE_NAME.fullmatch(words):
        return f"“{words}” is the name of a file", _SHOW
    if _ONLY_A_KIND.fullmatch(words.strip(" .:!…")):
        return f"“{words}” does not say what it shows", _SHOW
    if len(words) > MAX_ALT:
        return f"its alternative text has {len(words)} characters", f"keep it under {MAX_ALT}; say the rest in the text"
    return None


def _check_headings(source: Source, text: Text, problems: Problems) -> None:
    before = _FIRST - 1
    for heading in text.headings:
        if not heading.words:
            problems.add(source.path, "heading", "is empty", "write its words, or delete it", line=heading.line)
        if heading.level == 1:
            what = "is of the first level, which is the title's"
            problems.add(source.path, "heading", what, f"write ## {heading.words}".rstrip(), line=heading.line)
        elif heading.level > before + 1:
            what = f"goes from level {before} to level {heading.level}"
            mend = f"write {'#' * (before + 1)} {heading.words}".rstrip()
            problems.add(source.path, "heading", what, mend, line=heading.line)
        before = max(heading.level, _FIRST)


def _check_link_words(source: Source, text: Text, problems: Problems) -> None:
    for link in text.links:
        words = " ".join(link.words.split())
        plain = re.sub(r"[^\w\s]", "", words).strip().casefold()
        if link.bare:
            what = f"the address {link.target} stands in the text"
        elif not words:
            what = "has no words"
        elif _ADDRESS.fullmatch(words):
            what = f"its words are an address, {words}"
        elif not plain or _EMPTY_WORDS.fullmatch(plain):
            what = f"“{words}” does not say where it leads"
        else:
            continue
        problems.add(source.path, "link", what, _SAY_WHERE, line=link.line)


def _torn_links(text: Text) -> Iterator[tuple[int, str, str]]:
    """Give each link whose halves are apart, have each other's brackets, or name nothing: it would stand as it is."""
    for prose in text.prose:
        for found in _TORN.finditer(prose.words):
            what = "has a space between its halves" if found[1] else "has its brackets the wrong way round"
            mend = f"write [{found[1] or found[3]}]({found[2] or found[4]})"
            yield prose.line + prose.words.count("\n", 0, found.start()), what, mend
        for found in _UNNAMED.finditer(prose.words):
            what = f"[{found[2] or found[1]}] is named nowhere in this text"
            yield prose.line + prose.words.count("\n", 0, found.start()), what, f"write the address: [{found[1]}](…)"


def _check_picture(source: Source, picture: Picture, problems: Problems, silent: Collection[str]) -> None:
    name = file_name_of(picture.target)
    if name is None:
        mend = f"put the file into {PICTURES} and name it alone: ![…]({_last_step(picture.target)})"
        what = f"{picture.target or 'nothing'} is not the name of a picture of this site"
        problems.add(source.path, "picture", what, mend, line=picture.line)
    if not picture.alt.strip() and (picture.decorative or name in silent):
        return
    fault = explain_alt(picture.alt)
    if fault:
        problems.add(source.path, "picture", *fault, line=picture.line)


def _last_step(target: str) -> str:
    name = unquote(re.split(r"[?#]", target, maxsplit=1)[0]).replace("\\", "/").rstrip("/").rpartition("/")[2]
    return name if "." in name else "name.jpg"


def _tell_missing(
    source: Source, field: str, name: str, folder: str, files: Collection[str], line: int, problems: Problems
) -> None:
    other = next((file for file in files if file.casefold() == name.casefold()), None)
    if other:
        what, mend = f"{name} is not in {folder}", f"{other} is: write its capitals as they are"
    else:
        near = did_you_mean(name, files)
        what = f"{name} is not in {folder}"
        mend = near if near.startswith("did you mean") else "put the file there, or correct the name"
    problems.add(source.path, field, what, mend, line=line)
