"""No contact of anybody stands in a site but those that the register names."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from review_site.contacts import contacts_in, same_contact, veiled
from review_site.content.library import Library
from review_site.content.parts import Way
from review_site.privacy.scan import scan_folder
from review_site.problems import Problem
from review_site.timing import timed

_NOTICES = "assets/licences.txt"  # the licences of programs ask that their authors be named as they name themselves
_MEND = "take it out, or name it under public_contacts in {} and say why it may be published"


@timed("contacts")
def check_contacts(site_dir: Path, library: Library, sources: Mapping[str, str | None], project: Path) -> list[Problem]:
    """Return each contact of a finished site that may belong to a person, where its writer wrote it.

    Messages are kept in public, so none repeats it in full. A document whose words cannot be read is advice.

    Args:
        site_dir: the finished site.
        library: what may be seen; its register says which contacts may stand there.
        sources: the source of each file of the site, as a path from the project; None, or missing, where it is made.
        project: the folder of the project.
    """
    found: list[Problem] = []
    allowed = set(map(same_contact, _named(library)))
    elsewhere: dict[str, list[str]] = {}
    placed: dict[tuple[str, int, str], str] = {}
    for said in scan_folder(site_dir, project / ".cache/contacts"):
        if said.file == _NOTICES:
            continue
        source = sources.get(said.file)
        if said.unreadable:
            mend = "save it again without a password, so that it can be read, and looked through for contacts of people"
            found.append(
                Problem(path=source or said.file, field="file", what=said.unreadable, mend=mend, level="advice")
            )
        for contact in said.contacts:
            if (same := same_contact(contact)) not in allowed:
                lines = _lines_of(project / source, same) if source else []
                placed |= {(source or "", line, same): contact for line in lines}
                if not lines:
                    elsewhere.setdefault(contact, []).append(source or said.file)
    mend = _MEND.format(library.register_path)
    for (path, line, _), contact in placed.items():
        found.append(Problem(path=path, line=line, field="contact", what=_what(contact), mend=mend))
    known = {same for _, _, same in placed}
    for contact, files in elsewhere.items():
        if same_contact(contact) not in known:
            more = f", and so have {len(files) - 1} other files" if len(files) > 1 else ""
            found.append(Problem(path=files[0], field="contact", what=f"{_what(contact)}{more}", mend=mend))
    return found


def _named(library: Library) -> Iterator[str]:
    """Give the contacts that the register, and the calls, name as such."""
    review = library.review
    yield review.contact.email
    yield from (one.contact for one in review.public_contacts)
    for line in review.support_lines:
        yield from filter(None, (line.phone, line.text, line.email))
    yield from _of_ways(review.legal.feedback.ways)
    for call in library.calls.values():
        yield from _of_ways(call.entry.ways)


def _of_ways(ways: Iterable[Way]) -> Iterator[str]:
    return (way.at for way in ways if way.at and way.by in {"email", "telephone"})


def _what(contact: str) -> str:
    kind = "a mail address" if "@" in contact else "a telephone number"
    return f"has {kind} that may be a person’s ({veiled(contact)})"


def _lines_of(source: Path, same: str) -> list[int]:
    """Return the lines, from 1, on which a contact stands in a text; none in one that is not text."""
    try:
        lines = source.read_text(encoding="utf-8").split("\n")
    except (OSError, ValueError):
        return []
    return [at for at, line in enumerate(lines, 1) if same in map(same_contact, contacts_in(line))]
