"""Photos made small: upright, without their hidden data (place, camera), never filling the memory."""

import io
import threading
from typing import NamedTuple

from PIL import Image, ImageOps, UnidentifiedImageError

KINDS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/gif": "GIF", "image/webp": "WEBP"}
MOST_PIXELS = 60_000_000  # a few hundred bytes may claim a picture that fills the memory
MOST_UNPACKED = 36_000_000  # pixels in memory at once, of four bytes: an A4 page scanned at 600 dpi
_one_at_a_time = threading.Lock()  # a page asks for a dozen together
_BROKEN = (UnidentifiedImageError, OSError, ValueError, SyntaxError)  # what Pillow raises for broken files of all kinds
_HUGE = (Image.DecompressionBombError, Image.DecompressionBombWarning)


class Size(NamedTuple):
    """edge: pixels of the longer side at most; quality: of the JPEG, as Pillow counts it."""

    edge: int
    quality: int


PAGE = Size(320, 72)  # a page of evidence weighs little
PRINT = Size(1400, 82)  # sharp over half a page of a report


def shrunk(content: bytes, size: Size) -> bytes | None:
    """The picture as a JPEG, turned as it was taken; None for what is no picture, is broken or too huge."""
    try:
        with _one_at_a_time, Image.open(io.BytesIO(content), formats=tuple(KINDS.values())) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return None
            picture.draft("RGB", (size.edge, size.edge))  # a JPEG is unpacked no larger than needed, all others whole
            if picture.width * picture.height > MOST_UNPACKED:
                return None
            return _drawn(picture, size)
    except (*_BROKEN, *_HUGE):
        return None


def _drawn(picture: Image.Image, size: Size) -> bytes:
    if "transparency" in picture.info:  # of a palette; a colour that Pillow would mix with the others
        picture = picture.convert("RGBA")
    picture.thumbnail((size.edge, size.edge))  # before it is turned: that takes a copy
    upright = ImageOps.exif_transpose(picture)
    if upright.mode in ("RGBA", "LA", "PA"):
        ground = Image.new("RGBA", upright.size, "white")  # what is transparent stands on paper
        upright = Image.alpha_composite(ground, upright.convert("RGBA"))
    drawn = io.BytesIO()
    upright.convert("RGB").save(drawn, "JPEG", quality=size.quality)
    return drawn.getvalue()
