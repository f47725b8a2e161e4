"""`python -m bench quota | python -m bench.picture PLAN > docs/quota.svg`: each month's counted messages, by rate."""

import html
import json
import sys
from collections.abc import Mapping, Sequence

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 760, 360, 50, 40, 20, 60
QUOTA = 300
MONTHS = ("ต.ค.", "พ.ย.", "ธ.ค.", "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.")
COLOURS = {0: "#b3423a", 1: "#d9902f", 3: "#3b7dbf", 10: "#3f9a5c"}  # by messages somebody writes a day
TEXT = 'font-family="sans-serif" font-size="13" fill="#333"'
TOP_OF_SCALE = QUOTA + 20


def drawn(title: str, by_rate: Mapping[int, Sequence[int]]) -> str:
    """Grouped bars for twelve months under the line of the quota, as SVG."""
    parts = [f'<text x="{LEFT}" y="22" {TEXT} font-weight="bold">{html.escape(title)}</text>', *_scale()]
    slot = (WIDTH - LEFT - RIGHT) / len(MONTHS)
    bar = slot * 0.8 / len(by_rate)
    for place, (rate, counted) in enumerate(by_rate.items()):
        for month, value in enumerate(counted):
            x = LEFT + month * slot + slot * 0.1 + place * bar
            height = _y(0) - _y(value)
            parts.append(_bar(x, _y(value), bar, height, COLOURS[rate]))
        x = LEFT + place * 160
        parts.append(_bar(x, HEIGHT - 22, 12, 12, COLOURS[rate]))
        parts.append(f'<text x="{x + 18}" y="{HEIGHT - 11}" {TEXT}>มีคนพิมพ์วันละ {rate} ครั้ง</text>')
    for month, name in enumerate(MONTHS):
        x = LEFT + (month + 0.5) * slot
        parts.append(f'<text x="{x:.1f}" y="{_y(0) + 18:.1f}" text-anchor="middle" {TEXT}>{name}</text>')
    size = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    ground = f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>'
    return "\n".join([f'<svg xmlns="http://www.w3.org/2000/svg" {size}>', ground, *parts, "</svg>"]) + "\n"


def _bar(x: float, y: float, width: float, height: float, colour: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{colour}"/>'


def _scale() -> list[str]:
    lines = []
    for value in range(0, QUOTA + 1, 50):
        colour, dash = ("#b3423a", ' stroke-dasharray="6 4"') if value == QUOTA else ("#ddd", "")
        y = _y(value)
        lines.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="{colour}"{dash}/>')
        lines.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end" {TEXT}>{value}</text>')
    lines.append(
        f'<text x="{WIDTH - RIGHT}" y="{_y(QUOTA) + 16:.1f}" text-anchor="end" {TEXT}>โควตาฟรี 300 ต่อเดือน</text>'
    )
    return lines


def _y(value: float) -> float:
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / TOP_OF_SCALE)


def main(plan: str) -> None:
    """Read the bench's line of JSON from standard input; write the picture of one plan."""
    told = next(json.loads(line) for line in sys.stdin if line.startswith('{"bench": "quota"'))
    mine = [row for row in told["rows"] if row["plan"] == plan]
    by_rate = {row["speaks a day"]: [int(counted) for counted in row["by month"].split()] for row in mine}
    print(drawn("ข้อความที่นับโควตาในแต่ละเดือน สำนักงาน 20 คน", by_rate), end="")


if __name__ == "__main__":
    main(sys.argv[1])
