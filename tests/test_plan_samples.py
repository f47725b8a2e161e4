"""Five invented plans in the five usual forms are read as the sidecar beside each says a person reads it."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from models.records import MeasureReading, PlanReading
from models.thaitext import squeeze
from tasks.plan.reading import read
from tasks.plan.sources import load

SAMPLES = Path(__file__).parent / "samples"
NAMES = ("report_without_units", "analysis_and_plan", "grouped_report", "one_measure_over_pages", "two_score_bands")
PAIRS = [
    (name, number)
    for name in NAMES
    for number in range(len(json.loads((SAMPLES / f"{name}.json").read_text("utf-8"))["measures"]))
]


def expected(name: str) -> dict[str, Any]:
    return json.loads((SAMPLES / f"{name}.json").read_text("utf-8"))


def reading(name: str) -> PlanReading:
    return read(load(SAMPLES / f"{name}.txt"), expected(name)["read_for"])


def told(doubts: tuple[str, ...], topics: list[str]) -> list[str]:
    """The topics no doubt speaks of."""
    return [topic for topic in topics if not any(squeeze(topic) in squeeze(doubt) for doubt in doubts)]


def party(measure: MeasureReading) -> dict[str, Any]:
    told = measure.responsible
    return {
        "units": list(told.units),
        "sections": list(told.sections),
        "all_units": told.all_units,
        "others_to_be_named": told.others_to_be_named,
        "collector": told.collector,
        "people": [[person.name, person.position] for person in told.people],
    }


def duties(measure: MeasureReading) -> Counter[tuple[str, tuple[str, ...]]]:
    return Counter((duty.actor.value, tuple(str(day) for day in duty.schedule.due)) for duty in measure.duties)


@pytest.mark.parametrize("name", NAMES)
def test_a_document_in_a_usual_form_gives_its_agency_year_and_every_measure(name: str) -> None:
    plan, right = reading(name), expected(name)
    assert (plan.agency, plan.fiscal_year_be, len(plan.measures)) == (
        right["agency"],
        right["fiscal_year_be"],
        len(right["measures"]),
    )
    assert told(plan.doubts, right["doubts"]) == []


@pytest.mark.parametrize(("name", "number"), PAIRS)
def test_each_measure_has_the_codes_title_and_parties_a_person_reads(name: str, number: int) -> None:
    measure, right = reading(name).measures[number], expected(name)["measures"][number]
    assert (list(measure.codes), list(measure.codes_unclear)) == (right["codes"], right["codes_unclear"])
    assert squeeze(measure.title) == squeeze(right["title"])
    assert party(measure) == {key: right[key] for key in party(measure)}


@pytest.mark.parametrize(("name", "number"), PAIRS)
def test_each_measure_has_the_duties_a_person_reads_and_no_other(name: str, number: int) -> None:
    measure, right = reading(name).measures[number], expected(name)["measures"][number]
    assert duties(measure) == Counter((duty["actor"], tuple(duty["due"])) for duty in right["duties"])
    for duty in right["duties"]:
        assert any(squeeze(duty["phrase"]) in squeeze(found.phrase) for found in measure.duties), duty["phrase"]


@pytest.mark.parametrize(("name", "number"), PAIRS)
def test_each_measure_tells_its_doubts_group_and_score(name: str, number: int) -> None:
    plan = reading(name)
    measure, right = plan.measures[number], expected(name)["measures"][number]
    assert told((*measure.doubts, *plan.doubts), right["doubts"]) == []
    assert squeeze(right.get("group") or "") in squeeze(measure.group or "")
    assert measure.score == right.get("score")
