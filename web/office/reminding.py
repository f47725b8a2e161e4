"""The days on which people are reminded: as the service does by itself, a ready-made choice, or the office's own."""

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from config.files import load_policy
from config.policy import Ladder, Policy
from models import ladder as ladders
from models.ladder import FARTHEST, PRESETS, RHYTHM_WORDS
from models.permissions import Action
from models.readings import Rhythm
from models.refusal import Refusal
from models.thaitext import fold_digits
from tasks.reminders.recompute import look_again
from web.access import needs
from web.office.room import EMPTY, Form, again, at_work, blueprint, looking, shown, typed
from web.speaking import polite

Answer = tuple[str, int] | Response
AFTER = (("responsible", "ผู้รับผิดชอบ"), ("unit_head", "หัวหน้าส่วน"), ("executive", "ผู้บริหาร"))


@blueprint.get("/reminding")
@needs(Action.MANAGE_OFFICE)
def reminding() -> Answer:
    """The days as they are kept now, or with ?preset= those of a ready-made choice, to be looked at and saved."""
    return _shown(request.args.get("preset"))


@blueprint.post("/reminding")
@needs(Action.MANAGE_OFFICE)
def set_reminding() -> Answer:
    """Keep these days; what is owed already follows."""
    policy = load_policy()
    try:
        with at_work() as desk:
            wanted = _typed()
            own = None if wanted == policy.ladder else wanted
            ladders.set_ladder(desk.session, desk.id, own, desk.now, desk.person.id)
            moved = look_again(desk.session, desk.id, desk.now, policy)
    except Refusal as refusal:
        return _shown(None, again(refusal))
    flash(f"บันทึกแล้ว{polite()}" + (f" เลื่อนวันเตือน {moved} งวด" if moved else ""))
    return redirect(url_for("office.reminding"))


def _shown(preset: str | None, form: Form = EMPTY) -> Answer:
    policy = load_policy()
    with looking() as desk:
        own = ladders.own_ladder(desk.session, desk.id)
    ready = next((one for one in PRESETS if one.key == preset), None)
    ladder = (ready.ladder if ready else own) or policy.ladder
    return shown(
        "reminding.html",
        form,
        fields=_fields(ladder),
        ladder=ladder,
        presets=PRESETS,
        chosen=ready.key if ready else _preset_of(own, policy),
        unsaved=ready is not None,
        after=AFTER,
    )


def _fields(ladder: Ladder) -> list[tuple[str, str, str, str]]:
    """(name, label, days, hint) of each rhythm; the due day itself is always among them and not shown."""
    return [
        (
            str(rhythm),
            RHYTHM_WORDS[rhythm],
            ", ".join(str(day) for day in ladder.before[rhythm] if day),
            f"ไม่เกิน {FARTHEST[rhythm]} วัน",
        )
        for rhythm in Rhythm
    ]


def _preset_of(own: Ladder | None, policy: Policy) -> str | None:
    return next((one.key for one in PRESETS if (one.ladder or policy.ladder) == (own or policy.ladder)), None)


def _typed() -> Ladder:
    """The form as days. Raises Refusal with the field of what is no number."""
    before = {str(rhythm): (*_days(str(rhythm)), 0) for rhythm in Rhythm}
    return Ladder(
        before={rhythm: tuple(sorted(listed, reverse=True)) for rhythm, listed in before.items()},
        responsible=_number("responsible", "after"),
        unit_head=_number("unit_head", "after"),
        executive=_number("executive", "after"),
        first=_number("first", "first"),
        every=_number("every", "first"),
        times=_number("times", "times"),
    )


def _days(field: str) -> tuple[int, ...]:
    words = fold_digits(typed(field)).replace(",", " ").split()
    if not all(word.isdecimal() and len(word) < 4 for word in words) or len(words) > 40:
        raise Refusal("ใส่ตัวเลขจำนวนวัน คั่นด้วยจุลภาค เช่น 30, 14, 7", field)
    return tuple(day for day in dict.fromkeys(int(word) for word in words) if day)


def _number(name: str, field: str) -> int:
    words = fold_digits(typed(name))
    if not words.isdecimal() or len(words) > 3:
        raise Refusal("ใส่ตัวเลขจำนวนวันหรือจำนวนครั้ง", field)
    return int(words)
