"""Sites that other generators made, each as its own sample content and theme come: bundled, verified, replayed."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from tests.archive.conftest import PNG
from tests.archive.replaying import JUDGES, OUTSIDE, by_engine, inventory_of, web_of

from review_site.archive.bundle import write_bundle
from review_site.archive.verify import verify_bundle

PEERS = JUDGES / "peers/bin"
MKDOCS = "site_name: Review of Lighthouses\nsite_url: {url}\ntheme: {theme}\n"
LAMPS = "# Lamps\n\nOil, then [glass](../index.md).\n\n![A lamp](lamp.png)\n\n```python\nlit = True\n```\n"
PELICAN = """
SITENAME = "Review of Lighthouses"
SITEURL = "{url}"
PATH = "content"
TIMEZONE = "Europe/London"
DEFAULT_LANG = "en"
FEED_ALL_ATOM = "feeds/all.atom.xml"
"""
POST = "Title: First light\nDate: 2021-02-03\nCategory: Lamps\nTags: oil, glass\n\n![A lamp]({static}images/lamp.png)\n"
FOG = "Fog bells\n#########\n\n:date: 2021-03-04\n\nThey ring in `fog <{filename}first-light.md>`_.\n"


def _write(folder: Path, **files: str | bytes) -> None:
    """Write files; `__` in a name stands for a slash, and its last `_` for the dot before its ending."""
    for name, content in files.items():
        stem, _, ending = name.replace("__", "/").rpartition("_")
        file = folder / f"{stem}.{ending}"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)


def _run(*command: object, folder: Path) -> None:
    done = subprocess.run([*map(str, command)], cwd=folder, capture_output=True, text=True, check=False, env=os.environ)
    assert done.returncode == 0, done.stdout + done.stderr


def _mkdocs(theme: str) -> Callable[[Path, str], Path]:
    def build(folder: Path, url: str) -> Path:
        _write(
            folder,
            mkdocs_yml=MKDOCS.format(url=url, theme=theme),
            docs__index_md="# Home\n\nWords of the [lamps](lamps/oil.md).\n",
            docs__lamps__oil_md=LAMPS,
            docs__lamps__lamp_png=PNG,
        )
        _run(sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", folder=folder)
        return folder / "site"

    return build


def _hugo(folder: Path, url: str) -> Path:
    """Build the content and theme that Hugo makes for who starts a theme."""
    _run(PEERS / "hugo", "new", "theme", "sample", folder=folder)
    _write(folder, hugo_toml=f'baseURL = "{url}"\ntitle = "Review of Lighthouses"\ntheme = "sample"\n')
    _run(PEERS / "hugo", folder=folder)
    return folder / "public"


def _pelican(folder: Path, url: str) -> Path:
    _write(
        folder,
        settings_py=PELICAN.format(url=url.rstrip("/")),
        **{
            "content__first-light_md": POST,
            "content__fog_rst": FOG,
            "content__pages__about_md": "Title: About\n\nWho we are.\n",
            "content__images__lamp_png": PNG,
        },
    )
    _run(PEERS / "pelican", "--settings", "settings.py", "--output", "output", folder=folder)
    return folder / "output"


# What the pages of a generator ask of other hosts, which no capture of the site can hold.
ELSEWHERE = {
    "mkdocs": r"https://cdnjs\.cloudflare\.com/ajax/libs/highlight\.js/.*",
    "material": r"https://fonts\.googleapis\.com/css\?family=.*",
    "hugo": None,
    "pelican": None,
}
BUILDS = {"mkdocs": _mkdocs("mkdocs"), "material": _mkdocs("material"), "hugo": _hugo, "pelican": _pelican}
PAGES = {"mkdocs": 2, "material": 2, "hugo": 3, "pelican": 3}


@pytest.mark.parametrize("generator", BUILDS)
def test_a_site_of_another_generator_is_bundled_verified_and_replayed(
    generator: str, tmp_path: Path, instant: datetime
) -> None:
    folder, url = tmp_path / generator, f"https://{generator}.example.org/lighthouses/"
    folder.mkdir()
    site = BUILDS[generator](folder, url)
    bag = write_bundle(site, url, tmp_path / "dist", instant)
    assert [str(problem) for problem in verify_bundle(bag)] == []
    inventory = inventory_of(site, url)
    result = web_of(bag).replay(inventory, OUTSIDE)
    assert result.problems(generator) == []
    pages = [one for one in inventory.resources if one.media_type.startswith("text/html") and one.status == 200]
    files = [file for file in site.rglob("*") if file.is_file()]
    assert len(inventory.resources) >= len(files) - len(inventory.twins) >= len(pages) >= PAGES[generator]
    for engine, one in by_engine(result).items():
        assert (one.addresses, one.identical) == (len(inventory.resources),) * 2
        assert len(one.pages) == (0 if engine == "index" else PAGES[generator])
        elsewhere = ELSEWHERE[generator] if engine != "index" else None
        assert bool(one.missing) == (elsewhere is not None)
        assert all(re.fullmatch(elsewhere or "", address) for address in one.missing)
