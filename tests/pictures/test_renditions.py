import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from PIL import Image

from review_site.content.picture_files import PictureFile
from review_site.pictures import renditions
from review_site.pictures.metadata import metadata_of
from review_site.pictures.renditions import Rendition, plan, write_renditions
from review_site.problems import ProblemsError

ORIGINAL = PictureFile(
    name="visit-2.jpg",
    file=Path("content/pictures/visit-2.jpg"),
    path="content/pictures/visit-2.jpg",
    format="JPEG",
    width=4000,
    height=3000,
    transparent=False,
    sha256="",
)


def planned(picture: PictureFile) -> list[str]:
    return [f"{one.name} {one.width}×{one.height} {one.media_type}" for one in plan(picture)]


def files(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def test_plans_each_width_and_a_fallback() -> None:
    assert planned(ORIGINAL) == [
        "visit-2-320.webp 320×240 image/webp",
        "visit-2-640.webp 640×480 image/webp",
        "visit-2-960.webp 960×720 image/webp",
        "visit-2-1280.webp 1280×960 image/webp",
        "visit-2-640.jpg 640×480 image/jpeg",
    ]
    assert plan(ORIGINAL)[0].address == "/pictures/visit-2-320.webp"


def test_a_narrow_original_gives_its_own_width_as_the_last() -> None:
    assert planned(replace(ORIGINAL, width=700, height=333)) == [
        "visit-2-320.webp 320×152 image/webp",
        "visit-2-640.webp 640×304 image/webp",
        "visit-2-700.webp 700×333 image/webp",
        "visit-2-640.jpg 640×304 image/jpeg",
    ]
    assert planned(replace(ORIGINAL, width=400, height=300, transparent=True)) == [
        "visit-2-320.webp 320×240 image/webp",
        "visit-2-400.webp 400×300 image/webp",
        "visit-2-400.png 400×300 image/png",
    ]
    assert [one.width for one in plan(replace(ORIGINAL, width=320, height=240))] == [320, 320]


@for_all(st.integers(320, 60_000), st.floats(0.1, 10), st.booleans())
def test_nothing_is_enlarged_distorted_or_named_twice(width: int, ratio: float, transparent: bool) -> None:
    picture = replace(ORIGINAL, width=width, height=max(1, round(width / ratio)), transparent=transparent)
    made = plan(picture)
    assert len({one.name for one in made}) == len(made)
    for one in made:
        assert one.width <= picture.width
        assert 1 <= one.height <= 16_383  # what a WebP can have
        assert abs(one.height - picture.height * one.width / picture.width) <= 1


LADEN = [("laden_jpeg", "visit.jpg"), ("laden_png", "visit.png"), ("laden_webp", "visit.webp")]


@pytest.mark.parametrize(("laden", "name"), LADEN)
def test_publishes_what_was_planned_and_nothing_beside_the_pixels(
    given, request: pytest.FixtureRequest, tmp_path: Path, laden: str, name: str
) -> None:
    data = request.getfixturevalue(laden)
    assert b"secret" in data
    assert "EXIF" in metadata_of(data)
    picture = given(data, name)
    write_renditions(picture, tmp_path / "site/pictures")
    made = files(tmp_path / "site/pictures")
    assert sorted(made) == sorted(one.name for one in plan(picture))
    for one in plan(picture):
        assert metadata_of(made[one.name]) == []
        for trace in (b"secret", b"Exif", b"ICC", b"PK\x03\x04", b"<x:xmp"):
            assert trace not in made[one.name]
        with Image.open(BytesIO(made[one.name])) as image:
            image.load()
            assert (image.size, image.format) == ((one.width, one.height), one.format)
            assert not dict(image.getexif())
            assert not {"exif", "icc_profile", "xmp", "comment", "photoshop", "dpi"} & set(image.info)
            turned = image.convert("RGB")
            corners = [turned.getpixel((int(x * one.width), int(y * one.height))) for x, y in ((0.1, 0.1), (0.9, 0.1))]
            assert [max(range(3), key=pixel.__getitem__) for pixel in corners] == [2, 0]  # blue and red, by EXIF


def test_keeps_transparency(given, saved, tmp_path: Path) -> None:
    image = Image.new("RGBA", (700, 700), (0, 90, 90, 0))
    image.paste((0, 90, 90, 255), (0, 350, 700, 700))
    picture = given(saved(image, "PNG"), "drawing.png")
    write_renditions(picture, tmp_path / "out")
    for one in plan(picture):
        with Image.open(tmp_path / "out" / one.name) as made:
            assert made.mode == "RGBA"
            alphas = [made.getpixel((9, one.height * part // 10))[3] for part in (1, 9)]  # type: ignore[index]
            assert alphas == [0, 255]


@pytest.mark.parametrize(("laden", "name"), LADEN)
def test_gives_the_same_bytes_each_time_and_from_the_cache(
    given, request: pytest.FixtureRequest, tmp_path: Path, laden: str, name: str
) -> None:
    picture = given(request.getfixturevalue(laden), name)
    cache = tmp_path / "cache"
    write_renditions(picture, tmp_path / "one")
    for folder in ("two", "three"):
        write_renditions(picture, tmp_path / folder, cache)
        assert files(tmp_path / folder) == files(tmp_path / "one")
    assert len(files(cache)) == len(plan(picture))


def test_another_process_gives_the_same_bytes(given, laden_png: bytes, tmp_path: Path) -> None:
    picture = given(laden_png, "visit.png")
    write_renditions(picture, tmp_path / "one")
    program = """
import sys
from pathlib import Path
from review_site.content.picture_files import read_picture_files
from review_site.pictures.renditions import write_renditions
from review_site.problems import Problems
(picture,) = read_picture_files(Path(sys.argv[1]), "content/pictures", Problems()).values()
write_renditions(picture, Path(sys.argv[2]))
"""
    subprocess.run([sys.executable, "-c", program, picture.file.parent, tmp_path / "two"], check=True)
    assert files(tmp_path / "two") == files(tmp_path / "one")


def test_a_full_cache_needs_no_decoding(given, laden_jpeg: bytes, tmp_path: Path, monkeypatch) -> None:
    picture = given(laden_jpeg)
    write_renditions(picture, tmp_path / "one", tmp_path / "cache")
    monkeypatch.setattr(renditions, "read_pixels", None)
    write_renditions(picture, tmp_path / "two", tmp_path / "cache")
    assert files(tmp_path / "two") == files(tmp_path / "one")


@pytest.mark.parametrize("spoil", [lambda data: data[:-1], lambda data: b"", lambda data: data[:40] + b"?" + data[41:]])
def test_a_spoilt_cache_is_not_served(given, laden_jpeg: bytes, tmp_path: Path, spoil) -> None:
    picture = given(laden_jpeg)
    write_renditions(picture, tmp_path / "one", tmp_path / "cache")
    kept = files(tmp_path / "cache")
    for name, data in list(kept.items())[::2]:
        (tmp_path / "cache" / name).write_bytes(spoil(data))
    write_renditions(picture, tmp_path / "two", tmp_path / "cache")
    assert files(tmp_path / "two") == files(tmp_path / "one")
    assert files(tmp_path / "cache") == kept


def test_two_originals_do_not_share_what_is_kept(given, laden_jpeg: bytes, tmp_path: Path) -> None:
    write_renditions(given(laden_jpeg), tmp_path / "one", tmp_path / "cache")
    other = given(laden_jpeg + b"more")
    write_renditions(other, tmp_path / "two", tmp_path / "cache")
    assert len(files(tmp_path / "cache")) == 2 * len(plan(other))


@pytest.mark.parametrize("change", [("RECIPE", "0"), ("PIL.__version__", "0")])
def test_another_recipe_is_another_key(given, laden_jpeg: bytes, tmp_path: Path, monkeypatch, change) -> None:
    picture = given(laden_jpeg)
    write_renditions(picture, tmp_path / "one", tmp_path / "cache")
    monkeypatch.setattr(f"review_site.pictures.renditions.{change[0]}", change[1])
    write_renditions(picture, tmp_path / "one", tmp_path / "cache")
    assert len(files(tmp_path / "cache")) == 2 * len(plan(picture))


def stopped(picture: PictureFile, folder: Path, cache: Path | None = None) -> list[str]:
    with pytest.raises(ProblemsError) as told:
        write_renditions(picture, folder, cache)
    assert not folder.exists()
    return str(told.value).splitlines()


def test_refuses_to_publish_metadata(given, laden_jpeg: bytes, tmp_path: Path, monkeypatch) -> None:
    def leak(*_: object, **__: object) -> bytes:
        return laden_jpeg

    monkeypatch.setattr(renditions, "encode", leak)
    lines = stopped(given(laden_jpeg), tmp_path / "out", tmp_path / "cache")
    assert len(lines) == 5
    assert lines[0].startswith("content/pictures/visit.jpg:1: picture: visit-1200.webp would carry IPTC, EXIF, ")
    assert not (tmp_path / "cache").exists()


def test_refuses_metadata_that_the_cache_kept(given, laden_jpeg: bytes, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(renditions, "read_cached", lambda *_: laden_jpeg)
    assert "would carry" in stopped(given(laden_jpeg), tmp_path / "out", tmp_path / "cache")[0]


def test_an_original_that_changed_since_it_was_checked_is_told(given, laden_jpeg: bytes, tmp_path: Path) -> None:
    picture = given(laden_jpeg)
    what = "content/pictures/visit.jpg:1: picture: changed while the site was being built (build again)"
    picture.file.write_bytes(laden_jpeg + b"\0")
    assert stopped(picture, tmp_path / "out") == [what]
    picture.file.unlink()
    assert stopped(picture, tmp_path / "out") == [what]


def test_an_original_that_cannot_be_decoded_after_all_is_told(given, laden_jpeg: bytes, tmp_path: Path) -> None:
    picture = replace(given(laden_jpeg), format="PNG")
    assert "is broken or cut short" in stopped(picture, tmp_path / "out")[0]


def test_a_rendition_knows_its_address() -> None:
    one = Rendition(name="a-320.png", width=320, height=9, format="PNG")
    assert (one.address, one.media_type) == ("/pictures/a-320.png", "image/png")
