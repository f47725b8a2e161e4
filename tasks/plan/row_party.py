"""Who answers for one row: its own cell, else the heading or the sheet it stands under. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace

from models.readings import Responsible
from models.thaitext import squeeze
from tasks.plan import doubts, parties
from tasks.plan.rows import Entry
from tasks.plan.unit_headings import is_unit_line, unit_heading

_LONGEST_MARK = 10  # "●", "หลัก", "สนับสนุน"

_ALL_HANDS = re.compile(r"(?:เจ้าหน้าที่)?ทุก(?:ภารกิจ(?:การ)?งาน|กอง|ส่วนราชการ|ฝ่าย|สำนัก)")


def responsible_of(entry: Entry, known_units: Sequence[str]) -> Responsible:
    """The responsible cell as read; one without a unit takes it from the heading above, or from its sheet's name."""
    own = _marked_units(entry, known_units) or parties.read(entry.text("responsible"), known_units)
    if own.units or own.all_units or own.others_to_be_named:
        return own
    for heading in reversed((entry.group or "").split(" › ")):
        if above := unit_heading(heading, known_units):
            told = doubts.party_from_heading(heading)
            sections = (*above.sections, *own.sections)
            return replace(above, raw=own.raw or above.raw, sections=sections, people=own.people, doubts=(told,))
    if not entry.header.columns("responsible") and entry.sheet and (above := unit_heading(entry.sheet, known_units)):
        return replace(above, doubts=(doubts.party_from_sheet(entry.sheet),))
    return own


def _marked_units(entry: Entry, known_units: Sequence[str]) -> Responsible | None:
    """The units whose own columns are marked in this row; None where units have no columns."""
    columns = entry.header.columns("responsible")
    named = [i for i in columns if entry.header.leaves[i] != entry.header.headings[i] and is_unit_line(_leaf(entry, i))]
    if len(named) < 2:
        return None
    marked = [i for i in named if entry.texts[i] and len(entry.texts[i]) <= _LONGEST_MARK]
    party = parties.read(" ".join(_leaf(entry, i) for i in marked), known_units)
    marks = {entry.texts[i] for i in marked}
    told = (doubts.marks_differ([f"{_leaf(entry, i)} {entry.texts[i]}" for i in marked]),) if len(marks) > 1 else ()
    return replace(party, doubts=(*party.doubts, *told))


def _leaf(entry: Entry, column: int) -> str:
    return " ".join(entry.header.leaves[column].split())


def party_doubts(entry: Entry, party: Responsible) -> list[str]:
    """What a row that names nobody says about who might do it."""
    if party.units or party.sections or party.all_units or party.people or party.others_to_be_named:
        return []
    planned = squeeze(f"{entry.text('measure')} {entry.text('steps')} {entry.text('monitoring')}")
    hands = _ALL_HANDS.search(planned)
    return [doubts.responsible_in_text(hands.group())] if hands else [doubts.no_responsible()]
