import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from review_site.content.picture_files import PictureError
from review_site.pictures.pixels import encode, read_pixels, resize

CORNERS = ((0.1, 0.1), (0.9, 0.1), (0.1, 0.9), (0.9, 0.9))
RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)
Pixel = tuple[int, ...]


def corners(image: Image.Image) -> list[Pixel]:
    return [image.getpixel((int(x * image.width), int(y * image.height))) for x, y in CORNERS]  # type: ignore[misc]


def near(seen: list[Pixel], wanted: list[Pixel], tolerance: int = 4) -> bool:
    pairs = zip(seen, wanted, strict=True)
    return all(abs(a - b) <= tolerance for one, other in pairs for a, b in zip(one, other, strict=True))


@pytest.fixture
def pixels(given) -> Callable[..., Image.Image]:
    def read(data: bytes, name: str = "visit.jpg", width: int = 320) -> Image.Image:
        return read_pixels(given(data, name), data, width)

    return read


TURNED = {
    1: [RED, GREEN, BLUE, WHITE],
    2: [GREEN, RED, WHITE, BLUE],
    3: [WHITE, BLUE, GREEN, RED],
    4: [BLUE, WHITE, RED, GREEN],
    5: [RED, BLUE, GREEN, WHITE],
    6: [BLUE, RED, WHITE, GREEN],
    7: [WHITE, GREEN, BLUE, RED],
    8: [GREEN, WHITE, RED, BLUE],
}


@pytest.mark.parametrize(("orientation", "wanted"), TURNED.items())
@pytest.mark.parametrize("size", [(800, 400), (3200, 1600)])
def test_is_turned_as_its_exif_says(pixels, drawn, saved, orientation: int, wanted: list[Pixel], size) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    image = pixels(saved(drawn(size), "JPEG", quality=95, exif=exif.tobytes()))
    assert near(corners(image), wanted)
    assert (image.width < image.height) is (orientation > 4)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("turned", [False, True])
def test_a_far_larger_original_comes_reduced_yet_twice_as_wide(pixels, drawn, saved, kind: str, turned: bool) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6 if turned else 1
    data = saved(drawn((2400, 6000) if turned else (6000, 2400)), kind, exif=exif.tobytes())
    image = pixels(data, "visit.jpg" if kind == "JPEG" else "visit.png", 640)
    assert 1280 <= image.width < 2560
    assert image.width / image.height == pytest.approx(2.5, abs=0.01)


def srgb_of_p3(pixel: Pixel) -> Pixel:
    """Display P3 → sRGB by the matrix of CSS Color 4 §17."""
    linear = [value / 255 / 12.92 if value <= 10 else ((value / 255 + 0.055) / 1.055) ** 2.4 for value in pixel]
    matrix = (
        (1.2249401763, -0.2249401763, 0.0),
        (-0.0420569547, 1.0420569547, 0.0),
        (-0.0196375546, -0.0786360454, 1.0982736000),
    )
    mixed = [min(1.0, max(0.0, sum(a * b for a, b in zip(row, linear, strict=True)))) for row in matrix]
    curved = [12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055 for value in mixed]
    return tuple(round(value * 255) for value in curved)


@pytest.mark.parametrize("colour", [(200, 100, 50), (60, 180, 90), (255, 0, 0), (128, 128, 128), (0, 0, 0), WHITE])
@pytest.mark.parametrize(("kind", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp")])
def test_a_wide_gamut_becomes_srgb(pixels, saved, p3: bytes, colour: Pixel, kind: str, name: str) -> None:
    options = {"JPEG": {"quality": 95, "subsampling": 0}, "PNG": {}, "WEBP": {"lossless": True}}[kind]
    data = saved(Image.new("RGB", (400, 300), colour), kind, icc_profile=p3, **options)
    (seen,) = {pixels(data, name).getpixel((200, 150))}
    assert near([seen], [srgb_of_p3(colour)], 3 if kind != "JPEG" else 5)


def test_without_a_profile_numbers_stay_as_they_are(pixels, saved) -> None:
    data = saved(Image.new("RGB", (400, 300), (200, 100, 50)), "PNG")
    assert pixels(data, "a.png").getpixel((9, 9)) == (200, 100, 50)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "L", "LA"])
def test_a_profile_that_is_broken_or_of_other_colours_is_passed_over(pixels, saved, p3: bytes, mode: str) -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    for profile in (b"nonsense", p3[:200], lab, p3 if mode.startswith("L") else lab):
        data = saved(Image.new("RGB", (400, 300), (90, 90, 90)).convert(mode), "PNG", icc_profile=profile)
        assert near([pixels(data, "a.png").getpixel((9, 9))], [(90, 90, 90)], 0 if mode != "P" else 20)


def test_a_palette_has_its_profile_too(pixels, saved, p3: bytes) -> None:
    image = Image.new("P", (400, 300), 1)
    image.putpalette([0, 0, 0, 200, 100, 50])
    data = saved(image, "PNG", icc_profile=p3)
    assert near([pixels(data, "a.png").getpixel((9, 9))], [srgb_of_p3((200, 100, 50))], 3)


def test_print_colours_become_screen_colours(pixels, saved) -> None:
    data = saved(Image.new("CMYK", (400, 300), (0, 255, 255, 0)), "JPEG", quality=95)
    image = pixels(data)
    assert image.mode == "RGB"
    assert near([image.getpixel((200, 150))], [RED], 8)


def test_sixteen_bits_of_grey_are_scaled(pixels, saved) -> None:
    for value in (0, 300, 0x8000, 0xFFFF):
        data = saved(Image.new("I;16", (400, 300), value), "PNG")
        assert pixels(data, "a.png").getpixel((9, 9)) == (value >> 8,) * 3


def test_sixteen_bits_of_grey_keep_their_transparency(pixels, saved) -> None:
    for key in (0xFF, 0x8000):
        row = struct.pack("<H", key) * 200 + struct.pack("<H", key + 1) * 200
        image = Image.frombytes("I;16", (400, 300), row * 300)
        seen = pixels(saved(image, "PNG", transparency=key), "a.png")
        assert (seen.getpixel((50, 50))[3], seen.getpixel((350, 50))[3]) == (0, 255)  # type: ignore[index]


def test_sixteen_bits_of_colour_keep_their_transparency(pixels) -> None:
    width, height = 400, 300
    row = b"\0" + struct.pack(">3H", 0xC800, 0x6400, 0x3200) * 200 + struct.pack(">3H", 1, 2, 3) * 200
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 16, 2, 0, 0, 0)),
        (b"tRNS", struct.pack(">3H", 0xC800, 0x6400, 0x3200)),
        (b"IDAT", zlib.compress(row * height)),
        (b"IEND", b""),
    )
    chunks = (
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in parts
    )
    seen = pixels(b"\x89PNG\r\n\x1a\n" + b"".join(chunks), "a.png")
    assert (seen.getpixel((50, 50)), seen.getpixel((350, 50))) == ((200, 100, 50, 0), (0, 0, 0, 255))


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1", "RGB"])
def test_transparency_is_kept(pixels, drawn, saved, mode: str) -> None:
    options: dict[str, object] = {}
    if mode in ("RGBA", "LA"):
        image = drawn((400, 400)).convert(mode)
        image.putalpha(Image.linear_gradient("L").resize((400, 400)))
    else:
        image = Image.new(mode, (400, 400), 0)
        image.paste(1, (0, 200, 400, 400)) if mode != "RGB" else image.paste((9, 9, 9), (0, 200, 400, 400))
        options["transparency"] = (0, 0, 0) if mode == "RGB" else 0
    seen = pixels(saved(image, "PNG", **options), "a.png")
    assert seen.mode == "RGBA"
    assert seen.getpixel((50, 0))[3] < 5  # type: ignore[index]
    assert seen.getpixel((50, 399))[3] > 250  # type: ignore[index]


def test_a_palette_may_be_transparent_by_degrees(pixels, saved) -> None:
    image = Image.new("P", (400, 400), 0)
    image.paste(1, (0, 200, 400, 400))
    image.putpalette([200, 100, 50, 0, 90, 90])
    seen = pixels(saved(image, "PNG", transparency=bytes((128, 255))), "a.png")
    assert (seen.getpixel((9, 9)), seen.getpixel((9, 399))) == ((200, 100, 50, 128), (0, 90, 90, 255))


def test_a_picture_without_anything_transparent_loses_its_fourth_band(pixels, drawn, saved) -> None:
    assert pixels(saved(drawn(mode="RGBA"), "PNG"), "a.png").mode == "RGB"


def test_transparent_pixels_do_not_bleed(given, saved, pixels) -> None:
    image = Image.new("RGBA", (1280, 1280), (255, 0, 0, 0))
    image.paste((0, 0, 255, 255), (0, 0, 1280, 643))
    small = pixels(saved(image, "PNG"), "a.png", 320)
    made = Image.open(BytesIO(encode(resize(small, (320, 320)), "PNG", drawn=True)))
    edge = [made.getpixel((9, y)) for y in range(150, 170)]
    assert all(red == 0 for red, _, _, alpha in edge if alpha)  # type: ignore[misc]


def test_a_broken_original_is_told(given, drawn, saved) -> None:
    data = saved(drawn(), "JPEG")
    picture = given(data)
    with pytest.raises(PictureError, match="cut short"):
        read_pixels(picture, data[:2000], 320)


def test_a_drawing_stays_sharp_and_is_no_larger(drawn) -> None:
    image = drawn((640, 480))
    drawing = encode(resize(image, (640, 480)), "WEBP", drawn=True)
    photograph = encode(resize(image, (640, 480)), "WEBP", drawn=False)
    assert Image.open(BytesIO(drawing)).convert("RGB").tobytes() == image.tobytes()
    assert len(drawing) < len(photograph)
    noise = Image.effect_noise((640, 480), 90).convert("RGB")
    lossy = [encode(resize(noise, (640, 480)), "WEBP", drawn=choice) for choice in (True, False)]
    assert lossy[0] == lossy[1]


def test_info_that_a_picture_carries_is_not_written(drawn) -> None:
    image = drawn((640, 480))
    image.info.update(comment=b"secret", icc_profile=b"secret", exif=b"secret", xmp=b"secret", dpi=(72, 72))
    for kind in ("JPEG", "PNG", "WEBP"):
        assert b"secret" not in encode(resize(image, (640, 480)), kind, drawn=True)  # type: ignore[arg-type]


def test_a_photograph_is_still_a_photograph(pixels, drawn, saved, tmp_path: Path) -> None:
    image = pixels(saved(drawn(), "JPEG", quality=95), width=640)
    for kind in ("JPEG", "WEBP"):
        data = encode(resize(image, (640, 480)), kind, drawn=False)  # type: ignore[arg-type]
        assert near(corners(Image.open(BytesIO(data)).convert("RGB")), [RED, GREEN, BLUE, WHITE], 6)
