"""Having those reminded who have not reported: by an executive or who runs the work, once a day for each thing."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from bot.choosing import unit_asked_about
from bot.looking import owed_in, year_of
from bot.messages import nudging as words
from bot.messages import summary
from bot.messages.parts import Part, press
from bot.postback import pack
from bot.scene import Outcome, Scene
from bot.standing import spelled_units
from bot.view import View
from bot.vocabulary import PARTICLE
from models import figures, noticing
from models.codes import find_codes
from models.figures import Owed
from models.permissions import Action, may
from models.records import StaffRecord
from models.thaitext import squeeze

# The whole of the words, over text without spaces; a unit's name may stand anywhere after the verb.
_COMMAND = re.compile(
    r"(?:ช่วย|รบกวน|ให้|ขอ){0,2}(?:ส่ง)?(?:ข้อความ|คำ)?เตือน(?:ไปที่|ไปยัง|ไป)?(?:ทุก)?"
    r"(?P<whom>(?:กอง|สำนัก|หน่วย|ส่วน)\S{1,40}?|คน|ผู้)?(?:ที่)?(?:ยัง)?(?P<late>ไม่(?:ได้)?(?:ส่ง|รายงาน|แจ้ง)|ค้าง(?:อยู่|ส่ง)?|เกินกำหนด|เลยกำหนด)?"
    rf"(?:งาน|ด้วย|หน่อย|ที|{PARTICLE}){{0,4}}"
)


def is_command(text: str) -> bool:
    """ "ส่งเตือนกองที่ค้าง", "เตือนกองคลังหน่อย", and nothing besides."""
    return bool(_COMMAND.fullmatch(squeeze(text[:80])))


def _is_of_others(text: str) -> bool:
    """Whether somebody is to be reminded: "เตือนหน่อย" alone may be of oneself."""
    for raw in find_codes(text[:80], bare=True).raw:
        text = text.replace(raw, " ", 1)
    found = _COMMAND.fullmatch(squeeze(text[:80]))
    return found is not None and bool(found["whom"] or found["late"])


def on_words(session: Session, scene: Scene, person: StaffRecord, text: str, addressed: bool) -> Outcome | None:
    """Asked for in words; None for other words. Whoever may not have others reminded hears so, and reports nothing."""
    if addressed and not may(person.role, Action.REMIND_MISSING) and _is_of_others(text):
        return Outcome(words.not_yours(scene.voice))
    if not (addressed and may(person.role, Action.REMIND_MISSING) and is_command(text)):
        return None
    unit_id = unit_asked_about(text, spelled_units(session, scene.agency.id))
    return on_press(session, scene, person, View(unit_id))


def on_press(session: Session, scene: Scene, person: StaffRecord, view: View) -> Outcome:
    """‹ส่งเตือน›: what the view holds and nobody has reported is brought up by the next round, as if due today."""
    if not may(person.role, Action.REMIND_MISSING):
        return Outcome(words.not_yours(scene.voice))
    if year_of(session, scene, view) is None:
        return Outcome(summary.no_plan(scene.voice))
    some = figures.to_remind(owed_in(session, scene, replace(view, as_of=None)), scene.today)
    if not some:
        return Outcome(words.nobody_missing(scene.voice))
    asked = set(noticing.bring_up(session, some, person.id, scene.now))
    told = [one for one in some if one.occurrence_id in asked]
    if not told:
        return Outcome(words.reminded_before(scene.voice))
    rows = [(name, [o for o in told if _unit(o) == name]) for name in dict.fromkeys(map(_unit, told))]
    return Outcome(words.reminded(scene.voice, _named(rows), len(some) - len(told)), about=tuple(asked))


def units_to_remind(person: StaffRecord, view: View, some: Sequence[Owed], today: date) -> list[str]:
    """The units (and people) that this reader may have reminded now; some: what the view holds."""
    if view.as_of or not may(person.role, Action.REMIND_MISSING):
        return []
    fresh = [one for one in figures.to_remind(some, today) if one.asked_on != today]
    return list(dict.fromkeys(map(_unit, fresh)))


def button_for(scene: Scene, person: StaffRecord, view: View, some: Sequence[Owed]) -> Part | None:
    """The button that has them reminded; None where there is nobody to remind, or the reader may not."""
    units = units_to_remind(person, view, some, scene.today)
    return press(words.remind(len(units)), pack("remind", **view.keys)) if units else None


def _unit(one: Owed) -> str:
    return one.unit_name or one.owner


def _named(rows: Sequence[tuple[str, Sequence[Owed]]]) -> list[tuple[str, list[str]]]:
    """Each unit with its things, once however many due dates of one are meant."""
    return [(name, list(dict.fromkeys(o.codes[0] if o.codes else o.title for o in some))) for name, some in rows]
