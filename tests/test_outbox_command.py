"""`flask outbox`: the operator sees what waits and why, what was said and what it cost, and nobody's words."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

from models.bangkok import month_start
from models.database import transaction
from models.delivery import counted_since
from tasks.plan.apply import Source, import_plan
from tasks.plan.read_text import parse_text
from tasks.plan.reading import read
from tests.test_delivery import PATIENCE_OVER, PLAN
from tests.town import STAFF_GROUP, Town, town


def listed(office: Town, *words: str) -> list[dict[str, Any]]:
    done = office.app.test_cli_runner().invoke(args=["outbox", "--agency", "demo", "--format", "json", *words])
    assert done.exit_code == 0, done.output
    return json.loads(done.output)


def told(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(row[key] for key in ("kind", "state", "why", "way", "cost", "line_messages"))


def test_each_message_is_listed_with_what_became_of_it_and_why(database_url: str, tmp_path: Path):
    with town(database_url, tmp_path) as office:
        office.befriended_by_nobody()
        with transaction(office.house.engine) as session:
            import_plan(session, office.agency_id, read(parse_text(PLAN), 2570), Source("p", "0"), 2570, office.now)
        office.at("2026-12-01")
        office.work()
        waiting = listed(office)
        patient = "รอให้มีคนพูดในแชต ก่อน push 1 ธ.ค. 2569 เวลา 12.30 น."
        assert {told(row) for row in waiting} == {("reminder", "waiting", patient, None, None, 0)}
        office.line.set_quota(7)
        office.at("2026-12-01", PATIENCE_OVER)
        office.work()
        assert {row["why"] for row in listed(office) if row["kind"] == "reminder"} == {"โควตาเหลือ 7 ต้องใช้ 8"}
        office.line.set_quota(300)
        office.line.advance(minutes=11)
        office.work()
        # The notice that the month runs short goes along: LINE reaches the coordinator in the group only.
        assert {told(row)[1:] for row in listed(office)} == {("said", None, "push", 8, 3)}
        office.line.fault("reply", "error_after")
        office.say("ธนา", "วิธีใช้")
        newest = listed(office)[0]
        assert told(newest)[:5] == ("answer", "said", "LINE ไม่ยืนยันว่าได้รับ", "reply", 0)
        assert newest["chat"] == "1:1"
        everything = listed(office, "--all")
        assert [row["id"] for row in everything] == sorted((row["id"] for row in everything), reverse=True)
        assert everything[-1]["chat"] == STAFF_GROUP
        printed = office.app.test_cli_runner().invoke(args=["outbox", "--agency", "demo"]).output
        for secret in (office.groups[STAFF_GROUP], office.heard(STAFF_GROUP)[0]["id"], "O12"):
            assert secret not in printed + json.dumps(everything, ensure_ascii=False)
        assert "ส่งแล้ว" in printed
        assert "1 ธ.ค. 2569 เวลา 12." in printed
        assert {row["state"] for row in listed(office, "--all", "--state", "said")} == {"said"}
        assert {row["chat"] for row in listed(office, "--all", "--chat", "ภายใน")} == {STAFF_GROUP}
        assert listed(office, "--all", "--since", "2 ธ.ค. 2569") == listed(office, "--state", "dropped") == []
        assert listed(office, "--all", "--since", "2026-12-01") == everything


def test_who_says_i_was_never_told_is_answered_with_each_reminder_and_lines_message_ids(
    database_url: str, tmp_path: Path
):
    with town(database_url, tmp_path) as office:
        with transaction(office.house.engine) as session:
            import_plan(session, office.agency_id, read(parse_text(PLAN), 2570), Source("p", "0"), 2570, office.now)
        for day in ("2026-12-01", "2026-12-17"):
            office.through_the_day(date.fromisoformat(day))

        def told_to(name: str, *words: str) -> list[dict[str, Any]]:
            done = office.app.test_cli_runner().invoke(
                args=["told", name, "--agency", "demo", "--format", "json", *words]
            )
            assert done.exit_code == 0, done.output
            return json.loads(done.output)

        rows = told_to("ธนา")
        assert {row["stage"] for row in rows} >= {"before-30", "before-14"}
        assert {(row["state"], row["way"], row["names"]) for row in rows} == {("said", "push", True)}
        heard = {message["id"] for message in office.line.inbox()}
        assert {number for row in rows for number in row["line_message_ids"]} <= heard
        assert all(row["line_message_ids"] for row in rows)
        code = rows[0]["codes"][0]
        assert told_to("ธนา", "--code", code.lower()) == [row for row in rows if code in row["codes"]]
        printed = office.app.test_cli_runner().invoke(args=["told", "ธนา", "--agency", "demo"]).output
        assert "ก่อน 14 วัน" in printed
        assert "17 ธ.ค. 2569" in printed
        assert office.groups[STAFF_GROUP] not in printed
        nothing = office.app.test_cli_runner().invoke(args=["told", "ปิติ", "--agency", "demo"]).output
        assert nothing == "ยังไม่มีการแจ้งเตือนถึง ปิติ หรือส่วนราชการของ ปิติ\n"


def test_the_metrics_tell_each_way_what_was_counted_and_why_something_waits(database_url: str, tmp_path: Path):
    with town(database_url, tmp_path, METRICS_TOKEN="token") as office:
        with transaction(office.house.engine) as session:
            import_plan(session, office.agency_id, read(parse_text(PLAN), 2570), Source("p", "0"), 2570, office.now)
        office.befriended_by_nobody()
        office.at("2026-12-01")
        office.work()
        office.line.set_quota(7)
        office.at("2026-12-01", PATIENCE_OVER)
        office.work()
        held = office.app.test_client().get("/metrics", headers={"Authorization": "Bearer token"}).text
        assert re.search(r'tamngan_held\{reason="[^"0-9]+"\} [1-9]', held)
        assert 'tamngan_quota_left{agency="demo"} 300.0' in held
        office.line.set_quota(300)
        office.at("2026-12-01", "14:30")
        office.work()
        office.say("ธนา", "วิธีใช้")
        told = office.app.test_client().get("/metrics", headers={"Authorization": "Bearer token"}).text
        with transaction(office.house.engine) as session:
            spent = counted_since(session, office.agency_id, month_start(office.now))
        assert 'tamngan_requests_this_month{agency="demo",state="accepted",way="reply"} 1.0' in told
        assert re.search(r'tamngan_requests_this_month\{agency="demo",state="accepted",way="push_\w+"\} [1-9]', told)
        counted = float(re.search(r'tamngan_counted_this_month\{agency="demo"\} (.*)', told)[1])
        assert counted == spent > 0
        assert f'tamngan_quota_left{{agency="demo"}} {300 - counted}' in told


def test_an_office_nobody_knows_is_named_with_the_cure(database_url: str, tmp_path: Path):
    with town(database_url, tmp_path) as office:
        done = office.app.test_cli_runner().invoke(args=["outbox", "--agency", "none"])
        assert done.exit_code == 1
        assert "flask agency list" in done.output
