"""Small pictures of evidence: upright, small, and never at the cost of everybody's memory."""

import io

from PIL import Image

from tasks.evidence.thumbnails import MOST_UNPACKED, thumbnail


def drawn(kind: str, size: tuple[int, int], **how: object) -> bytes:
    kept = io.BytesIO()
    Image.new("1" if kind == "PNG" else "RGB", size).save(kept, kind, **how)
    return kept.getvalue()


def size_of(jpeg: bytes | None) -> tuple[int, int]:
    assert jpeg
    return Image.open(io.BytesIO(jpeg)).size


def test_a_photo_is_small_and_upright():
    turned = Image.Exif()
    turned[0x0112] = 6  # taken with the phone held upright
    assert size_of(thumbnail(drawn("JPEG", (1600, 800), exif=turned))) == (160, 320)


def test_a_scan_is_shown_and_what_would_fill_the_memory_is_not():
    assert size_of(thumbnail(drawn("PNG", (2480, 3508)))) == (226, 320)
    huge = drawn("PNG", (6001, 6000))
    assert (len(huge) < 10_000, MOST_UNPACKED < 6001 * 6000) == (True, True)
    assert thumbnail(huge) is None
    assert size_of(thumbnail(drawn("JPEG", (7000, 7000)))) == (320, 320)
