"""Setting an office up by command: what is printed, what is stored, and what is said when it cannot be done."""

import csv
import io
import json
import os
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from openpyxl import Workbook
from sqlalchemy import Engine, select

from config.settings import Settings
from models import agency, chat, contacts, join_codes, own_days, people
from models.agency import Agency
from models.database import transaction
from models.person_name import same_person
from models.records import Role
from models.secrets import open_secret
from models.unit import live_units
from tasks import roster_rows
from tasks.commands import admin, staff, unit
from tasks.commands import agency as agency_commands
from tasks.commands import chat as chat_commands
from tasks.commands.shared import show
from tasks.house import build
from tasks.plan.document import Cell, Document, Paragraph, Row, Table
from tasks.plan.source_error import SourceError
from tasks.roster_rows import NO_HEADINGS, Fault, RosterLine, read_roster
from tests.office import Office

HEADINGS = ("ชื่อ", "ตำแหน่ง", "สังกัด", "บทบาท")
KEY = "a-long-random-value-for-tests"
Flask_ = Callable[..., Result]


def make_app(settings: Settings) -> Flask:
    """The house of these settings with the commands of this file."""
    app = Flask("tests")
    app.extensions["tamngan"] = build(settings)
    for group in (agency_commands.group, unit.group, staff.group, chat_commands.group, admin.group):
        app.cli.add_command(group)
    return app


@pytest.fixture
def clock_file(tmp_path: Path, now: datetime) -> Path:
    path = tmp_path / "clock"
    path.write_text(now.isoformat())
    return path


@pytest.fixture
def flask(database_url: str, clock_file: Path, settings_for: Callable[..., Settings]) -> Iterator[Flask_]:
    """flask("agency", "list") runs a command as the operator does, at the moment of the test."""
    app = make_app(settings_for(database_url, SECRET_KEY=KEY, CLOCK_FILE=str(clock_file)))
    runner = app.test_cli_runner()
    yield lambda *words, **more: runner.invoke(args=[str(word) for word in words], **more)
    app.extensions["tamngan"].engine.dispose()


def done(result: Result) -> str:
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def refused(result: Result) -> str:
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith("Error: ")
    assert len(result.stderr.splitlines()) == 1
    return result.stderr


def written(tmp_path: Path, rows: list[tuple[str, ...]], encoding: str = "utf-8", separator: str = ",") -> Path:
    sheet = io.StringIO()
    csv.writer(sheet, delimiter=separator).writerows(rows)
    path = tmp_path / "staff.csv"
    path.write_bytes(sheet.getvalue().encode(encoding))
    return path


ROSTER = [
    HEADINGS,
    ("นางสาวมานี ใจดี", "นักวิเคราะห์นโยบายและแผน", "สำนักปลัด", "ผู้ประสาน"),
    ("นายกล้า หาญ", "นักวิชาการพัสดุ", "กองคลัง/งานพัสดุ", "เจ้าหน้าที่"),
    ("นายธนา ช่างดี", "ผู้อำนวยการกองช่าง", "กองช่าง", "หัวหน้าส่วน"),
    ("นายปิติ สุขใจ", "ปลัด อบต.", "", "ผู้บริหาร"),
    ("นายสมคิด ดูแล", "นักวิชาการคอมพิวเตอร์", "สำนักปลัดฯ", "ผู้ดูแลระบบ"),
]


def roster(engine: Engine) -> dict[str, tuple[str | None, Role]]:
    """Name → (unit path, role) of the office of the commands."""
    with transaction(engine) as session:
        office = agency.by_slug(session, "tambon")
        assert office
        units = {u.id: u for u in live_units(session, office.id)}

        def path(unit_id: int | None) -> str | None:
            if unit_id is None:
                return None
            parent = path(units[unit_id].parent_id)
            return f"{parent}/{units[unit_id].name}" if parent else units[unit_id].name

        return {p.name: (path(p.unit_id), p.role) for p in people.roster(session, office.id)}


@pytest.fixture
def tambon(flask: Flask_) -> None:
    done(flask("agency", "create", "tambon", "--name", "อบต.ตัวอย่าง", "--units", "สำนักปลัด, กองคลัง,กองช่าง"))


def test_an_office_is_created_and_listed(flask: Flask_, tambon: None):
    listed = json.loads(done(flask("agency", "list", "--format", "json")))
    assert listed == [
        {
            "slug": "tambon",
            "name": "อบต.ตัวอย่าง",
            "quota": 300,
            "units": ["สำนักปลัด", "กองคลัง", "กองช่าง"],
            "line_connected": False,
        }
    ]
    table = done(flask("agency", "list")).splitlines()
    assert table[0].split() == ["ชื่อย่อ", "ชื่อหน่วยงาน", "โควตา/เดือน", "ส่วนราชการ", "LINE", "เชื่อมแล้ว"]
    assert "สำนักปลัด, กองคลัง, กองช่าง" in table[1]
    assert "อยู่แล้ว" in refused(flask("agency", "create", "tambon", "--name", "ซ้ำ"))


def test_an_office_without_units_or_a_list_without_offices_is_no_trouble(flask: Flask_):
    assert json.loads(done(flask("agency", "list", "--format", "json"))) == []
    assert len(done(flask("agency", "list")).splitlines()) == 1
    assert "ส่วนราชการ 0 แห่ง" in done(flask("agency", "create", "new", "--name", "เทศบาลใหม่"))


@pytest.mark.parametrize(
    "words",
    [
        ("staff", "list"),
        ("staff", "code", "มานี"),
        ("chat", "list"),
        ("chat", "code", "--type", "staff"),
        ("unit", "list"),
        ("admin", "link"),
        ("agency", "day-off", "2026-12-31", "--reason", "x"),
    ],
)
def test_an_unknown_office_is_named_in_one_sentence(flask: Flask_, words: tuple[str, ...]):
    assert "flask agency list" in refused(flask(*words, "--agency", "nowhere"))


def test_a_database_without_tables_is_said_with_its_cure(bare_url: str, settings_for: Callable[..., Settings]):
    app = make_app(settings_for(bare_url))
    assert "flask db upgrade" in refused(app.test_cli_runner().invoke(args=["agency", "list"]))
    app.extensions["tamngan"].engine.dispose()


def test_a_roster_is_imported_once_and_the_second_time_changes_nothing(
    flask: Flask_, engine: Engine, tambon: None, tmp_path: Path
):
    path = written(tmp_path, ROSTER)
    first = done(flask("staff", "import", path, "--agency", "tambon"))
    assert "เพิ่ม 5 คน · แก้ไข 0 คน · เหมือนเดิม 0 คน" in first
    assert "กองคลัง/งานพัสดุ" in first
    assert roster(engine) == {
        "นางสาวมานี ใจดี": ("สำนักปลัด", Role.COORDINATOR),
        "นายกล้า หาญ": ("กองคลัง/งานพัสดุ", Role.OFFICER),
        "นายธนา ช่างดี": ("กองช่าง", Role.UNIT_HEAD),
        "นายปิติ สุขใจ": (None, Role.EXECUTIVE),
        "นายสมคิด ดูแล": ("สำนักปลัด", Role.ADMINISTRATOR),
    }
    again = json.loads(done(flask("staff", "import", path, "--agency", "tambon", "--format", "json")))
    assert {key: len(value) for key, value in again.items()} == {
        "added": 0,
        "updated": 0,
        "unchanged": 5,
        "absent": 0,
        "new_units": 0,
        "bad": 0,
    }


@pytest.mark.parametrize(
    ("encoding", "separator"),
    [("utf-8", ","), ("utf-8-sig", ","), ("cp874", ","), ("cp874", ";"), ("utf-16", "\t"), ("utf-8", ";")],
)
def test_a_roster_is_read_in_every_encoding_that_offices_save(
    flask: Flask_, engine: Engine, tambon: None, tmp_path: Path, encoding: str, separator: str
):
    done(flask("staff", "import", written(tmp_path, ROSTER, encoding, separator), "--agency", "tambon"))
    assert len(roster(engine)) == 5


def test_a_roster_is_read_from_a_workbook(flask: Flask_, engine: Engine, tambon: None, tmp_path: Path):
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["ทะเบียนบุคลากร"])
    for number, row in enumerate(ROSTER):
        sheet.append(["ลำดับ" if number == 0 else number, *row])
    book.save(tmp_path / "staff.xlsx")
    book.close()
    done(flask("staff", "import", tmp_path / "staff.xlsx", "--agency", "tambon"))
    assert roster(engine)["นายกล้า หาญ"] == ("กองคลัง/งานพัสดุ", Role.OFFICER)
    assert len(roster(engine)) == 5


def test_bad_lines_are_named_and_the_good_ones_imported(flask: Flask_, engine: Engine, tambon: None, tmp_path: Path):
    rows = [
        *ROSTER[:2],
        ("", "นิติกร", "สำนักปลัด", "เจ้าหน้าที่"),
        ("ชูใจ", "ครู", "กองคลงั", "เจ้าหน้าที่"),
        ("วีระ", "นิติกร", "กองคลัง", "หัวหน้าใหญ่"),
        ("สุดา", "หัวหน้า", "", "หัวหน้าส่วน"),
        ("นางสาวมานี  ใจดี", "อื่น", "สำนักปลัด", "ผู้ประสาน"),
        ("ธนา", "นายช่าง", "กองช่าง", ""),
        ("สมศรี", "ครู", "งานธุรการ", "เจ้าหน้าที่"),
        ("รวม", "7", "", ""),
    ]
    result = flask("staff", "import", written(tmp_path, rows), "--agency", "tambon")
    assert result.exit_code == 1
    *bad, last = result.stderr.splitlines()
    assert [line.split(":")[0] for line in bad] == [f"บรรทัด {n}" for n in (3, 4, 5, 6, 7, 9, 10)]
    assert "หมายถึง “กองคลัง”" in bad[1]
    assert "ผู้ดูแลระบบ" in bad[2]
    assert "7 บรรทัด" in last
    assert set(roster(engine)) == {"นางสาวมานี ใจดี", "ธนา"}
    assert roster(engine)["ธนา"] == ("กองช่าง", Role.OFFICER)


def test_a_changed_roster_updates_and_names_who_is_not_in_it(
    flask: Flask_, engine: Engine, tambon: None, tmp_path: Path
):
    done(flask("staff", "import", written(tmp_path, ROSTER), "--agency", "tambon"))
    moved = [HEADINGS, ("นางมานี ใจดี", "หัวหน้าสำนักปลัด", "สำนักปลัด", "หัวหน้าส่วน")]
    words = done(flask("staff", "import", written(tmp_path, moved), "--agency", "tambon"))
    assert "แก้ไข 1 คน" in words
    assert "นายกล้า หาญ" in words
    assert len(roster(engine)) == 5
    assert roster(engine)["นางสาวมานี ใจดี"] == ("สำนักปลัด", Role.UNIT_HEAD)


def test_who_moved_is_refused_with_the_option_that_moves_them(
    flask: Flask_, engine: Engine, tambon: None, tmp_path: Path
):
    done(flask("staff", "import", written(tmp_path, ROSTER), "--agency", "tambon"))
    moved = written(tmp_path, [HEADINGS, ("กล้า หาญ", "นายช่าง", "กองช่าง", "")])
    result = flask("staff", "import", moved, "--agency", "tambon")
    assert (result.exit_code, "นำเข้าไฟล์อีกครั้งด้วย --move" in result.stderr) == (1, True)
    assert roster(engine)["นายกล้า หาญ"][0] == "กองคลัง/งานพัสดุ"
    done(flask("staff", "import", moved, "--agency", "tambon", "--move"))
    assert roster(engine)["นายกล้า หาญ"][0] == "กองช่าง"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("staff.csv", "กข,คง\n1,2\n", "หัวตาราง"),
        ("staff.csv", "", "ว่างเปล่า"),
        ("staff.doc", "x", ".docx"),
    ],
)
def test_a_file_that_is_no_roster_is_refused(
    flask: Flask_, tambon: None, tmp_path: Path, name: str, content: str, words: str
):
    (tmp_path / name).write_text(content, encoding="utf-8")
    result = flask("staff", "import", tmp_path / name, "--agency", "tambon")
    assert result.exit_code == 1
    assert words in result.stderr


def sheet_of(*rows: tuple[str, ...]) -> Document:
    lines = tuple(Row(tuple(Cell(text) for text in row), n) for n, row in enumerate(rows, 1))
    return Document((Paragraph("บัญชีรายชื่อ", 1), Table(lines)))


def test_headings_are_known_in_other_words_and_parts_of_a_name_are_joined():
    found, faults = read_roster(
        sheet_of(
            ("ที่", "คำนำหน้า", "ชื่อ", "นามสกุล", "ตำแหน่ง (ระดับ)", "กอง/สำนัก", "ฝ่าย/งาน", "สิทธิ์"),
            ("1", "นาย", "กล้า", "หาญ", "นักวิชาการพัสดุ", "กองคลัง", "งานพัสดุ", "Officer"),
            ("2", "น.ส.", "มานี", "ใจดี", "-", "สำนักปลัด", "-", "ผู้ประสานงาน ITA"),
        )
    )
    assert faults == ()
    assert found == (
        RosterLine(2, "นาย กล้า หาญ", "นักวิชาการพัสดุ", "กองคลัง/งานพัสดุ", Role.OFFICER),
        RosterLine(3, "น.ส. มานี ใจดี", None, "สำนักปลัด", Role.COORDINATOR),
    )


def test_headings_repeated_on_the_next_page_and_the_same_person_twice_are_taken_once():
    row = ("กล้า", "นิติกร", "กองคลัง", "")
    found, faults = read_roster(sheet_of(HEADINGS, row, ("", "", "", ""), HEADINGS, row))
    assert ([line.name for line in found], faults) == (["กล้า"], ())


def test_a_man_and_a_woman_of_one_name_are_two_and_a_name_without_title_is_the_first_of_them():
    rows = (("นายแก้ว", "ครู"), ("นางแก้ว", "ครู"), ("แก้ว", "ครู"), ("นาง แก้ว", "นิติกร"))
    found, faults = read_roster(sheet_of(("ชื่อ", "ตำแหน่ง"), *rows))
    assert [line.name for line in found] == ["นายแก้ว", "นางแก้ว"]
    assert faults == (Fault(5, "นาง แก้ว ซ้ำกับบรรทัด 3 แต่ข้อมูลไม่ตรงกัน"),)


def test_each_name_is_compared_with_its_likes_only(monkeypatch: pytest.MonkeyPatch):
    compared = []
    monkeypatch.setattr(roster_rows, "same_person", lambda one, other: compared.append(one) or same_person(one, other))
    found, _ = read_roster(sheet_of(("ชื่อ", "ตำแหน่ง"), *((f"คนที่{n % 200}", "ครู") for n in range(400))))
    assert (len(found), len(compared)) == (200, 200)


def test_reading_ends_at_the_line_that_is_too_many():
    rows = (("ชื่อ", "ตำแหน่ง"), *((f"คนที่{n}", "ครู") for n in range(3)))
    assert len(read_roster(sheet_of(*rows), 3)[0]) == 3
    with pytest.raises(SourceError, match="เกิน 3 บรรทัด"):
        read_roster(sheet_of(*rows, ("คนที่2", "ครู")), 3)


def test_a_sheet_without_headings_is_one_fault():
    assert read_roster(sheet_of(("กล้า", "นิติกร"))) == ((), (Fault(1, NO_HEADINGS),))
    assert read_roster(Document(())) == ((), (Fault(1, NO_HEADINGS),))


def test_the_roster_is_listed_with_who_is_registered(flask: Flask_, engine: Engine, office: Office, now: datetime):
    with transaction(engine) as session:
        contact = contacts.meet(session, office.agency_id, "U" + "1" * 32, None, now)
        contacts.bind_at_once(session, contact.id, office.staff["กล้า"], now)
    listed = json.loads(done(flask("staff", "list", "--agency", "tambon", "--format", "json")))
    assert listed[1] == {
        "name": "กล้า",
        "position": "นักวิชาการเงินและบัญชี",
        "unit": "กองคลัง",
        "role": "เจ้าหน้าที่",
        "registered": True,
    }
    assert [row["registered"] for row in listed].count(True) == 1
    table = done(flask("staff", "list", "--agency", "tambon"))
    assert len(table.splitlines()) == 8
    assert "U1111" not in table


def code_of(printed: str) -> str:
    return printed.splitlines()[0].rpartition(": ")[2]


def test_a_code_for_a_person_is_printed_with_where_to_type_it(flask: Flask_, engine: Engine, office: Office, now):
    printed = done(flask("staff", "code", "กล้า", "--agency", "tambon"))
    assert "แชตส่วนตัว" in printed
    with transaction(engine) as session:
        found = join_codes.look_up(session, office.agency_id, code_of(printed).replace("-", ""), now)
    assert found
    assert (found.state, found.staff_id) == ("usable", office.staff["กล้า"])
    assert "staff list" in refused(flask("staff", "code", "สมหญิง", "--agency", "tambon"))


def test_codes_for_everybody_not_yet_registered_are_printed_at_once(
    flask: Flask_, engine: Engine, office: Office, now: datetime
):
    with transaction(engine) as session:
        mani = contacts.meet(session, office.agency_id, "Umani", "มานี", now)
        contacts.bind_at_once(session, mani.id, office.staff["มานี"], now)
    rows = json.loads(done(flask("staff", "code", "--all", "--agency", "tambon", "--format", "json")))
    assert {row["name"] for row in rows} == set(office.staff) - {"มานี"}
    with transaction(engine) as session:
        meant = {
            row["name"]: join_codes.look_up(session, office.agency_id, row["code"].replace("-", ""), now).staff_id
            for row in rows
        }
    assert meant == {name: staff_id for name, staff_id in office.staff.items() if name != "มานี"}
    assert "ระบุชื่อหนึ่งคน" in refused(flask("staff", "code", "--agency", "tambon"))
    assert "ระบุชื่อหนึ่งคน" in refused(flask("staff", "code", "กล้า", "--all", "--agency", "tambon"))


def test_a_name_that_could_be_several_is_asked_back(flask: Flask_, tambon: None, tmp_path: Path):
    rows = [HEADINGS, ("มานี ใจดี", "", "", ""), ("มานี รักไทย", "", "", "")]
    done(flask("staff", "import", written(tmp_path, rows), "--agency", "tambon"))
    assert "มานี ใจดี, มานี รักไทย" in refused(flask("staff", "code", "มานี", "--agency", "tambon"))


def test_taking_somebody_off_the_roster_releases_and_forgetting_erases(
    flask: Flask_, engine: Engine, office: Office, now: datetime
):
    with transaction(engine) as session:
        ids = {}
        for n, name in enumerate(("กล้า", "ธนา")):
            ids[name] = contacts.meet(session, office.agency_id, f"U{n:032x}", name, now).id
            contacts.bind_at_once(session, ids[name], office.staff[name], now)
    done(flask("staff", "remove", "กล้า", "--agency", "tambon"))
    assert "1 บัญชี" in done(flask("staff", "forget", "ธนา", "--agency", "tambon"))
    assert "กล้า" not in roster(engine)
    assert "ธนา" in roster(engine)
    with transaction(engine) as session:
        after = {name: contacts.contact_by_id(session, office.agency_id, i) for name, i in ids.items()}
    assert {name: contact and (contact.binding, contact.display_name) for name, contact in after.items()} == {
        "กล้า": ("released", "กล้า"),
        "ธนา": ("none", None),
    }
    assert "1 บัญชี" in done(flask("staff", "forget", "กล้า", "--agency", "tambon"))
    with transaction(engine) as session:
        gone = contacts.contact_by_id(session, office.agency_id, ids["กล้า"])
        assert gone
        assert (gone.binding, gone.display_name) == ("none", None)


def test_a_table_sends_no_control_characters_to_the_terminal(capsys: pytest.CaptureFixture[str]):
    show([{"name": "แดง\x1b[31m\nมั่นคง"}], {"name": "ชื่อ"}, "table")
    assert capsys.readouterr().out == "ชื่อ\nแดง[31m มั่นคง\n"


def test_a_group_code_is_printed_for_each_type(flask: Flask_, engine: Engine, office: Office, now: datetime):
    for kind, more in (("staff", ()), ("executives", ()), ("public", ()), ("unit", ("--unit", "กอง คลัง"))):
        printed = done(flask("chat", "code", "--agency", "tambon", "--type", kind, *more))
        with transaction(engine) as session:
            found = join_codes.look_up(session, office.agency_id, code_of(printed).replace("-", ""), now)
        assert found
        assert (found.chat_type, found.unit_id) == (kind, office.unit["กองคลัง"] if more else None)
    assert "ระบุ" in refused(flask("chat", "code", "--agency", "tambon", "--type", "unit"))
    assert "ไม่พบ" in refused(flask("chat", "code", "--agency", "tambon", "--type", "unit", "--unit", "กองดาว"))
    assert flask("chat", "code", "--agency", "tambon", "--type", "private").exit_code == 2


def test_groups_are_listed_without_their_line_ids(flask: Flask_, engine: Engine, office: Office, now: datetime):
    with transaction(engine) as session:
        group = chat.group_joined(session, office.agency_id, "C" + "1" * 32, now, "กองคลัง อบต.")
        chat.set_type(session, group.id, chat.ChatType.UNIT, office.unit["กองคลัง"], now)
        chat.set_member_count(session, group.id, 9, now)
        chat.group_joined(session, office.agency_id, "C" + "2" * 32, now)
    printed = done(flask("chat", "list", "--agency", "tambon", "--format", "json"))
    assert json.loads(printed) == [
        {"name": "กองคลัง อบต.", "type": "unit", "type_name": "ส่วนราชการ", "unit": "กองคลัง", "members": 9},
        {"name": None, "type": "new", "type_name": "ยังไม่กำหนด", "unit": None, "members": None},
    ]
    assert "C1111" not in printed + done(flask("chat", "list", "--agency", "tambon"))


def test_units_are_added_listed_and_given_other_names(flask: Flask_, tambon: None):
    done(flask("unit", "add", "กองคลัง/งานพัสดุ", "--agency", "tambon"))
    done(flask("unit", "add", "กองการศึกษา", "--agency", "tambon"))
    done(flask("unit", "add", "กองการศึกษา", "--agency", "tambon"))
    done(flask("unit", "alias", "งานพัสดุ", "ฝ่ายจัดซื้อ", "--agency", "tambon"))
    listed = json.loads(done(flask("unit", "list", "--agency", "tambon", "--format", "json")))
    assert [row["path"] for row in listed] == ["สำนักปลัด", "กองคลัง", "กองคลัง/งานพัสดุ", "กองช่าง", "กองการศึกษา"]
    assert listed[2] == {
        "path": "กองคลัง/งานพัสดุ",
        "name": "งานพัสดุ",
        "parent": "กองคลัง",
        "aliases": ["ฝ่ายจัดซื้อ"],
    }
    assert "อื่นอยู่แล้ว" in refused(flask("unit", "alias", "กองช่าง", "ฝ่ายจัดซื้อ", "--agency", "tambon"))
    assert "ไม่พบ" in refused(flask("unit", "alias", "กองดาว", "ดาว", "--agency", "tambon"))
    refused(flask("unit", "add", "ก/ข/ค", "--agency", "tambon"))
    refused(flask("unit", "add", "/", "--agency", "tambon"))


def test_units_are_renamed_merged_and_closed_by_command(flask: Flask_, tambon: None):
    own = ("--agency", "tambon")
    done(flask("unit", "add", "กองสวัสดิการสังคม", *own))
    assert done(flask("unit", "rename", "กองสวัสดิการสังคม", "กองสังคม", *own)) == "กองสวัสดิการสังคม เปลี่ยนชื่อเป็น กองสังคม\n"
    assert "อยู่แล้ว" in refused(flask("unit", "rename", "กองสังคม", "กองคลัง", *own))
    assert "รวม กองสังคม เข้ากับ กองคลัง แล้ว" in done(flask("unit", "merge", "กองสวัสดิการสังคม", "กองคลัง", *own))
    assert "ไม่พบ" in refused(flask("unit", "merge", "กองดาว", "กองคลัง", *own))
    done(flask("unit", "add", "หน่วยตรวจสอบภายใน", *own))
    assert done(flask("unit", "close", "หน่วยตรวจสอบภายใน", *own)) == "ปิด หน่วยตรวจสอบภายใน แล้ว\n"
    assert "หน่วยตรวจสอบภายใน" not in done(flask("unit", "list", *own))


@pytest.mark.parametrize("written_day", ["2026-12-31", "31 ธ.ค. 2569", "31/12/2569", "๓๑ ธันวาคม ๒๕๖๙"])
def test_a_day_off_is_read_as_people_write_it(flask: Flask_, engine: Engine, tambon: None, written_day: str):
    words = ("agency", "day-off", written_day, "--reason", "ประกาศจังหวัด", "--agency", "tambon")
    assert done(flask(*words)) == "31 ธันวาคม 2569: วันหยุด (ประกาศจังหวัด)\n"
    with transaction(engine) as session:
        assert own_days.day_overrides(session, 1) == ({date(2026, 12, 31)}, set())
    assert "วันทำการ" in done(flask(*words, "--open"))
    refused(flask("agency", "day-off", "วันไหนก็ได้", "--reason", "x", "--agency", "tambon"))
    refused(flask("agency", "day-off", "31 ก.พ. 2570", "--reason", "x", "--agency", "tambon"))


def test_an_office_is_changed_by_command(flask: Flask_, tambon: None):
    words = done(flask("agency", "set", "tambon", "--particle", "ครับ", "--digits", "thai", "--quota", "15000"))
    assert words == "อบต.ตัวอย่าง (tambon) · โควตา 15000 · ลงท้าย ครับ · เลขไทย\n"
    words = done(flask("agency", "set", "tambon", "--report-names", "positions", "--privacy-contact", "งานนิติการ"))
    assert words.endswith(" · รายงานใช้ตำแหน่ง · ข้อมูลส่วนบุคคลติดต่องานนิติการ\n")


def test_a_channel_is_kept_sealed_and_its_secret_is_never_printed(flask: Flask_, engine: Engine, tambon: None):
    result = flask("agency", "channel", "tambon", "--channel-id", "165", input="s3cret\n")
    assert result.exit_code == 0
    assert "s3cret" not in result.output
    with transaction(engine) as session:
        row = session.scalars(select(Agency)).one()
        assert row.channel_secret
        assert (open_secret(row.channel_secret, KEY), row.channel_id, row.channel_token) == ("s3cret", "165", None)
    refused(flask("agency", "channel", "tambon", "--secret", "s3cret"))


def test_one_channel_is_not_given_to_two_offices(flask: Flask_, tambon: None):
    done(flask("agency", "create", "twin", "--name", "เทศบาลตำบลแฝด"))
    assert flask("agency", "channel", "tambon", "--channel-id", "165", "--secret", "s3cret").exit_code == 0
    assert "165 เป็นของ อบต.ตัวอย่าง (tambon)" in refused(
        flask("agency", "channel", "twin", "--channel-id", "165", "--secret", "s3cret")
    )


def test_the_first_administrator_gets_in_before_there_is_a_roster(
    flask: Flask_, engine: Engine, tambon: None, now: datetime
):
    printed = done(flask("admin", "link", "--agency", "tambon"))
    assert "แชตส่วนตัว" in printed
    assert roster(engine) == {"ผู้ดูแลระบบ": (None, Role.ADMINISTRATOR)}
    with transaction(engine) as session:
        found = join_codes.look_up(session, 1, code_of(printed).replace("-", ""), now)
        assert found
        assert (found.purpose, found.state) == ("staff", "usable")
    done(flask("admin", "link", "--agency", "tambon"))
    assert len(roster(engine)) == 1


def test_every_administrator_on_the_roster_gets_a_code_and_nobody_is_promoted(flask: Flask_, office: Office):
    assert "รหัสของ สมคิด: " in done(flask("admin", "link", "--agency", "tambon"))
    assert "รหัสของ สมคิด: " in done(flask("admin", "link", "--agency", "tambon", "--name", "สมคิด"))
    assert "ไม่ใช่ผู้ดูแลระบบ" in refused(flask("admin", "link", "--agency", "tambon", "--name", "กล้า"))


def test_numbers_no_database_keeps_are_refused(flask: Flask_) -> None:
    for words in (
        ("agency", "create", "big", "--name", "อบต.ใหญ่", "--quota", 2**31),
        ("agency", "set", "tambon", "--quota", 10**30),
    ):
        result = flask(*words)
        assert result.exit_code == 2
        assert "1<=x<=2147483647" in result.stderr


def test_words_that_are_no_utf8_are_refused_in_one_sentence(flask: Flask_) -> None:
    assert "UTF-8" in refused(flask("agency", "create", "bytes", "--name", "\udcff\udcfe"))
    assert "UTF-8" in refused(flask("agency", "set", "\udcff", "--quota", 5))


def test_a_roster_is_read_from_a_regular_file_only(flask: Flask_, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "endless.csv")
    assert "ไม่ใช่ไฟล์ธรรมดา" in refused(flask("staff", "import", tmp_path / "endless.csv", "--agency", "tambon"))
