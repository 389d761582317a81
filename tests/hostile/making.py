"""Inputs that are too large or too odd to stand in a file: each is put where a case of its kind is looked for."""

import io
import os
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

from PIL import Image

POST = "content/blogs/2021-04-01-fog-bells.md"
PNG = b"\x89PNG\r\n\x1a\n"


def text_of(word: str, *arguments: str) -> str:
    """Return a text: `repeat [ 1000` is the bracket a thousand times, `nest` and `lines` are told by their names."""
    match word, arguments:
        case "repeat", (piece, count):
            return _piece(piece) * int(count)
        case "around", (opening, inside, closing, count):
            return _piece(opening) * int(count) + inside + _piece(closing) * int(count)
        case "number", (before, count, after):
            return _piece(before) + "9" * int(count) + _piece(after)
        case "lists", (count,):
            return "\n".join(f"{'    ' * depth}- deep" for depth in range(int(count)))
        case "numbered", (piece, count):
            return "".join(_piece(piece).replace("#", str(number)) for number in range(int(count)))
        case "ticks", (count,):
            return " ".join("`" * length for length in range(1, int(count)))
    raise ValueError(word)


def _piece(written: str) -> str:
    return written.replace("\\n", "\n").replace("\\s", " ").replace("\\t", "\t").replace("\\0", "\0")


def change_text(project: Path, word: str) -> bool:
    """Save the post otherwise; tell whether the word is one for that."""
    file = project / POST
    text = file.read_text(encoding="utf-8")
    saved: dict[str, Callable[[], bytes]] = {
        "with-a-mark": lambda: b"\xef\xbb\xbf" + text.encode(),
        "with-crlf": lambda: text.replace("\n", "\r\n").encode(),
        "with-cr": lambda: text.replace("\n", "\r").encode(),
        "with-ff": lambda: text.encode() + b"\nsm\xf8rrebr\xf8d\n",
        "with-overlong": lambda: text.encode() + b"\n\xc0\xaf\n",
        "with-half": lambda: text.encode() + b"\n\xed\xa0\x80\n",
        "of-ten-megabytes": lambda: text.encode() + b"Fog. " * 2_000_000,
        "front-of-ten-megabytes": lambda: text.replace("\n---\n", f"\nnote: {'fog ' * 2_500_000}\n---\n", 1).encode(),
    }
    if word in saved:
        file.write_bytes(saved[word]())
    return word in saved


def put_file(project: Path, word: str, path: str, *more: str) -> None:
    """Put something that is no plain file, or has an odd name, at a path of a project."""
    file = project / path
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.is_file() or file.is_symlink():
        file.unlink()
    match word:
        case "link":
            file.symlink_to(more[0])
        case "pipe":
            os.mkfifo(file)
        case "folder":
            file.mkdir()
        case "copy":
            file.write_bytes((project / more[0]).read_bytes())
        case "long-name":
            file.with_name("a" * int(more[0]) + file.suffix).write_bytes((project / POST).read_bytes())
        case _:
            raise ValueError(word)


def picture_of(word: str) -> bytes:
    """Return the bytes of a picture, or of what pretends to be one."""
    return _PICTURES[word]()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png(width: int, height: int, *before: bytes, rows: bytes | None = None) -> bytes:
    """A PNG of one grey, its size as declared; `rows` are its compressed rows, whatever they hold."""
    head = _chunk(b"IHDR", struct.pack(">2I5B", width, height, 8, 0, 0, 0, 0))
    data = zlib.compress(bytes((width + 1) * height), 9) if rows is None else rows
    return PNG + head + b"".join(before) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def _saved(form: str, **options: object) -> bytes:
    stream = io.BytesIO()
    Image.linear_gradient("L").resize((640, 480)).convert("RGB").save(stream, form, **options)
    return stream.getvalue()


def _frames(form: str) -> bytes:
    frames = [Image.new("RGB", (640, 480), (shade, 9, 9)) for shade in range(0, 250, 5)]
    stream = io.BytesIO()
    frames[0].save(stream, form, save_all=True, append_images=frames[1:])
    return stream.getvalue()


def _exif() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "Nobody’s camera" + "<script>alert(1)</script>" * 2_000
    exif.get_ifd(0x8825)[1] = "N"
    return _saved("JPEG", exif=exif)


_SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
_PAGE = b"<html><script>alert(1)</script></html>"
_JPEG_OF_65535 = b"\xff\xd8\xff\xc0\0\x11\x08\xff\xff\xff\xff\3\1\x22\0\2\x11\1\3\x11\1\xff\xd9"
_WEBP_OF_16383 = b"RIFF\x16\0\0\0WEBPVP8L\x0a\0\0\0\x2f\xff\xff\xff\x0f\0\0\0\0\0"
_PICTURES: dict[str, Callable[[], bytes]] = {
    "png-of-60000": lambda: _png(60_000, 60_000, rows=zlib.compress(bytes(1_000_000), 9)),
    "png-of-9000": lambda: _png(9_000, 6_000),
    "png-of-4-billion": lambda: _png(4_294_967_295, 4_294_967_295, rows=b""),
    "png-of-nothing": lambda: _png(0, 0, rows=b""),
    "png-with-a-text-bomb": lambda: _png(
        640, 480, _chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(200_000_000), 9)), rows=zlib.compress(bytes(641 * 480))
    ),
    "png-with-a-profile-bomb": lambda: _png(640, 480, _chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(200_000_000), 9))),
    "png-with-more-rows": lambda: _png(640, 480, rows=zlib.compress(bytes(200_000_000), 9)),
    "png-with-a-page-behind": lambda: _saved("PNG") + _PAGE,
    "png-cut-short": lambda: _saved("PNG")[:-40],
    "jpeg-of-65535": lambda: _JPEG_OF_65535,
    "jpeg-with-a-page-in-it": lambda: _saved("JPEG", comment=_PAGE),
    "jpeg-with-exif": _exif,
    "jpeg-cut-short": lambda: _saved("JPEG")[:3_000],
    "webp-of-16383": lambda: _WEBP_OF_16383,
    "gif-of-50-frames": lambda: _frames("GIF"),
    "png-of-50-frames": lambda: _frames("PNG"),
    "webp-of-50-frames": lambda: _frames("WEBP"),
    "gif-that-is-a-script": lambda: b"GIF89a/*" + bytes(60) + b"*/=1;alert(1)",
    "svg-with-a-script": lambda: _SVG,
    "svg-that-swells": lambda: b'<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">]>' + _SVG,
    "page": lambda: _PAGE,
    "pdf": lambda: b"%PDF-1.7\n",
    "zip": lambda: b"PK\3\4" + bytes(40),
}
