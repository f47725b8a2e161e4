"""The roster, typed names, accounts bound to people, and one-time codes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from models import contacts, enrolment, join_codes, people
from models.audit import AuditEntry
from models.chat import ChatType, group_joined, member_left, members, see_member
from models.database import transaction
from models.enrolment import RosterRow
from models.people import Contact, JoinCode
from models.person_name import name_key, rank_names, same_person, split_title
from models.records import Mention, Role, StaffRecord
from models.refusal import Refusal
from models.unit import add_section
from tests.office import PEOPLE, Office, make_office

U1, U2 = "U" + "1" * 32, "U" + "2" * 32
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("นางสาวมานี  ใจดี", "มานีใจดี"),
        ("น.ส. มานี ใจดี", "มานีใจดี"),
        ("นส.มานี ใจดี", "มานีใจดี"),
        ("คุณ มานี", "มานี"),
        ("ว่าที่ ร.ต.หญิง มานี ใจดี", "มานีใจดี"),
        ("ว่าที่ร้อยตรีกล้า หาญ", "กล้าหาญ"),
        ("พ.จ.อ. กล้า หาญ", "กล้าหาญ"),
        ("ดร.ปิติ", "ปิติ"),
        ("คุณากร ดี", "คุณากรดี"),
        ("นายิกา ดีใจ", "นายิกาดีใจ"),
        ("ดรุณี แก้ว", "ดรุณีแก้ว"),
        ("สอาด ใจดี", "สอาดใจดี"),
        ("นาย", "นาย"),
        ("", ""),
    ],
)
def test_a_name_is_compared_without_its_titles(written: str, key: str):
    assert name_key(written) == key


def test_the_same_name_is_the_same_person_unless_the_titles_tell_man_from_woman():
    assert same_person("นางสาวสมใจ รัก", "นางสมใจ  รัก")
    assert same_person("สมใจ รัก", "นายสมใจ รัก")
    assert not same_person("นายสมใจ รัก", "นางสมใจ รัก")
    assert not same_person("สมใจ รัก", "สมใจ รักดี")


def test_a_typed_name_finds_the_nearest_first():
    names = ["นางสาวมานี ใจดี", "นายมานะ ใจดี", "นายกล้า หาญ", "นางมานี รุ่งเรือง"]
    assert rank_names("มานี ใจดี", names) == [0]
    assert rank_names("คุณมานี", names) == [0, 3]
    assert rank_names("มาน", names) == [0, 1, 3]
    assert rank_names("กลา", names) == [2]
    assert rank_names("มาณี ใจดี", names)[0] == 0
    assert rank_names("วีระ", names) == rank_names("ม", names) == rank_names("", names) == []
    assert rank_names("ก" * 5000, names) == []


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.lists(st.text(max_size=30), max_size=5))
def test_any_text_can_be_typed_as_a_name(typed: str, names: list[str]):
    assert set(rank_names(typed, names)) <= set(range(len(names)))
    assert name_key(split_title(typed)[1]) == name_key(typed)


def test_a_roster_adds_changes_and_removes_nobody(engine: Engine, office: Office, now: datetime):
    rows = [
        RosterRow("นายกล้า", "หัวหน้าฝ่ายการเงิน", office.unit["กองคลัง"], Role.UNIT_HEAD),
        RosterRow("ธนา", None, None, None),
        RosterRow("สุดา  แก้วใส", "นักวิชาการพัสดุ", office.unit["กองคลัง"]),
    ]
    with transaction(engine) as session:
        change = enrolment.update_roster(session, office.agency_id, rows, now)
        assert (change.added, change.updated, change.unchanged) == (("สุดา แก้วใส",), ("กล้า",), ("ธนา",))
        assert change.absent == ("มานี", "ชูใจ", "วีระ", "ปิติ", "สมคิด")
    with transaction(engine) as session:
        again = enrolment.update_roster(session, office.agency_id, rows, now + DAY)
        assert (again.added, again.updated, len(again.unchanged)) == ((), (), 3)
        kla = people.staff_by_id(session, office.agency_id, office.staff["กล้า"])
        assert kla
        assert (kla.role, kla.position) == (Role.UNIT_HEAD, "หัวหน้าฝ่ายการเงิน")
        assert len(session.scalars(select(AuditEntry)).all()) == 2


def test_somebody_taken_off_the_roster_is_nobody_until_they_come_back(engine: Engine, office: Office, now: datetime):
    with transaction(engine) as session:
        people.remove_staff(session, office.agency_id, office.staff["กล้า"], now)
    with transaction(engine) as session:
        assert people.staff_by_id(session, office.agency_id, office.staff["กล้า"]) is None
        assert people.find_staff(session, office.agency_id, "กล้า") == ()
        back, what = enrolment.add_staff(session, office.agency_id, RosterRow("กล้า"), now)
        assert (back.id, what) == (office.staff["กล้า"], "added")


def test_who_answers_for_a_unit_is_never_nobody_without_need(engine: Engine, office: Office, now: datetime):
    with transaction(engine) as session:
        a = office.agency_id
        supplies = section_of(session, office, "กองคลัง", "งานพัสดุ")
        empty = section_of(session, office, "กองช่าง", "งานธุรการ")
        enrolment.add_staff(session, a, RosterRow("สุดา", None, supplies), now)

        def names(found: tuple[StaffRecord, ...]) -> list[str]:
            return [person.name for person in found]

        assert names(people.officers_of(session, a, office.unit["กองคลัง"])) == ["กล้า", "สุดา"]
        assert names(people.officers_of(session, a, supplies)) == ["สุดา"]
        assert names(people.officers_of(session, a, office.unit["สำนักปลัด"])) == ["มานี"]
        assert names(people.officers_of(session, a, office.unit["กองช่าง"])) == ["ธนา"]
        assert names(people.officers_of(session, a, empty)) == ["ธนา"]
        assert names(people.heads_of(session, a, supplies)) == ["วีระ"]
        assert people.heads_of(session, a, office.unit["กองการศึกษา"]) == ()
        assert names(people.coordinators(session, a)) == ["มานี"]
        assert names(people.executives(session, a)) == ["ปิติ"]


def section_of(session: Session, office: Office, unit: str, name: str) -> int:
    return add_section(session, office.agency_id, office.unit[unit], name).id


def bound(engine: Engine, office: Office, name: str, line_id: str, now: datetime) -> int:
    with transaction(engine) as session:
        contact = contacts.meet(session, office.agency_id, line_id, name, now)
        contacts.bind_at_once(session, contact.id, office.staff[name], now)
        return contact.id


def test_an_account_is_met_once_and_keeps_its_newest_display_name(engine: Engine, office: Office, now: datetime):
    with transaction(engine) as session:
        first = contacts.meet(session, office.agency_id, U1, None, now)
        named = contacts.meet(session, office.agency_id, U1, "Kla🌾", now)
        again = contacts.meet(session, office.agency_id, U1, None, now)
        other = make_office(session, now, "other")
        elsewhere = contacts.meet(session, other.agency_id, U1, None, now)
    assert first.id == named.id == again.id != elsewhere.id
    assert (first.display_name, again.display_name, again.binding) == (None, "Kla🌾", "none")


def test_two_workers_that_meet_an_account_at_once_meet_one(engine: Engine, office: Office, now: datetime):
    def meet(_: int) -> int:
        with transaction(engine) as session:
            return contacts.meet(session, office.agency_id, U1, None, now).id

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(meet, range(8)))) == 1


def test_a_binding_is_asked_for_and_confirmed_by_somebody(engine: Engine, office: Office, now: datetime):
    kla, manee = office.staff["กล้า"], office.staff["มานี"]
    with transaction(engine) as session:
        contact = contacts.meet(session, office.agency_id, U1, "กล้า", now)
        assert contacts.ask_binding(session, contact.id, kla, now) is True
        assert contacts.ask_binding(session, contact.id, kla, now) is False
        assert contacts.ask_binding(session, contact.id, kla, now + DAY) is True
        asked = contacts.contact_by_id(session, office.agency_id, contact.id)
        assert asked
        assert asked.binding == "pending"
        assert contacts.staff_of(session, asked) is None
        assert [c.id for c in contacts.pending(session, office.agency_id)] == [contact.id]
        assert contacts.confirm_binding(session, contact.id, kla, manee, now) is True
    with transaction(engine) as session:
        sure = contacts.contact_of(session, office.agency_id, kla)
        assert sure
        assert sure.id == contact.id
        person = contacts.staff_of(session, sure)
        assert person
        assert person.name == "กล้า"
        assert person.bound
        assert session.get_one(Contact, sure.id).confirmed_by == manee
        assert contacts.pending(session, office.agency_id) == ()
        assert people.mentions(session, [office.agency_id], [manee, kla, 999]) == {
            manee: Mention("มานี"),
            kla: Mention("กล้า", U1),
        }
        people.remove_staff(session, office.agency_id, manee, now)
        assert people.mentions(session, [office.agency_id], [manee, kla]) == {kla: Mention("กล้า", U1)}


def test_an_old_card_does_not_confirm_what_the_account_asks_for_later(engine: Engine, office: Office, now: datetime):
    with transaction(engine) as session:
        contact = contacts.meet(session, office.agency_id, U1, None, now)
        contacts.ask_binding(session, contact.id, office.staff["กล้า"], now)
        contacts.ask_binding(session, contact.id, office.staff["ปิติ"], now)
        by = office.staff["มานี"]
        assert contacts.confirm_binding(session, contact.id, office.staff["กล้า"], by, now) is False
        assert contacts.reject_binding(session, contact.id, office.staff["กล้า"], by, now) is False
        assert contacts.reject_binding(session, contact.id, office.staff["ปิติ"], by, now) is True
        assert contacts.confirm_binding(session, contact.id, office.staff["ปิติ"], by, now) is False


def test_within_a_day_another_name_is_no_second_question(engine: Engine, office: Office, now: datetime):
    kla, piti = office.staff["กล้า"], office.staff["ปิติ"]
    with transaction(engine) as session:
        contact = contacts.meet(session, office.agency_id, U1, None, now)
        turns = ((kla, now), (piti, now + DAY / 2), (kla, now + DAY))
        asked = [contacts.ask_binding(session, contact.id, who, when) for who, when in turns]
        assert asked == [True, False, True]


def test_control_characters_in_a_roster_name_go(engine: Engine, office: Office, now: datetime):
    with transaction(engine) as session:
        person, _ = enrolment.add_staff(session, office.agency_id, RosterRow("แดง\x1b[31m  มั่นคง\x00"), now)
        assert person.name == "แดง[31m มั่นคง"


def test_a_person_has_one_account_and_an_account_is_one_person(engine: Engine, office: Office, now: datetime):
    bound(engine, office, "กล้า", U1, now)
    with transaction(engine) as session:
        second = contacts.meet(session, office.agency_id, U2, None, now)
        first = contacts.meet(session, office.agency_id, U1, None, now)
        with pytest.raises(Refusal, match="บัญชีอื่น"):
            contacts.ask_binding(session, second.id, office.staff["กล้า"], now)
        with pytest.raises(Refusal, match="ลงทะเบียนไว้แล้ว"):
            contacts.ask_binding(session, first.id, office.staff["ธนา"], now)


def test_two_accounts_cannot_both_be_confirmed_as_one_person(engine: Engine, office: Office, now: datetime):
    kla, by = office.staff["กล้า"], office.staff["มานี"]
    with transaction(engine) as session:
        ids = [contacts.meet(session, office.agency_id, line_id, None, now).id for line_id in (U1, U2)]
        for contact_id in ids:
            contacts.ask_binding(session, contact_id, kla, now)
        assert contacts.confirm_binding(session, ids[0], kla, by, now)
        with pytest.raises(Refusal):
            contacts.confirm_binding(session, ids[1], kla, by, now)


def test_a_code_moves_a_person_to_a_new_account(engine: Engine, office: Office, now: datetime):
    old = bound(engine, office, "กล้า", U1, now)
    new = bound(engine, office, "กล้า", U2, now + DAY)
    with transaction(engine) as session:
        found = contacts.contact_of(session, office.agency_id, office.staff["กล้า"])
        before = contacts.contact_by_id(session, office.agency_id, old)
        assert found
        assert found.id == new
        assert before
        assert before.binding == "released"
        assert {c.id for c in contacts.accounts_of(session, office.agency_id, office.staff["กล้า"])} == {old, new}


def test_a_name_is_waited_for_an_hour(engine: Engine, office: Office, now: datetime):
    with transaction(engine) as session:
        contact = contacts.meet(session, office.agency_id, U1, None, now).id
        assert not contacts.awaits_name(session, contact, now)
        contacts.await_name(session, contact, now)
        assert contacts.awaits_name(session, contact, now + timedelta(minutes=59))
        assert not contacts.awaits_name(session, contact, now + timedelta(minutes=61))
        contacts.bind_at_once(session, contact, office.staff["กล้า"], now)
        assert not contacts.awaits_name(session, contact, now)
        contacts.release(session, contact, now + DAY)
        assert not contacts.awaits_name(session, contact, now + DAY)
        contacts.await_name(session, contact, now + 2 * DAY)
        assert contacts.awaits_name(session, contact, now + 2 * DAY)


def test_a_push_reaches_friends_and_who_wrote_within_a_week(engine: Engine, office: Office, now: datetime):
    with transaction(engine) as session:
        contact = contacts.meet(session, office.agency_id, U1, None, now).id

        def reached(days: int) -> bool:
            return contacts.is_reachable_privately(session, contact, now + days * DAY)

        assert not reached(0)
        contacts.wrote_privately(session, contact, now)
        assert (reached(6), reached(7)) == (True, False)
        contacts.followed(session, contact, now)
        assert reached(365)
        contacts.unfollowed(session, contact)
        assert not reached(0)


def test_who_is_in_no_group_and_no_friend_is_released_and_forgotten_in_time(
    engine: Engine, office: Office, now: datetime
):
    contact = bound(engine, office, "กล้า", U1, now)
    with transaction(engine) as session:
        group = group_joined(session, office.agency_id, "C" + "1" * 32, now)
        see_member(session, group.id, contact, now)
        contacts.followed(session, contact, now)
        assert contacts.release_if_gone(session, contact, now) is False
        contacts.unfollowed(session, contact)
        assert contacts.release_if_gone(session, contact, now) is False
    with transaction(engine) as session:
        member_left(session, group.id, contact, now)
        assert contacts.release_if_gone(session, contact, now) is True
        assert contacts.release(session, contact, now) is False
        assert contacts.forget_released(session, now, now) == 0
        assert contacts.forget_released(session, now + timedelta(seconds=1), now + 90 * DAY) == 1
        row = session.get_one(Contact, contact, populate_existing=True)
        assert (row.binding, row.staff_id, row.line_user_id) == ("none", None, f"forgotten/{contact}")


def test_a_forgotten_account_leaves_no_id_no_name_and_no_membership(engine: Engine, office: Office, now: datetime):
    contact = bound(engine, office, "กล้า", U1, now)
    with transaction(engine) as session:
        group = group_joined(session, office.agency_id, "C" + "1" * 32, now)
        see_member(session, group.id, contact, now)
        contacts.forget(session, contact, now)
    with transaction(engine) as session:
        row = session.get_one(Contact, contact)
        kept = [getattr(row, column.key) for column in Contact.__table__.columns]
        assert U1 not in kept
        assert "กล้า" not in kept
        assert members(session, [group.id]) == {}
        assert U1 not in str([entry.about for entry in session.scalars(select(AuditEntry))])
        fresh = contacts.meet(session, office.agency_id, U1, None, now)
        assert fresh.id != contact
        assert fresh.binding == "none"


def test_the_privacy_notice_is_shown_for_the_first_time_once(engine: Engine, office: Office, now: datetime):
    with transaction(engine) as session:
        contact = contacts.meet(session, office.agency_id, U1, None, now).id
        assert [contacts.note_notice(session, contact, now) for _ in range(2)] == [True, False]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("ABCD-2345", "ABCD2345"),
        ("  abcd2345 ", "ABCD2345"),
        ("AbCd 2345", "ABCD2345"),
        ("รหัสกลุ่ม ABCD-2345", "ABCD2345"),
        ("@ตามงาน ABCD-2345", "ABCD2345"),
        ("ABCD\u200b2345", "ABCD2345"),
        ("HELPDESK", None),
        ("23456789", None),
        ("ABCD-2340", None),
        ("O12 เสร็จแล้ว", None),
        ("ABCD-2345 ค่ะ", "ABCD2345"),
        ("รหัส 25v2 xrpp ค่ะ", "25V2XRPP"),
        ("ได้รหัสมาคือ ZWC5-PS4W ใช่ไหมคะ", None),
        ("สวัสดีครับ รหัสของผม ZWC5-PS4W ครับ", "ZWC5PS4W"),
        ("code ABCD-2345 please", "ABCD2345"),
        ("ส่งครุภัณฑ์ ABCD-2345 แล้วค่ะ", None),
        ("รหัสครุภัณฑ์ ABCD-2345 ซ่อมแล้ว", None),
        ("", None),
    ],
)
def test_a_code_is_seen_only_where_it_is_called_one_or_stands_alone_but_for_politeness(typed: str, code: str | None):
    assert join_codes.code_in(typed) == code


def test_a_code_is_stored_as_a_digest_and_works_once_within_a_week(engine: Engine, office: Office, now: datetime):
    a = office.agency_id
    with transaction(engine) as session:
        plain = join_codes.make_chat_code(session, a, ChatType.UNIT, office.unit["กองคลัง"], now)
        typed = join_codes.code_in(plain)
        assert typed
        assert len(plain) == 9
        stored = session.scalars(select(JoinCode)).one()
        assert typed not in stored.digest
        assert len(stored.digest) == 64
        code = join_codes.look_up(session, a, typed, now)
        assert code
        assert (code.state, code.chat_type, code.unit_id) == ("usable", "unit", office.unit["กองคลัง"])
        late = join_codes.look_up(session, a, typed, now + 7 * DAY)
        assert late
        assert late.state == "expired"
        assert join_codes.use_up(session, code.id, now + 7 * DAY) is False
        assert join_codes.use_up(session, code.id, now) is True
        assert join_codes.use_up(session, code.id, now) is False
        used = join_codes.look_up(session, a, typed, now)
        assert used
        assert used.state == "used"
        other = make_office(session, now, "other")
        assert join_codes.look_up(session, other.agency_id, typed, now) is None


def test_a_new_code_for_a_person_ends_the_older_one(engine: Engine, office: Office, now: datetime):
    with transaction(engine) as session:
        old, new = (
            join_codes.code_in(join_codes.make_staff_code(session, office.agency_id, office.staff["กล้า"], now)) or ""
            for _ in range(2)
        )
        found = [join_codes.look_up(session, office.agency_id, code, now) for code in (old, new)]
        assert [code and code.state for code in found] == ["expired", "usable"]


def test_of_two_who_type_a_code_at_once_one_is_let_in(engine: Engine, office: Office, now: datetime):
    with transaction(engine) as session:
        plain = join_codes.make_staff_code(session, office.agency_id, office.staff["กล้า"], now)
        code = join_codes.look_up(session, office.agency_id, plain.replace("-", ""), now)
        assert code

    def use(_: int) -> bool:
        with transaction(engine) as session:
            return join_codes.use_up(session, code.id, now)

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(use, range(8))) == 1


def test_a_unit_code_names_its_unit_and_no_other_code_does(engine: Engine, office: Office, now: datetime):
    with transaction(engine) as session:
        for kind, unit in ((ChatType.UNIT, None), (ChatType.STAFF, 1), (ChatType.NEW, None), (ChatType.PRIVATE, None)):
            with pytest.raises(Refusal):
                join_codes.make_chat_code(session, office.agency_id, kind, unit, now)


def test_the_people_of_the_tests_are_all_on_the_roster(engine: Engine, office: Office):
    with transaction(engine) as session:
        assert [person.name for person in people.roster(session, office.agency_id)] == [row[0] for row in PEOPLE]
