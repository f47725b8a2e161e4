"""The pretended LINE platform behaves as LINE's documentation says, over HTTP."""

import base64
import hashlib
import hmac
import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from simulator.client import SimulatorClient
from simulator.server import Simulator, start
from simulator.webhooks import sign
from tests.simulator_kit import MORNING, SECRET, TOKEN, Line, Office, as_messages, bubble, button, flex, mention, text


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    listening = Office()
    yield listening
    listening.close()


@pytest.fixture
def simulator(office: Office, tmp_path: Path) -> Iterator[Simulator]:
    office.deliveries.clear()
    office.answers.clear()
    office.slow = 0.0
    clock = tmp_path / "clock"
    clock.write_text(MORNING + "\n", encoding="utf-8")
    with start(webhook=office.url, secret=SECRET, token=TOKEN, clock_file=clock) as running:
        yield running


@pytest.fixture
def sim(simulator: Simulator) -> Iterator[SimulatorClient]:
    with simulator.client() as client:
        yield client


@pytest.fixture
def line(simulator: Simulator) -> Iterator[Line]:
    bot = Line(simulator.url)
    yield bot
    bot.http.close()


@pytest.fixture
def mani(sim: SimulatorClient) -> str:
    return sim.user("มานี")


@pytest.fixture
def group(sim: SimulatorClient, mani: str) -> str:
    return sim.group("อบต.ตัวอย่าง", [mani, sim.user("กล้า"), sim.user("ธนา", friend=False)])


def heard(sim: SimulatorClient, office: Office) -> dict[str, Any]:
    """The newest event, once it has arrived."""
    assert sim.settle()
    return office.events[-1]


# -- webhooks ---------------------------------------------------------------------------------------------------


def test_the_signature_is_the_one_of_lines_own_example():
    raw = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'
    assert sign("8c570fa6dd201bb328f1c1eac23a96d8", raw) == "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs="


def test_what_is_said_in_a_group_reaches_the_bot_signed(sim, office, group, mani):
    message = sim.say("มานี", "อบต.ตัวอย่าง", "สวัสดีค่ะ")
    event = heard(sim, office)
    headers, raw = office.deliveries[-1]
    expected = base64.b64encode(hmac.new(SECRET.encode(), raw, hashlib.sha256).digest()).decode()
    assert headers["x-line-signature"] == expected
    assert event["type"] == "message"
    assert event["mode"] == "active"
    assert event["source"] == {"type": "group", "groupId": group, "userId": mani}
    assert event["message"]["id"] == message
    assert int(message) > 2**53
    assert event["deliveryContext"] == {"isRedelivery": False}
    assert len(event["webhookEventId"]) == 26
    assert event["replyToken"]
    assert event["message"]["quoteToken"]
    assert 0 <= event["timestamp"] - 1_796_002_200_000 < 10


def test_a_mention_counts_utf16_units_and_names_the_bot(sim, office, group):
    sim.say("มานี", group, "🙂 @ตามงาน ฝาก @กล้า ด้วย")
    mentionees = heard(sim, office)["message"]["mention"]["mentionees"]
    assert [(m["index"], m["length"], m["isSelf"]) for m in mentionees] == [(3, 7, True), (15, 5, False)]


def test_a_quote_carries_the_quoted_messages_id(sim, line, office, group):
    card = line.push(group, "งานครบกำหนด").json()["sentMessages"][0]["id"]
    sim.say("มานี", group, "เสร็จแล้ว", quote=card)
    assert heard(sim, office)["message"]["quotedMessageId"] == card


def test_an_edit_keeps_the_message_id_and_an_unsend_names_it(sim, office, group):
    message = sim.say("มานี", group, "O12 เสร็จแล้ว")
    sim.edit(message, "O13 เสร็จแล้ว")
    sim.unsend(message)
    assert sim.settle()
    said, edited, unsent = office.events
    assert (edited["type"], edited["message"]["id"], edited["message"]["text"]) == (
        "messageEdited", message, "O13 เสร็จแล้ว",
    )  # fmt: skip
    assert edited["replyToken"] != said["replyToken"]
    assert said["timestamp"] < edited["timestamp"] < unsent["timestamp"]
    assert unsent["unsend"] == {"messageId": message}
    assert "replyToken" not in unsent


def test_groups_tell_who_came_and_who_left(sim, office, group):
    chuchai = sim.user("ชูใจ")
    sim.member_joined(group, "ชูใจ")
    assert heard(sim, office)["joined"]["members"] == [{"type": "user", "userId": chuchai}]
    sim.member_left(group, "ชูใจ")
    left = heard(sim, office)
    assert left["left"]["members"] == [{"type": "user", "userId": chuchai}]
    assert "userId" not in left["source"]
    assert "replyToken" not in left


def test_the_bot_hears_nothing_of_a_group_it_is_not_in(sim, office, mani):
    other = sim.group("กลุ่มอื่น", [mani], bot=False)
    sim.say("มานี", other, "คุยกันเอง")
    assert sim.settle()
    assert office.events == []
    sim.join(other)
    joined = heard(sim, office)
    assert joined["type"] == "join"
    assert joined["source"] == {"type": "group", "groupId": other}
    assert joined["replyToken"]
    sim.leave(other)
    assert heard(sim, office)["type"] == "leave"


def test_blocking_and_coming_back_are_told(sim, office, mani):
    sim.unfollow("มานี")
    assert heard(sim, office)["type"] == "unfollow"
    sim.follow("มานี")
    assert heard(sim, office)["follow"] == {"isUnblocked": True}


def test_a_person_may_hide_their_id_when_pressing_in_a_group(sim, line, office, group):
    sim.alter_user("กล้า", hides_id="postback")
    card = flex(bubble(button(type="postback", label="เสร็จแล้ว", data="done=1", displayText="เสร็จแล้ว")))
    sent = line.push(group, card).json()["sentMessages"][0]["id"]
    sim.press("กล้า", sent, "done=1")
    pressed = heard(sim, office)
    assert pressed["postback"] == {"data": "done=1"}
    assert pressed["source"] == {"type": "group", "groupId": group}
    shown = sim.messages(group)[-1]
    assert shown["body"]["text"] == "เสร็จแล้ว"
    assert shown["shown_only"]
    assert [e["type"] for e in office.events] == ["postback"]
    sim.say("กล้า", group, "ครับ")
    assert "userId" in heard(sim, office)["source"]


def test_only_who_is_in_a_chat_can_act_in_it(sim, line, office, group, mani):
    sent = line.push(group, flex(bubble(button(type="postback", label="ก", data="a")))).json()["sentMessages"][0]["id"]
    sim.user("ชูใจ")
    for act in (
        lambda: sim.press("ชูใจ", sent, 0),
        lambda: sim.say("ชูใจ", group, "ค่ะ"),
        lambda: sim.say("ชูใจ", mani, "ค่ะ"),
    ):
        with pytest.raises(RuntimeError, match="400"):
            act()
    with pytest.raises(RuntimeError, match="404"):
        sim.say("ไม่มีใคร", group, "ค่ะ")
    assert office.events == []


def test_a_date_picker_gives_its_date(sim, line, office, mani):
    picker = button(type="datetimepicker", label="เลือกวัน", data="ext", mode="date", min="2026-12-01")
    sent = line.push(mani, flex(bubble(picker))).json()["sentMessages"][0]["id"]
    sim.press("มานี", sent, 0, picked="2027-01-15")
    assert heard(sim, office)["postback"] == {"data": "ext", "params": {"date": "2027-01-15"}}
    with pytest.raises(RuntimeError, match="outside"):
        sim.press("มานี", sent, 0, picked="2026-11-30")


def test_what_was_not_answered_is_delivered_again_when_redelivery_is_on(sim, office, group):
    sim.set(redelivery=True, redelivery_delays=[0.05, 0.05])
    office.answers += [500, 500, 200]
    sim.say("มานี", group, "ค่ะ")
    assert sim.settle()
    first, second, third = office.events
    assert [e["deliveryContext"]["isRedelivery"] for e in (first, second, third)] == [False, True, True]
    assert {**first, "deliveryContext": None} == {**third, "deliveryContext": None}


def test_without_redelivery_a_failed_delivery_is_gone(sim, office, group):
    office.answers.append(500)
    sim.say("มานี", group, "ค่ะ")
    assert sim.settle()
    assert [w["status"] for w in sim.webhooks()] == [500]
    assert len(office.events) == 1


def test_events_come_batched_shuffled_and_twice_on_request(sim, office, group):
    sim.hold()
    said = [sim.say("มานี", group, f"ข้อ {n}") for n in range(6)]
    assert office.events == []
    assert sim.release(batch=True, shuffle=True, seed=1) == 6
    assert sim.settle()
    ids = [e["message"]["id"] for e in office.events]
    assert len(office.deliveries) == 1
    assert ids != said
    assert sorted(ids) == sorted(said)
    sim.duplicate(1)
    assert heard(sim, office) == office.events[-2]


def test_a_forged_or_cut_body_is_sent_as_it_is(sim, office):
    sim.raw('{"events":[', signature="nonsense")
    headers, raw = office.deliveries[-1]
    assert headers["x-line-signature"] == "nonsense"
    assert raw == b'{"events":['
    sim.raw("{}", signature=None)
    assert "x-line-signature" not in office.deliveries[-1][0]


def test_an_unknown_event_type_is_sent_on(sim, office, group):
    sim.anything("thumbsUp", group, "มานี", thumbs=2)
    assert heard(sim, office)["thumbs"] == 2


# -- replies ----------------------------------------------------------------------------------------------------


def test_a_reply_token_is_good_once(sim, line, office, group):
    sim.say("มานี", group, "ค่ะ")
    token = heard(sim, office)["replyToken"]
    first = line.reply(token, "รับทราบค่ะ")
    assert first.status_code == 200
    assert first.headers["x-line-request-id"]
    again = line.reply(token, "รับทราบค่ะ")
    assert (again.status_code, again.json()) == (400, {"message": "Invalid reply token"})
    assert [m["body"]["text"] for m in sim.inbox(group)] == ["รับทราบค่ะ"]
    assert sim.quota()["used"] == 0


def test_a_reply_token_lives_a_minute_and_a_redelivery_gives_another(sim, line, office, group):
    sim.say("มานี", group, "ค่ะ")
    token = heard(sim, office)["replyToken"]
    sim.advance(seconds=61)
    assert line.reply(token, "ช้าไป").status_code == 400
    sim.redeliver()
    assert sim.settle()
    assert line.reply(token, "ทัน").status_code == 200


def test_no_redelivery_gives_a_token_more_than_twenty_minutes(sim, line, office, group):
    sim.say("มานี", group, "ค่ะ")
    token = heard(sim, office)["replyToken"]
    sim.advance(minutes=21)
    sim.redeliver()
    assert sim.settle()
    assert line.reply(token, "ช้าไป").json() == {"message": "Invalid reply token"}


def test_a_retry_key_on_a_reply_is_refused(sim, line, office, group):
    sim.say("มานี", group, "ค่ะ")
    token = heard(sim, office)["replyToken"]
    body = {"replyToken": token, "messages": as_messages(("ค่ะ",))}
    assert line.post("/v2/bot/message/reply", body, X_Line_Retry_Key=str(uuid.uuid4())).status_code == 400
    assert [v["kind"] for v in sim.violations()] == ["retry_key_not_allowed"]


def test_a_test_can_wait_for_what_the_bot_says(sim, line, mani):
    with pytest.raises(RuntimeError, match="0 of 1"):
        sim.wait_for(mani, seconds=0.05)
    said = line.push(mani, "ค่ะ").json()["sentMessages"][0]["id"]
    assert [m["id"] for m in sim.wait_for("มานี")] == [said]


def test_events_of_one_chat_leave_in_order_while_chats_go_side_by_side(sim, office, mani):
    groups = [sim.group(f"กลุ่ม {n}", [mani]) for n in range(6)]
    office.slow = 0.02
    for n in range(5):
        for group in groups:
            sim.say("มานี", group, str(n))
    assert sim.settle()
    for group in groups:
        assert [e["message"]["text"] for e in office.events if e["source"]["groupId"] == group] == list("01234")


# -- retry keys, quota, reach -------------------------------------------------------------------------------------


def test_the_same_retry_key_is_accepted_once(sim, line, mani):
    key = str(uuid.uuid4())
    first = line.push(mani, "เตือนค่ะ", key=key)
    again = line.push(mani, "เตือนค่ะ", key=key)
    assert again.status_code == 409
    assert again.json()["message"] == "The retry key is already accepted"
    assert again.json()["sentMessages"] == first.json()["sentMessages"]
    assert again.headers["x-line-accepted-request-id"] == first.headers["x-line-request-id"]
    assert len(sim.inbox(mani)) == 1
    assert sim.quota()["used"] == 1
    assert sim.violations() == []


def test_after_24_hours_the_same_retry_key_sends_again(sim, line, mani):
    key = str(uuid.uuid4())
    line.push(mani, "เตือนค่ะ", key=key)
    sim.advance(hours=24)
    assert line.push(mani, "เตือนค่ะ", key=key).status_code == 200
    assert len(sim.inbox(mani)) == 2
    assert [v["kind"] for v in sim.violations()] == ["retry_key_after_24_hours"]


def test_a_retry_key_with_another_body_is_noted(sim, line, mani):
    key = str(uuid.uuid4())
    line.push(mani, "เตือนค่ะ", key=key)
    assert line.push(mani, "เตือนอีกที", key=key).status_code == 409
    assert [v["kind"] for v in sim.violations()] == ["retry_key_with_other_body"]
    assert line.push(mani, "x", key="not-a-uuid").status_code == 400


def test_a_group_push_counts_its_people_and_not_its_bubbles(sim, line, group):
    line.push(group, "หนึ่ง", "สอง", "สาม")
    assert sim.quota()["used"] == 3
    assert line.get("/v2/bot/message/quota").json() == {"type": "limited", "value": 300}
    assert line.get("/v2/bot/message/quota/consumption").json() == {"totalUsage": 3}


def test_a_push_beyond_the_quota_is_refused_whole(sim, line, group, mani):
    sim.set_quota(5, used=3)
    refused = line.push(group, "ค่ะ")
    assert (refused.status_code, refused.json()["message"]) == (429, "You have reached your monthly limit.")
    assert line.push(mani, "ค่ะ").status_code == 200
    assert sim.quota()["used"] == 4
    assert sim.inbox(group) == []


def test_a_new_month_in_bangkok_brings_a_new_quota(sim, line, mani):
    sim.set_quota(1, used=1)
    sim.set_clock("2026-11-30T16:59:59+00:00")
    assert line.push(mani, "ค่ะ").status_code == 429
    sim.advance(seconds=1)
    assert line.push(mani, "ค่ะ").status_code == 200


def test_strangers_and_blockers_get_nothing_and_count_nothing(sim, line, office):
    stranger, blocker = sim.user("เทิด", friend=False), sim.user("เพชร", blocked=True)
    assert line.push(stranger, "ค่ะ").status_code == line.push(blocker, "ค่ะ").status_code == 200
    assert sim.inbox() == []
    assert sim.quota()["used"] == 0
    assert line.get(f"/v2/bot/profile/{stranger}").status_code == 404
    sim.say("เทิด", None, "สวัสดี")
    assert line.push(stranger, "ค่ะ").status_code == 200
    assert len(sim.inbox(stranger)) == 1
    sim.advance(days=8)
    line.push(stranger, "อีกที")
    assert len(sim.inbox(stranger)) == 1


def test_a_group_without_the_bot_cannot_be_pushed_to(sim, line, group):
    sim.leave(group)
    refused = line.push(group, "ค่ะ")
    assert (refused.status_code, refused.json()) == (400, {"message": "Failed to send messages"})
    assert line.push("C" + "0" * 32, "ค่ะ").status_code == 400


def test_multicast_takes_people_only_and_counts_the_reached(sim, line, mani, group):
    people = [mani, sim.user("เพชร", blocked=True)]
    body = {"to": people, "messages": as_messages(("ค่ะ",))}
    key = str(uuid.uuid4())
    assert line.post("/v2/bot/message/multicast", body, X_Line_Retry_Key=key).json() == {}
    again = line.post("/v2/bot/message/multicast", body, X_Line_Retry_Key=key)
    assert again.status_code == 409
    assert "sentMessages" not in again.json()
    assert sim.quota()["used"] == 1
    assert line.post("/v2/bot/message/multicast", {**body, "to": [group]}).status_code == 400


def test_mentions_need_a_group_and_its_members(sim, line, group, mani):
    outsider = sim.user("ชูใจ")
    assert line.push(group, mention(u1=mani)).status_code == 200
    assert line.push(group, mention(u1=mani, u2=outsider)).status_code == 400
    assert line.push(mani, mention(u1=mani)).status_code == 400
    assert line.validate(mention(u1=outsider)).status_code == 200
    assert len(sim.inbox()) == 1


def test_a_quote_token_works_only_in_its_chat(sim, line, office, group, mani):
    sim.say("มานี", group, "ค่ะ")
    token = heard(sim, office)["message"]["quoteToken"]
    assert line.push(group, text("รับทราบ", quoteToken=token)).status_code == 200
    assert line.push(mani, text("รับทราบ", quoteToken=token)).status_code == 400


# -- groups, content, tokens --------------------------------------------------------------------------------------


def test_an_unverified_account_counts_members_but_does_not_list_them(sim, line, group, mani):
    assert line.get(f"/v2/bot/group/{group}/members/count").json() == {"count": 3}
    assert line.get(f"/v2/bot/group/{group}/summary").json()["groupName"] == "อบต.ตัวอย่าง"
    assert line.get(f"/v2/bot/group/{group}/member/{mani}").json()["displayName"] == "มานี"
    assert line.get(f"/v2/bot/group/{group}/member/U{'0' * 32}").status_code == 404
    assert line.get(f"/v2/bot/group/{group}/members/ids").status_code == 403
    sim.set(verified=True)
    assert len(line.get(f"/v2/bot/group/{group}/members/ids").json()["memberIds"]) == 3


def test_the_bot_may_leave_a_group(sim, line, office, group):
    assert line.post(f"/v2/bot/group/{group}/leave", None).status_code == 200
    assert heard(sim, office)["type"] == "leave"
    assert line.get(f"/v2/bot/group/{group}/summary").status_code == 404


def test_content_is_prepared_then_there_then_gone_after_an_unsend(sim, line, office, group):
    video = sim.send_video("มานี", group, b"moving", preparing=1)
    path = f"/v2/bot/message/{video}/content"
    assert line.get(path + "/transcoding").json() == {"status": "processing"}
    assert line.get(path).status_code == 202
    assert line.get(path + "/transcoding").json() == {"status": "succeeded"}
    got = line.get(path)
    assert (got.status_code, got.content, got.headers["content-type"]) == (200, b"moving", "video/mp4")
    sim.unsend(video)
    assert line.get(path).status_code == 410
    assert line.get("/v2/bot/message/1/content").status_code == 404


def test_a_file_comes_with_its_name_and_size(sim, line, office, mani):
    sent = sim.send_file("มานี", None, "รายงาน.pdf", b"%PDF-1.7")
    message = heard(sim, office)["message"]
    assert (message["type"], message["fileName"], message["fileSize"]) == ("file", "รายงาน.pdf", 8)
    assert line.get(f"/v2/bot/message/{sent}/content").content == b"%PDF-1.7"


def test_a_wrong_token_is_refused_and_a_stateless_one_ends_after_15_minutes(sim, simulator, line):
    stranger = Line(simulator.url, "wrong")
    assert stranger.get("/v2/bot/info").status_code == 401
    form = {"grant_type": "client_credentials", "client_id": "1234567890", "client_secret": SECRET}
    issued = stranger.http.post(simulator.url + "/oauth2/v3/token", data=form, timeout=5).json()
    assert issued["token_type"] == "Bearer"
    assert issued["expires_in"] == 899
    stranger.http.headers["Authorization"] = f"Bearer {issued['access_token']}"
    assert stranger.get("/v2/bot/info").json()["displayName"] == "ตามงาน"
    sim.advance(seconds=901)
    assert stranger.get("/v2/bot/info").status_code == 401
    form["client_secret"] = "wrong"
    assert stranger.http.post(simulator.url + "/oauth2/v3/token", data=form, timeout=5).status_code == 400
    stranger.http.close()


def test_the_loading_animation_is_for_single_chats_in_steps_of_five(line, group, mani):
    assert line.post("/v2/bot/chat/loading/start", {"chatId": mani, "loadingSeconds": 5}).status_code == 202
    assert line.post("/v2/bot/chat/loading/start", {"chatId": mani, "loadingSeconds": 7}).status_code == 400
    assert line.post("/v2/bot/chat/loading/start", {"chatId": group}).status_code == 400


def test_the_webhook_address_is_set_read_and_tried(line, office):
    assert line.get("/v2/bot/channel/webhook/endpoint").json() == {"endpoint": office.url, "active": True}
    assert line.post("/v2/bot/channel/webhook/test", {}).json()["success"] is True
    assert json.loads(office.deliveries[-1][1])["events"] == []
    answer = line.http.put(line.url + "/v2/bot/channel/webhook/endpoint", json={"endpoint": "http://127.0.0.1:1/x"})
    assert answer.status_code == 200
    assert line.post("/v2/bot/channel/webhook/test", {}).json()["reason"] == "could_not_connect"


# -- faults -----------------------------------------------------------------------------------------------------


def test_an_error_before_acceptance_sends_nothing_and_one_after_it_does(sim, line, mani):
    key = str(uuid.uuid4())
    sim.fault("push", "error_before")
    assert line.push(mani, "ค่ะ", key=key).status_code == 500
    assert sim.inbox(mani) == []
    sim.fault("push", "error_after")
    assert line.push(mani, "ค่ะ", key=key).status_code == 500
    assert len(sim.inbox(mani)) == 1
    assert line.push(mani, "ค่ะ", key=key).status_code == 409
    assert len(sim.inbox(mani)) == 1


@pytest.mark.parametrize(("kind", "said"), [("cut_before", 0), ("cut_after", 1)])
def test_a_connection_can_break_before_or_after_acceptance(sim, line, mani, kind, said):
    sim.fault("push", kind)
    with pytest.raises(requests.ConnectionError):
        line.push(mani, "ค่ะ")
    assert len(sim.inbox(mani)) == said
    assert sim.requests("push")[-1]["fault"] == kind


def test_answers_can_be_slow_rate_limited_or_nonsense(sim, line, mani):
    sim.fault("push", "rate_limit", times=2)
    for _ in range(2):
        assert line.push(mani, "ค่ะ").json()["message"].startswith("The API rate limit")
    sim.fault("*", "delay", seconds=0.2)
    answer = line.push(mani, "ค่ะ")
    assert answer.status_code == 200
    assert answer.elapsed.total_seconds() > 0.2
    sim.fault("push", "malformed")
    answer = line.push(mani, "ค่ะ")
    assert answer.status_code == 200
    assert answer.content.startswith(b"<html>")
    assert len(sim.inbox(mani)) == 2


def test_line_can_be_down_until_it_is_up_again(sim, line, mani):
    sim.down()
    assert line.push(mani, "ค่ะ").status_code == 503
    assert line.get("/v2/bot/info").status_code == 503
    sim.down("cut")
    with pytest.raises(requests.ConnectionError):
        line.push(mani, "ค่ะ")
    sim.up()
    assert line.push(mani, "ค่ะ").status_code == 200


def test_a_bot_slower_than_the_limit_counts_as_not_answering(sim, office, group):
    assert sim.set(webhook_timeout=0.1)["webhook_timeout"] == 0.1
    office.slow = 0.3
    sim.say("มานี", group, "ค่ะ")
    assert sim.settle()
    delivery = sim.webhooks()[-1]
    assert (delivery["status"], delivery["error"]) == (0, "request_timeout")
    assert 100 <= delivery["milliseconds"] < 300


# -- clock, state, cast -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("goal", "moment"),
    [
        ("next_day", "2026-12-01T08:30:00+07:00"),
        ("2026-12-04T17:00:00+07:00", "2026-12-04T17:00:00+07:00"),
        ("month:12", "2026-12-01T08:30:00+07:00"),
        ("month:11", "2027-11-01T08:30:00+07:00"),
        ("2027-01-15", "2027-01-15T08:30:00+07:00"),
    ],
)
def test_the_clock_goes_where_it_is_sent(sim, simulator, goal, moment):
    assert sim.clock_to(goal) == moment == sim.clock()
    assert simulator.world.clock.file.read_text(encoding="utf-8") == moment + "\n"


def test_the_next_working_morning_skips_weekends_and_holidays(sim):
    sim.set_clock("2026-12-04T09:00:00+07:00")  # a Friday before the holidays of 5 and 7 and 10 December
    assert sim.clock_to("next_working_morning") == "2026-12-08T08:30:00+07:00"
    sim.set_clock("2026-12-09T12:00:00+07:00")
    assert sim.clock_to("next_working_morning") == "2026-12-11T08:30:00+07:00"


def test_a_restarted_simulator_goes_on_where_it_was(office, tmp_path):
    options = {"webhook": office.url, "token": TOKEN, "state_file": tmp_path / "state.json"}
    with start(**options) as first, first.client() as sim:
        mani, bot = sim.user("มานี"), Line(first.url)
        key = str(uuid.uuid4())
        bot.push(mani, "ค่ะ", key=key)
        bot.http.close()
    with start(**options) as second, second.client() as sim:
        bot = Line(second.url)
        assert [m["body"]["text"] for m in sim.inbox("มานี")] == ["ค่ะ"]
        assert sim.quota()["used"] == 1
        assert bot.push(mani, "ค่ะ", key=key).status_code == 409
        assert int(bot.push(mani, "อีกข้อ").json()["sentMessages"][0]["id"]) > int(sim.inbox("มานี")[0]["id"])
        bot.http.close()


def test_the_built_in_office_has_twenty_people_and_two_groups(office, tmp_path):
    scenario = Path(__file__).parent.parent / "simulator" / "scenarios" / "office.json"
    with start(scenario=scenario, clock_file=tmp_path / "clock") as running, running.client() as sim:
        cast = sim.cast()
        assert len(cast["users"]) == 20
        assert [len(g["members"]) for g in cast["groups"]] == [20, 4]
        assert sim.clock() == MORNING


def test_every_request_leaves_a_line_in_the_log(sim, line, mani):
    line.push(mani, "ค่ะ", key=str(uuid.uuid4()))
    logged = sim.requests("push")[-1]
    assert (logged["status"], logged["counted"], logged["body"]["to"]) == (200, 1, mani)
    assert logged["retry_key"]
    assert logged["answer"]["sentMessages"]
