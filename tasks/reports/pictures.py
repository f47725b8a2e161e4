"""Photos as a report shows them: upright, of a modest size, or not at all when nobody can open them."""

import warnings
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

LONGEST_SIDE = 1400  # pixels: sharp over half a page in print
QUALITY = 82


def small(raw: bytes) -> bytes | None:
    """The picture as a JPEG without its hidden data (place, camera); None for what is no picture or is too huge."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(raw)) as opened:
                return _as_jpeg(opened)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError, Warning):
        return None  # what Pillow raises for broken files of all kinds


def _as_jpeg(opened: Image.Image) -> bytes:
    opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is read no larger than needed
    upright = ImageOps.exif_transpose(opened)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    ground = Image.new("RGB", upright.size, "white")  # what is transparent stands on paper
    rich = upright.convert("RGBA")
    ground.paste(rich, mask=rich.getchannel("A"))
    out = BytesIO()
    ground.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
