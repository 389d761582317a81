"""The plugin alone on a foreign site, and on the example."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from review_site.archive.verify import verify_and_count
from review_site.manifest import SITE_MANIFEST, verify_manifest


def build_foreign(folder: Path, config: str) -> None:
    (folder / "docs").mkdir(parents=True)
    (folder / "docs/index.md").write_text("# Home\n\nWords.\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    build(load_config(str(folder / "mkdocs.yml"), strict=True))


def test_alone_on_a_foreign_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    config = (
        "site_name: Foreign\nsite_url: https://foreign.example.org/docs/\ntheme: mkdocs\nplugins: [archive-bundle]\n"
    )
    build_foreign(tmp_path, config)
    problems, counts = verify_and_count(tmp_path / "dist/foreign-example-org-docs-2023-11-14")
    assert problems == []
    assert counts.pages == 1  # the page for what is not there answers with 404, and is no page of its own


def test_a_site_without_an_address_is_refused(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(Abort):
        build_foreign(tmp_path, "site_name: Foreign\ntheme: mkdocs\nplugins: [archive-bundle]\n")
    assert "archive-bundle: mkdocs.yml has no site_url (add one" in caplog.text
    assert not (tmp_path / "site").exists()


def test_the_bundle_is_made_where_it_is_asked_for(site: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUNDLE", "true")
    project = site("", "2022-03-04").parent
    (bag,) = [path for path in (project / "dist").iterdir() if path.is_dir()]
    assert bag.name.endswith("-2022-03-04")
    assert verify_and_count(bag)[0] == []
    manifest = (project / "site" / SITE_MANIFEST).read_bytes()
    assert hashlib.sha256(manifest).hexdigest() in (bag / "data/crawl/urls.csv").read_text(encoding="utf-8")
    assert verify_manifest(project / "site", SITE_MANIFEST)[1] == []
