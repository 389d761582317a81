"""What the metadata says, judged by the schemas of those who made its forms, and by its own bytes."""

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from lxml import etree
from tests.archive.provenance.conftest import INSTANT
from tests.archive.provenance.history import KEEPER, git, write
from tests.archive.provenance.schemas import dublin_core_schema, premis_schema
from tests.archive.provenance.site import NAME, PAGES, URL

from review_site.archive.inventory import Inventory
from review_site.archive.provenance.dublin_core import render_dublin_core
from review_site.archive.provenance.environment import render_environment
from review_site.archive.provenance.events import Event
from review_site.archive.provenance.payload import PayloadFile
from review_site.archive.provenance.premis import write_premis
from review_site.archive.provenance.rights import Rights
from review_site.archive.provenance.ro_crate import write_ro_crate
from review_site.archive.provenance.sources import Sources

PROVENANCE = "data/provenance"
P = "{http://www.loc.gov/premis/v3}"
DC = "{http://purl.org/dc/terms/}"


def _payload(bag: Path) -> list[str]:
    return sorted(path.relative_to(bag).as_posix() for path in (bag / "data").rglob("*") if path.is_file())


def _core(bag: Path) -> dict[str, list[str]]:
    terms: dict[str, list[str]] = {}
    for element in etree.parse(bag / PROVENANCE / "dublin-core.xml").getroot():
        terms.setdefault(element.tag.removeprefix(DC), []).append(element.text)
    return terms


def _entities(bag: Path) -> dict[str, dict[str, object]]:
    graph = json.loads((bag / "data/ro-crate-metadata.json").read_bytes())["@graph"]
    return {entity["@id"]: entity for entity in graph}


def test_the_bag_holds_what_was_asked_for(whole: Path) -> None:
    expected = {"dublin-core.xml", "environment.txt", "premis.xml", "sources.bundle", "urls-to-commits.csv"}
    assert {path.name for path in (whole / PROVENANCE).iterdir()} == expected
    assert (whole / "data/ro-crate-metadata.json").is_file()


def test_two_bags_from_two_clones_have_the_same_bytes(
    whole: Path, project: Path, make_bag: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    git(project, "tag", "here")
    again = make_bag(project)
    for name in _payload(whole):
        assert (again / name).read_bytes() == (whole / name).read_bytes(), name
    assert _payload(again) == _payload(whole)


def test_nobody_who_wrote_is_named_but_in_the_history_itself(whole: Path) -> None:
    for name in _payload(whole):
        if not name.endswith(("sources.bundle", ".gz")):
            content = (whole / name).read_text(encoding="utf-8", errors="replace")
            assert KEEPER.split(" <")[0] not in content
            assert "keeper@" not in content
            assert str(Path.home()) not in content


def test_the_table_of_commits(whole: Path, commits: dict[str, str]) -> None:
    with (whole / PROVENANCE / "urls-to-commits.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert list(rows[0]) == ["address", "file", "source", "commit", "author_date", "state"]
    found = {row["address"]: (row["source"], row["commit"], row["state"]) for row in rows}
    assert found["/about/"] == ("docs/about.md", commits["about"], "committed")
    assert found["/404-not-found/"] == ("", "", "no source")
    assert len(rows) == len(PAGES) + 2  # the answer to a wrong address, and the site index


@pytest.mark.parametrize(
    "known", [{}, {"rights": Rights(text="Open & free <to all>.", url="https://licence.example/1?a&b")}]
)
def test_dublin_core_passes_dcmis_own_schema(
    whole: Path, make_bag: Callable[..., Path], project: Path, known: dict[str, object]
) -> None:
    bag = make_bag(project, **known)
    schema = dublin_core_schema()
    schema.assertValid(etree.parse(bag / PROVENANCE / "dublin-core.xml"))
    terms = _core(bag)
    assert terms["title"] == ["Review of Lighthouses and <Bells>"]
    assert terms["identifier"] == [URL, NAME]
    assert terms["publisher"] == ["Office of Lamps & Bells"]
    assert terms["created"] == ["2023-05-01T11:30:00Z"]
    assert terms["temporal"] == ["start=2021-06-01; end=2021-06-01; scheme=W3C-DTF"]
    assert terms["rights"] == (["Open & free <to all>."] if known else [terms["rights"][0]])
    assert ("not stated" in terms["rights"][0]) == (not known)
    assert terms.get("license") == (["https://licence.example/1?a&b"] if known else None)


def test_dcmis_schema_refuses_what_is_wrong(whole: Path) -> None:
    text = (whole / PROVENANCE / "dublin-core.xml").read_text()
    for old, new in ((">Collection<", ">Website<"), ("2023-05-01T", "May 2023 T"), ("dcterms:title", "dcterms:titel")):
        assert old in text
        assert not dublin_core_schema().validate(etree.fromstring(text.replace(old, new).encode()))


def _bare(**known: object) -> Inventory:
    empty: dict[str, object] = dict.fromkeys(("language", "maintainer", "statement", "stage", "as_at"))
    return Inventory(root=Path(), url=URL, name="x", resources=(), **(empty | known))  # type: ignore[arg-type]


def test_a_site_of_which_little_is_known_and_of_odd_characters() -> None:
    nothing = Sources(form="none", why="nobody said")
    for inventory in (_bare(), _bare(maintainer="A\x00\ud800\ufffe]]>&", statement='"<b>\n\x1f')):
        text = render_dublin_core(inventory, NAME, INSTANT, nothing)
        dublin_core_schema().assertValid(etree.fromstring(text))


@pytest.mark.parametrize("form", ["history", "snapshot", "none"])
def test_premis_passes_the_library_of_congress_own_schema(
    make_bag: Callable[..., Path], project: Path, form: str, commits: dict[str, str]
) -> None:
    write(project, {"docs/about.md": "About nobody.\n"})
    hidden = frozenset({"content/blogs/the-last-lamp.md"}) if form == "snapshot" else frozenset()
    bag = make_bag(None if form == "none" else project, withheld=hidden)
    document = etree.parse(bag / PROVENANCE / "premis.xml")
    premis_schema().assertValid(document)
    events = {
        event.findtext(f".//{P}eventOutcome"): "\n".join(event.itertext())
        for event in document.iterfind(f"{P}event")
        if event.findtext(f"{P}eventType") == "creation"
    }
    assert form in events
    if form != "none":
        assert commits["head"] in events[form]
        assert "These files on disk differed from it: docs/about.md." in events[form]
    assert ("The history is not in it: some of what it holds is not public yet." in events[form]) == (
        form == "snapshot"
    )
    assert "last-lamp" not in (bag / PROVENANCE / "premis.xml").read_text()


def test_the_premis_schema_refuses_what_is_wrong(whole: Path) -> None:
    text = (whole / PROVENANCE / "premis.xml").read_text()
    for old, new in (
        ('version="3.0"', 'version="2.2"'),
        ("premis:eventDateTime", "premis:eventDate"),
        ('xsi:type="premis:file"', 'xsi:type="premis:fil"'),
        ("<premis:size>", "<premis:size>x"),
    ):
        assert old in text
        assert not premis_schema().validate(etree.fromstring(text.replace(old, new).encode()))


def test_premis_describes_every_file_with_its_format(whole: Path) -> None:
    files = {}
    for element in etree.parse(whole / PROVENANCE / "premis.xml").iterfind(f"{P}object"):
        if element.get("{http://www.w3.org/2001/XMLSchema-instance}type") == "premis:file":
            name = element.findtext(f"{P}objectIdentifier/{P}objectIdentifierValue")
            files[name] = [
                element.findtext(f".//{P}{tag}") for tag in ("formatName", "formatRegistryKey", "formatNote")
            ]
    assert sorted(files) == [
        name.replace("%", "%25")
        for name in _payload(whole)
        if not name.endswith(("premis.xml", "ro-crate-metadata.json"))
    ]
    assert files["data/transfer/content/plan.pdf"] == ["Acrobat PDF", "fmt/19", "identified by signature"]
    assert files["data/web/site.warc.gz"] == ["GZIP Format", "x-fmt/266", "identified by a reviewed table"]
    assert files["data/transfer/content/Straße & Küste 100%25.txt"] == ["text/plain", None, None]


def test_events_of_a_replay_are_told_with_their_program(tmp_path: Path) -> None:
    event = Event(kind="validation", detail="Replayed.", outcome="failure", note="1 of 2.", agent="pywb")
    write_premis(_bare(), NAME, INSTANT, [], [event], tmp_path / "premis.xml")
    document = etree.parse(tmp_path / "premis.xml")
    premis_schema().assertValid(document)
    assert [agent.findtext(f"{P}agentName") for agent in document.iterfind(f"{P}agent")] == ["pywb", "review-site"]
    assert document.findtext(f"{P}event//{P}linkingAgentIdentifierValue") == "pywb"


CRATE_SCHEMA = {
    "type": "object",
    "required": ["@context", "@graph"],
    "properties": {
        "@context": {"const": "https://w3id.org/ro/crate/1.2/context"},
        "@graph": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["@id", "@type"],
                "properties": {"@id": {"type": "string", "format": "iri-reference"}},
            },
            "allOf": [
                {
                    "contains": {
                        "required": ["about", "conformsTo"],
                        "properties": {
                            "@id": {"const": "ro-crate-metadata.json"},
                            "@type": {"const": "CreativeWork"},
                            "about": {"const": {"@id": "./"}},
                            "conformsTo": {"const": {"@id": "https://w3id.org/ro/crate/1.2"}},
                        },
                    }
                },
                {
                    "contains": {
                        "required": ["name", "description", "datePublished", "license", "hasPart", "mainEntity"],
                        "properties": {
                            "@id": {"const": "./"},
                            "@type": {"const": "Dataset"},
                            "datePublished": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
                            "license": {"type": "object", "required": ["@id"]},
                        },
                    }
                },
            ],
        },
    },
}
FILE_SCHEMA = {
    "required": ["name", "contentSize", "sha256", "encodingFormat"],
    "properties": {
        "contentSize": {"type": "string", "pattern": "^[0-9]+$"},
        "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
    },
}


def test_the_crate_has_what_the_specification_asks(whole: Path) -> None:
    jsonschema.validate(json.loads((whole / "data/ro-crate-metadata.json").read_bytes()), CRATE_SCHEMA)
    entities = _entities(whole)
    files = [entity for entity in entities.values() if entity["@type"] == "File"]
    assert len(files) == len(_payload(whole)) - 1
    for file in files:
        jsonschema.validate(file, FILE_SCHEMA)
    assert entities["./"]["mainEntity"] == {"@id": "web/site.warc.gz"}
    assert entities["transfer/content/Stra%C3%9Fe%20&%20K%C3%BCste%20100%25.txt"]["encodingFormat"] == "text/plain"
    assert entities["transfer/content/plan.pdf"]["encodingFormat"] == [
        "application/pdf",
        {"@id": "https://www.nationalarchives.gov.uk/PRONOM/fmt/19"},
    ]
    assert entities["https://www.nationalarchives.gov.uk/PRONOM/fmt/19"]["name"] == "Acrobat PDF 1.5"


def test_the_schema_of_a_crate_refuses_what_is_wrong(whole: Path) -> None:
    text = (whole / "data/ro-crate-metadata.json").read_text()
    for old, new in (('"datePublished"', '"published"'), ("crate/1.2", "crate/1.1"), ('"license"', '"licence"')):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(json.loads(text.replace(old, new)), CRATE_SCHEMA)


def test_the_crate_names_the_licence_that_is_known(make_bag: Callable[..., Path]) -> None:
    bag = make_bag(None, rights=Rights(text="Free.", url="https://licence.example/1"))
    assert _entities(bag)["./"]["license"] == {"@id": "https://licence.example/1"}
    assert _entities(bag)["https://licence.example/1"]["description"] == "Free."


def test_many_files_are_described_line_by_line(tmp_path: Path) -> None:
    files = [
        PayloadFile(
            name=f"data/transfer/content/{n:04}.html", size=n, sha256="0" * 64, media_type="text/html", format=None
        )
        for n in range(3_000)
    ]
    write_premis(_bare(), NAME, INSTANT, files, [], tmp_path / "premis.xml")
    write_ro_crate(_bare(), NAME, INSTANT, files, tmp_path / "crate.json")
    assert max(map(len, (tmp_path / "premis.xml").read_text().splitlines())) < 300
    assert (tmp_path / "crate.json").read_text().count('"File"') == 3_000


def test_the_environment_names_what_the_product_is_built_on_and_nothing_else() -> None:
    lines = render_environment().decode().splitlines()
    pinned = [line for line in lines if not line.startswith("#")]
    names = [line.partition("==")[0] for line in pinned]
    assert all(re.fullmatch(r"[a-z0-9-]+==[0-9][0-9A-Za-z.+!]*", line) for line in pinned)
    assert names == sorted(set(names))
    assert {"mkdocs", "lxml", "click", "pypdf"} <= set(names)
    assert not {"pytest", "hypothesis", "pip", "ruff", "mypy", "review-site"} & set(names)
    assert any(line.startswith("# Python 3.") for line in lines)
    assert "/" not in "".join(lines)


def test_the_environment_of_what_is_not_installed_says_so() -> None:
    assert "is not installed here as a distribution" in render_environment("no-such-product").decode()


def test_the_environment_follows_requirements_that_hold_here_and_tells_what_lacks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def install(name: str, version: str, *requires: str) -> None:
        folder = tmp_path / f"{name.replace('-', '_')}-{version}.dist-info"
        folder.mkdir()
        lines = [f"Name: {name}", f"Version: {version}", *(f"Requires-Dist: {one}" for one in requires)]
        (folder / "METADATA").write_text("Metadata-Version: 2.1\n" + "\n".join(lines) + "\n")

    install("lamp-room", "1.0", "Oil.Can[wick]>=1", "bell; sys_platform == 'nowhere'", "gone", "fog; extra == 'fog'")
    install("oil-can", "2.0", "lamp-room", "wick; extra == 'wick'", "spare; extra == 'spare'")
    for name in ("wick", "bell", "fog", "spare"):
        install(name, "3.0")
    monkeypatch.syspath_prepend(tmp_path)
    lines = render_environment("lamp-room").decode().splitlines()
    assert lines[3:] == ["# gone is required, and is not installed", "oil-can==2.0", "wick==3.0"]
