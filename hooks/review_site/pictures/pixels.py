"""The pixels of an original, upright and in sRGB, and the bytes of a rendition made from them."""

from io import BytesIO

from PIL import Image, ImageCms

from review_site.content.picture_files import PictureFile, PictureFormat, alpha_of, load_picture, open_picture

_OVERSAMPLED = 2  # so much larger a picture is kept until its last, careful reduction
_TURNS = {  # EXIF 2.32, Orientation
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def read_pixels(picture: PictureFile, data: bytes, width: int) -> Image.Image:
    """Return a picture upright, in sRGB, as RGB, or RGBA when it is transparent.

    Args:
        picture: what is known of the original.
        data: its bytes.
        width: the pixels that the widest rendition has; a far larger original comes reduced, yet twice as wide.

    Raises:
        PictureError: when it cannot be decoded.
    """
    image = open_picture(data, picture.format)
    most = _OVERSAMPLED * width
    wanted = (most, most * picture.height // picture.width)
    orientation = load_picture(image, wanted)  # one that lies on its side comes larger at worst
    profile = image.info.get("icc_profile")
    alpha = alpha_of(image) if picture.transparent else None
    image = _in_eight_bits(image)
    if alpha:
        image.putalpha(alpha)  # before anything is reduced, so that what cannot be seen does not bleed
    factor = max(1, min(image.width, image.height) // max(1, min(wanted)))
    if factor > 1:
        image = image.reduce(factor)
    image = _to_srgb(image, profile)
    return image.transpose(_TURNS[orientation]) if orientation in _TURNS else image


def resize(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Return a picture at a size in pixels, without anything beside its pixels."""
    small = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    small.info = {}  # Pillow writes a comment or a profile that it finds here
    return small


def encode(small: Image.Image, image_format: PictureFormat, *, drawn: bool) -> bytes:
    """Return the bytes of a picture that was resized: pixels, and nothing beside them.

    `drawn` says that the original may be a drawing or a chart, whose edges a lossless WebP keeps when it is no larger.
    """
    match image_format:
        case "JPEG":
            return _save(small, "JPEG", quality=82, optimize=True, progressive=True, subsampling="4:2:0")
        case "PNG":
            return _save(small, "PNG", optimize=True)
    lossy = _save(small, "WEBP", quality=80, method=4)
    return min(_save(small, "WEBP", lossless=True, quality=80, method=4), lossy, key=len) if drawn else lossy


def _save(image: Image.Image, image_format: PictureFormat, **options: object) -> bytes:
    stream = BytesIO()
    image.save(stream, image_format, **options)
    return stream.getvalue()


def _in_eight_bits(image: Image.Image) -> Image.Image:
    """Return the colours of a decoded picture as L, RGB or CMYK."""
    image.info.pop("transparency", None)  # else Pillow warns of what it cannot keep
    if image.mode.startswith("I"):  # 16 bits of grey, which Pillow would cut off at 255 in place of scaling
        return image.convert("I").point([value >> 8 for value in range(1 << 16)], "L")
    if image.mode in ("1", "L", "LA"):
        return image.convert("L")
    return image if image.mode == "CMYK" else image.convert("RGB")


def _to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return RGB or RGBA, as an embedded profile reads the numbers; a broken or unfitting profile is passed over."""
    if "A" in image.getbands():
        colours = _to_srgb(image.convert(image.mode.removesuffix("A")), profile)
        colours.putalpha(image.getchannel("A"))
        return colours
    if not profile:
        return image.convert("RGB")
    try:
        converted = ImageCms.profileToProfile(
            image,
            ImageCms.ImageCmsProfile(BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode="RGB",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image.convert("RGB")
    return converted or image.convert("RGB")
