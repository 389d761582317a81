import hashlib
import os
import struct
import zlib
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from review_site.content.picture_files import PictureFile, read_picture_files
from review_site.problems import Problems

FOLDER = "content/pictures"
ENDINGS = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}


def picture(kind: str = "JPEG", size: tuple[int, int] = (400, 300), mode: str = "RGB", **options: object) -> bytes:
    stream = BytesIO()
    Image.linear_gradient("L").resize(size).convert(mode).save(stream, kind, **options)
    return stream.getvalue()


def moving(kind: str) -> bytes:
    frames = [Image.new("RGB", (400, 300), colour) for colour in ("red", "blue")]
    stream = BytesIO()
    frames[0].save(stream, kind, save_all=True, append_images=frames[1:], duration=100)
    return stream.getvalue()


def turned(orientation: int, size: tuple[int, int] = (400, 300)) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return picture(size=size, exif=exif.tobytes())


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_of(width: int, height: int) -> bytes:
    """A PNG whose header promises more than its few bytes hold."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def webp_of(width: int, height: int) -> bytes:
    canvas = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", 10) + bytes(4) + canvas
    return b"RIFF" + struct.pack("<I", len(body)) + body


def read(folder: Path, files: dict[str, bytes]) -> tuple[dict[str, PictureFile], list[str]]:
    for name, data in files.items():
        (folder / name).write_bytes(data)
    problems = Problems()
    pictures = read_picture_files(folder, FOLDER, problems)
    assert all(problem.line == 1 for problem in problems)
    return pictures, [str(problem).removeprefix(f"{FOLDER}/") for problem in problems]


def told(folder: Path, name: str, data: bytes) -> str:
    """The one problem of the one file of a folder, which is then not among the pictures."""
    pictures, problems = read(folder, {name: data})
    assert pictures == {}
    (problem,) = problems
    return problem.removeprefix(f"{name}:1: ")


def test_a_folder_that_is_missing_holds_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, {}) == ({}, [])
    problems = Problems()
    assert read_picture_files(tmp_path / "pictures", FOLDER, problems) == {}
    assert not list(problems)


@pytest.mark.parametrize("kind", ENDINGS)
def test_reads_each_format(tmp_path: Path, kind: str) -> None:
    name, data = f"visit-2{ENDINGS[kind]}", picture(kind)
    assert read(tmp_path, {name: data}) == (
        {
            name: PictureFile(
                name=name,
                file=tmp_path / name,
                path=f"{FOLDER}/{name}",
                format=kind,  # type: ignore[arg-type]
                width=400,
                height=300,
                transparent=False,
                sha256=hashlib.sha256(data).hexdigest(),
            )
        },
        [],
    )


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
@pytest.mark.parametrize("progressive", [False, True])
def test_reads_each_kind_of_jpeg(tmp_path: Path, mode: str, progressive: bool) -> None:
    pictures, problems = read(tmp_path, {"a.jpeg": picture(mode=mode, progressive=progressive)})
    assert (list(pictures), problems) == (["a.jpeg"], [])


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_reads_each_kind_of_png(tmp_path: Path, mode: str) -> None:
    pictures, problems = read(tmp_path, {"a.png": picture("PNG", mode=mode)})
    assert (list(pictures), problems) == (["a.png"], [])
    assert not pictures["a.png"].transparent


@pytest.mark.parametrize(
    ("mode", "options"),
    [("RGBA", {}), ("LA", {}), ("P", {"transparency": 0}), ("L", {"transparency": 0}), ("I;16", {"transparency": 0})],
)
def test_knows_a_picture_in_which_anything_is_transparent(
    tmp_path: Path, mode: str, options: dict[str, object]
) -> None:
    stream = BytesIO()
    image = Image.new(mode, (400, 300))
    image.save(stream, "PNG", **options)
    pictures, _ = read(tmp_path, {"a.png": stream.getvalue(), "b.png": picture("PNG", mode="RGBA")})
    assert [(name, one.transparent) for name, one in pictures.items()] == [("a.png", True), ("b.png", False)]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_width_and_height_are_those_that_a_reader_sees(tmp_path: Path, orientation: int) -> None:
    pictures, _ = read(tmp_path, {"a.jpg": turned(orientation, (400, 330))})
    seen = (pictures["a.jpg"].width, pictures["a.jpg"].height)
    assert seen == ((330, 400) if orientation > 4 else (400, 330))


def test_a_picture_is_narrow_as_a_reader_sees_it(tmp_path: Path) -> None:
    assert told(tmp_path, "a.jpg", turned(6, (400, 300))).startswith("picture: is 300 pixels wide")


@pytest.mark.parametrize("exif", [b"Exif\0\0", b"Exif\0\0MM\0*\0\0\0\x08\xff\xff", b"Exif\0\0II*\0" + b"\xff" * 40])
def test_exif_that_cannot_be_read_says_nothing(tmp_path: Path, exif: bytes) -> None:
    pictures, problems = read(tmp_path, {"a.jpg": picture(exif=exif)})
    assert (pictures["a.jpg"].width, problems) == (400, [])


def test_a_second_picture_inside_a_photograph_is_no_animation(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (400, 300), colour) for colour in ("red", "blue")]
    stream = BytesIO()
    frames[0].save(stream, "MPO", save_all=True, append_images=frames[1:])
    pictures, problems = read(tmp_path, {"a.jpg": stream.getvalue()})
    assert (pictures["a.jpg"].format, problems) == ("JPEG", [])


RENAME = "(rename it {}, here and where it is shown)"
ODD = "picture: has a name that does not make a plain address (use lower-case letters, digits and hyphens: "


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("Photo.JPG", "photo.jpg"),
        ("photo.JPEG", "photo.jpeg"),
        ("Children’s day (2).jpg", "childrens-day-2.jpg"),
        ("a_b.jpg", "a-b.jpg"),
        ("a.b.jpg", "a-b.jpg"),
        ("-a-.jpg", "a.jpg"),
        ("Ŵy.jpg", "wy.jpg"),
        ("照片.jpg", "a-short-name.jpg"),
        (f"{'Long ' * 24}x.jpg", f"{'long-' * 10}".strip("-") + ".jpg"),
    ],
)
def test_gives_the_right_name_for_another(tmp_path: Path, name: str, right: str) -> None:
    assert told(tmp_path, name, picture()) == ODD + RENAME.format(right)[1:]


def test_gives_a_shorter_name_for_a_long_one(tmp_path: Path) -> None:
    right = f"{'long-' * 10}".strip("-") + ".jpg"
    what = "picture: has a name of 125 letters, over 100 "
    assert told(tmp_path, f"{'long-' * 24}x.jpg", picture()) == what + RENAME.format(right)


def test_the_right_name_takes_no_other_pictures_place(tmp_path: Path) -> None:
    files = {"Photo.jpg": picture(), "photo.png": picture("PNG"), "photo-2.jpg": picture()}
    pictures, problems = read(tmp_path, files)
    assert sorted(pictures) == ["photo-2.jpg", "photo.png"]
    assert problems == [f"Photo.jpg:1: {ODD}" + RENAME.format("photo-3.jpg")[1:]]


@pytest.mark.parametrize(
    ("name", "kind", "what"),
    [
        ("photo.png", "JPEG", "a JPEG picture " + RENAME.format("photo.jpg")),
        ("Photo.jpg", "PNG", "a PNG picture " + RENAME.format("photo.png")),
        ("photo.jpeg", "WEBP", "a WebP picture " + RENAME.format("photo.webp")),
        ("photo.gif", "PNG", "a PNG picture " + RENAME.format("photo.png")),
        ("photo", "JPEG", "a JPEG picture " + RENAME.format("photo.jpg")),
        ("photo.jfif", "JPEG", "a JPEG picture " + RENAME.format("photo.jpg")),
    ],
)
def test_says_what_a_picture_with_another_ending_really_is(tmp_path: Path, name: str, kind: str, what: str) -> None:
    assert told(tmp_path, name, picture(kind)) == f"picture: is really {what}"


def test_tells_two_pictures_whose_names_differ_in_their_ending_alone(tmp_path: Path) -> None:
    _, problems = read(tmp_path, {"a.jpg": picture(), "a.png": picture("PNG"), "a-2.jpg": picture()})
    what = "picture: differs from a.jpg in its ending alone (rename one of the two, such as a-3.png)"
    assert problems == [f"a.png:1: {what}"]


@pytest.mark.parametrize("name", ["photo.jpg", "photo", "photo.heic"])
@pytest.mark.parametrize(
    ("data", "what"),
    [
        (picture("GIF"), "a GIF picture"),
        (picture("BMP"), "a BMP picture"),
        (picture("TIFF"), "a TIFF picture"),
        (picture("JPEG2000"), "a JPEG 2000 picture"),
        (picture("AVIF"), "an AVIF picture"),
        (picture("ICO"), "an icon"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "a HEIC picture"),
        (b"8BPS\0\1", "a Photoshop picture"),
        (b"\xff\x0a\0", "a JPEG XL picture"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "an SVG drawing"),
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- drawn -->\n<svg\nwidth="9"/>', "an SVG drawing"),
    ],
)
def test_says_how_to_save_a_picture_of_another_kind(tmp_path: Path, name: str, data: bytes, what: str) -> None:
    mend = "save it as JPEG, or as PNG when it is a drawing or a chart"
    assert told(tmp_path, name, data) == f"picture: is {what}, which is not taken here ({mend})"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "is not a picture but an empty file"),
        (b"%PDF-1.7", "is not a picture but a PDF document"),
        (b"PK\3\4rest", "is not a picture but a ZIP or Office document"),
        (b"\0\0\0\x18ftypqt  ", "is not a picture but a video"),
        (b"<!DOCTYPE html>\n<svg>", "is not a picture but a web page"),
        (b"<html><svg>", "is not a picture but a web page"),
        (b"some text", "is not a picture"),
    ],
)
def test_says_what_is_no_picture(tmp_path: Path, data: bytes, what: str) -> None:
    mend = "copy it here again from where it came, or take it away"
    assert told(tmp_path, "photo.jpg", data) == f"picture: {what} ({mend})"


@pytest.mark.parametrize(("name", "kind"), [("a.png", "PNG"), ("a.webp", "WEBP")])
def test_refuses_what_moves(tmp_path: Path, name: str, kind: str) -> None:
    assert told(tmp_path, name, moving(kind)) == "picture: is animated (save one still picture of it)"


BROKEN = "picture: cannot be read: it is broken or cut short (copy it here again from where it came)"


@pytest.mark.parametrize("kind", ENDINGS)
@pytest.mark.parametrize("share", [0.05, 0.5, 0.95])
def test_finds_a_picture_that_was_cut_short(tmp_path: Path, kind: str, share: float) -> None:
    data = picture(kind)
    assert told(tmp_path, f"a{ENDINGS[kind]}", data[: int(len(data) * share)]) == BROKEN


def test_finds_a_png_with_a_flipped_bit(tmp_path: Path) -> None:
    data = bytearray(picture("PNG"))
    data[len(data) // 2] ^= 1
    assert told(tmp_path, "a.png", bytes(data)) == BROKEN


def test_finds_transparency_that_makes_no_sense(tmp_path: Path) -> None:
    data = picture("PNG", mode="P")
    at = data.index(b"IDAT") - 4
    assert told(tmp_path, "a.png", data[:at] + chunk(b"tRNS", bytes(300)) + data[at:]) == BROKEN


def test_refuses_a_narrow_picture(tmp_path: Path) -> None:
    pictures, problems = read(tmp_path, {"a.jpg": picture(size=(319, 400)), "b.jpg": picture(size=(320, 400))})
    assert list(pictures) == ["b.jpg"]
    assert problems == ["a.jpg:1: picture: is 319 pixels wide (give a larger one: 320 at least, 1280 or more is best)"]


def test_refuses_a_mere_strip(tmp_path: Path) -> None:
    pictures, problems = read(tmp_path, {"a.png": picture("PNG", (330, 3301)), "b.png": picture("PNG", (330, 3300))})
    assert list(pictures) == ["b.png"]
    assert problems == ["a.png:1: picture: is 330 × 3301 pixels, a mere strip (cut it to what should be seen)"]


SMALLER = "(save it smaller: at most 25 MB and 60 megapixels)"


def test_refuses_a_large_file(tmp_path: Path) -> None:
    data = picture()
    padded = data + bytes(25_000_000 - len(data))
    pictures, problems = read(tmp_path, {"a.jpg": padded + b"\0", "b.jpg": padded})
    assert list(pictures) == ["b.jpg"]
    assert problems == [f"a.jpg:1: picture: has 25.0 MB {SMALLER}"]


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("a.png", png_of(7_746, 7_746), "has 7746 × 7746 pixels"),
        ("a.png", png_of(10_000, 10_000), "has 10000 × 10000 pixels"),  # beyond what Pillow warns of
        ("a.png", png_of(16_000, 16_000), "has far too many pixels"),  # beyond what it opens
        ("a.webp", webp_of(16_000, 16_000), "has far too many pixels"),
    ],
)
def test_refuses_too_many_pixels_by_the_header(tmp_path: Path, name: str, data: bytes, what: str) -> None:
    assert told(tmp_path, name, data) == f"picture: {what} {SMALLER}"


def test_takes_all_the_pixels_that_are_allowed_for_a_header(tmp_path: Path) -> None:
    assert told(tmp_path, "a.png", png_of(7_745, 7_746)) == BROKEN


def test_tells_what_is_never_read_and_passes_over_what_editors_leave(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / ".cache").mkdir()
    files = {"notes.txt": b"x", ".DS_Store": b"x", "~$a.jpg": b"x", "report.pdf": b"%PDF-", "empty": b""}
    pictures, problems = read(tmp_path, files)
    assert pictures == {}
    mend = "take it out of content/pictures/: only pictures in .jpg, .jpeg, .png, .webp belong there"
    names = ["empty", "notes.txt", "old", "report.pdf"]
    assert problems == [f"{name}:1: file: is not read ({mend})" for name in names]


def test_never_opens_what_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.jpg")
    assert read(tmp_path, {})[1][0].startswith("a.jpg:1: file: is not read")


def test_refuses_a_link_that_leads_out(tmp_path: Path) -> None:
    folder, outside = tmp_path / "pictures", tmp_path / "private.jpg"
    folder.mkdir()
    outside.write_bytes(picture())
    (folder / "a.jpg").symlink_to(outside)
    (folder / "b.jpg").symlink_to("nowhere.jpg")
    (folder / "c.jpg").symlink_to("c.jpg")
    (folder / "d.jpg").symlink_to("e.jpg")
    (folder / "f.jpg").symlink_to(tmp_path)
    pictures, problems = read(folder, {"e.jpg": picture()})
    assert list(pictures) == ["d.jpg", "e.jpg"]
    what = "picture: is a link that leads out of this folder or nowhere (put the picture itself here)"
    assert problems == [f"{name}.jpg:1: {what}" for name in "abcf"]


def test_says_why_a_file_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.jpg").write_bytes(picture())
    monkeypatch.setattr(Path, "open", refuse)
    what = "a.jpg:1: picture: cannot be opened: Permission denied (copy it here again from where it came)"
    assert read(tmp_path, {})[1] == [what]


def test_all_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    _, problems = read(tmp_path, {"A.jpg": picture()[:200], "b.jpg": b"", "c.jpg": picture(size=(20, 20))})
    assert [line.partition(":")[0] for line in problems] == ["A.jpg", "A.jpg", "b.jpg", "c.jpg"]


SOUND = [picture(kind, (330, 33)) for kind in ENDINGS] + [turned(6, (33, 330)), picture("PNG", (330, 33), "P")]


CHUNKS = [b"tRNS", b"PLTE", b"iCCP", b"eXIf", b"acTL", b"fcTL", b"tEXt", b"zTXt", b"iTXt", b"pHYs", b"gAMA", b"cHRM"]


@st.composite
def odd_png(draw: st.DrawFn) -> bytes:
    """A PNG with a chunk more, whose checksum is right and whose content may be anything."""
    mode = draw(st.sampled_from(["1", "L", "LA", "P", "RGB", "RGBA", "I;16"]))
    data = picture("PNG", (330, 33), mode)
    at = data.index(b"IDAT") - 4
    body = draw(st.one_of(st.binary(max_size=12), st.sampled_from([bytes(300), bytes(768), b"\1" * 900])))
    return data[:at] + chunk(draw(st.sampled_from(CHUNKS)), body) + data[at:]


@st.composite
def spoilt(draw: st.DrawFn) -> bytes:
    data = bytearray(draw(st.sampled_from(SOUND)))
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(data) - 1))
        data[at] = draw(st.integers(0, 255))
    start = draw(st.integers(0, len(data)))
    return bytes(data[:start] + draw(st.binary(max_size=8)) + data[start:][: draw(st.integers(0, len(data)))])


@given(
    st.one_of(
        st.binary(),
        spoilt(),
        odd_png(),
        st.tuples(st.sampled_from([data[:16] for data in SOUND]), st.binary()).map(b"".join),
    )
)
@example(moving("PNG"))
@settings(deadline=None, max_examples=600)
def test_any_bytes_are_a_picture_or_a_problem(data: bytes) -> None:
    with TemporaryDirectory() as folder:
        for ending in ENDINGS.values():
            pictures, problems = read(Path(folder), {f"a{ending}": data})
            assert bool(pictures) is not bool(problems)
            (Path(folder) / f"a{ending}").unlink()
