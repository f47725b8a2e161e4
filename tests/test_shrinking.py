"""Photos made small for a page and for a report: upright, bare of hidden data, never filling the memory."""

import io
from typing import Any

import pytest
from PIL import Image

from tasks.evidence.shrinking import MOST_UNPACKED, PAGE, PRINT, Size, shrunk


def drawn(kind: str, size: tuple[int, int], mode: str = "RGB", **how: Any) -> bytes:
    kept = io.BytesIO()
    Image.new(mode, size).save(kept, kind, **how)
    return kept.getvalue()


def opened(jpeg: bytes | None) -> Image.Image:
    assert jpeg
    return Image.open(io.BytesIO(jpeg))


@pytest.mark.parametrize(("size", "meant"), [(PAGE, (160, 320)), (PRINT, (700, 1400))])
def test_a_photo_is_small_upright_and_bare_of_what_it_hides(size: Size, meant: tuple[int, int]):
    hidden = Image.Exif()
    hidden[0x0112], hidden[0x010F] = 6, "Camera of somebody"  # taken with the phone held upright
    raw = drawn("JPEG", (1600, 800), exif=hidden)
    assert b"Camera" in raw
    kept = shrunk(raw, size)
    assert opened(kept).size == meant
    assert b"Camera" not in (kept or b"")


def test_a_scan_is_shown_and_what_would_fill_the_memory_is_not():
    assert opened(shrunk(drawn("PNG", (2480, 3508), "1"), PAGE)).size == (226, 320)
    huge = drawn("PNG", (6001, 6000), "1")
    assert (len(huge) < 10_000, MOST_UNPACKED < 6001 * 6000) == (True, True)
    assert shrunk(huge, PAGE) is None
    assert opened(shrunk(drawn("JPEG", (7000, 7000)), PAGE)).size == (320, 320)
    assert shrunk(drawn("PNG", (10_000, 9_500), "1"), PRINT) is None  # of which Pillow itself warns


@pytest.mark.parametrize(("mode", "how"), [("RGBA", {}), ("LA", {}), ("P", {"transparency": 0})])
def test_what_is_transparent_stands_on_paper(mode: str, how: dict[str, int]):
    assert opened(shrunk(drawn("PNG", (40, 20), mode, **how), PRINT)).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("raw", [b"", b"no picture", drawn("JPEG", (900, 600))[:200]])
def test_what_is_no_picture_or_broken_is_none(raw: bytes):
    assert shrunk(raw, PRINT) is None
