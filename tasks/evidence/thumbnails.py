"""Small pictures of photos, so that a page of evidence weighs little."""

import io
import threading

from PIL import Image, ImageOps, UnidentifiedImageError

KINDS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/gif": "GIF", "image/webp": "WEBP"}
EDGE = 320
MOST_PIXELS = 60_000_000  # a few hundred bytes may claim a picture that fills the memory
MOST_UNPACKED = 36_000_000  # pixels in memory at once, of four bytes: an A4 page scanned at 600 dpi
_one_at_a_time = threading.Lock()  # a page asks for a dozen together


def thumbnail(content: bytes) -> bytes | None:
    """The picture as a JPEG of at most 320 pixels each way, turned as it was taken; None for what is no picture."""
    try:
        with _one_at_a_time, Image.open(io.BytesIO(content), formats=tuple(KINDS.values())) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return None
            picture.draft("RGB", (EDGE, EDGE))  # a JPEG is unpacked no larger than needed, all others whole
            if picture.width * picture.height > MOST_UNPACKED:
                return None
            picture.thumbnail((EDGE, EDGE))  # before it is turned: that takes a copy
            drawn = io.BytesIO()
            ImageOps.exif_transpose(picture).convert("RGB").save(drawn, "JPEG", quality=72)
            return drawn.getvalue()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
