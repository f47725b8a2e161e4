"""The demo: its people, its plan, and one real run on this machine that is ended and started again."""

import ast
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import Engine

from demo import cast
from demo.ground import Ground, free_port
from demo.mornings import MORNING
from models import agency
from models.database import transaction
from simulator.client import SimulatorClient
from tasks.plan.apply import Source, import_plan
from tasks.plan.reading import read
from tasks.plan.sources import load
from tasks.roster_apply import apply_roster
from tasks.roster_rows import read_roster
from tests.browser import CHROMIUM, opened_page
from tests.test_architecture import imports_of

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
START_SECONDS, STOP_SECONDS, ANSWER_SECONDS = 150, 20, 60  # patience on a busy machine; the usual is a tenth


class Demo:
    """`python -m demo` in a process of its own, on any free ports, with everything in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.printed = folder.with_suffix(".out")
        self.start()

    def start(self) -> None:
        words = ["-m", "demo", "--no-browser", "--folder", str(self.folder), "--line-port", "0", "--web-port", "0"]
        with self.printed.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, *words], cwd=ROOT, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
            )
        self.page = self._page()
        self.line = SimulatorClient(self.page.split("/#")[0])

    def _page(self) -> str:
        end = time.monotonic() + START_SECONDS
        while not (found := re.search(r"http://\S+/#as=\S+", self.said())):
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < end, self.said()
            time.sleep(0.1)
        return found[0]

    def said(self) -> str:
        return self.printed.read_text(encoding="utf-8")

    def end(self, how: signal.Signals) -> int:
        self.line.close()
        self.process.send_signal(how)
        return self.process.wait(STOP_SECONDS)

    def processes(self) -> list[str]:
        """The command lines of every process that works in this demo's folder."""
        mine = f"DATA_DIR={self.folder}".encode()
        return [
            (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            for entry in Path("/proc").glob("[0-9]*")
            if mine in environment_of(entry)
        ]


def environment_of(process: Path) -> list[bytes]:
    try:
        return (process / "environ").read_bytes().split(b"\0")
    except OSError:  # it has ended, or is somebody else's
        return []


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    running = Demo(tmp_path_factory.mktemp("demo") / "office")
    yield running
    if running.process.poll() is None:
        running.end(signal.SIGTERM)


def test_everybody_named_in_the_demo_is_on_its_roster():
    names = [person.name for person in cast.people()]
    greeting = {greeting.who for step in MORNING.values() for greeting in step.greetings}
    assert len(set(names)) == 20
    assert {*cast.UNREGISTERED, cast.ADMINISTRATOR, cast.COORDINATOR, cast.MAYOR, cast.CHIEF, cast.OPENS_AS} <= {*names}
    assert greeting <= set(names) - set(cast.UNREGISTERED)
    assert [user["name"] for user in cast.scenario()["users"]] == names
    assert set(cast.groups()[0].members) == set(names)
    assert all(set(group.members) <= set(names) for group in cast.groups())


def test_the_demo_s_plan_leaves_nobody_and_no_day_to_be_asked_for(engine: Engine):
    now = datetime.fromisoformat(cast.BEGINS)
    with transaction(engine) as session:
        office = agency.create(session, cast.SLUG, cast.AGENCY, cast.QUOTA, cast.UNITS.split(","), now)
        lines, faults = read_roster(load(cast.ROSTER))
        assert (len(lines), faults) == (20, ())
        apply_roster(session, office.id, lines, faults, now)
        reading = read(load(cast.PLAN), cast.FISCAL_YEAR)
        report = import_plan(session, office.id, reading, Source("plan.md", "0" * 64), cast.FISCAL_YEAR, now)
    assert len(report.new_measures) == 14
    assert (report.undated, report.unassigned) == ([], [])
    assert report.duties >= 20
    assert report.new_occurrences >= 80


def test_the_demo_works_the_product_from_outside():
    files = [ast.parse(file.read_text(encoding="utf-8")) for file in (ROOT / "demo").glob("*.py")]
    imported = {name.split(".")[0] for tree in files for _, name in imports_of(tree)}
    assert "simulator" in imported
    assert imported & {"config", "models", "bot", "tasks", "web", "tests"} == set()


def test_the_office_s_own_settings_are_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    own = dict.fromkeys(re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE), "the office's own")
    for name, value in own.items():
        monkeypatch.setenv(name, value)
    given = Ground(tmp_path, 1, 2).environment()
    assert [name for name in own if given[name] == own[name]] == []
    assert given["DATABASE_URL"] == f"sqlite:///{tmp_path}/tamngan.db"
    assert given["SECRET_KEY"] == Ground(tmp_path, 3, 4).environment()["SECRET_KEY"]


def test_a_busy_port_is_passed_over(tmp_path: Path):
    taken = free_port(0)
    with subprocess.Popen(  # a listener in a process of its own, as on a real machine
        [sys.executable, "-m", "http.server", "--bind", "127.0.0.1", str(taken)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as other:
        try:
            until(lambda: free_port(taken) != taken)
            assert taken < free_port(taken) < taken + 100
        finally:
            other.terminate()
    ground = Ground(tmp_path, free_port(0), free_port(0))
    ground.path("clock").touch()
    ground.path("somebody-s-own.txt").touch()
    ground.clear()
    assert [file.name for file in tmp_path.iterdir()] == ["somebody-s-own.txt"]


def test_a_person_presses_done_and_the_mayor_s_summary_shows_it(demo: Demo):
    line = demo.line
    assert line.clock() == cast.BEGINS
    assert [user["name"] for user in line.cast()["users"] if not user["friend"]] == list(cast.UNREGISTERED)
    last = line.messages()[-1]["id"]
    line.clock_to("next_day")
    mention, cards = line.wait_for(cast.STAFF_GROUP, 2, after=last, seconds=ANSWER_SECONDS)
    assert {mention["via"], cards["via"]} == {"reply"}
    assert "O11" in cards["body"]["altText"]
    line.wait_for(cast.EXECUTIVE_GROUP, 2, after=last, seconds=ANSWER_SECONDS)
    until(lambda: line.clock() == "2026-11-27T09:05:00+07:00")

    line.press(cast.OPENS_AS, cards["id"], "เสร็จแล้ว")
    recorded = line.wait_for(cast.STAFF_GROUP, 1, after=cards["id"], seconds=ANSWER_SECONDS)[0]
    assert "O11" in recorded["body"]["altText"]
    assert "เสร็จแล้ว" in recorded["body"]["altText"]
    asked = line.say(cast.MAYOR, None, "สรุป")
    summary = line.wait_for(cast.MAYOR, 1, after=asked, seconds=ANSWER_SECONDS)[0]
    assert "เสร็จแล้ว 1 ·" in summary["body"]["altText"]
    assert line.quota()["used"] == 0
    assert line.violations() == []


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")
def test_a_visitor_jumps_to_december_answers_a_card_and_reads_the_summary(
    demo: Demo, tmp_path: Path, chromium: Browser
):
    with opened_page(chromium, {"width": 1400, "height": 1000}) as page:
        page.goto(demo.page)
        page.get_by_role("button", name="ข้ามไป ธันวาคม").click()
        card = page.locator(".fx-bubble", has_text="O12").filter(has_text="31 ธ.ค. 2569")
        expect(card).to_have_count(1, timeout=ANSWER_SECONDS * 1000)
        card.get_by_role("button", name="เสร็จแล้ว").click()
        expect(page.locator(".fx-bubble").last).to_contain_text("O12", timeout=ANSWER_SECONDS * 1000)
        expect(page.locator(".fx-bubble").last).to_contain_text("ยกเลิกการบันทึก")

        become(page, cast.MAYOR)
        page.locator("#words").fill("สรุปกองคลัง")
        page.keyboard.press("Enter")
        summary = page.locator(".fx-bubble", has_text="ITA ปี 2570 · กองคลัง")
        expect(summary).to_have_count(1, timeout=ANSWER_SECONDS * 1000)
        expect(summary).to_contain_text(re.compile(r"[1-9]\d*เสร็จแล้ว"))
        picture = tmp_path / "demo.png"
        page.screenshot(path=picture)
    assert picture.stat().st_size > 10_000


def test_ctrl_c_ends_everything_and_the_next_start_goes_on_from_there(demo: Demo):
    clock, said = demo.line.clock(), demo.line.messages()
    assert len(demo.processes()) >= 4
    assert demo.end(signal.SIGINT) == 0
    assert demo.processes() == []

    demo.start()
    assert "กลับมาต่อจากครั้งก่อน" in demo.said()
    assert demo.line.clock() == clock
    assert demo.line.messages()[: len(said)] == said  # what was on its way as it ended may have been said since
    asked = demo.line.say(cast.MAYOR, None, "สรุป")
    demo.line.wait_for(cast.MAYOR, 1, after=asked, seconds=ANSWER_SECONDS)


def test_a_process_that_ends_by_itself_is_named_with_its_log(demo: Demo):
    worker = next(p for p in Path("/proc").glob("[0-9]*") if is_worker(p, demo.folder))
    os.kill(int(worker.name), signal.SIGKILL)
    assert demo.process.wait(STOP_SECONDS) == 1
    assert str(demo.folder / "worker.log") in demo.said()
    assert demo.processes() == []
    demo.line.close()


def is_worker(process: Path, folder: Path) -> bool:
    mine = f"DATA_DIR={folder}".encode() in environment_of(process)
    return mine and b"tasks" in (process / "cmdline").read_bytes().split(b"\0")


def become(page: Page, name: str) -> None:
    """Another person, in the 1:1 chat with the bot."""
    page.locator("#me").click()
    page.locator(".person", has_text=name).click()
    page.locator("#chats .chat").filter(has=page.locator("b", has_text=re.compile("^ตามงาน$"))).click()
    expect(page.locator("#chat-name")).to_have_text("ตามงาน")


def until(holds) -> None:
    end = time.monotonic() + ANSWER_SECONDS
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.1)
