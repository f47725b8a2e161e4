"""The year-end report as PDF/A: the layout's pages with embedded letters, pictures of the annex among them."""

from collections.abc import Mapping
from datetime import datetime

from models.bangkok import BANGKOK
from tasks.evidence.shrinking import PRINT, shrunk
from tasks.reports.layout import Layout
from tasks.reports.pdf_data import as_data, picture_name
from tasks.reports.typst_page import draw_pdf


def write_pdf(layout: Layout, pictures: Mapping[int, bytes]) -> bytes:
    """The file; pictures: the bytes of the annex's photos by their id. What nobody can open is listed without one.

    The same layout gives the same file: it is dated by the day it speaks of. Raises DrawError.
    """
    shown = {number: jpeg for number, raw in pictures.items() if (jpeg := shrunk(raw, PRINT)) is not None}
    made = datetime.combine(layout.as_of, datetime.min.time(), BANGKOK)
    files = {picture_name(number): jpeg for number, jpeg in shown.items()}
    return draw_pdf("report", as_data(layout, shown), made, files)
