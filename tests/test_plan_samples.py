"""Five sample documents in the forms offices use, read as the person who wrote them meant them."""

import json
from pathlib import Path

import pytest

from models.thaitext import squeeze
from tasks.plan.reading import read
from tasks.plan.sources import load
from tests.plan_documents import dues

SAMPLES = Path(__file__).parent / "samples"
NAMES = [
    "analysis_and_plan",
    "grouped_report",
    "one_measure_over_pages",
    "report_without_units",
    "two_score_bands",
]
PLAIN = ("codes", "codes_unclear")
PARTY = ("units", "sections", "all_units", "others_to_be_named", "collector")


@pytest.fixture(params=NAMES)
def sample(request):
    meant = json.loads((SAMPLES / f"{request.param}.json").read_text(encoding="utf-8"))
    return read(load(SAMPLES / f"{request.param}.txt"), meant["read_for"]), meant


def listed(value):
    return list(value) if isinstance(value, tuple) else value


def test_the_document_is_headed_as_meant(sample):
    reading, meant = sample
    assert (reading.agency, reading.fiscal_year_be) == (meant["agency"], meant["fiscal_year_be"])
    assert len(reading.measures) == len(meant["measures"])
    for words in meant["doubts"]:
        assert any(words in doubt for doubt in reading.doubts), words


def test_every_measure_is_read_as_meant(sample):
    reading, meant = sample
    for measure, expected in zip(reading.measures, meant["measures"], strict=True):
        assert {name: listed(getattr(measure, name)) for name in PLAIN} == {name: expected[name] for name in PLAIN}
        party = {name: listed(getattr(measure.responsible, name)) for name in PARTY}
        assert party == {name: expected[name] for name in PARTY}
        assert [[p.name, p.position] for p in measure.responsible.people] == expected["people"]
        assert squeeze(measure.title) == squeeze(expected["title"])
        assert squeeze(expected.get("group") or "") in squeeze(measure.group or "")


def test_every_duty_is_read_as_meant(sample):
    reading, meant = sample
    for measure, expected in zip(reading.measures, meant["measures"], strict=True):
        found = [(duty.actor.value, dues(duty)) for duty in measure.duties]
        assert found == [(duty["actor"], duty["due"]) for duty in expected["duties"]]
        for duty, words in zip(measure.duties, expected["duties"], strict=True):
            assert squeeze(words["phrase"]) in squeeze(duty.phrase)


def test_every_doubt_meant_is_told(sample):
    reading, meant = sample
    for measure, expected in zip(reading.measures, meant["measures"], strict=True):
        told = [*measure.doubts, *reading.doubts]
        assert all(any(words in doubt for doubt in told) for words in expected["doubts"]), (measure.row, told)
