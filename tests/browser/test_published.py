"""What publishing brings to readers, judged as all pages are: pictures, updates, withdrawals, moves, previews."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from tests.browser.judging import axe, vnu
from tests.drawings import post_text

from review_site.plugins.build import build_site

ROOT = Path(__file__).parents[2]
PICTURED = """pictures:
  - file: lamp.jpg
    alt: A lamp in a dark room.
    caption: The lamp room.
    credit: Photograph by A. Lamp
updates:
  - on: 2021-05-09
    note: A horn was added.
aliases: [/old-bells/]
"""
WITHDRAWN = "withdrawn:\n  on: 2021-06-01\n  reason: A ship was named by mistake.\n  see: /fog-bells/\n"
REPRINT = "first_published:\n  in: The Harbour\n  on: 2021-04-30\n  at: https://harbour.example.org/bells\n"
LIVE = ["/fog-bells/", "/fog-horns/", "/fog-lamps/", "/news/kind/speech/", "/news/topic/rocks/"]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published") / "project"
    shutil.copytree(ROOT / "tests/example", folder)
    config = folder / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("../../theme", str(ROOT / "theme")), encoding="utf-8")
    posts = {
        "fog-bells": ("ready", "news", PICTURED),
        "fog-horns": ("ready", "speech", WITHDRAWN),
        "fog-lamps": ("ready", "reprint", REPRINT),
        "fog-nets": ("draft", "news", ""),
    }
    for day, (slug, (status, kind, more)) in enumerate(posts.items(), 1):
        (folder / f"content/blogs/2021-05-01-{slug}.md").write_text(
            post_text(
                slug,
                f"Words of {slug}, and enough of them to fill a line or two of a page that is read on a telephone.",
                status=status,
                kind=kind,
                published=f"2021-05-0{day}",
                more=f"topics: [rocks]\n{more}",
            ),
            encoding="utf-8",
        )
    (folder / "content/pictures").mkdir()
    Image.linear_gradient("L").resize((1600, 1200)).convert("RGB").save(folder / "content/pictures/lamp.jpg")
    return folder


@pytest.fixture(scope="module")
def live(project: Path, serve) -> Iterator[tuple[Path, str]]:
    site = build_site(project, project / "site", "2022-02-01")
    with serve(site) as url:
        yield site, url


@pytest.fixture(scope="module")
def preview(project: Path, serve) -> Iterator[tuple[Path, str]]:
    site = build_site(project, project / "preview", None, preview=True)
    with serve(site) as url:
        yield site, url


@pytest.mark.parametrize("address", LIVE)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(visit, live, judges, address, scheme):
    assert axe(visit(live[1], address, color_scheme=scheme, bypass_csp=True).page, judges) == []


@pytest.mark.parametrize("address", LIVE)
def test_a_page_fits_a_phone_and_asks_no_other_host(visit, live, address):
    seen = visit(live[1], address, 320)
    assert seen.page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    assert seen.faults == []


def test_vnu_finds_nothing_in_site_or_preview(live, preview, judges):
    assert vnu(sorted(live[0].rglob("*.html")), judges) == []
    assert vnu(sorted(preview[0].rglob("*.html")), judges) == []


@pytest.mark.parametrize("width", [375, 1280])
def test_a_picture_fills_the_column_and_is_no_larger_than_needed(visit, live, width):
    page = visit(live[1], "/fog-bells/", width, java_script_enabled=True).page
    box = page.locator("figure img").bounding_box()
    column = page.locator("main").bounding_box()
    assert abs(box["width"] - column["width"]) < 45
    assert abs(box["width"] * 3 / 4 - box["height"]) < 2
    chosen = page.locator("figure img").evaluate("image => image.currentSrc")
    assert chosen.endswith("lamp-960.webp" if width == 1280 else "lamp-640.webp")


def test_an_old_address_leads_on_without_a_script(visit, live):
    page = visit(live[1], "/old-bells/", java_script_enabled=False).page
    page.wait_for_url("**/fog-bells/")
    assert page.locator("h1").inner_text() == "Fog bells"


def test_see_all_updates_leads_to_them(visit, live):
    page = visit(live[1], "/fog-bells/", java_script_enabled=False).page
    page.get_by_role("link", name="See all updates").click()
    assert page.url.endswith("#updates")
    assert page.get_by_role("heading", name="Updates").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_preview_is_seen_to_be_one(visit, preview, judges, scheme):
    page = visit(preview[1], "/fog-nets/", 375, color_scheme=scheme, bypass_csp=True).page
    banner = page.get_by_role("region", name="Preview, not the live site")
    assert banner.is_visible()
    assert banner.bounding_box()["y"] < 100
    assert "This page is a draft." in banner.inner_text()
    assert axe(page, judges) == []
