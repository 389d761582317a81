"""Pictures and attachments as the finished site has them, judged by exiftool."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from tests.drawings import draw_post

from review_site.content.picture_files import PictureFile
from review_site.pictures.metadata import metadata_of
from review_site.plugins import files
from review_site.plugins.build import build_site
from review_site.problems import Problem, ProblemsError
from review_site.workers import CORES

POST = draw_post(
    body="""\
Words, and a small one ![A bell within words](within.jpg) in the line.

![](drawing.png)

![](rule.webp)

Read [the plan (PDF, 1 KB)](plan.pdf#page=2) and [the table (CSV)](table.csv).""",
    more="""\
pictures:
  - file: lead.jpg
    alt: A bell in fog.
    caption: The bell *as it was*.
    credit: A. Lamp & others
  - file: drawing.png
    alt: A drawing of the bell.
  - file: rule.webp
    decorative: true
""",
)
_SILENT = re.compile(
    r"JFIF:(JFIFVersion|ResolutionUnit|[XY]Resolution)|"
    r"PNG:(ImageWidth|ImageHeight|BitDepth|ColorType|Compression|Filter|Interlace|SRGBRendering|Palette|Transparency)|"
    r"RIFF:(ImageWidth|ImageHeight|WebP_Flags|VP8Version|HorizontalScale|VerticalScale|AlphaIsUsed|Alpha\w+)"
)


@pytest.fixture
def project(lay: Callable[[str], Path], laden_jpeg: bytes, laden_png: bytes, laden_webp: bytes) -> Path:
    folder = lay(POST)
    pictures = folder / "content/pictures"
    pictures.mkdir()
    originals = {"lead.jpg": laden_jpeg, "within.jpg": laden_jpeg, "drawing.png": laden_png, "rule.webp": laden_webp}
    for name, data in originals.items():
        (pictures / name).write_bytes(data)
    (folder / "content/attachments").mkdir(exist_ok=True)
    (folder / "content/attachments/plan.pdf").write_bytes(b"%PDF-1.7\n%%EOF\n")
    (folder / "content/attachments/table.csv").write_bytes(b"a,b\n")
    (folder / "content/attachments/unused.csv").write_bytes(b"c,d\n")
    return folder


@pytest.fixture
def built(project: Path) -> Path:
    return build_site(project, project / "site", "2021-06-01")


def told_by_exiftool(folder: Path) -> dict[str, list[str]]:
    """Return what exiftool reads of each picture beyond its pixels and its file."""
    told = subprocess.run(
        ["exiftool", "-json", "-G", "-a", "-u", "-r", "-ext", "jpg", "-ext", "png", "-ext", "webp", str(folder)],
        capture_output=True,
        text=True,
        check=True,
    )
    found = {}
    for one in json.loads(told.stdout):
        tags = [tag for tag in one if not tag.startswith(("File:", "ExifTool:", "Composite:", "SourceFile"))]
        found[one["SourceFile"]] = [tag for tag in tags if not _SILENT.fullmatch(tag)]
    return found


def test_exiftool_finds_nothing_in_any_picture_of_the_site(built: Path, project: Path) -> None:
    before = told_by_exiftool(project / "content/pictures")
    assert all(any("GPS" in tag for tag in tags) for tags in before.values()), "the originals are to carry a place"
    after = told_by_exiftool(built)
    assert len(after) > 12
    assert {name: tags for name, tags in after.items() if tags} == {}


def test_every_output_file_is_free_of_metadata_and_of_originals(built: Path, project: Path) -> None:
    originals = {sha256(file.read_bytes()).hexdigest() for file in (project / "content/pictures").iterdir()}
    checked = 0
    for file in built.rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            assert sha256(data).hexdigest() not in originals, file
            assert b"GPSLatitude" not in data, file
            if file.suffix in (".jpg", ".png", ".webp"):
                assert metadata_of(data) == [], file
                checked += 1
    assert checked > 12


def test_a_lead_picture_stands_before_the_text_with_its_words(built: Path) -> None:
    text = (built / "fog-bells/index.html").read_text(encoding="utf-8")
    figure = text.split("<figure>")[1].split("</figure>")[0]
    assert 'src="../pictures/lead-640.jpg" alt="A bell in fog."' in figure
    assert 'srcset="../pictures/lead-320.webp 320w, ../pictures/lead-640.webp 640w' in figure
    assert "<figcaption>The bell *as it was*. <small>A. Lamp &amp; others</small></figcaption>" in figure
    assert "loading" not in figure
    assert text.index("<figure>") < text.index("Words, and a small one")


def test_other_pictures_stand_where_they_are_written_and_wait_for_the_reader(built: Path) -> None:
    text = (built / "fog-bells/index.html").read_text(encoding="utf-8")
    images = re.findall(r'<img [^>]*alt="([^"]*)"[^>]*>', text)
    assert images == ["A bell in fog.", "A bell within words", "A drawing of the bell.", ""]
    assert text.count('loading="lazy"') == 3
    assert "Words, and a small one <picture>" in text
    for image in re.findall(r"<img [^>]*>", text):
        assert re.search(r' width="\d+"', image), image
        assert re.search(r' height="\d+"', image), image


def test_the_feed_has_them_with_full_addresses(built: Path) -> None:
    text = (built / "feed.atom").read_text(encoding="utf-8")
    assert "https://lighthouses.example.org/pictures/lead-320.webp 320w" in text
    assert "https://lighthouses.example.org/attachments/plan.pdf#page=2" in text


def test_attachments_that_a_page_links_to_are_published_as_they_are(built: Path) -> None:
    text = (built / "fog-bells/index.html").read_text(encoding="utf-8")
    assert 'href="../attachments/plan.pdf#page=2"' in text
    assert sorted(file.name for file in (built / "attachments").iterdir()) == ["plan.pdf", "table.csv"]


def test_the_site_index_says_where_each_came_from(built: Path) -> None:
    entries = json.loads((built / "site-index.json").read_text(encoding="utf-8"))["entries"]
    sources = {entry["address"]: (entry["kind"], entry["source"]) for entry in entries}
    assert sources["/pictures/lead-640.jpg"] == ("picture", "content/pictures/lead.jpg")
    assert sources["/attachments/plan.pdf"] == ("attachment", "content/attachments/plan.pdf")


def tree(site: Path) -> dict[str, str]:
    found = (file for file in site.rglob("*") if file.is_file())
    return {str(file.relative_to(site)): sha256(file.read_bytes()).hexdigest() for file in found}


def test_two_builds_with_and_without_a_cache_have_the_same_bytes(project: Path, built: Path) -> None:
    first = tree(built)
    assert list((project / ".cache/pictures").iterdir())
    assert tree(build_site(project, project / "again", "2021-06-01")) == first


def test_pictures_and_cards_have_the_same_bytes_on_any_number_of_cores(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    for cores in "123":
        monkeypatch.setenv(CORES, cores)
        shutil.rmtree(project / ".cache", ignore_errors=True)
        made.append(tree(build_site(project, project / cores, "2021-06-01")))
    assert sum(name.startswith("pictures/") for name in made[0]) > 12
    assert sum(name.startswith("cards/") for name in made[0]) > 16
    assert made[0] == made[1] == made[2]


@pytest.mark.parametrize("cores", "12")
def test_every_picture_that_cannot_be_published_is_told(
    cores: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(picture: PictureFile, folder: Path, cache: Path) -> None:
        raise ProblemsError([Problem(path=picture.path, field="picture", what="is not right", mend="mend it")])

    monkeypatch.setenv(CORES, cores)
    monkeypatch.setattr(files, "write_renditions", stop)
    with pytest.raises(ProblemsError) as told:
        build_site(project, project / "site", "2021-06-01")
    names = ("drawing.png", "lead.jpg", "rule.webp", "within.jpg")
    assert str(told.value).splitlines() == [
        f"content/pictures/{name}: picture: is not right (mend it)" for name in names
    ]
