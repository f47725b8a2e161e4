"""The door: replayed, shuffled, forged, cut, huge or unknown, an event has one effect or none and is never lost."""

import http.client
import json
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from sqlalchemy import select, text

from bot import channels
from bot.line import signature_is_valid
from models import agency, inbox
from models.agency import Agency
from models.audit import AuditEntry
from models.chat import Chat, ReplyToken
from models.contacts import meet
from models.database import transaction
from models.inbox import ATTEMPTS, LEASE, InboxEvent
from models.outbox import OutboxMessage
from models.people import Contact
from models.secrets import seal_secret
from tasks import intake
from tests.door import Door, door_of, signature
from tests.town import SECRET, STAFF_GROUP, town

DEEP = "[" * 200 + "]" * 200
BOTTOMLESS = "[" * 100_000


@pytest.fixture
def door(database_url: str, tmp_path: Path) -> Iterator[Door]:
    with town(database_url, tmp_path) as office:
        yield door_of(office)


def envelope(door: Door, events: str) -> bytes:
    return f'{{"destination":"{door.bot}","events":{events}}}'.encode()


def states(door: Door) -> list[str]:
    return [event.state for event in door.stored()]


# -- the signature ----------------------------------------------------------------------------------------------


def test_lines_own_example_of_a_signature_is_genuine():
    body = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'
    secret, given = "8c570fa6dd201bb328f1c1eac23a96d8", "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs="
    assert signature_is_valid(secret, body, given)
    assert not signature_is_valid(secret, body + b" ", given)
    assert not signature_is_valid(secret, b"\xff", given)


def test_the_consoles_verify_button_is_answered_200_and_leaves_nothing(door: Door):
    assert door.send() == 200
    assert door.post(json.dumps({"destination": door.bot}).encode()) == 200
    assert door.stored() == []


@pytest.mark.parametrize("name", ["x-line-signature", "X-Line-Signature", "X-LINE-SIGNATURE"])
def test_the_signatures_header_is_read_in_any_case(door: Door, name: str):
    body = envelope(door, json.dumps([door.text("มานี", "วิธีใช้")]))
    assert requests.post(door.url, data=body, headers={name: signature(SECRET, body)}, timeout=9).status_code == 200
    assert len(door.stored()) == 1


def test_without_a_genuine_signature_nothing_is_stored(door: Door):
    body = envelope(door, json.dumps([door.text("มานี", "วิธีใช้")]))
    genuine = signature(SECRET, body)
    for forged in (None, "", "x", "=", "é", genuine[:-2], genuine + "A", signature("other", body), genuine.lower()):
        headers = {} if forged is None else {"x-line-signature": forged.encode("latin-1")}
        assert requests.post(door.url, data=body, headers=headers, timeout=9).status_code == 401, forged
    assert (
        requests.post(door.url, data=body + b"\n", headers={"x-line-signature": genuine}, timeout=9).status_code == 401
    )
    assert door.stored() == []


def test_what_nobody_known_has_signed_is_not_even_parsed(door: Door):
    assert requests.post(door.url, data=b"{", timeout=9).status_code == 401
    assert door.post(b"{", secret="forged") == 401
    assert door.post(b"{") == 400


def test_an_office_whose_secret_does_not_open_closes_no_door_of_an_office_that_is_known(door: Door):
    second = two_offices(door)["second"]
    assert door.send(door.text("มานี", "วิธีใช้")) == 200
    with transaction(door.town.house.engine) as session:
        agency.keep_channel(session, second, "second", "sealed with another key", None)
    assert door.send(door.text("มานี", "วิธีใช้")) == 200
    assert door.send(door.text("มานี", "วิธีใช้"), secret="forged") == 401


def test_with_many_offices_the_destination_still_chooses_whose_secret_counts(
    door: Door, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(channels, "FEW", 2)
    two_offices(door)
    assert door.send(door.text("มานี", "วิธีใช้")) == 200
    assert door.send(door.text("มานี", "วิธีใช้"), secret="forged") == 401
    assert door.send(door.text("มานี", "วิธีใช้"), secret="third-secret", destination="U" + "3" * 32) == 200


# -- the body ---------------------------------------------------------------------------------------------------


def test_what_is_no_webhook_is_refused_with_400(door: Door):
    for body in (
        *(b"", b"null", b"[]", b'"text"', b"7", b"{", b"\xff\xfe\xfd", b"NaN", b"1" * 5_000, BOTTOMLESS.encode()),
        *(b'{"events":{}}', b'{"events":"all"}', b'{"events":null}', b'{"events":7}'),
        *(b'{"events":[{"type":"message","timestamp":NaN}]}', b'{"events":[-Infinity]}'),
    ):
        assert door.post(body) == 400, body[:50]
    assert door.stored() == []


def test_a_truncated_request_is_refused_and_the_whole_one_is_still_welcome(door: Door):
    whole = envelope(door, json.dumps([door.text("มานี", "วิธีใช้")]))
    for cut in random.Random(5).sample(range(1, len(whole)), 20):
        assert door.post(whole[:cut]) == 400
    assert door.stored() == []
    assert door.post(whole) == 200
    assert len(door.stored()) == 1


def test_what_nests_without_end_is_refused_and_breaks_nobody(door: Door):
    assert door.post(envelope(door, f'[{{"type":"message","message":{DEEP}}}]')) == 400
    assert door.post(envelope(door, f'[{{"type":"message","message":{{"a":{BOTTOMLESS}')) == 400
    assert door.stored() == []


def test_a_megabyte_is_taken_in_once_and_more_than_two_are_refused(door: Door):
    event = door.text("มานี", "ก" * 300_000)
    body = json.dumps({"destination": door.bot, "events": [event]}, ensure_ascii=False).encode() + b" " * 150_000
    assert 1_000_000 < len(body) < 1_200_000
    assert [door.post(body), door.post(body)] == [200, 200]
    door.town.work()
    assert states(door) == ["done"]
    assert door.post(body + b" " * 1_200_000) == 413
    assert len(door.stored()) == 1


def test_a_body_that_does_not_say_its_length_is_held_to_the_same_limit(door: Door):
    body = envelope(door, json.dumps([door.text("มานี", "วิธีใช้")]))
    found = []
    for more in (0, 2_200_000):
        whole = body + b" " * more
        connection = http.client.HTTPConnection(urlsplit(door.url).netloc, timeout=10)
        pieces = iter([whole[i : i + 60_000] for i in range(0, len(whole), 60_000)])
        headers = {"Transfer-Encoding": "chunked", "x-line-signature": signature(SECRET, whole)}
        try:
            connection.request("POST", "/callback", pieces, headers, encode_chunked=True)
            found.append(connection.getresponse().status)
        except (BrokenPipeError, ConnectionResetError):  # refused before all of it was read
            found.append(413)
        connection.close()
    assert found == [200, 413]
    assert len(door.stored()) == 1


def test_letters_no_database_keeps_are_replaced_and_the_rest_is_read(door: Door):
    odd = "O12 เสร็จ\x00แล้ว \ud800 ครับ \U0001f600"
    for where in (None, door.town.groups[STAFF_GROUP]):
        assert door.send(door.text("ธนา", odd, where)) == 200
    name = {**door.text("ธนา", "x"), "\x00key": "\x00", "webhookEventId": "\x00\udfff", "type": "\x00message"}
    assert door.send({**name, "source": {"type": "group", "groupId": "C\x00\udc00", "userId": "U\x00"}}) == 200
    assert door.send(destination="\x00\ud800") == 503  # nobody's bot, and no error
    door.town.work()
    assert states(door) == ["done"] * 3
    kept = door.stored()[0].raw
    assert kept is not None
    assert kept["message"]["text"] == "O12 เสร็จ\N{REPLACEMENT CHARACTER}แล้ว \N{REPLACEMENT CHARACTER} ครับ \U0001f600"


def test_numbers_beyond_all_measure_are_kept_and_break_nothing(door: Door):
    events = f'{{"type":"message","huge":{"9" * 4_000},"wide":1e999,"small":1e-999,"timestamp":{"9" * 400}}}'
    assert door.post(envelope(door, f"[{events}]")) == 200
    door.town.work()
    assert states(door) == ["done"]
    assert door.stored()[0].occurred_at == door.town.now


def test_an_odd_timestamp_counts_as_now(door: Door):
    odd = ["", None, "soon", -1, 0, 1e300, 253402300799000, [], {}, True]
    events = [{**door.text("มานี", "วิธีใช้"), "timestamp": timestamp} for timestamp in odd]
    without = door.text("มานี", "วิธีใช้")
    del without["timestamp"]
    assert door.send(*events, without) == 200
    assert {event.occurred_at for event in door.stored()} == {door.town.now}
    door.town.work()
    assert states(door) == ["done"] * 11


# -- one effect or none -----------------------------------------------------------------------------------------


def test_an_event_delivered_eight_times_at_once_has_one_effect(door: Door):
    event = door.text("มานี", "วิธีใช้")
    again = {**event, "deliveryContext": {"isRedelivery": True}}
    with ThreadPoolExecutor(8) as threads:
        statuses = list(threads.map(door.send, [event, again] * 4))
    assert statuses == [200] * 8
    door.town.work()
    door.town.work()
    assert states(door) == ["done"]
    assert door.answers() == 1


def test_batches_that_overlap_in_other_orders_wait_for_each_other_never_for_ever(door: Door):
    events = [door.text("มานี", f"ข้อความที่ {n}") for n in range(12)]
    batches = [random.Random(seed).sample(events, 9) for seed in range(16)]
    with ThreadPoolExecutor(8) as threads:
        statuses = list(threads.map(lambda batch: door.send(*batch), batches))
    assert statuses == [200] * 16
    assert len(door.stored()) == 12


def test_an_event_without_an_id_is_known_by_what_it_says(door: Door):
    for event_id in (None, "", {}, 0, "é", "x" * 101, "ข้อ"):
        event = {**door.text("มานี", f"ข้อความ {event_id}"), "webhookEventId": event_id}
        again = {**event, "deliveryContext": {"isRedelivery": True}}
        assert [door.send(event), door.send(event), door.send(again)] == [200] * 3
    assert len(door.stored()) == 7


def test_events_of_several_chats_in_one_request_each_have_their_effect(door: Door):
    group = door.town.groups[STAFF_GROUP]
    people = ["มานี", "กล้า", "ธนา", "ปิติ"]
    assert door.send(*(door.text(who, "วิธีใช้") for who in people), door.text("มานี", "สวัสดีค่ะ", group), 7, "x") == 200
    door.town.work()
    assert states(door) == ["done"] * 7
    assert door.answers() == 4


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_stored_events_of_a_chat_take_effect_in_the_order_they_happened(door: Door, seed: int):
    events = [door.text(who, f"ข้อความที่ {n}") for n in range(6) for who in ("มานี", "กล้า")]
    random.Random(seed).shuffle(events)
    for at in range(0, 12, 3):
        assert door.send(*events[at : at + 3]) == 200
    door.town.work()
    with transaction(door.town.house.engine) as session:
        keys = session.scalars(
            select(OutboxMessage.key).where(OutboxMessage.kind == "answer").order_by(OutboxMessage.id)
        )
        order = [int(key.removeprefix("answer/")) for key in keys]
        moments = {event.id: (event.source, event.occurred_at) for event in session.scalars(select(InboxEvent))}
    assert len(order) == 12
    for source in {found[0] for found in moments.values()}:
        mine = [moments[event_id][1] for event_id in order if moments[event_id][0] == source]
        assert mine == sorted(mine)


def test_what_line_invents_without_notice_is_kept_whole_and_done(door: Door):
    user = door.id_of("มานี")
    strange = [
        {**door.text("มานี", "x"), "type": "telepathy", "thought": {"deep": [1, None, True, 2.5]}},
        {**door.text("มานี", "x"), "message": {"id": "5", "type": "hologram", "data": "…"}},
        {**door.text("มานี", "วิธีใช้"), "source": {"type": "openchat", "squareId": "S1"}},
        {"type": "message", "webhookEventId": "NOTHING-ELSE"},
        {"webhookEventId": "ONLY-AN-ID"},
        {**door.text("มานี", "x"), "type": None, "source": None, "message": None, "mode": None},
        {**door.text("มานี", "x"), "type": ["list"], "source": "U1", "replyToken": 5},
        {"type": "things", "source": {"type": "user", "userId": user}, "things": {}, "newField": "ใหม่"},
    ]
    assert door.send(*strange) == 200
    door.town.work()
    assert states(door) == ["done"] * len(strange)
    assert sorted(json.dumps(event.raw) for event in door.stored()) == sorted(json.dumps(one) for one in strange)


@pytest.mark.parametrize("odd", ["text", ["list"], 5, {"type": ["list"], "id": "9"}, {"data": ["list"], "id": {}}])
def test_what_has_another_shape_than_lines_has_no_effect_and_holds_up_nobody(door: Door, odd: object):
    parts = ("message", "messageEdited", "postback", "unsend", "memberJoined", "memberLeft")
    named = {"messageEdited": "message", "memberJoined": "joined", "memberLeft": "left"}
    strange = [{**door.text("มานี", "x"), "type": kind, "message": "x", named.get(kind, kind): odd} for kind in parts]
    assert door.send(*strange) == 200
    door.town.work()
    assert states(door) == ["done"] * len(strange)


def test_a_bot_on_standby_keeps_silent(door: Door):
    assert door.send(door.text("มานี", "วิธีใช้", mode="standby")) == 200
    door.town.work()
    assert (states(door), door.answers()) == (["done"], 0)


@pytest.mark.parametrize("token", ["0" * 32, "f" * 32])
def test_the_consoles_dummy_reply_tokens_answer_nothing(door: Door, token: str):
    assert door.send(door.text("มานี", "วิธีใช้", replyToken=token)) == 200
    door.town.work()
    assert (states(door), door.answers()) == (["done"], 0)
    assert door.town.line.requests("reply") == []


# -- the database, and other offices ----------------------------------------------------------------------------


def test_while_the_database_is_away_line_is_asked_to_come_again(door: Door):
    event = door.text("มานี", "วิธีใช้")
    with door.town.house.engine.begin() as connection:
        connection.execute(text("ALTER TABLE inbox_event RENAME TO gone"))
    assert door.send(event) == 503
    with door.town.house.engine.begin() as connection:
        connection.execute(text("ALTER TABLE gone RENAME TO inbox_event"))
    assert door.send({**event, "deliveryContext": {"isRedelivery": True}}) == 200
    door.town.work()
    assert (states(door), door.answers()) == (["done"], 1)


def two_offices(door: Door) -> dict[str, int]:
    key = door.town.house.settings.secret_key
    with transaction(door.town.house.engine) as session:
        found = {}
        for slug in ("second", "third"):
            office = agency.create(session, slug, f"เทศบาลตำบล {slug}", 300, ["กองคลัง"], door.town.now)
            agency.keep_channel(session, office.id, slug, seal_secret(f"{slug}-secret", key), seal_secret("t", key))
            found[slug] = office.id
        return found


def test_offices_that_begin_together_are_told_apart_by_their_signatures(door: Door):
    offices = two_offices(door)
    everybody = {"second": "2" * 32, "third": "3" * 32}
    for slug, bot in everybody.items():
        event = {**door.text("มานี", "วิธีใช้"), "webhookEventId": "THE-SAME-ID"}
        assert door.send(event, secret=f"{slug}-secret", destination=f"U{bot}") == 200
    door.town.work()
    assert [event.agency_id for event in door.stored()] == [offices["second"], offices["third"]]
    with transaction(door.town.house.engine) as session:
        bots = {office.slug: office.line_bot_id for office in session.scalars(select(Agency))}
        assert bots == {"demo": None, "second": "U" + "2" * 32, "third": "U" + "3" * 32}
        for slug in everybody:
            for table in (Chat, Contact, ReplyToken):
                assert len(session.scalars(select(table).where(table.agency_id == offices[slug])).all()) == 1


def test_one_offices_secret_opens_no_other_offices_door(door: Door):
    two_offices(door)
    assert door.send(door.text("มานี", "วิธีใช้")) == 200
    second = "U" + "2" * 32
    assert door.send(door.text("มานี", "วิธีใช้"), secret="second-secret", destination=second) == 200
    before = len(door.stored())
    for secret, destination in ((SECRET, second), ("second-secret", door.bot), ("third-secret", second), ("", second)):
        assert door.send(door.text("มานี", "วิธีใช้"), secret=secret, destination=destination) == 401
    assert door.send(door.text("มานี", "x"), secret="second-secret", destination="U" + "9" * 32) == 401
    assert len(door.stored()) == before


def test_a_bot_changed_in_the_environment_is_learnt_anew_by_its_signature(door: Door):
    for bot in ("U" + "5" * 32, "U" + "6" * 32):
        assert door.send(door.text("มานี", "วิธีใช้"), destination=bot, secret="forged") == 401
        assert door.send(door.text("มานี", "วิธีใช้"), destination=bot) == 200
        with transaction(door.town.house.engine) as session:
            assert session.scalars(select(Agency.line_bot_id)).one() == bot
    with transaction(door.town.house.engine) as session:
        assert len(session.scalars(select(AuditEntry).where(AuditEntry.act == "bot_learnt")).all()) == 2


def test_while_the_clock_cannot_be_read_line_is_asked_to_come_again(door: Door):
    clock = door.town.house.settings.clock_file
    assert clock
    event, whole = door.text("มานี", "วิธีใช้"), clock.read_text()
    clock.write_text("half past eight")
    assert door.send(event) == 503
    clock.write_text(whole)
    assert door.stored() == []


def test_a_channel_given_to_two_offices_is_answered_by_neither(door: Door):
    with transaction(door.town.house.engine) as session:
        agency.create(session, "twin", "เทศบาลตำบลแฝด", 300, ["กองคลัง"], door.town.now)
    assert door.send(door.text("มานี", "วิธีใช้")) == 503
    assert door.stored() == []


# -- poison, and a process that ends ----------------------------------------------------------------------------


def test_what_breaks_the_conversation_is_tried_again_set_aside_and_blocks_nobody(
    door: Door, monkeypatch: pytest.MonkeyPatch
):
    converse, tries = intake.converse, []

    def brittle(session: Any, event: InboxEvent, now: datetime, pages: str | None) -> None:
        meet(session, event.agency_id, "half-done", None, now)
        if (event.raw or {})["message"]["text"] == "พัง":
            tries.append(event.id)
            raise KeyError("ส่วนนี้พัง")
        converse(session, event, now, pages)

    monkeypatch.setattr(intake, "converse", brittle)
    assert door.send(*(door.text("มานี", words) for words in ("วิธีใช้", "พัง", "วิธีใช้"))) == 200
    assert door.send(door.text("กล้า", "วิธีใช้")) == 200
    for attempt in range(1, ATTEMPTS + 1):
        door.town.work()
        door.town.work()
        assert len(tries) == attempt  # a broken event rests before its next try, longer each time
        door.town.line.advance(seconds=2**attempt + 1)
    assert states(door) == ["done", "failed", "done", "done"]
    assert door.answers() == 3
    failed = door.stored()[1]
    assert failed.error == "KeyError"  # never what the error repeats: it may be somebody's words
    assert (failed.raw or {})["message"]["text"] == "พัง"


def test_what_another_worker_finished_cannot_fail_any_more(door: Door):
    assert door.send(door.text("มานี", "วิธีใช้")) == 200
    door.town.work()
    with transaction(door.town.house.engine) as session:
        event = session.scalars(select(InboxEvent)).one()
        event.attempts = ATTEMPTS
        inbox.fail(session, event, door.town.now, "KeyError")
    assert states(door) == ["done"]


def test_an_event_whose_worker_was_killed_comes_back_after_the_lease(door: Door):
    assert door.send(door.text("มานี", "วิธีใช้"), door.text("มานี", "วิธีใช้"), door.text("กล้า", "วิธีใช้")) == 200
    with transaction(door.town.house.engine) as session:
        assert inbox.claim(session, door.town.now) is not None
    door.town.work()
    assert states(door) == ["new", "new", "done"]
    door.town.line.advance(seconds=LEASE.total_seconds() + 1)
    door.town.work()
    assert states(door) == ["done"] * 3
    assert door.answers() == 3


def test_an_event_that_ends_its_process_every_time_is_set_aside(door: Door):
    assert door.send(door.text("มานี", "วิธีใช้"), door.text("มานี", "วิธีใช้")) == 200
    moment = door.town.now
    for _ in range(2 * ATTEMPTS):
        with transaction(door.town.house.engine) as session:
            claimed = inbox.claim(session, moment)
            assert claimed is not None
            assert claimed.id == 1
        moment += LEASE + timedelta(seconds=1)
    door.town.line.set_clock(moment.isoformat())
    door.town.work()
    assert states(door) == ["failed", "done"]
