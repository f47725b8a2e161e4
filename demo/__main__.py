"""Plays an invented office on the simulated LINE: python -m demo [--fresh] [--no-browser]."""

import argparse
import os
import signal
import sys
import time
import webbrowser
from pathlib import Path

import requests

from demo import cast
from demo.ground import ROOT, Ground, free_port, held
from demo.mornings import Mornings
from demo.office import set_up
from demo.processes import Children, start_line, start_service
from demo.trouble import Trouble
from simulator.client import SimulatorClient

LOOK_SECONDS = 0.5
TO_TRY = """
  เปิดหน้านี้ · open   {page}

  1. กด “วันถัดไป” หรือ “ข้ามไป ธันวาคม” ทางขวา รอให้เพื่อนร่วมงานทักทาย 08:47 น. แล้วการ์ดเตือนจะมากับข้อความนั้น (ไม่เสียโควตา)
     Press “วันถัดไป” (next day) or “ข้ามไป ธันวาคม”: a colleague says good morning and the reminders ride on that, free.
  2. กด “เสร็จแล้ว” บนการ์ด หรือพิมพ์ “O11 เสร็จแล้ว” แล้วเลือกบุคคลเป็น {mayor} (นายก) พิมพ์ “สรุป” ในแชตส่วนตัว
     Press a card’s button or reply in words; then become the mayor (top left) and type “สรุป” to the bot.
  3. {first} และ {second} ยังไม่ลงทะเบียน ลองลงทะเบียนให้ แล้วให้ {coordinator} ยืนยัน (กด “+1 ชั่วโมง” ให้คำขอไปถึง)
     Two are not registered yet: do it as one of them, then confirm as the coordinator (“+1 ชั่วโมง”: an hour later).

  Ctrl-C จบ เปิดใหม่จะต่อจากเดิม (--fresh เริ่มใหม่) · ends; the next start goes on from here (--fresh begins anew)
  ข้อมูลและบันทึก · data and logs: {folder}
"""


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m demo", description="An invented office on the simulated LINE.")
    parser.add_argument("--fresh", action="store_true", help="เริ่มใหม่ทั้งหมด · forget the last demo")
    parser.add_argument("--no-browser", action="store_true", help="ไม่เปิดเบราว์เซอร์ · do not open a browser")
    parser.add_argument("--folder", type=Path, default=ROOT / "var" / "demo", help="where everything is kept")
    parser.add_argument("--line-port", type=int, default=8090, help="the simulator's page (0: any)")
    parser.add_argument("--web-port", type=int, default=8080, help="the service (0: any)")
    return parser.parse_args()


def main() -> int:
    """Run until Ctrl-C or SIGTERM (0), or until something is in the way (1, in words on standard error)."""
    wish = arguments()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupt)
    try:
        with held(wish.folder.resolve()):
            play(choose_ground(wish), fresh=wish.fresh, browser=not wish.no_browser)
    except KeyboardInterrupt:
        print("\nจบเดโมแล้ว · the demo has ended", flush=True)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    return 0


def interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def choose_ground(wish: argparse.Namespace) -> Ground:
    line_port = free_port(wish.line_port)
    ground = Ground(wish.folder.resolve(), line_port, free_port(wish.web_port, taken=line_port))
    for wished, given in ((wish.line_port, ground.line_port), (wish.web_port, ground.web_port)):
        if wished not in (0, given):
            print(f"พอร์ต {wished} ไม่ว่าง ใช้ {given} แทน · port {wished} is busy, taking {given}", flush=True)
    return ground


def play(ground: Ground, fresh: bool, browser: bool) -> None:
    """Start, set up if need be, and look after everything until interrupted; nothing is left running."""
    children = Children(ground)
    try:
        start(children, fresh)
        page = address(ground)
        first, second = cast.UNREGISTERED
        names = {"mayor": cast.MAYOR, "coordinator": cast.COORDINATOR, "first": first, "second": second}
        print(TO_TRY.format(page=page, folder=ground.folder, **names), flush=True)
        if browser and has_screen():
            webbrowser.open(page)
        look_after(children)
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)  # an impatient second Ctrl-C must leave no process behind
        children.stop()


def start(children: Children, fresh: bool) -> None:
    """Go on where the last demo was, or set the office up from nothing."""
    ground = children.ground
    if fresh or not ground.is_ready:
        ground.clear()
        print("กำลังตั้งสำนักงานตัวอย่าง 20 คน ใช้เวลาไม่ถึงนาที · setting up an office of 20 people …", flush=True)
        set_up(children)
        return
    print("กลับมาต่อจากครั้งก่อน · going on where the last demo ended …", flush=True)
    start_line(children)
    start_service(children)


def look_after(children: Children) -> None:
    """Until interrupted; raises Trouble when a process has ended by itself."""
    with SimulatorClient(children.ground.line_url) as line:
        mornings = Mornings(line)
        while True:
            time.sleep(LOOK_SECONDS)
            children.check()
            try:
                mornings.look()
            except requests.RequestException:
                continue  # the simulator is busy or has just ended; check() tells which


def address(ground: Ground) -> str:
    """The page as the person whose work comes up first, in the staff's group."""
    with SimulatorClient(ground.line_url) as line:
        there = line.cast()
    me = next(user["id"] for user in there["users"] if user["name"] == cast.OPENS_AS)
    group = next(group["id"] for group in there["groups"] if group["name"] == cast.STAFF_GROUP)
    return f"{ground.line_url}/#as={me}&chat={group}"


def has_screen() -> bool:
    """False where a browser would be a text browser that takes the terminal over."""
    return sys.platform == "darwin" or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


if __name__ == "__main__":
    sys.exit(main())
