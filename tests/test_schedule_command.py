"""`flask schedule read` answers line by line, in order, and names the line it cannot read."""

import json

import pytest
from click.testing import CliRunner

from tasks.commands.schedule import schedule


def run(lines, *options):
    text = "".join(line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    return CliRunner().invoke(schedule, ["read", *options], input=text)


def test_each_line_is_answered_in_order():
    result = run(
        [
            {"id": "ข", "phrase": "ภายในเดือนธันวาคม ของทุกปี", "fiscal_year_be": 2570},
            {"id": "ก", "phrase": "อย่างสม่ำเสมอ", "fiscal_year_be": 2570},
        ]
    )
    assert result.exit_code == 0
    assert [json.loads(line) for line in result.stdout.splitlines()] == [
        {"id": "ข", "due": ["2026-12-31"], "vague": False},
        {"id": "ก", "due": [], "vague": True},
    ]


def test_the_lines_own_year_wins_over_the_option():
    lines = [{"id": 1, "phrase": "สิ้นปีงบประมาณ", "fiscal_year_be": 2571}, {"id": 2, "phrase": "สิ้นปีงบประมาณ"}]
    result = run(lines, "--fiscal-year", "2570")
    assert [json.loads(line)["due"] for line in result.stdout.splitlines()] == [["2028-09-30"], ["2027-09-30"]]


def test_the_line_that_help_shows_can_be_read():
    shown = next(line for line in run([], "--help").stdout.splitlines() if line.startswith('  {"id": 1'))
    assert json.loads(run([shown + "\n"]).stdout)["due"] == ["2026-12-31"]


def test_thai_is_written_as_thai():
    assert "ก" in run([{"id": "ก", "phrase": "", "fiscal_year_be": 2570}]).stdout


@pytest.mark.parametrize(
    "bad", ["{not json}\n", "[1]\n", '{"id": 1}\n', '{"phrase": "ก", "fiscal_year_be": "2570"}\n', '{"phrase": "ก"}\n']
)
def test_a_bad_line_is_named_and_the_others_are_answered(bad):
    good = {"id": "ok", "phrase": "ทุกเดือน", "fiscal_year_be": 2570}
    result = run([good, bad, "\n", good])
    assert result.exit_code == 1
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["ok", "ok"]
    assert result.stderr.startswith("Line 2 could not be read: ")
    assert len(result.stderr.splitlines()) == 1
