"""Small pictures of photos, so that a page of evidence weighs little."""

import io

from PIL import Image, ImageOps, UnidentifiedImageError

KINDS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/gif": "GIF", "image/webp": "WEBP"}
EDGE = 320
MOST_PIXELS = 60_000_000  # a few hundred bytes may claim a picture that fills the memory


def thumbnail(content: bytes) -> bytes | None:
    """The picture as a JPEG of at most 320 pixels each way, turned as it was taken; None for what is no picture."""
    try:
        with Image.open(io.BytesIO(content), formats=tuple(KINDS.values())) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return None
            picture.draft("RGB", (EDGE, EDGE))
            small = ImageOps.exif_transpose(picture)
            small.thumbnail((EDGE, EDGE))
            drawn = io.BytesIO()
            small.convert("RGB").save(drawn, "JPEG", quality=72)
            return drawn.getvalue()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
