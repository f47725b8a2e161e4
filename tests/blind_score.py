"""What a reader made of a blind document, field by field against what a careful person reads."""

from models.readings import MeasureReading, PlanReading
from models.records import Actor
from tasks.plan.reading import read
from tasks.plan.sources import read as load
from tests.blind_kit import Blind, Want, days


def reading_of(blind: Blind) -> PlanReading:
    return read(load(blind.name, blind.data), blind.year)


def _plain(text: str) -> str:
    return "".join(text.split())


def _dues(measure: MeasureReading, actor: Actor) -> list[str]:
    return sorted({day.isoformat() for duty in measure.duties if duty.actor is actor for day in duty.schedule.due})


def _fields(want: Want, got: MeasureReading, year: int) -> dict[str, tuple[object, object]]:
    party = got.responsible
    return {
        "title": (_plain(want.title), _plain(got.title)),
        "codes": (want.codes.split(), list(got.codes)),
        "units": (sorted(want.units.split()), sorted(party.units)),
        "sections": (want.sections.split(), list(party.sections)),
        "all_units": (want.all_units, party.all_units),
        "collector": (want.collector, party.collector),
        "others": (want.others, party.others_to_be_named),
        "people": (list(want.people), [person.name for person in party.people if person.name]),
        "due": (days(want.due, year), _dues(got, Actor.OFFICER)),
        "executive": (days(want.executive, year), _dues(got, Actor.EXECUTIVE)),
        "score": (want.score, got.score),
        "status": (want.status, got.status),
    }


def compare(blind: Blind) -> list[tuple[str, str, object, object]]:
    """(field, where, wanted, read) for everything looked at; the two differ where the reader missed."""
    found = reading_of(blind)
    rows: list[tuple[str, str, object, object]] = [
        ("agency", blind.name, blind.agency, found.agency),
        ("scores", blind.name, sorted(blind.scores), sorted((s.indicator, s.score) for s in found.scores)),
        ("measures", blind.name, [_plain(w.title) for w in blind.measures], [_plain(m.title) for m in found.measures]),
    ]
    doubts = [*found.doubts, *(doubt for measure in found.measures for doubt in measure.doubts)]
    rows += [("asked", blind.name, words, words if _said(doubts, words) else None) for words in blind.asked]
    left = {_plain(m.title): m for m in reversed(found.measures)}
    for at, want in enumerate(blind.measures):
        got = left.get(_plain(want.title)) or (found.measures[at] if at < len(found.measures) else None)
        if got is None:
            rows.append(("title", f"{blind.name}:{want.title}", want.title, None))
            continue
        rows += [
            (field, f"{blind.name}:{want.title}", a, b) for field, (a, b) in _fields(want, got, blind.year).items()
        ]
    return rows


def _said(doubts: list[str], words: tuple[str, ...]) -> bool:
    return any(all(word in doubt for word in words) for doubt in doubts)
