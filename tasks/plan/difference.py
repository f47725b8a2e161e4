"""A corrected document beside the plan that stands: what it adds, changes and withdraws, and what stays said. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.readings import DutyReading, MeasureReading, PlanReading
from models.records import Actor
from models.thaitext import squeeze
from tasks.plan.answers import Answers, Party, RowAnswer, SetDuty
from tasks.plan.content import content_of, label
from tasks.plan.matching import Known, known_duties, known_measures, pair

# What a reader would call a change, by the name it has in a document; lines and doubts move with every new row.
_TOLD = {
    "finding": "ประเด็น/ข้อค้นพบ",
    "measure": "มาตรการ",
    "steps": "ขั้นตอน",
    "result": "ผลการดำเนินการ",
    "outcome": "ผลลัพธ์",
}


@dataclass(frozen=True)
class StandingDuty:
    """A live duty of the plan that stands. set_phrase, by_hand: what a person set against the document."""

    id: int
    key: str
    phrase: str
    actor: Actor
    set_phrase: str | None
    by_hand: bool
    units: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    collector: str | None = None


@dataclass(frozen=True)
class StandingMeasure:
    """A measure of the plan that stands; replies: how many were recorded under it."""

    id: int
    key: str
    codes: tuple[str, ...]
    title: str
    group: str | None
    score: float | None
    content: Mapping[str, Any]
    duties: tuple[StandingDuty, ...]
    replies: int
    withdrawn: bool


@dataclass(frozen=True)
class Change:
    """What one field of a measure was and becomes."""

    field: str
    was: str
    becomes: str


@dataclass(frozen=True)
class Changed:
    """A measure that stays, with what changes in it; replies recorded under it are kept."""

    row: int
    label: str
    changes: tuple[Change, ...]
    replies: int


@dataclass(frozen=True)
class Withdrawn:
    """A measure the document has no more; what was reported under it is kept to read."""

    label: str
    replies: int


@dataclass(frozen=True)
class Difference:
    """added: (row, label). alike: how many stay as they are; matched: how many of those that stand were found again."""

    added: tuple[tuple[int, str], ...]
    changed: tuple[Changed, ...]
    withdrawn: tuple[Withdrawn, ...]
    alike: int
    matched: int
    stood: int


def difference(standing: Sequence[StandingMeasure], reading: PlanReading) -> Difference:
    """What taking the reading over would do to the plan that stands, matched as the import matches."""
    pairs = _pairs(standing, reading)
    by_id = {one.id: one for one in standing}
    met = [(measure, by_id.get(pairs.get(at, 0))) for at, measure in enumerate(reading.measures)]
    compared = [(measure, one, tuple(_changes(one, measure))) for measure, one in met if one]
    return Difference(
        added=tuple((measure.row, label(measure.codes, measure.title)) for measure, one in met if one is None),
        changed=tuple(
            Changed(measure.row, label(measure.codes, measure.title), changes, one.replies)
            for measure, one, changes in compared
            if changes
        ),
        withdrawn=tuple(
            Withdrawn(label(one.codes, one.title), one.replies)
            for one in standing
            if one.id not in pairs.values() and not one.withdrawn
        ),
        alike=sum(not changes for _, _, changes in compared),
        matched=len(pairs),
        stood=len(standing),
    )


def _pairs(standing: Sequence[StandingMeasure], reading: PlanReading) -> dict[int, int]:
    known = [Known(one.id, one.key, one.codes, squeeze(one.title)) for one in standing]
    return pair(known, known_measures(reading.measures))


def _changes(one: StandingMeasure, measure: MeasureReading) -> Iterator[Change]:
    if one.withdrawn:
        yield Change("สถานะ", "ถอนออก", "กลับมาใช้")
    new = content_of(measure)
    for name, was, becomes in (
        ("ข้อ", ", ".join(one.codes), ", ".join(measure.codes)),
        ("เรื่อง", one.title, measure.title),
        ("หัวข้อ", one.group or "", measure.group or ""),
        *((told, _text(one.content.get(key)), _text(new[key])) for key, told in _TOLD.items()),
        ("ผู้รับผิดชอบ", _text(one.content.get("responsible", {}).get("raw")), measure.responsible.raw),
        ("กำหนด", _rules(one.duties), _read_rules(one.duties, measure.duties)),
    ):
        if squeeze(was) != squeeze(becomes):
            yield Change(name, was, becomes)


def _text(value: Any) -> str:
    return "\n".join(value) if isinstance(value, list) else value or ""


def _rules(duties: Sequence[StandingDuty]) -> str:
    return "\n".join(sorted(duty.set_phrase or duty.phrase for duty in duties))


def _read_rules(standing: Sequence[StandingDuty], read: Sequence[DutyReading]) -> str:
    """The deadlines afterwards: what a person set stays, with the duty of the document it was set for or without."""
    pairs = _duty_pairs(standing, read)
    kept = {duty.id: duty.set_phrase for duty in standing if duty.set_phrase}
    rules = [duty.set_phrase or kept.get(pairs.get(at, 0)) or duty.phrase for at, duty in enumerate(read)]
    left = [rule for number, rule in kept.items() if number not in pairs.values()]
    return "\n".join(sorted([*rules, *left]))


def _duty_pairs(standing: Sequence[StandingDuty], read: Sequence[DutyReading]) -> dict[int, int]:
    known = [Known(duty.id, duty.key, str(duty.actor), squeeze(duty.phrase)) for duty in standing]
    return pair(known, known_duties(read))


def carried(standing: Sequence[StandingMeasure], reading: PlanReading) -> Answers:
    """What a person said of the plan that stands, as answers to its corrected document: nobody is asked twice."""
    pairs = _pairs(standing, reading)
    by_id = {one.id: one for one in standing}
    rows = {
        measure.row: said
        for at, measure in enumerate(reading.measures)
        if (one := by_id.get(pairs.get(at, 0))) and (said := _said(one, measure)) != RowAnswer()
    }
    return Answers(rows=rows)


def _said(one: StandingMeasure, measure: MeasureReading) -> RowAnswer:
    by_hand = [duty for duty in one.duties if duty.by_hand and duty.actor is Actor.OFFICER]
    party = None
    if by_hand and (by_hand[0].units or by_hand[0].people):
        party = Party(units=by_hand[0].units, people=by_hand[0].people, collector=by_hand[0].collector)
    return RowAnswer(
        codes=one.codes if measure.codes_unclear and one.codes != measure.codes else None,
        party=party,
        duties=_set_duties(one, measure),
    )


def _set_duties(one: StandingMeasure, measure: MeasureReading) -> tuple[SetDuty, ...] | None:
    kept = {duty.id: duty for duty in one.duties if duty.set_phrase}
    if not kept:
        return None
    pairs = _duty_pairs(one.duties, measure.duties)
    own = [
        SetDuty((kept[pairs[at]].set_phrase or "") if pairs.get(at) in kept else duty.phrase, at, duty.actor)
        for at, duty in enumerate(measure.duties)
    ]
    left = [SetDuty(d.set_phrase or "", None, d.actor) for number, d in kept.items() if number not in pairs.values()]
    return (*own, *left)
