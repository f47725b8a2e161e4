"""The chat page draws what the bot says and lets a person answer it, in a real Chromium."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from simulator.server import Simulator, start
from tests.browser import in_chromium, opened_page
from tests.simulator_kit import MORNING, TOKEN, Line, Office, bubble, button, flex, mention, text

pytestmark = in_chromium


@pytest.fixture
def office() -> Iterator[Office]:
    listening = Office()
    yield listening
    listening.close()


@pytest.fixture
def simulator(office: Office, tmp_path: Path) -> Iterator[Simulator]:
    (tmp_path / "clock").write_text(MORNING, encoding="utf-8")
    with start(webhook=office.url, token=TOKEN, clock_file=tmp_path / "clock") as running:
        yield running


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with opened_page(chromium, {"width": 1300, "height": 800}) as opened:
        yield opened


def test_a_person_reads_a_card_presses_it_and_answers(simulator: Simulator, office: Office, page: Page):
    with simulator.client() as sim:
        mani = sim.user("มานี", title="หัวหน้าสำนักปลัด")
        group = sim.group("อบต.ตัวอย่าง", [mani, sim.user("กล้า")])
        bot = Line(simulator.url)
        card = flex(
            bubble(
                text("O12 รายงานผล", weight="bold", wrap=True),
                button(type="postback", label="เสร็จแล้ว", data="done=1", displayText="เสร็จแล้วค่ะ"),
                button(type="datetimepicker", label="ขอเลื่อน", data="later", mode="date"),
            )
        )
        quick = {"items": [{"type": "action", "action": {"type": "message", "label": "ดูรายการ", "text": "รายการ"}}]}
        bot.push(group, mention(u=mani), {**card, "quickReply": quick})
        bot.http.close()

        page.goto(f"{simulator.url}/#as={mani}&chat={group}")
        expect(page.locator(".mention.to-me")).to_have_text("@มานี")
        expect(page.locator(".fx-bubble")).to_contain_text("O12 รายงานผล")
        expect(page.locator("#side")).to_contain_text("วันจันทร์ที่ 30 พ.ย. 2569")
        expect(page.locator(".numbers b")).to_have_text("2")

        page.get_by_role("button", name="ดูรายการ").click()
        expect(page.locator(".msg.mine .bubble")).to_have_text("รายการ")
        expect(page.locator("#quick button")).to_have_count(0)

        page.get_by_role("button", name="เสร็จแล้ว").click()
        expect(page.locator(".msg.mine .bubble").last).to_have_text("เสร็จแล้วค่ะ")
        page.get_by_role("button", name="ขอเลื่อน").click()
        page.locator("#picked").fill("2026-12-15")
        page.get_by_role("button", name="ตกลง").click()

        page.locator("#at").click()
        page.keyboard.type("สรุป")
        page.keyboard.press("Enter")
        expect(page.locator(".msg.mine .mention")).to_have_text("@ตามงาน")
        assert sim.settle()
        assert [told(e) for e in office.events] == ["รายการ", "done=1", {"date": "2026-12-15"}, "@ตามงาน สรุป"]


def test_the_clock_moves_and_another_person_looks_on(simulator: Simulator, page: Page):
    with simulator.client() as sim:
        mani, kla = sim.user("มานี"), sim.user("กล้า")
        group = sim.group("อบต.ตัวอย่าง", [mani, kla], bot=False)
        sim.say("มานี", group, "สวัสดีค่ะ")
        page.goto(f"{simulator.url}/#as={mani}&chat={group}")
        page.get_by_role("button", name="วันถัดไป", exact=True).click()
        expect(page.locator(".now")).to_contain_text("วันอังคารที่ 1 ธ.ค. 2569")
        assert sim.clock() == "2026-12-01T08:30:00+07:00"

        page.locator("#me").click()
        page.locator(".person", has_text="กล้า").click()
        expect(page.locator(".msg:not(.mine) .bubble")).to_have_text("สวัสดีค่ะ")
        page.get_by_role("button", name="เชิญตามงานเข้ากลุ่ม").click()
        expect(page.locator("#chat-note")).to_contain_text("มีตามงานอยู่ในกลุ่ม")


def told(event: dict[str, Any]) -> Any:
    if event["type"] == "postback":
        return event["postback"].get("params") or event["postback"]["data"]
    return event["message"]["text"]
