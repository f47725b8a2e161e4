"""A rehearsed year as a page keeps and tells it: the months, and in one sentence what a month costs. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any


def span(months: Sequence[Mapping[str, Any]]) -> tuple[int, int]:
    """The fewest and the most counted messages of a month."""
    counted = [int(month["counted"]) for month in months]
    return min(counted), max(counted)


def sentence(result: Mapping[str, Any]) -> str:
    """ "คาดว่าใช้ข้อความที่นับโควตาเดือนละ 6–31 จาก 300" """
    fewest, most = span(result["months"])
    a_month = str(most) if fewest == most else f"{fewest}–{most}"
    return f"คาดว่าใช้ข้อความที่นับโควตาเดือนละ {a_month} จาก {result['quota']:,}"
