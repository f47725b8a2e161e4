"""Pages drawn by the typesetter: a template of ours, data as JSON, pictures as files; nothing typed becomes markup."""

import json
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

from tasks.reports.drawable import drawable_in

HERE = Path(__file__).parent
FONTS = HERE / "fonts"
# Level a for archives: letters embedded, text and its order readable by machines, each picture told in words.
ARCHIVE = "a-2a"
PICTURE_POINTS, POINTS_PER_INCH = 520, 72


class DrawError(Exception):
    """The page could not be drawn. Trying again cannot help."""


def draw_pdf(template: str, data: Mapping[str, Any], made: datetime, pictures: Mapping[str, bytes] = {}) -> bytes:
    """A PDF/A of pages/<template>.typ; pictures: file names the data speaks of. made: the moment written into it."""
    return _drawn(template, data, pictures, format="pdf", pdf_standards=ARCHIVE, timestamp=made)


def draw_png(template: str, data: Mapping[str, Any], breadth: int) -> bytes:
    """One picture of pages/<template>.typ, so many pixels broad; the template's page is 520 points broad."""
    return _drawn(template, data, {}, format="png", ppi=breadth / PICTURE_POINTS * POINTS_PER_INCH)


def _drawn(template: str, data: Mapping[str, Any], pictures: Mapping[str, bytes], **how: Any) -> bytes:
    with tempfile.TemporaryDirectory(prefix="tamngan-page-") as folder:  # the typesetter sees no other files
        root = Path(folder)
        (root / "page.typ").write_bytes((HERE / "pages" / f"{template}.typ").read_bytes())
        (root / "data.json").write_text(json.dumps(drawable_in(dict(data))), encoding="utf-8")
        for name, raw in pictures.items():
            (root / name).write_bytes(raw)
        page, letters = root / "page.typ", [FONTS]
        try:
            drawn = typst.compile(page, root=root, font_paths=letters, ignore_system_fonts=True, **how)
        except typst.TypstError as error:
            raise DrawError(str(error)) from error
    return bytes(drawn)
