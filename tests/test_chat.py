"""Groups and what they are for, who is in them, where a push goes, and reply tokens that work once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from models import chat, contacts
from models.chat import ChatType, ReplyToken
from models.database import transaction
from tests.office import Office, make_office

GROUP, USER = "C" + "1" * 32, "U" + "1" * 32
MINUTE = timedelta(minutes=1)


def test_a_group_is_known_once_and_gets_nothing_until_it_is_typed(engine: Engine, office: Office, now: datetime):
    with transaction(engine) as session:
        first = chat.group_joined(session, office.agency_id, GROUP, now)
        again = chat.group_joined(session, office.agency_id, GROUP, now + MINUTE, "อบต. ภายใน")
        assert (first.id, first.type) == (again.id, ChatType.NEW)
        assert chat.group_joined(session, office.agency_id, GROUP, now).name == "อบต. ภายใน"
        assert chat.groups(session, office.agency_id, ChatType.STAFF) == ()
        typed = chat.set_type(session, first.id, ChatType.UNIT, office.unit["กองคลัง"], now)
        assert (typed.type, typed.unit_id) == ("unit", office.unit["กองคลัง"])
        assert chat.groups(session, office.agency_id, ChatType.UNIT) == (typed,)
        other = make_office(session, now, "other")
        assert chat.groups(session, other.agency_id) == ()


@pytest.mark.parametrize(("kind", "has_unit"), [(ChatType.UNIT, False), (ChatType.STAFF, True)])
def test_only_a_units_group_has_a_unit(engine: Engine, office: Office, now: datetime, kind: ChatType, has_unit: bool):
    with transaction(engine) as session:
        group = chat.group_joined(session, office.agency_id, GROUP, now)
    with pytest.raises(IntegrityError), transaction(engine) as session:
        chat.set_type(session, group.id, kind, office.unit["กองคลัง"] if has_unit else None, now)


def test_a_group_that_was_left_hears_nothing_and_keeps_its_type_when_it_comes_back(
    engine: Engine, office: Office, now: datetime
):
    with transaction(engine) as session:
        group = chat.group_joined(session, office.agency_id, GROUP, now)
        chat.set_type(session, group.id, ChatType.STAFF, None, now)
        contact = contacts.meet(session, office.agency_id, USER, None, now)
        chat.see_member(session, group.id, contact.id, now)
        assert chat.address_of(session, group.id) == GROUP
        chat.group_left(session, group.id, now + MINUTE)
    with transaction(engine) as session:
        assert chat.address_of(session, group.id) is None
        assert chat.groups(session, office.agency_id) == ()
        assert chat.members(session, [group.id]) == {}
        back = chat.group_joined(session, office.agency_id, GROUP, now + 2 * MINUTE)
        assert (back.id, back.type) == (group.id, ChatType.STAFF)
        assert chat.address_of(session, group.id) == GROUP


def test_members_are_who_was_seen_and_has_not_left(engine: Engine, office: Office, now: datetime):
    with transaction(engine) as session:
        group = chat.group_joined(session, office.agency_id, GROUP, now)
        ids = [contacts.meet(session, office.agency_id, f"U{n:032x}", None, now).id for n in range(3)]
        for contact_id in ids:
            chat.see_member(session, group.id, contact_id, now)
        chat.member_left(session, group.id, ids[1], now)
        assert chat.members(session, [group.id]) == {group.id: {ids[0], ids[2]}}
        chat.see_member(session, group.id, ids[1], now + MINUTE)
        assert chat.members(session, [group.id]) == {group.id: set(ids)}


def test_the_size_of_a_group_is_kept_for_the_budget(engine: Engine, office: Office, now: datetime):
    with transaction(engine) as session:
        group = chat.group_joined(session, office.agency_id, GROUP, now)
        chat.set_member_count(session, group.id, 24, now)
    with transaction(engine) as session:
        assert [found.member_count for found in chat.groups(session, office.agency_id)] == [24]


def test_a_private_chat_is_one_a_contact_and_goes_nowhere_once_forgotten(engine: Engine, office: Office, now: datetime):
    with transaction(engine) as session:
        contact = contacts.meet(session, office.agency_id, USER, None, now)
        private = chat.private_chat(session, contact.id, now)
        assert chat.private_chat(session, contact.id, now + MINUTE) == private
        assert (private.type, private.contact_id) == (ChatType.PRIVATE, contact.id)
        assert chat.address_of(session, private.id) == USER
        assert chat.groups(session, office.agency_id) == ()
        contacts.forget(session, contact.id, now)
        assert chat.address_of(session, private.id) is None


def test_a_reply_token_works_once_and_under_a_minute(engine: Engine, office: Office, now: datetime):
    with transaction(engine) as session:
        group = chat.group_joined(session, office.agency_id, GROUP, now)
        first = chat.put_token(session, group.id, "t1", now)
        second = chat.put_token(session, group.id, "t2", now + timedelta(seconds=5))
        assert first
        assert second
        assert chat.live_token(session, group.id, now) == second
        taken = chat.take_token(session, second, now)
        assert taken == chat.Token(second, "t2")
        assert chat.take_token(session, second, now) is None
        assert chat.live_token(session, group.id, now) == first
        assert chat.take_token(session, first, now + chat.TOKEN_LIFE) is None
        assert chat.live_token(session, group.id, now + chat.TOKEN_LIFE) is None


def test_a_redelivered_token_lives_again_unless_it_was_used(engine: Engine, office: Office, now: datetime):
    with transaction(engine) as session:
        group = chat.group_joined(session, office.agency_id, GROUP, now)
        token = chat.put_token(session, group.id, "t1", now)
        assert token
        assert chat.put_token(session, group.id, "t1", now + 5 * MINUTE) == token
        assert chat.live_token(session, group.id, now + 5 * MINUTE) == token
        assert chat.take_token(session, token, now + 5 * MINUTE)
        assert chat.put_token(session, group.id, "t1", now + 10 * MINUTE) == token
        assert chat.take_token(session, token, now + 10 * MINUTE) is None


@pytest.mark.parametrize("token", ["", "0" * 32, "f" * 32])
def test_the_tokens_of_test_events_are_not_kept(engine: Engine, office: Office, now: datetime, token: str):
    with transaction(engine) as session:
        group = chat.group_joined(session, office.agency_id, GROUP, now)
        assert chat.put_token(session, group.id, token, now) is None


def test_of_many_workers_that_want_a_token_one_gets_it(engine: Engine, office: Office, now: datetime):
    with transaction(engine) as session:
        group = chat.group_joined(session, office.agency_id, GROUP, now)
        token = chat.put_token(session, group.id, "t1", now)
    assert token

    def take(_: int) -> bool:
        with transaction(engine) as session:
            return chat.take_token(session, token, now) is not None

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(take, range(8))) == 1
    with transaction(engine) as session:
        assert session.get_one(ReplyToken, token).used_at == now
