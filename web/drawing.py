"""A stacked bar of figures: inline SVG, put together here since a page draws dozens of them."""

from markupsafe import Markup

from models.summaries import Tally

# Field of a Tally, what it is called, and its colour in the stylesheet; in the order in which they are shown.
KINDS = (
    ("completed", "เสร็จแล้ว", "done"),
    ("in_progress", "กำลังทำ", "doing"),
    ("not_started", "ยังไม่เริ่ม", "idle"),
    ("overdue", "เกินกำหนด", "late"),
)


def bar(tally: Tally) -> Markup:
    """What it shows stands in words beside it, so it is hidden from screen readers; made of numbers and our words."""
    parts, at = [], 0
    for field, _, colour in KINDS:
        count = getattr(tally, field)
        if count:
            parts.append(f'<rect class="{colour}" x="{at}" y="0" width="{count}" height="1"/>')
            at += count
    look = f'class="bar" viewBox="0 0 {max(at, 1)} 1" preserveAspectRatio="none" aria-hidden="true" focusable="false"'
    return Markup(f"<svg {look}>{''.join(parts)}</svg>")  # noqa: S704
