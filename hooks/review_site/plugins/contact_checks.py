"""No contact of anybody stands in a site but those that the register names."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from review_site.contacts import same_contact
from review_site.content.converted import convert
from review_site.content.library import Library
from review_site.privacy.lines import all_contacts, contacts_by_line
from review_site.privacy.scan import scan_folder
from review_site.privacy.sources import Held, held_in_document, held_in_texts, users_of_documents
from review_site.privacy.telling import CACHE, named_contacts, tell_contact, tell_held, tell_unreadable
from review_site.problems import Problem
from review_site.timing import timed

_NOTICES = "assets/licences.txt"  # the licences of programs ask that their authors be named as they name themselves
_Standing = dict[str, dict[str, str]]  # contacts as they stand in files of the site: by what is the same, by the file


@timed("contacts")
def check_contacts(
    site_dir: Path, library: Library, instant: datetime, sources: Mapping[str, str | None], project: Path
) -> list[Problem]:
    """Return each contact of a finished site that may belong to a person, wherever people wrote it.

    It is told on the lines on which it stands, in every file that holds it; of a text in which no line has it as the
    site shows it, and of a document, the path alone; of a file that was made only where nothing else is known to hold
    it. Messages are kept in public, so none repeats it in full. A document whose words cannot be read is advice.

    Args:
        site_dir: the finished site.
        library: what may be seen at the instant; its register says which contacts may stand there.
        instant: in London.
        sources: the source of each file of the site, as a path from the project; None, or missing, where it is made.
        project: the folder of the project.
    """
    found: list[Problem] = []
    named, standing = set(named_contacts(library)), _Standing()
    for said in scan_folder(site_dir, project / CACHE):
        if said.file == _NOTICES:
            continue
        found += tell_unreadable(said, sources.get(said.file) or said.file)
        for contact in said.contacts:
            if (same := same_contact(contact)) not in named:
                standing.setdefault(same, {}).setdefault(said.file, contact)
    if not standing:
        return found
    held = [*held_in_texts(library, instant, project), *_held_in_documents(standing, library, sources)]
    placed: list[Held] = []
    for same, files in standing.items():
        holders = _holders(same, held) or list(_held_somewhere(same, files, library, sources))
        placed += holders
        if not holders:
            file, contact = next(iter(files.items()))
            found.append(tell_contact(contact, file, None, library.register_path, _others(len(files) - 1)))
    return [*found, *tell_held(placed, library.register_path)]


def _held_in_documents(standing: _Standing, library: Library, sources: Mapping[str, str | None]) -> Iterator[Held]:
    folder, users = f"{library.folder}/attachments/", users_of_documents(library)
    for same, files in standing.items():
        for file, contact in files.items():
            if (path := sources.get(file)) and path.startswith(folder):
                name = path.removeprefix(folder)
                draft = all(users[name].values()) if name in users else False
                yield from held_in_document(path, library.attachments[name], {same: contact}, draft=draft)


def _holders(same: str, held: Iterable[Held]) -> list[Held]:
    """Return where people wrote a contact, or one that it is part of: marks within it cut it on some pages."""
    return [one for one in held if one.same == same] or [one for one in held if same in one.same]


def _held_somewhere(
    same: str, files: Mapping[str, str], library: Library, sources: Mapping[str, str | None]
) -> Iterator[Held]:
    """Give the files that hold a contact on no line as it is shown: texts of which it is made, else those of pages."""
    contact = next(iter(files.values()))
    texts = (*library.written, *library.calls.values(), *library.events)
    paths = [one.source.path for one in texts if same in _shown(one.source.body)]
    for path in dict.fromkeys(paths or filter(None, map(sources.get, files))):
        yield Held(path=path, line=None, same=same, contact=contact)


def _shown(body: str) -> Iterable[str]:
    return all_contacts(contacts_by_line(convert(body) or "", marked=True))


def _others(count: int) -> str:
    if not count:
        return ""
    return ", and so has 1 other file" if count == 1 else f", and so have {count} other files"
