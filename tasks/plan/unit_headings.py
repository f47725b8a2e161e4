"""A line that names a unit and nothing else: what stands below it is that unit's. Pure."""

import re
from collections.abc import Sequence

from models.readings import Responsible
from tasks.plan import parties
from tasks.plan.outline import without_number

_LABEL = re.compile(
    r"^(?:ชื่อ)?(?:ส่วนราชการ|หน่วยงาน|ส่วนงาน|ผู้รับผิดชอบ|สังกัด|เจ้าภาพ|กอง(?=\s*[:：])|งานของ|ในส่วนของ|ของ)"
    r"(?:หลัก|เจ้าของเรื่อง|(?:ที่|ผู้)?รับผิดชอบ)?\s*[:：]?\s*"
)
LONGEST = 90


def unit_heading(text: str, known_units: Sequence[str] = ()) -> Responsible | None:
    """The units the line names, with their sections; None when it says anything else."""
    if not text.strip() or len(text) > LONGEST:
        return None
    named = parties.read(_LABEL.sub("", without_number(text)), known_units)
    other = named.doubts or named.people or named.collector or named.others_to_be_named or named.all_units
    return named if named.units and not other else None


def is_unit_line(text: str) -> bool:
    """True for a title or heading row such as "ส่วนราชการ: กองคลัง"."""
    return unit_heading(text) is not None
