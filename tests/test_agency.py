"""An office, its units under every spelling, its days, and its channel's secrets."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError

from models import agency, own_days
from models.agency import Agency, Wishes
from models.database import transaction
from models.records import UnitRecord, Voice
from models.refusal import Refusal
from models.secrets import SecretError, open_secret, seal_secret
from models.unit import Unit, add_alias, add_section, add_unit, aliases_of, live_units, resolve_unit
from models.unit_key import match_unit, nearest_unit, unit_key
from tests.office import Office, make_office

KEY = "a-long-random-value-for-tests"


def test_an_office_is_created_with_its_units_in_order(engine: Engine, now: datetime):
    with transaction(engine) as session:
        made = agency.create(session, "donkaew", " เทศบาลตำบล  ดอนแก้ว ", 300, ["สำนักปลัด", "กองคลัง"], now)
    with transaction(engine) as session:
        assert agency.by_slug(session, "donkaew") == made
        assert made.name == "เทศบาลตำบล ดอนแก้ว"
        assert made.voice == Voice("ค่ะ", "arabic")
        assert [unit.name for unit in live_units(session, made.id)] == ["สำนักปลัด", "กองคลัง"]
        assert agency.all_agencies(session) == (made,)
        assert session.get_one(Agency, made.id).created_at.tzinfo is UTC


@pytest.mark.parametrize("slug", ["", "Tambon", "ตำบล", "a b", "-a", "a" * 41])
def test_a_slug_that_cannot_stand_in_a_command_is_refused(engine: Engine, now: datetime, slug: str):
    with pytest.raises(Refusal), transaction(engine) as session:
        agency.create(session, slug, "อบต.", 300, [], now)


def test_two_offices_cannot_share_a_slug_and_a_quota_is_at_least_one(engine: Engine, office: Office, now: datetime):
    with pytest.raises(Refusal, match="อยู่แล้ว"), transaction(engine) as session:
        agency.create(session, "tambon", "อีกแห่ง", 300, [], now)
    with pytest.raises(Refusal, match="โควตา"), transaction(engine) as session:
        agency.create(session, "other", "อีกแห่ง", 0, [], now)
    with pytest.raises(Refusal, match="ชื่อ"), transaction(engine) as session:
        agency.create(session, "other", "  ", 300, [], now)


def test_an_office_changes_how_it_is_spoken_to(engine: Engine, office: Office, now: datetime):
    with transaction(engine) as session:
        after = agency.change(session, office.agency_id, Wishes(quota=15000, voice=Voice("ครับ", "thai")), now)
        assert (after.name, after.quota, after.voice) == ("อบต.ตัวอย่าง", 15000, Voice("ครับ", "thai"))
        assert agency.by_id(session, office.agency_id) == after


def test_a_new_channel_forgets_the_bot_of_the_one_before(engine: Engine, office: Office):
    with transaction(engine) as session:
        session.get_one(Agency, office.agency_id).line_bot_id = "U" + "b" * 32
    with transaction(engine) as session:
        agency.keep_channel(session, office.agency_id, "1234", seal_secret("s", KEY), None)
        assert session.get_one(Agency, office.agency_id).line_bot_id is None


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("กองคลัง", "กองคลัง"),
        ("กอง คลัง", "กองคลัง"),
        ("กองคลังฯ", "กองคลัง"),
        ("กองคลัง อบต.ตัวอย่าง", "กองคลัง"),
        ("สำนักงานปลัด", "สำนักปลัด"),
        ("สำนักปลัดองค์การบริหารส่วนตำบลตัวอย่าง", "สำนักปลัด"),
        ("กองการศึกษา ศาสนาและวัฒนธรรม", "กองการศึกษา"),
        ("กองการศึกษา (ศาสนาและวัฒนธรรม)", "กองการศึกษา"),
        ("กอง\u200bช่าง", "กองช่าง"),
    ],
)
def test_a_unit_is_known_in_every_spelling(engine: Engine, office: Office, written: str, name: str):
    with transaction(engine) as session:
        found = resolve_unit(session, office.agency_id, written)
        assert found == UnitRecord(office.unit[name], name)


@pytest.mark.parametrize("written", ["", " ", "-", "กอง", "กองสาธารณสุข", "กองคลัง/งานพัสดุ", "กองช่างสุขาภิบาล", "ทุกกอง"])
def test_what_names_no_unit_of_the_office_finds_none(engine: Engine, office: Office, written: str):
    with transaction(engine) as session:
        assert resolve_unit(session, office.agency_id, written) is None


def test_a_section_is_found_by_its_path_and_alone_only_where_one_has_the_name(engine: Engine, office: Office):
    with transaction(engine) as session:
        supplies = add_section(session, office.agency_id, office.unit["กองคลัง"], "งานพัสดุและทรัพย์สิน")
        add_section(session, office.agency_id, office.unit["กองคลัง"], "งานธุรการ")
        clerks = add_section(session, office.agency_id, office.unit["กองช่าง"], "งานธุรการ")

        def found(written: str) -> UnitRecord | None:
            return resolve_unit(session, office.agency_id, written)

        assert found("กองคลัง / งาน พัสดุ") == found("งานพัสดุ") == supplies
        assert found("กองช่าง/งานธุรการ") == clerks
        assert found("งานธุรการ") is None
        assert found("กองช่าง/งานพัสดุ") is None


def test_adding_a_unit_again_in_another_spelling_adds_nothing(engine: Engine, office: Office):
    with transaction(engine) as session:
        assert add_unit(session, office.agency_id, "กอง คลัง").id == office.unit["กองคลัง"]
        first = add_section(session, office.agency_id, office.unit["กองคลัง"], "งานพัสดุ")
        assert add_section(session, office.agency_id, office.unit["กองคลัง"], "งาน พัสดุ") == first
        assert len(live_units(session, office.agency_id)) == 5
        with pytest.raises(Refusal):
            add_unit(session, office.agency_id, " . ")


def test_the_database_itself_refuses_a_second_unit_of_the_same_name(engine: Engine, office: Office):
    with pytest.raises(IntegrityError), transaction(engine) as session:
        session.add(Unit(agency_id=office.agency_id, name="กองคลัง", position=9))


def test_an_alias_means_one_unit_only(engine: Engine, office: Office):
    with transaction(engine) as session:
        add_alias(session, office.agency_id, office.unit["กองคลัง"], "ฝ่ายการเงิน")
        add_alias(session, office.agency_id, office.unit["กองคลัง"], "ฝ่าย การเงิน")
        assert aliases_of(session, office.agency_id) == {"ฝ่ายการเงิน": office.unit["กองคลัง"]}
        found = resolve_unit(session, office.agency_id, "ฝ่ายการเงินฯ")
        assert found
        assert found.name == "กองคลัง"
        for taken in ("ฝ่ายการเงิน", "กองคลัง", ""):
            with pytest.raises(Refusal):
                add_alias(session, office.agency_id, office.unit["กองช่าง"], taken)


def test_no_verb_reaches_into_another_office(engine: Engine, office: Office, now: datetime):
    with transaction(engine) as session:
        other = make_office(session, now, "other", "เทศบาลอื่น")
        with pytest.raises(Refusal):
            add_section(session, other.agency_id, office.unit["กองคลัง"], "งานพัสดุ")
        with pytest.raises(Refusal):
            add_alias(session, other.agency_id, office.unit["กองคลัง"], "คลัง")
        found = resolve_unit(session, other.agency_id, "กองคลัง")
        assert found
        assert found.id == other.unit["กองคลัง"]


def test_a_day_of_the_office_is_its_last_word(engine: Engine, office: Office, now: datetime):
    with transaction(engine) as session:
        own_days.set_day(session, office.agency_id, date(2026, 12, 30), False, "ประกาศจังหวัด", now)
        own_days.set_day(session, office.agency_id, date(2026, 12, 31), False, "ประกาศจังหวัด", now)
        own_days.set_day(session, office.agency_id, date(2026, 12, 31), True, "ทำงานชดเชย", now)
    with transaction(engine) as session:
        closed, opened = own_days.day_overrides(session, office.agency_id)
        assert (closed, opened) == ({date(2026, 12, 30)}, {date(2026, 12, 31)})


def test_a_near_miss_is_recognised_and_a_different_unit_is_not():
    units = [UnitRecord(1, "กองคลัง"), UnitRecord(2, "กองช่าง"), UnitRecord(3, "กองสวัสดิการสังคม")]
    assert nearest_unit(units, "กองคลงั") == units[0]
    assert nearest_unit(units, "กองสวัสดิกาสังคม") == units[2]
    assert nearest_unit(units, "กองการศึกษา") is None
    assert nearest_unit([], "กองคลัง") is None
    assert match_unit(units, {}, "กองสวัสดิการฯ") == units[2]
    assert unit_key("(กองคลัง)") == "กองคลัง"


def test_a_secret_opens_with_the_key_it_was_sealed_with_and_no_other():
    sealed = seal_secret("channel-secret", KEY)
    assert "channel-secret" not in sealed
    assert seal_secret("channel-secret", KEY) != sealed
    assert open_secret(sealed, KEY) == "channel-secret"
    with pytest.raises(SecretError, match="SECRET_KEY"):
        open_secret(sealed, "another-long-random-value")
    with pytest.raises(SecretError, match="not set"):
        seal_secret("channel-secret", "")


def test_the_stored_channel_holds_no_plain_secret(engine: Engine, office: Office):
    with transaction(engine) as session:
        agency.keep_channel(session, office.agency_id, "1234", seal_secret("s3cret", KEY), seal_secret("t0ken", KEY))
    with transaction(engine) as session:
        row = session.scalars(select(Agency)).one()
        assert row.channel_secret
        assert row.channel_token
        assert open_secret(row.channel_secret, KEY) == "s3cret"
        assert open_secret(row.channel_token, KEY) == "t0ken"
