import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from review_site.pictures.metadata import metadata_of


def segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2, "big") + body


def chunk(kind: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + kind + body + bytes(4)


def riff(*chunks: tuple[bytes, bytes]) -> bytes:
    body = b"".join(kind + len(data).to_bytes(4, "little") + data + bytes(len(data) % 2) for kind, data in chunks)
    return b"RIFF" + (len(body) + 4).to_bytes(4, "little") + b"WEBP" + body


JFIF = segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")
SCAN = segment(0xDA, b"\1") + b"\x12\xff\x00\x34\xff\xd0\x56"
END = b"\xff\xd9"
PNG = b"\x89PNG\r\n\x1a\n"


def test_finds_all_that_a_jpeg_carries(laden_jpeg: bytes) -> None:
    found = metadata_of(laden_jpeg)
    assert sorted(found) == ["EXIF", "ICC profile", "IPTC", "XMP", "bytes after the end", "comment"]


def test_finds_all_that_a_png_carries(laden_png: bytes) -> None:
    found = metadata_of(laden_png)
    wanted = ["EXIF", "ICC profile", "XMP", "pHYs chunk", "prVt chunk", "text Author", "text Comment", "time"]
    assert sorted(found) == wanted


def test_finds_all_that_a_webp_carries(laden_webp: bytes) -> None:
    assert metadata_of(laden_webp) == ["ICC profile", "EXIF", "XMP"]
    assert metadata_of(laden_webp + b"PK\x03\x04") == ["ICC profile", "EXIF", "XMP", "bytes after the end"]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("mode", ["L", "RGB", "P", "RGBA"])
def test_finds_nothing_in_bare_pictures(drawn, saved, kind: str, mode: str) -> None:
    if kind == "JPEG" and mode in ("P", "RGBA"):
        mode = "CMYK"
    found = metadata_of(saved(drawn(mode=mode), kind))
    assert found == (["APP14 Adobe"] if mode == "CMYK" else [])


@pytest.mark.parametrize("options", [{"progressive": True}, {"restart_marker_blocks": 3}])
def test_walks_over_scans(drawn, saved, options: dict[str, object]) -> None:
    assert metadata_of(saved(drawn(), "JPEG", comment=b"x", **options)) == ["comment"]


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ([JFIF, SCAN], []),
        ([b"\xff\xff" + JFIF, SCAN], []),
        ([segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\1\1abc")], ["thumbnail (JFIF)"]),
        ([segment(0xE0, b"JFXX\0\x10")], ["thumbnail (JFXX)"]),
        ([segment(0xE1, b"http://ns.adobe.com/xmp/extension/\0more")], ["XMP"]),
        ([segment(0xE2, b"MPF\0II")], ["further pictures (MPF)"]),
        ([segment(0xE1, b"ours\0\xff")], ["APP1 ours"]),
        ([segment(0xEF, b"")], ["APP15"]),
        ([SCAN, segment(0xFE, b"between scans"), SCAN], ["comment"]),
        ([SCAN, segment(0xE1, b"Exif\0\0")], ["EXIF"]),
    ],
)
def test_names_each_segment_of_a_jpeg(parts: list[bytes], found: list[str]) -> None:
    data = b"\xff\xd8" + b"".join(parts) + END
    assert metadata_of(data) == found
    assert metadata_of(data + b"\0") == [*found, "bytes after the end"]
    assert metadata_of(data[:-1]) == [*found, "broken JPEG"]


@pytest.mark.parametrize(
    "rest", [b"", b"\xff", b"\x12\x34", b"\xff\xd8", b"\xff\xd0", b"\xff\x01", b"\xff\xe1\0\1", b"\xff\xe1\0\x09abc"]
)
def test_a_jpeg_that_cannot_be_walked_is_broken(rest: bytes) -> None:
    assert metadata_of(b"\xff\xd8" + rest) == ["broken JPEG"]


@pytest.mark.parametrize(
    ("part", "found"),
    [
        (chunk(b"tRNS", b"\0"), []),
        (chunk(b"tEXt", b"Raw profile type exif\0\nexif"), ["EXIF"]),
        (chunk(b"zTXt", b"Raw profile type iptc\0\0"), ["IPTC"]),
        (chunk(b"iTXt", b""), ["text "]),
        (chunk(b"gAMA", bytes(4)), ["gAMA chunk"]),
    ],
)
def test_names_each_chunk_of_a_png(part: bytes, found: list[str]) -> None:
    data = PNG + part + chunk(b"IEND", b"")
    assert metadata_of(data) == found
    assert metadata_of(data + b"\0") == [*found, "bytes after the end"]
    assert metadata_of(data[:-1]) == [*found, "broken PNG"]


def test_names_each_chunk_of_a_webp() -> None:
    assert metadata_of(riff((b"VP8X", bytes(10)), (b"ALPH", b"1"), (b"VP8 ", b"22"))) == []
    assert metadata_of(riff((b"VP8L", b"1"), (b"ANMF", b"odd"), (b"EXIF", b""))) == ["ANMF chunk", "EXIF"]
    assert metadata_of(riff((b"VP8L", b"22"))[:-1]) == ["broken WebP"]
    short = bytearray(riff((b"VP8L", b"22")))
    short[16] = 200
    assert metadata_of(bytes(short)) == ["broken WebP"]


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"RIFF\0\0\0\0WAVE", b"<svg/>"])
def test_knows_no_other_file(data: bytes) -> None:
    assert metadata_of(data) == ["neither JPEG, PNG nor WebP"]


@given(st.sampled_from([b"\xff\xd8", PNG, b"RIFF\x40\0\0\0WEBP", b""]), st.binary(max_size=80))
@settings(deadline=None)
def test_any_bytes_have_an_answer(start: bytes, rest: bytes) -> None:
    assert all(name.isprintable() for name in metadata_of(start + rest))


@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=20))
@settings(deadline=None)
def test_nothing_can_be_slipped_between_the_chunks_of_a_png(at: int, more: bytes) -> None:
    clean = PNG + chunk(b"IHDR", bytes(13)) + chunk(b"IDAT", bytes(9)) + chunk(b"IEND", b"")
    ends = [8, 33, 54, len(clean)]
    place = ends[at % len(ends)]
    assert metadata_of(clean[:place] + chunk(b"seCr", more) + clean[place:])


def test_a_picture_opened_and_saved_by_others_is_found_out(laden_jpeg: bytes, saved, tmp_path) -> None:
    (tmp_path / "a.jpg").write_bytes(laden_jpeg)
    with Image.open(tmp_path / "a.jpg") as image:
        assert "comment" in metadata_of(saved(image, "JPEG"))
