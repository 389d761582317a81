"""Originals made with Pillow, each with the metadata that a camera or a studio leaves in it."""

import struct
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageCms, ImageColor, PngImagePlugin

from review_site.content.picture_files import PictureFile, read_picture_files
from review_site.problems import Problems

XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>secret name</rdf:RDF></x:xmpmeta>'
Given = Callable[..., PictureFile]


@pytest.fixture
def given(tmp_path: Path) -> Given:
    """Put bytes into a folder of pictures and read them back as an original."""

    def give(data: bytes, name: str = "visit.jpg") -> PictureFile:
        folder = tmp_path / "content/pictures"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
        problems = Problems()
        pictures = read_picture_files(folder, "content/pictures", problems)
        assert not list(problems)
        return pictures[name]

    return give


@pytest.fixture(scope="session")
def drawn() -> Callable[..., Image.Image]:
    """A picture whose four quarters have colours of their own: red and green above, blue and white below."""

    def draw(size: tuple[int, int] = (1600, 1200), mode: str = "RGB") -> Image.Image:
        image = Image.new("RGB", (2, 2))
        for at, colour in (((0, 0), "red"), ((1, 0), "lime"), ((0, 1), "blue"), ((1, 1), "white")):
            image.putpixel(at, ImageColor.getrgb(colour))
        return image.resize(size, Image.Resampling.NEAREST).convert(mode)

    return draw


@pytest.fixture(scope="session")
def saved() -> Callable[..., bytes]:
    def save(image: Image.Image, kind: str, **options: object) -> bytes:
        stream = BytesIO()
        image.save(stream, kind, **options)
        return stream.getvalue()

    return save


@pytest.fixture(scope="session")
def gps() -> bytes:
    """EXIF with a place, a maker and an orientation."""
    exif = Image.Exif()
    exif[0x010F] = "secret maker"
    exif[0x0112] = 6
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 30.0, 26.0), 3: "W", 4: (0.0, 7.0, 39.0)})
    return exif.tobytes()


@pytest.fixture(scope="session")
def p3() -> bytes:
    """A profile of Display P3: that of sRGB with the wider primaries in place of its own (ICC.1:2022 §7.3, §9.2)."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    primaries = {
        b"rXYZ": (0.515102, 0.241182, -0.001052),
        b"gXYZ": (0.291965, 0.692236, 0.041882),
        b"bXYZ": (0.157153, 0.066582, 0.784378),
    }
    (count,) = struct.unpack_from(">I", profile, 128)
    for tag, offset in (struct.unpack_from(">4sI", profile, 132 + 12 * number) for number in range(count)):
        if tag in primaries:
            struct.pack_into(">3i", profile, offset + 8, *(round(value * 65536) for value in primaries[tag]))
    return bytes(profile)


@pytest.fixture(scope="session")
def laden_jpeg(drawn, saved, gps: bytes, p3: bytes) -> bytes:
    """A photograph with everything: EXIF, XMP, IPTC, a profile, a comment, and a ZIP after its end."""
    data = saved(
        drawn(), "JPEG", quality=90, exif=gps, xmp=XMP, icc_profile=p3, comment=b"secret comment", dpi=(300, 300)
    )
    iptc = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + struct.pack(">I", 16) + b"\x1c\x02\x50\0\x0bsecret name"
    segment = b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc
    return data[:2] + segment + data[2:] + b"PK\x03\x04secret archive"


@pytest.fixture(scope="session")
def laden_png(drawn, saved, gps: bytes, p3: bytes) -> bytes:
    """A drawing with everything that a PNG can carry."""
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", "secret name")
    texts.add_text("Comment", "secret comment", zip=True)
    texts.add_itxt("XML:com.adobe.xmp", XMP.decode())
    texts.add(b"tIME", bytes((7, 229, 1, 2, 3, 4, 5)))
    texts.add(b"prVt", b"secret chunk")
    return saved(drawn(), "PNG", exif=gps, icc_profile=p3, pnginfo=texts, dpi=(300, 300))


@pytest.fixture(scope="session")
def laden_webp(drawn, saved, gps: bytes, p3: bytes) -> bytes:
    """A WebP with everything that it can carry."""
    return saved(drawn(), "WEBP", exif=gps, icc_profile=p3, xmp=XMP)
