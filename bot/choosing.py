"""Which of the things owed a report is about: whose they are, what was named, what is due next. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from models.figures import Owed
from models.permissions import Action, may
from models.records import Role, StaffRecord
from models.thaitext import squeeze

_UNIT_OPENINGS = ("กอง", "การ", "สำนัก", "ส่วน", "ฝ่าย", "งาน")
# Days before its due date from which a round of a series may be meant though the one before was just finished.
_HALF_ROUND = {"weekly": 4, "monthly": 16, "quarterly": 46, "half_yearly": 92, "yearly": 184}
NEAR = timedelta(days=45)  # with nothing named, what is due later than this is hardly what somebody has just finished


@dataclass(frozen=True)
class Named:
    """What a message points at: codes and units in its text, or the occurrences of a quoted card.

    people: whose own duties alone are meant, where colleagues are named. doubtful: whether the sender's own is meant
    is not certain. everybody: the words tell of every unit.
    """

    codes: tuple[str, ...] = ()
    quoted: tuple[int, ...] = ()
    units: frozenset[int] = frozenset()
    people: frozenset[int] = frozenset()
    doubtful: bool = False
    everybody: bool = False


@dataclass(frozen=True)
class Standing:
    """Where a person stands: the unit above the section they sit in, and the people (ids) of the unit they head."""

    person: StaffRecord
    parent_unit: int | None = None
    team: frozenset[int] = frozenset()


def is_own(one: Owed, who: Standing) -> bool:
    """Given to the person, or to the unit or section the person sits in; executives own the executives' follow-ups."""
    person = who.person
    if one.part == "executive":
        return person.role == Role.EXECUTIVE
    if one.staff_id is not None:
        return one.staff_id == person.id
    if person.unit_id is None or one.unit_id is None:
        return False
    if one.section_id is not None:
        return person.unit_id in (one.section_id, one.unit_id)
    return one.unit_id in (person.unit_id, who.parent_unit)


def may_report(one: Owed, who: Standing) -> bool:
    """Their own; a head's officers' too; anything for who runs the work of the year."""
    own = is_own(one, who) or one.staff_id in who.team
    return own or may(who.person.role, Action.REPORT_ANY)


def reportable(owed: Sequence[Owed], who: Standing) -> list[Owed]:
    """What the person may report on; of what is their own and what they may speak for, their own comes first.

    Gathering has a card of its own: it gives way where the person still owes the very thing that is gathered.
    """
    found = [one for one in owed if is_own(one, who)] or [one for one in owed if may_report(one, who)]
    owing = {(one.duty_id, one.due_on) for one in found if one.part == "doer" and one.is_open}
    return [one for one in found if one.part != "collector" or (one.duty_id, one.due_on) not in owing]


def can_be_finished(one: Owed, everything: Sequence[Owed], named: Named) -> bool:
    """Gathering is not finished in passing while units still owe their share; on its own card it may be."""
    if one.part != "collector":
        return True
    doers = [o for o in everything if o.part == "doer" and (o.duty_id, o.due_on) == (one.duty_id, one.due_on)]
    alone = one.occurrence_id in named.quoted and not any(o.occurrence_id in named.quoted for o in doers)
    return alone or not any(o.is_open for o in doers)


def pointed_at(owed: Sequence[Owed], named: Named, today: date) -> list[Owed]:
    """What a message names, open or not: codes win over a quoted card; with neither, what is near."""
    if named.codes:
        found = [one for one in owed if set(named.codes) & set(one.codes)]
        found = [one for one in found if one.occurrence_id in named.quoted] or found
    elif named.quoted:
        found = _quoted(owed, named)
    else:
        found = [one for one in owed if one.expected_on <= today + NEAR]
    return [one for one in found if not named.units or _is_of(one, named)]


def _quoted(owed: Sequence[Owed], named: Named) -> list[Owed]:
    """What the card quoted speaks of; of a unit named that it does not speak of, that one's share of the same."""
    found = [one for one in owed if one.occurrence_id in named.quoted]
    if not named.units or any(_is_of(one, named) for one in found):
        return found
    same = {(one.duty_id, one.due_on) for one in found}
    return [one for one in owed if (one.duty_id, one.due_on) in same]


def own_instead(pointed: Sequence[Owed], of_code: Sequence[Owed], who: Standing) -> Sequence[Owed]:
    """Of a code typed under a card of others' share that is finished or not the person's to report: their own open one.

    "O12 ของเราก็เสร็จแล้วค่ะ" under what was said back to a colleague.
    """
    if any(is_own(one, who) or (one.is_open and may_report(one, who)) for one in pointed):
        return pointed
    return [one for one in of_code if one.is_open and is_own(one, who)] or pointed


def _is_of(one: Owed, named: Named) -> bool:
    """A person's own duty is not ruled out by a unit: whoever names theirs means it, or the unit they speak for."""
    if one.staff_id is not None:
        return not named.people or one.staff_id in named.people
    return one.unit_id in named.units or one.section_id in named.units


def next_open(owed: Sequence[Owed], today: date) -> list[Owed]:
    """Of each share the earliest open one, or all its overdue ones when several are."""
    still_open = [one for one in owed if one.is_open]
    return [one for share in _by_share(still_open) for one in _now(share, today)]


def to_finish(owed: Sequence[Owed], chosen: Sequence[Owed], today: date) -> list[Owed]:
    """Of what was chosen, without the next round of a series whose last one is done and that is far off yet.

    "เสร็จแล้ว" said twice is about the one finished; it never closes the month after in advance. owed: the person's.
    """
    done = {one.assignment_id for one in owed if not one.is_open}
    far = {one.occurrence_id for one in chosen if (one.expected_on - today).days > _HALF_ROUND.get(one.rhythm, 366)}
    return [one for one in chosen if one.assignment_id not in done or one.occurrence_id not in far]


def last_done(owed: Sequence[Owed]) -> list[Owed]:
    """The finished one a correction is about: the last of the last share."""
    return [one for one in sorted(owed, key=lambda o: (o.due_on, o.occurrence_id)) if not one.is_open][-1:]


def unit_asked_about(text: str, spelled: Mapping[str, int]) -> int | None:
    """The unit or section a question names anywhere, by any of the office's own words for it; the longest wins.

    spelled: squeezed spelling → unit id. "คลัง" in "สำนักคลัง" is no other unit's short name.
    """
    spelling = unit_spelled(squeeze(text), spelled)
    return spelled[spelling] if spelling else None


def unit_spelled(flat: str, spelled: Mapping[str, int]) -> str | None:
    """How it is spelled there; flat: squeezed words."""
    for spelling in sorted(spelled, key=len, reverse=True):
        before, found, _ = flat.partition(spelling)
        if len(spelling) > 3 and found and not before.endswith(_UNIT_OPENINGS):
            return spelling
    return None


def _by_share(owed: Sequence[Owed]) -> list[list[Owed]]:
    shares: dict[int, list[Owed]] = {}
    for one in sorted(owed, key=lambda o: (o.expected_on, o.occurrence_id)):
        shares.setdefault(one.assignment_id, []).append(one)
    return list(shares.values())


def _now(share: Sequence[Owed], today: date) -> Sequence[Owed]:
    """Of one series: what is overdue if anything is, else the next; never a month that lies further ahead."""
    late = [one for one in share if one.is_overdue(today)]
    return late or share[:1]
