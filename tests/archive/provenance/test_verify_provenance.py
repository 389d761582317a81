"""A forger who mends every manifest is still caught by what the parts of a bundle say of each other."""

import csv
import gzip
import hashlib
import io
import json
import re
import shutil
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.archive.provenance.history import commit, git, make_history, write
from tests.archive.provenance.site import NAME, verify

from review_site.archive.verify.fault import FaultError
from review_site.archive.verify.git_bundle import read_git_bundle
from review_site.archive.verify.xml_document import read_children

FOLDER = "data/provenance"
ORIGINS, SOURCES, ENVIRONMENT, CORE, PREMIS = (
    f"{FOLDER}/{name}"
    for name in ("urls-to-commits.csv", "sources.bundle", "environment.txt", "dublin-core.xml", "premis.xml")
)
CRATE, URLS, WARC = "data/ro-crate-metadata.json", "data/crawl/urls.csv", "data/web/site.warc.gz"
SECRET = frozenset({"content/blogs/the-last-lamp.md"})


@pytest.fixture
def bag(whole: Path, tmp_path: Path) -> Path:
    """A bag to be changed; only what it says of its origin is read, so its manifests need no mending."""
    return Path(shutil.copytree(whole, tmp_path / "forged" / NAME))


def _told(bag: Path, name: str, said: str) -> bool:
    return any(problem.path == name and said in str(problem) for problem in verify(bag))


def test_sound_bags_have_no_problem(whole: Path, make_bag: Callable[..., Path], project: Path, tmp_path: Path) -> None:
    assert verify(whole) == []
    assert verify(make_bag(None)) == []
    shutil.rmtree(tmp_path / "out")
    assert verify(make_bag(project, withheld=SECRET)) == []
    shutil.rmtree(tmp_path / "out")
    git(tmp_path, "clone", "--quiet", "--depth", "2", f"file://{project}", "shallow")
    assert verify(make_bag(tmp_path / "shallow")) == []


def test_a_bag_from_a_changed_work_tree_is_sound(make_bag: Callable[..., Path], project: Path) -> None:
    write(project, {"docs/about.md": "About nobody.\n"})
    (project / "docs/keepers.md").unlink()
    git(project, "rm", "--quiet", "--cached", "docs/ships ünd sea.md")
    commit(project, "Forget", "2022-01-01T00:00:00+00:00")
    assert verify(make_bag(project)) == []


def test_a_bag_whose_own_sources_are_withheld_is_sound(make_bag: Callable[..., Path], project: Path) -> None:
    assert verify(make_bag(project, withheld=SECRET | {"docs/about.md"})) == []


def test_a_site_built_from_a_folder_of_a_larger_repository_is_sound(
    make_bag: Callable[..., Path], tmp_path: Path
) -> None:
    make_history(tmp_path / "inner")
    shutil.rmtree(tmp_path / "inner/.git")
    larger = tmp_path / "larger"
    shutil.copytree(tmp_path / "inner", larger / "sites/review")
    git(larger, "init", "--quiet")
    commit(larger, "All", "2022-01-01T00:00:00+00:00", {"docs/about.md": "Another.\n", "other/docs/index.md": "No.\n"})
    assert verify(make_bag(larger / "sites/review")) == []


def test_a_bag_with_sha256_ids_is_sound(make_bag: Callable[..., Path], tmp_path: Path) -> None:
    make_history(tmp_path / "new", algorithm="sha256")
    assert verify(make_bag(tmp_path / "new")) == []


def test_a_bag_under_another_name_is_told_elsewhere_and_once(bag: Path) -> None:
    assert verify(bag.rename(bag.with_name("renamed"))) == []


def test_a_bag_that_calls_itself_otherwise_is_told(bag: Path) -> None:
    (bag / "bag-info.txt").write_text("External-Identifier: another\n")
    for name in (PREMIS, CRATE, CORE):
        assert _told(bag, name, "another" if name != CORE else "identifier: is")


@pytest.mark.parametrize("name", [ORIGINS, SOURCES, ENVIRONMENT, CORE, PREMIS, CRATE])
def test_a_missing_file_is_told(bag: Path, name: str) -> None:
    (bag / name).unlink()
    assert _told(bag, name, "is missing")


def test_a_file_that_has_no_place_is_told(bag: Path) -> None:
    (bag / FOLDER / "notes.txt").write_text("x")
    assert _told(bag, f"{FOLDER}/notes.txt", "has no place")
    assert _told(bag, PREMIS, "notes.txt is not described")
    assert _told(bag, CRATE, "is not described")


Rows = list[list[str]]


def _change_rows(name: str, change: Callable[[Rows], Rows]) -> Callable[[Path], None]:
    def forge(bag: Path) -> None:
        with (bag / name).open(encoding="utf-8", newline="") as stream:
            rows = list(csv.reader(stream))
        out = io.StringIO(newline="")
        changed = change([list(row) for row in rows])
        assert changed != rows
        csv.writer(out, lineterminator="\r\n").writerows(changed)
        (bag / name).write_bytes(out.getvalue().encode())

    return forge


def _cell(address: str, column: str, value: str | Callable[[Rows], str]) -> Callable[[Rows], Rows]:
    """Change one cell of a table; a function gives the value from all rows."""

    def change(rows: Rows) -> Rows:
        at = rows[0].index(column)
        new = value if isinstance(value, str) else value(rows)
        return [[*row[:at], new, *row[at + 1 :]] if row[0] == address else row for row in rows]

    return change


def _commit_of(address: str) -> Callable[[Rows], str]:
    return lambda rows: next(row[rows[0].index("commit")] for row in rows if row[0] == address)


def _both(*changes: Callable[[Rows], Rows]) -> Callable[[Path], None]:
    """Change the table of commits and the inventory alike."""

    def forge(bag: Path) -> None:
        for change in changes:
            for name in (ORIGINS, URLS):
                _change_rows(name, change)(bag)

    return forge


@pytest.mark.parametrize(
    ("forge", "said"),
    [
        (_change_rows(ORIGINS, lambda rows: rows[:-1]), "is missing, and stands in urls.csv"),
        (_change_rows(ORIGINS, lambda rows: [*rows, rows[-1]]), "stands twice"),
        (_change_rows(ORIGINS, lambda rows: [*rows, ["/new/", "new", "", "", "", "no source"]]), "is not in urls.csv"),
        (_change_rows(ORIGINS, lambda rows: [rows[0], rows[1][:-1], *rows[2:]]), "has 5 fields"),
        (_change_rows(ORIGINS, lambda rows: rows[1:]), "columns: are not"),
        (_change_rows(ORIGINS, _cell("/about/", "file", "about.html")), "urls.csv line"),
        (_change_rows(ORIGINS, _cell("/about/", "source", "docs/index.md")), "is told in two ways"),
        (_change_rows(ORIGINS, _cell("/about/", "state", "perhaps")), "is “perhaps”"),
        (_change_rows(ORIGINS, _cell("/about/", "state", "not committed")), "does not fit the state"),
        (_change_rows(ORIGINS, _cell("/about/", "state", "no source")), "does not fit the state"),
        (_change_rows(ORIGINS, _cell("/about/", "commit", "")), "does not fit|is not of its form"),
        (_change_rows(ORIGINS, _cell("/about/", "commit", "g" * 40)), "is not of its form"),
        (_change_rows(ORIGINS, _cell("/about/", "author_date", "2021-03-01")), "is not of its form"),
        (_both(_cell("/about/", "commit", "a" * 40)), "a{40} is not in the sources"),
        (_both(_cell("/about/", "author_date", "2021-03-01T10:30:01-05:00")), "was written 2021-03-01T10:30:00-05:00"),
        (
            _both(
                _cell("/about/", "commit", _commit_of("/keepers/")),
                _cell("/about/", "author_date", "2021-07-01T12:00:00+01:00"),
            ),
            "is not the one that made it what it is",
        ),
        (_both(_cell("/about/", "source", "docs/nothing.md")), "docs/nothing.md: is not in the sources"),
    ],
)
def test_a_forged_table_of_commits_is_told(bag: Path, forge: Callable[[Path], None], said: str) -> None:
    forge(bag)
    found = [str(problem) for problem in verify(bag) if problem.path == ORIGINS]
    assert any(re.search(said, problem) for problem in found), found


@pytest.mark.parametrize("state", ["not committed", "not known"])
def test_a_commit_that_is_kept_quiet_is_told(bag: Path, state: str) -> None:
    for name in (ORIGINS, URLS):
        _change_rows(name, _cell("/about/", "commit", ""))(bag)
        _change_rows(name, _cell("/about/", "author_date", ""))(bag)
    _change_rows(ORIGINS, _cell("/about/", "state", state))(bag)
    assert _told(bag, ORIGINS, "has a commit in the sources")


def test_a_bundle_of_other_sources_is_told(bag: Path, make_bag: Callable[..., Path], project: Path) -> None:
    commit(project, "Go on", "2022-01-01T00:00:00+00:00", {"docs/about.md": "About them.\n"})
    shutil.copy(make_bag(project) / SOURCES, bag / SOURCES)
    assert _told(bag, ORIGINS, "is not the one that made it what it is")
    assert _told(bag, PREMIS, "about the sources")
    assert _told(bag, CORE, "does not name the commit of the sources")


def test_a_snapshot_in_the_place_of_the_history_is_told(
    bag: Path, make_bag: Callable[..., Path], project: Path
) -> None:
    shutil.copy(make_bag(project, withheld=SECRET) / SOURCES, bag / SOURCES)
    assert _told(bag, PREMIS, "it is the snapshot of")
    assert _told(bag, PREMIS, "the bag has")


def _members(warc: Path) -> list[bytes]:
    content, members = warc.read_bytes(), []
    while content:
        engine = zlib.decompressobj(31)
        members.append(engine.decompress(content))
        content = engine.unused_data
    return members


def _change_record(old: bytes, new: bytes) -> Callable[[list[bytes]], list[bytes]]:
    """Change the block of metadata records, and make their length and digest right again."""

    def change(members: list[bytes]) -> list[bytes]:
        return [_sealed(member, old, new) if b"WARC-Type: metadata" in member else member for member in members]

    return change


def _sealed(member: bytes, old: bytes, new: bytes) -> bytes:
    head, _, block = member.removesuffix(b"\r\n\r\n").partition(b"\r\n\r\n")
    block = block.replace(old, new)
    head = re.sub(rb"sha256:[0-9a-f]+", b"sha256:" + hashlib.sha256(block).hexdigest().encode(), head)
    head = re.sub(rb"Content-Length: \d+", b"Content-Length: %d" % len(block), head)
    return head + b"\r\n\r\n" + block + b"\r\n\r\n"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_change_record(b"docs/about.md", b"docs/abous.md"), "does not say what the table says"),
        (_change_record(b'"committed"', b'"changed"'), "does not say what the table says"),
        (_change_record(b"2021-03-01T10", b"2021-03-01T11"), "does not say what the table says"),
        (_change_record(b'"sha256": "', b'"sha256": "0'), "does not say what the table says"),
        (_change_record(b'"url"', b'"more": 1, "url"'), "does not say what the table says"),
        (_change_record(b"/review/about/", b"/review/abous/"), "is about no address that has a source"),
        (_change_record(b"/review/about/", b"/review/keepers/"), "or one twice"),
        (_change_record(b"{", b"["), "is not JSON"),
        (_change_record(b'"state"', b'"url": "x", "state"'), "a key stands twice"),
        (lambda members: [one for one in members if b"docs/about.md" not in one], "no record tells the origin of"),
        (_change_record(b"}", b" " * 70_000 + b"}"), "a metadata record of ours has at most"),
    ],
)
def test_forged_records_of_origin_are_told(bag: Path, change: Callable[[list[bytes]], list[bytes]], said: str) -> None:
    members = _members(bag / WARC)
    changed = change(members)
    assert changed != members
    (bag / WARC).write_bytes(b"".join(gzip.compress(member, mtime=0) for member in changed))
    assert _told(bag, WARC, said)


def _replace(name: str, old: str, new: str, count: int = 1) -> Callable[[Path], None]:
    def forge(bag: Path) -> None:
        text = (bag / name).read_text(encoding="utf-8")
        assert old in text, old
        (bag / name).write_text(text.replace(old, new, count), encoding="utf-8")

    return forge


def _without(name: str, pattern: str) -> Callable[[Path], None]:
    def forge(bag: Path) -> None:
        text = (bag / name).read_text(encoding="utf-8")
        changed = re.sub(pattern, "", text, count=1, flags=re.DOTALL)
        assert changed != text
        (bag / name).write_text(changed, encoding="utf-8")

    return forge


def _twice(name: str, pattern: str) -> Callable[[Path], None]:
    def forge(bag: Path) -> None:
        text = (bag / name).read_text(encoding="utf-8")
        match = re.search(pattern, text, flags=re.DOTALL)
        assert match
        (bag / name).write_text(text[: match.end()] + text[match.start() :], encoding="utf-8")

    return forge


OBJECT, EVENT = (
    r"  <premis:object xsi:type=\"premis:file\">.*?</premis:object>\n",
    r"  <premis:event>.*?</premis:event>\n",
)
DOCTYPE = "?>\n<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>]>\n"


@pytest.mark.parametrize(
    ("forge", "said"),
    [
        (_without(PREMIS, OBJECT), "is not described"),
        (_twice(PREMIS, OBJECT), "or is described twice"),
        (_replace(PREMIS, "data/crawl/urls.csv", "data/crawl/urlz.csv"), "is no file of the payload"),
        (_replace(PREMIS, "<premis:size>", "<premis:size>1"), "size of data/"),
        (_replace(PREMIS, "<premis:messageDigest>", "<premis:messageDigest>0"), "messageDigest of data/"),
        (_replace(PREMIS, "SHA-256</", "SHA-1</"), "messageDigestAlgorithm of data/"),
        (_without(PREMIS, r"<premis:fixity>.*?</premis:fixity>"), "does not have one fixity"),
        (_twice(PREMIS, r"<premis:fixity>.*?</premis:fixity>"), "does not have one fixity"),
        (_twice(PREMIS, r"<premis:format>.*?</premis:format>"), "one format"),
        (_replace(PREMIS, "Key>x-fmt/18<", "Key>fmt/x<"), "names “fmt/x”"),
        (_replace(PREMIS, "PRONOM", "PRONON"), "names “x-fmt/18”"),
        (_replace(PREMIS, "formatName>Comma Separated Values", "formatName>"), "has no name"),
        (_without(PREMIS, r"<premis:formatNote>.*?</premis:formatNote>"), "how it was identified"),
        (_replace(PREMIS, "originalName", "originalNames"), "is not well formed"),
        (_replace(PREMIS, f"Value>{NAME}<", "Value>another<"), "for the site and the bag"),
        (_replace(PREMIS, f"Value>{NAME}<", "Value>another<", 3), "names “another”"),
        (_replace(PREMIS, "Value>https://lighthouses.example/review/", "Value>https://x.example/"), "for the site"),
        (_replace(PREMIS, "premis:intellectualEntity", "premis:representation"), "for the site and the bag"),
        (_replace(PREMIS, 'version="3.0"', 'version="2.0"'), "is not 3.0"),
        (_replace(PREMIS, "premis/v3", "premis/v2", 9), "as its root"),
        (_replace(PREMIS, "?>\n", DOCTYPE), "has a document type"),
        (_replace(PREMIS, "UTF-8", "gbk"), "is not well formed: multi-byte encodings"),
        (_replace(PREMIS, "UTF-8", "sea"), "is not well formed: unknown encoding"),
        (_replace(PREMIS, "</premis:premis>", "<premis:object/></premis:premis>"), "does not stand where it should"),
        (_replace(PREMIS, "</premis:premis>", "<premis:rights/></premis:premis>"), "does not stand where it should"),
        (_replace(PREMIS, "</premis:premis>", "<a>" * 40 + "</a>" * 40 + "</premis:premis>"), "deep"),
        (_replace(PREMIS, "</premis:premis>\n", ""), "is not well formed"),
        (
            _without(PREMIS, EVENT.replace("<premis:event>", "<premis:event>(?:(?!</premis:event>).)*>capture<")),
            "of type capture",
        ),
        (
            _without(PREMIS, EVENT.replace("<premis:event>", "<premis:event>(?:(?!</premis:event>).)*>history<")),
            "0 times",
        ),
        (_twice(PREMIS, EVENT), "or stands twice"),
        (_replace(PREMIS, ">capture<", ">ingestion<"), "is of type “ingestion”"),
        (_replace(PREMIS, "<premis:eventDateTime>2023", "<premis:eventDateTime>2024"), "is of 2024"),
        (_without(PREMIS, r"<premis:eventDetail>.*?</premis:eventDetail>"), "does not say what was done"),
        (_replace(PREMIS, ">success<", "><"), "or what came of it"),
        (_replace(PREMIS, "AgentIdentifierValue>review-site", "AgentIdentifierValue>nobody"), "those of the events"),
        (_without(PREMIS, r"  <premis:agent>.*?</premis:agent>\n"), "those named are none"),
        (_replace(PREMIS, "agentType>software", "agentType>person"), "is not a program with a name"),
        (_replace(PREMIS, "Value>data/web/site.warc.gz</premis:linking", "Value>data/x</premis:linking"), "not there"),
        (_replace(PREMIS, "9 addresses.", "8 addresses."), "the bundle has “9 addresses.”"),
        (_replace(PREMIS, " files have an identifier.", " files have identifiers."), "event format identification"),
        (_replace(PREMIS, " files, ", " files; "), "event message digest calculation"),
        (_replace(PREMIS, ">history<", ">snapshot<"), "it is the history of"),
        (_replace(PREMIS, "leads to commit ", "leads to commit 0"), "it is the history of"),
        (
            _replace(PREMIS, "Value>data/provenance/sources.bundle</premis:linking", f"Value>{CORE}</premis:linking"),
            "0 times",
        ),
    ],
)
def test_a_forged_premis_document_is_told(bag: Path, forge: Callable[[Path], None], said: str) -> None:
    forge(bag)
    found = [str(problem) for problem in verify(bag) if problem.path == PREMIS]
    assert any(re.search(said, problem) for problem in found), found


def test_premis_that_says_a_bundle_of_sources_was_made_and_none_is_there_is_told(bag: Path) -> None:
    (bag / SOURCES).unlink()
    assert _told(bag, PREMIS, "was made, and it is not there")
    assert _told(bag, SOURCES, "is missing, and")


def test_premis_that_says_there_is_no_bundle_of_sources_is_told(bag: Path, make_bag: Callable[..., Path]) -> None:
    shutil.copy(make_bag(None) / PREMIS, bag / PREMIS)
    assert _told(bag, PREMIS, "about the sources tells “none”")


@pytest.mark.parametrize(
    ("forge", "said"),
    [
        (_without(CRATE, r'{"@id": "crawl/urls.csv", .*?},\n'), "crawl/urls.csv: is not described"),
        (_twice(CRATE, r'{"@id": "crawl/urls.csv", .*?},\n'), "stands twice"),
        (_replace(CRATE, '"crawl/urls.csv", "@type"', '"crawl/%75rls.csv", "@type"'), "is not described"),
        (_replace(CRATE, '"contentSize": "', '"contentSize": "1'), "has contentSize 1"),
        (_replace(CRATE, '"sha256": "', '"sha256": "0'), "has sha256 0"),
        (_replace(CRATE, '"encodingFormat": ["text/csv"', '"encodingFormat": ["CSV"'), "is a media type"),
        (
            _replace(CRATE, 'csv", {"@id": "https://www.nationalarchives.gov.uk/PRONOM/x-fmt/18"}', 'csv"'),
            "PREMIS says x-fmt/18",
        ),
        (_replace(CRATE, "PRONOM/x-fmt/18", "PRONOM/x-fmt/19", 9), "PREMIS says x-fmt/18"),
        (_replace(CRATE, '{"@id": "crawl/"}, ', ""), "is not reached from the root"),
        (_replace(CRATE, '{"@id": "crawl/"}', '{"@id": "gone/"}'), "links to gone/"),
        (_replace(CRATE, '"crawl/", "@type"', '"crowl/", "@type"'), "is no folder of the payload"),
        (_replace(CRATE, "crate/1.2/context", "crate/1.1/context"), "is not that of an RO-Crate 1.2"),
        (
            _replace(CRATE, '"conformsTo": {"@id": "https://w3id.org/ro/crate/1.2"}', '"conformsTo": 1'),
            "is not the descriptor",
        ),
        (_replace(CRATE, '"about": {"@id": "./"}', '"about": {"@id": "web/"}'), "is not the descriptor"),
        (_replace(CRATE, '"name": "Review of', '"title": "Review of'), "has no name"),
        (_replace(CRATE, '"description": "The website', '"text": "The website'), "has no description"),
        (_replace(CRATE, '"mainEntity": {"@id": "web/site.warc.gz"}', '"mainEntity": {"@id": "web/"}'), "mainEntity"),
        (_replace(CRATE, '"datePublished": "2023', '"datePublished": "2024'), "has datePublished 2024"),
        (_replace(CRATE, '"license": {"@id": "#terms"}', '"license": {"@id": "#other"}'), "has no license"),
        (_replace(CRATE, '"description": "The terms', '"text": "The terms'), "has no license"),
        (_replace(CRATE, f'"value": "{NAME}"', '"value": "another"'), "is not the dataset of the bag"),
        (
            _replace(CRATE, '"about": {"@id": "https://lighthouses', '"about": {"@id": "https://other'),
            "is about https://other",
        ),
        (
            _replace(CRATE, '"@type": "Dataset", "name": "Review', '"@type": "Thing", "name": "Review'),
            "is not the dataset",
        ),
        (_replace(CRATE, '"@type": "File"', '"type": "File"'), "is no entity"),
        (_replace(CRATE, '"@id": "./", "@type"', '"@id": "x/", "@type"'), "./: has no name"),
        (_replace(CRATE, "{", "["), "is not JSON"),
        (_replace(CRATE, '"@graph"', '"@graph": [], "@graph"'), "a key stands twice"),
    ],
)
def test_a_forged_crate_is_told(bag: Path, forge: Callable[[Path], None], said: str) -> None:
    forge(bag)
    assert _told(bag, CRATE, said), verify(bag)


@pytest.mark.parametrize(
    ("forge", "said"),
    [
        *(
            (_without(CORE, f"  <dcterms:{term}[ >][^\n]*\n"), f"{term}: is missing")
            for term in ("title", "type", "rights")
        ),
        *(
            (_without(CORE, f"  <dcterms:{term}[ >][^\n]*\n"), f"{term}: is missing")
            for term in ("created", "extent", "format")
        ),
        (_replace(CORE, "https://lighthouses.example/review/<", "https://other.example/<"), "identifier: is"),
        (_replace(CORE, NAME, "another"), "identifier: is"),
        (_replace(CORE, "2023-05-01T", "2023-05-02T"), "created: is"),
        (_replace(CORE, "9 addresses", "8 addresses"), "the WARC has 9 addresses"),
        (_replace(CORE, "9 addresses, ", "some addresses, "), "extent: is some"),
        (_replace(CORE, "Collection", "Text"), "type: is Text"),
        (_replace(CORE, "at commit ", "at commit 0"), "does not name the commit"),
        (_without(CORE, "  <dcterms:provenance>[^\n]*\n"), "does not name the commit"),
        (_replace(CORE, "</metadata>", "<note>x</note></metadata>"), "is not a plain term"),
        (_replace(CORE, "Lighthouses", "<b>Lighthouses</b>"), "is not a plain term"),
        (_replace(CORE, "?>\n", DOCTYPE), "has a document type"),
        (_replace(CORE, "<metadata", "<metadate"), "is not well formed|as its root"),
    ],
)
def test_forged_dublin_core_is_told(bag: Path, forge: Callable[[Path], None], said: str) -> None:
    forge(bag)
    found = [str(problem) for problem in verify(bag) if problem.path == CORE]
    assert any(re.search(said, problem) for problem in found), found


@pytest.mark.parametrize(
    ("forge", "said"),
    [
        (_replace(ENVIRONMENT, "# Python", "# Pithon"), "has no version"),
        (_replace(ENVIRONMENT, "click==", "click @ file:///home/ada/click =="), "write remarks"),
        (_replace(ENVIRONMENT, "click==", "/home/ada/click=="), "write remarks"),
        (_replace(ENVIRONMENT, "# zlib", "# ada@host: zlib"), "write remarks"),
        (_twice(ENVIRONMENT, r"click==[^\n]*\n"), "each name once"),
        (_replace(ENVIRONMENT, "click==", "zlick=="), "sorted"),
        (_replace(ENVIRONMENT, "\nclick", "\n# a late remark\nclick"), "write remarks"),
        (lambda bag: (bag / ENVIRONMENT).write_bytes(b"\xff\n"), "is not UTF-8"),
    ],
)
def test_a_forged_environment_is_told(bag: Path, forge: Callable[[Path], None], said: str) -> None:
    forge(bag)
    assert _told(bag, ENVIRONMENT, said)


def _fault(content: bytes, folder: Path) -> str:
    (folder / "forged.bundle").write_bytes(content)
    try:
        read_git_bundle(folder / "forged.bundle")
    except FaultError as fault:
        return str(fault)
    return ""


def test_every_flipped_byte_of_the_sources_is_told(whole: Path, tmp_path: Path) -> None:
    content = (whole / SOURCES).read_bytes()
    assert _fault(content, tmp_path) == ""
    for at in (*range(200), *range(200, len(content) - 24, 9), *range(len(content) - 24, len(content))):
        forged = content[:at] + bytes([content[at] ^ (1 << at % 8)]) + content[at + 1 :]
        assert _fault(forged, tmp_path), at


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_change_of_the_sources_is_told(whole: Path, tmp_path: Path, data: st.DataObject) -> None:
    content = (whole / SOURCES).read_bytes()
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, min(len(content), start + 40)))
    forged = content[:start] + data.draw(st.binary(max_size=40)) + content[end:]
    assert (forged == content) == (not _fault(forged, tmp_path))


Packed = list[tuple[int, bytes]]


def _unpack(content: bytes) -> tuple[bytes, Packed]:
    """Return the head of a bundle and its objects, read by the test's own means."""
    at = content.index(b"PACK")
    head, at = content[:at], at + 8
    count, at, objects = int.from_bytes(content[at : at + 4], "big"), at + 4, []
    for _ in range(count):
        kind = content[at] >> 4 & 7
        while content[at] & 0x80:
            at += 1
        engine = zlib.decompressobj()
        objects.append((kind, engine.decompress(content[at + 1 :])))
        at = len(content) - len(engine.unused_data)
    return head, objects


def _pack(head: bytes, objects: Packed, *, count: int | None = None, version: int = 2, size: int = 0) -> bytes:
    """Write a bundle of any objects with a digest that is right; `size` is what each says that it has too much."""
    pack = b"PACK" + version.to_bytes(4, "big") + (len(objects) if count is None else count).to_bytes(4, "big")
    for kind, content in objects:
        left = len(content) + size
        byte, left = kind << 4 | left & 15, left >> 4
        while left:
            pack += bytes([byte | 0x80])
            byte, left = left & 0x7F, left >> 7
        pack += bytes([byte]) + zlib.compress(content)
    return head + pack + hashlib.sha1(pack, usedforsecurity=False).digest()


def _id(kind: int, content: bytes) -> bytes:
    word = {1: b"commit", 2: b"tree", 3: b"blob"}[kind]
    return hashlib.sha1(word + b" %d\0" % len(content) + content, usedforsecurity=False).digest()


def _sorted(objects: Packed) -> Packed:
    return sorted(objects, key=lambda one: (one[0], _id(*one)))


COMMIT = b"tree %s\nauthor A <a> 1 +0000\ncommitter A <a> 1 +0000\n\nx\n"


@pytest.mark.parametrize(
    ("forge", "said"),
    [
        (lambda head, objects: _pack(head, objects[:-1]), "is named and is not there"),
        (lambda head, objects: _pack(head, objects[1:]), "is named and is not there"),
        (lambda head, objects: _pack(head, [one for one in objects if one[0] != 2]), "is named and is not there"),
        (lambda head, objects: _pack(head, _sorted([*objects, (3, b"hidden")])), "leads to nothing"),
        (lambda head, objects: _pack(head, _sorted([*objects, (2, b"")])), "leads to nothing"),
        (
            lambda head, objects: _pack(head, _sorted([*objects, (1, COMMIT % _id(*objects[-1]).hex().encode())])),
            "leads to nothing|is named and is not there",
        ),
        (lambda head, objects: _pack(head, objects[::-1]), "does not stand in order"),
        (lambda head, objects: _pack(head, [objects[0], *objects]), "or stands twice"),
        (lambda head, objects: _pack(head, objects, count=len(objects) + 1), "is cut short"),
        (lambda head, objects: _pack(head, objects, count=len(objects) - 1), "goes on at byte"),
        (lambda head, objects: _pack(head, objects, version=3), "version 2"),
        (lambda head, objects: _pack(head, objects, size=1), "and says"),
        (lambda head, objects: _pack(head, [(4, b"tag"), *objects]), "is no whole commit, tree or blob"),
        (lambda head, objects: _pack(head, [(7, b"delta"), *objects]), "is no whole commit, tree or blob"),
        (lambda head, objects: _pack(head, [(1, b"no tree\n"), *objects]), "does not begin with its tree"),
        (lambda head, objects: _pack(head, _sorted([*objects, (2, b"100644 name")])), "has an entry at byte 0"),
        (lambda head, objects: _pack(head, _sorted([*objects, (2, b"100644 a/b\0" + bytes(20))])), "has an entry"),
        (lambda head, objects: _pack(head, _sorted([*objects, (2, b"x a\0" + bytes(20))])), "has an entry"),
        (lambda head, objects: _pack(head.replace(b"HEAD", b"HEED"), objects), "head: is not that"),
        (lambda head, objects: _pack(head.replace(b"main", b"trunk"), objects), "head: is not that"),
        (lambda head, objects: _pack(head.replace(b"v2", b"v3"), objects), "head: is not that"),
        (
            lambda head, objects: _pack(head.replace(b"bundle\n", b"bundle\n-" + b"a" * 40 + b"\n"), objects),
            "head: is not",
        ),
        (lambda head, objects: _pack(re.sub(rb"[0-9a-f]{40}", b"a" * 40, head), objects), "is named and is not there"),
        (
            lambda head, objects: _pack(re.sub(rb"[0-9a-f]{40} HEAD", b"a" * 40 + b" HEAD", head), objects),
            "head: is not",
        ),
        (lambda head, objects: _pack(head, objects) + b"x", "digest|is damaged|goes on"),
        (lambda head, objects: _pack(head, [*objects[:-1], (3, b"\0" * (1 << 27))]), "beyond measure"),
        (lambda head, objects: _pack(head, [(2, b"\0" * (1 << 24 | 1))]), "is larger than"),
    ],
)
def test_forged_sources_are_told(
    whole: Path, tmp_path: Path, forge: Callable[[bytes, Packed], bytes], said: str
) -> None:
    head, objects = _unpack((whole / SOURCES).read_bytes())
    assert _pack(head, objects)[-20:] != b""
    assert re.search(said, _fault(forge(head, objects), tmp_path))


def test_the_forgers_tools_make_sound_sources_too(whole: Path, tmp_path: Path) -> None:
    assert _fault(_pack(*_unpack((whole / SOURCES).read_bytes())), tmp_path) == ""


def test_a_pack_of_gits_own_is_told(project: Path, tmp_path: Path) -> None:
    write(project, {"long.txt": "lamp\n" * 500})
    commit(project, "Long", "2022-01-01T00:00:00+00:00")
    commit(project, "Longer", "2022-01-02T00:00:00+00:00", {"long.txt": "lamp\n" * 500 + "bell\n"})
    git(project, "branch", "main")
    git(project, "bundle", "create", "--quiet", str(tmp_path / "git.bundle"), "HEAD", "main")
    content = (tmp_path / "git.bundle").read_bytes()
    kinds = re.compile("is no whole commit|does not stand in order")
    assert kinds.search(_fault(content, tmp_path))


def test_a_tree_that_holds_itself_many_times_over_is_told(tmp_path: Path) -> None:
    objects: Packed = [(3, b"x")]
    inner, mode = _id(3, b"x"), b"100644"
    for _ in range(10):
        tree = b"".join(mode + b" %d\0" % number + inner for number in range(10))
        objects.append((2, tree))
        inner, mode = _id(2, tree), b"40000"
    objects.append((1, COMMIT % inner.hex().encode()))
    tip = _id(*objects[-1]).hex().encode()
    content = _pack(b"# v2 git bundle\n%s HEAD\n%s refs/heads/main\n\n" % (tip, tip), _sorted(objects))
    (tmp_path / "bomb.bundle").write_bytes(content)
    bundle = read_git_bundle(tmp_path / "bomb.bundle")
    with (tmp_path / "bomb.bundle").open("rb") as stream, pytest.raises(FaultError, match="holds more than"):
        for _ in bundle.paths(stream):
            pass


def test_a_document_that_fills_memory_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.xml"
    path.write_bytes(b"<root><a>" + b"x" * (1 << 24) + b"</a></root>")
    with pytest.raises(FaultError, match="holds more than"):
        list(read_children(path, "root"))


def test_children_are_read_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "x.xml"
    path.write_bytes(b"<!-- x --><root y='1'><a>b<c/>d</a>tail<a xmlns='u:v'/></root>")
    found = list(read_children(path, "root"))
    assert [(node.name, node.text, len(node.children), root) for node, root in found] == [
        ("a", "bd", 1, {"y": "1"}),
        ("{u:v}a", "", 0, {"y": "1"}),
    ]


def test_what_json_a_crate_may_be(bag: Path) -> None:
    for content in (
        [],
        {"@context": "x"},
        {"@context": "https://w3id.org/ro/crate/1.2/context", "@graph": [[], 1, {}]},
    ):
        (bag / CRATE).write_text(json.dumps(content))
        assert any(problem.path == CRATE for problem in verify(bag))
