"""The bill of materials, judged by CycloneDX's own schema and library, and held against the lock that it is made of."""

import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from cyclonedx.model.bom import Bom
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from license_expression import get_spdx_licensing
from packageurl import PackageURL
from packaging.markers import Marker

from review_site.archive.bundle import write_bundle
from review_site.archive.options import Options
from review_site.archive.provenance.lock import LOCK, Locked
from review_site.archive.provenance.sbom import render_sbom, write_sbom
from review_site.cli import main
from review_site.problems import Problem

ROOT = Path(__file__).parent.parent.parent.parent
REAL = ROOT / LOCK
ONE, TWO = "1" * 64, "2" * 64
INSTANT = datetime(2023, 5, 1, 11, 30, tzinfo=UTC)
JUDGE = JsonStrictValidator(SchemaVersion.V1_6)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bill of this project's own lock."""
    path = tmp_path_factory.mktemp("sbom") / "x.cdx.json"
    assert write_sbom(REAL, path) == ()
    return path


def _named(lock: str) -> Iterator[tuple[str, str, set[str], set[str]]]:
    """Give name, version, hashes and “via” of all that a lock names for this Python, read on its lines alone."""
    for block in re.split(r"^(?=\S+==)", lock, flags=re.MULTILINE)[1:]:
        found = re.match(r"(\S+)==(\S+)(?: ; (.+?))? \\", block)
        assert found
        if not found[3] or Marker(found[3]).evaluate():
            via = re.findall(r"^    # +(?:via +)?(-r build\.in|[a-z][a-z0-9-]*(?= \(|$))", block, re.MULTILINE)
            yield found[1], found[2], set(re.findall("sha256:([0-9a-f]{64})", block)), {*via} - {"via"}


def test_the_schema_and_the_library_of_cyclonedx_take_it(written: Path) -> None:
    text = written.read_text(encoding="utf-8")
    assert JUDGE.validate_str(text) is None
    bom = Bom.from_json(json.loads(text))
    assert bom.validate()
    assert len(bom.components) == len(list(_named(REAL.read_text(encoding="utf-8"))))


@pytest.mark.parametrize("change", [('"SHA-256"', '"SHA-255"'), ('"purl"', '"url"'), ("urn:uuid:", "urn:")])
def test_the_schema_would_tell(written: Path, change: tuple[str, str]) -> None:
    assert JUDGE.validate_str(written.read_text(encoding="utf-8").replace(*change)) is not None


def test_it_says_what_the_lock_says(written: Path) -> None:
    told = {
        (one["name"], one["version"], tuple(sorted(hash_["content"] for hash_ in one["hashes"])))
        for one in json.loads(written.read_bytes())["components"]
    }
    lock = REAL.read_text(encoding="utf-8")
    assert told == {(name, version, tuple(sorted(hashes))) for name, version, hashes, _ in _named(lock)}


def test_it_is_of_this_program_under_its_licence(written: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    root = Bom.from_json(json.loads(written.read_bytes())).metadata.component
    assert root is not None
    assert (root.name, root.version) == (project["name"], project["version"])
    assert [licence.value for licence in root.licenses] == [project["license"]]


def test_who_requires_whom_is_what_the_lock_was_made_of(written: Path) -> None:
    told = {
        (PackageURL.from_string(ref).name, "review-site" if who == "review-site" else PackageURL.from_string(who).name)
        for who, refs in ((one["ref"], one["dependsOn"]) for one in json.loads(written.read_bytes())["dependencies"])
        for ref in refs
    }
    ours = {"-r build.in": "review-site"}
    lock = REAL.read_text(encoding="utf-8")
    asked = {(name, ours.get(who, who)) for name, _, _, via in _named(lock) for who in via}
    assert len(told) > 60
    # A lock is of all systems, and this MkDocs asks for colorama on Windows alone.
    assert asked - told <= {("colorama", "mkdocs")}
    assert told <= asked


def test_every_licence_is_told_and_every_expression_is_of_spdx(written: Path) -> None:
    components = json.loads(written.read_bytes())["components"]
    assert [one["name"] for one in components if not one.get("licenses")] == []
    expressions = {licence.get("expression") for one in components for licence in one["licenses"]} - {None}
    assert "MIT" in expressions
    assert [one for one in expressions if get_spdx_licensing().validate(one).errors] == []


def test_the_same_bytes_come_of_another_process_and_no_time_is_told(written: Path, tmp_path: Path) -> None:
    code = (
        f"from pathlib import Path; from {write_sbom.__module__} import *; write_sbom(*map(Path, {[str(REAL), 'y']}))"
    )
    for seed in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": "Pacific/Auckland", "SOURCE_DATE_EPOCH": "0"}
        subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, check=True)
        assert (tmp_path / "y").read_bytes() == written.read_bytes()
    assert "timestamp" not in written.read_text(encoding="utf-8")


def test_the_serial_number_is_that_of_the_content() -> None:
    def serial(*locked: Locked) -> str:
        return str(json.loads(render_sbom(locked, {}))["serialNumber"])

    lamp = Locked(name="lamp", version="1", sha256=(ONE,))
    assert serial(lamp) == serial(lamp)
    others = [Locked(name="lamp", version="2", sha256=(ONE,)), Locked(name="lamp", version="1", sha256=(TWO,))]
    assert len({serial(lamp), *map(serial, others), serial(lamp, others[0])}) == 4


@pytest.mark.parametrize(
    ("metadata", "licence"),
    [
        ("License-Expression: MIT OR 0BSD\nLicense: Other", {"expression": "MIT OR 0BSD"}),
        ("License: BSD-3-Clause\nClassifier: License :: OSI Approved :: BSD License", {"name": "BSD-3-Clause"}),
        ("License: UNKNOWN\nClassifier: License :: OSI Approved :: BSD License", {"name": "BSD License"}),
        (f"License: {'long ' * 30}\nClassifier: License :: OSI Approved :: BSD License", {"name": "BSD License"}),
        ("License: Permission is granted\n        to all", None),
        ("", None),
    ],
)
def test_a_licence_is_told_in_the_words_of_its_distribution(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, metadata: str, licence: Mapping[str, str] | None
) -> None:
    _install(tmp_path, monkeypatch, "lamp-oil", "1.0", metadata)
    (component,) = json.loads(render_sbom([Locked(name="lamp-oil", version="1.0", sha256=(ONE,))], {}))["components"]
    found = component.get("licenses")
    assert found == (licence and [_as_told(licence)])


def _as_told(licence: Mapping[str, str]) -> object:
    how = {"acknowledgement": "declared"}
    return {**licence, **how} if "expression" in licence else {"license": {**licence, **how}}


def _install(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, version: str, metadata: str) -> None:
    place = folder / f"{name.replace('-', '_')}-{version}.dist-info"
    place.mkdir()
    head = f"Metadata-Version: 2.4\nName: {name}\nVersion: {version}\n"
    (place / "METADATA").write_text(f"{head}{metadata}\n", encoding="utf-8")
    monkeypatch.syspath_prepend(folder)


def test_what_is_not_as_the_lock_says_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _install(tmp_path, monkeypatch, "lamp-oil", "1.0", "License-Expression: MIT\nRequires-Dist: wick[long]>=1")
    lock = tmp_path / "run.txt"
    lock.write_text(f"lamp-oil==2.0 --hash=sha256:{ONE}\nbell==1 --hash=sha256:{ONE}\n", encoding="utf-8")
    told = write_sbom(lock, tmp_path / "x.cdx.json")
    words = [str(one) for one in told if one.field in ("bell", "lamp-oil", "wick")]
    mend = f"(install what the lock names: pip install --require-hashes --requirement {LOCK})"
    assert words == [
        f"{LOCK}: bell: the lock names 1, and it is not installed here {mend}",
        f"{LOCK}: lamp-oil: the lock names 2.0, and 1.0 is installed here {mend}",
        f"{LOCK}: wick: is required here, and the lock does not name it (make the lock again: make lock)",
    ]
    assert {one.level for one in told} == {"to do"}
    text = (tmp_path / "x.cdx.json").read_text(encoding="utf-8")
    assert (JUDGE.validate_str(text), "licenses" in json.loads(text)["components"][1]) == (None, False)


def test_a_version_of_any_form_has_a_purl_that_reads_back() -> None:
    bill = json.loads(render_sbom([Locked(name="lamp", version="1!1.0+fr.1", sha256=(ONE,))], {}))
    assert PackageURL.from_string(bill["components"][0]["purl"]).version == "1!1.0+fr.1"


def test_it_stands_beside_the_bundle_and_changes_no_byte_of_it(
    site: Path, url: str, tmp_path: Path, written: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project, output = tmp_path / "project", tmp_path / "out"
    lock = project / LOCK
    lock.parent.mkdir(parents=True)
    lock.write_bytes(REAL.read_bytes())
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1682940600")
    words = ["archive", site, "--url", url, "--sources", project, "--no-sources", "--output", output]

    def archive() -> list[str]:
        done = CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return sorted(path.name for path in output.iterdir())

    name, *beside = archive()
    assert beside == [f"{name}.cdx.json", f"{name}.tar", f"{name}.tar.sha256"]
    assert (output / f"{name}.cdx.json").read_bytes() == written.read_bytes()
    tar = (output / f"{name}.tar").read_bytes()

    lock.unlink()
    assert archive() == [name, f"{name}.tar", f"{name}.tar.sha256"]
    assert (output / f"{name}.tar").read_bytes() == tar


def test_a_lock_that_cannot_be_read_is_told_and_stops_nothing(site: Path, url: str, tmp_path: Path) -> None:
    lock = tmp_path / "run.txt"
    lock.write_text(f"lamp>=1\nbell==1 --hash=sha256:{ONE}\n", encoding="utf-8")
    told: list[Problem] = []
    bag = write_bundle(site, url, tmp_path / "out", INSTANT, Options(lock=lock), tell=told.append)
    assert [str(one) for one in told if one.path == LOCK] == [
        f"{LOCK}:1: requirement: “lamp>=1” is not one exact version: no {bag.name}.cdx.json"
        " (write name==version, and its hashes)"
    ]
    assert not bag.with_name(f"{bag.name}.cdx.json").exists()
