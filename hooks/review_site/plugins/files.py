"""Pictures and attachments: what pages show or link to is published, and nothing else that lies in content/."""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element, tostring

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from review_site.addresses import address_of_file
from review_site.content.attachments import attachment_address
from review_site.content.library import Library
from review_site.content.markdown import read_markdown
from review_site.content.parts import Picture
from review_site.content.picture_files import PictureFile
from review_site.content.source import Source
from review_site.pictures.markup import render_picture
from review_site.pictures.renditions import plan, write_renditions
from review_site.plugins.records import Record
from review_site.problems import Problem, Problems, ProblemsError
from review_site.timing import timed
from review_site.workers import spread

_PICTURES = "pictures"
_CACHE = ".cache/pictures"
_LEAST = 4  # pictures: a new one takes some 100 ms, one from the cache hardly any
_PRIORITY = 5  # after attribute lists (8); before MkDocs (0), which would take a bare file name for a page


class PublishedFiles:
    """The pictures and attachments of a site, and those of them that the pages rendered so far have used.

    `library` is what may be seen: of an entry that was withdrawn it says nothing of pictures any more.
    """

    def __init__(self, library: Library, project: Path, held_back: frozenset[str] = frozenset()) -> None:
        """Open the files; those of the attachments that are `held_back` are not published, whoever links to them."""
        self.held_back = held_back
        self.pictures, self.attachments = library.pictures, library.attachments
        self.described = _described(library)
        self.project = project
        self.used: dict[str, None] = {}
        self.begin(None)

    def begin(self, source: Source | None) -> None:
        """Turn to the page that is rendered next; `lead` is then the HTML of its pictures that stand before the text.

        These are the pictures that its front matter names and its text does not place. `of_page` gathers the files that
        the page uses.
        """
        self.here: Mapping[str, Picture] = self.described.get(source.path, {}) if source else {}
        self.shown = 0
        self.of_page: set[str] = set()
        text = read_markdown(source.body, source.body_line) if source and self.here else None
        placed = {picture.target for picture in text.pictures} if text else set()
        elements = (self.picture(name, "") for name in self.here if name not in placed)
        self.lead = "".join(
            f"{tostring(one, encoding='unicode', method='html')}\n" for one in elements if one is not None
        )

    def picture(self, name: str, alt: str, css_class: str = "") -> Element | None:
        """Return a picture as an element with its renditions, noting that it is used; None when there is none such.

        What the page's front matter says of the picture counts where the Markdown says nothing.
        """
        file = self.pictures.get(name)
        if file is None:
            return None
        words = self.here.get(name)
        self._use(f"{_PICTURES}/{name}")
        self.shown += 1
        return render_picture(
            file,
            alt or (words.alt if words else None) or "",
            caption=(words.caption if words else None) or "",
            credit=(words.credit if words else None) or "",
            eager=self.shown == 1,
            css_class=css_class,
        )

    def attachment(self, name: str) -> str | None:
        """Return the address of an attachment, noting that it is used; None when there is none such."""
        if name not in self.attachments:
            return None
        if name not in self.held_back:
            self._use(f"attachments/{name}")
        return attachment_address(name)

    def _use(self, file: str) -> None:
        self.used[file] = None
        self.of_page.add(file)

    @timed("pictures and attachments")
    def write(self, site_dir: Path) -> list[Record]:
        """Write what was used into the finished site, the pictures on all cores, and return a record of each file.

        Raises:
            ProblemsError: with everything that keeps a picture from being published.
        """
        shown = [self.pictures[used.partition("/")[2]] for used in self.used if used.startswith(f"{_PICTURES}/")]

        def work(picture: PictureFile) -> Sequence[Problem]:
            try:
                write_renditions(picture, site_dir / _PICTURES, self.project / _CACHE)
            except ProblemsError as error:
                return error.problems
            return ()

        Problems(problem for told in spread(shown, work, least=_LEAST) for problem in told).raise_if_any()
        records: list[Record] = []
        for used in self.used:
            folder, _, name = used.partition("/")
            if folder == _PICTURES:
                picture = self.pictures[name]
                records += (_record(f"{_PICTURES}/{one.name}", name, "picture", picture.path) for one in plan(picture))
            else:
                target = site_dir / used
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(self.attachments[name], target)
                source = self.attachments[name].relative_to(self.project).as_posix()
                records.append(_record(used, name, "attachment", source))
        return records


class FileLinks(Extension):
    """Python-Markdown extension: `![…](lamp.jpg)` and `[…](report.pdf)` become what the site serves."""

    def __init__(self, files: PublishedFiles) -> None:
        super().__init__()
        self.files = files

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name that Python-Markdown calls
        """Register the working before MkDocs's own check of links."""
        md.treeprocessors.register(_FileLinks(md, self.files), "review-files", _PRIORITY)


class _FileLinks(Treeprocessor):
    def __init__(self, md: Markdown, files: PublishedFiles) -> None:
        super().__init__(md)
        self.files = files

    def run(self, root: Element) -> None:
        for parent in list(root.iter()):
            for index, child in enumerate(list(parent)):
                if child.tag == "img" and (picture := self.picture_of(child)) is not None:
                    _put(parent, index, _inside_text(picture), child.tail)
                elif child.tag == "p" and _holds_one_picture(child):
                    alone = self.picture_of(child[0])
                    if alone is not None:
                        _put(parent, index, alone, child.tail)
                elif child.tag == "a":
                    name, mark, anchor = child.get("href", "").partition("#")
                    address = self.files.attachment(name)
                    if address is not None:
                        child.set("href", address + mark + anchor)

    def picture_of(self, image: Element) -> Element | None:
        return self.files.picture(image.get("src", ""), image.get("alt", ""), image.get("class", ""))


def _described(library: Library) -> dict[str, dict[str, Picture]]:
    """Return what front matter says of pictures: by file of content, then by the picture's name."""
    return {one.source.path: {picture.file: picture for picture in one.entry.pictures} for one in library.written}


def _holds_one_picture(paragraph: Element) -> bool:
    only = len(paragraph) == 1 and paragraph[0].tag == "img"
    return only and not (paragraph.text or "").strip() and not (paragraph[0].tail or "").strip()


def _inside_text(picture: Element) -> Element:
    """Return a picture that stands within a line of text, where a figure may not stand."""
    found = picture if picture.tag == "picture" else picture.find("picture")
    return picture if found is None else found


def _put(parent: Element, index: int, new: Element, tail: str | None) -> None:
    new.tail = tail
    parent[index] = new


def _record(file: str, title: str, kind: str, source: str) -> Record:
    return Record(address=address_of_file(file), file=file, title=title, kind=kind, source=source, published=None)
