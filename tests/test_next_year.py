"""From this year's report and the new scores to next year's draft: each row has its reason, and nothing is made up."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from config.bands import parse_bands
from config.files import load_bands
from models.readings import Score
from models.records import Actor, Status
from models.source_form import FormRow
from models.thaitext import squeeze
from tasks.next_year.proposals import CONTINUE, Basis, Item, propose
from tasks.next_year.sources import assessment
from tasks.plan.reading import read
from tasks.plan.sources import load
from tasks.reports.facts import MeasureFacts, Share
from tests.journeys import Office, living

BANDS = load_bands()
NAMES = (
    *("การปฏิบัติหน้าที่", "การใช้งบประมาณ", "การใช้อำนาจ", "การใช้ทรัพย์สินของราชการ", "การแก้ไขปัญหาการทุจริต"),
    *("คุณภาพการดำเนินงาน", "ประสิทธิภาพการสื่อสาร", "การปรับปรุงการทำงาน", "การเปิดเผยข้อมูล", "การป้องกันการทุจริต"),
)
ANALYSIS = """ตัวชี้วัดที่,ตัวชี้วัด,คะแนน
9,การเปิดเผยข้อมูล,96.00
10,การป้องกันการทุจริต,84.99
"""


def measure(
    number: int, title: str, *codes: str, rhythm: str = "yearly", done: bool = True, **row: str
) -> MeasureFacts:
    status = Status.COMPLETED if done else Status.IN_PROGRESS
    day = date(2027, 3, 31)
    share = Share(number, number, "doer", Actor.OFFICER, "กองคลัง", day, None, rhythm, status)
    form = FormRow(0, (title,), headings=(row["under"],)) if row else None
    return MeasureFacts(number, codes, title, form, shares=(share,))


def scores(*values: float) -> tuple[Score, ...]:
    return tuple(Score(n, NAMES[n - 1], value) for n, value in enumerate(values, 1))


@pytest.mark.parametrize(
    ("score", "band"),
    [
        (0, "urgent"),
        (84.99, "urgent"),
        (85.0, "improve"),
        (85.01, "improve"),
        (94.99, "improve"),
        (95.0, None),
        (100, None),
    ],
)
def test_every_score_lies_in_one_band_also_those_the_usual_wording_leaves_out(score: float, band: str | None):
    found = BANDS.of(score)
    assert (found.key if found else None) == band


@pytest.mark.parametrize(
    ("indicators", "level"),
    [
        ((95, 95, 95), "ผ่านดีเยี่ยม"),
        ((100, 100, 94.99), "ผ่านดี"),
        ((85, 85, 85), "ผ่านดี"),
        ((99.52, 99.41, 66.75), "ผ่าน"),
        ((84.99, 85, 85.01), "ผ่าน"),
        ((84.99, 84.99, 84.99), "ต้องปรับปรุง"),
        ((70, 70, 70), "ต้องปรับปรุง"),
        ((69.99, 69.99, 69.99), "ต้องปรับปรุงโดยด่วน"),
    ],
)
def test_the_level_follows_the_total_and_each_instrument(indicators: tuple[float, float, float], level: str):
    iit, eit, oit = indicators
    found = BANDS.standing({**dict.fromkeys(range(1, 6), iit), **dict.fromkeys(range(6, 9), eit), 9: oit, 10: oit})
    assert found is not None
    assert found.level == level
    assert found.instruments == (("IIT", iit), ("EIT", eit), ("OIT", oit))


def test_no_level_is_told_from_some_of_the_indicators():
    assert BANDS.standing(dict.fromkeys(range(1, 10), 90.0)) is None


def test_bands_out_of_order_are_refused():
    with pytest.raises(ValueError, match="lowest"):
        parse_bands('[[band]]\nkey="a"\ntitle="a"\nbelow=9\n[[band]]\nkey="b"\ntitle="b"\nbelow=8\n')


def test_a_low_indicator_brings_back_its_measures_or_asks_for_one():
    last = (
        measure(1, "เผยแพร่ข้อมูลพื้นฐาน", "O4", under="ตัวชี้วัดที่ 9 การเปิดเผยข้อมูล"),
        measure(2, "รับฟังผู้มาติดต่อ", under="ตัวชี้วัดที่ 8 การปรับปรุงการทำงาน"),
    )
    found = propose(Basis(2570, last, scores(96, 95, 99, 99, 90, 99, 99, 99, 53.5, 99)), BANDS)
    told = [(one.band, one.label, one.last and one.last.number) for one in found.proposals]
    assert told == [
        ("urgent", "O4 เผยแพร่ข้อมูลพื้นฐาน", 1),
        ("improve", "ตัวชี้วัดที่ 5 การแก้ไขปัญหาการทุจริต", None),
        (CONTINUE, "รับฟังผู้มาติดต่อ", 2),
    ]
    assert found.proposals[0].why == (
        "ตัวชี้วัดที่ 9 การเปิดเผยข้อมูล ได้ 53.50 คะแนน (ต้องแก้ไขโดยเร่งด่วน)",
        "งานที่ทำเป็นประจำในแผนปี 2570",
    )


def test_indicator_ten_is_not_taken_for_indicator_one():
    last = (measure(1, "ทำคู่มือ", under="ตัวชี้วัดที่ 10"),)
    found = propose(Basis(2570, last, scores(50)), BANDS)
    assert [(one.label, one.last is None) for one in found.proposals] == [
        ("ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่", True),
        ("ทำคู่มือ", False),
    ]


def test_a_code_that_means_something_else_this_year_is_a_new_row():
    last = (measure(1, "รายงานการจัดซื้อจัดจ้าง", "O12"),)
    same = Item(("O12",), "รายงานผลการจัดซื้อจัดจ้าง", "ไม่ครบ", 0.0)
    other = Item(("O12",), "คู่มือการให้บริการ", "ไม่มี", 0.0)
    assert [one.last is None for one in propose(Basis(2570, last, items=(same,)), BANDS).proposals] == [False]
    assert [one.last is None for one in propose(Basis(2570, last, items=(other,)), BANDS).proposals] == [True, False]


def test_what_was_done_once_for_all_is_left_out_and_told_what_is_open_goes_on():
    last = (measure(1, "แต่งตั้งคณะทำงาน", rhythm="once"), measure(2, "ปรับเว็บไซต์", rhythm="once", done=False))
    found = propose(Basis(2570, last), BANDS)
    assert [(one.title, one.why) for one in found.proposals] == [("ปรับเว็บไซต์", ("ปี 2570 ยังไม่แล้วเสร็จ 1 จาก 1 งวด",))]
    assert found.left_out == (("แต่งตั้งคณะทำงาน", "แล้วเสร็จ และแผนปีก่อนกำหนดไว้ครั้งเดียว"),)


def test_an_item_over_every_band_calls_for_nothing():
    item = Item(("O1",), "โครงสร้าง", "ครบถ้วน", 100.0)
    assert propose(Basis(2570, (), scores(95.0, 100), (item,)), BANDS).proposals == ()


def test_findings_are_read_where_no_row_answers_them(tmp_path: Path):
    file = tmp_path / "analysis.txt"
    file.write_text(
        "รายงานการวิเคราะห์ผลการประเมิน ปีงบประมาณ พ.ศ. 2570\n\n"
        "O6 แผนการใช้จ่ายงบประมาณ หน่วยงานควรเผยแพร่ความก้าวหน้าให้ครบทุกโครงการตามที่กำหนด\n\n"
        "ตัวชี้วัดที่\tตัวชี้วัด\tคะแนน\n9\tการเปิดเผยข้อมูล\t53.50\n10\tการป้องกันการทุจริต\t80.00\n",
        encoding="utf-8",
    )
    found, items = assessment(load(file))
    assert [(one.indicator, one.score) for one in found] == [(9, 53.5), (10, 80.0)]
    assert [(item.codes, item.score) for item in items] == [(("O6",), None)]


@pytest.fixture
def village(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with living(database_url, tmp_path, day="2027-09-15") as found:
        yield found


@pytest.mark.one_database
@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_the_draft_is_imported_as_next_years_plan(village: Office, tmp_path: Path, kind: str):
    given, draft = tmp_path / "scores.csv", tmp_path / f"draft.{kind}"
    given.write_text(ANALYSIS, encoding="utf-8")
    said = village.command(*("plan", "draft", "--fiscal-year", "2571", "--scores", str(given), "--output", str(draft)))
    assert said == f"{draft}: ข้อเสนอ 6 ข้อ ในนี้ 1 ข้อยังต้องกำหนดมาตรการและผู้รับผิดชอบ\n"
    found = read(load(draft), 2571)
    assert (found.fiscal_year_be, found.agency) == (2571, "องค์การบริหารส่วนตำบลตัวอย่าง")
    assert [one.codes for one in found.measures] == [(), ("O12",), ("O13",), ("E10",), ("O20",), ("E1",)]
    new, gathered, *_, published = found.measures
    assert squeeze(new.title) == squeeze("ตัวชี้วัดที่ 10 การป้องกันการทุจริต")
    assert (new.responsible.units, new.steps, new.duties) == ((), (), ())
    assert (gathered.responsible.all_units, gathered.responsible.collector) == (True, "สำนักปลัด")
    assert [duty.schedule.due for duty in gathered.duties] == [(date(2027, 12, 31),)]
    assert published.responsible.units == ("สำนักปลัด",)
    assert "2571" in village.command("plan", "import", str(draft), "--fiscal-year", "2571")


@pytest.mark.one_database
def test_a_draft_that_cannot_be_made_says_why(village: Office, tmp_path: Path):
    run = village.town.app.test_cli_runner().invoke
    nothing = tmp_path / "nothing.txt"
    nothing.write_text("สวัสดี", encoding="utf-8")
    start = ["plan", "draft", "--agency", "demo", "--output"]
    for words, why in (
        ([str(tmp_path / "d.odt"), "--fiscal-year", "2571"], ".docx .xlsx หรือ .pdf"),
        ([str(tmp_path / "d.docx"), "--fiscal-year", "2569"], "ยังไม่มีแผนปี 2568"),
        ([str(tmp_path / "d.docx"), "--fiscal-year", "2571", "--scores", str(nothing)], "ไม่พบคะแนนหรือข้อค้นพบ"),
    ):
        result = run(args=[*start, *words])
        assert result.exit_code == 1
        assert why in result.output
